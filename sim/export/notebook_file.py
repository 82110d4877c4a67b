"""A Jupyter notebook that runs everything again and checks that it is the same."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from sim.export.escape import markdown
from sim.export.json_text import to_json
from sim.export.scenario_file import scenario_text
from sim.export.stamp import FINGERPRINT_CHARACTERS, ROW_NAMES, Arms, Stamp
from sim.measures import value_at
from sim.plots.views.headline import headline_day
from sim.result import Result
from sim.scenario import Scenario

# Texts between the cells of code.
SETUP = (
    "This notebook runs everything again. It needs Python 3.11 or newer, Jupyter, and "
    "Plasticity Lab {version}. In the folder of Plasticity Lab: `python -m pip install . jupyter`"
)
SCENARIO = "The settings, as the app wrote them."
CHECK = "Is it the same experiment? A fingerprint names all that decides the numbers of a run."
OTHER = "This version of Plasticity Lab leads to other numbers. These runs were made with {made}."
RUN = "The runs. Arms with the same seed share network, noise and luck."
NUMBERS = "The numbers of the result, now and then."
PICTURES = "Two pictures. `sim.plots.PLOTS` lists the others."
LIMITS = "What the model leaves out"

# Code.
_CODE_IMPORTS = """\
import sim
from sim.measures import value_at
from sim.runs import Task

print("Plasticity Lab", sim.__version__)"""
_CODE_CHECK = """\
for label, run in RUNS.items():
    for seed, (then, _) in run["seeds"].items():
        now = scenario.fingerprint(run["arm"], seed)[:{characters}]
        if now != then:
            raise ValueError(f"{{label}}, seed {{seed}}: {{now}} is not {{then}}. {{OTHER}}")
print("The same experiment.")"""
_CODE_RUN = """\
tasks = [Task(scenario, run["arm"], seed) for run in RUNS.values() for seed in run["seeds"]]
done = {(result.arm, result.seed): result for result in sim.run_many(tasks)}
arms = {label: [done[run["arm"], seed] for seed in run["seeds"]] for label, run in RUNS.items()}"""
_CODE_NUMBERS = """\
for label, run in RUNS.items():
    for result in arms[label]:
        now, then = value_at(result, MEASURE, run["day"]), run["seeds"][result.seed][1]
        print(f"{label}, seed {result.seed}: {MEASURE} is {now:.6g}, was {then:.6g}")
print(sim.plots.headline_sentence(scenario, arms))"""
_CODE_PICTURE = """\
class Picture:
    \"\"\"A view that a notebook shows.\"\"\"

    def __init__(self, view):
        self.png = sim.plots.to_png(view, caption=CAPTION)

    def _repr_png_(self):
        return self.png


Picture(sim.plots.answer_over_days(arms))"""
_CODE_CALENDAR = "Picture(sim.plots.calendar(arms))"


def notebook(stamp: Stamp, scenario: Scenario, arms: Arms) -> bytes:
    """Return a notebook in format 4.5 that holds the scenario and needs no other file."""
    cells = [
        _cell(f"cell-{number}", kind, text)
        for number, (kind, text) in enumerate(_cells(stamp, scenario, arms), start=1)
    ]
    return to_json(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {
                "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
                "language_info": {"name": "python"},
                "title": stamp.title,
                "plasticity_lab": stamp.data(),
            },
            "cells": cells,
        }
    )


def _cell(id: str, kind: str, text: str) -> dict[str, Any]:
    """Return a cell of a notebook; one with code has not been run."""
    cell = {"id": id, "cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _cells(stamp: Stamp, scenario: Scenario, arms: Arms) -> Iterator[tuple[str, str]]:
    """Yield kind and source of each cell."""
    other = OTHER.format(made=stamp.version)
    yield "markdown", _head(stamp)
    yield (
        "markdown",
        SETUP.format(version=markdown(stamp.package_version)),
    )
    yield "code", _CODE_IMPORTS
    yield "markdown", SCENARIO
    yield "code", f'scenario = sim.load("""\\\n{_quoted(scenario_text(stamp, scenario))}""")'
    yield "markdown", CHECK
    check = _CODE_CHECK.format(characters=FINGERPRINT_CHARACTERS)
    yield "code", f"{_runs(scenario, arms)}\nOTHER = {other!r}\n\n{check}"
    yield "markdown", RUN
    yield "code", _CODE_RUN
    yield "markdown", NUMBERS
    yield "code", f"MEASURE = {scenario.headline!r}\n{_CODE_NUMBERS}"
    yield "markdown", PICTURES
    yield "code", f"CAPTION = {stamp.foot()!r}\n\n\n{_CODE_PICTURE}"
    yield "code", _CODE_CALENDAR
    limits = [f"- {markdown(limit)}" for limit in (*scenario.leaves_out, *scenario.misreadings)]
    yield (
        "markdown",
        "\n".join([f"## {LIMITS}", "", *limits, f"- {markdown(stamp.disclaimer)}"]),
    )


def _head(stamp: Stamp) -> str:
    rows = dict(stamp.rows())
    title, disclaimer = (rows.pop(ROW_NAMES[key]) for key in ("title", "disclaimer"))
    lines = [f"# {markdown(title)}", "", f"> **{markdown(disclaimer)}**", ""]
    return "\n".join([*lines, *(f"- {name}: {_linked(text)}" for name, text in rows.items())])


def _linked(text: str) -> str:
    """Return a text for Markdown; a web address, and nothing else, becomes a link."""
    return f"<{text}>" if re.fullmatch(r"https?://[^\s<>]+", text) else markdown(text)


def _quoted(text: str) -> str:
    """Return a text for inside three double quotes; lines stay lines."""
    return text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')


def _runs(scenario: Scenario, arms: Arms) -> str:
    """Return code that holds, of each arm: id, test day; fingerprint and value of each seed."""
    lines = ["# What was run: fingerprint and value of each seed, by arm.", "RUNS = {"]
    for label, results in arms.items():
        if results:
            day = headline_day(scenario, results[0])
            lines.append(f'    {label!r}: {{"arm": {results[0].arm!r}, "day": {day!r}, "seeds": {{')
            lines += [
                f"        {run.seed}: ({run.provenance.fingerprint[:FINGERPRINT_CHARACTERS]!r}, "
                f"{_number(run, scenario.headline, day)}),"
                for run in results
            ]
            lines.append("    }},")
    return "\n".join([*lines, "}"])


def _number(result: Result, measure: str, day: float) -> str:
    value = value_at(result, measure, day)
    return repr(float(value)) if math.isfinite(value) else f'float("{value}")'
