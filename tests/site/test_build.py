"""The static site: what is written, from what, and where it refuses to write."""

from __future__ import annotations

import html
import json
import re
from types import SimpleNamespace

import pytest

from sim import evidence, stored
from sim.errors import ResultError, ScenarioError
from sim.lessons import guess_words, judge, lessons, whole
from sim.scenario import load
from sim.scenario.library import preset_path
from sim.site import lesson_pages, preset_pages, site_words
from sim.site.build import LIST_OF_FILES, write_site
from sim.site.variants import controls

PRESET = "practice_in_window"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Three presets: one with runs and a grid, one with a grid alone, one with neither."""
    folder = tmp_path_factory.mktemp("site")
    write_site(folder, [PRESET, "exercise", "routes"])
    return folder


def page_of(site, preset):
    return (site / "presets" / f"{preset}.html").read_text("utf-8")


def test_every_address_of_a_page_is_a_file_of_the_site(site):
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        links = set(re.findall(r'<a href="([^"]+)"', text))
        loaded = re.findall(r'(?:src|href)="([^"]+)"', text)
        assert links and loaded
        for address in loaded:
            if address in links and address.startswith("https://"):  # a study to read on
                continue
            name, _, place = address.partition("#")
            target = page.parent / name if name else page
            assert target.resolve().is_relative_to(site.resolve()), address
            assert target.is_file(), address
            assert not place or f'id="{place}"' in target.read_text("utf-8"), address


def test_every_page_has_a_content_policy_that_allows_files_of_the_site_alone(site):
    for page in site.rglob("*.html"):
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page.read_text("utf-8"))
        assert policy[1].startswith("default-src 'none'")
        assert "http" not in policy[1] and "*" not in policy[1]


def test_a_page_has_what_ships_of_its_preset_and_says_what_does_not(site):
    full, grid_alone, text_alone = (page_of(site, name) for name in (PRESET, "exercise", "routes"))
    assert 'id="replay"' in full and 'type="range"' in full and site_words.NO_RUNS not in full
    assert 'id="replay"' not in grid_alone and 'type="range"' in grid_alone
    assert site_words.NO_RUNS in grid_alone and site_words.NO_RUNS in text_alone
    assert 'type="range"' not in text_alone


def test_claims_stand_behind_a_guess_on_every_page(site):
    for name in (PRESET, "exercise", "routes"):
        page = page_of(site, name)
        guess, outcome = page.index('<form id="guess"'), page.index('<div id="outcome">')
        assert guess < page.index(guess_words.SAME) < outcome < page.index(site_words.CLAIMS)
        assert load(name).expect[0].text not in html.unescape(page[:outcome])


def test_the_first_page_asks_as_the_preset_does_and_tells_the_same_outcome(site):
    first, own = (site / "index.html").read_text("utf-8"), page_of(site, PRESET)
    form = re.compile(r'<form id="guess".*?</form>', re.S)
    found = re.compile(r'<h2 tabindex="-1">.*?<div class="player" id="replay">', re.S)
    for piece in (form, found):
        assert piece.search(first)[0] == piece.search(own)[0]
    assert f'src="presets/{PRESET}/replay.js"' in first and f"/{PRESET}/replay.js" in own


def test_the_first_picture_shows_the_headline_run_by_run(site):
    page = page_of(site, PRESET)
    first = re.search(r"<figure>.*?</figure>", page, re.S)[0]
    assert f'src="{PRESET}/seed_dots.svg"' in first
    assert 'alt="Cues answered with B on day 30: ' in first


def test_pictures_have_the_size_of_their_files_so_that_nothing_jumps(site):
    images = re.findall(r'<img src="([^"]+)".* width="(\d+)" height="(\d+)"', page_of(site, PRESET))
    assert len(images) >= 5
    for name, width, height in images:
        svg = (site / "presets" / name).read_text("utf-8")
        points = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
        assert int(width) / int(height) == pytest.approx(float(points[1]) / float(points[2]), 0.01)


def test_runs_are_asked_for_where_none_ship_and_lead_to_the_same_page(site, tmp_path, monkeypatch):
    asked, runs = [], stored.results(PRESET)
    write_site(tmp_path / "ships", [PRESET], compute=lambda scenario: asked.append(scenario.id))
    assert asked == []
    monkeypatch.setattr(preset_pages, "stored", SimpleNamespace(results=lambda preset: {}))
    write_site(tmp_path / "computed", [PRESET], compute=lambda scenario: runs)
    assert page_of(tmp_path / "computed", PRESET) == page_of(site, PRESET)
    write_site(tmp_path / "not", [PRESET])
    assert site_words.NO_RUNS in page_of(tmp_path / "not", PRESET)
    assert 'id="guess"' not in (tmp_path / "not" / "index.html").read_text("utf-8")


def test_an_address_is_named_in_the_pages_and_has_to_be_one(tmp_path):
    write_site(tmp_path, ["routes"], address="https://example.org/lab/")
    assert 'rel="canonical" href="https://example.org/lab/presets/routes.html"' in page_of(
        tmp_path, "routes"
    )
    with pytest.raises(ScenarioError, match="https://"):
        write_site(tmp_path, ["routes"], address="example.org")


def test_a_build_that_was_stopped_can_be_made_again_in_the_same_folder(tmp_path):
    def stop(*_):
        raise KeyboardInterrupt

    page = tmp_path / "presets" / f"{PRESET}.html"
    with pytest.raises(KeyboardInterrupt):
        write_site(tmp_path, [PRESET, "routes"], compute=stop)
    assert page.is_file()
    assert write_site(tmp_path, ["routes", "routes"]) == write_site(tmp_path, ["routes"])
    assert not page.exists()


def test_a_slider_tells_the_numbers_that_the_runs_of_the_preset_have():
    scenario = load(PRESET)
    runs = stored.results(PRESET)["in_window"]
    mean = sum(run.probes["answer"][-1][1] for run in runs) / len(runs)
    shipped = controls(scenario)
    assert len(shipped) >= 3
    for control in shipped:
        assert [variant.is_preset for variant in control.variants].count(True) == 1
        outcome = control.variants[control.start].outcomes[0]
        assert outcome.share == pytest.approx(mean, abs=0.1)
        assert outcome.text.startswith(f"{outcome.share:.3g} (")


def test_the_settings_to_take_away_are_those_of_the_preset(site):
    assert (site / "presets" / f"{PRESET}.toml").read_bytes() == preset_path(PRESET).read_bytes()


def test_the_same_version_writes_the_same_bytes_and_removes_what_is_gone(site, tmp_path):
    write_site(tmp_path, [PRESET, "exercise", "routes"])
    files = [path.relative_to(site) for path in site.rglob("*") if path.is_file()]
    assert len(files) > 10
    for name in files:
        assert (site / name).read_bytes() == (tmp_path / name).read_bytes(), name
    write_site(tmp_path, ["routes"])
    assert not (tmp_path / "presets" / f"{PRESET}.html").exists()
    assert (tmp_path / "presets" / "routes.html").is_file()


def test_a_folder_of_other_files_is_refused_and_stays(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(ResultError, match="empty folder"):
        write_site(tmp_path, ["routes"])
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_list_of_files_that_leads_outside_deletes_nothing_there(tmp_path):
    mine, folder = tmp_path / "letter.txt", tmp_path / "site"
    folder.mkdir()
    mine.write_text("mine")
    (folder / LIST_OF_FILES).write_text("../letter.txt\n")
    write_site(folder, ["routes"])
    assert mine.read_text() == "mine"


def test_an_unknown_preset_is_named_with_the_nearest_one(tmp_path):
    with pytest.raises(ScenarioError, match=r"did you mean .*practice_in_window"):
        write_site(tmp_path / "site", ["practice_in_windw"])
    assert not (tmp_path / "site").exists()


def test_a_lesson_tells_its_outcome_after_the_guess_where_runs_ship(site):
    page = (site / "lessons" / "L4.html").read_text("utf-8")
    outcome = page.index('<div id="outcome">')
    lesson = lessons()["L4"]
    assert all(option.text in html.unescape(page[:outcome]) for option in lesson.predict.options)
    assert re.search(r"\d+ % of trials", page) is not None
    assert re.search(r"\d+ % of trials", page[:outcome]) is None
    assert page.index(site_words.THAT_FITS) > outcome


def test_no_lesson_shows_a_gap_for_a_number_and_all_say_which_runs_are_not_there(site):
    for id, lesson in lessons().items():
        page = (site / "lessons" / f"{id}.html").read_text("utf-8")
        assert judge.UNKNOWN not in page and not re.search(
            r"\{\w+\}", re.sub("<script.*?</script>", "", page, flags=re.S)
        )
        has_runs = lesson_pages.shipped(whole(lesson)) is not None
        assert (site_words.NO_LESSON_RUNS in page) is not has_runs
        assert all(idea.text in html.unescape(page) for idea in lesson.misconceptions)


def test_rival_ideas_stand_before_the_guess_with_what_speaks_for_and_against_each(site):
    rivals = {id: lesson.rivals for id, lesson in lessons().items() if lesson.rivals}
    assert rivals
    for id, ideas in rivals.items():
        before = html.unescape((site / "lessons" / f"{id}.html").read_text("utf-8")).split(
            'id="guess"'
        )[0]
        for idea in ideas:
            findings = (*idea.speaks_for, *idea.speaks_against)
            assert all(said in before for said in (idea.name, idea.text, idea.not_known))
            assert all(finding.text in before and finding.row in before for finding in findings)


def test_an_exercise_asks_each_item_and_then_tells_the_answer_of_the_evidence(site):
    asked = {id: lesson.exercises for id, lesson in lessons().items() if lesson.exercises}
    assert {"L11", "L12"} <= asked.keys()
    for id, exercises in asked.items():
        page = (site / "lessons" / f"{id}.html").read_text("utf-8")
        parts = iter(re.findall(r"<fieldset><legend>.*?</fieldset>", page, re.S))
        for item in (item for exercise in exercises for item in exercise.items()):
            part = next(part for part in parts if item.asked in html.unescape(part))
            before, _, after = html.unescape(part).partition("<details>")
            assert all(f"> {choice}</label>" in before for choice in item.choices.values())
            assert f"<strong>{item.choices[item.answer]}</strong>" in after and item.why in after
            assert item.why not in before
            assert all(f"#{source}" in after for source in item.sources)


def test_ideas_of_a_lesson_are_held_against_the_runs_that_ship():
    lesson = lessons()["L4"]
    main = lesson_pages.shipped(whole(lesson))
    option = next(option for option in lesson.checks[1].options if option.id == "practice")
    found = lesson_pages.shipped(whole(lesson, option.run))
    assert {arm: len(runs) for arm, runs in main.runs.items()} == {"in_window": 5, "late": 5}
    assert found is not None and not judge.fits(option, found.runs)
    few = lesson_pages.shipped(whole(lessons()["L1"]))
    assert few is not None and "5 of 20" in few.note


def test_the_search_finds_every_lesson_concept_word_and_card(site):
    text = (site / "assets" / "search.js").read_text("utf-8")
    entries = json.loads(text.removeprefix("const SEARCH_INDEX = ").rstrip(";\n"))
    places = {address for address, _, _ in entries}
    for page, ids in (
        ("glossary", evidence.glossary()),
        ("cards", [card.id for card in evidence.claims()]),
        ("concepts", [concept.id for concept in evidence.concepts()]),
    ):
        content = (site / "library" / f"{page}.html").read_text("utf-8")
        assert {f"library/{page}.html#{id}" for id in ids} <= places
        assert all(f'id="{id}"' in content for id in ids)
    assert {f"lessons/{id}.html" for id in lessons()} <= places


def test_a_number_that_was_only_remembered_is_not_shown(site):
    page = (site / "library" / "sources.html").read_text("utf-8")
    row = next(row for row in evidence.targets() if not row.is_checked)
    part = page[page.index(f'id="{row.id}"') :]
    assert evidence.NOT_CHECKED in part[: part.index("</section>")]
    assert row.context not in html.unescape(part[: part.index("</section>")])
