"""The history as cards, newest first."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sim.ui import navigation, text
from sim.ui.settings import widget_sync
from sim.ui.settings.presets import load
from sim.ui.settings.state import differences_from_preset
from sim.ui.store import history
from sim.ui.store.history import Item
from sim.ui.text import lab_text, runs_text

_FEW = 8  # cards before "Show more"; each holds six widgets


def draw(items: Sequence[Item]) -> None:
    """Draw filter and cards."""
    chosen = _filtered(items)
    n_shown = st.session_state.setdefault("runs shown", _FEW)
    st.caption(
        runs_text.of_runs(len(chosen), min(n_shown, len(chosen))) if chosen else runs_text.NONE_LEFT
    )
    for item in chosen[:n_shown]:
        with st.container(border=True, key=f"run {item.key}", gap="small"):
            _card(item)
    if len(chosen) > n_shown:
        st.button(runs_text.MORE, key="runs more", on_click=_show_more)


def _show_more() -> None:
    st.session_state["runs shown"] += _FEW


def _filtered(items: Sequence[Item]) -> list[Item]:
    titles = dict(
        sorted(
            {item.run.preset: item.run.title for item in items}.items(), key=lambda pair: pair[1]
        )
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        preset = st.selectbox(
            runs_text.FILTER,
            ["", *titles],
            key="runs filter",
            width=420,
            format_func=lambda preset: titles.get(preset, runs_text.ALL),
        )
        is_starred = st.toggle(runs_text.STARRED_ONLY, key="runs starred")
    return [
        item
        for item in items
        if preset in ("", item.run.preset) and (item.notes.star or not is_starred)
    ]


def _card(item: Item) -> None:
    run = item.run
    star = f" :material/star: :small[{runs_text.STARRED}]" if item.notes.star else ""
    st.markdown(f"**{text.plain(item.name)}**{star}")
    marks = [f":orange-badge[{runs_text.partial(run.done, run.wanted)}]"] * (run.done < run.wanted)
    if item.is_older:
        marks.append(f":gray-badge[{runs_text.older(run.package, run.model)}]")
    title = f" · {text.plain(run.title)}" if item.name != run.title else ""
    facts = f":small[{runs_text.facts(run.when, run.done, len(run.arms))}{title}]"
    st.markdown(f"{facts} {' '.join(marks)}")
    st.markdown(text.plain(run.sentence))
    settings = item.address().settings
    if differs := differences_from_preset(settings, load(settings.preset)):
        st.caption(lab_text.run_with(differs))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        navigation.link("lab", runs_text.OPEN, item.query, icon=":material/experiment:")
        _button(runs_text.WRITE, item, go_to, "notebook", item.key, icon=":material/edit_note:")
        _button(runs_text.COMPARE, item, go_to, "difference", item.key, icon=":material/compare:")
        _button(
            runs_text.UNSTAR if item.notes.star else runs_text.STAR,
            item,
            _star,
            item,
            icon=":material/star:",
        )
        _edit(item)


def _button(label: str, item: Item, act: object, *args: object, icon: str) -> None:
    st.button(label, key=f"{label} {item.key}", on_click=act, args=args, icon=icon, type="tertiary")


def go_to(part: str, key: str = "") -> None:
    """Show another part of the page, perhaps with a run chosen; for callbacks.

    The address names the part, so that a reload and the way back come to it.
    """
    st.query_params["part"] = part
    if key:
        st.session_state["runs chosen"] = key


def _star(item: Item) -> None:
    history.note(item.key, star=not item.notes.star)


def _edit(item: Item) -> None:
    """Draw what changes an entry for good, out of the way of a quick click."""
    key = f"name {item.key}"
    with st.popover(
        runs_text.EDIT, icon=":material/more_horiz:", type="tertiary", key=f"edit {item.key}"
    ):
        widget_sync.show(key, item.notes.name)
        st.text_input(
            runs_text.NAME,
            item.notes.name,
            key=key,
            max_chars=80,
            placeholder=item.run.title,
            on_change=lambda: history.note(item.key, name=st.session_state[key]),
        )
        st.button(
            runs_text.DELETE,
            key=f"delete {item.key}",
            icon=":material/delete:",
            on_click=history.delete,
            args=(item.key,),
        )
