"""Results of runs in words, in tables and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sim.cli.output import number, table
from sim.errors import Problem, ScenarioError
from sim.measures import MEASURES, by_name, days_of_tests
from sim.measures.over_seeds import quartiles
from sim.outputs import STATES
from sim.phrases import listed, listing, plural, typed
from sim.plots.views.fusion import fused_sentence, fused_words
from sim.plots.views.headline import headline_value
from sim.plots.words import DISCLAIMER
from sim.result import Result
from sim.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd


def result_data(result: Result) -> dict[str, Any]:
    """Return what ``run --json`` prints: every measure, by test day or of the whole run."""
    days = days_of_tests(result)
    return {
        "scenario": result.scenario.id,
        "arm": result.arm,
        "arm_label": result.arm_label,
        "seed": result.seed,
        "test_days": list(days),
        "measures": {
            measure.name: [measure.of(result, test) for test in range(len(days))]
            if measure.per_test
            else measure.of(result, 0)
            for measure in MEASURES
        },
        "provenance": asdict(result.provenance),
        "afterwards": list(result.scenario.afterwards()),
        "disclaimer": DISCLAIMER,
    }


def result_text(result: Result) -> str:
    """Return what ``run`` prints."""
    share, alone = (
        [f"{name} {value:.2f}" for name, value in zip(STATES, result.probes[kind][-1], strict=True)]
        for kind in ("answer", "uncued")
    )
    headline, day = measure_to_show(result.scenario, None, None)
    is_answer = headline.startswith("answer.") and day == days_of_tests(result)[-1]
    title, value = _titled(headline, day), number(headline_value(result.scenario, result))
    headline_line = () if is_answer else (f"{title[:1].upper()}{title[1:]}: {value}.",)
    peak = {name: number(by_name(name).of(result, 0)) for name in ("window_peak", "surge_peak")}
    return "\n".join(
        (
            f"{result.arm_label} ({result.arm}), seed {result.seed}, "
            f"{result.t_d[-1]:g} model days, {result.provenance.wall_s:.1f} s",
            *headline_line,
            f"Answers to the test cue on day {days_of_tests(result)[-1]:g}: {', '.join(share)}.",
            f"Active at the same moments without it: {', '.join(alone)}.",
            *filter(None, (fused_sentence({result.arm_label: (result,)}),)),
            f"Highest window {peak['window_peak']}; highest surge {peak['surge_peak']}.",
            *result.scenario.afterwards(),
            "One run is not proof; 'compare' runs many.",
            DISCLAIMER,
        )
    )


def measure_to_show(
    scenario: Scenario, measure: str | None, day: float | None
) -> tuple[str, float | None]:
    """Return the measure and the test day to print.

    By default those that the scenario is told by; of another measure the last test day, and None
    for a measure of the whole run.

    Raises
    ------
    ScenarioError
        If there is no such measure, or no test on that day.
    """
    is_headline = measure is None or measure == scenario.headline
    measure = scenario.headline if measure is None else measure
    if not by_name(measure).per_test:
        return measure, None
    days = scenario.time.test_days
    if day is None and is_headline and scenario.headline_day is not None:
        return measure, min(days, key=lambda test_day: abs(test_day - scenario.headline_day))
    if day is None:
        return measure, days[-1]
    if day not in days:
        allowed = f"a test day: {listing(map(typed, days), 40)}"
        raise ScenarioError([Problem("--day", "", typed(day), allowed)])
    return measure, day


def comparison_data(
    scenario: Scenario, values: pd.DataFrame, measure: str, day: float | None
) -> dict[str, Any]:
    """Return what ``compare --json`` prints: median and quartiles of a measure in every arm.

    With them, in how many of the runs A and B have fused by that day.
    """
    label = scenario.arm_names()
    fused = _fused(values, day)
    return {
        "scenario": scenario.id,
        "measure": measure,
        "day": day,
        "n_seeds": int(values["seed"].nunique()),
        "arms": [
            {
                "arm": key[0],
                "label": label[key[0]],
                **spread,
                "n_fused": fused[key[0]][0],
                "n_runs": fused[key[0]][1],
            }
            for key, spread in _quartiles(values, ["arm"], measure, day)
        ],
        "afterwards": list(scenario.afterwards()),
        "disclaimer": DISCLAIMER,
    }


def comparison_text(data: dict[str, Any]) -> str:
    """Return what ``compare`` prints, from `comparison_data`."""
    rows = [
        (row["arm"], *(number(row[name]) for name in ("median", "q1", "q3")), row["label"])
        for row in data["arms"]
    ]
    known = [row for row in data["arms"] if row["median"] == row["median"]]  # NaN is not itself
    highest = max((row["median"] for row in known), default=None)
    best = [row["label"] for row in known if row["median"] == highest]
    if highest is None:
        words = "No arm has a value."
    elif 1 < len(best) == len(known):
        words = f"All medians are the same: {number(highest)}."
    else:
        words = f"Highest median: {listed(best)}, {number(highest)}."
    return "\n".join(
        (
            f"{_titled(data['measure'], data['day'])}, {plural(data['n_seeds'], 'seed')}",
            table(("arm", "median", "quartile 1", "quartile 3", "label"), rows),
            words,
            *filter(
                None,
                (
                    fused_words(
                        {row["label"]: (row["n_fused"], row["n_runs"]) for row in data["arms"]}
                    ),
                ),
            ),
            *data["afterwards"],
            DISCLAIMER,
        )
    )


def sweep_text(
    scenario: Scenario, values: pd.DataFrame, paths: Sequence[str], measure: str, day: float | None
) -> str:
    """Return what ``sweep`` prints: one line for each combination and arm."""
    rows = [
        (*map(str, key), *(number(spread[name]) for name in ("median", "q1", "q3")))
        for key, spread in _quartiles(values, [*paths, "arm"], measure, day)
    ]
    return "\n".join(
        (
            f"{_titled(measure, day)}, {plural(values['seed'].nunique(), 'seed')}",
            table((*paths, "arm", "median", "quartile 1", "quartile 3"), rows),
            *filter(None, (fused_words(_fused(values, day)),)),
            *scenario.afterwards(),
            DISCLAIMER,
        )
    )


def _quartiles(
    values: pd.DataFrame, by: list[str], measure: str, day: float | None
) -> list[tuple[tuple[Any, ...], dict[str, float]]]:
    chosen = values[values["measure"] == measure]
    if day is not None:
        chosen = chosen[chosen["day"] == day]
    spreads = []
    for key, group in chosen.groupby(by, sort=False):
        low, median, high = map(float, quartiles(group["value"]))
        spreads.append((key, {"median": median, "q1": low, "q3": high}))
    return spreads


def _fused(values: pd.DataFrame, day: float | None) -> dict[str, tuple[int, int]]:
    """Return in how many runs of each arm A and B have fused, and how many runs there are."""
    fused = values[values["measure"] == "fused"]
    fused = fused[fused["day"] == (fused["day"].max() if day is None else day)]
    return {
        arm: (int(group["value"].sum()), len(group))
        for arm, group in fused.groupby("arm", sort=False)
    }


def _titled(name: str, day: float | None) -> str:
    measure = by_name(name)
    unit = f" ({measure.unit})" if measure.unit else ""
    return f"{measure.label}{unit}{'' if day is None else f' on day {typed(day)}'}"
