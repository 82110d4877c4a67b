"""All pictures of some runs: of the arms together, arm by arm, and of the runs that differ most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sim.errors import ResultError
from sim.measures import probe_on
from sim.model.network import PATTERNS
from sim.plots.origin import Runs, seed_words, seeds_of_arms
from sim.plots.panels.layout import same_scale, strip_rows
from sim.plots.panels.lines import View
from sim.plots.panels.picture import AnyView
from sim.plots.registry import PLOTS, Plot
from sim.plots.views.gather import last_shared_day, runs_of

_B = PATTERNS.index("B")
_USUAL_IN, _USUAL_ROWS = 4.0, 3  # height of a picture with so many rows of marks
_ROW_IN = 0.2
_PX_PER_IN = 85.0  # of heights that views name for the page


class Picture(NamedTuple):
    """One picture: its kind, the arm it shows (empty: all of them), the view, what it was from."""

    plot: Plot
    label: str
    view: AnyView
    caption: str

    @property
    def name(self) -> str:
        """Heading of the picture."""
        return f"{self.plot.name}: {self.label}" if self.label else self.plot.name


def pictures(arms: Runs) -> Iterator[tuple[Picture, ...]]:
    """Yield every kind of picture that these runs allow.

    Parameters
    ----------
    arms : mapping of label to runs

    Yields
    ------
    tuple of Picture
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
        try:
            yield from _pictures_of(plot, runs, day)
        except ResultError:
            continue


def _pictures_of(plot: Plot, runs: Runs, day: float) -> Iterator[tuple[Picture, ...]]:
    if plot.takes == "result":
        firsts = {label: runs[label][0] for label in most_different(runs, day)}
        views = same_scale([plot.draw(first, day) for first in firsts.values()])
        yield tuple(
            Picture(
                plot,
                label,
                view,
                f"{label}, {seed_words([first])}, fingerprint {first.provenance.fingerprint[:12]}",
            )
            for (label, first), view in zip(firsts.items(), views, strict=True)
        )
    elif plot.takes == "arms" and plot.per_arm:
        views = same_scale([plot.draw({label: results}) for label, results in runs.items()])
        yield tuple(
            Picture(plot, label, view, seed_words(results))
            for (label, results), view in zip(runs.items(), views, strict=True)
        )
    elif plot.takes == "arms":
        yield (Picture(plot, "", plot.draw(runs), seeds_of_arms(runs)),)


def most_different(runs: Runs, day: float) -> list[str]:
    """Return the arms with the highest and the lowest mean share of B; one arm if there is one."""
    share = {
        label: np.mean([one.probes["answer"][probe_on(one, day), _B] for one in results])
        for label, results in runs.items()
    }
    highest = max(share, key=share.__getitem__)
    others = [label for label in share if label != highest]
    return [highest, min(others, key=share.__getitem__)] if others else [highest]


def height_in(views: Sequence[AnyView]) -> float:
    """Return the height of pictures side by side, in inches.

    More for many rows of marks above the plot, and for views that say that they need it.
    """
    rows = max((strip_rows(view) for view in views if isinstance(view, View)), default=0)
    wanted_px = max(getattr(view, "height_px", 0) for view in views)
    return max(_USUAL_IN + _ROW_IN * max(rows - _USUAL_ROWS, 0), wanted_px / _PX_PER_IN)
