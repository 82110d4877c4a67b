"""What runs brought: results on the page and the settings they belong to."""

from __future__ import annotations

from typing import NamedTuple

from sim.result import Result
from sim.scenario import Scenario
from sim.ui.running import sweeping
from sim.ui.settings.state import Settings


class Outcome(NamedTuple):
    """Results on the page and what they belong to.

    ``arms`` maps labels to runs, seed by seed; only the first seed has its spikes. Of a sweep it
    holds nothing, and ``points`` holds its runs. ``is_unasked`` says that they came with the page,
    without a press of Run; a first look is one of these that uses few seeds.
    """

    settings: Settings
    scenario: Scenario
    arms: dict[str, list[Result]]
    n_seeds: int
    is_first_look: bool = False
    points: tuple[sweeping.Point, ...] = ()
    is_unasked: bool = False

    @property
    def is_partial(self) -> bool:
        """Whether it was stopped before all seeds were done."""
        return self.n_seeds < self.settings.seeds
