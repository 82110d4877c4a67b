"""Widgets for parameters: range, step, unit, help and source come from the declaration.

A widget writes into the settings in its callback, and is set from the settings before it is drawn:
the settings are the one truth, whatever was typed, linked or put back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import streamlit as st

from sim.errors import ScenarioError
from sim.params import Leaf
from sim.scenario import Scenario, get_path
from sim.scenario.names import setting_name, source_in_words
from sim.ui import text
from sim.ui.components.number_box import number_box
from sim.ui.settings import session, widget_sync
from sim.ui.settings.presets import load
from sim.ui.settings.state import Settings, changed, scenario_of, value_of
from sim.ui.text import lab_text

_DECIDES = "window."  # table of the number that decides the story, see `sim.model.window`
_DIGITS = 6  # sliders count in steps, which leaves 0.30000000000000004
_MOST_STEPS = 400  # of a slider; a range with more of them gets a box for a number


def choice(
    draw: Callable[..., Any],
    key: str,
    label: str,
    value: Any,
    settle: Callable[[Any], Settings],
    **options: Any,
) -> None:
    """Draw one widget that shows ``value``; ``settle`` turns what was chosen into settings."""
    widget_sync.show(
        key, value, [options.get(name) for name in ("min_value", "max_value", "options")]
    )

    preset = session.settings().preset

    def take() -> None:
        # Two widgets may have changed since the page was drawn: one of another preset is too late.
        if st.session_state[key] is not None and session.settings().preset == preset:
            session.change(settle(st.session_state[key]))

    first = widget_sync.first(draw, value, options.get("options", ()))
    draw(label, key=key, on_change=take, **first, **options)


def slider(
    leaf: Leaf,
    base: Scenario,
    settings: Settings,
    *,
    label: str,
    extra_help: str = "",
    key: str | None = None,
) -> None:
    """Draw a slider for a number."""
    kind, path = type(leaf.value), leaf.path
    step = step_of(leaf)
    low, high = kind(leaf.low or 0), kind(leaf.slider_end or 0)
    value = kind(value_of(settings, base, path))
    high = max(highest(_but_for(settings, path), path, low, high, step), value)
    choice(
        st.slider,
        key or path,
        label_of(label, leaf),
        value,
        lambda chosen: changed(session.settings(), base, {path: kind(round(chosen, _DIGITS))}),
        min_value=low,
        max_value=max(high, low + step),
        step=step,
        format="%g",
        help=help_of(leaf, base, extra_help),
        disabled=is_locked(path),
    )


def parameter(leaf: Leaf, base: Scenario, settings: Settings, *, key: str) -> None:
    """Draw the widget that fits any parameter: slider, number, switch, choice or text."""
    value, name = value_of(settings, base, leaf.path), name_with_unit(leaf, base)
    label = label_of(name, leaf)
    options = {"help": help_of(leaf, base), "disabled": is_locked(leaf.path)}

    def settle(chosen: Any) -> Settings:
        return changed(session.settings(), base, {leaf.path: chosen})

    if leaf.choices:
        named = leaf.choice_labels
        choice(
            st.selectbox,
            key,
            label,
            value,
            settle,
            options=leaf.choices,
            format_func=lambda option: named.get(option, option),
            **options,
        )
    elif isinstance(value, bool):
        choice(st.toggle, key, label, value, settle, **options)
    elif _has_slider(leaf):
        slider(leaf, base, settings, label=name, key=key)
    elif isinstance(value, (int, float)):
        number(key, label, value, settle, leaf, **options)
    else:
        st.caption(f"{label}: {text.plain(leaf.in_words(value))}")


def number(
    key: str,
    label: str,
    value: float,
    settle: Callable[[Any], Settings],
    leaf: Leaf,
    **options: Any,
) -> None:
    """Draw a box for a number with the bounds and the unit of a parameter."""
    preset = session.settings().preset

    def take(typed: float) -> None:
        if session.settings().preset == preset:  # as in `choice`
            session.change(settle(typed))

    number_box(key, label, value, take, low=leaf.low, high=leaf.high, unit=leaf.unit, **options)


def put_back(leaf: Leaf, base: Scenario, settings: Settings, *, key: str) -> None:
    """Draw the button that gives one changed parameter the value of the preset."""
    if leaf.path in dict(settings.changes) and not is_locked(leaf.path):
        usual = get_path(base, leaf.path)
        st.button(
            lab_text.ONE_BACK,
            key=f"back {key}",
            type="tertiary",
            icon=":material/undo:",
            on_click=lambda: session.change(changed(session.settings(), base, {leaf.path: usual})),
        )


def label_of(label: str, leaf: Leaf) -> str:
    """Return a label; with a mark for what decides the story and was set by hand."""
    is_marked = leaf.path.startswith(_DECIDES) and leaf.is_hand_set
    return f"{label} {lab_text.HAND_SET}" if is_marked else label


def help_of(leaf: Leaf, base: Scenario, extra: str = "") -> str:
    """Return what a parameter is, its value in the preset, and its source."""
    usual = leaf.in_words(get_path(base, leaf.path))
    return " ".join(
        filter(
            None,
            (
                lab_text.LOCKED if is_locked(leaf.path) else "",
                leaf.help,
                extra,
                lab_text.usual(text.plain(usual)),
                text.plain(source_in_words(leaf)),
            ),
        )
    )


def is_locked(path: str) -> bool:
    """Return whether the link keeps a parameter fixed."""
    return session.options().fixes(path)


def name_with_unit(leaf: Leaf, base: Scenario) -> str:
    """Return the name of a parameter with its unit, as a label."""
    return lab_text.labelled(setting_name(base, leaf.path), leaf.unit)


def step_of(leaf: Leaf) -> Any:
    """Return the step of the slider for a number, of the type of the number."""
    kind = type(leaf.value)
    return kind(leaf.step or (1 if kind is int else 0.1))


def _has_slider(leaf: Leaf) -> bool:
    return (
        isinstance(leaf.value, (int, float))
        and None not in (leaf.low, leaf.high, leaf.step)
        and (leaf.high - leaf.low) / step_of(leaf) <= _MOST_STEPS
    )


def _but_for(settings: Settings, path: str) -> Settings:
    """Return settings without a change and without what makes no difference to its range."""
    changes = tuple(change for change in settings.changes if change[0] != path)
    return settings._replace(changes=changes, seeds=1, seed=0, vary=None)


@lru_cache(maxsize=512)
def highest(settings: Settings, path: str, low: float, high: float, step: float) -> float:
    """Return the highest value, ``low`` plus whole steps, that gives a scenario that can run.

    The length of a scenario limits its sessions, and which of them is last depends on arms.
    """
    base = load(settings.preset)

    def fits(value: float) -> bool:
        try:
            scenario_of(changed(settings, base, {path: value})._replace(vary=None))
        except ScenarioError:
            return False
        return True

    if fits(high):
        return high
    kind = type(low)
    good, bad = 0, int((high - low) / step) + 1  # in steps above low
    while bad - good > 1:
        middle = (good + bad) // 2
        if fits(kind(round(low + middle * step, _DIGITS))):
            good = middle
        else:
            bad = middle
    return kind(round(low + good * step, _DIGITS))
