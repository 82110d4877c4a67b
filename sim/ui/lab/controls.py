"""The sidebar of the Lab: scenario, five controls, undo, and the rest under More."""

from __future__ import annotations

import streamlit as st

from sim.params import Leaf
from sim.scenario import Scenario, parameters, presets
from sim.scenario.names import changes_in_words, setting_name
from sim.ui import text
from sim.ui.components import terms
from sim.ui.lab import more, plan, widgets
from sim.ui.settings import session
from sim.ui.settings.presets import load
from sim.ui.settings.state import (
    DOSE,
    Settings,
    allowed,
    changed,
    defaults,
    plain_scenario_of,
    value_of,
)
from sim.ui.text import lab_text

WEAR = "network.wear"
START, PATTERN, REPEATS = (f"practice.{name}" for name in ("start_d", "pattern", "repeats"))
MOST_CONTROLS = 5
_DOSE_SHARES = (0.0, 0.5, 1.0, 2.0)  # of the trial dose, which is the declared default
_PRACTISED = ("B", "A", "")  # empty: nothing


def sidebar(base: Scenario, settings: Settings) -> None:
    """Draw the controls of a scenario, those that the link shows or the usual five."""
    leaves = {leaf.path: leaf for leaf in parameters(base)}
    with st.sidebar, st.container(gap=6):
        _scenario(base)
        _steps(base, settings)
        for place, path in enumerate(shown_paths(base)):
            if session.options().hint and place == 0:
                st.markdown(lab_text.HINT)
            _control(leaves[path], base, settings)
        _others(base, settings)
        if session.options().show is None:
            more.section(base, settings, list(leaves.values()))


def shown_paths(base: Scenario) -> tuple[str, ...]:
    """Return the controls: those of the link, or five; where the usual ones are missing, what the
    arms and interventions of the preset are about."""
    return _usual_paths(base) if session.options().show is None else session.options().show


def _usual_paths(base: Scenario) -> tuple[str, ...]:
    """Return the controls of a preset without a link that chooses."""
    known = {leaf.path: leaf for leaf in parameters(base)}
    usual = [path for path in (WEAR, DOSE, START, REPEATS, PATTERN) if path in known]
    paths = [path for arm in base.arm for path, _ in arm.set]
    acts = {act.name for act in base.intervention}
    paths += [path for path in known if path.partition(".")[0] in acts]
    extra = [
        path
        for path in dict.fromkeys(paths)
        if path in known and path not in usual and isinstance(known[path].value, (int, float, bool))
    ]
    return tuple((usual + extra)[:MOST_CONTROLS])


def names_of_changes(old: Settings, new: Settings) -> list[str]:
    """Return the names of what differs between two settings."""
    names = []
    before, after = dict(old.changes), dict(new.changes)
    for path in dict.fromkeys((*before, *after)):
        if before.get(path) != after.get(path):
            has_it = load((old if path in before else new).preset)
            is_nothing = path == REPEATS and 0 in (before.get(path), after.get(path))
            names.append(text.plain(setting_name(has_it, PATTERN if is_nothing else path)))
    names += [
        lab_text.CHANGED[field]
        for field in ("preset", "arms", "seeds", "seed", "own", "vary")
        if getattr(old, field) != getattr(new, field)
    ]
    return list(dict.fromkeys(names))


def _scenario(base: Scenario) -> None:
    titles = {name: load(name) for name in presets()}
    order = sorted(
        titles,
        key=lambda name: (list(lab_text.LEVELS).index(titles[name].level), titles[name].title),
    )
    widgets.choice(
        st.selectbox,
        "preset",
        lab_text.SCENARIO,
        base.id,
        _another,
        options=order,
        format_func=lambda name: titles[name].title,
        help=lab_text.SCENARIO_HELP,
        disabled=session.options().is_bound,
    )
    ask = session.options().ask
    st.caption(
        f"**{text.plain(ask)}**" if ask else text.plain(base.question) or lab_text.QUESTION_MISSING
    )


def _another(chosen: str) -> Settings:
    """Return the settings of another preset, whose question asks for a guess first."""
    session.ask_for_a_guess()
    return defaults(load(chosen))


def _steps(base: Scenario, settings: Settings) -> None:
    """Draw undo, redo, and the way back to the preset."""
    with st.container(horizontal=True, gap=4):
        st.button(
            lab_text.UNDO,
            key="undo",
            icon=":material/undo:",
            on_click=session.undo,
            disabled=not session.can_undo(),
            shortcut="Alt+U",
        )
        st.button(
            lab_text.REDO,
            key="redo",
            icon=":material/redo:",
            on_click=session.redo,
            disabled=not session.can_redo(),
        )
        st.button(
            lab_text.BACK,
            key="back",
            help=lab_text.BACK_HELP,
            on_click=lambda: session.change(defaults(base)),
            disabled=settings == allowed(session.options(), settings, defaults(base)),
        )


