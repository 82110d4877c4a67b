"""The report: complete, closed to the outside, and safe against hostile texts."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from types import SimpleNamespace

import numpy as np
import pytest
from markupsafe import escape

from sim import plots
from sim.errors import ResultError
from sim.plots.origin import citation, seed_words
from sim.plots.pictures import pictures
from sim.scenario import parameters
from sim.scenario.names import setting_name

SECTIONS = (
    "Question",
    "What was run",
    "Result",
    "Pictures",
    "What the model leaves out",
    "How not to read it",
    "How to cite",
    "More pictures",
    "Measures on day 3",
    "Claims of the lesson",
    "Numbers set by hand",
    "Where it comes from",
)
CLAIM = SimpleNamespace(
    text="Early beats late.", passed=True, n_seeds=2, detail="It did.", test="", remark=""
)
HOSTILE = '<script>alert("x")</script><img src=http://evil.example/a.png>'


@pytest.fixture(scope="module")
def page(scenario, arms):
    """Return the report of two arms."""
    two = {label: arms[label] for label in ("Practice early", "Practice late")}
    return plots.report_html(scenario, two, [CLAIM])


class Tags(HTMLParser):
    """Collects tags and the links that load something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href", "xlink:href")]
        self.ids += [value for name, value in attrs if name == "id"]


def test_report_has_all_sections_in_order(page):
    assert tuple(unescape(heading) for heading in re.findall(r"<h2>(.*?)</h2>", page)) == SECTIONS


@pytest.mark.usefixtures("few_pictures")
def test_claims_are_left_out_when_there_are_none(scenario, arms):
    page = plots.report_html(scenario, {"Nothing": arms["Nothing"][:1]})
    assert "Claims of the lesson" not in page
    assert "One run is not proof." in page


def test_report_loads_and_runs_nothing(page):
    found = Tags(page)
    assert not {"script", "link", "iframe", "object", "embed"} & set(found.tags)
    assert all(link.startswith(("#", "data:")) for link in found.links)
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    assert "default-src 'none'" in page


def test_pictures_of_a_report_do_not_share_ids(page):
    ids = Tags(page).ids
    assert len(ids) == len(set(ids))
    assert page.count("<svg") == page.count("<figure") >= 11


def test_references_inside_pictures_lead_somewhere(page):
    found = Tags(page)
    wanted = {link[1:] for link in found.links if link.startswith("#")}
    wanted |= set(re.findall(r"url\(#([^)]*)\)", page))
    assert wanted <= set(found.ids)


def test_disclaimer_stands_at_both_ends(page):
    shown = escape(plots.DISCLAIMER)
    assert shown in page[: page.index("<main>")]
    assert shown in page[page.index("</main>") :]


def test_result_and_scenario_texts_are_in_the_report(page, scenario, arms):
    two = {label: arms[label] for label in ("Practice early", "Practice late")}
    for text in (
        plots.result_sentence(two),
        scenario.question,
        scenario.look_at,
        *scenario.leaves_out,
        *scenario.misreadings,
        "Early beats late.",
    ):
        assert escape(text) in page


def test_measures_are_those_of_the_runs(page, arms):
    shares = [float(run.probes["answer"][2, 0]) for run in arms["Practice early"]]
    low, median, high = np.percentile(shares, [25, 50, 75])
    assert f"<td>{median:.3g} ({low:.3g} to {high:.3g})</td>" in page


def test_spikes_and_weights_are_those_of_the_most_different_arms(scenario, many, monkeypatch):
    monkeypatch.setattr(
        "sim.plots.report.page.pictures",
        lambda arms: (group for group in pictures(arms) if group[0].plot.takes == "result"),
    )
    early, late = many.values()
    page = plots.report_html(
        scenario, {"In between": late[:9] + early[9:], "High": early, "Low": late}
    )
    for plot in ("Spikes", "Weights"):
        assert re.findall(rf"<h3>{plot}: (.*?)</h3>", page) == ["High", "Low"]


def test_the_unit_of_a_dimensionless_measure_is_blank(page):
    row = re.search(r"<tr><th scope=\"row\">highest window.*?</tr>", page, re.DOTALL).group()
    assert "largest on the half-hour grid" in row
    assert "<td></td>" in row
    assert "<td>1</td>" not in row


def test_every_number_set_by_hand_is_listed(page, scenario):
    for leaf in parameters(scenario):
        listed = f'<th scope="row">{escape(setting_name(scenario, leaf.path))}</th>' in page
        assert listed == leaf.source.startswith("chosen"), leaf.path


def test_every_run_has_its_fingerprint(page, arms):
    for label in ("Practice early", "Practice late"):
        for run in arms[label]:
            assert run.provenance.fingerprint in page


def test_hostile_texts_are_shown_and_not_run(scenario, arms):
    texts = {"title": "T <script>x</script>", "question": HOSTILE, "leaves_out": (HOSTILE,)}
    bad = scenario.model_copy(update=texts | {"discuss": HOSTILE})
    page = plots.report_html(
        bad,
        {HOSTILE: arms["Practice early"][:1]},
        [
            SimpleNamespace(
                text=HOSTILE, passed=False, n_seeds=1, detail=HOSTILE, test="V01", remark=HOSTILE
            )
        ],
    )
    found = Tags(page)
    assert not {"script", "img"} & set(found.tags)
    assert escape(HOSTILE) in page


