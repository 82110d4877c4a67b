"""Everything in one zip file, with a README; made in memory, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

from sim.errors import SimError
from sim.export import words
from sim.export.file_names import file_name, safe
from sim.export.notebook_file import notebook
from sim.export.picture_files import png, svg
from sim.export.replay_file import replay
from sim.export.report_file import report
from sim.export.results_file import results_json
from sim.export.scenario_file import scenario_toml
from sim.export.stamp import Arms, Stamp
from sim.export.table_files import measures_csv, measures_json
from sim.plots.pictures import pictures
from sim.scenario import Scenario

_FIRST_DAY, _LAST_DAY = "1980-01-01", "2107-12-31"  # that a zip can hold, also of a wrong clock

Builder = Callable[[Stamp, Scenario, Arms], bytes]

# Files beside the pictures: id, what its name says, ending, how it is made.
FILES: tuple[tuple[str, str, str, Builder], ...] = (
    ("report", "report", "html", report),
    ("replay", "replay", "html", replay),
    ("notebook", "notebook", "ipynb", notebook),
    ("scenario", "scenario", "toml", scenario_toml),
    ("measures_csv", "measures", "csv", measures_csv),
    ("measures_json", "measures", "json", measures_json),
    ("results_json", "results", "json", results_json),
)


def bundle(stamp: Stamp, scenario: Scenario, arms: Arms) -> bytes:
    """Return a zip of all files and pictures; what these runs do not allow, README tells."""
    made: list[tuple[str, str, bytes]] = []
    left_out: list[str] = []
    for id, what, ext, build in FILES:
        try:
            made.append(
                (file_name(stamp, what, ext), words.CONTENTS[id], build(stamp, scenario, arms))
            )
        except SimError as error:
            left_out.append(f"{words.LABELS[id]}: {error}")
    made += _pictures(stamp, arms)
    return _zip(
        stamp,
        [
            ("README.txt", _readme(stamp, made, left_out)),
            *((name, content) for name, _, content in made),
        ],
    )


def _pictures(stamp: Stamp, arms: Arms) -> Iterator[tuple[str, str, bytes]]:
    for group in pictures(arms):
        for one in group:
            arm = arms[one.label][0].arm if one.label else ""
            what = safe(f"{one.plot.id}_{arm}" if arm else one.plot.id)
            told = f"{words.PICTURE_OF}: {one.name}"
            yield file_name(stamp, what, "png"), told, png(stamp, one.picture)
            yield file_name(stamp, what, "svg"), told, svg(stamp, one.picture)


def _readme(stamp: Stamp, made: list[tuple[str, str, bytes]], left_out: list[str]) -> bytes:
    rows = [f"{name}: {text}" for name, text in stamp.rows()]
    files = [f"{name}\n    {told}" for name, told, _ in made]
    missing = ["", words.README_LEFT_OUT, *left_out] if left_out else []
    lines = [*rows, "", words.README_LEAD, "", *files, *missing, ""]
    return "\r\n".join(line.replace("\n", "\r\n") for line in lines).encode("utf-8-sig")


def _zip(stamp: Stamp, members: list[tuple[str, bytes]]) -> bytes:
    """Return a zip whose members have the date of the stamp: equal runs, equal bytes."""
    year, month, day = map(int, min(max(stamp.date, _FIRST_DAY), _LAST_DAY).split("-"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            member = zipfile.ZipInfo(name, (year, month, day, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return out.getvalue()
