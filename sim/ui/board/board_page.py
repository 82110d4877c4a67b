"""The board of a room, for a projector; whoever holds the key moves the room on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from sim.rooms import ROOMS, Refused, Room, Snapshot, Stage, Why, can_share_arms
from sim.rooms.registry import tidy
from sim.ui import navigation, text
from sim.ui.board import device, pictures, reach
from sim.ui.text import board_text, lesson_text, sharing_text

EVERY_S = 1.5
_STYLE = Path(__file__).parent / "board.css"
_COLUMNS = (4, 9)
_QR_PX = {Stage.GUESSING: 300}  # large while pupils come in; later it leaves room for the runs
_SMALL_QR_PX = 200
_NEXT = {
    Stage.GUESSING: (board_text.CLOSE_GUESSING, Stage.CLOSED),
    Stage.CLOSED: (board_text.LET_RUN, Stage.RUNNING),
    Stage.RUNNING: (board_text.REVEAL, Stage.REVEALED),
}
_NOTE = "board note"


def show() -> None:
    """Draw the page."""
    st.html(_STYLE)
    code = tidy(st.query_params.get("room", ""))
    try:
        room = ROOMS.find(code)
    except Refused:
        _without_room(board_text.GONE.format(code=text.plain(code)) if code else "")
        return
    key = device.secret("key", room.code)
    is_teacher = room.is_teacher(key)
    snapshot = room.snapshot()
    if snapshot.stage == Stage.ENDED:
        _without_room(board_text.ENDED_BOARD.format(code=room.code))
        return
    if is_teacher:
        device.keep("key", room.code, key)
    side, main = st.columns(_COLUMNS, gap="medium")
    with side:
        _way_in(room, snapshot)
    with main:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.title(room.lesson.question, width="content", anchor=False)
            if is_teacher:
                _buttons(room, key, snapshot)
        if is_teacher:
            _notes()
        else:
            st.caption(board_text.LOOKING_ON)
        _question(room, snapshot)
    _watch(room, snapshot.version)


@st.fragment(run_every=EVERY_S)
def _watch(room: Room, version: int) -> None:
    """Draw the page anew as soon as something has changed; until then nothing is drawn."""
    if room.snapshot().version != version:
        st.rerun()


def _without_room(why: str) -> None:
    st.title(board_text.TITLE, anchor=False)
    st.info(why or board_text.NO_ROOM)
    navigation.link("teach", board_text.TO_TEACH, {"part": "class"}, icon=":material/co_present:")


def _way_in(room: Room, snapshot: Snapshot) -> None:
    """Draw letters, address and code of the room, and how many are in it."""
    st.html(
        f'<p class="np-letters"><span>{board_text.LETTERS}</span> '
        f'<b aria-label="{" ".join(room.code)}">{room.code}</b></p>'
    )
    address = reach.join_address(room.code)
    if address is None:
        st.warning(board_text.NO_ADDRESS)
    else:
        st.image(
            reach.code_picture(address),
            width=_QR_PX.get(snapshot.stage, _SMALL_QR_PX),
            output_format="PNG",
            alt=sharing_text.qr_alt(address),
        )
        parts = urlsplit(address)
        st.html(
            f'<p class="np-address"><span>{board_text.OPEN_THIS}</span> '
            f"<b>{parts.netloc}{parts.path}</b></p>"
        )
    numbers = {board_text.HERE: snapshot.n_seats, board_text.GUESSED: snapshot.n_guessed}
    if snapshot.stage >= Stage.RUNNING:
        numbers |= {
            board_text.RUNNING: snapshot.n_running,
            board_text.DONE: len(snapshot.pooled),
        }
    counts = "".join(f"<div><dd>{n}</dd><dt>{name}</dt></div>" for name, n in numbers.items())
    st.html(f'<dl class="np-counts">{counts}</dl>')


def _question(room: Room, snapshot: Snapshot) -> None:
    """Draw the question and its answers: as they stand, as they were guessed, beside the runs."""
    lesson, stage = room.lesson, snapshot.stage
    if stage <= Stage.CLOSED:
        st.markdown(lesson.scene.text)
        st.header(lesson.predict.question, anchor=False)
    else:
        st.markdown(f"**{text.plain(lesson.predict.question)}**")
    if stage == Stage.GUESSING:
        if snapshot.is_reopened:
            st.info(board_text.TALK)
            pictures.histogram(room, snapshot)
        else:
            st.markdown(
                "\n".join(f"- {text.plain(answer.text)}" for answer in lesson.predict.options)
            )
        return
    if stage == Stage.REVEALED:
        pictures.verdict(room, snapshot.pooled)
    elif stage == Stage.RUNNING and not len(snapshot.pooled):
        st.info(board_text.NO_RUN_YET)
    if len(snapshot.pooled):
        pictures.dots(room, snapshot.pooled.outcomes(), key=f"board {room.code}")
    pictures.histogram(room, snapshot, snapshot.pooled.fitting() if stage == Stage.REVEALED else ())
    if snapshot.sure:
        st.caption(board_text.sure(snapshot.sure, lesson_text.CONFIDENCE))


def _buttons(room: Room, key: str, snapshot: Snapshot) -> None:
    """Draw the buttons of the teacher: the next stage, and the two that forget something."""
    if snapshot.stage in _NEXT:
        label, after = _NEXT[snapshot.stage]
        st.button(
            label,
            key=f"board {after.name}",
            type="primary",
            on_click=_do,
            args=(room.advance, key, after),
        )
    if snapshot.stage == Stage.CLOSED and can_share_arms(room.lesson):
        st.button(
            board_text.SHARE_ARMS,
            key="board share",
            help=board_text.SHARE_ARMS_WHAT,
            on_click=_do,
            args=(room.share_arms, key),
        )
    if snapshot.stage == Stage.CLOSED and not snapshot.is_reopened:
        st.button(
            board_text.GUESS_AGAIN,
            key="board reopen",
            help=board_text.GUESS_AGAIN_WHAT,
            on_click=_do,
            args=(room.reopen, key),
        )
    with st.popover(board_text.CLEAR):
        st.markdown(board_text.CLEAR_WHAT)
        st.button(board_text.CLEAR_YES, key="board clear", on_click=_do, args=(room.clear, key))
    with st.popover(board_text.END):
        st.markdown(board_text.END_WHAT)
        st.button(
            board_text.END_YES,
            key="board end",
            on_click=_do,
            args=(room.advance, key, Stage.ENDED),
        )


def _notes() -> None:
    """Say why a press did nothing, and what the address shows."""
    if (why := st.session_state.pop(_NOTE, None)) is not None:
        st.info(board_text.BOARD_REFUSED[why])
    if not device.stores() and st.query_params.get("key"):
        st.caption(board_text.IN_ADDRESS)


def _do(act: Callable[..., None], *arguments: object) -> None:
    """Do what a button says; another device may have ended the room meanwhile."""
    try:
        act(*arguments)
    except Refused as refused:
        st.session_state[_NOTE] = Why(refused.why)
