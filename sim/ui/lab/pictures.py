"""The pictures below the fold, from their registry: a few groups, of which one picture is drawn."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import streamlit as st

from sim.memo import Memo
from sim.plots import PLOTS, Picture, Plot, answer_over_days
from sim.plots.explanations import EXPLAIN
from sim.plots.views.gather import last_shared_day
from sim.plots.views.headline import headline_day
from sim.ui import text
from sim.ui.components import charts, terms
from sim.ui.lab import nearest, takeaway
from sim.ui.running.outcome import Outcome
from sim.ui.settings.state import Settings
from sim.ui.text import lab_text, nearest_text

_FIRST = "answer_over_days"
_PICTURES: Memo[dict[str, Picture]] = Memo(16 * 2**20)  # of all sessions


def tabs(shown: Outcome, settings: Settings, *, is_faint: bool) -> None:
    """Draw the groups of pictures of a single run or a comparison: of the open one, one picture.

    Results of other settings than those asked for are faint; in the first picture the nearest
    settings that were computed in advance stand beside them.
    """
    opened = st.tabs(list(lab_text.TABS.values()), key="tab", on_change="rerun")
    for name, tab in zip(lab_text.TABS, opened, strict=True):
        if tab.open:
            with tab:
                _draw(_chosen(name, shown), shown, settings, is_faint)


def choices(tab: str, shown: Outcome) -> dict[str, str]:
    """Return the names of all that a group can show of some results, by id."""
    names = {
        plot.id: plot.name
        for plot in PLOTS
        if plot.tab == tab and (plot.takes != "measure" or shown.n_seeds > 1)
    }
    return names | (lab_text.OTHERS if tab == "more" else {})


def _chosen(tab: str, shown: Outcome) -> str:
    """Let one of the pictures of a group be chosen; return its id. Each group remembers its own."""
    names = choices(tab, shown)
    first = next(iter(names))
    if len(names) == 1:
        return first
    before = st.session_state.setdefault("pictures", {})
    usual = before.get(tab) if before.get(tab) in names else first
    before[tab] = st.pills(
        lab_text.PICTURE,
        list(names),
        default=usual,
        required=True,
        wrap=True,
        format_func=names.__getitem__,
        key=f"picture {tab}",
        label_visibility="collapsed",
    )
    return before[tab]


def so_far(shown: Outcome) -> None:
    """Draw what has finished of a comparison while the rest is under way."""
    charts.bare(answer_over_days(shown.arms), height_px=300)


def _draw(chosen: str, shown: Outcome, settings: Settings, is_faint: bool) -> None:
    others = {"table": _table, "maths": _maths, "limits": _limits}
    if chosen in others:
        others[chosen](shown, is_faint)
        return
    plot = next(plot for plot in PLOTS if plot.id == chosen)
    options = _options(plot, shown)
    same = (plot.id, _runs_of(shown), shown.settings.seed, *options.items())
    pictures = _PICTURES.get(
        same,
        lambda: plot.pictures(
            shown.arms, measure=shown.scenario.headline, mine=shown.settings.seed, **options
        ),
    )
    if "" not in pictures:
        _beside(plot, pictures, shown, is_faint, same)
        return
    beside = nearest.points(shown, settings) if is_faint and plot.id == _FIRST else ()
    if beside:
        st.caption(nearest_text.HOLLOW)
    charts.panel(
        pictures[""],
        plot.id,
        key=plot.id,
        is_faint=is_faint,
        beside=beside,
        stamp=takeaway.stamp_of(shown),
        same=same,
    )


def _runs_of(shown: Outcome) -> Hashable:
    """Return what decides the pictures of some results: texts, names of arms, and the runs."""
    runs = (
        (label, *((run.provenance.fingerprint, run.has_spikes) for run in runs))
        for label, runs in shown.arms.items()
    )
    return shown.scenario, *runs


def _options(plot: Plot, shown: Outcome) -> dict[str, Any]:
    """Return the test day of a picture, and what the visitor may choose about it."""
    if plot.takes == "measure":
        return {"day": headline_day(shown.scenario, next(iter(shown.arms.values()))[0])}
    if plot.id == "drug_and_window":
        return {"log": st.toggle(lab_text.LOG_HOURS, key="log hours")}
    options: dict[str, Any] = {}
    if plot.takes == "result":
        options["day"] = _test_day(plot, shown)
    if plot.id == "cell_weights":
        options["show"] = st.segmented_control(
            lab_text.SHOW_WEIGHTS,
            list(lab_text.WEIGHTS),
            default="after",
            required=True,
            format_func=lab_text.WEIGHTS.__getitem__,
            key="shown weights",
        )
    return options


def _test_day(plot: Plot, shown: Outcome) -> float:
    """Let the day of a picture of one test be chosen; the last one that all arms share at first."""
    firsts = {label: runs[:1] for label, runs in shown.arms.items()}
    days = next(iter(firsts.values()))[0].probe_d.tolist()
    day = last_shared_day(firsts)
    if len(days) == 1:
        return day
    return st.select_slider(
        f"{lab_text.TEST_DAY}: {plot.name}",
        days,
        day,
        key=f"day {plot.id}",
        format_func="{:g}".format,
    )


def _beside(
    plot: Plot, pictures: Mapping[str, Picture], shown: Outcome, is_faint: bool, same: Hashable
) -> None:
    """Draw one picture for each arm, side by side."""
    for column, (label, picture) in zip(st.columns(len(pictures)), pictures.items(), strict=True):
        with column:
            st.markdown(f"**{text.plain(label)}**")
            charts.panel(
                picture,
                plot.id,
                key=f"{plot.id} {label}",
                is_faint=is_faint,
                stamp=takeaway.stamp_of(shown),
                same=(same, label),
            )


def _table(shown: Outcome, is_faint: bool) -> None:
    """Draw every measure on one test day; all days and seeds are in the file."""
    if is_faint:
        st.caption(lab_text.TABLE_OLD)
    day = last_shared_day(shown.arms)
    st.caption(lab_text.table_lead(day, shown.n_seeds))
    header, rows = charts.summary(shown.arms, day)
    st.table(
        {name: [row[place] for row in rows] for place, name in enumerate(header)}, hide_index=True
    )


def _maths(shown: Outcome, is_faint: bool) -> None:
    for plot in PLOTS:
        explanation = EXPLAIN[plot.id]
        st.markdown(f"**{text.plain(plot.name)}**: {terms.linked(text.plain(explanation.maths))}")
        if explanation.latex:
            st.latex(explanation.latex)


def _limits(shown: Outcome, is_faint: bool) -> None:
    for line in (*shown.scenario.leaves_out, *shown.scenario.misreadings):
        st.markdown(f"- {terms.linked(text.plain(line))}")
    for plot in PLOTS:
        left_out = terms.linked(text.plain(EXPLAIN[plot.id].leaves_out))
        st.markdown(f"- **{text.plain(plot.name)}**: {left_out}")
