"""The outcome of a scenario in one sentence, told by the measure that its lesson is about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.measures import by_name, value_at
from sim.plots import words
from sim.plots.views.answer import result_sentence
from sim.plots.views.gather import Arms, runs_of
from sim.result import Result
from sim.scenario import Scenario

_ANSWER = "answer.b"
_MOST_LABEL = 60


def headline_sentence(scenario: Scenario, arms: Arms) -> str:
    """Return median and quartiles over seeds of the headline measure, arm by arm.

    Parameters
    ----------
    scenario : Scenario
        Its ``headline`` and ``headline_day`` say which measure; answers with B are told in words
        of their own, see `result_sentence`.
    arms : mapping of label to runs
    """
    runs = runs_of(arms)
    if scenario.headline == _ANSWER:
        return result_sentence(runs, scenario.headline_day)
    measure = by_name(scenario.headline)
    parts = [_one_arm(scenario, label, results) for label, results in runs.items()]
    n_seeds = min(len(results) for results in runs.values())
    unit = f" ({measure.unit})" if measure.unit else ""
    day = headline_day(scenario, next(iter(runs.values()))[0])
    when = f" on {words.day(day)}" if measure.per_test else ""
    spread = f"median of {words.seeds(n_seeds)}, half of the seeds in brackets"
    lead = f"{measure.label[:1].upper()}{measure.label[1:]}{unit}{when}"
    end = f" {words.ONE_RUN}" if n_seeds == 1 else ""
    return f"{lead}, {spread if n_seeds > 1 else '1 seed'}: {'; '.join(parts)}.{end}"


def _one_arm(scenario: Scenario, label: str, results: Sequence[Result]) -> str:
    name = words.shortened(label, _MOST_LABEL)
    values = np.array([value_at(one, scenario.headline, headline_day(scenario, one))
                       for one in results])
    values = values[np.isfinite(values)]
    if not values.size:
        return f"{name}: no value"
    low, median, high = (f"{one:.3g}" for one in np.percentile(values, [25, 50, 75]))
    return f"{name}: {median}" + (f" ({low} to {high})" if len(results) > 1 else "")


def headline_day(scenario: Scenario, result: Result) -> float:
    """Return the test day next to the one that the scenario names, by default the last."""
    wanted = result.probe_d[-1] if scenario.headline_day is None else scenario.headline_day
    return float(result.probe_d[np.argmin(np.abs(result.probe_d - wanted))])
