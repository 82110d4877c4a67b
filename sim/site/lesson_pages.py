"""The page of a lesson: seven steps to read, do and print, held against the runs that ship."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sim import evidence, stored
from sim.lessons import (
    Lesson,
    Question,
    Spec,
    guess_words,
    judge,
    lesson_words,
    lessons,
    scenario_of,
    whole,
)
from sim.lessons.records import Picture
from sim.lessons.rules import Runs
from sim.plots.origin import seeds_of_arms
from sim.plots.player.opening import opening
from sim.plots.registry import PLOTS
from sim.plots.templates import render
from sim.site.drawn import Drawn, drawn

_PLOTS = {plot.id: plot for plot in PLOTS}


class Told(NamedTuple):
    """An idea, what it predicts, and what the runs say; empty where no runs of it ship."""

    text: str
    predicts: str
    found: str
    fits: bool


class Shipped(NamedTuple):
    """Runs of a lesson that ship, by the id of their arm; ``note`` says if there are fewer."""

    runs: Runs
    note: str


def shipped(spec: Spec) -> Shipped | None:
    """Return the runs of a whole spec, from its first seed on, if all of its arms have some."""
    scenario = scenario_of(spec)
    seeds = range(spec.seed or 0, (spec.seed or 0) + min(spec.seeds, stored.N_SEEDS))
    runs = {
        arm: [stored.get(scenario.fingerprint(arm, seed)) for seed in seeds] for arm in spec.arms
    }
    if not runs or any(run is None for results in runs.values() for run in results):
        return None
    is_less = len(seeds) < spec.seeds
    note = lesson_words.PARTIAL.format(done=len(seeds), wanted=spec.seeds) if is_less else ""
    return Shipped(runs, note)


def files_of_lesson(lesson: Lesson, **frame: object) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of the files of a lesson; ``frame`` is what every page is given."""
    main, push = shipped(whole(lesson)), shipped(whole(lesson, lesson.push.run))
    known = {
        name: found.runs for name, found in (("main", main), ("push", push)) if found is not None
    }
    numbers = judge.numbers(lesson.numbers, known)

    def told(text: str) -> str:
        """Return a text with its numbers; empty if one of them is of runs that do not ship."""
        filled = judge.fill(text, numbers)
        return "" if judge.UNKNOWN in filled else filled

    figures = _figures(lesson, main.runs) if main else []
    for figure in figures:
        yield f"lessons/{figure.address}", figure.svg
    case = [told(step) for step in lesson.ending.case]
    page = render(
        __package__,
        "lesson.html.j2",
        **frame,
        lesson=lesson,
        steps=lesson_words.STEPS,
        lesson_words=lesson_words,
        guess=guess_words,
        told=told,
        root="../",
        path=f"lessons/{lesson.id}.html",
        opening=opening(lesson),
        main=main,
        push=push,
        drawn=figures,
        answer=_answer(lesson.predict, main),
        seen=_answer(lesson.observe, main),
        flipped=bool(main and push) and judge.flips(lesson, main.runs, push.runs) == (True, False),
        checks=[(asked, _ideas(lesson, asked, main)) for asked in lesson.checks],
        case=case if all(case) else [],
        cards=[evidence.claim(id) for id in lesson.evidence],
        following=lessons().get(lesson.next),
    )
    yield f"lessons/{lesson.id}.html", page.encode()


def _figures(lesson: Lesson, runs: Runs) -> list[Drawn]:
    """Return the pictures of steps 4 and 5 of the main run, each once."""
    labels = scenario_of(whole(lesson)).arm_names()
    arms = {labels[arm]: results for arm, results in runs.items()}
    asked = dict.fromkeys((*lesson.observe.pictures, *lesson.explain.pictures))
    return [_figure(lesson, picture, arms, number) for number, picture in enumerate(asked, start=1)]


def _figure(
    lesson: Lesson, asked: Picture, arms: Mapping[str, Sequence[object]], number: int
) -> Drawn:
    plot = _PLOTS[asked.plot]
    (picture,) = plot.pictures(arms, day=asked.day, measure=asked.measure, together=True).values()
    return drawn(
        picture,
        heading=plot.name,
        address=f"{lesson.id}/{number}_{plot.id}.svg",
        caption=seeds_of_arms(arms),
    )


def _answer(asked: Question, main: Shipped | None) -> str:
    """Return the text of the one answer that fits the main run; empty if none or several do."""
    fitting = judge.fitting(asked, main.runs) if main else ()
    texts = {option.id: option.text for option in asked.options}
    return texts[fitting[0]] if len(fitting) == 1 else ""


def _ideas(lesson: Lesson, asked: Question, main: Shipped | None) -> list[Told]:
    ideas = []
    for option in asked.options:
        found = main if option.run is None else shipped(whole(lesson, option.run))
        ideas.append(
            Told(
                option.text,
                option.predicts or option.text,
                " ".join(filter(None, (judge.finding(option, found.runs), found.note)))
                if found
                else "",
                bool(found) and judge.fits(option, found.runs),
            )
        )
    return ideas
