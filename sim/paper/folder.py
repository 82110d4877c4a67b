"""Everything on paper as a folder: sheets and packs by lesson, keys apart, and a page of links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sim.errors import Problem, ScenarioError
from sim.lessons import Lesson, lessons
from sim.paper import paper_words as words
from sim.paper import quiz
from sim.paper.key import Key
from sim.paper.pack import pack
from sim.paper.sheets import hand_in, key_page, paper_style, plan_page, worksheet
from sim.phrases import listing, suggest
from sim.plots import DISCLAIMER
from sim.plots.templates import render
from sim.result import Result

KEYS = "keys"


class File(NamedTuple):
    """A file of the folder: its path within it, what it is, its content."""

    path: str
    label: str
    content: bytes


def chosen_lessons(ids: Sequence[str]) -> list[Lesson]:
    """Return the lessons that were asked for, by id; without any, all that there are.

    Raises
    ------
    ScenarioError
        If there is no lesson of that id, with the nearest one.
    """
    known = lessons()
    wanted = [id.strip().upper() for id in ids] or list(known)
    wrong = [
        Problem("--lesson", "", f"'{id[:60]}'", f"one of: {listing(known, 20)}", suggest(id, known))
        for id in wanted
        if id not in known
    ]
    if wrong:
        raise ScenarioError(wrong)
    return [known[id] for id in dict.fromkeys(wanted)]


def files_of(
    lesson: Lesson, played: Sequence[Result], key: Key | None, address: str = ""
) -> Iterator[File]:
    """Yield the files of one lesson.

    Parameters
    ----------
    lesson : Lesson
    played : sequence of Result
        Runs of its replay, see `sim.paper.pack.replay_tasks`; empty: the pack has none.
    key : Key, optional
        None: no key is written.
    address : str
        Where the app runs; empty: no address is printed.
    """
    id = lesson.id
    yield File(f"{id}/worksheet.html", words.WORKSHEET, worksheet(lesson, address))
    yield File(f"{id}/hand_in.html", words.HAND_IN, hand_in(lesson))
    yield File(f"{id}/plans.html", words.PLANS, plan_page(lesson))
    yield File(f"{id}/{id}_pack.zip", words.PACK, pack(lesson, played, address))
    if key is not None:
        yield File(f"{KEYS}/{id}_key.html", words.KEY, key_page(key))


def files_of_all(
    written: Mapping[str, Sequence[tuple[str, str]]], keys: Sequence[Key]
) -> Iterator[File]:
    """Yield the quiz bank, and last the page that lists all files.

    Parameters
    ----------
    written : mapping of lesson id to (path, label) of each file
    keys : sequence of Key
        Empty: no quiz bank, for its right answers are those of the keys.
    """
    of_all = []
    if keys:
        of_all = [
            File(f"{KEYS}/quiz.gift.txt", words.QUIZ_GIFT, quiz.gift(keys)),
            File(f"{KEYS}/quiz.csv", words.QUIZ_CSV, quiz.table(keys)),
        ]
        yield from of_all
    page = render(
        __package__,
        "index.html.j2",
        words=words,
        style=paper_style(),
        disclaimer=DISCLAIMER,
        lessons=[(lessons()[id], files) for id, files in written.items()],
        others=[(file.path, file.label) for file in of_all],
    )
    yield File("index.html", words.INDEX, page.encode())
