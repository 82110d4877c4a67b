"""The claim cards hold what they promise: sources, grades, no number without its row."""

from __future__ import annotations

import re

import pytest

import sim
from sim.evidence import GRADES, citations, claims, groups, target, targets
from sim.scenario import Scenario
from sim.scenario.paths import known_paths
from sim.scenario.structure import kinds

CARDS = claims()
ROWS = {row.id: row for row in targets()}
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])")

# What a card must not say; science has other words for each.
WRONG_WORDS = re.compile(
    r"\brewir|\bresets?\b|\bheal(s|ed|ing)?\b|\bpatients?\b|\byour?\b|\bbroken\b|\bunlock|\bseeds?\b"
    r"|\bparadigm|\bgentle\b|\bproven window|\bremembered|\bverify\b",
    re.I,
)


def each(cards):
    return pytest.mark.parametrize("card", cards, ids=lambda card: card.id)


def paths():
    """Return every dotted path of a scenario that holds one intervention of each kind."""
    listed = tuple({"kind": kind, "name": kind} for kind in kinds(Scenario))
    return set(known_paths(Scenario, {"intervention": listed}))


def claims_of(card):
    """Return what the presets of a card claim."""
    return [claim for id in card.shown_by for claim in sim.load(id).expect]


def told(card):
    """Return the sentences that a card tells as facts."""
    return " ".join(
        (card.claim, card.grade_note, card.toy, card.card_only, card.analogy, card.caveat)
    )


def numbers(text):
    return {float(found.replace(",", "")) for found in NUMBER.findall(text)}


def numbers_of(row):
    """Return every number that stands in a row, without signs."""
    text = f"{row.quantity} {row.unit} {row.context}".replace(",", " ")
    values = {abs(value) for value in (row.low, row.mid, row.high) if value is not None}
    return values | {float(found) for found in re.findall(r"\d+(?:\.\d+)?", text)}


def test_there_are_72_cards_in_order():
    assert [card.id for card in CARDS] == [f"CL{number:02}" for number in range(1, 73)]


@each(CARDS)
def test_a_card_is_whole_and_has_one_of_the_grades(card):
    assert card.grade in GRADES and card.group in groups()
    for text in filter(None, (card.claim, card.toy, card.caveat, card.card_only, card.analogy)):
        assert re.search(r"\w.*[.]$", text) and "  " not in text and len(text) <= 420


@each(CARDS)
def test_a_card_names_presets_or_says_why_none_shows_it(card):
    assert bool(card.shown_by) != bool(card.card_only)


@each(CARDS)
def test_a_card_names_no_preset_that_is_not_there(card):
    assert set(card.shown_by) <= set(sim.presets())


@each([card for card in CARDS if card.shown_by])
def test_a_preset_of_a_card_makes_a_claim_on_one_of_its_rows_or_the_card_says_analogy(card):
    cited = {row for claim in claims_of(card) for row in claim.evidence}
    assert bool(cited & set(card.targets)) != bool(card.analogy)


def test_a_card_that_no_preset_shows_is_no_analogy_either():
    assert [card.id for card in CARDS if card.card_only and card.analogy] == []


@each(CARDS)
def test_every_test_of_a_card_is_run_by_a_preset_of_it(card):
    assert set(card.tests) <= {claim.test for claim in claims_of(card)}


@each([card for card in CARDS if card.grade in ("strong human", "moderate human")])
def test_a_grade_that_says_human_does_not_rest_on_numbers_of_animals_alone(card):
    rows = [target(id) for id in card.targets]
    assert not rows or any("people" in row.species or not row.species for row in rows)


@each(CARDS)
def test_every_parameter_of_a_card_exists(card):
    assert set(card.parameters) <= paths()


@each(CARDS)
def test_every_number_that_a_card_tells_stands_in_a_checked_row_of_it(card):
    rows = [target(id) for id in card.targets]
    known = set().union(*(numbers_of(row) for row in rows if row.is_checked))
    assert numbers(told(card)) <= known


@each(CARDS)
def test_nothing_remembered_is_told_as_a_fact(card):
    assert {ROWS[id].status for id in card.targets} <= {"found", "derived", "mixed"}
    for note in card.unverified:
        assert {ROWS[id].status for id in note.targets} <= {"memory", "mixed"}
        assert not NUMBER.findall(note.text)


@each(CARDS)
def test_a_card_avoids_the_words_that_mislead(card):
    text = " ".join((told(card), *(note.text for note in card.unverified)))
    assert WRONG_WORDS.findall(text) == []


def test_the_words_that_mislead_would_be_found():
    for text in ("It rewires your brain.", "a reset", "Patients heal.", "a broken circuit"):
        assert WRONG_WORDS.search(text)
    assert not WRONG_WORDS.search("Healthy people have presets.")


def test_a_number_without_a_row_would_be_found():
    assert numbers("13 % in 18,353 people; SV2A and 13C are names, d -0.5") == {13, 18353, 0.5}
    assert 0.29 not in numbers_of(ROWS["A20"]) and 29 in numbers_of(ROWS["A20"])


def test_every_acceptance_test_belongs_to_a_card():
    assert {test for card in CARDS for test in card.tests} == {f"V{n:02}" for n in range(1, 25)}


@each([card for card in CARDS if not card.citations])
def test_a_card_without_sources_says_so(card):
    assert re.search(r"\bNo (source|study) .*was found", card.caveat)


@pytest.mark.parametrize("work", citations(), ids=lambda work: work.short)
def test_a_citation_can_be_found_again_or_says_why_not(work):
    assert work.doi == "" or re.fullmatch(r"10\.\d{4,9}/\S+", work.doi)
    assert work.url == "" or re.fullmatch(r"https://[\w.-]+/\S+", work.url)
    assert not (work.doi and work.url)
    assert bool(work.link) if work.verified else bool(work.note)


def test_every_citation_is_used():
    assert {work.short for card in CARDS for work in card.citations} == {
        work.short for work in citations()
    }
