"""Pictures as ECharts options: plain JSON types, drawn in the browser, without any callback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sim.plots.echarts.arrange import panels_option
from sim.plots.echarts.calendar import calendar_option
from sim.plots.echarts.cells import cells_option
from sim.plots.echarts.dots import dots_option
from sim.plots.echarts.lines import _lines_option, _parts_option
from sim.plots.echarts.map import map_option
from sim.plots.echarts.matrix import matrix_option
from sim.plots.echarts.raster import raster_option
from sim.plots.echarts.switches import switch_option
from sim.plots.panels.calendar import CalendarView
from sim.plots.panels.cells import CellsView
from sim.plots.panels.dots import DotsView
from sim.plots.panels.lines import View
from sim.plots.panels.map import MapView
from sim.plots.panels.matrix import MatrixView
from sim.plots.panels.picture import AnyView, PanelsView, PartsView
from sim.plots.panels.raster import RasterView
from sim.plots.panels.switches import SwitchView


def to_echarts(view: AnyView, *, dark: bool = False, height_px: int = 330) -> dict[str, Any]:
    """Return the options that draw a view with ECharts.

    Parameters
    ----------
    view : any view
    dark : bool
        Colours for a dark page.
    height_px : int
        Height of the chart, by which labels at line ends are kept apart.

    Returns
    -------
    dict
        Of plain Python types; ``json.dumps`` accepts it. It holds no title: the page shows
        ``view.title`` as text, which wraps and can be read aloud.
    """
    return _DRAWN_BY[type(view)](view, dark, height_px)


# The function that draws each kind of view, from (view, dark, height_px).
_DRAWN_BY: dict[type, Callable[[Any, bool, int], dict[str, Any]]] = {
    View: _lines_option,
    RasterView: raster_option,
    MatrixView: matrix_option,
    CalendarView: calendar_option,
    PanelsView: lambda view, dark, height_px: panels_option(view, dark, height_px, to_echarts),
    DotsView: dots_option,
    MapView: map_option,
    PartsView: _parts_option,
    SwitchView: switch_option,
    CellsView: cells_option,
}
