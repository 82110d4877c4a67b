"""Pieces of a report: escaped text, tables, pictures, style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from sim.plots.figure import to_svg
from sim.plots.views import AnyView, table

_MOST_ROWS = 40  # of the numbers below a picture

STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1A1A1A; background: #fff;
  max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { line-height: 1.2; } h2 { margin-top: 2.2rem; border-bottom: 1px solid #ccc; }
.note { border-left: 4px solid #404040; padding: .4rem .8rem; background: #f6f6f6; }
table { border-collapse: collapse; width: 100%; font-size: .85rem;
  font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid #ddd; padding: .2rem .5rem; text-align: left;
  vertical-align: top; }
td { overflow-wrap: anywhere; }
figure { margin: 1.2rem 0; } figcaption { font-size: .9rem; }
.wide { overflow-x: auto; }
svg { max-width: 100%; height: auto; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem; }
@media print {
  body { max-width: none; margin: 0; font-size: 10pt; }
  svg { max-height: 8.6cm; width: auto; } h2 { margin-top: 1.2rem; }
  h2 { break-after: avoid; } figure, tr { break-inside: avoid; } details { display: none; }
  .pair { grid-template-columns: 1fr 1fr; } .wide { overflow: visible; }
}
"""


def paragraph(text: str, *, css: str = "") -> str:
    """Return an escaped paragraph; nothing for an empty text."""
    mark = f' class="{css}"' if css else ""
    return f"<p{mark}>{escape(text)}</p>" if text else ""


def bullets(texts: Iterable[str]) -> str:
    """Return an escaped list; nothing for no text."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<ul>{items}</ul>" if items else ""


def section(heading: str, *parts: str) -> str:
    """Return a section with a heading."""
    return f"<section><h2>{escape(heading)}</h2>{''.join(parts)}</section>"


def grid(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return an escaped table; the first cell of a row names it."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    lines = []
    for first, *others in rows:
        cells = "".join(f"<td>{escape(shown(cell))}</td>" for cell in others)
        lines.append(f'<tr><th scope="row">{escape(shown(first))}</th>{cells}</tr>')
    return (f'<div class="wide"><table><thead><tr>{head}</tr></thead>'
            f"<tbody>{''.join(lines)}</tbody></table></div>")


def shown(value: Any) -> str:
    """Return a value as it is printed: four digits of a number, a dash for nothing."""
    if value is None or value == ():
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (tuple, list)):
        return ", ".join(shown(one) for one in value)
    return str(value)


def explanation(view: AnyView) -> str:
    """Return what a view shows and what it leaves out, escaped."""
    return f"{escape(view.what)} <em>Leaves out:</em> {escape(view.leaves_out)}"


def picture(view: AnyView, number: int, *, heading: str = "", width_in: float = 7.0,
            height_in: float = 4.0, caption: str = "", is_explained: bool = True) -> str:
    """Return a figure with its picture, explanation and numbers.

    ``number`` tells the figures of a report apart, ``heading`` stands above the picture, and
    ``caption`` is the small text inside it.
    """
    svg = to_svg(view, width_in=width_in, height_in=height_in, caption=caption)
    for pattern in (r'(\bid=")', r'(href="#)', r"(url\(#)"):
        svg = re.sub(pattern, rf"\g<1>f{number}-", svg)
    title = f"<h3>{escape(heading)}</h3>" if heading else ""
    words = f"<figcaption>{explanation(view)}</figcaption>" if is_explained else ""
    return (f"<figure>{title}{svg}{words}"
            f"<details><summary>Numbers</summary>{grid(*table(view, most_rows=_MOST_ROWS))}"
            "</details></figure>")
