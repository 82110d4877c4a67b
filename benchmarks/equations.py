"""Write the equations of docs/model.md: those at the head of each file, beside its name.

python benchmarks/equations.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.pages import replace_part
from sim.equations import heads


def page_part() -> str:
    """Return the equations of every file that has some, in Markdown."""
    return "\n\n".join(_of_files())


def _of_files() -> Iterator[str]:
    for head in heads():
        if head.equations:
            shown = "\n\n".join(f"```\n{block}\n```" for block in head.equations)
            yield f"**`{head.file}`**: {head.title}\n\n{shown}"


if __name__ == "__main__":
    replace_part("model.md", "equations", page_part())
