"""Views on the page: chart, words, table, download, and the same picture as it is printed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from sim import plots
from sim.measures import MEASURES
from sim.plots import AnyView, CalendarView, table, to_echarts
from sim.result import Result
from sim.sweep import measured
from sim.ui import text

_FAINT = 0.3  # opacity of results that no longer belong to the settings
_MOST_ROWS = 60  # shown in a table on the page; the download holds all


def chart(view: AnyView, *, key: str, height_px: int, is_faint: bool = False) -> None:
    """Draw a view in the browser; Streamlit adds its description for readers who do not see it."""
    option = to_echarts(view, dark=_is_dark())
    option.pop("aria", None)
    if isinstance(view, CalendarView):  # the lanes are named; the room is needed elsewhere
        option["yAxis"].pop("name", None)
        option["yAxis"]["axisLabel"].pop("overflow", None)
        option["grid"]["top"] = 14
    if is_faint:
        option = {**option, "series": [_faint(one) for one in option["series"]]}
    st.echarts_chart(option, height=height_px, theme=None, key=key, alt=view.alt)


def panel(view: AnyView, *, key: str, height_px: int = 340, is_faint: bool = False) -> None:
    """Draw a view with its title, its explanation, its table and the printed version."""
    st.markdown(f"**{text.plain(view.title)}**")
    if st.toggle(text.PRINTED, key=f"{key} printed"):
        st.image(plots.to_png(view), alt=view.alt)
    else:
        chart(view, key=key, height_px=height_px, is_faint=is_faint)
    st.caption(f"**{text.WHAT}** {text.plain(view.what)}  \n"
               f"**{text.LEAVES_OUT}** {text.plain(view.leaves_out)}")
    opened = st.expander(text.SHOW_TABLE, key=f"{key} table", on_change="rerun")
    if opened.open:
        with opened:
            header, rows = table(view, most_rows=_MOST_ROWS)
            st.table(columns_of(header, rows), hide_index=True)
            st.download_button(text.DOWNLOAD_CSV, lambda: csv_text(*table(view)),
                               file_name=f"{view.id}.csv", mime="text/csv", key=f"{key} csv",
                               on_click="ignore")


def columns_of(header: tuple[str, ...], rows: tuple[tuple[Any, ...], ...]) -> dict[str, list]:
    """Return a table as named columns, numbers cut to four digits for reading."""
    return {name: [_shown(row[place]) for row in rows] for place, name in enumerate(header)}


def measures(arms: Mapping[str, Sequence[Result]]) -> tuple[tuple[str, ...], tuple[tuple, ...]]:
    """Return header and rows of every measure on every test day, for each arm and seed."""
    known = {measure.name: measure for measure in MEASURES}
    rows = [(label, run.seed, name, known[name].label, day, value, known[name].unit)
            for label, runs in arms.items() for run in runs
            for name, day, value in zip(*measured(run), strict=True)]
    return ("arm", "seed", "measure", "meaning", "day", "value", "unit"), tuple(rows)


def csv_text(header: tuple[str, ...], rows: tuple[tuple[Any, ...], ...]) -> str:
    """Return a table as comma-separated text, with a header line."""
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\n").writerows([header, *rows])
    return lines.getvalue()


def _shown(cell: Any) -> str:
    if cell is None or cell != cell:  # not a number: there is none
        return ""
    return f"{cell:.4g}" if isinstance(cell, float) else str(cell)


def _faint(series: dict[str, Any]) -> dict[str, Any]:
    """Return a series of ECharts with all its parts nearly transparent."""
    faded = dict(series)
    for part in ("lineStyle", "itemStyle", "areaStyle"):
        faded[part] = {**series.get(part, {}), "opacity": _FAINT}
    if "areaStyle" not in series:
        del faded["areaStyle"]
    return faded


def _is_dark() -> bool:
    return st.context.theme.type == "dark"
