"""Concepts: one idea at a time, in the model, in animals and in people."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from sim.errors import ResultError
from sim.evidence import Concept, claim, concepts, glossary
from sim.evidence.teaching import LIVING
from sim.plots.concept_pictures import CONCEPT_PICTURES
from sim.ui import text
from sim.ui.components import charts, terms
from sim.ui.learn import links
from sim.ui.learn.address import Selection, go
from sim.ui.learn.card import grade_of
from sim.ui.settings.presets import load
from sim.ui.text import learn_text

_PICTURE_PX = 260


def draw(selection: Selection) -> None:
    """Draw the choice of concepts and the one that is chosen."""
    listed = {concept.id: concept for concept in concepts()}
    chosen = selection.concept or next(iter(listed))
    st.session_state["learn concept"] = chosen
    st.pills(
        learn_text.CONCEPT,
        list(listed),
        key="learn concept",
        required=True,
        wrap=True,
        format_func=lambda id: listed[id].title,
        label_visibility="collapsed",
        on_change=lambda: go("concepts", concept=st.session_state["learn concept"]),
    )
    _concept(listed[chosen])
    after = list(listed)[list(listed).index(chosen) + 1 :]
    if after:
        links.next_step(listed[after[0]].title, "concepts", concept=after[0])
    else:
        links.next_step(learn_text.TO_GLOSSARY, "glossary")


def _concept(concept: Concept) -> None:
    st.subheader(concept.title, anchor=False)
    st.markdown(terms.linked(text.plain(concept.text)))
    _picture(concept)
    model, living = st.columns(2, gap="medium")
    with model, st.container(border=True):
        _in_the_model(concept)
    with living, st.container(border=True):
        for who in LIVING:
            _in_the_living(concept, who)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(learn_text.WORDS, width="content")
        for term in concept.terms:
            links.to_place(glossary()[term].name, f"term {term}", "glossary", term=term)


def _picture(concept: Concept) -> None:
    """Draw the picture of a concept and its equation, which is told in words as well."""
    picture = CONCEPT_PICTURES[concept.id]
    with suppress(ResultError):  # the runs that ship cannot be read here
        view = picture.draw()
        st.markdown(f"**{text.plain(view.title)}**")
        charts.bare(view, key=f"picture of {concept.id}", height_px=_PICTURE_PX)
        st.markdown(f":small[{terms.linked(text.plain(view.what))}]")  # links are pale in captions
    st.latex(picture.latex)
    st.caption(text.plain(f"{learn_text.IN_WORDS} {picture.maths}"))


def _in_the_model(concept: Concept) -> None:
    preset = load(concept.preset)
    st.markdown(f"#### {learn_text.IN_THE_MODEL}")
    st.markdown(terms.linked(text.plain(concept.model)))
    st.markdown(learn_text.QUESTION.format(question=text.plain(preset.question)))
    st.markdown(learn_text.LOOK_AT.format(look_at=text.plain(preset.look_at)))
    links.to_lab(concept.preset, learn_text.TRY_IN_LAB)
    st.markdown(learn_text.STANDS_IN.format(files=learn_text.code(concept.files)))
    st.markdown(learn_text.PARAMETERS_ARE.format(paths=learn_text.code(concept.parameters)))


def _in_the_living(concept: Concept, who: str) -> None:
    st.markdown(f"#### {learn_text.IN[who]}")
    findings = [finding for finding in concept.findings if finding.who == who]
    if not findings:
        st.markdown(learn_text.NO_CARD[who])
    for number, finding in enumerate(findings):
        card = claim(finding.card)
        with st.container(gap=None):
            st.markdown(terms.linked(text.plain(finding.text)))
            st.caption(
                learn_text.FROM_CARD.format(claim=text.plain(card.claim), grade=grade_of(card))
            )
            links.to_place(
                learn_text.CARD_BUTTON.format(id=card.id),
                f"card of {who} {number}",
                "claims",
                card=card.id,
            )
