"""A report of a comparison: one HTML file that opens offline, runs nothing and prints well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import count
from typing import Protocol
from urllib.parse import urlsplit

from sim.measures import MEASURES, probe_on
from sim.measures.over_seeds import median_in_words
from sim.plots import words
from sim.plots.origin import Runs, citation, seed_words
from sim.plots.pictures import Picture, height_in, pictures
from sim.plots.report.parts import (
    STYLE,
    bullets,
    explanation,
    grid,
    more,
    paragraph,
    picture,
    section,
)
from sim.plots.views.calendar import calendar
from sim.plots.views.gather import last_shared_day, runs_of
from sim.plots.views.headline import headline_sentence
from sim.scenario import Scenario, parameters
from sim.scenario.names import changes_in_words, setting_name, source_in_words

# Of the 36 mean weights, those that the lesson is about.
_STRENGTHS = {f"strength.{one}" for one in ("cue_to_a", "cue_to_b", "a_to_a", "b_to_b", "b_to_a")}
_FIRST_PICTURES = 2  # of all arms together, which are printed
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1", "0.0.0.0")
_ON_GRID = ("window_peak", "surge_peak", "surge_first_hour")  # read off the steps of the calendar


class ClaimLike(Protocol):
    """What a report reads from a claim; see `sim.many.check_claims`."""

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
    parts = [
        section(
            "Question",
            paragraph(scenario.question or scenario.title),
            paragraph(f"Look at: {scenario.look_at}" if scenario.look_at else ""),
        ),
        section(
            "What was run",
            _arms_table(scenario, runs),
            paragraph(_control(scenario, runs)),
            paragraph(remark),
            paragraph(_changed(changes)),
            _address(link),
        ),
        section("Result", paragraph(headline_sentence(scenario, runs), css="note")),
        _notes(notes or {}),
        section("Pictures", *first),
        section("What the model leaves out", bullets((*scenario.leaves_out, *words.LEAVES_OUT))),
        section(
            "How not to read it",
            bullets((*scenario.afterwards(), *scenario.misreadings, words.NOT_PEOPLE)),
        ),
        section("To talk about", paragraph(scenario.discuss)) if scenario.discuss else "",
        section("How to cite", paragraph(citation(scenario, runs))),
        more(
            words.REPORT_MORE,
            section("More pictures", *others) if others else "",
            section(
                f"Measures on {words.day(day)}",
                paragraph("Median over seeds, with the quartiles in brackets."),
                _measures(runs, day),
            ),
            section("Claims of the lesson", _claims(claims)) if claims else "",
            section("Numbers set by hand", _set_by_hand(scenario)),
            section("Where it comes from", _provenance(runs)),
            is_printed=prints_all,
        ),
    ]
    disclaimer = paragraph(words.DISCLAIMER, css="note")
    title = escape(f"{scenario.title} - Plasticity Lab")
    # The policy lets the page load and run nothing, whatever a scenario file holds.
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body>"
        f"<header>{_who()}<h1>{escape(scenario.title)}</h1>{disclaimer}</header>"
        f"<main>{''.join(parts)}</main><footer>{disclaimer}</footer></body></html>\n"
    )


def _control(scenario: Scenario, runs: Runs) -> str:
    """Return with which arm the others are compared, if that arm was run."""
    control = [label for label, results in runs.items() if results[0].arm == scenario.control]
    return f"Compared with: {control[0]}." if control else ""


def _changed(changes: Sequence[str] | None) -> str:
    """Return what differs from the preset; nothing if that is not known."""
    if changes is None:
        return ""
    return f"{words.CHANGED} {'; '.join(changes)}." if changes else words.AS_THE_PRESET


def _who() -> str:
    """Return the line for who hands it in."""
    return f'<p class="who">{"".join(f"<span>{one}</span>" for one in words.REPORT_WHO)}</p>'


def _address(link: str) -> str:
    """Return the address of the settings, for a click and for a reader of the printed page.

    Of an address that only one machine can open, the part that every app understands.
    """
    if not link:
        return ""
    parts = urlsplit(link)
    if parts.hostname in _THIS_MACHINE:
        path = escape(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        return f'<p class="link">{words.SAME_SETTINGS_HERE} {path}</p>'
    shown_link = escape(link)
    if link.startswith(("https://", "http://")):  # what else it could start with may run code
        shown_link = f'<a href="{shown_link}">{shown_link}</a>'
    return f'<p class="link">{words.SAME_SETTINGS} {shown_link}</p>'


def _notes(notes: Mapping[str, str]) -> str:
    """Return what the writer noted, each box as it was written; nothing without a word."""
    boxes = [
        f'<div class="box"><h3>{escape(words.NOTES.get(name, name))}</h3>'
        f'<p class="own">{escape(text)}</p></div>'
        for name, text in _in_order(notes)
        if text.strip()
    ]
    return section(words.NOTES_HEADING, *boxes) if boxes else ""


def _in_order(notes: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the boxes in the order of a lab report, others after them."""
    order = [*words.NOTES, *(name for name in notes if name not in words.NOTES)]
    return [(name, notes[name]) for name in order if name in notes]


