"""Pictures of the site: an SVG file each, light or dark as the page is, with size and numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sim.phrases import cell
from sim.plots.figure.draw import to_svg
from sim.plots.panels.picture import Picture
from sim.plots.panels.table import table
from sim.plots.style import DARK, INK

_MOST_ROWS = 40  # of the numbers below a picture
_PX_PER_PT = 4.0 / 3.0
_BLACK = "#000000"  # of lines that matplotlib was given no colour for


class Drawn(NamedTuple):
    """A picture of a page: heading, address of its file, size in px, numbers, and the file."""

    heading: str
    address: str
    picture: Picture
    width: int
    height: int
    header: Sequence[str]
    rows: list[list[str]]
    svg: bytes


def drawn(picture: Picture, *, heading: str, address: str, caption: str = "") -> Drawn:
    """Return a picture with its file; ``address`` is relative to the page that shows it."""
    svg = to_svg(picture, caption=caption)
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    header, rows = table(picture, most_rows=_MOST_ROWS)
    return Drawn(
        heading,
        address,
        picture,
        round(width * _PX_PER_PT),
        round(height * _PX_PER_PT),
        header,
        [[cell(value, "-") for value in row] for row in rows],
        _short(svg).replace("<defs>", f"<style>{_IN_THE_DARK}</style><defs>", 1).encode(),
    )


def _short(svg: str) -> str:
    """Return a picture without comments and indents, which are a tenth of its bytes."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"<!--.*?-->", "", svg))


def _in_the_dark() -> str:
    """Return style rules that replace each colour of a picture by the one for a dark page."""
    rules = [
        f'[style*="{part}: {light.lower()}"]{{{part}:{dark}!important}}'
        for light, dark in {**DARK, _BLACK: DARK[INK]}.items()
        if light.startswith("#")
        for part in ("fill", "stroke")
    ]
    return f"@media (prefers-color-scheme: dark){{{''.join(rules)}}}"


_IN_THE_DARK = _in_the_dark()
