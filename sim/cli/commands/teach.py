"""``teach``: what a teacher prints, hands out and imports, as a folder."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.options import Jobs, Store

if TYPE_CHECKING:
    from sim.cli.batches import Running
    from sim.lessons import Lesson
    from sim.paper.folder import File
    from sim.paper.key import Key
    from sim.result import Result
    from sim.runs import Task


def teach(
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="Write all files into this folder.")
    ],
    lesson: Annotated[
        list[str] | None,
        typer.Option(
            "--lesson", metavar="ID", help="Only this lesson, such as L4. May be repeated."
        ),
    ] = None,
    address: Annotated[
        str,
        typer.Option("--address", metavar="URL", help="Where the app runs, for the QR code."),
    ] = "",
    keys: Annotated[
        bool,
        typer.Option("--keys/--no-keys", help="Answer keys and quiz bank; they need runs."),
    ] = True,
    jobs: Jobs = None,
    store: Store = None,
) -> None:
    """Write worksheets, hand-ins, plans, packs, answer keys and a quiz bank of the lessons."""
    from sim.cli.batches import batch
    from sim.export.web_address import checked_address
    from sim.files import check_folder
    from sim.paper.folder import chosen_lessons, files_of, files_of_all
    from sim.paper.pack import shipped

    chosen = chosen_lessons(lesson or ())
    address = checked_address(address)
    check_folder(out)
    written: dict[str, list[tuple[str, str]]] = {}
    made: list[Key] = []
    with batch(store) if keys else nullcontext() as running:
        for each in chosen:
            played, key = shipped(each), None
            if running is not None:
                played = played or _played(each, jobs, running)
                key = _key(each, jobs, running)
                made.append(key)
                running.display.clear()
            written[each.id] = [_save(out, file) for file in files_of(each, played, key, address)]
            typer.echo(f"{each.id} {each.title}: {len(written[each.id])} files")
    of_all = [_save(out, file) for file in files_of_all(written, made)]
    n_files = sum(map(len, written.values())) + len(of_all)
    typer.echo(f"saved: {out / 'index.html'} and {n_files - 1} more files")


def _played(lesson: Lesson, jobs: int | None, running: Running) -> list[Result]:
    """Return the runs of the replay of a lesson."""
    from sim.paper.pack import replay_tasks

    return _in_order(replay_tasks(lesson), jobs, running, spikes=True)


def _key(lesson: Lesson, jobs: int | None, running: Running) -> Key:
    """Return the answers of a lesson, from its runs."""
    from sim.paper.key import by_spec, key_of, specs_of, tasks_of

    tasks = [task for spec in specs_of(lesson) for task in tasks_of(spec)]
    return key_of(lesson, by_spec(lesson, _in_order(tasks, jobs, running, spikes=False)))


def _save(folder: Path, file: File) -> tuple[str, str]:
    """Write a file; return its path within the folder and what it is."""
    from sim.files import write_within

    write_within(folder, file.path, file.content)
    return file.path, file.label


def _in_order(
    tasks: list[Task], jobs: int | None, running: Running, *, spikes: bool
) -> list[Result]:
    """Return the results of some runs in the order of their tasks."""
    from sim.runs import run_numbered

    results = dict(run_numbered(tasks, jobs=jobs, spikes=spikes, **running.options()))
    return [results[number] for number in range(len(tasks))]
