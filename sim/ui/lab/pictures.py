"""The tabs below the fold, from the registry of pictures; each is drawn only while it is open."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sim.plots import PLOTS, AnyView, Plot, answer_over_days, same_scale
from sim.plots.explain import EXPLAIN
from sim.plots.views.gather import last_shared_day
from sim.plots.views.headline import headline_day
from sim.result import Result
from sim.ui import charts, text
from sim.ui.desk import Shown
from sim.ui.lab import takeaway
from sim.ui.text import lab as words


def tabs(shown: Shown, *, is_faint: bool) -> None:
    """Draw the tabs of a single run or a comparison."""
    drawn = {**dict.fromkeys(words.TABS, _pictures), "table": _table, "maths": _maths,
             "limits": _limits}
    names = list(words.TABS)
    opened = st.tabs(list(words.TABS.values()), key="tab", on_change="rerun")
    for name, tab in zip(names, opened, strict=True):
        if tab.open:
            with tab:
                drawn[name](shown, name, is_faint)


def so_far(shown: Shown) -> None:
    """Draw what has finished of a comparison while the rest is under way."""
    charts.bare(answer_over_days(shown.arms), height_px=300)


def _of(tab: str) -> list[Plot]:
    return [plot for plot in PLOTS if plot.tab == tab]


def _pictures(shown: Shown, tab: str, is_faint: bool) -> None:
    for plot in _of(tab):
        if plot.takes == "result":
            _by_run(plot, shown, is_faint)
        elif plot.takes == "arms" and plot.per_arm:
            _beside(plot, [plot.draw({label: runs}) for label, runs in shown.arms.items()], shown,
                    is_faint)
        elif plot.takes == "measure" and shown.n_seeds > 1:
            day = headline_day(shown.scenario, next(iter(shown.arms.values()))[0])
            view = plot.draw(shown.arms, shown.scenario.headline, day, mine=shown.settings.seed)
            charts.panel(view, plot.id, key=plot.id, is_faint=is_faint,
                         stamp=takeaway.stamp_of(shown))
        elif plot.takes == "arms":
            view = plot.draw(shown.arms, **_options(plot))
            charts.panel(view, plot.id, key=plot.id, is_faint=is_faint,
                         stamp=takeaway.stamp_of(shown))


def _options(plot: Plot) -> dict[str, bool]:
    """Return what the visitor may choose about a picture."""
    if plot.id == "drug_and_window":
        return {"log": st.toggle(words.LOG_HOURS, key="log hours")}
    return {}


def _by_run(plot: Plot, shown: Shown, is_faint: bool) -> None:
    """Draw a picture of one test of the first run of each arm."""
    firsts: Sequence[Result] = [runs[0] for runs in shown.arms.values()]
    days = firsts[0].probe_d.tolist()
    day = last_shared_day({label: (runs[0],) for label, runs in shown.arms.items()})
    if len(days) > 1:
        day = st.select_slider(f"{words.TEST_DAY}: {plot.name}", days, day, key=f"day {plot.id}",
                               format_func="{:g}".format)
    options = {}
    if plot.id == "cell_weights":
        options["show"] = st.segmented_control(
            words.SHOW_WEIGHTS, list(words.WEIGHTS), default="after", required=True,
            format_func=words.WEIGHTS.__getitem__, key="shown weights")
    _beside(plot, [plot.draw(one, day, **options) for one in firsts], shown, is_faint)


def _beside(plot: Plot, views: Sequence[AnyView], shown: Shown, is_faint: bool) -> None:
    """Draw one picture for each arm, side by side on one scale."""
    views = same_scale(list(views))
    for column, label, view in zip(st.columns(len(views)), shown.arms, views, strict=True):
        with column:
            st.markdown(f"**{text.plain(label)}**")
            charts.panel(view, plot.id, key=f"{plot.id} {label}", is_faint=is_faint,
                         stamp=takeaway.stamp_of(shown))


def _table(shown: Shown, tab: str, is_faint: bool) -> None:
    """Draw every measure on one test day; all days and seeds are in the file."""
    if is_faint:
        st.caption(words.TABLE_OLD)
    day = last_shared_day(shown.arms)
    st.caption(words.table_lead(day, shown.n_seeds))
    header, rows = charts.summary(shown.arms, day)
    st.table({name: [row[place] for row in rows] for place, name in enumerate(header)},
             hide_index=True)


def _maths(shown: Shown, tab: str, is_faint: bool) -> None:
    for plot in PLOTS:
        found = EXPLAIN[plot.id]
        st.markdown(f"**{text.plain(plot.name)}**: {text.plain(found.maths)}")
        if found.latex:
            st.latex(found.latex)


def _limits(shown: Shown, tab: str, is_faint: bool) -> None:
    for line in (*shown.scenario.leaves_out, *shown.scenario.misreadings):
        st.markdown(f"- {text.plain(line)}")
    for plot in PLOTS:
        st.markdown(f"- **{text.plain(plot.name)}**: {text.plain(EXPLAIN[plot.id].leaves_out)}")
