"""outputs: every declared output is listed, and the page is what the command prints."""

from __future__ import annotations

import json
from pathlib import Path

from sim import assays
from sim.outputs import OUTPUTS

PAGE = Path(__file__).parents[2] / "docs" / "outputs.md"


def test_every_declared_output_is_listed_with_its_meaning(cli):
    rows = json.loads(cli("outputs", "--json").stdout)
    assert [row["key"] for row in rows] == [output.key for output in (*OUTPUTS, *assays.OUTPUTS)]
    assert all(row["meaning"] and row["axes"] and row["label"] for row in rows)


def test_an_output_of_an_assay_names_its_table(cli):
    rows = {row["name"]: row for row in json.loads(cli("outputs", "--json").stdout)}
    assert rows["kick_size"]["assay"] == "assay_kick" and rows["answer"]["assay"] == ""


def test_a_part_of_a_name_chooses_and_an_unknown_one_is_said(cli):
    shown = cli("outputs", "rate").stdout
    assert "probes.rate_exc_hz" in shown and "group_rate_hz" in shown and "answer" not in shown
    result = cli("outputs", "raet")
    assert result.exit_code != 0 and "no output with 'raet'" in result.stderr


def test_the_page_is_what_the_command_prints(cli):
    assert PAGE.read_text("utf-8") == cli("outputs", "--markdown").stdout
