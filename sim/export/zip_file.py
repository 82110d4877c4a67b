"""Everything in one zip file, with a README; made in memory, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator

from sim.errors import SimError
from sim.export.entry import Export
from sim.export.file_names import file_name, safe
from sim.export.picture_files import png, svg
from sim.export.stamp import Arms, Stamp
from sim.plots.pictures import pictures
from sim.scenario import Scenario

_FIRST_DAY, _LAST_DAY = "1980-01-01", "2107-12-31"  # that a zip can hold, also of a wrong clock

README_LEAD = "What is in this folder"
README_LEFT_OUT = "Left out"


def bundle(files: Iterable[Export], stamp: Stamp, scenario: Scenario, arms: Arms) -> bytes:
    """Return a zip of some files and all pictures; what these runs do not allow, README tells."""
    members: list[tuple[str, str, bytes]] = []
    left_out: list[str] = []
    for file in files:
        try:
            content = file.build(stamp, scenario, arms)
        except SimError as error:
            left_out.append(f"{file.label}: {error}")
        else:
            members.append((file.name(stamp), file.contents, content))
    members += _pictures(stamp, arms)
    return zipped(
        [
            ("README.txt", _readme(stamp, members, left_out)),
            *((name, content) for name, _, content in members),
        ],
        stamp.date,
    )


def _pictures(stamp: Stamp, arms: Arms) -> Iterator[tuple[str, str, bytes]]:
    for group in pictures(arms):
        for drawn in group:
            arm = arms[drawn.label][0].arm if drawn.label else ""
            part = safe(f"{drawn.plot.id}_{arm}" if arm else drawn.plot.id)
            contents = f"picture: {drawn.name}"
            yield file_name(stamp, part, "png"), contents, png(stamp, drawn.picture)
            yield file_name(stamp, part, "svg"), contents, svg(stamp, drawn.picture)


def _readme(stamp: Stamp, members: list[tuple[str, str, bytes]], left_out: list[str]) -> bytes:
    rows = [f"{name}: {text}" for name, text in stamp.rows()]
    files = [f"{name}\n    {contents}" for name, contents, _ in members]
    missing = ["", README_LEFT_OUT, *left_out] if left_out else []
    lines = [*rows, "", README_LEAD, "", *files, *missing, ""]
    return "\r\n".join(line.replace("\n", "\r\n") for line in lines).encode("utf-8-sig")


def zipped(members: Iterable[tuple[str, bytes]], date: str = _FIRST_DAY) -> bytes:
    """Return a zip whose members have a date such as ``2026-11-22``: equal content, equal bytes."""
    year, month, day = map(int, min(max(date, _FIRST_DAY), _LAST_DAY).split("-"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            member = zipfile.ZipInfo(name, (year, month, day, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return out.getvalue()
