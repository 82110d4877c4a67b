"""``cards``: the claims of the popular story, each with its grade and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.options import AsJson
from sim.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from sim.evidence import Citation, Claim, Target

CardId = Annotated[str | None, typer.Argument(metavar="ID", help="A card, such as CL07.")]
Grade = Annotated[
    str | None, typer.Option("--grade", metavar="GRADE", help="Only this grade, or how it begins.")
]
GroupLetter = Annotated[
    str | None, typer.Option("--group", metavar="LETTER", help="Only this group, A to F.")
]
AsMarkdown = Annotated[
    bool, typer.Option("--markdown", help="Print a page in Markdown, such as docs/evidence.md.")
]

ABOUT = """\
# Evidence

What popular articles claim about ketamine and plasticity, card by card: how well each claim is
supported, what a student should know, and which presets show it. `plasticity-lab cards CL07` prints
a card in full, with the works it cites and the numbers behind it. `plasticity-lab cards --markdown`
prints this page.

Grades: *strong human* (repeated randomised trials, a meta-analysis, or a fact of a drug label),
*moderate human* (small trials, or consistent physiology in people), *animal-only*, *contested*
(good studies disagree, the main test found nothing, or one small study is all), *marketing
overclaim* (told as a fact, and not supported as told), *opinion* (a judgement that no study can
decide). Most sources were read as abstracts or excerpts. What is only remembered stands as "not
checked" on the card, without numbers.

The toy network shows what would follow if its assumptions held. It supports none of these claims.
Where presets are no more than an analogy, the table says so; elsewhere a claim of a preset rests on
a row of the card.
"""


def cards(
    id: CardId = None,
    grade: Grade = None,
    group: GroupLetter = None,
    as_json: AsJson = False,
    as_markdown: AsMarkdown = False,
) -> None:
    """List the claim cards with their grades, or show one in full."""
    from dataclasses import asdict

    from sim.cli.output import say_json, table
    from sim.evidence import claim

    if id and (grade or group):
        found, allowed = f"{id} beside --grade or --group", "a card, or a choice among all of them"
        raise ScenarioError([Problem("cards", "", found, allowed)])
    chosen = (claim(id),) if id else _chosen(grade, group)
    if as_json:
        data = [asdict(card) for card in chosen]
        say_json(data[0] if id else data)
    elif as_markdown:
        typer.echo("\n".join(_page(chosen)))
    elif id:
        typer.echo("\n".join(_card(chosen[0])))
    else:
        rows = [(card.id, card.group, card.grade, card.claim) for card in chosen]
        typer.echo(table(("card", "group", "grade", "claim"), rows))


def _chosen(grade: str | None, group: str | None) -> tuple[Claim, ...]:
    from sim.evidence import GRADES, claims, groups

    grades = _beginning("--grade", grade, GRADES)
    letters = _beginning("--group", group, tuple(groups()))
    return tuple(card for card in claims() if card.grade in grades and card.group in letters)


def _beginning(flag: str, text: str | None, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names that begin with a text, all of them without one."""
    if text is None:
        return allowed
    names = tuple(name for name in allowed if name.lower().startswith(text.strip().lower()))
    if not text.strip() or not names:
        listed = f"one of: {', '.join(allowed)}"
        raise ScenarioError([Problem(flag, "", f"'{text[:60]}'", listed)])
    return names


def _grade(card: Claim) -> str:
    return f"{card.grade} ({card.grade_note})" if card.grade_note else card.grade


def _card(card: Claim) -> Iterator[str]:
    from sim.evidence import NOT_CHECKED, groups, target

    yield f"{card.id}, {groups()[card.group]}\n\n{card.claim}\n\nGrade: {_grade(card)}"
    yield f"Know: {card.caveat}"
    yield f"\nIn the toy: {card.toy}"
    yield f"Shown by: {', '.join(card.shown_by) or f'no preset. {card.card_only}'}"
    if card.analogy:
        yield f"Only an analogy: {card.analogy}"
    if card.parameters:
        yield f"Parameters: {', '.join(card.parameters)}"
    if card.tests:
        yield f"Tests: {', '.join(card.tests)}"
    if card.unverified:
        yield f"\nRemembered, {NOT_CHECKED}"
        for remark in card.unverified:
            rows = f" [{', '.join(remark.targets)}]" if remark.targets else ""
            yield f"  {remark.text}{rows}"
    if card.citations:
        yield "\nSources"
        yield from (f"  {_source(citation)}" for citation in card.citations)
    if card.targets:
        yield "\nNumbers"
        yield from (f"  {_row(target(row))}" for row in card.targets)


def _source(citation: Citation) -> str:
    from sim.evidence import NOT_CHECKED

    notes = "; ".join(
        part for part in ("" if citation.verified else NOT_CHECKED, citation.note) if part
    )
    parts = (f"{citation.short}, {citation.work}", citation.link, f"({notes})" if notes else "")
    return "  ".join(part for part in parts if part)


def _row(target: Target) -> str:
    """Return a row in words; without its numbers when one of them was not checked."""
    context = f"; {target.context}" if target.is_checked and target.context else ""
    return f"{target.id}: {target.quantity}: {target.value_or_note}{context} [{target.source}]"


def _page(chosen: tuple[Claim, ...]) -> Iterator[str]:
    from sim.evidence import groups

    yield ABOUT.rstrip()
    for letter, title in groups().items():
        listed = [card for card in chosen if card.group == letter]
        if listed:
            yield f"\n## {letter}. {title}\n"
            yield "| card | claim | grade | what to know | presets |\n|---|---|---|---|---|"
        for card in listed:
            shown = ", ".join(f"`{preset}`" for preset in card.shown_by) or card.card_only
            shown += f". Only an analogy: {card.analogy}" if card.analogy else ""
            yield f"| {card.id} | {card.claim} | {_grade(card)} | {card.caveat} | {shown} |"
