"""A pack for pupils: one zip of a lesson with everything but answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim import stored
from sim.export.replay_file import replay
from sim.export.stamp import stamp_of
from sim.export.zip_file import zipped
from sim.lessons import Lesson, scenario_of, whole
from sim.paper import paper_words as words
from sim.paper.sheets import address_of, hand_in, worksheet
from sim.plots.player.replay import MOST_ARMS
from sim.result import Result
from sim.runs import Task
from sim.scenario import to_toml


def replay_tasks(lesson: Lesson) -> list[Task]:
    """Return the runs that a replay plays: one of each arm of the main run, of its first seed."""
    spec = whole(lesson)
    scenario = scenario_of(spec)
    return [Task(scenario, arm, spec.seed) for arm in spec.arms[:MOST_ARMS]]


def shipped(lesson: Lesson) -> list[Result]:
    """Return the runs of the replay that ship with the package; none unless all of them do."""
    found = [
        stored.get(task.scenario.fingerprint(task.arm, task.seed)) for task in replay_tasks(lesson)
    ]
    runs = [run for run in found if run is not None and run.has_spikes]
    return runs if len(runs) == len(found) else []


def pack(lesson: Lesson, played: Sequence[Result], address: str = "") -> bytes:
    """Return the zip of a lesson: worksheet, hand-in, settings, and a replay if it has runs.

    Parameters
    ----------
    lesson : Lesson
    played : sequence of Result
        One run for each of `replay_tasks`, with spikes; empty: no replay.
    address : str
        Where the app runs; empty: no address is printed.
    """
    members = {
        "README.txt": "\r\n".join((f"{lesson.id} {lesson.title}", *words.README, "")).encode(),
        f"{lesson.id}_worksheet.html": worksheet(lesson, address),
        f"{lesson.id}_hand_in.html": hand_in(lesson),
        f"{lesson.id}_settings.toml": settings(lesson),
    }
    if played:
        members[f"{lesson.id}_replay.html"] = replay_of(lesson, played, address)
    return zipped(members.items())


def settings(lesson: Lesson) -> bytes:
    """Return the settings of the main run, without the claims: those tell the outcome."""
    spec = whole(lesson)
    scenario = scenario_of(spec)
    bare = scenario.model_copy(update={"expect": (), "misreadings": (), "discuss": ""})
    return to_toml(bare).encode()


def replay_of(lesson: Lesson, played: Sequence[Result], address: str = "") -> bytes:
    """Return the replay of the arms of a lesson; the hour at which they were run is left out."""
    spec = whole(lesson)
    scenario = scenario_of(spec)
    names = scenario.arm_names()
    arms = {
        names[run.arm]: [
            replace(run, provenance=replace(run.provenance, created_utc="", wall_s=0.0))
        ]
        for run in played
    }
    stamp = stamp_of(
        scenario,
        arms,
        spec.set,
        address_of(lesson, address),
        own=[(change.arm, path, value) for change in spec.own for path, value in change.set],
    )
    return replay(replace(stamp, date=""), scenario, arms)
