"""Concepts and glossary: short texts that lead to parameters, presets and claim cards.

The files are data: ``concepts.toml`` and ``glossary.toml``. A sentence about animals or people
names the card behind it, whose grade is shown beside it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sim.errors import Problem, ScenarioError

LIVING = ("animals", "people")


@dataclass(frozen=True)
class Finding:
    """A sentence of a claim card about a concept.

    Attributes
    ----------
    who : str
        One of `LIVING`.
    text, card : str
        A sentence or two, and the id of the card that they are taken from.
    """

    who: str
    text: str
    card: str


@dataclass(frozen=True)
class Concept:
    """One idea on half a page.

    Attributes
    ----------
    id, title, text : str
        What it is, in two or three sentences.
    model : str
        What the toy network has of it.
    files, parameters : tuple of str
        Where it stands in the code (``sim/model/stdp.py``), and dotted paths; an intervention goes
        by its kind.
    preset : str
        Id of the preset that shows it.
    terms : tuple of str
        Ids of terms of the glossary.
    findings : tuple of Finding
    """

    id: str
    title: str
    text: str
    model: str
    files: tuple[str, ...]
    parameters: tuple[str, ...]
    preset: str
    terms: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Term:
    """One word of the glossary.

    Attributes
    ----------
    id, name, text : str
        The word, and one sentence that says what it means here.
    detail, analogy, fails : str
        A second sentence, something from daily life that is like it, and where that is not.
    words : tuple of str
        The forms in which it stands in texts, which lead to it.
    see : tuple of str
        Ids of other terms.
    card, concept : str
        Id of a claim card (named where the sentence tells of animals or people) and of a concept;
        each may be empty.
    """

    id: str
    name: str
    text: str
    detail: str = ""
    analogy: str = ""
    fails: str = ""
    words: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    card: str = ""
    concept: str = ""


@cache
def concepts() -> tuple[Concept, ...]:
    """Return the concepts in the order in which they are read.

    Raises
    ------
    ScenarioError
        If one names a card or term that does not exist.
    """
    all_concepts = tuple(map(_concept, _read("concepts.toml")["concept"]))
    _check("concepts.toml", _names(all_concepts))
    return all_concepts


@cache
def glossary() -> dict[str, Term]:
    """Return the terms by id, in alphabetical order of their names.

    Raises
    ------
    ScenarioError
        If one names a term or card that does not exist.
    """
    terms = [
        Term(id, **{**entry, **{name: tuple(entry.get(name, ())) for name in ("words", "see")}})
        for id, entry in _read("glossary.toml").items()
    ]
    by_id = {term.id: term for term in sorted(terms, key=lambda term: term.name.lower())}
    _check("glossary.toml", _names_of_terms(by_id))
    return by_id


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


def _concept(entry: Mapping[str, Any]) -> Concept:
    lists = {name: tuple(entry[name]) for name in ("files", "parameters", "terms")}
    return Concept(
        **{**entry, **lists, "findings": tuple(Finding(**finding) for finding in entry["findings"])}
    )


def _cards() -> set[str]:
    from sim.evidence import claims  # which imports this module

    return {card.id for card in claims()}


def _names(concepts: tuple[Concept, ...]) -> Iterator[tuple[str, str, set[str]]]:
    """Yield each name in a concept: the concept, the name, and the names that exist."""
    for concept in concepts:
        yield from ((concept.id, term, set(glossary())) for term in concept.terms)
        yield from ((concept.id, finding.card, _cards()) for finding in concept.findings)
        yield from ((concept.id, finding.who, set(LIVING)) for finding in concept.findings)


def _names_of_terms(by_id: Mapping[str, Term]) -> Iterator[tuple[str, str, set[str]]]:
    for term in by_id.values():
        yield from ((term.id, other, set(by_id)) for other in term.see)
        if term.card:
            yield term.id, term.card, _cards()


def _check(file: str, named: Iterator[tuple[str, str, set[str]]]) -> None:
    problems = [
        Problem(file, owner, f"'{name}'", f"one of: {', '.join(sorted(known))}")
        for owner, name, known in named
        if name not in known
    ]
    if problems:
        raise ScenarioError(problems)
