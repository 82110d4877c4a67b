"""The five controls and what stands beside them; ranges, steps and help come from the parameters.

A widget writes into the settings in its callback, and is set from the settings before it is drawn:
the settings are the one truth, whatever was typed, linked or put back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from sim.params import Leaf
from sim.scenario import Scenario, parameters
from sim.ui import plan, session, text
from sim.ui.state import (
    MAX_SEED,
    SEEDS,
    Settings,
    bounds,
    changed,
    defaults,
    value_of,
)

WEAR, DOSE = "network.wear", "dose.dose_mg_per_kg"
START, DAYS, PATTERN, REPEATS = (f"practice.{name}"
                                 for name in ("start_d", "days", "pattern", "repeats"))
_DOSE_SHARES = (0.0, 0.5, 1.0, 2.0)  # of the trial dose, which is the declared default
_DIGITS = 6  # sliders count in steps, which leaves 0.30000000000000004
_PRACTISED = ("B", "A", "")  # empty: nothing


def sidebar(base: Scenario, settings: Settings, *, can_run: bool, run_help: str) -> bool:
    """Draw the controls; return whether Run was pressed.

    Parameters
    ----------
    base : Scenario
        The preset.
    settings : Settings
    can_run : bool
        False while these settings are wrong or under way already.
    run_help : str
        How long it will take.
    """
    leaves = {leaf.path: leaf for leaf in parameters(base)}
    with st.sidebar, st.container(gap=6):
        _slider(leaves.get(WEAR), base, settings, extra_help=text.WEAR_HELP)
        _dose(leaves.get(DOSE), base, settings)
        _slider(leaves.get(START), base, settings, zero=_dose_day(base, settings))
        _slider(leaves.get(DAYS), base, settings)
        _practised(leaves.get(PATTERN), base, settings)
        run, back = st.columns([1, 1.3])
        pressed = run.button(text.RUN, key="run", type="primary", disabled=not can_run,
                             width="stretch", help=run_help)
        back.button(text.BACK, key="back", width="stretch", on_click=_back, args=(base,),
                    disabled=settings == defaults(base))
        _others(settings)
        st.caption(text.ADDRESS_HINT)
    return pressed


def seeds_and_luck(settings: Settings) -> None:
    """Draw the number of seeds, and the button that takes others."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _choice(st.segmented_control, "seeds", text.SEEDS_LABEL, settings.seeds,
                lambda chosen: session.settings()._replace(seeds=chosen), options=SEEDS,
                required=True, help=text.SEEDS_HELP)
        st.button(text.LUCK, key="luck", on_click=_new_luck,
                  help=f"{text.LUCK_HELP} {text.now_seeds(settings.seed, settings.seeds)}")


def arm_choice(base: Scenario, settings: Settings, place: int, arm: str) -> None:
    """Draw the choice of one of the arms compared.

    It shows the labels of the preset: the browser sends back the label it was shown, which has to
    be known still when other settings have changed what the arm does.
    """

    def settle(chosen: str) -> Settings:
        old = session.settings()
        arms = tuple(chosen if at == place else one for at, one in enumerate(old.arms))
        return old._replace(arms=arms)

    others = [one for one in settings.arms if one != arm]
    _choice(st.selectbox, f"arm{place}", text.ARM_LABELS[place], arm, settle,
            options=[one.id for one in base.arm if one.id not in others],
            format_func=lambda one: text.arm_label(base, one), label_visibility="collapsed")


def names_of_changes(old: Settings, new: Settings, base: Scenario) -> list[str]:
    """Return the names of what differs between two settings."""
    names = []
    before, after = dict(old.changes), dict(new.changes)
    for path in dict.fromkeys((*before, *after)):
        if before.get(path) != after.get(path):
            shown = PATTERN if path == REPEATS else path
            names.append(text.CONTROLS.get(shown, ("", text.plain(path)))[1])
    names += [text.CHANGED[field] for field in ("preset", "arms", "seeds", "seed")
              if getattr(old, field) != getattr(new, field)]
    return list(dict.fromkeys(names))


