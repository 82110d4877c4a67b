"""The history of runs: what was asked for and what came out, in words and a few numbers.

The visitor's own browser stores it, see `sim.ui.store.browser`. Equal settings are one entry.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode

import numpy as np

from sim.measures import by_name, value_at
from sim.measures.over_seeds import quartiles
from sim.phrases import with_unit
from sim.plots import headline_sentence
from sim.plots.views.headline import headline_day
from sim.result import Result, package_version
from sim.scenario import MODEL_VERSION, leaf_at
from sim.scenario.names import setting_name
from sim.ui.running import sweeping
from sim.ui.running.outcome import Outcome
from sim.ui.settings import address
from sim.ui.settings.address import Address
from sim.ui.settings.state import Settings
from sim.ui.store import browser
from sim.ui.store.records import Notes, Number, Run
from sim.ui.text import runs_text


class Item(NamedTuple):
    """One run of the history: ``key`` is its id. All texts are untrusted."""

    key: str
    run: Run
    notes: Notes

    @property
    def name(self) -> str:
        """The name that the visitor gave, or the title of the scenario."""
        return self.notes.name.strip() or self.run.title

    @property
    def is_older(self) -> bool:
        """Whether another version made the run than the one that is here."""
        return (self.run.package, self.run.model) != (package_version(), MODEL_VERSION)

    @property
    def query(self) -> dict[str, list[str]]:
        """Parts of the address that leads back to the run."""
        return _parts(self.run.query)

    def address(self) -> Address:
        """Return the settings of the run, and what of them this version cannot take."""
        return _address(self.run.query)


@lru_cache(maxsize=256)
def _address(query: str) -> Address:
    parts = _parts(query)
    parts.pop("v", None)  # versions are named on their own
    return address.from_query(parts)


def _parts(query: str) -> dict[str, list[str]]:
    return parse_qs(query, keep_blank_values=True)


def items() -> list[Item]:
    """Return the history, newest first."""
    notes = browser.entries(Notes)
    unsorted = [
        Item(key, run, notes.get(key, Notes())) for key, run in browser.entries(Run).items()
    ]
    return sorted(unsorted, key=lambda item: (item.run.when, item.key), reverse=True)


def last() -> Item | None:
    """Return the newest run, for the way back to it: ``last().name``, ``last().query``."""
    return next(iter(items()), None)


def add(shown: Outcome) -> str:
    """Add a result to the history, also a partial one; return the id of its entry.

    Equal settings of one version are one entry, which takes the result that holds more seeds.
    """
    key, entry = id_of(shown.settings), _entry(shown)
    earlier = browser.get(Run, key)
    if earlier is not None and earlier.done > entry.done:
        entry = earlier.model_copy(update={"when": entry.when})
    browser.put(key, entry)
    return key


def note(key: str, **values: Any) -> None:
    """Change what the visitor says about a run: its star, its name or a box of the notebook."""
    notes = browser.get(Notes, key) or Notes()
    browser.put(key, notes.model_copy(update=values))


def delete(key: str) -> None:
    """Take a run and its notes away."""
    browser.remove(Run, key)
    browser.remove(Notes, key)


def id_of(settings: Settings) -> str:
    """Return the id that the history gives to settings; another version has another id."""
    return hashlib.sha256(_query(settings).encode()).hexdigest()[:12]


def _query(settings: Settings) -> str:
    return urlencode(address.to_query(settings), doseq=True)


def _entry(shown: Outcome) -> Run:
    settings, scenario = shown.settings, shown.scenario
    numbers = tuple(_of_sweep(shown) if settings.vary else _of_arms(shown))
    return Run(
        when=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f"),  # two may end in one second
        query=_query(settings),
        preset=settings.preset,
        title=scenario.title[:200],
        arms=tuple(dict.fromkeys(number.arm for number in numbers)),
        wanted=settings.seeds,
        done=shown.n_seeds,
        sentence=(
            _swept(shown, numbers) if settings.vary else headline_sentence(scenario, shown.arms)
        ),
        numbers=numbers,
        package=package_version(),
        model=MODEL_VERSION,
    )


def _swept(shown: Outcome, numbers: tuple[Number, ...]) -> str:
    """Return the result of a sweep in words."""
    vary = shown.settings.vary
    unit, measure = leaf_at(shown.scenario, vary.path).unit, by_name(vary.outcome)
    sentence = runs_text.sweep(
        setting_name(shown.scenario, vary.path),
        [with_unit(value, unit) for value in (min(vary.values), max(vary.values))],
        f"{measure.label} ({measure.unit})" if measure.unit else measure.label,
        {
            number.arm: None if number.low is None else (number.low, number.high)
            for number in numbers
        },
    )
    return " ".join(filter(None, (sentence, sweeping.fused_sentence(shown.points))))


def _of_arms(shown: Outcome) -> Iterator[Number]:
    """Yield quartiles and median over seeds of the measure in the headline of the scenario."""
    scenario = shown.scenario
    measure = by_name(scenario.headline)
    for label, results in shown.arms.items():
        values = _values(results, scenario.headline, shown)
        yield _number(label, measure, *quartiles(values))


def _of_sweep(shown: Outcome) -> Iterator[Number]:
    """Yield the lowest and the highest median over the points of a sweep, arm by arm."""
    outcome = shown.settings.vary.outcome
    medians: dict[str, list[float]] = {}
    for point in shown.points:
        values = _values(point.results, outcome, shown)
        medians.setdefault(point.arm, []).extend([float(np.median(values))] if values else [])
    for label, values in medians.items():
        low, high = min(values, default=math.nan), max(values, default=math.nan)
        yield _number(label, by_name(outcome), low, math.nan, high)


def _values(results: Sequence[Result], measure: str, shown: Outcome) -> list[float]:
    """Return the finite values of a measure: on the day of the headline, or the last of a sweep."""
    days = (
        float(result.probe_d[-1]) if shown.settings.vary else headline_day(shown.scenario, result)
        for result in results
    )
    values = (value_at(result, measure, day) for result, day in zip(results, days, strict=True))
    return [value for value in values if math.isfinite(value)]


def _number(label: str, measure: Any, *values: float) -> Number:
    low, median, high = (
        round(float(value), 6) if math.isfinite(value) else None for value in values
    )
    return Number(
        arm=label[:120],
        measure=measure.label[:120],
        unit=measure.unit,
        low=low,
        median=median,
        high=high,
    )
