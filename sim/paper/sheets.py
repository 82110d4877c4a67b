"""Pages that print: a worksheet, a hand-in, the plans and the key of a lesson."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import segno

from sim.files import packaged_text
from sim.lessons import Lesson
from sim.paper import paper_words as words
from sim.paper.key import Key
from sim.paper.plan import plans
from sim.paper.scene import scene_picture, scene_svg
from sim.plots import DISCLAIMER
from sim.plots.templates import render


class Work(NamedTuple):
    """What a pupil did in a lesson, in the pupil's own words.

    ``curve`` holds (day, height) as drawn, ``checks`` an answer for each check, or nothing;
    ``picture`` is an SVG of our own with its words in ``alt``.
    """

    guess: str
    confidence: str
    curve: Sequence[tuple[float, float]]
    sentence: str
    checks: Sequence[str]
    picture: str
    alt: str


def worksheet(lesson: Lesson, address: str = "") -> bytes:
    """Return a worksheet of at most two pages, with the address of the lesson at its end.

    Parameters
    ----------
    lesson : Lesson
    address : str
        Where the app runs, such as ``https://lab.example.org``; empty: no address is printed.
    """
    link = address_of(lesson, address)
    return _page(
        "worksheet.html.j2",
        lesson,
        words.WORKSHEET,
        picture=scene_svg(lesson),
        alt=scene_picture(lesson).alt,
        link=link,
        qr=qr_svg(link) if link else "",
    )


def hand_in(lesson: Lesson, work: Work | None = None) -> bytes:
    """Return one page to hand in: blank, or with what a pupil wrote."""
    return _page("hand_in.html.j2", lesson, words.HAND_IN, work=work)


def plan_page(lesson: Lesson) -> bytes:
    """Return the plans of a lesson, one page for each length, with traps and what pupils say."""
    return _page("plans.html.j2", lesson, words.PLANS, plans=plans(lesson))


def key_page(key: Key) -> bytes:
    """Return the answer key of a lesson."""
    return _page("key.html.j2", key.lesson, words.KEY, key=key)


def address_of(lesson: Lesson, address: str) -> str:
    """Return the address of the first step of a lesson; empty without one of the app."""
    return f"{address.rstrip('/')}/lessons?lesson={lesson.id}" if address else ""


def qr_svg(address: str) -> str:
    """Return a QR code that can still be read when the paper has a crease."""
    code = segno.make_qr(address, error="m")
    return code.svg_inline(border=4, light="#ffffff", dark="#000000", omitsize=True)


def paper_style() -> str:
    """Return the style sheet of all pages."""
    return packaged_text(__package__, "paper.css")


def _page(template: str, lesson: Lesson, kind: str, **values: object) -> bytes:
    return render(
        __package__,
        template,
        lesson=lesson,
        kind=kind,
        words=words,
        disclaimer=DISCLAIMER,
        style=paper_style(),
        **values,
    ).encode()
