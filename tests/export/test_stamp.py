"""The stamp names where a file comes from, and file names are safe."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from sim.errors import ResultError
from sim.export.catalogue import EXPORTS, VIEW_EXPORTS
from sim.export.file_names import file_name
from sim.export.stamp import NOTHING_CHANGED, ROW_NAMES, stamp_of
from sim.plots import DISCLAIMER, headline_sentence


def test_a_stamp_names_everything_there_is_to_know(stamp, tiny, arms):
    rows = dict(stamp.rows())
    assert set(rows) == set(ROW_NAMES.values()) - {ROW_NAMES["note"]}
    assert rows["Seeds"] == "seeds 0, 1"
    assert rows["Result"] == headline_sentence(tiny, arms)
    assert rows["Disclaimer"] == DISCLAIMER
    for label, results in arms.items():
        for result in results:
            assert (
                f"{label}, seed {result.seed}: {result.provenance.fingerprint[:12]}"
                in rows["Fingerprints"]
            )
    assert rows["Made with"].startswith(
        f"Plasticity Lab {arms['Nothing'][0].provenance.package_version}, model version "
    )


def test_changes_are_told_with_their_units(tiny, arms):
    changes = [("practice.start_d", 1.5), ("dose.at_d", (0.5, 1.0)), ("spines.enabled", False)]
    said = stamp_of(tiny, arms, changes, own=[("treated", "stdp.rate", 1.5)]).changes
    assert said == (
        "Practice: first session = day 1.5",
        "Dose: day it is given = days 0.5 and 1",
        "Birth and loss of spines = off",
        "Learning rate = 1.5 (only in Dose and practice)",
    )


def test_no_change_is_said_to_be_none(tiny, arms):
    assert dict(stamp_of(tiny, arms).rows())["Changed"] == NOTHING_CHANGED


def test_runs_of_another_scenario_are_refused(tiny, arms):
    other = tiny.with_changes({"practice.start_d": 0.5})
    with pytest.raises(ResultError, match="not of this scenario"):
        stamp_of(other, arms)
    with pytest.raises(ResultError, match="no finished run"):
        stamp_of(tiny, {"Nothing": []})


def test_runs_without_a_date_get_the_day_of_the_export(tiny, arms):
    run = arms["Nothing"][0]
    bare = replace(run, provenance=replace(run.provenance, created_utc=""))
    assert stamp_of(tiny, {"Nothing": [bare]}, today=date(2026, 11, 28)).date == "2026-11-28"


def test_the_line_below_a_picture_stays_short(nasty_stamp):
    assert len(replace(nasty_stamp, changes=("x = 1",) * 200).foot()) <= 360


@pytest.mark.parametrize(
    "seeds, part",
    [
        ((7,), "seed7"),
        ((0, 1, 2, 3, 4), "seeds0-4"),
        ((1, 4, 9), "seeds1_4_9"),
        ((0, 1), "seeds0_1"),
        ((0, 2, 4, 6, 8, 10), "6seeds"),
    ],
)
def test_a_name_says_preset_seeds_version_and_date(stamp, seeds, part):
    known = replace(stamp, seed_numbers=seeds, package_version="0.1.0", date="2026-11-28")
    assert file_name(known, "report", "html") == (
        f"plasticity-lab_tiny_{part}_v0.1.0_2026-11-28_report.html"
    )


@pytest.mark.parametrize(
    "part",
    [
        "../../etc/passwd",
        "a b",
        "CON",
        "x" * 400,
        "..",
        "",
        "😀",
        'a:b*c?"<>|',
        "a\nb",
        "\u202egnp",
    ],
)
def test_names_are_safe_on_every_system(stamp, part):
    hostile = replace(stamp, preset=part, package_version=part)
    for name in (file_name(hostile, part, "csv"), *(export.name(hostile) for export in EXPORTS)):
        assert re.fullmatch(r"plasticity-lab_[A-Za-z0-9_.-]+\.[a-z]+", name)
        assert ".." not in name
        assert len(name) < 255


def test_files_of_a_kind_have_names_of_their_own(stamp):
    assert len({export.name(stamp) for export in EXPORTS}) == len({export.id for export in EXPORTS})
    assert all(export.label and "/" in export.mime for export in (*EXPORTS, *VIEW_EXPORTS))
