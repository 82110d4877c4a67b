"""Concepts and glossary: short texts that lead to parameters, presets and claim cards.

The files are data: ``concepts.toml`` and ``glossary.toml``. What a concept says of animals or of
people names the card behind it, whose grade is shown beside it.
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
    """What a claim card says of a concept.

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
    see : tuple of str
        Ids of other terms.
    card, concept : str
        Id of a claim card (named where the sentence tells of animals or people) and of a concept;
        each may be empty.
    """

    id: str
    name: str
    text: str
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
    listed = tuple(map(_concept, _read("concepts.toml")["concept"]))
    _check("concepts.toml", _names(listed))
    return listed


@cache
def glossary() -> dict[str, Term]:
    """Return the terms by id, in alphabetical order of their names.

    Raises
    ------
    ScenarioError
        If one names a term or card that does not exist.
    """
    terms = [
        Term(id, **{**entry, "see": tuple(entry.get("see", ()))})
        for id, entry in _read("glossary.toml").items()
    ]
    known = {one.id: one for one in sorted(terms, key=lambda one: one.name.lower())}
    _check("glossary.toml", _names_of_terms(known))
    return known


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))


def _concept(entry: Mapping[str, Any]) -> Concept:
    lists = {name: tuple(entry[name]) for name in ("files", "parameters", "terms")}
    return Concept(
        **{**entry, **lists, "findings": tuple(Finding(**one) for one in entry["findings"])}
    )


def _cards() -> set[str]:
    from sim.evidence import claims  # which imports this module

    return {card.id for card in claims()}


def _names(listed: tuple[Concept, ...]) -> Iterator[tuple[str, str, set[str]]]:
    """Yield who names what, and what there is to name."""
    for one in listed:
        yield from ((one.id, term, set(glossary())) for term in one.terms)
        yield from ((one.id, found.card, _cards()) for found in one.findings)
        yield from ((one.id, found.who, set(LIVING)) for found in one.findings)


def _names_of_terms(known: Mapping[str, Term]) -> Iterator[tuple[str, str, set[str]]]:
    for one in known.values():
        yield from ((one.id, other, set(known)) for other in one.see)
        if one.card:
            yield one.id, one.card, _cards()


def _check(file: str, named: Iterator[tuple[str, str, set[str]]]) -> None:
    problems = [
        Problem(file, owner, f"'{name}'", f"one of: {', '.join(sorted(known))}")
        for owner, name, known in named
        if name not in known
    ]
    if problems:
        raise ScenarioError(problems)
