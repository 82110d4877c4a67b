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
    Arms,
    from_tests,
    last_shared_day,
    line_of,
    marks_of,
    runs_of,
    window_bands,
)
from sim.plots.views.types import Line, View
from sim.result import Result

_FEW = 3  # arms that a title can name one by one


def answer_over_days(arms: Arms, pattern: str = "B") -> View:
    """Show the share of test cues answered with ``pattern`` against model days, arm by arm."""
    runs, number = runs_of(arms), pattern_number(pattern)
    lines = [
        line_of(results[0].probe_d, from_tests(results, "answer", number), arm_style(place),
                name=label, within=(0.0, 1.0))
        for place, (label, results) in enumerate(runs.items())
    ]
    end_d = max(results[0].t_d[-1] for results in runs.values())
    half = Line(words.HALF, np.array([0.0, end_d]), np.array([0.5, 0.5]), "reference")
    title = _title(lines, runs, pattern)
    return View(
        id="answer_over_days",
        title=title,
        what=f"Share of test cues that the network answered with pattern {pattern}. A line is "
        "the mean of an arm. A dot is one seed. The band holds the mean with 95 % confidence.",
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
    )


def pattern_number(pattern: str) -> int:
    """Return the number of a pattern; raises `ScenarioError` naming the patterns."""
    if pattern not in PATTERNS:
        allowed = f"one of: {', '.join(PATTERNS)}"
        raise ScenarioError([Problem("plot", "pattern", f"'{pattern[:20]}'", allowed)])
    return PATTERNS.index(pattern)


def _title(lines: Sequence[Line], runs: dict[str, tuple[Result, ...]], pattern: str) -> str:
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
    sentences = []
    for label, results in runs.items():
        shares = [float(r.probes["answer"][probe_on(r, day), number]) for r in results]
        sentences.append(_one_arm(label, shares, day, pattern, is_first=not sentences))
    if any(len(results) == 1 for results in runs.values()):
        sentences.append(words.ONE_RUN)
    return " ".join(sentences)


def _one_arm(label: str, shares: Sequence[float], day: float, pattern: str, *,
             is_first: bool) -> str:
    low, median, high = np.percentile(shares, [25, 50, 75])
    of_seeds = f"of {words.seeds(len(shares))}"
    if is_first:
        spread = f" (median {of_seeds}; quartiles {low:.2f} to {high:.2f})"
        start = (f"With “{label}”, the cue leads to {pattern} in {median:.2f} of tests on "
                 f"{words.day(day)}")
    else:
        spread, start = f" ({of_seeds}, {low:.2f} to {high:.2f})", f"With “{label}”: {median:.2f}"
    return f"{start}{spread if len(shares) > 1 else ' (1 seed)'}."


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
