"""Pieces of a report: escaped text, tables, pictures, style sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from sim.phrases import cell
from sim.plots.figure.draw import to_svg
from sim.plots.panels.picture import AnyView
from sim.plots.panels.table import table
from sim.plots.words import DISCLAIMER

_MOST_ROWS = 40  # of the numbers below a picture
_TALL_IN = 5.0  # from here on a picture may take half a printed page
_MOST_LETTERS = 40  # of a word that is printed in one piece

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
.who { display: flex; gap: 1.5rem; } .who span { flex: 1; border-bottom: 1px solid #404040;
  padding-top: 1.2rem; } .more > summary { cursor: pointer; font-size: 1.2rem; margin-top: 2rem; }
.own { white-space: pre-wrap; } .link, .own { overflow-wrap: anywhere; }
@page { margin: 14mm 14mm 18mm;
  @bottom-left { content: "FOOT"; font: 7pt system-ui, sans-serif; color: #404040; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 7pt system-ui, sans-serif; } }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 10pt; line-height: 1.4; }
  h1 { font-size: 18pt; margin-top: 0; } h2 { margin-top: 1.2rem; font-size: 13pt; }
  h2, h3, h2 + p { break-after: avoid; } h3 { margin: .6rem 0 .2rem; font-size: 10.5pt; }
  p, li { orphans: 3; widows: 3; } p { break-inside: avoid; } .own { break-inside: auto; }
  .note { background: none; } footer { display: none; }
  figure, tr, .box, .group { break-inside: avoid; } thead { display: table-header-group; }
  figure { margin: .6rem 0; } figcaption, .group > p { font-size: 8.5pt; }
  svg { max-height: 9.5cm; width: auto; } .tall svg { max-height: 14cm; }
  .pair { grid-template-columns: 1fr 1fr; } .pair svg { width: 100%; }
  .wide { overflow: visible; } table { font-size: 7.5pt; line-height: 1.25; }
  th, td { padding: .1rem .35rem; } td { overflow-wrap: break-word; }
  td.long { word-break: break-all; }
  details { display: none; } details.all { display: block; } a { color: inherit; }
}
""".replace("FOOT", DISCLAIMER)


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


def more(summary: str, *parts: str, is_printed: bool = False) -> str:
    """Return sections that are behind a click on the screen, and on paper only if asked for."""
    mark = ' class="more all" open' if is_printed else ' class="more"'
    return f"<details{mark}><summary>{escape(summary)}</summary>{''.join(parts)}</details>"


def grid(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return an escaped table; the first cell of a row names it.

    On a narrow screen it scrolls sideways, also by the keys, for which it can have the focus.
    """
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in header)
    lines = []
    for first, *others in rows:
        cells = "".join(_cell(cell(value, "-")) for value in others)
        lines.append(f'<tr><th scope="row">{escape(cell(first, "-"))}</th>{cells}</tr>')
    name = escape(", ".join(map(str, header)))
    return (
        f'<div class="wide" tabindex="0" role="group" aria-label="{name}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def _cell(text: str) -> str:
    """Return a cell; one that holds a long word, such as a fingerprint, may break anywhere."""
    is_long = any(len(word) > _MOST_LETTERS for word in text.split())
    return f"<td class='long'>{escape(text)}</td>" if is_long else f"<td>{escape(text)}</td>"


def explanation(view: AnyView) -> str:
    """Return what a view shows and what it leaves out, escaped."""
    return f"{escape(view.what)} <em>Leaves out:</em> {escape(view.leaves_out)}"


def picture(
    view: AnyView,
    number: int,
    *,
    heading: str = "",
    width_in: float = 7.0,
    height_in: float = 4.0,
    caption: str = "",
    is_explained: bool = True,
) -> str:
    """Return a figure with its picture, explanation and numbers.

    ``number`` tells the figures of a report apart, ``heading`` stands above the picture, and
    ``caption`` is the small text inside it.
    """
    svg = to_svg(view, width_in=width_in, height_in=height_in, caption=caption)
    for pattern in (r'(\bid=")', r'(href="#)', r"(url\(#)"):
        svg = re.sub(pattern, rf"\g<1>f{number}-", svg)
    title = f"<h3>{escape(heading)}</h3>" if heading else ""
    words = f"<figcaption>{explanation(view)}</figcaption>" if is_explained else ""
    mark = ' class="tall"' if height_in > _TALL_IN else ""
    return (
        f"<figure{mark}>{title}{svg}{words}"
        f"<details><summary>Numbers</summary>{grid(*table(view, most_rows=_MOST_ROWS))}"
        "</details></figure>"
    )
