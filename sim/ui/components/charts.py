"""Pictures on the page: chart, explanation, maths, table, downloads, and the printed version."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from sim import plots
from sim.export.catalogue import VIEW_EXPORTS
from sim.export.stamp import Stamp
from sim.measures import MEASURES, value_at
from sim.measures.over_seeds import median_in_words
from sim.memo import Memo
from sim.phrases import cell
from sim.plots import Picture, table, to_echarts
from sim.plots.explanations import EXPLAIN
from sim.plots.panels.lines import Line
from sim.result import Result
from sim.ui import projector, text
from sim.ui.components import downloads, terms
from sim.ui.components.downloads import File

_FAINT = 0.3  # opacity of results that no longer belong to the settings
_OPTIONS: Memo[dict[str, Any]] = Memo(24 * 2**20)  # of pictures, for all sessions
_MOST_ROWS = 60  # shown in a table on the page; the download holds all


def bare(
    picture: Picture,
    *,
    height_px: int,
    key: str | None = None,
    is_faint: bool = False,
    beside: Sequence[Line] = (),
    same: Hashable = None,
) -> None:
    """Draw a picture in the browser; Streamlit adds its description for readers who do not see it.

    A picture that knows the height it needs has it. Points ``beside`` its own are never faint.
    Pictures of equal keys ``same`` are drawn once for all sessions.
    """
    height_px, dark = picture.height_px or height_px, is_dark()
    if beside or same is None:
        option = _option(picture, height_px, dark, is_faint, beside)
    else:
        option = _OPTIONS.get(
            (same, height_px, dark, is_faint),
            lambda: _option(picture, height_px, dark, is_faint),
        )
    room_px = round(height_px * (projector.CHART_ZOOM if projector.is_on() else 1))
    st.echarts_chart(option, height=room_px, theme=None, key=key, alt=picture.alt)


def _option(
    picture: Picture, height_px: int, dark: bool, is_faint: bool, beside: Sequence[Line] = ()
) -> dict[str, Any]:
    """Return the options of ECharts for a picture and points beside its own, see `bare`."""
    whole = _with_lines(picture, beside) if beside else picture
    option = to_echarts(whole, dark=dark, height_px=height_px)
    option.pop("aria", None)
    if is_faint:
        names = {line.name for line in beside}
        option["series"] = [
            series if series.get("name") in names else _faint(series) for series in option["series"]
        ]
    return option


def panel(
    picture: Picture,
    plot: str,
    *,
    key: str,
    height_px: int = 340,
    is_faint: bool = False,
    stamp: Stamp | None = None,
    beside: Sequence[Line] = (),
    same: Hashable = None,
) -> None:
    """Draw a picture with its title, its explanation, its maths, its table and its files.

    On a projector title and picture stand alone.

    Parameters
    ----------
    picture : Picture
    plot : str
        Id of the picture in the registry of explanations.
    key : str
    height_px : int
    is_faint : bool
        Whether it belongs to other settings.
    stamp : Stamp, optional
        What the files carry; without it there are none.
    beside : sequence of Line
        Points that stand on the page only, for they are of other settings than the picture.
    same : hashable, optional
        Decides the picture: those with equal ones are drawn once for all sessions.
    """
    st.markdown(f"**{text.plain(picture.title)}**")
    is_printed = st.session_state.get(f"{key} printed", False)
    if is_printed:
        st.image(plots.to_png(picture), alt=picture.alt)
    else:
        bare(picture, key=key, height_px=height_px, is_faint=is_faint, beside=beside, same=same)
    if projector.is_on():
        return
    with st.container(horizontal=True, vertical_alignment="center", gap=8):
        _about(picture, plot, key)
        st.toggle(text.PRINTED, key=f"{key} printed")
    opened = st.expander(text.SHOW_TABLE, key=f"{key} table", on_change="rerun")
    if opened.open:
        with opened:
            _table(picture, key, stamp)


def _about(picture: Picture, plot: str, key: str) -> None:
    explanation = EXPLAIN[plot]
    with st.popover(text.ABOUT, icon=":material/info:", type="tertiary", key=f"{key} about"):
        for name, words in (
            (text.WHAT, picture.what),
            (text.NOTICE, explanation.notice),
            (text.TRY, explanation.try_this),
            (text.LEAVES_OUT, picture.leaves_out),
            (text.MATHS, explanation.maths),
        ):
            st.markdown(f"**{name}** {terms.linked(text.plain(words))}")
        if explanation.latex:
            st.latex(explanation.latex)


def _table(picture: Picture, key: str, stamp: Stamp | None) -> None:
    _, rows = table(picture)
    shown_header, shown_rows = table(picture, most_rows=_MOST_ROWS)
    st.table(columns_of(shown_header, shown_rows), hide_index=True)
    if len(rows) > len(shown_rows):
        st.caption(text.FEW_ROWS.format(shown=len(shown_rows), all=len(rows)))
    if stamp is None:
        return
    downloads.offer(
        *(
            File(
                export.label,
                partial(export.build, stamp, picture),
                export.name(stamp, picture),
                export.mime,
                f"{key} {export.id}",
            )
            for export in VIEW_EXPORTS
        ),
        in_a_row=True,
    )


def columns_of(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, list]:
    """Return a table as named columns, numbers cut to four digits for reading."""
    return {name: [cell(row[place]) for row in rows] for place, name in enumerate(header)}


def summary(
    arms: Mapping[str, Sequence[Result]], day: float
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return header and rows of every measure that has a value on a test day.

    Each cell holds the median over seeds, with the quartiles in brackets.
    """
    rows = []
    for measure in MEASURES:
        cells = [
            median_in_words([value_at(run, measure.name, day) for run in runs])
            for runs in arms.values()
        ]
        if any(cells):
            rows.append((measure.label, measure.unit, *cells))
    return (*text.SUMMARY_COLUMNS, *arms), rows


def _with_lines(picture: Picture, lines: Sequence[Line]) -> Picture:
    """Return a picture of one panel of lines with some more of them."""
    panel = replace(picture.panel, lines=(*picture.panel.lines, *lines))
    return replace(picture, panels=(panel,))


def _faint(series: dict[str, Any]) -> dict[str, Any]:
    """Return a series of ECharts with all its parts so much fainter; a band is faint already."""
    faded = dict(series)
    for part in ("lineStyle", "itemStyle", "areaStyle"):
        own = series.get(part, {})
        faded[part] = {**own, "opacity": _FAINT * own.get("opacity", 1.0)}
    if "areaStyle" not in series:
        del faded["areaStyle"]
    return faded


def is_dark() -> bool:
    """Return whether the page is dark now."""
    return st.context.theme.type == "dark"
