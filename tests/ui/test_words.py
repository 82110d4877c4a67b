"""Words of the glossary lead to their entries from the texts of the pages."""

from __future__ import annotations

import re

import pytest
import streamlit as st

from sim.evidence import claims, concepts, glossary
from sim.lessons import lessons
from sim.ui import text
from sim.ui.components.terms import begin, linked, note
from tests.ui.test_gate import opened as lab
from tests.ui.test_lessons import opened as lesson_page
from tests.ui.touring import TO_A_WORD, open_page, text_on

LINK = re.compile(r"\[([^\]]+)\]\(learn\?part=glossary&term=(\w+) ")
PROSE = [card.caveat for card in claims()[:12]]
PROSE += [part for concept in concepts() for part in (concept.text, concept.model)]
PROSE += [lesson.explain.text for lesson in lessons().values()]


def words_of(markdown: str) -> list[str]:
    """The terms that a text leads to, in the order of the text."""
    return [term for _, term in LINK.findall(markdown)]


def test_the_first_use_of_a_word_is_a_link_and_the_next_is_not():
    once = linked("Two spikes at a synapse; then spikes again.")
    assert words_of(once) == ["spike", "synapse"]
    assert once.endswith("; then spikes again.")


def test_the_title_of_a_link_is_the_sentence_of_the_entry():
    assert f'"{glossary()["spike"].text}"' in linked("A spike.")


def test_the_longest_form_and_every_case_are_found():
    assert words_of(linked("NMDA receptors and Slow Weights")) == ["nmda", "slow_weight"]
    assert words_of(linked(text.plain("It is hand-set."))) == ["hand_set"]


@pytest.mark.parametrize(
    "markdown",
    [
        "### A spike",
        "[a spike](/lab)",
        "`spike`",
        "$spike$",
        ":material/window:",
        "sim/model/spine.py",
        "spine.py",
        "harm and charm",
        "https://example.org/spine",
    ],
)
def test_headings_links_code_and_parts_of_words_are_left_alone(markdown):
    assert linked(markdown) == markdown


@pytest.mark.parametrize("written", PROSE)
def test_a_text_reads_as_before_and_every_word_in_it_leads_to_its_entry_once(written):
    shown = linked(text.plain(written))
    assert TO_A_WORD.sub(r"\1", shown) == text.plain(written)
    met = words_of(shown)
    assert len(set(met)) == len(met) and set(met) <= glossary().keys()
    lower = written.lower()
    for term in glossary().values():
        forms = (rf"(?<![\w\-/.]){re.escape(form.lower())}(?![\w\-/]|[.]\w)" for form in term.words)
        is_part_of_longer = any(
            form.lower() in longer.lower() and other.id != term.id and longer.lower() in lower
            for form in term.words
            for other in glossary().values()
            for longer in other.words
        )
        if any(re.search(form, lower) for form in forms) and not is_part_of_longer:
            assert term.id in met, term.id


def test_texts_of_the_pages_lead_to_the_glossary():
    scene = lesson_page(lesson="L4", step="1")
    card = open_page("learn", part="claims", card="CL46")
    concept = open_page("learn", part="concepts", concept="window")
    for at in (scene, card, concept):
        assert not at.exception
        assert any(words_of(element.value) for element in at.markdown)
        headings = [element.value for element in (*at.title, *at.header, *at.subheader)]
        assert not any(map(words_of, headings))


def test_an_entry_shows_its_likeness_and_where_it_fails():
    shown = text_on(open_page("learn", part="glossary", term="window"))
    term = glossary()["window"]
    for sentence in (
        term.detail,
        f"*A likeness:* {term.analogy}",
        f"*Where it fails:* {term.fails}",
    ):
        assert sentence in shown


def words_button(at) -> str:
    """What the button *Words* explains."""
    known = tuple(f"- **{text.plain(term.name)}**: " for term in glossary().values())
    (explained,) = [element.value for element in at.markdown if element.value.startswith(known)]
    return explained


def test_the_button_words_explains_those_of_controls_and_question_and_no_others():
    predict = lesson_page(lesson="L4", step="1").button(key="next").click().run()
    explained = words_button(predict)
    said = text_on(predict).replace(explained, "").lower()
    answers = " ".join(option.text for option in lessons()["L4"].predict.options).lower()
    assert "- **Cue**: " in explained and "- **Seed**: " not in explained
    for term in glossary().values():
        if f"- **{text.plain(term.name)}**: " in explained:
            assert any(form.lower() in said + answers for form in term.words), term.id


def test_words_of_a_question_lead_to_their_entries_and_its_name_holds_no_link():
    predict = lesson_page(lesson="L4", step="1").button(key="next").click().run()
    question = lessons()["L4"].predict.question
    shown = [
        e.value for e in predict.markdown if TO_A_WORD.sub(r"\1", e.value) == f"**{question}**"
    ]
    assert bool(words_of(linked(question))) == bool(words_of(shown[0]))
    assert predict.radio(key="predict L4").label == question


@pytest.mark.usefixtures("own_pool")
def test_the_lab_explains_the_words_of_its_controls_and_of_its_result():
    explained = words_button(lab(ask=""))
    assert "- **Wear**: " in explained and "- **Cue**: " in explained


def test_a_page_forgets_the_words_of_the_page_before():
    begin()
    note("How far a spike opens the window")
    begin()
    note("A synapse")
    assert st.session_state["words of the page"] == {"synapse"}


def test_words_of_start_and_of_plans_for_teachers_lead_to_the_glossary():
    for at in (open_page("start", timeout_s=30), open_page("teach")):
        assert not at.exception
        assert any(words_of(element.value) for element in at.markdown)
