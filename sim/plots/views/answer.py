"""The outcome: what the test cue leads to, over model days and in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.errors import Problem, ScenarioError
from sim.measures import probe_on
from sim.model.network import PATTERNS
from sim.phrases import listed, plural, shortened
from sim.plots import words
from sim.plots.panels.lines import Line, Lines
from sim.plots.panels.picture import Picture
from sim.plots.style import arm_style
from sim.plots.views.fusion import fused_sentence
from sim.plots.views.gather import (
    BAND_NOTE,
    FEW_ARMS,
    MOST_LABEL,
    SHADED,
    Arms,
    Names,
    from_tests,
    last_shared_day,
    line_of,
    marks_of,
    runs_of,
    window_bands,
)
from sim.plots.views.quantities import quantity_of
from sim.result import Result

_MOST_WITHOUT = 2  # arms that have a line for the same moments without the cue beside their own
_MOST_CHARS = 400  # of a result sentence
_MOST_WHOLE = 4  # arms that it tells whatever its length
_OTHER_RATE = 1.5  # times: from here on cells fire at another rate than before


def answer_over_days(
    arms: Arms, pattern: str = "B", guess: Sequence[tuple[float, float]] = ()
) -> Picture:
    """Show the share of test cues answered with ``pattern`` against model days, arm by arm.

    Of one arm, or of two, beside it the share of the same moments without the cue.

    Parameters
    ----------
    arms : mapping of label to runs
    pattern : str
        The answer that counts.
    guess : sequence of (day, share), optional
        What somebody expected, drawn as a dashed line.
    """
    runs, number = runs_of(arms), pattern_number(pattern)
    names = ArmNames(runs)
    lines = [
        line_of(
            results[0].probe_d,
            from_tests(results, "answer", number),
            arm_style(place),
            name=label,
            within=(0.0, 1.0),
            end_label=names.end(place),
        )
        for place, (label, results) in enumerate(runs.items())
    ]
    without = _without_cue(runs, number) if len(runs) <= _MOST_WITHOUT else ()
    end_d = max(results[0].t_d[-1] for results in runs.values())
    half = Line(words.HALF, np.array([0.0, end_d]), np.array([0.5, 0.5]), "reference")
    title = answer_title(lines, runs, pattern)
    dotted = f" Dotted: share of the same moments in which {pattern} was active without a cue."
    panel = Lines(
        "time (model days)",
        quantity_of(f"answer.{pattern.lower()}").axis,
        (*lines, *without, *_guessed(guess), half),
        bands=window_bands(runs),
        marks=marks_of(runs),
        y_range=(0.0, 1.0),
        x_range=(0.0, float(end_d)),
    )
    return Picture(
        id="answer_over_days",
        title=title,
        what=f"Share of test cues that the network answered with pattern {pattern}. A line is "
        f"the mean of an arm, a dot one seed.{dotted if without else ''} {BAND_NOTE} {SHADED}",
        leaves_out=f"{words.TEST_NOTE} {words.NOT_PEOPLE}",
        panels=(panel,),
        alt=f"{title} Chart of the share of test cues answered with {pattern} over "
        f"{end_d:g} model days.",
        key=names.key,
    )


def _without_cue(runs: dict[str, tuple[Result, ...]], number: int) -> tuple[Line, ...]:
    """Return how often a pattern was active at the same moments without a cue, arm by arm."""
    return tuple(
        line_of(
            results[0].probe_d,
            from_tests(results, "uncued", number),
            "no_cue",
            name=f"{words.NO_CUE}, {label}",
            dots=False,
            band=False,
            variant=place,
            end_label=words.NO_CUE if len(runs) == 1 else f"{words.NO_CUE} ({place + 1})",
        )
        for place, (label, results) in enumerate(runs.items())
    )


def _guessed(guess: Sequence[tuple[float, float]]) -> tuple[Line, ...]:
    if not guess:
        return ()
    day, share = np.array(sorted(guess), dtype=float).T
    return (Line(words.PREDICTION, day, share, "prediction"),)


class ArmNames:
    """Labels at the line ends of arms: number and name, only the number where there are many."""

    def __init__(self, runs: dict[str, tuple[Result, ...]]) -> None:
        self.labels = list(runs)
        self.key = Names(runs).key if len(runs) > FEW_ARMS else ""

    def end(self, place: int) -> str:
        """Return the label at the line end of arm number ``place``."""
        if len(self.labels) == 1:
            return self.labels[place]
        return f"({place + 1})" if self.key else f"({place + 1}) {self.labels[place]}"


def pattern_number(pattern: str) -> int:
    """Return the number of a pattern; raises `ScenarioError` naming the patterns."""
    if pattern not in PATTERNS:
        allowed = f"one of: {', '.join(PATTERNS)}"
        raise ScenarioError([Problem("plot", "pattern", f"'{pattern[:20]}'", allowed)])
    return PATTERNS.index(pattern)


def answer_title(lines: Sequence[Line], runs: dict[str, tuple[Result, ...]], pattern: str) -> str:
    """Return the message of the picture: the means at the last test that all arms share.

    If A and B have fused in a run by then, that is said as well.
    """
    return " ".join(
        filter(
            None, (_shares_title(lines, runs, pattern), fused_sentence(runs, last_shared_day(runs)))
        )
    )


def _shares_title(lines: Sequence[Line], runs: dict[str, tuple[Result, ...]], pattern: str) -> str:
    day = last_shared_day(runs)
    value = {
        line.name: float(line.y[probe_on(results[0], day)])
        for line, results in zip(lines, runs.values())
    }
    head, on_day = f"The cue leads to {pattern}", f"on {words.day(day)}"
    if len(value) == 1:
        return f"{head} in {next(iter(value.values())):.2f} of all trials {on_day}."
    if len(value) <= FEW_ARMS:
        shares = [f"{share:.2f} ({label})" for label, share in value.items()]
        return f"{head} in these shares of all trials {on_day}: {listed(shares)}."
    best = max(value, key=value.__getitem__)
    others = max(share for label, share in value.items() if label != best)
    if value[best] - others < 0.005:  # no difference that two decimals would show
        return f"{head} in at most {value[best]:.2f} of all trials {on_day}, and no arm leads."
    return (
        f"{head} most often with “{best}”: in {value[best]:.2f} of all trials {on_day}, "
        f"elsewhere in at most {others:.2f}."
    )


def result_sentence(arms: Arms, day: float | None = None, pattern: str = "B") -> str:
    """Return the outcome in words: trials with the answer, all runs together, arm by arm.

    With it, how often its rival answers, and how often it is active at the same moments without a
    cue. Where C, D or none is the usual answer, that is told as well, and where A and B have fused.

    Parameters
    ----------
    arms : mapping of label to runs
    day : float, optional
        Test day; the last one that all arms share if left out.
    pattern : str
        The answer that counts.

    Returns
    -------
    str
        Ends with a warning when an arm has one run only.
    """
    runs, number = runs_of(arms), pattern_number(pattern)
    day = last_shared_day(runs) if day is None else day
    is_single = any(len(results) == 1 for results in runs.values())
    end = [*filter(None, (fused_sentence(runs, day),)), *([words.ONE_RUN] if is_single else [])]
    sentences = [
        _one_arm(label, results, day, number, is_first=not place)
        for place, (label, results) in enumerate(runs.items())
    ]
    text = " ".join([*sentences, *end])
    if len(text) <= _MOST_CHARS or len(runs) <= _MOST_WHOLE:
        return text
    order = sorted(
        runs, key=lambda label: float(_shares(runs[label], day)[:, number].mean()), reverse=True
    )
    sentences = [
        _one_arm(label, runs[label], day, number, is_first=not place)
        for place, label in enumerate((order[0], order[-1]))
    ]
    others = len(runs) - 2
    between = (
        "The other arm lies between." if others == 1 else (f"The other {others} arms lie between.")
    )
    return " ".join([*sentences, between, *end])


def _shares(results: Sequence[Result], day: float, name: str = "answer") -> np.ndarray:
    """Return the shares of the answers A, B, C, D and none in each run, (n_runs, 5)."""
    return np.array([run.probes[name][probe_on(run, day)] for run in results])


def _one_arm(
    label: str, results: Sequence[Result], day: float, number: int, *, is_first: bool
) -> str:
    """Return the outcome of one arm.

    ``Nothing: the cue leads to B in 3 of 50 trials on day 30 (...) and to A in 47; without it, B
    is active in 5.``
    """
    trials, shares = results[0].scenario.probe.trials, _shares(results, day)
    count = [round(trials * float(part)) for part in shares.sum(axis=0)]
    alone = round(trials * float(_shares(results, day, "uncued")[:, number].sum()))
    low, high = (round(trials * float(end(shares[:, number]))) for end in (np.min, np.max))
    notes = [plural(len(results), "run")] if is_first else []
    if low < high:  # or else the number of all runs says it
        notes.append(f"{low} to {high} of {trials} in each")
    of_all, pattern = trials * len(results), PATTERNS[number]
    name = shortened(label, MOST_LABEL)
    lead = (
        f"{name}: the cue leads to {pattern} in {count[number]} of {of_all} trials on "
        f"{words.day(day)}"
        if is_first
        else f"{name}: to {pattern} in {count[number]} of {of_all}"
    )
    spread = f" ({', '.join(notes)})" if notes else ""
    rival = 1 if number == 0 else 0
    without = f"without it, {pattern} {'is active ' if is_first else ''}in {alone}"
    return (
        f"{lead}{spread} and to {PATTERNS[rival]} in {count[rival]}; {without}"
        f"{_instead(results, count, (number, rival), day)}."
    )


def _instead(
    results: Sequence[Result], count: Sequence[int], mentioned: Sequence[int], day: float
) -> str:
    """Return the usual answer if it is none of those that are mentioned."""
    usual = int(np.argmax(count))
    if count[usual] == max(count[answer] for answer in mentioned):
        return ""
    if usual < len(PATTERNS):
        return f"; {PATTERNS[usual]} answers in {count[usual]}"
    return f"; no pattern answers in {count[usual]}{_activity(results, day)}"


def _activity(results: Sequence[Result], day: float) -> str:
    """Return how active cells are at rest if that may be why no pattern answers."""
    test = probe_on(results[0], day)
    first, now = (
        float(np.mean([run.probes["rate_exc_hz"][place] for run in results])) for place in (0, test)
    )
    if now == 0.0:
        return ", and at rest its cells are silent"
    if test == 0 or first / _OTHER_RATE < now < first * _OTHER_RATE:
        return ""
    return (
        f", and at rest its cells fire at {now:.1f} Hz ({first:.1f} Hz on "
        f"{words.day(round(float(results[0].probe_d[0]), 2))})"
    )
