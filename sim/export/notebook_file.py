"""A Jupyter notebook that runs everything again and checks that it is the same."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from sim.export import words
from sim.export.escape import markdown, to_json
from sim.export.scenario_file import scenario_text
from sim.export.stamp import SHOWN_LETTERS, Arms, Stamp
from sim.measures import value_at
from sim.plots.views.headline import headline_day
from sim.result import Result
from sim.scenario import Scenario

_IMPORTS = """\
import sim
from sim.measures import value_at
from sim.runs import Task

print("Plasticity Lab", sim.__version__)"""
_CHECK = """\
for label, run in RUNS.items():
    for seed, (then, _) in run["seeds"].items():
        now = scenario.fingerprint(run["arm"], seed)[:{letters}]
        if now != then:
            raise ValueError(f"{{label}}, seed {{seed}}: {{now}} is not {{then}}. {{OTHER}}")
print("The same experiment.")"""
_RUN = """\
tasks = [Task(scenario, run["arm"], seed) for run in RUNS.values() for seed in run["seeds"]]
done = {(one.arm, one.seed): one for one in sim.run_many(tasks)}
arms = {label: [done[run["arm"], seed] for seed in run["seeds"]] for label, run in RUNS.items()}"""
_NUMBERS = """\
for label, run in RUNS.items():
    for result in arms[label]:
        now, then = value_at(result, MEASURE, run["day"]), run["seeds"][result.seed][1]
        print(f"{label}, seed {result.seed}: {MEASURE} is {now:.6g}, was {then:.6g}")
print(sim.plots.headline_sentence(scenario, arms))"""
_PICTURE = """\
class Picture:
    \"\"\"A view that a notebook shows.\"\"\"

    def __init__(self, view):
        self.png = sim.plots.to_png(view, caption=CAPTION)

    def _repr_png_(self):
        return self.png


Picture(sim.plots.answer_over_days(arms))"""
_SECOND = "Picture(sim.plots.calendar(arms))"


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
    other = words.NOTEBOOK_OTHER.format(lab=words.LAB, made=stamp.version)
    yield "markdown", _head(stamp)
    yield (
        "markdown",
        words.NOTEBOOK_SETUP.format(lab=words.LAB, version=markdown(stamp.package_version)),
    )
    yield "code", _IMPORTS
    yield "markdown", words.NOTEBOOK_SCENARIO
    yield "code", f'scenario = sim.load("""\\\n{_quoted(scenario_text(stamp, scenario))}""")'
    yield "markdown", words.NOTEBOOK_CHECK
    yield (
        "code",
        (f"{_runs(scenario, arms)}\nOTHER = {other!r}\n\n" + _CHECK.format(letters=SHOWN_LETTERS)),
    )
    yield "markdown", words.NOTEBOOK_RUN
    yield "code", _RUN
    yield "markdown", words.NOTEBOOK_NUMBERS
    yield "code", f"MEASURE = {scenario.headline!r}\n{_NUMBERS}"
    yield "markdown", words.NOTEBOOK_PICTURES
    yield "code", f"CAPTION = {stamp.foot()!r}\n\n\n{_PICTURE}"
    yield "code", _SECOND
    limits = [f"- {markdown(one)}" for one in (*scenario.leaves_out, *scenario.misreadings)]
    yield (
        "markdown",
        "\n".join([f"## {words.NOTEBOOK_LIMITS}", "", *limits, f"- {markdown(stamp.disclaimer)}"]),
    )


def _head(stamp: Stamp) -> str:
    rows = dict(stamp.rows())
    title, disclaimer = (rows.pop(words.ROWS[key]) for key in ("title", "disclaimer"))
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
                f"        {one.seed}: ({one.provenance.fingerprint[:SHOWN_LETTERS]!r}, "
                f"{_number(one, scenario.headline, day)}),"
                for one in results
            ]
            lines.append("    }},")
    return "\n".join([*lines, "}"])


def _number(result: Result, measure: str, day: float) -> str:
    value = value_at(result, measure, day)
    return repr(float(value)) if math.isfinite(value) else f'float("{value}")'
