"""Read scenarios and single values from TOML; every mistake has a line and a remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from typing import Any, TypeVar

from sim.errors import Problem, ScenarioError
from sim.params import Params
from sim.scenario.build import Source, build
from sim.scenario.findings import Finding, show
from sim.scenario.line_numbers import line_numbers
from sim.scenario.plain_data import freeze
from sim.scenario.schema import SCHEMA, Scenario

S = TypeVar("S", bound=Params)

MAX_BYTES = 64_000
# The standard reader takes time that grows with the square of the parts of one dotted key.
_MAX_POINTS_IN_A_LINE = 500
_MAX_VALUE_CHARACTERS = 2_000
_HINT_REACH = 80  # characters to both sides of a syntax error
_PLAIN = "lines of the form name = value below headers such as [time] or [[arm]]"

_CURLY = "\u201c\u201d\u201e\u2018\u2019"  # quotes of a word processor

# Pattern, what is allowed, what was meant: tried at the place of a syntax error.
_HINTS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    (
        r"(?<![\d.,])[-+]?\d+,\d+\s*(?![\d.,])",
        "a decimal point (use a point: {})",
        lambda t: t.replace(",", "."),
    ),
    (r"(?<![\w.])[-+]?\.\d+", "a digit before the point", lambda t: t.replace(".", "0.")),
    (r"[-+]?\d+\.(?!\d)", "a digit after the point", lambda t: t + "0"),
    (r"(?<![\w.])0\d+", "a number without leading zeros", lambda t: t.lstrip("0") or "0"),
    (r"\b(True|False|TRUE|FALSE)\b", "true or false in lower case", str.lower),
    (rf"[{_CURLY}][^{_CURLY}]*[{_CURLY}]", "straight quotes", lambda t: f'"{t[1:-1]}"'),
    (r"(?<==)\s*[A-Za-z_][\w .\-]*", "text in quotes", lambda t: f'"{t}"'),
)


# The same for a whole line: characters that cannot be seen, habits of other files and languages.
_SLIPS: tuple[tuple[str, str, Callable[[re.Match], str | None]], ...] = (
    (
        "[\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff]",
        "plain blanks; one here is of another kind and cannot be seen",
        lambda m: None,
    ),
    (
        "[\x00-\x08\x0b-\x1f\x7f]",
        "plain text; a character here cannot be seen: delete the end of the line and save again",
        lambda m: None,
    ),
    (
        r"=\s*[-+]?\d{1,3}(\.\d{3})+,\d+\s*$",
        "a decimal point and no other mark in a number",
        lambda m: m[0].lstrip("= ").strip().replace(".", "").replace(",", "."),
    ),
    (
        r"=\s*([-+]?\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,}|(\.\d{3}){2,}|( \d{3})+(\.\d+)?))\s*$",
        "a number without marks between its thousands",
        lambda m: _one_point(m[1]),
    ),
    (r"=\s*\u2212\s*(\d+(\.\d+)?)\s*$", "a minus sign from the keyboard", lambda m: f"-{m[1]}"),
    (
        r"=\s*[-+]?\d+;\d+\s*$",
        "one number with a decimal point, or a list such as [2, 5]; no semicolon",
        lambda m: None,
    ),
    (
        r"^\s*([\w.]+)\s*:\s*([^=]+)$",
        "an equals sign between name and value",
        lambda m: f"{m[1]} = {m[2].strip()}",
    ),
    (r"=\s*([^\"'#,;=]+?)\s*;\s*$", "a value without a semicolon", lambda m: m[1]),
    (
        r"=\s*([-+]?\d+(\.\d+)?)\s*[A-Za-z%/]+\s*$",
        "the number alone; its unit is fixed",
        lambda m: m[1],
    ),
)


def _one_point(number: str) -> str:
    """Return a number without the marks between its thousands."""
    digits = re.sub(r"[ ,]", "", number)
    return digits.replace(".", "") if digits.count(".") > 1 else digits


def _slip(line: str) -> tuple[str, str | None] | None:
    """Return what is allowed and what was meant where a whole line shows a usual slip."""
    for pattern, allowed, mend in _SLIPS:
        match = re.search(pattern, line)
        if match:
            meant = mend(match)
            return allowed, meant if meant and _is_toml(meant) else None
    return None


def _is_toml(text: str) -> bool:
    """Return whether a text can be read as a value, or as a name with a value."""
    try:
        tomllib.loads(text if "=" in text else f"v = {text}")
    except (ValueError, RecursionError):
        return False
    return True


def _hint(line: str, column: int) -> tuple[str, str | None]:
    """Return what is allowed at a column (from 1) of a faulty line, and what was meant there."""
    start = max(0, column - _HINT_REACH)
    for pattern, allowed, mend in _HINTS:
        for match in re.finditer(pattern, line[start : column + _HINT_REACH]):
            if match.start() < column - start <= match.end() + 1:
                meant = mend(match.group().strip())
                return allowed.format(meant), meant
    return _PLAIN, None


def _syntax_problem(error: Exception, text: str, name: str) -> Problem:
    message = str(error)
    lines = text.replace("\r\n", "\n").split("\n")
    if isinstance(error, RecursionError) or not isinstance(error, tomllib.TOMLDecodeError):
        return Problem(f"{name}:1", "", "a value too deep or too long", "short values")
    match = re.search(r"\(at line (\d+), column (\d+)\)", message)
    if match:
        line, column = int(match[1]), int(match[2])
    else:  # "at end of document"
        line = len("\n".join(lines).rstrip().split("\n"))
        column = len(lines[line - 1]) + 1
    reason = re.sub(r"\s*\(at .*\)$", "", message)
    shown = lines[line - 1].strip()[:60]
    allowed, meant = _slip(lines[line - 1]) or _hint(lines[line - 1], column)
    found = f"'{shown}', which cannot be read at column {column} ({reason})"
    return Problem(f"{name}:{line}", "", found, allowed, meant)


def parse_toml(text: str, *, name: str) -> tuple[dict[str, Any], Source]:
    """Return the data of a TOML text (lists as tuples) and the lines they stand in.

    Raises
    ------
    ScenarioError
        Text too long or not TOML, with line, column and, for common slips, the remedy.
    """
    n_bytes = len(text.encode("utf-8", "surrogatepass"))
    if n_bytes > MAX_BYTES:
        raise ScenarioError([Problem(name, "", f"{n_bytes} bytes", f"at most {MAX_BYTES} bytes")])
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > _MAX_POINTS_IN_A_LINE:
            allowed = f"at most {_MAX_POINTS_IN_A_LINE} points in a line"
            raise ScenarioError([Problem(f"{name}:{number}", "", "a very long line", allowed)])
    try:
        data = freeze(tomllib.loads(text))
        return data, Source(name, line_numbers(text))
    except (ValueError, RecursionError) as error:
        raise ScenarioError([_syntax_problem(error, text, name)]) from None


def read_scenario(text: str, *, name: str = "text", cls: type[S] = Scenario) -> S:
    """Return the scenario a TOML text describes.

    Parameters
    ----------
    text : str
        TOML.
    name : str
        File name for messages.
    cls : type
        The scenario class.

    Raises
    ------
    ScenarioError
        With every mistake of the text.
    """
    data, source = parse_toml(text, name=name)
    missing = []
    if "schema" not in data:
        missing.append(
            Finding(("schema",), "nothing, the name is missing", f"schema = {SCHEMA} as first line")
        )
    if data.get("arm", ()) == ():
        missing.append(Finding(("arm",), "nothing", "at least one [[arm]] block with an id"))
    return build(cls, data, source, missing)


def parse_value(text: str, *, path: str = "", where: str = "--set") -> Any:
    """Return the value of a text in TOML syntax; bare words are text.

    Raises
    ------
    ScenarioError
        Naming ``where`` and ``path``.
    """
    text = text.strip()
    allowed = 'a number, true, false, a word, "text" or a list such as [1.0, 2.0]'
    if not text or len(text) > _MAX_VALUE_CHARACTERS:
        found = "a very long text" if text else "nothing"
        raise ScenarioError([Problem(where, path, found, allowed)])
    try:
        data = tomllib.loads(f"v = {text}")
    except (ValueError, RecursionError):
        if re.fullmatch(r"[A-Za-z_][\w .\-]*", text) and text.lower() not in ("true", "false"):
            return text
        if (closed := _closed(text)) is not None:
            raise ScenarioError(
                [Problem(where, path, f"{show(text)}, a list without its end", allowed, closed)]
            ) from None
        hints = (_hint(text, column) for column in range(1, min(len(text), _HINT_REACH) + 1))
        readable = (hint for hint in hints if hint[1] is not None and _is_toml(hint[1]))
        hint = _slip(f"v = {text}") or next(readable, (allowed, None))
        raise ScenarioError([Problem(where, path, show(text), *hint)]) from None
    if data.keys() != {"v"}:
        raise ScenarioError([Problem(where, path, show(text), allowed)])
    return freeze(data["v"])


def _closed(text: str) -> str | None:
    """Return a list whose last brackets are missing with them; None if that does not mend it."""
    missing = text.count("[") - text.count("]")
    if not text.startswith("[") or missing < 1:
        return None
    whole = text.rstrip(", ") + "]" * missing
    return whole if _is_toml(whole) else None


def parse_assignment(text: str, *, where: str = "--set") -> tuple[str, Any]:
    """Return path and value of ``practice.start_d=5``.

    Raises
    ------
    ScenarioError
        When there is no path, no equals sign or no readable value.
    """
    path, equals, value = text.partition("=")
    path = path.strip()
    if not equals or not re.fullmatch(r"[\w.\-]+", path):
        raise ScenarioError(
            [Problem(where, "", show(text), "PATH=VALUE, such as practice.start_d=5")]
        )
    return path, parse_value(value, path=path, where=where)