def _control(leaf: Leaf, base: Scenario, settings: Settings) -> None:
    terms.note(setting_name(base, leaf.path), leaf.help)
    if leaf.path == DOSE:
        _dose(leaf, base, settings)
    elif leaf.path == PATTERN:
        _practised(leaf, base, settings)
    elif leaf.path in lab_text.CONTROLS:
        widgets.slider(
            leaf,
            base,
            settings,
            label=lab_text.CONTROLS[leaf.path],
            extra_help=lab_text.WEAR_HELP if leaf.path == WEAR else "",
        )
    else:
        widgets.parameter(leaf, base, settings, key=leaf.path)
    _exceptions(base, settings, leaf)
    widgets.put_back(leaf, base, settings, key=leaf.path)


def _dose(leaf: Leaf, base: Scenario, settings: Settings) -> None:
    """Draw the dose as a choice of shares of the trial dose, with the risks beside it."""
    trial = float(leaf.default)
    value = float(value_of(settings, base, DOSE))
    names = {share * trial: name for share, name in zip(_DOSE_SHARES, lab_text.DOSES, strict=True)}
    names.setdefault(value, lab_text.times_trial(value / trial))
    widgets.choice(
        st.segmented_control,
        DOSE,
        widgets.label_of(lab_text.CONTROLS[DOSE], leaf),
        value,
        lambda chosen: changed(session.settings(), base, {DOSE: chosen}),
        options=sorted(names),
        format_func=names.__getitem__,
        required=True,
        help=widgets.help_of(leaf, base, lab_text.DOSE_HELP),
        disabled=widgets.is_locked(DOSE),
    )
    if value > max(_DOSE_SHARES) * trial:
        st.warning(lab_text.beyond_trials(value / trial))
    with st.popover(lab_text.RISKS_BUTTON, type="tertiary"):
        for line in lab_text.RISKS:
            st.markdown(line)


def _practised(leaf: Leaf, base: Scenario, settings: Settings) -> None:
    """Draw what is practised; nothing means no repeats."""
    preset = defaults(base)
    pattern = value_of(settings, base, PATTERN) if value_of(settings, base, REPEATS) else ""

    def settle(chosen: str) -> Settings:
        now = session.settings()  # the slider of the repeats may have moved at the same time
        repeats = value_of(now, base, REPEATS) or value_of(preset, base, REPEATS) or 1
        values = {
            PATTERN: chosen or value_of(preset, base, PATTERN),
            REPEATS: repeats if chosen else 0,
        }
        return changed(now, base, values)

    widgets.choice(
        st.segmented_control,
        PATTERN,
        widgets.label_of(lab_text.CONTROLS[PATTERN], leaf),
        pattern,
        settle,
        options=[
            option
            for option in dict.fromkeys((*_PRACTISED, pattern))
            if option or not pattern or not widgets.is_locked(REPEATS)
        ],
        format_func=lab_text.PATTERNS.__getitem__,
        required=True,
        help=widgets.help_of(leaf, base),
        disabled=widgets.is_locked(PATTERN),
    )


def _exceptions(base: Scenario, settings: Settings, leaf: Leaf) -> None:
    """Say which arms do not follow a control; arms without it are named at its first control."""
    exceptions = plan.own_values(base, settings, leaf.path)
    without = [label for label, value in exceptions if value is None]
    parts = [
        lab_text.keeps(label, leaf.in_words(value))
        for label, value in exceptions
        if value is not None
    ]
    if without and leaf.path in (START, DOSE):
        parts.append(lab_text.not_in(without))
    if parts:
        st.caption(" ".join(parts))


def unshown_changes(base: Scenario, settings: Settings) -> tuple[str, ...]:
    """Return in words every changed value that no control shows, and what one arm has alone.

    No repeats of practice are shown as "nothing" by the control of what is practised.
    """
    shown = set(shown_paths(base))
    others = [
        (path, value)
        for path, value in settings.changes
        if path not in shown and not (path == REPEATS and PATTERN in shown and not value)
    ]
    own = [
        change for change in settings.own if change[0] in settings.arms and change[1] not in shown
    ]
    return changes_in_words(plain_scenario_of(settings), others, own)


def _others(base: Scenario, settings: Settings) -> None:
    """Name the changes that no control shows."""
    if others := unshown_changes(base, settings):
        st.caption(f"{lab_text.OTHER_CHANGES}: {text.plain('; '.join(others))}")
