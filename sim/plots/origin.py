"""Where runs come from, in words: their seeds, and how to cite them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.phrases import listed, seeds
from sim.result import Provenance, Result
from sim.scenario import Scenario

Runs = Mapping[str, Sequence[Result]]


def seed_words(results: Sequence[Result]) -> str:
    """Return ``seed 7``, ``seeds 0 to 19`` or ``seeds 1, 4, 9``."""
    return seeds(result.seed for result in results)


def seeds_of_arms(runs: Runs) -> str:
    """Return the seeds of all arms, those that arms share said once."""
    return listed(list(dict.fromkeys(seed_words(results) for results in runs.values())))


def newest(runs: Runs) -> Provenance:
    """Return where the run that was made last comes from."""
    return max(
        (run.provenance for results in runs.values() for run in results),
        key=lambda made: made.created_utc,
    )


def citation(scenario: Scenario, runs: Runs) -> str:
    """Return how to cite these runs, in one line."""
    made = newest(runs)
    # A run that ships with the package does not say when it was made.
    when = f", run on {made.created_utc[:10]}" if made.created_utc else ""
    return (
        f"Plasticity Lab {made.package_version}, model version {made.model_version}: "
        f"scenario “{scenario.title}” ({scenario.id}), {seeds_of_arms(runs)}{when}. "
        "A toy model for learning."
    )
