"""The link builder: preset, arms, controls, question; and the link in all its forms."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sim.errors import ScenarioError
from sim.phrases import listed
from sim.scenario import Scenario, presets
from sim.scenario.names import setting_name
from sim.ui import navigation, text
from sim.ui.settings import address
from sim.ui.settings.presets import load
from sim.ui.settings.state import (
    MAX_ARMS,
    SEEDS,
    LinkOptions,
    Settings,
    changed,
    defaults,
    scenario_of,
)
from sim.ui.teach import outputs, values
from sim.ui.text import teach_text


def draw() -> None:
    """Draw the part."""
    st.markdown(teach_text.BUILDER_LEAD)
    form, link = st.columns([3, 2], gap="large")
    with form:
        base = _preset()
        settings = _arms(base)
        chosen, is_only = _controls(base)
        ask = st.text_area(
            teach_text.BUILDER_ASK.format(most=address.MAX_ASK),
            key="teach_ask",
            max_chars=address.MAX_ASK,
            placeholder=teach_text.BUILDER_ASK_EXAMPLE,
            height=80,
        )
    with link:
        st.subheader(teach_text.THE_LINK, anchor=False)
        if not settings.arms:
            st.info(teach_text.NO_ARM)
            return
        settings = changed(settings, base, {choice.path: choice.value for choice in chosen})
        _link(settings, options_of(chosen, is_only=is_only, ask=ask))


def options_of(chosen: list[values.Choice], *, is_only: bool, ask: str) -> LinkOptions:
    """Return what the link shows: the ticked controls alone, or all of them."""
    show = tuple(name.path for name in chosen if name.is_visible) if is_only else None
    return LinkOptions(
        show, tuple(name.path for name in chosen if name.is_locked), " ".join(ask.split())
    )


def _preset() -> Scenario:
    titles = {name: load(name).title for name in presets()}
    first = "practice_in_window" if "practice_in_window" in titles else next(iter(titles))
    order = [first, *sorted((arm for arm in titles if arm != first), key=titles.__getitem__)]
    return load(
        st.selectbox(
            teach_text.BUILDER_PRESET, order, key="teach_preset", format_func=titles.__getitem__
        )
    )


def _arms(base: Scenario) -> Settings:
    usual = defaults(base)
    arms = st.multiselect(
        teach_text.BUILDER_ARMS,
        [arm.id for arm in base.arm],
        list(usual.arms),
        key=f"teach {base.id} arms",
        max_selections=MAX_ARMS,
        format_func=base.arm_names().__getitem__,
    )
    seeds = st.selectbox(
        teach_text.BUILDER_SEEDS, SEEDS, SEEDS.index(usual.seeds), key="teach_seeds"
    )
    return usual._replace(arms=tuple(arms), seeds=seeds)


def _controls(base: Scenario) -> tuple[list[values.Choice], bool]:
    st.markdown(f"**{teach_text.BUILDER_CONTROLS}**")
    is_only = st.toggle(
        teach_text.ONLY_THESE, True, key="teach_only", help=teach_text.ONLY_THESE_HELP
    )
    known, usual = values.settable(base), values.usual(base)
    more = st.multiselect(
        teach_text.MORE_CONTROLS,
        [path for path in known if path not in usual],
        key=f"teach {base.id} more",
        format_func=partial(setting_name, base),
        help=teach_text.MORE_CONTROLS_HELP,
    )
    return [values.draw(base, known[path]) for path in (*usual, *more)], is_only


def _link(settings: Settings, options: LinkOptions) -> None:
    """Draw the link in all its forms; without a scenario that runs there is none."""
    try:
        scenario = scenario_of(settings)
    except ScenarioError as error:
        st.error(text.problems(error, load(settings.preset)))
        return
    path = address.to_address(settings, options)
    st.caption(
        teach_text.SUMMARY.format(
            visible=teach_text.ALL_CONTROLS
            if options.show is None
            else _named(scenario, options.show, teach_text.NO_CONTROLS),
            locked=_named(scenario, options.lock, teach_text.NOTHING),
            version=text.plain(address.version()),
        )
    )
    st.code(outputs.absolute(path), language=None, wrap_lines=True)
    outputs.share(path, key="builder", what=teach_text.THE_LINK_NAME)
    navigation.link(
        "lab", teach_text.TRY, address.to_query(settings, options), icon=":material/experiment:"
    )
    outputs.replay(settings, scenario, path, key="builder", note=options.ask)
    outputs.embed(path, options.ask or scenario.title)


def _named(scenario: Scenario, paths: tuple[str, ...], none: str) -> str:
    return listed([text.plain(setting_name(scenario, path)) for path in paths]) if paths else none
