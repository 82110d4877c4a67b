"""Browser, command line, notebook and sweep: one scenario, one set of numbers."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import sim
from sim.cli.root import commands
from sim.scenario import parse_value
from sim.ui.settings.address import from_query
from sim.ui.settings.state import scenario_of, tasks_of
from tests.small import PRESET, SMALL

README = Path(__file__).parents[1] / "README.md"
CHANGES = SMALL | {"practice.start_d": "4.0"}


@pytest.fixture(scope="module")
def notebook():
    changes = {path: parse_value(value) for path, value in CHANGES.items()}
    return sim.load(PRESET).with_changes(changes)


def assert_same_bits(first: sim.Result, second: sim.Result) -> None:
    assert first.scenario == second.scenario
    assert first.provenance.fingerprint == second.provenance.fingerprint
    for name in ("series", "probes", "spikes"):
        for key, array in getattr(first, name).items():
            np.testing.assert_array_equal(array, getattr(second, name)[key], strict=True)


def test_browser_and_notebook_build_the_same_scenario_and_the_same_runs(notebook):
    query = {
        "preset": [PRESET],
        "seed": ["3"],
        "seeds": ["1"],
        "arms": ["in_window,late"],
        "set": [f"{path}:{value}" for path, value in CHANGES.items()],
    }
    address = from_query(query)
    assert not address.notes
    tasks = tasks_of(address.settings, scenario_of(address.settings))
    assert [(task.arm, task.seed) for task in tasks] == [("in_window", 3), ("late", 3)]
    # The page marks changed arms in their labels; what the engine sees is the same.
    for task in tasks:
        assert task.scenario.for_arm(task.arm) == notebook.for_arm(task.arm)


def test_command_line_notebook_and_sweep_give_the_same_bits(notebook, tmp_path):
    file = tmp_path / "run.npz"
    words = ["run", PRESET, "--arm", "in_window", "--seed", "3", "--out", str(file)]
    for path, value in CHANGES.items():
        words += ["--set", f"{path}={value}"]
    assert CliRunner().invoke(commands, words).exit_code == 0
    direct = sim.run(notebook, arm="in_window", seed=3)
    assert_same_bits(sim.Result.load(file), direct)
    [swept] = sim.run_many([sim.Task(notebook, "in_window", 3)])
    assert_same_bits(swept, direct)


def test_the_notebook_of_the_readme_runs(monkeypatch, capsys, notebook):
    code = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S).group(1)
    monkeypatch.setattr(sim, "load", lambda name: notebook)  # the same preset, made small
    names: dict = {}
    exec(code, names)
    assert set(names["table"]["arm"]) == {"in_window"}
    assert len(set(names["table"]["seed"])) == 5
    assert "[" in capsys.readouterr().out
