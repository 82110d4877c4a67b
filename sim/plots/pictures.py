"""All pictures of some runs: of the arms together, arm by arm, and of the runs that differ most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sim.errors import ResultError
from sim.measures import probe_on
from sim.model.network import PATTERNS
from sim.plots.origin import Runs, seed_words, seeds_of_arms
from sim.plots.panels.picture import Picture
from sim.plots.registry import PLOTS, Plot
from sim.plots.views.gather import last_shared_day, runs_of

_B = PATTERNS.index("B")
_USUAL_IN, _USUAL_ROWS = 4.0, 3  # height of a picture with so many rows of marks
_ROW_IN = 0.2
_PX_PER_IN = 85.0  # of heights on the page


class RunPicture(NamedTuple):
    """One picture of some runs: its kind, the arm it shows (empty: all of them), and a caption
    that says which runs these are.
    """

    plot: Plot
    label: str
    picture: Picture
    caption: str

    @property
    def name(self) -> str:
        """Heading of the picture."""
        return f"{self.plot.name}: {self.label}" if self.label else self.plot.name


def pictures(arms: Runs) -> Iterator[tuple[RunPicture, ...]]:
    """Yield every kind of picture that these runs allow.

    Parameters
    ----------
    arms : mapping of label to runs

    Yields
    ------
    tuple of RunPicture
        Those that stand side by side, on one scale. A plot that asks for something else than
        runs, or for something that these runs do not hold, is left out.

    Raises
    ------
    ResultError
        If there is no run, or the arms have no test day in common.
    """
    runs = runs_of(arms)
    day = last_shared_day(runs)
    for plot in PLOTS:
        shown = _firsts(runs, day) if plot.takes == "result" else runs
        try:
            drawn = plot.pictures(shown, day=day)
        except ResultError:
            continue
        if drawn:
            yield tuple(
                RunPicture(plot, label, picture, _caption(plot, label, shown))
                for label, picture in drawn.items()
            )


def _firsts(runs: Runs, day: float) -> Runs:
    """Return the first run of each of the arms that differ most."""
    return {label: runs[label][:1] for label in most_different(runs, day)}


def _caption(plot: Plot, label: str, runs: Runs) -> str:
    if not label:
        return seeds_of_arms(runs)
    seeds, first = seed_words(runs[label]), runs[label][0]
    if plot.takes != "result":
        return seeds
    return f"{label}, {seeds}, fingerprint {first.provenance.fingerprint[:12]}"


def most_different(runs: Runs, day: float) -> list[str]:
    """Return the arms with the highest and the lowest mean share of B; one arm if there is one."""
    share = {
        label: np.mean([run.probes["answer"][probe_on(run, day), _B] for run in results])
        for label, results in runs.items()
    }
    highest = max(share, key=share.__getitem__)
    others = [label for label in share if label != highest]
    return [highest, min(others, key=share.__getitem__)] if others else [highest]


def height_in(pictures: Sequence[Picture]) -> float:
    """Return the height of pictures side by side, in inches.

    More for many rows of marks above the axes, and for pictures that say that they need it.
    """
    rows = max(picture.panel.n_mark_rows for picture in pictures)
    height_px = max(picture.height_px or 0 for picture in pictures)
    return max(_USUAL_IN + _ROW_IN * max(rows - _USUAL_ROWS, 0), height_px / _PX_PER_IN)
