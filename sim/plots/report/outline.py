"""The printed part of a report as a sequence of blocks, for files that are no web page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sim.plots import words
from sim.plots.origin import Runs, citation
from sim.plots.panels.picture import Picture
from sim.plots.pictures import pictures
from sim.plots.report.page import (
    Table,
    address_of,
    arms_table,
    control_of,
    first_of,
    notes_of,
)
from sim.plots.views.gather import runs_of
from sim.plots.views.headline import headline_sentence
from sim.scenario import Scenario


class Heading(NamedTuple):
    """A heading: 0 is the title, 1 a part, 2 below it."""

    text: str
    level: int


class Paragraph(NamedTuple):
    """A paragraph; of ``is_own`` the writer's own words, with their line breaks."""

    text: str
    is_own: bool = False


class Bullets(NamedTuple):
    """A list."""

    texts: Sequence[str]


class Figure(NamedTuple):
    """A picture with its heading and the explanation below it."""

    heading: str
    picture: Picture
    explanation: str


Block = Heading | Paragraph | Bullets | Figure | Table


def outline(
    scenario: Scenario,
    arms: Runs,
    *,
    notes: Mapping[str, str] | None = None,
    changes: Sequence[str] | None = None,
    link: str = "",
    remark: str = "",
) -> Iterator[Block]:
    """Yield what `sim.plots.report_html` prints, from top to bottom; its arguments are the same."""
    runs, headings = runs_of(arms), words.REPORT_HEADINGS
    yield Heading(scenario.title, 0)
    yield Paragraph("   ".join(f"{name}: ____________________" for name in words.REPORT_WHO))
    yield Paragraph(words.DISCLAIMER)
    yield Heading(headings["question"], 1)
    yield Paragraph(scenario.question or scenario.title)
    if scenario.look_at:
        yield Paragraph(f"{words.REPORT_LOOK_AT} {scenario.look_at}")
    yield Heading(headings["what_was_run"], 1)
    yield arms_table(scenario, runs)
    if control := control_of(scenario, runs):
        yield Paragraph(f"{words.REPORT_COMPARED} {control}.")
    yield from (Paragraph(text) for text in (remark, words.changed_from_preset(changes)) if text)
    if address := address_of(link):
        yield Paragraph(f"{address.lead} {address.text}")
    yield Heading(headings["result"], 1)
    yield Paragraph(headline_sentence(scenario, runs))
    if written := notes_of(notes or {}):
        yield Heading(words.NOTES_HEADING, 1)
        for heading, text in written:
            yield Heading(heading, 2)
            yield Paragraph(text, is_own=True)
    yield Heading(headings["pictures"], 1)
    groups = list(pictures(runs))
    for shown, *_ in (groups[at] for at in first_of(groups)):
        leaves_out = f"Leaves out: {shown.picture.leaves_out}"
        yield Figure(shown.name, shown.picture, f"{shown.picture.what} {leaves_out}")
    yield Heading(headings["what_the_model_leaves_out"], 1)
    yield Bullets((*scenario.leaves_out, *words.LEAVES_OUT))
    yield Heading(headings["how_not_to_read_it"], 1)
    yield Bullets((*scenario.afterwards(), *scenario.misreadings, words.NOT_PEOPLE))
    if scenario.discuss:
        yield Heading(headings["to_talk_about"], 1)
        yield Paragraph(scenario.discuss)
    yield Heading(headings["how_to_cite"], 1)
    yield Paragraph(citation(scenario, runs))
