"""The outcome: what the test cue leads to, over model days and in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.errors import Problem, ScenarioError
from sim.measures import probe_on
from sim.model.network import PATTERNS
from sim.plots import words
from sim.plots.style import arm_style
from sim.plots.views.gather import (
    BAND_NOTE,
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
from sim.plots.views.types import Line, View
from sim.result import Result

_FEW = 3  # arms that a title, or labels at line ends, can name one by one
_MOST_LETTERS, _MOST_LABEL = 400, 60  # of a result sentence, and of the name of an arm in it


def answer_over_days(arms: Arms, pattern: str = "B") -> View:
    """Show the share of test cues answered with ``pattern`` against model days, arm by arm."""
    runs, number = runs_of(arms), pattern_number(pattern)
    names = ArmNames(runs)
    lines = [
        line_of(results[0].probe_d, from_tests(results, "answer", number), arm_style(place),
                name=label, within=(0.0, 1.0), end_label=names.end(place))
        for place, (label, results) in enumerate(runs.items())
    ]
    end_d = max(results[0].t_d[-1] for results in runs.values())
    half = Line(words.HALF, np.array([0.0, end_d]), np.array([0.5, 0.5]), "reference")
    title = answer_title(lines, runs, pattern)
    return View(
        id="answer_over_days",
        title=title,
        what=f"Share of test cues that the network answered with pattern {pattern}. A line is "
        f"the mean of an arm, a dot one seed. {BAND_NOTE} {SHADED}",
        leaves_out=f"{words.TEST_NOTE} {words.NOT_PEOPLE}",
        x_label="time (model days)",
        y_label=f"answered with {pattern} (share of cues)",
        lines=(*lines, half),
        bands=window_bands(runs),
        marks=marks_of(runs),
        y_range=(0.0, 1.0),
        alt=f"{title} Chart of the share of test cues answered with {pattern} over "
        f"{end_d:g} model days.",
        x_range=(0.0, float(end_d)),
        key=names.key,
    )


class ArmNames:
    """What stands at the line of each arm: its number and name, only the number of many arms."""

    def __init__(self, runs: dict[str, tuple[Result, ...]]) -> None:
        self.labels = list(runs)
        self.key = Names(runs).key if len(runs) > _FEW else ""

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


def answer_title(lines: Sequence[Line], runs: dict[str, tuple[Result, ...]],
                 pattern: str) -> str:
    """Return the message of the picture: the means at the last test that all arms share."""
    day = last_shared_day(runs)
    value = {line.name: float(line.y[probe_on(results[0], day)])
             for line, results in zip(lines, runs.values())}
    head, on_day = f"The cue leads to {pattern}", f"on {words.day(day)}"
    if len(value) == 1:
        return f"{head} in {next(iter(value.values())):.2f} of tests {on_day}."
    if len(value) <= _FEW:
        shares = [f"{share:.2f} ({label})" for label, share in value.items()]
        return f"{head} in these shares of tests {on_day}: {words.listed(shares)}."
    best = max(value, key=value.__getitem__)
    others = max(share for label, share in value.items() if label != best)
    if value[best] - others < 0.005:  # no difference that two decimals would show
        return f"{head} in at most {value[best]:.2f} of tests {on_day}, and no arm leads."
    return (f"{head} most often with “{best}”: in {value[best]:.2f} of tests {on_day}, "
            f"elsewhere in at most {others:.2f}.")


def result_sentence(arms: Arms, day: float | None = None, pattern: str = "B") -> str:
    """Return the outcome in words: median and quartiles over seeds, arm by arm.

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
    shares = {label: [float(r.probes["answer"][probe_on(r, day), number]) for r in results]
              for label, results in runs.items()}
    end = [words.ONE_RUN] if any(len(results) == 1 for results in runs.values()) else []
    sentences = [_one_arm(label, shares[label], runs[label][0], day, pattern, is_first=not place)
                 for place, label in enumerate(runs)]
    text = " ".join([*sentences, *end])
    if len(text) <= _MOST_LETTERS or len(runs) <= 2:
        return text
    order = sorted(runs, key=lambda label: float(np.median(shares[label])), reverse=True)
    sentences = [_one_arm(label, shares[label], runs[label][0], day, pattern, is_first=not place)
                 for place, label in enumerate((order[0], order[-1]))]
    others = len(runs) - 2
    between = "The other arm lies between." if others == 1 else (
        f"The other {others} arms lie between.")
    return " ".join([*sentences, between, *end])


def _one_arm(label: str, shares: Sequence[float], result: Result, day: float, pattern: str, *,
             is_first: bool) -> str:
    """Return ``Nothing: the cue leads to B in 0 of 10 tests on day 30 (...).``"""
    trials = result.scenario.probe.trials
    low, median, high = (words.halves(trials * float(part))
                         for part in np.percentile(shares, [25, 50, 75]))
    n_seeds, name = words.seeds(len(shares)), words.shortened(label, _MOST_LABEL)
    if is_first:
        start = (f"{name}: the cue leads to {pattern} in {median} of {trials} tests on "
                 f"{words.day(day)}")
        spread = (f"median of {n_seeds}; half of the seeds lie between {low} and {high}"
                  if len(shares) > 1 else n_seeds)
        return f"{start} ({spread})."
    spread = f" ({low} to {high})" if len(shares) > 1 else ""
    return f"{name}: in {median} of {trials}{spread}."


def difference_sentence(first: Sequence[Result], second: Sequence[Result], *,
                        day: float | None = None, pattern: str = "B") -> str:
    """Return in words how sure the first arm is above the second, seed by seed."""
    runs, number = runs_of({"first": first, "second": second}), pattern_number(pattern)
    day = last_shared_day(runs) if day is None else day
    share = [{r.seed: float(r.probes["answer"][probe_on(r, day), number]) for r in results}
             for results in runs.values()]
    pairs = [(share[0][seed], share[1][seed]) for seed in share[0] if seed in share[-1]]
    if len(share) < 2 or not pairs:
        return "There is no seed that both arms share."
    above = sum(one > other for one, other in pairs)
    below = sum(one < other for one, other in pairs)
    text = words.difference_words(max(above, below) / len(pairs))
    if below > above:
        text = text.replace("higher", "lower")
    gap = float(np.mean([one - other for one, other in pairs]))
    return (f"First arm against second: {text}. Mean difference {gap:+.2f} in "
            f"{words.seeds(len(pairs))}; higher in {above}, lower in {below}.")
