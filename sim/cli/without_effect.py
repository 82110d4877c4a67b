"""Notes about changed values that change nothing in some arms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import typer

from sim.errors import ScenarioError
from sim.phrases import listed, typed
from sim.scenario import Scenario, load, parse_assignment
from sim.scenario.library import source_path


def say_changes_without_effect(preset: str, changes: list[str] | None, arms: Sequence[str]) -> None:
    """Print a note for every value of ``--set`` that changes no number of some of the arms."""
    if changes:
        for note in changes_without_effect(load(source_path(preset)), changes, arms):
            typer.echo(note, err=True)


def changes_without_effect(
    base: Scenario, changes: Sequence[str], arms: Sequence[str]
) -> Iterator[str]:
    """Yield the note about each change that leaves some arms as they are.

    Parameters
    ----------
    base : Scenario
        The preset as it ships.
    changes : sequence of str
        Correct values of ``--set``: ``practice.start_d=5``.
    arms : sequence of str
        Ids of the arms that are run.
    """
    values = dict(parse_assignment(text) for text in changes)
    whole = base.with_changes(values)
    for path in values:
        try:
            without = base.with_changes(
                {other: value for other, value in values.items() if other != path}
            )
        except ScenarioError:  # this change is needed for the others: it has an effect
            continue
        unchanged = [
            arm for arm in arms if whole.fingerprint(arm, 0) == without.fingerprint(arm, 0)
        ]
        yield from _notes(base, f"{path}={typed(values[path])}", path, unchanged)


def _notes(base: Scenario, change: str, path: str, unchanged: Sequence[str]) -> Iterator[str]:
    acts, owner = {act.name for act in base.intervention}, path.partition(".")[0]
    unused = []
    for arm in base.arm:
        if arm.id not in unchanged:
            continue
        own = dict(arm.set)
        if owner in acts and owner not in arm.use:
            unused.append(arm.id)
        elif path in own:
            yield (
                f"note: {change} changes nothing in arm {arm.id}, "
                f"which sets its own {typed(own[path])}"
            )
    if unused:
        words = (
            "arm {}, which does not use {}"
            if len(unused) == 1
            else ("arms {}, which do not use {}")
        )
        yield f"note: {change} changes nothing in {words.format(listed(unused), owner)}"