def _choice(draw: Callable[..., Any], key: str, label: str, value: Any,
            settle: Callable[[Any], Settings], **options: Any) -> None:
    """Draw one widget that shows ``value``; ``settle`` turns what was chosen into settings."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value

    def take() -> None:
        if st.session_state[key] is not None:
            session.change(settle(st.session_state[key]))

    draw(label, key=key, on_change=take, **options)


def _slider(leaf: Leaf | None, base: Scenario, settings: Settings, *, zero: float | None = None,
            extra_help: str = "") -> None:
    """Draw a slider for a parameter; ``zero`` is the model day from which it counts."""
    if leaf is None:
        return
    kind, path = type(leaf.value), leaf.path
    step = kind((leaf.field.json_schema_extra or {}).get("step", 1))
    low, high = (kind(bound or 0) for bound in bounds(leaf.field))
    value = kind(value_of(settings, base, path))
    high = max(plan.highest(settings, path, low, high, step), value)
    shift = kind(zero or 0)
    label = text.START_WITHOUT_DOSE if path == START and zero is None else text.CONTROLS[path][0]
    _choice(st.slider, path, _label(label, leaf), value - shift,
            lambda chosen: changed(session.settings(), base,
                                   {path: kind(round(chosen + shift, _DIGITS))}),
            min_value=low - shift, max_value=high - shift, step=step, format="%g",
            help=_help(leaf, extra_help))
    _exceptions(base, settings, path, leaf.unit, is_first=path == START)


def _dose(leaf: Leaf | None, base: Scenario, settings: Settings) -> None:
    """Draw the dose as a choice of shares of the trial dose, with the risks beside it."""
    if leaf is None:
        return
    trial = float(leaf.field.default)
    value = float(value_of(settings, base, DOSE))
    names = {share * trial: name for share, name in zip(_DOSE_SHARES, text.DOSES, strict=True)}
    names.setdefault(value, text.times_trial(value / trial))
    _choice(st.segmented_control, DOSE, _label(text.CONTROLS[DOSE][0], leaf), value,
            lambda chosen: changed(session.settings(), base, {DOSE: chosen}),
            options=sorted(names), format_func=names.__getitem__, required=True,
            help=_help(leaf))
    st.caption(text.DOSE_CAPTION)
    with st.popover(text.RISKS_BUTTON, type="tertiary"):
        for line in text.RISKS:
            st.markdown(line)
    _exceptions(base, settings, DOSE, leaf.unit, is_first=True)


def _practised(leaf: Leaf | None, base: Scenario, settings: Settings) -> None:
    """Draw what is practised; nothing means no repeats."""
    if leaf is None:
        return
    repeats = value_of(base_settings := defaults(base), base, REPEATS) or 1
    pattern = value_of(settings, base, PATTERN) if value_of(settings, base, REPEATS) else ""
    usual = value_of(base_settings, base, PATTERN)

    def settle(chosen: str) -> Settings:
        values = {PATTERN: chosen or usual, REPEATS: repeats if chosen else 0}
        return changed(session.settings(), base, values)

    _choice(st.segmented_control, PATTERN, _label(text.CONTROLS[PATTERN][0], leaf), pattern,
            settle, options=list(dict.fromkeys((*_PRACTISED, pattern))),
            format_func=text.PATTERNS.__getitem__, required=True, help=_help(leaf))
    _exceptions(base, settings, PATTERN, leaf.unit)


def _exceptions(base: Scenario, settings: Settings, path: str, unit: str, *,
                is_first: bool = False) -> None:
    """Say which arms do not follow a control; arms without it are named at its first control."""
    found = plan.own_values(base, settings.arms, path)
    without = [label for label, value in found if value is None]
    parts = [text.keeps(label, text.with_unit(value, unit))
             for label, value in found if value is not None]
    if without and is_first:
        parts.append(text.not_in(without))
    if parts:
        st.caption(" ".join(parts))


def _others(settings: Settings) -> None:
    """Name the changes that no control shows."""
    shown = {*text.CONTROLS, REPEATS}
    others = [f"{path} = {value}" for path, value in settings.changes if path not in shown]
    if others:
        st.caption(f"{text.OTHER_CHANGES}: {text.plain(', '.join(others))}")


def _label(words: str, leaf: Leaf) -> str:
    return f"{words} {text.HAND_SET}" if leaf.source.startswith("chosen") else words


def _help(leaf: Leaf, extra: str = "") -> str:
    note = text.HAND_SET_HELP if leaf.source.startswith("chosen") else ""
    return " ".join(filter(None, (leaf.field.description or "", extra, note)))


def _dose_day(base: Scenario, settings: Settings) -> float | None:
    """Return the model day of the first dose; None where the preset has no dose."""
    if all(act.name != "dose" for act in base.intervention):
        return None
    return min(value_of(settings, base, "dose.at_d"), default=None)


def _back(base: Scenario) -> None:
    session.change(defaults(base))


def _new_luck() -> None:
    old = session.settings()
    seed = old.seed + old.seeds
    session.change(old._replace(seed=seed if seed + old.seeds <= MAX_SEED else 0))
