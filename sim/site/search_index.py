"""What the search of the first page finds: everything with a place of its own on the site."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sim import evidence
from sim.lessons import lessons
from sim.scenario import load


class Entry(NamedTuple):
    """A place, its name, and words that it is found by beside those of the name."""

    address: str
    name: str
    text: str


def search_script(presets: Iterable[str]) -> str:
    """Return the index as a script: a page that is opened from a disk may not fetch JSON."""
    return f"const SEARCH_INDEX = {json.dumps(list(_entries(presets)), ensure_ascii=False)};\n"


def _entries(presets: Iterable[str]) -> Iterator[Entry]:
    for lesson in lessons().values():
        texts = [lesson.question, lesson.scene.text, *(idea.text for idea in lesson.misconceptions)]
        yield Entry(f"lessons/{lesson.id}.html", f"{lesson.id} {lesson.title}", " ".join(texts))
    for name in presets:
        scenario = load(name)
        yield Entry(f"presets/{name}.html", scenario.title, f"{name} {scenario.question}")
    for concept in evidence.concepts():
        yield Entry(f"library/concepts.html#{concept.id}", concept.title, concept.text)
    for term in evidence.glossary().values():
        words = " ".join(term.words)
        yield Entry(f"library/glossary.html#{term.id}", term.name, f"{term.text} {words}")
    for card in evidence.claims():
        yield Entry(f"library/cards.html#{card.id}", f"{card.id} {card.claim}", card.grade)
