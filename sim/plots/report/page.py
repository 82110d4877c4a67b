"""A report of a comparison: one HTML file that opens offline, runs nothing and prints well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from sim.files import packaged_text
from sim.measures import MEASURES, probe_on
from sim.measures.over_seeds import median_in_words
from sim.phrases import cell
from sim.plots import words
from sim.plots.figure.draw import to_svg
from sim.plots.origin import Runs, citation, seed_words
from sim.plots.panels.picture import Picture
from sim.plots.panels.table import table
from sim.plots.pictures import RunPicture, height_in, pictures
from sim.plots.templates import render
from sim.plots.views.calendar import calendar
from sim.plots.views.gather import last_shared_day, runs_of
from sim.plots.views.headline import headline_sentence
from sim.scenario import Scenario, parameters
from sim.scenario.names import changes_in_words, setting_name, source_in_words

# Of the 36 mean weights, those that the lesson is about.
_STRENGTHS = {
    f"strength.{groups}" for groups in ("cue_to_a", "cue_to_b", "a_to_a", "b_to_b", "b_to_a")
}
_FIRST_PICTURES = 2  # of all arms together, which are printed
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1", "0.0.0.0")
_MOST_ROWS = 40  # of the numbers below a picture
_TALL_IN = 5.0  # from here on a picture may take half a printed page
_LONG_WORD = re.compile(r"\S{41}")  # such as a fingerprint: it may break anywhere
_ON_GRID = ("window_peak", "surge_peak", "surge_first_hour")  # read off the steps of the calendar


class ClaimLike(Protocol):
    """The part of a claim that a report reads; see `sim.many.check_claims`."""

    text: str
    passed: bool
    n_seeds: int
    detail: str
    test: str
    remark: str


def report_html(
    scenario: Scenario,
    arms: Runs,
    claims: Sequence[ClaimLike] | None = None,
    *,
    notes: Mapping[str, str] | None = None,
    changes: Sequence[str] | None = None,
    link: str = "",
    remark: str = "",
    prints_all: bool = False,
) -> str:
    """Return a report as one HTML page that loads nothing from outside.

    On paper it is a hand-in of a few pages, with a line for a name: question, what was run, result,
    notes, two pictures, limits. Everything else is behind a click on the screen.

    Parameters
    ----------
    scenario : Scenario
        What was run, with its texts.
    arms : mapping of label to runs
    claims : sequence of claims, optional
        From `sim.many.check_claims`.
    notes : mapping of str to str, optional
        What the writer noted, by box: keys of `sim.plots.words.NOTES`. Shown as it was written.
    changes : sequence of str, optional
        What differs from the preset, in words; empty says that nothing does, None says nothing.
    link : str
        Address of these settings, printed as text.
    remark : str
        What has to be known of these runs, such as that seeds are missing.
    prints_all : bool
        Whether all of it is printed.
    """
    runs = runs_of(arms)
    day = last_shared_day(runs)
    first, others = _pictures(runs)
    return render(
        __package__,
        "report.html.j2",
        scenario=scenario,
        words=words,
        style=packaged_text(__package__, "report.css"),
        has_long_word=_LONG_WORD.search,
        arms=arms_table(scenario, runs),
        control=control_of(scenario, runs),
        remark=remark,
        changed=words.changed_from_preset(changes),
        address=address_of(link),
        result=headline_sentence(scenario, runs),
        notes=notes_of(notes or {}),
        first_pictures=first,
        other_pictures=others,
        citation=citation(scenario, runs),
        prints_all=prints_all,
        day=day,
        measures=_measures(runs, day),
        claims=_claims(claims) if claims else None,
        numbers_set_by_hand=_numbers_set_by_hand(scenario),
        set_by_hand=_set_by_hand(scenario),
        versions=_versions(runs),
        fingerprints=_fingerprints(runs),
    )


class Table(NamedTuple):
    """A table as it is printed; the first text of a row names it."""

    header: tuple[str, ...]
    rows: list[list[str]]


def _table(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> Table:
    return Table(tuple(header), [[cell(value, "-") for value in row] for row in rows])


class Drawn(NamedTuple):
    """A picture of a report: drawn, and with its numbers."""

    heading: str
    svg: str
    picture: Picture
    numbers: Table
    is_tall: bool


class Group(NamedTuple):
    """One picture of all arms, or a few that stand side by side, one for each arm."""

    pictures: list[Drawn]
    is_per_arm: bool


class Address(NamedTuple):
    """Where the same settings are found in the app."""

    lead: str
    text: str
    is_link: bool


def control_of(scenario: Scenario, runs: Runs) -> str:
    """Return the arm with which the others are compared; empty if it was not run."""
    labels = (label for label, results in runs.items() if results[0].arm == scenario.control)
    return next(labels, "")


def address_of(link: str) -> Address | None:
    """Return the address of the settings, for a click and for a reader of the printed page.

    Of an address that only one machine can open, the part that every app understands.
    """
    if not link:
        return None
    parts = urlsplit(link)
    if parts.hostname in _THIS_MACHINE:
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return Address(words.SAME_SETTINGS_HERE, path, is_link=False)
    is_web = link.startswith(("https://", "http://"))  # what else it could start with may run code
    return Address(words.SAME_SETTINGS, link, is_link=is_web)


def notes_of(notes: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return heading and text of each box that is not empty, in the order of a lab report."""
    order = [*words.NOTES, *(name for name in notes if name not in words.NOTES)]
    return [
        (words.NOTES.get(name, name), notes[name]) for name in order if notes.get(name, "").strip()
    ]