@pytest.fixture(scope="module")
def lesson(scenario):
    """Return the scenario with what a preset tells a class."""
    return scenario.model_copy(
        update={
            "experiments": ("EX3", "EX7"),
            "control": "late",
            "discuss": "Why does the day matter?",
        }
    )


def part(page, heading):
    """Return one section of a page."""
    return page.partition(f"<h2>{heading}</h2>")[2].partition("</section>")[0]


@pytest.mark.usefixtures("few_pictures")
def test_control_and_what_to_talk_about_are_in_their_sections(lesson, arms):
    two = {"Early": arms["Practice early"][:1], "Late (late)": arms["Practice late"][:1]}
    page = plots.report_html(lesson, two)
    assert "EX3" not in page  # no reader could look it up
    assert "<p>Compared with: Late (late).</p>" in part(page, "What was run")
    assert "<p>Why does the day matter?</p>" in part(page, "To talk about")


def test_what_arms_set_is_told_in_words(page):
    told = part(page, "What was run")
    assert "Practice: first session = day 2" in told and "start_d" not in told


@pytest.mark.usefixtures("few_pictures")
def test_an_arm_that_was_not_run_is_not_compared_with(lesson, arms):
    page = plots.report_html(lesson, {"Early": arms["Practice early"][:1]})
    assert "Compared with" not in page


def test_nothing_is_said_of_what_a_scenario_does_not_have(page):
    for words in ("EX3", "Compared with", "To talk about", "Known to fail", "()"):
        assert words not in unescape(re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL))


@pytest.mark.usefixtures("few_pictures")
def test_a_claim_has_its_test_and_its_known_reason(scenario, arms):
    more = {"test": "V09", "passed": False, "remark": "Known to fail: It is too weak."}
    claim = SimpleNamespace(**vars(CLAIM) | more)
    page = plots.report_html(scenario, {"Early": arms["Practice early"][:1]}, [claim])
    row = re.findall(r"<tr><th.*?</tr>", part(page, "Claims of the lesson"), re.DOTALL)[-1]
    assert "(V09) Early beats late." in row
    assert "<td>no</td>" in row
    assert "<td>It did. Known to fail: It is too weak.</td>" in row


def test_report_prints(page):
    assert "@media print" in page


def test_seeds_are_named_shortly(many):
    early = many["Practice early"]
    assert seed_words(early) == "seeds 0 to 19"
    assert seed_words(early[7:8]) == "seed 7"
    assert seed_words([early[1], early[4], early[9]]) == "seeds 1, 4, 9"


@pytest.mark.usefixtures("few_pictures")
def test_notes_of_the_writer_are_shown_as_they_were_written(scenario, arms):
    notes = {"conclusion": f"It helps!\n{HOSTILE}", "question": "Why?", "limits": " ", "more": "x"}
    page = plots.report_html(scenario, {"Early": arms["Practice early"][:1]}, notes=notes)
    found = part(page, "Notes of the writer")
    assert re.findall("<h3>(.*?)</h3>", found) == ["Question", "Conclusion", "more"]
    assert escape(notes["conclusion"]) in found
    assert not {"script", "img"} & set(Tags(page).tags)


@pytest.mark.usefixtures("few_pictures")
def test_changes_and_address_are_printed_and_only_a_web_address_is_a_link(scenario, arms):
    early = {"Early": arms["Practice early"][:1]}
    page = plots.report_html(
        scenario, early, changes=("dose.at_d = 1",), link="https://x.org/?a=1&b"
    )
    found = part(page, "What was run")
    assert "Changed from the preset: dose.at_d = 1." in found
    assert '<a href="https://x.org/?a=1&amp;b">https://x.org/?a=1&amp;b</a>' in found
    page = plots.report_html(scenario, early, changes=(), link="javascript:alert(1)", remark="Few.")
    assert "<p>Few.</p>" in part(page, "What was run")
    assert "Nothing was changed" in page
    assert "<a href" not in part(page, "What was run")


def test_a_plot_of_another_kind_and_one_without_data_are_left_out(scenario, arms, monkeypatch):
    def refuse(_):
        raise ResultError("nothing to draw")

    odd = (plots.Plot("odd", "Odd", refuse, takes="points"), plots.Plot("bare", "Bare", refuse))
    monkeypatch.setattr("sim.plots.pictures.PLOTS", (*odd, *plots.PLOTS[:1]))
    assert [[plot.name for plot in group] for group in pictures(arms)] == [[plots.PLOTS[0].name]]


def test_a_run_without_a_date_is_cited_without_one(scenario, arms):
    run = arms["Nothing"][0]
    made = replace(run.provenance, created_utc="")
    assert "run on" in citation(scenario, {"Nothing": [run]})
    assert "run on" not in citation(scenario, {"Nothing": [replace(run, provenance=made)]})
