"""``parameters``: every number of the model, with its unit, its range and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.options import AsJson
from sim.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from sim.scenario.declared import Declared

Search = Annotated[str | None, typer.Argument(metavar="[TEXT]", help="Only names with this text.")]
HandSet = Annotated[bool, typer.Option("--hand-set", help="Only those that were set by hand.")]
AsMarkdown = Annotated[
    bool, typer.Option("--markdown", help="Print a page in Markdown, such as docs/parameters.md.")
]

ABOUT = """\
# Parameters

Every number and switch of the model as it stands in the code: tables of a scenario first, then what
an intervention asks for. `plasticity-lab parameters --markdown` prints this page.

**hand** marks what was set by hand ("chosen" in the code, "after" the row named, if any). Codes are
rows of `sim/evidence/targets.csv`; `plasticity-lab sources` tells what they stand for. How much the
central result depends on what was set by hand is in `docs/sensitivity.md`.
"""


def parameters(
    search: Search = None,
    hand_set: HandSet = False,
    as_json: AsJson = False,
    as_markdown: AsMarkdown = False,
) -> None:
    """List every parameter: default, unit, range, source, and which were set by hand."""
    from sim.cli.output import say_json, table
    from sim.scenario.declared import declared

    wanted = (search or "").lower()
    rows = [row for row in declared() if wanted in row.leaf.path.lower()]
    if hand_set:
        rows = [row for row in rows if row.leaf.is_hand_set]
    if not rows:
        found, allowed = f"no parameter with '{search}' in its name", "a part of a name: window"
        raise ScenarioError([Problem("parameters", "", found, allowed)])
    if as_json:
        say_json([row.as_data() for row in rows])
    elif as_markdown:
        typer.echo("\n".join(_page(rows)))
    else:
        typer.echo(
            table(
                ("parameter", "default", "unit", "range", "", "source"),
                [(row.leaf.path, *_cells(row)) for row in rows],
            )
        )


def _cells(row: Declared) -> tuple[str, ...]:
    return (
        row.default_in_words,
        row.leaf.unit,
        row.range_in_words,
        "hand" if row.leaf.is_hand_set else "",
        row.leaf.precedent,
    )


def _page(rows: list[Declared]) -> Iterator[str]:
    yield ABOUT
    groups: dict[tuple[str, str], list[Declared]] = {}
    for row in rows:
        groups.setdefault((row.part, row.leaf.path.partition(".")[0]), []).append(row)
    for (part, name), members in groups.items():
        yield f"## {name}{' (intervention)' if part == 'intervention' else ''}\n"
        yield "| parameter | name | default | unit | range | set | source | what it is |"
        yield "|---|---|---|---|---|---|---|---|"
        for row in members:
            short = row.leaf.path.partition(".")[2]
            yield f"| `{short}` | {row.leaf.label} | {' | '.join(_cells(row))} | {row.leaf.help} |"
        yield ""
