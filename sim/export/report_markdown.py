"""The report as Markdown: pictures are told in words, for a text file holds none."""

from __future__ import annotations

from collections.abc import Mapping

from sim.export import escape
from sim.export.stamp import Arms, Stamp
from sim.plots.report.outline import Block, Bullets, Figure, Heading, Paragraph, outline
from sim.scenario import Scenario


def report_markdown(
    stamp: Stamp, scenario: Scenario, arms: Arms, notes: Mapping[str, str] | None = None
) -> bytes:
    """Return the report with what the writer noted, by box, as a text in UTF-8."""
    blocks = outline(
        scenario, arms, notes=notes, changes=stamp.changes, link=stamp.link, remark=stamp.note
    )
    return ("\n\n".join(map(_markdown, blocks)) + "\n").encode()


def _markdown(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 1)} {escape.markdown(block.text)}"
    if isinstance(block, Paragraph):
        lines = block.text.splitlines() if block.is_own else [block.text]
        return "\n".join(f"{escape.markdown(line)}  " for line in lines).rstrip()
    if isinstance(block, Bullets):
        return "\n".join(f"- {escape.markdown(text)}" for text in block.texts)
    if isinstance(block, Figure):
        texts = (block.picture.alt, block.explanation)
        return "\n\n".join((f"### {escape.markdown(block.heading)}", *map(escape.markdown, texts)))
    header, *rows = [" | ".join(map(escape.markdown, row)) for row in (block.header, *block.rows)]
    lines = (header, " | ".join(["---"] * len(block.header)), *rows)
    return "\n".join(f"| {line} |" for line in lines)
