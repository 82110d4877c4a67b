"""The runs as JSON for a program: scenario, arms, calendar, seeds, measures."""

from __future__ import annotations

from typing import Any

from sim.export.json_text import to_json
from sim.export.stamp import Arms, Stamp
from sim.measures import MEASURES, days_of_tests
from sim.plots import calendar, table
from sim.result import Result
from sim.scenario import Scenario

FORMAT = 1


def results_json(stamp: Stamp, scenario: Scenario, arms: Arms) -> bytes:
    """Return everything that was run and measured; a number that does not exist is null.

    A measure holds one value for each of the ``test_days`` of its run, or one for the whole run;
    ``measures`` at the top says which, with the unit.
    """
    return to_json(
        {
            "format": FORMAT,
            "stamp": stamp.data(),
            "measures": {
                measure.name: {
                    "label": measure.label,
                    "unit": measure.unit,
                    "help": measure.help,
                    "per_test": measure.per_test,
                }
                for measure in MEASURES
            },
            "arms": [
                {
                    "label": label,
                    "id": results[0].arm,
                    "calendar": _calendar(label, results[0]),
                    "runs": [_run(run) for run in results],
                }
                for label, results in arms.items()
                if results
            ],
            "scenario": scenario.model_dump(mode="json", by_alias=True),
        }
    )


def _calendar(label: str, result: Result) -> list[dict[str, Any]]:
    _, rows = table(calendar({label: (result,)}))
    return [{"day": day, "event": event} for _, day, event in rows]


def _run(result: Result) -> dict[str, Any]:
    days = days_of_tests(result)
    return {
        "seed": result.seed,
        "fingerprint": result.provenance.fingerprint,
        "test_days": list(days),
        "measures": {
            measure.name: [measure.of(result, test) for test in range(len(days))]
            if measure.per_test
            else measure.of(result, 0)
            for measure in MEASURES
        },
    }
