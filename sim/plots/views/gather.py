"""From runs to what panels show: lines and rows of dots with mean and band, marks and windows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from sim.errors import ResultError
from sim.phrases import ranges
from sim.plots import words
from sim.plots.panels.dots import DotRow
from sim.plots.panels.lines import Band, Line, Mark
from sim.plots.panels.scale import Quantity, round_end
from sim.result import Result

Arms = Mapping[str, Sequence[Result]]

MOST_DOTS = 40  # seeds; with more of them dots hide the mean
FEW_ARMS = 3  # as many as a title, or labels at line ends, can name one by one
MOST_LABEL = 60  # characters of the name of an arm in a sentence
LEAST_FOR_BAND = 5  # seeds; with fewer the interval is so wide that it says nothing: dots do
MOST_POINTS = 241  # of a line over the calendar
MOST_FEW_DOTS = 16  # of a seed on a line with more points than there are tests
# The window counts as open from here on. Chosen: in the preset, practice that starts after the
# window has fallen below this no longer works.
OPEN_LEAST = 0.2
SHADED = f"Shaded: window at least {OPEN_LEAST:g} open."
_EQUAL_D = 0.25  # days; windows whose ends differ by less are shaded as one
BAND_NOTE = f"From {LEAST_FOR_BAND} seeds on, the band is the 95 % confidence interval of the mean."

# Two-sided 95 % quantiles of Student's t for 1, 2, 3 ... degrees of freedom.
_T95 = (
    12.706,
    4.303,
    3.182,
    2.776,
    2.571,
    2.447,
    2.365,
    2.306,
    2.262,
    2.228,
    2.201,
    2.179,
    2.160,
    2.145,
    2.131,
    2.120,
    2.110,
    2.101,
    2.093,
    2.086,
    2.080,
    2.074,
    2.069,
    2.064,
    2.060,
    2.056,
    2.052,
    2.048,
    2.045,
    2.042,
)


def runs_of(arms: Arms) -> dict[str, tuple[Result, ...]]:
    """Return the arms that have a run, each as a tuple of its seeds.

    Raises
    ------
    ResultError
        If there is no run at all, or if runs of one arm have different days.
    """
    runs = {label: tuple(results) for label, results in arms.items() if len(results)}
    if not runs:
        raise ResultError("no finished run to draw; run the scenario first")
    for label, results in runs.items():
        first = results[0]
        for other in results[1:]:
            if not (
                np.array_equal(first.probe_d, other.probe_d)
                and np.array_equal(first.t_d, other.t_d)
            ):
                raise ResultError(
                    f"arm '{label}': its runs have different days; "
                    "put runs of different scenarios into different arms"
                )
    return runs


def last_shared_day(runs: Mapping[str, Sequence[Result]]) -> float:
    """Return the last test day that all arms have; raises `ResultError` if there is none."""
    shared = set.intersection(*(set(results[0].probe_d.tolist()) for results in runs.values()))
    if not shared:
        raise ResultError("these arms have no test day in common; compare arms of one scenario")
    return max(shared)


def t95(n_seeds: int) -> float:
    """Return the 95 % quantile of Student's t for the mean of ``n_seeds`` values."""
    df = n_seeds - 1
    return _T95[df - 1] if df <= len(_T95) else 1.96 + 2.4 / df


