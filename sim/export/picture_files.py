"""A view as a picture file: PNG with text chunks, SVG with title and description."""

from __future__ import annotations

from sim.export.escape import one_line, xml
from sim.export.stamp import ROW_NAMES, Stamp
from sim.plots import Picture
from sim.plots.pictures import height_in

_FOOT_IN = 0.4  # room for the lines below


def png(stamp: Stamp, view: Picture) -> bytes:
    """Return a view as PNG, 150 pixels to an inch.

    The stamp stands in text chunks (keys of `Stamp.rows`, and ``Description``), short below the
    picture too.
    """
    from sim.plots.figure.draw import to_png

    chunks = {
        **dict(stamp.rows()),
        ROW_NAMES["title"]: one_line(view.title),
        "Description": one_line(view.alt),
        "Software": stamp.version,
    }
    return to_png(
        view, caption=stamp.foot(), height_in=height_in([view]) + _FOOT_IN, metadata=chunks
    )


def svg(stamp: Stamp, view: Picture) -> bytes:
    """Return a view as an SVG file with ``title`` and ``desc``; it loads nothing."""
    from sim.plots.figure.draw import to_svg

    drawn = to_svg(view, caption=stamp.foot(), height_in=height_in([view]) + _FOOT_IN)
    description = "\n".join([view.alt, *(f"{name}: {text}" for name, text in stamp.rows())])
    lines = "\n".join(xml(line) for line in description.splitlines())
    head, end, rest = drawn.partition(">")
    described = f"<title>{xml(view.title)}</title><desc>{lines}</desc>"
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + head + end + described + rest).encode()