def _arms_table(scenario: Scenario, runs: Runs) -> str:
    changes = {one.id: "; ".join(changes_in_words(scenario, one.set)) for one in scenario.arm}
    rows = [
        (
            label,
            calendar({label: results}).alt.removeprefix(f"{label}: "),
            changes.get(results[0].arm) or None,
            seed_words(results),
        )
        for label, results in runs.items()
    ]
    return grid(("arm", "what happens", "changed values", "seeds"), rows)


def _pictures(runs: Runs) -> tuple[list[str], list[str]]:
    """Return the first pictures of all arms together, and all others."""
    groups, number = list(pictures(runs)), count(1)
    first = [at for at, group in enumerate(groups) if not group[0].label][:_FIRST_PICTURES]
    others = [group for at, group in enumerate(groups) if at not in first]
    return _drawn([groups[at] for at in first], number), _drawn(others, number)


def _drawn(groups: Sequence[Sequence[Picture]], number: Iterator[int]) -> list[str]:
    html = []
    for group in groups:
        views = [one.view for one in group]
        if group[0].label:
            pair = [
                picture(
                    one.view,
                    next(number),
                    width_in=5.0,
                    height_in=height_in(views) - 0.3,
                    is_explained=False,
                    heading=one.name,
                    caption=one.caption,
                )
                for one in group
            ]
            html.append(
                f'<div class="group"><div class="pair">{"".join(pair)}</div>'
                f"<p>{explanation(views[0])}</p></div>"
            )
        else:
            html.append(
                picture(
                    views[0],
                    next(number),
                    heading=group[0].name,
                    caption=group[0].caption,
                    height_in=height_in(views),
                )
            )
    return html


def _measures(runs: Runs, day: float) -> str:
    rows = []
    for measure in MEASURES:
        if measure.name.startswith("strength.") and measure.name not in _STRENGTHS:
            continue
        cells = []
        for results in runs.values():
            values = [
                measure.of(one, probe_on(one, day) if measure.per_test else 0) for one in results
            ]
            cells.append(median_in_words(values))
        if any(cells):
            when = "" if measure.per_test else f", {_whole_run(measure.name, runs)}"
            rows.append((f"{measure.label}{when}", measure.unit, *(cell or None for cell in cells)))
    return grid(("measure", "unit", *runs), rows)


def _whole_run(name: str, runs: Runs) -> str:
    """Return what a measure of a whole run was taken from."""
    if name not in _ON_GRID:
        return "whole run"
    step_h = next(iter(runs.values()))[0].scenario.time.step_h
    return f"largest on the {'half-hour' if step_h == 0.5 else f'{step_h:g}-hour'} grid"


def _claims(claims: Sequence[ClaimLike] | None) -> str:
    return grid(
        ("claim", "holds", "seeds", "what was found"),
        [
            (
                f"({one.test}) {one.text}" if one.test else one.text,
                bool(one.passed),
                one.n_seeds,
                f"{one.detail} {one.remark}".rstrip(),
            )
            for one in claims or ()
        ],
    )


def _set_by_hand(scenario: Scenario) -> str:
    leaves = list(parameters(scenario))
    chosen = [leaf for leaf in leaves if leaf.is_hand_set]
    rows = [
        (
            setting_name(scenario, leaf.path),
            leaf.in_words(leaf.value),
            leaf.help,
            source_in_words(leaf),
            leaf.value != leaf.default,
        )
        for leaf in chosen
    ]
    return paragraph(
        f"{len(chosen)} of {len(leaves)} numbers were chosen by hand, some of them "
        "to be near published values."
    ) + grid(("setting", "value", "what it is", "where from", "differs from default"), rows)


def _provenance(runs: Runs) -> str:
    made = [result.provenance for results in runs.values() for result in results]
    versions = [
        (name, ", ".join(sorted({str(getattr(one, field)) for one in made})))
        for name, field in (
            ("Plasticity Lab", "package_version"),
            ("model", "model_version"),
            ("Python", "python"),
            ("NumPy", "numpy"),
            ("Numba", "numba"),
            ("system", "platform"),
        )
    ]
    rows = [
        (
            f"{label}, seed {one.seed}",
            one.provenance.fingerprint,
            one.provenance.created_utc or None,
            one.provenance.wall_s or None,
        )
        for label, results in runs.items()
        for one in results
    ]
    return (
        grid(("part", "version"), versions)
        + paragraph("The fingerprint names all that decides the numbers of a run.")
        + grid(("run", "fingerprint", "made at (UTC)", "computing time (s)"), rows)
    )
