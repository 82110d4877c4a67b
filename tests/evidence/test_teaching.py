"""Concepts and glossary: every name in them exists, every number stands in a row of its card."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sim
from sim import evidence
from sim.errors import ScenarioError
from sim.evidence import claim, concepts, glossary, target, teaching
from sim.scenario import Scenario
from sim.scenario.paths import known_paths
from sim.scenario.structure import kinds
from tests.evidence.test_cards import numbers, numbers_of
from tests.wording import forbidden_in, too_long_in

ROOT = Path(__file__).parents[2]
CONCEPTS, TERMS = concepts(), tuple(glossary().values())
ANIMALS = {"mouse", "rat", "other animal", "slice or dish"}
LIVING = re.compile(r"\b(people|ketamine|mice|rats?|antidepressants?|trial)\b", re.I)
# Words of trials and drugs in general; they tell of no finding.
GENERAL = {"randomised_trial", "off_label", "null_result"}
TEXTS = [
    (concept.id, text)
    for concept in CONCEPTS
    for text in (
        concept.title,
        concept.text,
        concept.model,
        *(found.text for found in concept.findings),
    )
]
TEXTS += [
    (term.id, text)
    for term in TERMS
    for text in (term.name, term.text, term.detail, term.analogy, term.fails)
]


def each(name, listed):
    return pytest.mark.parametrize(name, listed, ids=lambda entry: entry.id)


def paths():
    """Every dotted path of a scenario that holds one intervention of each kind."""
    listed = tuple({"kind": kind, "name": kind} for kind in kinds(Scenario))
    return set(known_paths(Scenario, {"intervention": listed}))


@pytest.mark.parametrize(("owner", "text"), TEXTS)
def test_texts_keep_the_rules_of_the_pages(owner, text):
    assert forbidden_in(text) == [], owner
    assert too_long_in(text) == [], owner


@each("concept", CONCEPTS)
def test_a_concept_is_short_and_tells_of_model_and_life(concept):
    assert 2 <= len(re.findall(r"[.](?=\s|$)", concept.text)) <= 3
    assert concept.model and concept.files and concept.terms and concept.findings


@each("concept", CONCEPTS)
def test_preset_parameters_and_files_of_a_concept_exist(concept):
    assert concept.preset in sim.presets()
    assert set(concept.parameters) <= paths()
    assert all((ROOT / file).is_file() for file in concept.files)


@each("concept", CONCEPTS)
def test_numbers_of_a_finding_stand_in_checked_rows_of_its_card(concept):
    for found in concept.findings:
        rows = [target(id) for id in claim(found.card).targets]
        known = set().union(*(numbers_of(row) for row in rows if row.is_checked))
        assert numbers(found.text) <= known, found


@each("concept", CONCEPTS)
def test_a_finding_in_animals_or_people_has_a_card_with_rows_from_them(concept):
    for found in concept.findings:
        species = {name for id in claim(found.card).targets for name in target(id).species}
        if species:
            assert species & ({"people"} if found.who == "people" else ANIMALS), found


def test_every_species_filter_finds_rows():
    told = {name for row in evidence.targets() for name in row.species}
    assert told == set(evidence.SPECIES)


@pytest.mark.parametrize(
    ("row", "species"),
    [
        ("D01", ("mouse",)),
        ("B01", ("rat",)),
        ("G20", ("people",)),
        ("J06", ("other animal",)),
        ("B07", ("mouse", "slice or dish")),
        ("A13a", ()),
    ],
)
def test_a_row_says_in_whom_it_was_found(row, species):
    assert target(row).species == species


def test_null_results_are_known_and_positive_ones_are_not():
    marked = {row.id for row in evidence.targets() if row.quantity.startswith("NULL")}
    found = {row.id for row in evidence.targets() if row.is_null}
    assert marked and marked <= found
    assert {"B06", "D16", "G28", "H04"} <= found
    assert not found & {"B05", "G02a", "H01a", "D02"}


def test_glossary_has_a_readable_size_and_is_in_alphabetical_order():
    names = [term.name.lower() for term in TERMS]
    assert 40 <= len(names) <= 65
    assert names == sorted(names) and len(set(names)) == len(names)


@each("term", TERMS)
def test_a_term_has_two_sentences_a_likeness_where_it_fails_and_links_to_others(term):
    for sentence in (term.text, term.detail, term.analogy, term.fails):
        assert re.fullmatch(r"[A-Z]([^.?!]|\d[.]\d)*[.]", sentence), sentence
    assert term.see and term.id not in term.see
    assert term.concept in ("", *(other.id for other in CONCEPTS))


def test_a_form_of_a_word_leads_to_one_term():
    forms = [form.lower() for term in TERMS for form in term.words]
    assert all(term.words for term in TERMS) and len(set(forms)) == len(forms)


@each("term", [term for term in TERMS if LIVING.search(term.text) and term.id not in GENERAL])
def test_a_term_that_tells_of_animals_or_people_names_its_card(term):
    assert term.card or re.search(r"\b(model|toy|here|person)\b", term.text), term.text


def test_a_name_that_does_not_exist_is_refused(monkeypatch):
    term = {"name": "X", "text": "A word.", "see": ["nowhere"], "card": "CL99"}
    monkeypatch.setattr(teaching, "_read", lambda name: {"x": term})
    with pytest.raises(ScenarioError, match=r"(?s)'nowhere'.*'CL99'"):
        glossary.__wrapped__()
