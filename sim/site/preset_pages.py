"""The page of a preset: guess, replay, sliders, pictures, claims, and files to take away."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sim import stored
from sim.export.notebook_file import notebook
from sim.export.replay_file import few_of, one_each
from sim.export.stamp import Arms, stamp_of
from sim.lessons import guess_words
from sim.plots.origin import seeds_of_arms
from sim.plots.pictures import pictures
from sim.plots.player.replay import replay_data
from sim.plots.registry import PLOTS
from sim.plots.templates import render
from sim.plots.views.headline import headline_day, headline_sentence
from sim.result import Result
from sim.scenario import Scenario, load
from sim.scenario.library import preset_path
from sim.site import site_words
from sim.site.drawn import Drawn, drawn
from sim.site.variants import Control, controls

# Makes the runs of the arms of the first look, by the ids of the arms.
Compute = Callable[[Scenario], Mapping[str, Sequence[Result]]]

(_ONE_BY_ONE,) = (plot for plot in PLOTS if plot.takes == "measure")


class Preset(NamedTuple):
    """A preset with its runs by the name of their arm, if there are any, and its sliders."""

    scenario: Scenario
    runs: Arms
    controls: list[Control]

    @property
    def contents(self) -> str:
        """Return what its page has beside texts, for its card."""
        parts = [site_words.HAS_REPLAY] * bool(self.runs)
        parts += [site_words.HAS_SLIDER] * bool(self.controls)
        return ", ".join(parts) or site_words.TEXT_ONLY


def preset(name: str, compute: Compute | None = None) -> Preset:
    """Return a preset with the runs that ship; if there are none, with those of ``compute``."""
    scenario = load(name)
    by_arm = stored.results(name)
    if not any(by_arm.values()) and compute is not None:
        by_arm = compute(scenario)
    labels = scenario.arm_names()
    runs = {labels[arm]: results for arm, results in by_arm.items() if results}
    return Preset(scenario, runs, controls(scenario))


def files_of_preset(shown: Preset, **frame: object) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the files of a preset; ``frame`` is what every page is given."""
    scenario, runs = shown.scenario, shown.runs
    yield f"presets/{scenario.id}.toml", preset_path(scenario.id).read_bytes()
    figures = []
    if runs:
        # A page does not say when its runs were made: the same bytes on every day.
        stamp = replace(stamp_of(scenario, runs), date="")
        yield f"presets/{scenario.id}.ipynb", notebook(stamp, scenario, runs)
        yield f"presets/{scenario.id}/replay.js", _replay_script(scenario, runs)
        for figure in _figures(scenario, runs):
            figures.append(figure)
            yield f"presets/{figure.address}", figure.svg
    yield f"presets/{scenario.id}.html", _page(shown, figures, frame).encode()


def _figures(scenario: Scenario, runs: Arms) -> Iterator[Drawn]:
    """Yield the headline run by run, then each picture of all arms together."""
    day = headline_day(scenario, next(iter(runs.values()))[0])
    (one_by_one,) = _ONE_BY_ONE.pictures(runs, day=day, measure=scenario.headline).values()
    yield drawn(
        one_by_one,
        heading=_ONE_BY_ONE.name,
        address=f"{scenario.id}/{_ONE_BY_ONE.id}.svg",
        caption=seeds_of_arms(runs),
    )
    for first, *others in pictures(runs):
        if not first.label and not others:
            yield drawn(
                first.picture,
                heading=first.name,
                address=f"{scenario.id}/{first.plot.id}.svg",
                caption=first.caption,
            )


def asked_and_found(shown: Preset) -> dict[str, object]:
    """Return what a page needs to ask about a preset, and then to tell what its runs show."""
    scenario, runs = shown.scenario, shown.runs
    day = scenario.headline_day or scenario.time.test_days[-1]
    return {
        "scenario": scenario,
        "guess": guess_words,
        "asked": guess_words.what(scenario.headline, day),
        "options": [*_labels(shown), guess_words.SAME],
        "result": headline_sentence(scenario, runs) if runs else "",
    }


def _page(shown: Preset, figures: Sequence[Drawn], frame: Mapping[str, object]) -> str:
    names = shown.scenario.arm_names()
    return render(
        __package__,
        "preset.html.j2",
        **frame,
        **asked_and_found(shown),
        root="../",
        path=f"presets/{shown.scenario.id}.html",
        arms=[names[arm.id] for arm in shown.scenario.arm],
        drawn=figures,
        controls=shown.controls,
    )


def _labels(shown: Preset) -> list[str]:
    """Return the names of the arms that are guessed about: those that are shown, or come first."""
    names = shown.scenario.arm_names()
    return list(shown.runs) or [names[arm] for arm in shown.scenario.first_arms()]


def _replay_script(scenario: Scenario, runs: Arms) -> bytes:
    """Return the replay as a script: a page that is opened from a disk may not fetch JSON."""
    data = replay_data(scenario, one_each(few_of(scenario, runs)))
    return f"const REPLAY = {json.dumps(data, separators=(',', ':'))};\n".encode()
