"""``outputs``: everything that a run yields, with its unit, its axes and what it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.options import AsJson
from sim.errors import Problem, ScenarioError

if TYPE_CHECKING:
    from sim.outputs import Output

Search = Annotated[str | None, typer.Argument(metavar="[TEXT]", help="Only names with this text.")]
AsMarkdown = Annotated[
    bool, typer.Option("--markdown", help="Print a page in Markdown, such as docs/outputs.md.")
]

ABOUT = """\
# Outputs

Every array that a run yields, as the code declares it: `sim/outputs.py`, and the files of the
assays. `plasticity-lab outputs --markdown` prints this page. The numbers that tables and claims ask
a result for are in `docs/measures.md`.

Axes that a run decides: step (of the calendar), test, session (of practice), spike, neuron (every
cell), cell and synapse (of the sample). Axes of fixed length:

"""
SECTIONS = {
    "": "Fields of a result",
    "series": "At every step: `result.series`",
    "probes": "At every test: `result.probes`",
    "spikes": "Spikes of all tests: `result.spikes`",
    "sample": "Some cells, so that a network can be drawn: `result.sample`",
    "assay": "From assays that are on: `result.probes`",
}


def outputs(
    search: Search = None, as_json: AsJson = False, as_markdown: AsMarkdown = False
) -> None:
    """List every output of a run: unit, axes, and what it is."""
    from sim.cli.output import say_json, table

    rows = [row for row in declared() if (search or "").lower() in row["key"].lower()]
    if not rows:
        found, allowed = f"no output with '{search}' in its name", "a part of a name: rate"
        raise ScenarioError([Problem("outputs", "", found, allowed)])
    if as_json:
        say_json(rows)
    elif as_markdown:
        typer.echo("\n".join(_page(rows)))
    else:
        typer.echo(
            table(
                ("output", "unit", "axes", "what it is"),
                [(row["key"], row["unit"], row["axes"], row["meaning"]) for row in rows],
            )
        )


def declared() -> list[dict[str, Any]]:
    """Return all outputs in their order, those of assays last."""
    from sim import assays
    from sim.outputs import OUTPUTS

    def row(output: Output, assay: str = "") -> dict[str, Any]:
        return {
            "key": output.key,
            "name": output.name,
            "label": output.label,
            "unit": output.unit,
            "axes": output.shape,
            "meaning": output.meaning,
            "assay": assay,
        }

    rows = [row(output) for output in OUTPUTS]
    return rows + [row(output, assay.TABLE) for assay in assays.ASSAYS for output in assay.OUTPUTS]


def _page(rows: list[dict[str, Any]]) -> Iterator[str]:
    from sim.outputs import AXES

    axes = [f"* {axis}: {', '.join(names)}" for axis, names in AXES.items()]
    yield ABOUT + "\n".join(axes) + "\n"
    for section, title in SECTIONS.items():
        members = [row for row in rows if _section(row) == section]
        if not members:
            continue
        yield f"## {title}\n"
        first = "| output | label | unit | axes | what it is |"
        yield f"{first} assay |" if section == "assay" else first
        yield "|---|---|---|---|---|---|" if section == "assay" else "|---|---|---|---|---|"
        for row in members:
            cells = [f"`{row['name']}`", *(row[name] for name in ("label", "unit", "axes"))]
            cells += [row["meaning"], *([f"`{row['assay']}`"] if row["assay"] else [])]
            yield f"| {' | '.join(cells)} |"
        yield ""


def _section(row: dict[str, Any]) -> str:
    return "assay" if row["assay"] else row["key"].rpartition(".")[0]