def arms_table(scenario: Scenario, runs: Runs) -> Table:
    changes = {arm.id: "; ".join(changes_in_words(scenario, arm.set)) for arm in scenario.arm}
    return _table(
        ("arm", "what happens", "changed values", "seeds"),
        (
            (
                label,
                calendar({label: results}).alt.removeprefix(f"{label}: "),
                changes.get(results[0].arm) or None,
                seed_words(results),
            )
            for label, results in runs.items()
        ),
    )


def _pictures(runs: Runs) -> tuple[list[Group], list[Group]]:
    """Return the first pictures of all arms together, and all others."""
    groups, numbers = list(pictures(runs)), count(1)
    first = first_of(groups)
    others = [group for at, group in enumerate(groups) if at not in first]
    return (
        [_drawn(groups[at], numbers) for at in first],
        [_drawn(group, numbers) for group in others],
    )


def first_of(groups: Sequence[Sequence[RunPicture]]) -> list[int]:
    """Return the places of the pictures that are printed: the first of all arms together."""
    return [at for at, group in enumerate(groups) if not group[0].label][:_FIRST_PICTURES]


def _drawn(group: Sequence[RunPicture], numbers: Iterator[int]) -> Group:
    is_per_arm = bool(group[0].label)
    height = height_in([shown.picture for shown in group])
    width, height = (5.0, height - 0.3) if is_per_arm else (7.0, height)
    drawn = [
        Drawn(
            shown.name,
            _svg(shown, next(numbers), width_in=width, height_in=height),
            shown.picture,
            _table(*table(shown.picture, most_rows=_MOST_ROWS)),
            is_tall=height > _TALL_IN,
        )
        for shown in group
    ]
    return Group(drawn, is_per_arm)


def _svg(shown: RunPicture, number: int, *, width_in: float, height_in: float) -> str:
    """Return a picture, its ids told apart from those of the others by its number."""
    svg = to_svg(shown.picture, width_in=width_in, height_in=height_in, caption=shown.caption)
    for pattern in (r'(\bid=")', r'(href="#)', r"(url\(#)"):
        svg = re.sub(pattern, rf"\g<1>f{number}-", svg)
    return svg


def _measures(runs: Runs, day: float) -> Table:
    rows = []
    for measure in MEASURES:
        if measure.name.startswith("strength.") and measure.name not in _STRENGTHS:
            continue
        cells = []
        for results in runs.values():
            values = [
                measure.of(result, probe_on(result, day) if measure.per_test else 0)
                for result in results
            ]
            cells.append(median_in_words(values))
        if any(cells):
            when = "" if measure.per_test else f", {_whole_run(measure.name, runs)}"
            rows.append((f"{measure.label}{when}", measure.unit, *(text or None for text in cells)))
    return _table(("measure", "unit", *runs), rows)


def _whole_run(name: str, runs: Runs) -> str:
    """Return what a measure of a whole run was taken from."""
    if name not in _ON_GRID:
        return "whole run"
    step_h = next(iter(runs.values()))[0].scenario.time.step_h
    return f"largest on the {'half-hour' if step_h == 0.5 else f'{step_h:g}-hour'} grid"


def _claims(claims: Sequence[ClaimLike]) -> Table:
    return _table(
        ("claim", "holds", "seeds", "what was found"),
        (
            (
                f"({claim.test}) {claim.text}" if claim.test else claim.text,
                bool(claim.passed),
                claim.n_seeds,
                f"{claim.detail} {claim.remark}".rstrip(),
            )
            for claim in claims
        ),
    )


def _numbers_set_by_hand(scenario: Scenario) -> str:
    leaves = list(parameters(scenario))
    return (
        f"{sum(leaf.is_hand_set for leaf in leaves)} of {len(leaves)} numbers were chosen by hand, "
        "some of them to be near published values."
    )


def _set_by_hand(scenario: Scenario) -> Table:
    return _table(
        ("setting", "value", "what it is", "where from", "differs from default"),
        (
            (
                setting_name(scenario, leaf.path),
                leaf.in_words(leaf.value),
                leaf.help,
                source_in_words(leaf),
                leaf.value != leaf.default,
            )
            for leaf in parameters(scenario)
            if leaf.is_hand_set
        ),
    )


def _versions(runs: Runs) -> Table:
    made = [result.provenance for results in runs.values() for result in results]
    parts = {
        "Plasticity Lab": "package_version",
        "model": "model_version",
        "Python": "python",
        "NumPy": "numpy",
        "Numba": "numba",
        "system": "platform",
    }
    return _table(
        ("part", "version"),
        (
            (part, ", ".join(sorted({str(getattr(origin, field)) for origin in made})))
            for part, field in parts.items()
        ),
    )


def _fingerprints(runs: Runs) -> Table:
    return _table(
        ("run", "fingerprint", "made at (UTC)", "computing time (s)"),
        (
            (
                f"{label}, seed {result.seed}",
                result.provenance.fingerprint,
                result.provenance.created_utc or None,
                result.provenance.wall_s or None,
            )
            for label, results in runs.items()
            for result in results
        ),
    )