def line_of(
    x: np.ndarray,
    values: np.ndarray,
    style: str,
    *,
    name: str,
    within: tuple[float, float] = (-np.inf, np.inf),
    dots: bool = True,
    band: bool = True,
    variant: int = 0,
    end_label: str = "",
) -> Line:
    """Return the mean over seeds as a line, with the 95 % band of the mean.

    Parameters
    ----------
    x : (n,) array
    values : (n_seeds, n) array
    style, name : str
    within : (low, high)
        Bounds of the quantity, which the band does not leave.
    dots : bool
        Whether to keep the single seeds; of seeds too few for a band they are kept in any case.
    band : bool
        Whether seeds can differ at all.
    variant : int
    end_label : str
    """
    n_seeds = values.shape[0]
    mean, low, high = values.mean(axis=0), None, None
    if band and n_seeds >= LEAST_FOR_BAND:
        half = t95(n_seeds) * values.std(axis=0, ddof=1) / np.sqrt(n_seeds)
        low, high = np.clip(mean - half, *within), np.clip(mean + half, *within)
    is_dotted = 1 < n_seeds <= MOST_DOTS if dots else band and 1 < n_seeds < LEAST_FOR_BAND
    every = 1 if x.size <= MOST_DOTS else -(-x.size // MOST_FEW_DOTS)
    shown = tuple((x[::every], row[::every]) for row in values) if is_dotted else ()
    return Line(name, x, mean, style, low, high, shown, variant, end_label)


def dot_row(
    label: str,
    values: Mapping[Hashable, float],
    within: tuple[float, float],
    style: str,
    mine: Hashable | None = None,
) -> DotRow:
    """Return a row with the values that exist, by name, their mean and its 95 % band.

    Parameters
    ----------
    label : str
    values : mapping of name to value
        NaN where there is none.
    within : (low, high)
        Bounds, which the band does not leave.
    style : str
    mine : name, optional
        The one that is ringed.
    """
    finite = {name: float(value) for name, value in values.items() if np.isfinite(value)}
    numbers = np.array(list(finite.values()), dtype=float)
    names = tuple(finite)
    mean, low, high = mean_and_band(numbers, within)
    return DotRow(
        label,
        numbers,
        names,
        mean,
        low,
        high,
        style,
        names.index(mine) if mine is not None and mine in finite else None,
    )


def mean_and_band(
    values: np.ndarray, within: tuple[float, float] = (-np.inf, np.inf), least: int = LEAST_FOR_BAND
) -> tuple[float | None, float | None, float | None]:
    """Return the mean of values (n,) and its 95 % band; None with fewer values than ``least``."""
    n = values.size
    if n == 0:
        return None, None, None
    mean = float(values.mean())
    if n < max(least, 2):
        return mean, None, None
    half = t95(n) * float(values.std(ddof=1)) / np.sqrt(n)
    low, high = np.clip([mean - half, mean + half], *within)
    return mean, float(low), float(high)


def round_range(quantity: Quantity, rows: Sequence[DotRow]) -> tuple[float, float]:
    """Return the ends of an axis: the bounds of a quantity, else 0 and a round number."""
    parts = [row.values for row in rows]
    parts += [np.array([end]) for row in rows for end in (row.low, row.high) if end is not None]
    every = np.concatenate(parts) if parts else np.zeros(0)
    low, high = quantity.low, quantity.high
    if low is None:
        low = -round_end(-float(every.min())) if every.size and every.min() < 0.0 else 0.0
    if high is None:
        high = low + round_end(float(every.max()) - low) if every.size else low + 1.0
    return low, high


def from_tests(results: Sequence[Result], name: str, *index: int) -> np.ndarray:
    """Return a quantity of the tests, (n_seeds, P); ``index`` picks within one test."""
    return np.array([result.probes[name][(slice(None), *index)] for result in results])


def from_calendar(results: Sequence[Result], name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return days (n,) and a slow quantity (n_seeds, n), thinned to `MOST_POINTS`."""
    t_d = results[0].t_d
    every = -(-t_d.size // MOST_POINTS)
    shown = np.unique(np.append(np.arange(0, t_d.size, every), t_d.size - 1))
    return t_d[shown], np.array([result.series[name][shown] for result in results])


def stretches(x: np.ndarray, inside: np.ndarray) -> tuple[tuple[float, float], ...]:
    """Return the stretches of ``x`` (n,) on which ``inside`` (n,) holds, as (first, last)."""
    edges = np.diff(np.concatenate([[False], inside, [False]]).astype(np.int8))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) - 1
    return tuple((float(x[a]), float(x[b])) for a, b in zip(starts, ends))


def open_days(results: Sequence[Result]) -> tuple[tuple[float, float], ...]:
    """Return when the window is open: its mean over seeds is at least `OPEN_LEAST`."""
    window = np.mean([result.series["window"] for result in results], axis=0)
    return stretches(results[0].t_d, window >= OPEN_LEAST)


def doses_d(result: Result) -> tuple[float, ...]:
    """Return the days on which an infusion starts."""
    acts = result.scenario.intervention
    return tuple(sorted(infusion.start_d for act in acts for infusion in act.infusions()))


def first_dose_d(result: Result) -> float | None:
    """Return the day of the first dose, None without a dose."""
    return min(doses_d(result), default=None)


def window_bands(runs: Mapping[str, Sequence[Result]]) -> tuple[Band, ...]:
    """Return the open windows of all arms; equal ones once, numbered if not all arms have it."""
    seen: list[tuple[float, float]] = []

    def spans(results: Sequence[Result]) -> list[tuple[float, float]]:
        own = [
            next((near for near in seen if np.allclose(near, span, rtol=0.0, atol=_EQUAL_D)), span)
            for span in open_days(results)
        ]
        seen.extend(own)
        return own

    return tuple(
        Band(x0, x1, words.WINDOW_OPEN + owners, "window")
        for (x0, x1), owners in owned(runs, spans).items()
    )


def marks_of(runs: Mapping[str, Sequence[Result]]) -> tuple[Mark, ...]:
    """Return doses and sessions of all arms; equal ones once, numbered if not all arms have it."""
    doses = owned(runs, lambda results: doses_d(results[0]))
    sessions = owned(runs, lambda results: tuple(results[0].session_d.tolist()))
    return (
        *(Mark(x, "dose" + owners, "dose") for x, owners in doses.items()),
        *(Mark(x, "practice" + owners, "session") for x, owners in sessions.items()),
    )


def owned(
    runs: Mapping[str, Sequence[Result]], items_of: Callable[[Sequence[Result]], Iterable[Hashable]]
) -> dict[Any, str]:
    """Return each item of any arm with the numbers of its arms, empty when it is in all of them."""
    owners: dict[Any, list[int]] = {}
    for number, results in enumerate(runs.values(), start=1):
        for item in dict.fromkeys(items_of(results)):
            owners.setdefault(item, []).append(number)
    return {
        item: "" if len(numbers) == len(runs) else f" ({ranges(numbers)})"
        for item, numbers in owners.items()
    }


class Names:
    """Names of lines where the same quantities are drawn for several arms.

    With one arm a line has the name of its quantity. With more, it is named after quantity and
    arm, and the number of the arm stands at its end.
    """

    def __init__(self, runs: Mapping[str, Sequence[Result]]) -> None:
        self.labels = list(runs)
        self.is_one = len(runs) == 1

    @property
    def key(self) -> str:
        """Key of the numbers at the line ends: ``(1) Practice only,  (2) ...``; empty for one."""
        return (
            ""
            if self.is_one
            else ",  ".join(
                f"({place}) {label}" for place, label in enumerate(self.labels, start=1)
            )
        )

    def of(self, quantity: str, place: int) -> dict[str, Any]:
        """Return the arguments of `line_of` that name a line of arm number ``place``."""
        if self.is_one:
            return {"name": quantity, "variant": 0}
        return {
            "name": f"{quantity}, {self.labels[place]}",
            "variant": place,
            "end_label": f"{quantity} ({place + 1})",
        }

    def after(self, text: str, place: int) -> str:
        """Return a text, with the arm in brackets if there are several."""
        return text if self.is_one else f"{text} ({self.labels[place]})"
