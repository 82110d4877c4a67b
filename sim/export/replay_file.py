"""The replay as a file: one run of each arm, of the same seed."""

from __future__ import annotations

from sim.export.stamp import ROW_NAMES, Arms, Stamp
from sim.plots.origin import citation
from sim.plots.player.page import replay_html
from sim.plots.player.replay import MOST_ARMS
from sim.plots.views.gather import runs_of
from sim.result import Result
from sim.scenario import Scenario


def replay(stamp: Stamp, scenario: Scenario, arms: Arms) -> bytes:
    """Return one HTML page that plays up to four arms and opens offline.

    Of more arms it plays those of the first look.

    Raises
    ------
    ResultError
        If the runs do not fit together.
    """
    played = one_each(few_of(scenario, arms))
    # Cited are the runs that are played: the page counts their seeds, and not those of the stamp.
    cited = citation(scenario, {label: (run,) for label, run in played.items()})
    note = f"{stamp.note} {ROW_NAMES['citation']}: {cited}".lstrip()
    page = replay_html(scenario, played, note=note, link=stamp.link, changes=stamp.changes)
    return page.encode()


def few_of(scenario: Scenario, arms: Arms) -> Arms:
    """Return the arms that are played: all, or of too many those of the first look."""
    runs = runs_of(arms)
    if len(runs) <= MOST_ARMS:
        return runs
    first = scenario.first_arms()
    chosen = {label: results for label, results in runs.items() if results[0].arm in first}
    return chosen or dict(list(runs.items())[:MOST_ARMS])


def one_each(arms: Arms) -> dict[str, Result]:
    """Return one run of each arm: of the first seed that all have with spikes."""
    runs = runs_of(arms)
    runs_by_seed = [
        {run.seed: run for run in results if run.spikes["spike_ms"].size}
        for results in runs.values()
    ]
    shared = set.intersection(*map(set, runs_by_seed))
    if not shared:
        return {label: results[0] for label, results in runs.items()}
    return {label: by_seed[min(shared)] for label, by_seed in zip(runs, runs_by_seed, strict=True)}
