"""The evidence: 72 claim cards, their numbers and works; concepts and a glossary beside them.

>>> from sim import evidence
>>> evidence.claim("CL46").grade
'contested'
>>> evidence.target("H01a").source
'Price 2022'

The files are data: ``claims.toml``, ``targets.csv``, ``citations.toml``, ``concepts.toml``,
``glossary.toml``.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sim.errors import Problem, ScenarioError
from sim.evidence.records import (
    GRADE_MEANS,
    GRADES,
    NOT_CHECKED,
    SPECIES,
    STATUSES,
    Citation,
    Claim,
    Target,
    Unverified,
)
from sim.evidence.teaching import Concept, Finding, Term, concepts, glossary
from sim.phrases import suggest

_NUMBERS = ("low", "mid", "high")
_LISTS = ("shown_by", "targets", "parameters", "tests")


def _text(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


@cache
def _cards() -> dict[str, Any]:
    return tomllib.loads(_text("claims.toml"))


@cache
def groups() -> dict[str, str]:
    """Return the titles of the groups of cards by their letters."""
    return dict(_cards()["groups"])


@cache
def citations() -> tuple[Citation, ...]:
    """Return every work that a card cites, in alphabetical order."""
    listed = tomllib.loads(_text("citations.toml"))
    return tuple(Citation(short, **entry) for short, entry in sorted(listed.items()))


@cache
def claims() -> tuple[Claim, ...]:
    """Return the claim cards, CL01 first."""
    works = {citation.short: citation for citation in citations()}
    return tuple(_claim(entry, works) for entry in _cards()["claim"])


def _claim(entry: Mapping[str, Any], works: Mapping[str, Citation]) -> Claim:
    optional = {"grade_note": "", "card_only": "", "analogy": ""}
    return Claim(
        **{
            **optional,
            **entry,
            **{name: tuple(entry.get(name, ())) for name in _LISTS},
            "citations": tuple(works[short] for short in entry.get("citations", ())),
            "unverified": tuple(
                Unverified(remark["text"], tuple(remark.get("targets", ())))
                for remark in entry.get("unverified", ())
            ),
        }
    )


@cache
def targets() -> tuple[Target, ...]:
    """Return the rows of numbers, A01 first."""
    return tuple(_target(row) for row in csv.DictReader(_text("targets.csv").splitlines()))


def _target(row: Mapping[str, str]) -> Target:
    texts = {name: text for name, text in row.items() if name != "doi_or_url"}
    numbers = {name: float(row[name]) if row[name] else None for name in _NUMBERS}
    link = row["doi_or_url"]
    where = {"doi": link, "url": ""} if link.startswith("10.") else {"doi": "", "url": link}
    return Target(**{**texts, **numbers, **where})


def claim(id: str) -> Claim:
    """Return one card, such as ``CL07``.

    Raises
    ------
    ScenarioError
        If there is none, with the nearest one.
    """
    return _find(id, {card.id: card for card in claims()}, "card")


def target(id: str) -> Target:
    """Return one row of numbers, such as ``H01a``.

    Raises
    ------
    ScenarioError
        If there is none, with the nearest one.
    """
    return _find(id, {row.id: row for row in targets()}, "row")


def _find(id: str, known: Mapping[str, Any], what: str) -> Any:
    exact = {name.lower(): name for name in known}.get(id.strip().lower())
    if exact is not None:
        return known[exact]
    first, *_, last = known
    near = suggest(id.strip(), known)
    raise ScenarioError([Problem(what, "", f"no {what} '{id[:60]}'", f"{first} to {last}", near)])


__all__ = [
    "GRADES",
    "GRADE_MEANS",
    "NOT_CHECKED",
    "SPECIES",
    "STATUSES",
    "Citation",
    "Claim",
    "Concept",
    "Finding",
    "Target",
    "Term",
    "Unverified",
    "citations",
    "claim",
    "claims",
    "concepts",
    "glossary",
    "groups",
    "target",
    "targets",
]
