"""A report is handed in on paper: a few pages with a place for a name, whatever was run."""

from __future__ import annotations

import re
from itertools import cycle

import pytest

from sim import stored
from sim.plots import report_html
from sim.scenario import load, presets

MOST_PAGES = 4
NOTES = dict.fromkeys(
    ("question", "prediction", "outcome", "conclusion", "limits"),
    "Two or three sentences that a pupil has written in a box. " * 4,
)


def pages(tab, tmp_path, page):
    """Return how many sheets of A4 a page prints on."""
    (tmp_path / "report.html").write_text(page, "utf-8")
    tab.goto((tmp_path / "report.html").as_uri())
    printed = tab.pdf(format="A4", prefer_css_page_size=False)
    return len(re.findall(rb"/Type\s*/Page\b", printed))


@pytest.fixture(scope="module")
def shipped():
    """The first preset, and runs of three arms of it, five seeds each."""
    scenario = load("practice_in_window")
    labels = {arm.id: arm.label for arm in scenario.arm}
    return scenario, {labels[arm]: runs for arm, runs in stored.results(scenario.id).items()}


def test_a_report_with_notes_prints_on_four_pages(tab, tmp_path, shipped):
    page = report_html(*shipped, notes=NOTES, link="http://127.0.0.1:8501/lab?preset=x&end=1")
    assert 1 < pages(tab, tmp_path, page) <= MOST_PAGES
    assert "127.0.0.1" not in page and "/lab?preset=x&amp;end=1" in page
    for word in ("Name", "Class", "Date"):
        assert tab.get_by_text(word, exact=True).is_visible()


def test_a_report_of_as_many_arms_as_any_preset_has_prints_on_four_pages(tab, tmp_path, shipped):
    scenario, runs = shipped
    labels = [arm.label for arm in scenario.arm]
    assert len(labels) == max(len(load(preset).arm) for preset in presets())
    arms = dict(zip(labels, cycle(runs.values())))
    page = report_html(scenario, arms, changes=("a = 1",))
    assert pages(tab, tmp_path, page) <= MOST_PAGES


def test_all_of_it_prints_if_it_is_asked_for(tab, tmp_path, shipped):
    scenario, runs = shipped
    label = next(iter(runs))
    one_arm = {label: runs[label][:1]}
    page = report_html(scenario, one_arm, prints_all=True)
    assert pages(tab, tmp_path, page) > MOST_PAGES
