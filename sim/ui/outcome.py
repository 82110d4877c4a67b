"""What came out, drawn: sentence and playing networks above the fold, the rest in tabs."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from sim import plots
from sim.plots import (
    AnyView,
    answer_over_days,
    drug_and_window,
    headline_sentence,
    occupancy_over_days,
    rates_over_days,
    same_scale,
    spines_over_days,
    strength_matrix,
    strengths_over_days,
)
from sim.scenario import Scenario, to_toml
from sim.ui import charts, controls, plan, session, text
from sim.ui.player import player
from sim.ui.session import Shown
from sim.ui.state import Settings

_CALENDAR_PX = 126


def schedule(scenario: Scenario, settings: Settings) -> None:
    """Draw the calendar of the plan, unless the player shows that of results which belong here."""
    shown = session.shown()
    if shown is None or is_old(shown, settings):
        view = plan.planned_calendar(scenario, settings.arms)
        st.caption(f"{text.CALENDAR_LEGEND}. **{view.title}**")
        charts.chart(view, key="calendar", height_px=_CALENDAR_PX)


def verdict(settings: Settings, base: Scenario, *, is_asked: bool, can_run: bool) -> None:
    """Write the result sentence, and whether it is old, partial or a first look.

    Parameters
    ----------
    settings : Settings
    base : Scenario
        The preset.
    is_asked : bool
        Whether a run with these settings is under way.
    can_run : bool
        Whether these settings can be run now.
    """
    shown = session.shown()
    if shown is None:
        if session.job() is None:
            hint, button = st.columns([6, 1], vertical_alignment="center")
            hint.info(text.FIRST_RUN_HINT)
            with button:
                _run_here(can_run)
        return
    words, note = text.plain(headline_sentence(shown.scenario, shown.arms)), ""
    if shown.n_seeds < shown.settings.seeds:
        note = f":orange-badge[{text.partial(shown.n_seeds, shown.settings.seeds)}]"
    elif shown.is_first_look and settings.seeds != shown.n_seeds:
        note = f":gray-badge[{text.first_look(shown.n_seeds, settings.seeds)}]"
    if is_old(shown, settings):
        names = controls.names_of_changes(_belongs_to(shown, settings), settings, base)
        ribbon, button = st.columns([6, 1], vertical_alignment="center")
        ribbon.warning(text.OLD_WHILE_RUNNING if is_asked else text.stale(names))
        with button:
            _run_here(can_run)
        st.markdown(f":gray[{words}]")
    else:
        st.markdown(f"**{words}** {note}")
        for one in base.afterwards():
            st.info(text.plain(one))


def _run_here(can_run: bool) -> None:
    """Draw a second Run, because on a phone the first one is in a closed sidebar."""
    if can_run:
        st.button(text.RUN_HERE, key="run_here", type="primary", width="stretch",
                  on_click=session.ask_to_run)


def is_old(shown: Shown, settings: Settings) -> bool:
    """Return whether results no longer belong to the settings."""
    return _belongs_to(shown, settings) != settings


def _belongs_to(shown: Shown, settings: Settings) -> Settings:
    """Return the settings of results; a first look belongs to any number of seeds."""
    if shown.is_first_look:
        return shown.settings._replace(seeds=settings.seeds)
    return shown.settings


def networks(base: Scenario, settings: Settings) -> None:
    """Draw the choice of arms, and below it the first seed of each, ready to be played."""
    shown = session.shown()
    columns = st.columns(max(len(settings.arms), len(shown.arms) if shown else 0))
    for place, arm in enumerate(settings.arms):
        with columns[place], st.container(gap=2):
            controls.arm_choice(base, settings, place, arm)
    if shown is None:
        return
    first = {label: runs[0] for label, runs in shown.arms.items()}
    player(shown.scenario, first, is_faint=is_old(shown, settings))


def below_the_fold() -> None:
    """Draw the tabs, each only while it is open."""
    shown = session.shown()
    if shown is None:
        return
    is_stale = is_old(shown, session.settings())
    tabs = st.tabs(text.TABS, key="tab", on_change="rerun")
    for tab, draw in zip(tabs, _TABS, strict=True):
        if tab.open:
            with tab:
                draw(shown, is_stale)


def _answer(shown: Shown, is_stale: bool) -> None:
    charts.panel(answer_over_days(shown.arms), key="answer", is_faint=is_stale)


def _spines(shown: Shown, is_stale: bool) -> None:
    _arm_by_arm(shown, spines_over_days, "spines", is_stale)


def _weights(shown: Shown, is_stale: bool) -> None:
    _arm_by_arm(shown, strengths_over_days, "strengths", is_stale)
    days = next(iter(shown.arms.values()))[0].probe_d.tolist()
    day = st.select_slider(text.TEST_DAY, days, days[-1], format_func="{:g}".format)
    _arm_by_arm(shown, lambda arms: strength_matrix(*(runs[0] for runs in arms.values()), day),
                "matrix", is_stale)


def _drug(shown: Shown, is_stale: bool) -> None:
    charts.panel(drug_and_window(shown.arms), key="drug", height_px=420, is_faint=is_stale)


def _rates(shown: Shown, is_stale: bool) -> None:
    _arm_by_arm(shown, rates_over_days, "rates", is_stale)
    _arm_by_arm(shown, occupancy_over_days, "occupancy", is_stale)


def _table(shown: Shown, is_stale: bool) -> None:
    st.caption(text.TABLE_LEAD)
    if is_stale:
        st.caption(text.TABLE_OLD)
    header, rows = charts.measures(shown.arms)
    st.dataframe(charts.columns_of(header, rows), height=360, hide_index=True)
    st.download_button(text.DOWNLOAD_TABLE, lambda: charts.csv_text(header, rows),
                       file_name=f"{shown.scenario.id}_measures.csv", mime="text/csv",
                       key="measures csv", on_click="ignore")


_TABS = (_answer, _spines, _weights, _drug, _rates, _table)


def _arm_by_arm(shown: Shown, draw: Callable[..., AnyView], key: str, is_stale: bool) -> None:
    """Draw one picture for each arm, side by side."""
    views = same_scale([draw({label: runs}) for label, runs in shown.arms.items()])
    for column, label, view in zip(st.columns(len(views)), shown.arms, views, strict=True):
        with column:
            st.markdown(f"**{text.plain(label)}**")
            charts.panel(view, key=f"{key} {label}", is_faint=is_stale)


def foot(scenario: Scenario) -> None:
    """Draw the downloads and the limits of the model."""
    shown = session.shown()
    row = st.container(horizontal=True)
    row.download_button(text.DOWNLOAD_SCENARIO, to_toml(scenario), key="toml",
                        file_name=f"{scenario.id}.toml", mime="application/toml",
                        on_click="ignore")
    if shown is not None:
        row.download_button(text.DOWNLOAD_REPORT,
                            lambda: plots.report_html(shown.scenario, shown.arms), key="report",
                            file_name=f"{scenario.id}.html", mime="text/html", on_click="ignore")
    with st.expander(text.LIMITS_TITLE):
        for line in (*scenario.leaves_out, *scenario.misreadings):
            st.markdown(f"- {text.plain(line)}")
    st.caption(text.HELP)
