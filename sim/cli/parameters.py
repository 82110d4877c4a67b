"""``parameters``: every number of the model, with its unit, its range and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import AsJson
from sim.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

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
    from sim.cli.words import say_json, table

    rows = [row for row in declared() if (search or "").lower() in row["path"].lower()
            and (row["hand_set"] or not hand_set)]  # fmt: skip
    if not rows:
        found, allowed = f"no parameter with '{search}' in its name", "a part of a name: window"
        raise ScenarioError([Problem("parameters", "", found, allowed)])
    if as_json:
        say_json(rows)
    elif as_markdown:
        typer.echo("\n".join(_page(rows)))
    else:
        typer.echo(table(("parameter", "default", "unit", "range", "", "source"),
                         [(row["path"], *_cells(row)) for row in rows]))  # fmt: skip


def declared() -> Iterator[dict[str, Any]]:
    """Yield each declared parameter of the tables and of the interventions."""
    from sim.interventions import INTERVENTIONS
    from sim.scenario import Scenario
    from sim.scenario.paths import tables

    for place, owner in tables(Scenario).items():
        for name, field in owner.model_fields.items():
            yield _row("table", f"{place}.{name}", field)
    for owner in INTERVENTIONS:
        for name, field in owner.model_fields.items():
            if name not in ("name", "kind"):
                kind = owner.model_fields["kind"].default
                yield _row("intervention", f"{kind}.{name}", field)


def _row(part: str, path: str, field: FieldInfo) -> dict[str, Any]:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    source = str(extra.get("source", ""))
    limits = {name: getattr(bound, name) for bound in field.metadata
              for name in ("ge", "gt", "le", "lt") if hasattr(bound, name)}  # fmt: skip
    return {"part": part, "path": path, "default": field.get_default(call_default_factory=True),
            "unit": str(extra.get("unit", "")), "limits": limits, "source": source,
            "hand_set": source.startswith("chosen"), "help": field.description}  # fmt: skip


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    low = row["limits"].get("ge", row["limits"].get("gt"))
    high = row["limits"].get("le", row["limits"].get("lt"))
    limits = "" if low is None and high is None else f"{_shown(low)} to {_shown(high)}"
    return (_shown(row["default"]), row["unit"], limits, "hand" if row["hand_set"] else "",
            row["source"].removeprefix("chosen").lstrip(", "))


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value)) or "none"
    if isinstance(value, bool) or value is None:
        return {True: "on", False: "off", None: "..."}[value]
    return f"{value:g}" if isinstance(value, float) else str(value)


def _page(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield ABOUT
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["part"], row["path"].partition(".")[0]), []).append(row)
    for (part, name), members in groups.items():
        yield f"## {name}{' (intervention)' if part == 'intervention' else ''}\n"
        yield "| parameter | default | unit | range | set | source | what it is |"
        yield "|---|---|---|---|---|---|---|"
        for row in members:
            short = row["path"].partition(".")[2]
            yield f"| `{short}` | {' | '.join(_cells(row))} | {row['help']} |"
        yield ""
