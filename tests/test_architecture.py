"""The house: which library lives where, what an import costs, and the contract of the layers."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import sim

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "sim").rglob("*.py"))

# Library -> the only places that may import it.
HOMES = {
    "numba": ("sim/kernels/",),
    "llvmlite": ("sim/kernels/",),
    "matplotlib": ("sim/plots/",),
    "contourpy": ("sim/plots/views/",),  # comes with matplotlib, and loads in a moment
    "streamlit": ("sim/ui/",),
    "starlette": ("sim/ui/",),
    "typer": ("sim/cli/",),
    "click": (),
    "rich": ("sim/cli/",),
    "jinja2": ("sim/plots/templates.py",),
    "docx": ("sim/export/",),
    "pandas": ("sim/many/", "sim/cli/"),  # sim/cli names its type only
}
# Others are loaded when needed.
AT_THE_TOP = {"contourpy", "jinja2", "llvmlite", "numba", "streamlit", "starlette", "typer"}


@pytest.fixture(scope="module")
def trees():
    """Every file of the package, parsed; by its name from the root."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in SOURCES
    }


def imports(tree):
    """Yield (module, whether it is imported when the file is)."""
    inside = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node not in inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node not in inside


def test_every_library_stays_in_its_home(trees):
    strays = [
        f"{module} in {name}"
        for name, tree in trees.items()
        for module, _ in imports(tree)
        if not name.startswith(HOMES.get(module.partition(".")[0], "sim/"))
    ]
    assert strays == []


def test_pyplot_is_nowhere_and_slow_libraries_load_when_needed(trees):
    slow = HOMES.keys() - AT_THE_TOP - {"matplotlib"}
    strays = [
        f"{module} in {name}"
        for name, tree in trees.items()
        for module, at_the_top in imports(tree)
        if module.startswith("matplotlib.pyplot")
        or (at_the_top and module.partition(".")[0] in slow)
    ]
    assert strays == []


def test_the_layers_are_kept():
    pytest.importorskip("importlinter", reason="the extra dev is not installed")
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def loaded(code):
    """Return the modules a fresh process has loaded after some code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        cwd=ROOT,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    return set(done.stdout.split())


def test_import_sim_loads_nothing_else():
    heavy = {"numpy", "numba", "pydantic", "matplotlib", "streamlit", "pandas", "typer"}
    found = loaded("import sim")
    assert not found & heavy
    assert {name for name in found if name.startswith("sim.")} == set()


def test_loading_and_running_needs_neither_pictures_nor_pandas_nor_the_page():
    found = loaded("import sim; sim.load, sim.run, sim.run_many, sim.Result, sim.presets()")
    assert not found & {"matplotlib", "streamlit", "pandas", "typer"}
    assert "numba" in found


def test_every_public_name_is_there_and_listed():
    assert {
        "load",
        "presets",
        "run",
        "compare",
        "sweep",
        "run_many",
        "Scenario",
        "Result",
        "ScenarioError",
        "ResultError",
        "Cancelled",
        "DivergedError",
        "plots",
        "__version__",
    } <= set(sim.__all__)
    for name in sim.__all__:
        assert getattr(sim, name) is not None
        assert name in dir(sim)
    with pytest.raises(AttributeError, match="no attribute 'sweeep'"):
        _ = sim.sweeep


def test_no_function_has_the_name_of_a_module_that_would_hide_it():
    """An import of ``sim.x`` puts the module in the place of the name x of the package."""
    modules = {path.stem for path in (ROOT / "sim").iterdir()}
    assert modules & set(sim.__all__) == {"plots"}


def test_type_checkers_see_the_same_names_as_python():
    tree = ast.parse((ROOT / "sim" / "__init__.py").read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.asname
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    seen |= {node.target.id for node in block.body if isinstance(node, ast.AnnAssign)}
    assert seen == set(sim.__all__)


def test_every_file_says_first_what_it_is(trees):
    assert [name for name, tree in trees.items() if not ast.get_docstring(tree)] == []


def test_no_error_is_caught_without_its_name(trees):
    strays = [
        f"{name}:{node.lineno}"
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
    ]
    assert strays == []


def test_the_contract_of_the_layers_names_every_part_of_the_package():
    with (ROOT / "pyproject.toml").open("rb") as file:
        contract = tomllib.load(file)["tool"]["importlinter"]["contracts"][0]
    named = {part.strip() for line in contract["layers"] for part in line.split("|")}
    parts = {
        path.stem
        for path in (ROOT / "sim").iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists())
    }
    assert named == parts - {"__init__", "__main__"}


def test_the_drawing_of_the_house_has_the_floors_of_the_contract():
    with (ROOT / "pyproject.toml").open("rb") as file:
        contract = tomllib.load(file)["tool"]["importlinter"]["contracts"][0]
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawing = text.partition("## The house")[2].partition("```")[2].partition("```")[0]
    drawn = [line.split("|")[1:-1] for line in drawing.splitlines() if "|" in line]
    assert [[room.strip() for room in floor] for floor in drawn] == [
        [room.strip() for room in floor.split("|")] for floor in contract["layers"]
    ]


def test_every_file_of_the_top_level_is_meant_to_be_there():
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone, so nobody knows which files belong to it")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True)
    if listed.returncode:  # a clone that belongs to another user
        pytest.skip(listed.stderr.decode())
    top_level = {name.partition("/")[0] for name in listed.stdout.decode().split("\0") if name}
    assert top_level == {
        *(".ci", ".dockerignore", ".gitignore", ".streamlit", "Dockerfile", "deploy"),
        *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "CITATION.cff", "LICENSE"),
        *("pyproject.toml", "requirements.txt", "requirements.lock"),
        *("app.py", "benchmarks", "docs", "scenarios", "sim", "tests"),
    }
