"""Parts of pages that are written by programs: they stand between two comments."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


def replace_part(page: str, name: str, text: str) -> None:
    """Put ``text`` between ``<!-- name -->`` and ``<!-- end of name -->`` of a page in docs."""
    path = DOCS / page
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, opening, rest = path.read_text("utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not opening or not closed:
        raise ValueError(f"{page} has no part between {begin} and {end}")
    path.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
