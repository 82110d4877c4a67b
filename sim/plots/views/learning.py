"""Learning and reversal: practice session by session, then what the test cue leads to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.assays.reversal import CRITERION, WINDOW
from sim.plots import words
from sim.plots.panels.lines import Line, Lines, Mark
from sim.plots.panels.picture import Picture
from sim.plots.style import arm_style
from sim.plots.views.answer import answer_title, pattern_number
from sim.plots.views.calendar import practised
from sim.plots.views.gather import BAND_NOTE, Arms, Names, from_tests, line_of, owned, runs_of
from sim.plots.views.quantities import axis_of, quantity_of
from sim.result import Result

_WIDTHS = (0.38, 0.62)
_ON_THE_LEFT = "Left: share of each session in which its pattern was active, while it was driven. "
_MARKED = (
    f" A mark above: first day on which {CRITERION} of {WINDOW} cues led to B after "
    "practice on a copy, in half of the seeds or more."
)
_NO_TEST = "The left part is no test: practice drives its pattern from outside. "


def learning(arms: Arms, pattern: str | None = None) -> Picture:
    """Show practice session by session, and beside it the answers on test days.

    Parameters
    ----------
    arms : mapping of label to runs
    pattern : str, optional
        The answer that counts; the practised pattern if there is one alone, else B.
    """
    runs = runs_of(arms)
    pattern = _practised_alone(runs) if pattern is None else pattern
    sessions, answers = _sessions(runs), _answers(runs, pattern_number(pattern))
    marks = _reached(runs)
    end_d = max(float(results[0].t_d[-1]) for results in runs.values())
    panels = Lines.levelled((*_left(sessions), _right(answers, marks, pattern, end_d)))
    is_pair = len(panels) > 1
    title = f"{answer_title(answers, runs, pattern)} {_practice_sentence(runs)}"
    return Picture(
        id="learning",
        title=title,
        what=f"{_ON_THE_LEFT if is_pair else ''}{'Right: share' if is_pair else 'Share'} of test "
        f"cues answered with {pattern}. A line is the mean of an arm, a dot one seed. "
        f"{BAND_NOTE}{_MARKED if marks else ''}",
        leaves_out=f"{_NO_TEST if is_pair else ''}{words.TEST_NOTE} {words.NOT_PEOPLE}",
        panels=panels,
        alt=f"{title} {'Practice session by session, and chart' if is_pair else 'Chart'} of the "
        f"answers over {end_d:g} model days.",
        key=Names(runs).key,
        arrangement="beside",
        sizes=_WIDTHS,
    )


def _left(sessions: tuple[Line, ...]) -> tuple[Lines, ...]:
    """Return the panel of the practice sessions; none without any."""
    if not sessions:
        return ()
    last = max(float(line.x[-1]) for line in sessions)
    return (
        Lines(
            words.SESSION_AXIS,
            axis_of("session_share", "share"),
            sessions,
            y_range=(0.0, 1.0),
            x_range=(0.0, last + 1.0),
            is_labelled=False,
        ),
    )


def _right(lines: tuple[Line, ...], marks: tuple[Mark, ...], pattern: str, end_d: float) -> Lines:
    half = Line(words.COIN_FLIP, np.array([0.0, end_d]), np.array([0.5, 0.5]), "reference")
    return Lines(
        "time (model days)",
        quantity_of(f"answer.{pattern.lower()}").axis,
        (*lines, half),
        marks=marks,
        y_range=(0.0, 1.0),
        x_range=(0.0, end_d),
    )


def _practised_alone(runs: dict[str, tuple[Result, ...]]) -> str:
    """Return the pattern that all sessions of all arms practise, else B."""
    patterns = {pattern for results in runs.values() for pattern in practised(results[0])}
    return patterns.pop() if len(patterns) == 1 else "B"


def _sessions(runs: dict[str, tuple[Result, ...]]) -> tuple[Line, ...]:
    """Return the share of each session in which its pattern was active, arm by arm."""
    lines = []
    for place, (label, results) in enumerate(runs.items()):
        share = np.array([result.session_share for result in results])
        if share.size:
            number = np.arange(1.0, share.shape[1] + 1.0)
            lines.append(line_of(number, share, arm_style(place), name=label, within=(0.0, 1.0)))
    return tuple(lines)


def _answers(runs: dict[str, tuple[Result, ...]], number: int) -> tuple[Line, ...]:
    """Return the answers arm by arm; numbers at the line ends leave room for two parts."""
    return tuple(
        line_of(
            results[0].probe_d,
            from_tests(results, "answer", number),
            arm_style(place),
            name=label,
            within=(0.0, 1.0),
            end_label=f"({place + 1})" if len(runs) > 1 else "answers",
        )
        for place, (label, results) in enumerate(runs.items())
    )


def _reached(runs: dict[str, tuple[Result, ...]]) -> tuple[Mark, ...]:
    """Return when reversal first succeeds; equal marks of several arms once."""

    def first_of(results: Sequence[Result]) -> list[tuple[float, str]]:
        if any("reversal_censored" not in result.probes for result in results):
            return []
        # A median over networks stays right while at least half of them get there.
        done = np.mean(from_tests(results, "reversal_censored"), axis=0) <= 0.5
        if not done.any():
            return []
        test = int(done.argmax())
        trials = float(np.median(from_tests(results, "trials_to_reverse")[:, test]))
        return [(float(results[0].probe_d[test]), words.halves(trials))]

    return tuple(
        Mark(day, f"{trials} trials to {CRITERION} of {WINDOW}{owners}", "reached")
        for (day, trials), owners in owned(runs, first_of).items()
    )


def _practice_sentence(runs: dict[str, tuple[Result, ...]]) -> str:
    """Return how active the pattern was in the last session, arm by arm."""
    shares = {
        label: float(np.mean([result.session_share[-1] for result in results]))
        for label, results in runs.items()
        if results[0].session_d.size
    }
    if not shares:
        return "There was no practice."
    if len(shares) == 1:
        return (
            f"In the last session its pattern was active in {next(iter(shares.values())):.2f} "
            "of the time."
        )
    low, high = min(shares.values()), max(shares.values())
    return (
        f"In the last session of an arm its pattern was active in {low:.2f} to {high:.2f} "
        "of the time."
    )
