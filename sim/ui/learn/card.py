"""One claim card in full: grade, caveat, the toy, numbers, sources, presets and tests."""

from __future__ import annotations

import streamlit as st

from sim.evidence import GRADE_MEANS, NOT_CHECKED, SPECIES, Citation, Claim, Target, target
from sim.ui import text
from sim.ui.components import terms
from sim.ui.learn import acceptance, links, tables
from sim.ui.text import learn_text


def species_of(card: Claim) -> tuple[str, ...]:
    """Return in whom the numbers of a card were found, as far as its rows say."""
    species = {name for id in card.targets for name in target(id).species}
    return tuple(name for name in SPECIES if name in species)


def nulls_of(card: Claim) -> list[Target]:
    """Return the rows of a card that found no clear effect."""
    return [row for row in map(target, card.targets) if row.is_null]


def grade_of(card: Claim) -> str:
    """Return the grade of a card with what it does not cover, as Markdown."""
    return f"{card.grade} ({text.plain(card.grade_note)})" if card.grade_note else card.grade


def draw(card: Claim) -> None:
    """Draw all of a card."""
    _strip(card)
    st.markdown(learn_text.KNOW.format(text=terms.linked(text.plain(card.caveat))))
    st.markdown(learn_text.IN_TOY.format(text=terms.linked(text.plain(card.toy))))
    _shown_by(card)
    for remark in card.unverified:
        st.markdown(learn_text.UNVERIFIED.format(text=text.plain(remark.text)))
    _numbers(card)
    _sources(card)
    if card.tests:
        lines = (
            f"{id} {learn_text.FAIL if acceptance.tests()[id].fails else learn_text.HOLD}"
            for id in card.tests
        )
        st.markdown(learn_text.TESTS.format(tests=", ".join(lines)))
    if card.parameters:
        st.markdown(learn_text.PARAMETERS_ARE.format(paths=learn_text.code(card.parameters)))


def _strip(card: Claim) -> None:
    """Draw the strip of evidence: grade and species in words beside their icons."""
    st.markdown(
        learn_text.STRIP.format(
            icon=learn_text.GRADE_ICONS[card.grade],
            grade=grade_of(card),
            means=GRADE_MEANS[card.grade],
        )
    )
    where = ", ".join(learn_text.SPECIES[name] for name in species_of(card))
    st.markdown(learn_text.STUDIED.format(where=where) if where else learn_text.STUDIED_NOWHERE)


def _shown_by(card: Claim) -> None:
    if not card.shown_by:
        st.markdown(learn_text.NO_PRESET.format(text=text.plain(card.card_only)))
        return
    st.markdown(
        learn_text.ANALOGY.format(text=text.plain(card.analogy))
        if card.analogy
        else learn_text.SHOWN_BY
    )
    with st.container(horizontal=True):
        for id in card.shown_by:
            links.to_lab(id)


def _numbers(card: Claim) -> None:
    if not card.targets:
        return
    rows = sorted(map(target, card.targets), key=lambda row: not row.is_null)
    st.markdown(learn_text.NUMBERS)
    if nulls_of(card):
        st.caption(learn_text.NULL_COUNT.format(count=len(nulls_of(card)), all=len(rows)))
    tables.draw(learn_text.NUMBER_COLUMNS, map(_number, rows))


def _number(row: Target) -> tuple[str, ...]:
    what = f"**{row.id}** {text.plain(row.quantity)}"
    study = _linked(row.source, row.link)
    if not row.is_checked:  # the context of a number may hold others
        return (what, NOT_CHECKED, "", study)
    value = text.plain(row.value)
    return (
        what,
        learn_text.NO_CLEAR_EFFECT.format(value=value) if row.is_null else value,
        text.plain(row.context),
        study,
    )


def _sources(card: Claim) -> None:
    if not card.citations:
        st.markdown(learn_text.NO_SOURCES)
        return
    st.markdown(
        learn_text.SOURCES
        + "\n\n"
        + "\n".join(f"- {_source(citation)}" for citation in card.citations)
    )


def _source(citation: Citation) -> str:
    notes = [] if citation.verified else [NOT_CHECKED]
    notes += [text.plain(citation.note)] if citation.note else []
    line = f"{_linked(citation.short, citation.link)}, {text.plain(citation.work)}"
    return f"{line} ({'; '.join(notes)})" if notes else line


def _linked(name: str, link: str) -> str:
    # pointed brackets: an address may hold round ones
    return f"[{text.plain(name)}](<{link}>)" if link else text.plain(name)
