"""Write the site: a first page, and one page for each preset with its pictures and files.

Scripts and styles lie in files of their own, once for all pages. Nothing is run: replays and
pictures are of the runs in `sim.stored`, sliders of the grids in `sim.stored.grid`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sim import stored
from sim.errors import ResultError
from sim.export.notebook_file import notebook
from sim.export.replay_file import few_of, one_each
from sim.export.stamp import Arms, stamp_of
from sim.files import check_folder, packaged_text, reported, write
from sim.lessons import guess_words
from sim.phrases import cell
from sim.plots import words
from sim.plots.figure.draw import to_svg
from sim.plots.panels.picture import Picture
from sim.plots.panels.table import table
from sim.plots.pictures import pictures
from sim.plots.player.replay import replay_data
from sim.plots.player.scripts import classic_script, style
from sim.plots.templates import render
from sim.plots.views.headline import headline_sentence
from sim.scenario import Scenario, load
from sim.scenario.library import preset_path, presets
from sim.site import site_words
from sim.site.variants import Control, controls

LIST_OF_FILES = "plasticity-lab-site.txt"  # what a build wrote; tells its folder from others
_MOST_ROWS = 40  # of the numbers below a picture


class Drawn(NamedTuple):
    """A picture of a page: its heading, the address of its file, and its numbers."""

    heading: str
    address: str
    picture: Picture
    header: Sequence[str]
    rows: list[list[str]]


class Preset(NamedTuple):
    """A preset with what ships of it: runs by the name of their arm, and sliders."""

    scenario: Scenario
    runs: Arms
    controls: list[Control]

    @property
    def contents(self) -> str:
        """Return what its page has beside texts, for its card."""
        parts = [site_words.HAS_REPLAY] * bool(self.runs)
        parts += [site_words.HAS_SLIDER] * bool(self.controls)
        return ", ".join(parts) or site_words.TEXT_ONLY


def write_site(folder: Path, only: Sequence[str] = ()) -> dict[str, int]:
    """Write the site into a folder, in place of what an earlier build wrote there.

    Parameters
    ----------
    folder : Path
        New, empty, or of an earlier build.
    only : sequence of str
        Ids of presets; by default all of them have a page.

    Returns
    -------
    dict of str to int
        Size of each file in bytes, by its path within the folder.

    Raises
    ------
    ScenarioError
        If there is no preset of that name, with the nearest one.
    ResultError
        If the folder holds something else, or cannot be written.
    """
    for name in only:
        preset_path(name)
    before = _files_of_last_build(folder)
    check_folder(folder)
    sizes: dict[str, int] = {}
    for name, content in _files(only or presets()):
        target = folder / name
        with reported(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        write(target, content)
        sizes[name] = len(content)
    for name in before - set(sizes):
        with reported(folder / name):
            (folder / name).unlink(missing_ok=True)
    write(folder / LIST_OF_FILES, "".join(f"{name}\n" for name in sorted(sizes)))
    return sizes


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


def _files(names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file of the site."""
    for name in ("site.css", "site.js"):
        yield f"assets/{name}", packaged_text(__package__, "assets", name).encode()
    yield "assets/player.css", style().encode()
    yield "assets/player.js", classic_script().encode()
    # Pages with a replay are listed first, then those with a slider.
    shown = sorted(map(_preset, names), key=lambda preset: (not preset.runs, not preset.controls))
    page = render(
        __package__, "first.html.j2", presets=shown, words=words, site=site_words, root=""
    )
    yield "index.html", page.encode()
    for preset in shown:
        yield from _files_of_preset(preset)


def _preset(name: str) -> Preset:
    scenario = load(name)
    labels = scenario.arm_names()
    runs = {labels[arm]: results for arm, results in stored.results(name).items() if results}
    return Preset(scenario, runs, controls(scenario))


def _files_of_preset(preset: Preset) -> Iterator[tuple[str, bytes]]:
    scenario, runs = preset.scenario, preset.runs
    yield f"presets/{scenario.id}.toml", preset_path(scenario.id).read_bytes()
    drawn = []
    if runs:
        # A run that ships does not say when it was made: the same bytes on every day.
        stamp = replace(stamp_of(scenario, runs), date="")
        yield f"presets/{scenario.id}.ipynb", notebook(stamp, scenario, runs)
        for picture, svg in _pictures(scenario.id, runs):
            drawn.append(picture)
            yield f"presets/{picture.address}", svg
    yield f"presets/{scenario.id}.html", _page(preset, drawn).encode()


def _pictures(preset: str, runs: Arms) -> Iterator[tuple[Drawn, bytes]]:
    """Yield each picture of all arms together, with its SVG."""
    for shown, *others in pictures(runs):
        if shown.label or others:
            continue
        header, rows = table(shown.picture, most_rows=_MOST_ROWS)
        drawn = Drawn(
            shown.name,
            f"{preset}/{shown.plot.id}.svg",
            shown.picture,
            header,
            [[cell(value, "-") for value in row] for row in rows],
        )
        yield drawn, to_svg(shown.picture, caption=shown.caption).encode()


def _page(preset: Preset, drawn: Sequence[Drawn]) -> str:
    scenario, runs = preset.scenario, preset.runs
    names = scenario.arm_names()
    day = scenario.headline_day or scenario.time.test_days[-1]
    return render(
        __package__,
        "preset.html.j2",
        scenario=scenario,
        words=words,
        site=site_words,
        guess=guess_words,
        root="../",
        asked=guess_words.what(scenario.headline, day),
        options=_options(preset),
        replay=_replay(scenario, runs) if runs else None,
        result=headline_sentence(scenario, runs) if runs else "",
        drawn=drawn,
        controls=preset.controls,
        arms=[names[arm.id] for arm in scenario.arm],
    )


def _options(preset: Preset) -> list[str]:
    """Return what may be guessed: an arm of those compared, or none; empty without an outcome."""
    labels = list(preset.runs) or (preset.controls[0].arms if preset.controls else [])
    return [*labels, guess_words.SAME] if len(labels) > 1 else []


def _replay(scenario: Scenario, runs: Arms) -> Mapping[str, object]:
    return replay_data(scenario, one_each(few_of(scenario, runs)))
