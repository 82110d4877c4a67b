"""A picture of lines against model days, with windows, doses and sessions."""

from __future__ import annotations

from collections.abc import Sequence

from sim.plots import words
from sim.plots.panels.lines import Line, Lines
from sim.plots.panels.picture import Picture
from sim.plots.views.gather import BAND_NOTE, SHADED, Arms, Names, marks_of, window_bands


def over_days(
    runs: Arms,
    lines: Sequence[Line],
    *,
    id: str,
    title: str,
    what: str,
    leaves_out: str,
    y_label: str,
    y_range: tuple[float, float | None] = (0.0, None),
) -> Picture:
    """Return a picture of lines against model days, with windows, doses and sessions."""
    end_d = max(float(results[0].t_d[-1]) for results in runs.values())
    panel = Lines(
        "time (model days)",
        y_label,
        tuple(lines),
        bands=window_bands(runs),
        marks=marks_of(runs),
        y_range=y_range,
        x_range=(0.0, end_d),
    )
    return Picture(
        id=id,
        title=title,
        what=f"{what} A line is the mean over seeds, a dot one seed. {BAND_NOTE} {SHADED}",
        leaves_out=f"{leaves_out} {words.NOT_PEOPLE}",
        panels=(panel,),
        alt=f"{title} Chart over {end_d:g} model days.",
        key=Names(runs).key,
    )
