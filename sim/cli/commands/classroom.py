"""``class``: starts the page for a class, with a room open and its address told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.commands.app import (
    PORT,
    NoBrowser,
    Port,
    open_browser,
    serve_until_stopped,
    tell_others,
)
from sim.errors import Problem, ScenarioError
from sim.phrases import listing, suggest
from sim.ui.components.addresses import EVERY, from_elsewhere, from_here, url

if TYPE_CHECKING:
    from sim.lessons import Lesson

_LESSON = "L4"

LessonId = Annotated[str, typer.Option("--lesson", help="Lesson whose question is asked.")]
Host = Annotated[str, typer.Option("--host", help="Address to listen on.")]


def classroom(
    lesson: LessonId = _LESSON,
    host: Host = EVERY[0],
    port: Port = PORT,
    no_browser: NoBrowser = False,
) -> None:
    """Open a room for a class: pupils join with their devices, guess, and run one seed each."""
    chosen = _lesson(lesson)

    def tell(folder: str) -> None:
        from sim.rooms import ROOMS
        from sim.ui.running import shared

        room = ROOMS.open(chosen, shared.pool())
        board = url(from_here(host), port, f"{folder}/board?room={room.code}&key={room.key}")
        typer.echo(
            f"Room {room.code}: {chosen.question}   (Ctrl-C ends it)\n"
            f"The board, for this machine alone, with the key of the room: {board}"
        )
        if host not in EVERY and from_elsewhere(host) is None:
            typer.echo(f"It listens on {host} alone: no other device can join. Leave out --host.")
        tell_others(host, port, f"{folder}/join?room={room.code}")
        if not no_browser:
            open_browser(board)

    serve_until_stopped(host, port, tell)


def _lesson(id: str) -> Lesson:
    """Return a lesson; raise `ScenarioError` if there is no such lesson."""
    from sim.lessons import lessons

    known = lessons()
    if id.upper() not in known:
        near = suggest(id.upper(), known)
        raise ScenarioError([Problem("--lesson", "", f"'{id[:60]}'", listing(known), near)])
    return known[id.upper()]
