"""Write the site: a first page, and the pages behind it.

Scripts and styles lie in files of their own, once for all pages. Nothing is run here: replays and
pictures are of the runs in `sim.stored`, or of runs that the caller makes, sliders of the grids in
`sim.stored.grid`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sim.errors import ResultError
from sim.export.web_address import checked_address
from sim.files import check_folder, packaged_text, reported, write, write_within
from sim.lessons import lessons
from sim.plots import words
from sim.plots.player.scripts import classic_script, style
from sim.plots.templates import render
from sim.scenario import load
from sim.scenario.library import preset_path, presets
from sim.site import site_words
from sim.site.lesson_pages import files_of_lesson
from sim.site.library_pages import files_of_library
from sim.site.preset_pages import Compute, asked_and_found, files_of_preset, preset
from sim.site.search_index import search_script

EXAMPLE = "practice_in_window"  # the preset that the first page asks about
LIST_OF_FILES = "plasticity-lab-site.txt"  # what a build wrote; tells its folder from others


def write_site(
    folder: Path, only: Sequence[str] = (), *, address: str = "", compute: Compute | None = None
) -> dict[str, int]:
    """Write the site into a folder, in place of what an earlier build wrote there.

    Parameters
    ----------
    folder : Path
        New, empty, or of an earlier build.
    only : sequence of str
        Ids of presets; by default all of them have a page.
    address : str
        Where the site will stand, for search engines and those who share a page; the pages work at
        any other place too.
    compute : callable, optional
        Makes the runs of a preset of which none ship; without it such a page has none.

    Returns
    -------
    dict of str to int
        Size of each file in bytes, by its path within the folder.

    Raises
    ------
    ScenarioError
        If there is no preset of that name, with the nearest one, or the address is none.
    ResultError
        If the folder holds something else, or cannot be written.
    """
    for name in only:
        preset_path(name)
    address = checked_address(address)
    before = _files_of_last_build(folder)
    check_folder(folder)
    _list_files(folder, before)
    sizes: dict[str, int] = {}
    try:
        for name, content in _files(tuple(dict.fromkeys(only)) or presets(), address, compute):
            write_within(folder, name, content)
            sizes[name] = len(content)
    finally:  # a build that is stopped can be made again in the same folder
        _list_files(folder, before | set(sizes))
    for name in before - set(sizes):
        with reported(folder / name):
            (folder / name).unlink(missing_ok=True)
    _list_files(folder, set(sizes))
    return sizes


def _list_files(folder: Path, names: set[str]) -> None:
    write(folder / LIST_OF_FILES, "".join(f"{name}\n" for name in sorted(names)))


def _files_of_last_build(folder: Path) -> set[str]:
    """Return the files that an earlier build wrote; raises `ResultError` in a folder of others."""
    if not folder.is_dir():
        return set()
    with reported(folder):
        if not any(folder.iterdir()):
            return set()
        if not (folder / LIST_OF_FILES).is_file():
            raise ResultError(
                f"{folder}: holds files that are no site of Plasticity Lab; "
                "give a new or an empty folder"
            )
        names = (folder / LIST_OF_FILES).read_text("utf-8").splitlines()
    inside = folder.resolve()
    return {name for name in names if (folder / name).resolve().is_relative_to(inside)}


def _files(
    names: Sequence[str], address: str, compute: Compute | None
) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file of the site."""
    for name in ("site.css", "site.js"):
        yield f"assets/{name}", packaged_text(__package__, "assets", name).encode()
    yield "assets/player.css", style().encode()
    yield "assets/player.js", classic_script().encode()
    with_page = {name: load(name).title for name in names}
    frame = {"words": words, "site": site_words, "address": address, "with_page": with_page}
    shown, example = [], {"scenario": None, "result": ""}
    for name in names:
        with_runs = preset(name, compute)
        if name == EXAMPLE and with_runs.runs:
            example = asked_and_found(with_runs)
        yield from files_of_preset(with_runs, **frame)
        shown.append(with_runs._replace(runs=dict.fromkeys(with_runs.runs, ())))
    for lesson in lessons().values():
        yield from files_of_lesson(lesson, **frame)
    yield from files_of_library(**frame)
    # Pages with a replay are listed first, then those with a slider.
    shown.sort(key=lambda preset: (not preset.runs, not preset.controls))
    page = render(
        __package__,
        "first.html.j2",
        **frame,
        **example,
        lessons=lessons().values(),
        presets=shown,
        root="",
        path="index.html",
    )
    yield "index.html", page.encode()
    yield "assets/search.js", search_script(with_page).encode()
