"""A scenario in words, and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.many import sentence, wrong_claims
from sim.params import Params, walk
from sim.phrases import with_unit
from sim.scenario import Scenario, leaf_at


def as_data(scenario: Scenario) -> dict[str, Any]:
    """Return what ``show --json`` prints: the texts, arms, interventions and claims."""
    tables = {name for name, value in scenario if isinstance(value, Params)} - {"time"}
    return scenario.model_dump(mode="json", by_alias=True, exclude=tables)


def as_text(scenario: Scenario) -> str:
    """Return what ``show`` prints."""
    return "\n".join(_lines(scenario))


def _lines(scenario: Scenario) -> Iterator[str]:
    yield f"{scenario.title} ({scenario.id}), {scenario.level}, {scenario.minutes} min of class"
    if scenario.question:
        yield f"\n{scenario.question}"
    if scenario.look_at:
        yield f"Look at: {scenario.look_at}"
    if scenario.discuss:
        yield f"To talk about: {scenario.discuss}"
    days = ", ".join(f"{day:g}" for day in scenario.time.test_days)
    yield f"\n{scenario.time.length_d:g} model days; tests on days {days}."
    yield "\nWhat happens"
    for act in scenario.intervention:
        yield f"  {act.name}: {_first_sentence(type(act).__doc__ or act.kind)}"
        for leaf in walk(act, act.name):
            if leaf.path != f"{act.name}.name":
                value = with_unit(leaf.value, leaf.unit)
                yield f"    {leaf.path} = {value}  ({leaf.help})"
    if not scenario.intervention:
        yield "  nothing"
    yield "\nArms"
    label = scenario.arm_names()
    for arm in scenario.arm:
        changes = "; ".join(
            f"{path} = {with_unit(value, leaf_at(scenario, path).unit)}" for path, value in arm.set
        )
        uses = ", ".join(arm.use) or "nothing happens"
        yield f"  {arm.id}: {label[arm.id]}. {uses}{f'; {changes}' if changes else ''}"
    if scenario.control:
        yield f"  Compared with: {label[scenario.control]}"
    if len(scenario.arm) > 1:
        yield f"  Shown first: {'; '.join(label[arm] for arm in scenario.first_arms())}"
    if scenario.first_look_alike:
        yield f"  These are about the same: {scenario.first_look_alike}"
    yield from _claims(scenario)
    yield from _listed("What the model leaves out", scenario.leaves_out)
    yield from _listed("How it can be misread", scenario.misreadings)


def _claims(scenario: Scenario) -> Iterator[str]:
    if not scenario.expect:
        return
    yield "\nWhat is expected, and tested by 'verify'"
    wrong = {finding.loc[1] for finding in wrong_claims(scenario) if finding.loc[0] == "expect"}
    for number, expect in enumerate(scenario.expect):
        words = expect.text or expect.measure if number in wrong else sentence(scenario, expect)
        test = f"({expect.test}) " if expect.test else ""
        evidence = f" [{', '.join(expect.evidence)}]" if expect.evidence else ""
        yield f"  {test}{words}{evidence}"
        if expect.fails_because:
            yield f"    Known to fail: {expect.fails_because}"


def _listed(title: str, sentences: tuple[str, ...]) -> Iterator[str]:
    if sentences:
        yield f"\n{title}"
        yield from (f"  {sentence}" for sentence in sentences)


def _first_sentence(text: str) -> str:
    return text.strip().partition("\n")[0].rstrip(".") + "."
