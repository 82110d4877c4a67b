"""Pictures of a room: guesses as a histogram, and the outcome of each seat as a dot."""

from __future__ import annotations

import html
from collections.abc import Collection, Mapping
from dataclasses import replace

import streamlit as st

from sim.measures import by_name
from sim.plots.views.quantities import quantity_of
from sim.plots.views.seeds import value_dots
from sim.rooms import Pooled, Room, Snapshot, Stage, outcome_of
from sim.ui import text
from sim.ui.components import charts
from sim.ui.text import board_text

_HEIGHT_PX = 340


def histogram(room: Room, snapshot: Snapshot, fitting: Collection[str] = ()) -> None:
    """Draw how often each answer was chosen, as a table with bars; the answers that fit are marked.

    The numbers stand beside the bars, so that nothing is told by the bars alone. Where the class
    has guessed twice, both rounds stand side by side.
    """
    rounds = [snapshot.guesses]
    head = ""
    if snapshot.is_reopened:
        is_open = snapshot.stage == Stage.GUESSING
        rounds = [snapshot.first_guesses] if is_open else [snapshot.first_guesses, *rounds]
        names = "".join(
            f'<th scope="col" colspan="2">{name}</th>'
            for name in (board_text.FIRST_GUESSES, board_text.SECOND_GUESSES)[: len(rounds)]
        )
        head = f"<thead><tr><td></td>{names}</tr></thead>"
    most = max((n for guesses in rounds for n in guesses.values()), default=0) or 1
    rows = []
    for option in room.lesson.predict.options:
        mark = f" <b>({board_text.FITS})</b>" if option.id in fitting else ""
        rows.append(
            f'<tr><th scope="row">{html.escape(option.text)}{mark}</th>'
            + "".join(_bar(guesses.get(option.id, 0), most) for guesses in rounds)
            + "</tr>"
        )
    st.html(
        f'<table class="np-guesses"><caption>{board_text.GUESSES}</caption>'
        f"<colgroup><col>{'<col><col class=n>' * len(rounds)}</colgroup>"
        f"{head}<tbody>{''.join(rows)}</tbody></table>"
    )


def _bar(n: int, most: int) -> str:
    """Return two cells of the histogram: a bar, and its number."""
    return (
        f'<td class="bar"><span style="width:{100 * n / most:.0f}%"></span></td>'
        f'<td class="n">{n}</td>'
    )


def verdict(room: Room, pooled: Pooled) -> None:
    """Say which answers fit the runs of the class, as the rules of the lesson decide."""
    n_runs = [len(values) for values in pooled.outcomes().values()]
    if not min(n_runs):
        st.info(board_text.NOT_EVERY_ARM if any(n_runs) else board_text.NO_RUN_YET)
        return
    fitting = pooled.fitting()
    texts = [
        text.plain(option.text) for option in room.lesson.predict.options if option.id in fitting
    ]
    st.success(board_text.verdict(n_runs, texts), icon=":material/gavel:")
    st.markdown(pooled.why())


def dots(
    room: Room, outcomes: Mapping[str, Mapping[int, float]], *, mine: int | None = None, key: str
) -> None:
    """Draw outcomes by arm and seat, with mean and band, and how the mean settles.

    Parameters
    ----------
    room : Room
    outcomes : mapping of arm to mapping of seat to value
    mine : int, optional
        The seat whose dot is ringed.
    key : str
    """
    measure, day_d = outcome_of(room.lesson)
    labels = room.scenario.arm_names()
    picture = value_dots(
        {labels[arm]: values for arm, values in outcomes.items()},
        quantity_of(measure),
        mine=mine,
        when=board_text.when(day_d) if by_name(measure).per_test else "",
        name="seat",
    )
    if max(map(len, outcomes.values())) < 2:  # nothing settles yet
        picture = replace(picture, panels=picture.panels[:1], sizes=picture.sizes[:1])
    charts.bare(picture, height_px=_HEIGHT_PX, key=key)


def in_words(room: Room, outcomes: Mapping[str, float]) -> str:
    """Return the outcome of each arm of one seat as a list in Markdown."""
    unit = by_name(outcome_of(room.lesson)[0]).unit
    labels = room.scenario.arm_names()
    return "\n".join(
        board_text.outcome(text.plain(labels[arm]), value, unit) for arm, value in outcomes.items()
    )
