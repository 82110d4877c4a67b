"""Write the equations of docs/model.md: those at the head of each file, beside its name.

    python benchmarks/equations.py
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.pages import replace_part

FOLDERS = ("sim/model", "sim/kernels", "sim/interventions", "sim/assays")
_BLOCK = re.compile(r"::\n\n((?:[ ]+\S[^\n]*\n|\n)+)")


def equations(path: Path) -> list[str]:
    """Return the indented blocks of equations in the docstring of a file."""
    text = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "") + "\n"
    return [block.strip("\n") for block in _BLOCK.findall(text)]


def page_part() -> str:
    """Return the equations of every file that has some, in Markdown."""
    return "\n\n".join(_of_files())


def _of_files() -> Iterator[str]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).glob("*.py")):
            blocks = equations(path)
            if blocks:
                first = ast.get_docstring(ast.parse(path.read_text("utf-8"))).partition("\n")[0]
                shown = "\n\n".join(f"```\n{block}\n```" for block in blocks)
                yield f"**`{path.relative_to(ROOT).as_posix()}`**: {first}\n\n{shown}"


if __name__ == "__main__":
    replace_part("model.md", "equations", page_part())
