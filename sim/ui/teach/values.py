"""One control of the link builder: its value, whether it is visible, whether it is locked."""

from __future__ import annotations

from typing import Any, NamedTuple

import streamlit as st

from sim.params import Leaf
from sim.scenario import Scenario, parameters
from sim.scenario.names import setting_name
from sim.ui.components.number_box import number_box
from sim.ui.text import lab_text, teach_text

_MOST_USUAL = 5


class Choice(NamedTuple):
    """The choices of a teacher about one control."""

    path: str
    value: Any
    is_visible: bool
    is_locked: bool


def usual(base: Scenario) -> list[str]:
    """Return the controls a preset is about: those of the Lab, then what its arms differ in."""
    known = settable(base)
    varied = [path for arm in base.arm for path, _ in arm.set]
    return [path for path in dict.fromkeys((*lab_text.CONTROLS, *varied)) if path in known][
        :_MOST_USUAL
    ]


def settable(base: Scenario) -> dict[str, Leaf]:
    """Return the parameters that one widget can set, by path."""
    return {
        leaf.path: leaf
        for leaf in parameters(base)
        if isinstance(leaf.value, (bool, int, float)) or leaf.choices
    }


def draw(base: Scenario, leaf: Leaf) -> Choice:
    """Draw the widgets of one control; their state belongs to the preset."""
    key, name = f"teach {base.id} {leaf.path}", setting_name(base, leaf.path)
    with st.container(border=True, gap=4):
        value = _value(leaf, lab_text.labelled(name, leaf.unit), key)
        with st.container(horizontal=True, gap=16):
            is_visible = st.checkbox(teach_text.visible(name), True, key=f"{key} show")
            is_locked = st.checkbox(teach_text.locked(name), key=f"{key} lock")
    return Choice(leaf.path, value, is_visible, is_locked)


def _value(leaf: Leaf, label: str, key: str) -> Any:
    kind = type(leaf.value)
    if options := leaf.choices:
        named = leaf.choice_labels
        return st.selectbox(
            label,
            options,
            options.index(leaf.value),
            key=key,
            format_func=lambda option: named.get(option, option),
        )
    if kind is bool:
        return st.toggle(label, leaf.value, key=key)
    value_key = f"{key} number"
    value = st.session_state.setdefault(value_key, leaf.value)
    number_box(
        key,
        label,
        value,
        lambda typed: st.session_state.update({value_key: typed}),
        low=leaf.low,
        high=leaf.high,
        unit=leaf.unit,
    )
    return value
