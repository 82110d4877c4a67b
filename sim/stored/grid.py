"""A grid of results that ships with the package: measures of settings near those of a preset.

A run takes seconds, and a slider wants its answer at once. For some settings of a preset's controls
the measures at the test of its headline were computed in advance, and written by ``python -m
benchmarks.grid`` into one file a preset: numbers only. `Grid.nearest` finds the computed settings
that are nearest to others.

Of each control the grid has a scale, values in order: neighbours are one step apart, whatever the
unit. Settings are as far from each other as the sum of their steps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sim.files import pack, whole_file
from sim.result import DAMAGE
from sim.scenario import Scenario, get_path

FOLDER = Path(__file__).parent / "grids"
# Stored of every run, beside the headline of the preset.
MEASURES = (
    "answer.a",
    "answer.b",
    "answer.none",
    "uncued.a",
    "uncued.b",
    "path_log_ratio",
    "fused",
    "rate_exc_hz",
)
_FORMAT = 1
_FAR = 1.0  # steps: settings as far from all that was computed, in one control, have no neighbour
_DIGITS = 9  # of a distance; equal distances are a tie, however they were added up


class Near(NamedTuple):
    """The computed settings nearest to those asked for, and their measures.

    Attributes
    ----------
    values : dict of str to value
        The computed settings: each control that acts on one of the arms, by its path.
    is_exact : bool
        Whether they are the settings asked for.
    day_d : float
        Day of the test.
    n_seeds : int
        The arms have the seeds 0 and up, as many as the arm with the fewest runs.
    arms : dict of str to dict of str to array
        By arm and measure the number of each seed.
    """

    values: dict[str, Any]
    is_exact: bool
    day_d: float
    n_seeds: int
    arms: dict[str, dict[str, np.ndarray]]


@dataclass(frozen=True, eq=False)
class Grid:
    """Measures of one preset: N settings of C controls, R distinct runs, S seeds.

    Settings under which an arm does the same share its runs.

    Attributes
    ----------
    preset : str
    fingerprints : dict of str to str
        Of each arm as the preset has it, with seed 0: they tell whether the grid is still that of
        the preset and the model.
    day_d : float
    controls : tuple of str
        Paths.
    scales : dict of str to tuple
        By path: the values in order, or, of a choice, its names.
    arms, measures : tuple of str
    nodes : (N, C) array
        Value of each control, or the place of a choice in its scale.
    run : (N, A) int array
        Number of the run of each arm; -1 where it has none.
    n_seeds : (R,) int array
    numbers : (R, S, M) array
        The measures; NaN also where a run has fewer seeds.
    """

    preset: str
    fingerprints: dict[str, str]
    day_d: float
    controls: tuple[str, ...]
    scales: dict[str, tuple]
    arms: tuple[str, ...]
    measures: tuple[str, ...]
    nodes: np.ndarray
    run: np.ndarray
    n_seeds: np.ndarray
    numbers: np.ndarray

    def belongs_to(self, scenario: Scenario) -> bool:
        """Return whether the grid is that of a preset and of the model as they are now."""
        known = {arm.id for arm in scenario.arm}
        return (
            self.preset == scenario.id
            and known.issuperset(self.arms)
            and all(
                scenario.fingerprint(arm, 0) == fingerprint
                for arm, fingerprint in self.fingerprints.items()
            )
        )

    def nearest(
        self, scenario: Scenario, changes: Mapping[str, Any], arms: Sequence[str]
    ) -> Near | None:
        """Return the measures of the nearest computed settings.

        Parameters
        ----------
        scenario : Scenario
            The preset.
        changes : mapping of str to value
            Values that differ from the preset, by path.
        arms : sequence of str
            The arms that are asked for; a control that acts on none of them does not count.

        Returns
        -------
        Near or None
            None where a changed setting is no control of the grid, where an arm was not computed,
            where a choice was not computed, and where a control is a step or more from all computed
            values. Of settings equally near, those nearer to the preset are returned.
        """
        if not arms or not set(arms) <= set(self.arms) or not set(changes) <= set(self.controls):
            return None
        counts = np.array(
            [any(_follows(scenario, arm, path) for arm in arms) for path in self.controls]
        )
        preset = self._steps([get_path(scenario, path) for path in self.controls])
        asked = self._steps([changes.get(path, get_path(scenario, path)) for path in self.controls])
        if np.isnan(asked[counts]).any():
            return None
        columns = [self.arms.index(arm) for arm in arms]
        away = np.where(counts, np.abs(self._places - asked), 0.0)
        fits = (away < _FAR).all(axis=1) & (self.run[:, columns] >= 0).all(axis=1)
        if not fits.any():
            return None
        from_preset = np.where(counts, np.abs(self._places - preset), 0.0).sum(axis=1)
        order = np.lexsort(
            (np.round(from_preset, _DIGITS), np.round(away.sum(axis=1), _DIGITS), ~fits)
        )
        best = int(order[0])
        values = {
            path: self.control_value(scenario, path, self.nodes[best, place])
            for place, path in enumerate(self.controls)
            if counts[place]
        }
        runs = {arm: int(self.run[best, column]) for arm, column in zip(arms, columns)}
        n_seeds = min(int(self.n_seeds[run]) for run in runs.values())
        return Near(
            values=values,
            is_exact=all(
                value == changes.get(path, get_path(scenario, path))
                for path, value in values.items()
            ),
            day_d=self.day_d,
            n_seeds=n_seeds,
            arms={
                arm: dict(zip(self.measures, self.numbers[run, :n_seeds].T))
                for arm, run in runs.items()
            },
        )

    @cached_property
    def _places(self) -> np.ndarray:
        """Place of each node on the scales, (N, C); steps."""
        return np.column_stack(
            [
                _on_scale(self._numbers_of(path), self.nodes[:, column])
                for column, path in enumerate(self.controls)
            ]
        )

    def _numbers_of(self, path: str) -> np.ndarray:
        """Return the scale of a control as numbers; choices are a step apart, so none is near."""
        scale = self.scales[path]
        return np.arange(len(scale)) if isinstance(scale[0], str) else np.array(scale)

    def _steps(self, values: Sequence[Any]) -> np.ndarray:
        """Return the place of settings on the scales; NaN for a choice that is not there."""
        places = []
        for path, value in zip(self.controls, values):
            scale = self.scales[path]
            if isinstance(scale[0], str):
                places.append(float(scale.index(value)) if value in scale else np.nan)
            else:
                places.append(float(_on_scale(np.array(scale), np.array([value]))[0]))
        return np.array(places)

    def control_value(self, scenario: Scenario, path: str, number: float) -> Any:
        """Return the value of a control that a number of ``nodes`` stands for."""
        scale = self.scales[path]
        if isinstance(scale[0], str):
            return scale[int(number)]
        return type(get_path(scenario, path))(number)

    def save(self, path: Path) -> None:
        """Write the grid; equal grids are equal files."""
        meta = {
            "format": _FORMAT,
            "preset": self.preset,
            "fingerprints": self.fingerprints,
            "day_d": self.day_d,
            "controls": self.controls,
            "scales": self.scales,
            "arms": self.arms,
            "measures": self.measures,
        }
        arrays = {name: getattr(self, name) for name in ("nodes", "run", "n_seeds", "numbers")}
        with whole_file(path) as file:
            pack(file, {"meta": np.array(json.dumps(meta)), **arrays})

    @classmethod
    def load(cls, path: Path) -> Grid:
        """Read a grid that `save` wrote; raises one of `sim.result.DAMAGE` or OSError."""
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        meta = json.loads(str(arrays.pop("meta")[()]))
        if meta.pop("format") != _FORMAT:
            raise ValueError(f"{path}: a grid of another format")
        lists = {name: tuple(meta.pop(name)) for name in ("controls", "arms", "measures")}
        scales = {name: tuple(scale) for name, scale in meta.pop("scales").items()}
        return cls(**meta, **lists, scales=scales, **arrays)


@cache
def get(scenario: Scenario) -> Grid | None:
    """Return the grid of a preset; None where none ships that belongs to it as it is now."""
    try:
        grid = Grid.load(FOLDER / f"{scenario.id}.npz")
    except (*DAMAGE, OSError):
        return None
    return grid if grid.belongs_to(scenario) else None


def _follows(scenario: Scenario, arm: str, path: str) -> bool:
    """Return whether a setting acts on an arm: it does not where the arm sets the path itself.

    Nor does a value of an intervention that the arm does not use.
    """
    (branch,) = (other for other in scenario.arm if other.id == arm)
    unused = {act.name for act in scenario.intervention} - set(branch.use)
    return path.partition(".")[0] not in unused and path not in dict(branch.set)


def _on_scale(scale: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the place of values on a scale of two values or more, its ends drawn out."""
    left = np.clip(np.searchsorted(scale, values, side="right") - 1, 0, scale.size - 2)
    return left + (values - scale[left]) / (scale[left + 1] - scale[left])
