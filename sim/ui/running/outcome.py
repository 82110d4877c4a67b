"""Results on the page, and the settings they belong to."""

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

    def belongs_to(self, settings: Settings) -> Settings:
        """Return the settings of the results, as near to others as they may be called.

        A first look belongs to any number of seeds, and the runs of a sweep to any outcome.
        """
        shown = self.settings
        if self.is_first_look:
            shown = shown._replace(seeds=settings.seeds)
        if shown.vary is not None and settings.vary is not None:
            shown = shown._replace(vary=shown.vary._replace(outcome=settings.vary.outcome))
        return shown

    def is_old(self, settings: Settings) -> bool:
        """Return whether the results no longer belong to the settings."""
        return self.belongs_to(settings) != settings
