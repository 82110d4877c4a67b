"""Presets and files: from a name, a path or a text to a scenario."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from sim.errors import Problem, ScenarioError
from sim.phrases import listing, suggest
from sim.scenario.findings import show
from sim.scenario.plain_data import freeze
from sim.scenario.schema import Scenario
from sim.scenario.tomlio import MAX_BYTES, read_scenario

PACKAGE = Path(__file__).resolve().parents[1]


def presets_folder() -> Path:
    """Return the folder of the presets: inside an installed package, beside it in a checkout."""
    inside = PACKAGE / "_scenarios"
    return inside if inside.is_dir() else PACKAGE.parent / "scenarios"


def presets() -> tuple[str, ...]:
    """Return the ids of the presets, in alphabetical order."""
    return tuple(sorted(path.stem for path in presets_folder().glob("*.toml")))


def preset_path(id: str) -> Path:
    """Return the file of a preset.

    Raises
    ------
    ScenarioError
        When there is no such preset, with the list and the nearest one.
    """
    known = presets()
    if id not in known:
        allowed = f"one of: {listing(known, 40)}" if known else "a path to a .toml file"
        found = f"no preset '{id[:80]}'"
        raise ScenarioError([Problem("preset", "", found, allowed, suggest(id, known))])
    return presets_folder() / f"{id}.toml"


def _read_text(path: Path) -> str:
    """Return the text of a scenario file, or raise `ScenarioError` with the reason."""

    def refuse(found: str, allowed: str, near: str | None = None) -> ScenarioError:
        return ScenarioError([Problem(path.name or str(path), "", found, allowed, near)])

    with contextlib.suppress(RuntimeError):  # this user has no home
        path = path.expanduser()
    if path.suffix.lower() == ".npz":
        raise refuse("a result file (.npz)", "a preset or a .toml file")
    try:
        if not path.exists():
            near = suggest(path.name, (file.name for file in path.parent.glob("*.toml")))
            found = f"no such file in {path.absolute().parent}"
            raise refuse(found, "a path to a .toml file", near)
        if not path.is_file():
            raise refuse(
                "no file but a folder or device",
                "a path to a .toml file; save the text in one first",
            )
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise refuse(f"a file that cannot be read ({reason})", "a readable .toml file") from None
    if len(raw) > MAX_BYTES:
        raise refuse(f"more than {MAX_BYTES} bytes", f"at most {MAX_BYTES} bytes")
    try:
        return raw.decode("utf-8-sig")  # some editors put a mark at the start
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise refuse(f"bytes in line {line} that are no UTF-8", "text saved as UTF-8") from None


def source_path(name: str) -> Path:
    """Return the file that the id of a preset or a path means.

    Raises
    ------
    ScenarioError
        When there is no such preset.
    """
    if name == "-":
        allowed = "a path to a .toml file; save the text in one first"
        raise ScenarioError([Problem("-", "", "standard input", allowed)])
    endings = (".toml", ".npz", ".toml.txt")  # the last: named by an editor that hides endings
    is_path = name.lower().endswith(endings) or "/" in name or "\\" in name
    return Path(name) if is_path else preset_path(name)


def load(source: str | Path | Scenario) -> Scenario:
    """Return a scenario.

    Parameters
    ----------
    source : str, Path or Scenario
        Id of a preset; a path (a `Path`, or text that ends in ``.toml`` or holds a slash); or TOML
        text (text that holds a line break or an equals sign). A scenario comes back as it is.

    Raises
    ------
    ScenarioError
        With every mistake; no other error comes from a wrong file or text.
    """
    if isinstance(source, Scenario):
        return source
    if isinstance(source, os.PathLike):
        path = Path(source)
        return read_scenario(_read_text(path), name=path.name)
    if not isinstance(source, str):
        allowed = "the id of a preset, a path to a .toml file, or TOML text"
        raise ScenarioError([Problem("scenario", "", show(freeze(source)), allowed)])
    if "\n" in source or ("=" in source and not source.rstrip().lower().endswith(".toml")):
        return read_scenario(source)
    path = source_path(source)
    return read_scenario(_read_text(path), name=path.name)
