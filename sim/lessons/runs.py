"""The runs of a lesson: what is left out of one is filled in from the main run."""

from __future__ import annotations

from sim.errors import Problem, ScenarioError
from sim.lessons.records import ArmChange, Lesson, Spec
from sim.phrases import listing, suggest
from sim.scenario import Arm, Scenario, load


def whole(lesson: Lesson, spec: Spec | None = None) -> Spec:
    """Return a run with nothing left out; without ``spec`` the main one.

    A run with a preset of its own starts from that preset, all others from the main run.
    """
    main = lesson.run
    if spec is None or spec is main:
        return main.model_copy(update={"seed": main.seed or 0})
    is_other = spec.preset not in ("", main.preset)
    return Spec(
        preset=spec.preset or main.preset,
        set=tuple(sorted({**({} if is_other else dict(main.set)), **dict(spec.set)}.items())),
        own=spec.own if is_other else _joined(main.own, spec.own),
        arms=spec.arms or (() if is_other else main.arms),
        seeds=spec.seeds or main.seeds,
        seed=(main.seed or 0) if spec.seed is None else spec.seed,
    )


def one_run(lesson: Lesson) -> Spec:
    """Return the main run with its first seed only."""
    return whole(lesson).model_copy(update={"seeds": 1})


def watched(lesson: Lesson) -> Spec | None:
    """Return the one run that is seen before the question, in its first test alone."""
    if lesson.scene.watch is None:
        return None
    return whole(lesson, lesson.scene.watch).model_copy(update={"seeds": 1})


def _joined(first: tuple[ArmChange, ...], second: tuple[ArmChange, ...]) -> tuple[ArmChange, ...]:
    """Return the changes of arms of both; where they disagree, the second wins."""
    joined = {change.arm: change for change in first}
    for change in second:
        old = joined.get(change.arm, change)
        values = {**dict(old.set), **dict(change.set)}
        joined[change.arm] = ArmChange(
            arm=change.arm, label=change.label or old.label, set=tuple(sorted(values.items()))
        )
    return tuple(joined.values())


def scenario_of(spec: Spec) -> Scenario:
    """Return the scenario of a whole run, its arms under the names of the lesson.

    Raises
    ------
    ScenarioError
        If the preset, an arm or a value is wrong.
    """
    base = load(spec.preset).with_changes(dict(spec.set), where=spec.preset)
    known = {arm.id: arm for arm in base.arm}
    for name in (*spec.arms, *(change.arm for change in spec.own)):
        if name not in known:
            raise ScenarioError(
                [
                    Problem(
                        spec.preset,
                        "arm",
                        f"'{name}'",
                        f"one of: {listing(known)}",
                        suggest(name, known),
                    )
                ]
            )
    changes = {change.arm: change for change in spec.own}
    arms = tuple(_changed(arm, changes.get(arm.id)) for arm in base.arm)
    return base if arms == base.arm else base.with_arms(arms, where=spec.preset)


def _changed(arm: Arm, change: ArmChange | None) -> Arm:
    if change is None:
        return arm
    values = tuple(sorted({**dict(arm.set), **dict(change.set)}.items()))
    return arm.model_copy(update={"set": values, "label": change.label or arm.label})
