"""Parts of pages that are written by programs: they stand between two comments."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


def replace_part(page: str, name: str, text: str) -> None:
    """Put ``text`` between ``<!-- name -->`` and ``<!-- end of name -->`` of a page in docs."""
    before, _, after = _parted(page, name)
    (DOCS / page).write_text(f"{before}\n\n{text}\n\n{after}", encoding="utf-8")


def part_of(page: str, name: str) -> str:
    """Return what stands between the two comments of a part."""
    return _parted(page, name)[1].strip()


def _parted(page: str, name: str) -> tuple[str, str, str]:
    """Return a page up to a part, the part, and the rest; the comments belong to the page."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, opening, rest = (DOCS / page).read_text("utf-8").partition(begin)
    part, closed, after = rest.partition(end)
    if not opening or not closed:
        raise ValueError(f"{page} has no part between {begin} and {end}")
    return before + begin, part, end + after
