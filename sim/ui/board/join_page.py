"""The page of a pupil: four letters, a guess, one run, and what the class got."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from sim.rooms import ROOMS, Refused, Room, Seat, Stage, Why
from sim.rooms.registry import CODE_LENGTH, tidy
from sim.ui import text
from sim.ui.board import device, pictures
from sim.ui.components import questions
from sim.ui.running import shared, warm
from sim.ui.running.panel import explain
from sim.ui.settings import widget_sync
from sim.ui.store import browser
from sim.ui.text import board_text, lesson_text

EVERY_S = 2.0
_STYLE = Path(__file__).parent / "board.css"
_WIDTH_PX = 720
_NOTE = "join note"


def show() -> None:
    """Draw the page."""
    st.html(_STYLE)
    with st.container(width=_WIDTH_PX):
        code = tidy(st.query_params.get("room", ""))
        if not code:
            _ask_letters("")
            return
        try:
            room = ROOMS.find(code)
            if browser.is_ready():  # before that, it is not known whether the device has a seat
                secret = room.join(device.secret("seat", code))
                device.keep("seat", code, secret)
                _draw(room, secret)
            else:
                st.caption(board_text.LOOKING)
        except Refused as refused:
            had_seat = refused.why == Why.UNKNOWN and device.secret("seat", code)
            words = board_text.LOST_SEAT if had_seat else board_text.PUPIL_REFUSED[refused.why]
            _ask_letters(words.format(code=text.plain(code)))


def _ask_letters(why: str) -> None:
    """Draw the box for the letters, and why they are asked for again."""
    st.title(board_text.JOIN_TITLE, anchor=False)
    if why:
        st.warning(why)
    st.markdown(board_text.JOIN_LEAD)
    with st.form("join", border=False, enter_to_submit=True):
        letters = st.text_input(board_text.LETTERS, key="join letters", max_chars=2 * CODE_LENGTH)
        if st.form_submit_button(board_text.JOIN, type="primary") and tidy(letters):
            st.query_params.from_dict({"room": tidy(letters)[:CODE_LENGTH]})
            st.rerun()


# What a pupil's page shows of a room: another value, another page.
State = tuple[Stage, Seat, object] | Why


def _state(room: Room, secret: str) -> State:
    try:
        stage, seat = room.stage, room.seat(secret)
    except Refused as refused:
        return refused.why
    return stage, seat, room.snapshot() if stage == Stage.REVEALED else None


def _draw(room: Room, secret: str) -> None:
    state = _state(room, secret)
    if isinstance(state, Why):
        raise Refused(state)
    stage, seat, _ = state
    st.caption(board_text.seat_line(room.code, seat.number))
    st.title(room.lesson.question, anchor=False)
    if (why := st.session_state.pop(_NOTE, None)) is not None:
        st.info(board_text.PUPIL_REFUSED[why].format(code=room.code))
    if stage == Stage.GUESSING:
        _guess(room, secret, seat)
    elif stage == Stage.CLOSED:
        _guessed(room, seat)
        st.info(board_text.WAIT_TO_RUN)
    elif stage == Stage.RUNNING:
        _run(room, secret, seat)
        _guessed(room, seat)
    else:
        _revealed(room, secret, seat)
    _watch(room, secret, state)


@st.fragment(run_every=EVERY_S)
def _watch(room: Room, secret: str, shown: State) -> None:
    """Draw the page anew as soon as something has changed; until then, how far the runs are."""
    state = _state(room, secret)
    if state != shown:
        st.rerun()
    if not isinstance(state, Why) and (batch := state[1].batch) is not None:
        status = shared.pool().status(batch)
        st.caption(board_text.progress(status) if warm.is_done() else board_text.PREPARING)


def _guess(room: Room, secret: str, seat: Seat) -> None:
    """Draw the question with its answers, and how sure the guess is."""
    st.markdown(room.lesson.scene.text)
    st.caption(board_text.SECOND_LEAD if seat.first_guess else board_text.GUESS_LEAD)
    answers = {option.id: option.text for option in room.lesson.predict.options}
    _choice(room, secret, "answer", room.lesson.predict.question, answers, seat.guess)
    if seat.guess:
        sure = lesson_text.CONFIDENCE
        _choice(room, secret, "sure", board_text.HOW_SURE, sure, seat.sure, horizontal=True)
        st.success(board_text.GUESS_IN)


def _choice(
    room: Room,
    secret: str,
    name: str,
    question: str,
    texts: Mapping[str, str],
    value: str,
    *,
    horizontal: bool = False,
) -> None:
    """Draw answers to choose from, as the room knows them; a choice goes to the room at once."""
    key = f"join {room.code} {name}"
    chosen = value or None
    widget_sync.show(key, chosen)

    def take() -> None:
        if st.session_state[key] is None:
            return
        try:
            room.guess(secret, **{name: st.session_state[key]})
        except Refused as refused:
            st.session_state[_NOTE] = refused.why

    questions.radio(
        question,
        list(texts),
        **widget_sync.first(st.radio, chosen, list(texts)),
        key=key,
        format_func=texts.__getitem__,
        on_change=take,
        horizontal=horizontal,
    )


def _guessed(room: Room, seat: Seat) -> None:
    """Draw the answers as a list, with the one that was chosen marked."""
    st.markdown(f"**{text.plain(room.lesson.predict.question)}**")
    lines = [
        f"- :material/arrow_right: **{text.plain(option.text)}**"
        if option.id == seat.guess
        else f"- {text.plain(option.text)}"
        for option in room.lesson.predict.options
    ]
    st.markdown("\n".join(lines))
    if not seat.guess:
        st.caption(board_text.NO_GUESS)


def _run(room: Room, secret: str, seat: Seat) -> None:
    """Draw the button that runs the networks of a seat, or what they got."""
    if seat.outcomes is not None:
        st.success(board_text.RUN_DONE)
        _own(room, seat)
        return
    names = [text.plain(room.scenario.arm_names()[arm]) for arm in seat.arms]
    st.markdown(board_text.run_lead(seat.seed, names, is_shared=seat.arms != room.spec.arms))
    if seat.error is not None:
        st.warning(explain(seat.error))
    if seat.batch is None:
        st.button(
            board_text.RUN, key="join run", type="primary", on_click=_ask_runs, args=(room, secret)
        )


def _ask_runs(room: Room, secret: str) -> None:
    try:
        room.run(secret)
    except Refused as refused:
        st.session_state[_NOTE] = refused.why


def _own(room: Room, seat: Seat) -> None:
    st.markdown(f"**{board_text.OWN_RUN.format(number=seat.number)}**")
    st.markdown(pictures.in_words(room, seat.outcomes))
    if seat.arms == room.spec.arms:  # one arm alone has nothing to stand beside
        own = {arm: {seat.number: value} for arm, value in seat.outcomes.items()}
        pictures.dots(room, own, mine=seat.number, key=f"join {room.code} own")


def _revealed(room: Room, secret: str, seat: Seat) -> None:
    """Draw what the class guessed and got, with the dots of this seat ringed."""
    snapshot = room.snapshot()
    pooled = snapshot.pooled
    if seat.outcomes is None:
        _run(room, secret, seat)
    pictures.verdict(room, pooled)
    _guessed(room, seat)
    if len(pooled):
        st.markdown(f"**{board_text.CLASS_RUNS.format(number=seat.number)}**")
        mine = seat.number if seat.outcomes is not None else None
        pictures.dots(room, pooled.outcomes(), mine=mine, key=f"join {room.code} class")
    pictures.histogram(room, snapshot, pooled.fitting())
