"""Pages to look things up: concepts with their pictures, the glossary, claim cards, sources."""

from __future__ import annotations

from collections.abc import Iterator

from sim import evidence
from sim.evidence.teaching import LIVING
from sim.plots.concept_pictures import CONCEPT_PICTURES
from sim.plots.templates import render
from sim.site.drawn import drawn


def files_of_library(**frame: object) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the files of the library; ``frame`` is what every page is given."""
    figures = {}
    for concept in evidence.concepts():
        picture = CONCEPT_PICTURES[concept.id].draw()
        figures[concept.id] = drawn(
            picture, heading=picture.title, address=f"concepts/{concept.id}.svg"
        )
        yield f"library/concepts/{concept.id}.svg", figures[concept.id].svg
    known = {
        "concepts": evidence.concepts(),
        "figures": figures,
        "living": LIVING,
        "maths": {id: picture.maths for id, picture in CONCEPT_PICTURES.items()},
        "glossary": evidence.glossary(),
        "cards": {card.id: card for card in evidence.claims()},
        "grades": evidence.GRADE_MEANS,
        "works": evidence.citations(),
        "rows": {row.id: row for row in evidence.targets()},
    }
    for name in ("concepts", "glossary", "cards", "sources"):
        path = f"library/{name}.html"
        page = render(__package__, f"{name}.html.j2", **frame, **known, root="../", path=path)
        yield path, page.encode()
