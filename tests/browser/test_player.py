"""The player in a real browser, without the app: what a test is, and a cue given at once."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode

import pytest

from sim.engine import run
from sim.model.trials import answers, trials
from sim.plots.player.page import replay_html
from sim.plots.player.replay import replay_data
from sim.plots.player.scripts import script, style
from sim.plots.words import PLAYER
from tests.browser.driving import PHONE, soon, violations

ARMS = ("in_window", "late")
BUDGET_MS = 100.0
NAMES = ("A", "B", "C", "D", PLAYER["no_pattern"])
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Player</title>
<style>body {{ margin: 0 16px; }} {style}</style></head>
<body><main><h1>Player</h1><div id="place"></div></main><script type="module">{script}
mountPlayer({{ data: {data}, parentElement: document.getElementById("place") }});
</script></body></html>"""
REST_MS, TRIAL_MS, N_TRIALS = 500.0, 400.0, 3
# From a press to the next picture whose caption is another one, in ms.
ECHO = """() => new Promise((done) => {
  const caption = document.querySelector(".np-arm > p"), before = caption.textContent;
  const button = [...document.querySelectorAll(".np-give")][0], start = performance.now();
  button.click();
  requestAnimationFrame(() => setTimeout(() =>
    done([performance.now() - start, before, caption.textContent])));
})"""


@pytest.fixture(scope="module")
def asked(small):
    """The small scenario with a rest in which three moments are apart."""
    return small.with_changes({"probe.rest_s": 2.0, "probe.lead_ms": REST_MS})


@pytest.fixture(scope="module")
def runs(asked):
    labels = {arm.id: arm.label for arm in asked.arm}
    return {labels[arm]: run(asked, arm=arm, seed=1) for arm in ARMS}


@pytest.fixture(scope="module")
def data(asked, runs):
    return replay_data(asked, runs)


@pytest.fixture
def opened(new_tab, tmp_path, data):
    """Open the runs, or other data, in a tab of its own."""

    def opening(shown=None, **options):
        path = tmp_path / "page.html"
        path.write_text(
            PAGE.format(style=style(), script=script(), data=json.dumps(shown or data)),
            encoding="utf-8",
        )
        page = new_tab(**options)
        page.goto(path.as_uri())
        page.locator(".np-network").first.wait_for()
        return page

    return opening


def trials_of(runs, test: int, with_cue: bool) -> list[list[str]]:
    """Return what answered in each trial, arm by arm, read from all spikes."""
    found = []
    for one in runs.values():
        probe, here = one.scenario.probe, one.spikes["spike_probe"] == test
        active = answers(
            [trial.counted(with_cue) for trial in trials(probe, 0.5)],
            one.spikes["spike_ms"][here],
            one.spikes["spike_neuron"][here],
            one.scenario.network.group_slices()[:4],
            probe,
        )
        found.append([NAMES[answer] for answer in active])
    return found


def captions(page) -> list[str]:
    return page.locator(".np-arm > p").all_inner_texts()


def counts(page, row: str) -> list[list[int]]:
    """Return the numbers beside the bars: A, B, other, none, arm by arm."""
    rows = page.locator(f".np-{row}")
    return [
        [
            int(re.search(r"\d+$", text.strip()).group())
            for text in rows.nth(arm).locator("li").all_inner_texts()
        ]
        for arm in range(rows.count())
    ]


def scrub(page, ms: float) -> None:
    """Go to a time of the film of the first test."""
    page.get_by_role("slider", name="Model day and time").evaluate(
        "(one, ms) => { one.value = ms;one.dispatchEvent(new Event('input', { bubbles: true })); }",
        ms,
    )


def rests(page) -> None:
    """Wait until nothing plays any more."""
    page.get_by_role("button", name="Play", exact=True).wait_for()


def give(page, name: str = "give") -> None:
    page.get_by_role("button", name=PLAYER[name]).click()
    rests(page)


def test_a_test_is_rest_and_then_cues_each_beside_the_same_moment_without_it(opened, runs):
    page = opened()
    hold = page.evaluate("Number(document.querySelector('input[type=range]').max)") / 2
    hold = (hold - REST_MS - 6 * TRIAL_MS - 1000.0) / 6  # what stands still after each trial
    assert 200.0 <= hold <= 600.0
    scrub(page, 200.0)
    assert captions(page) == ["model day 0: 0.5 s of rest"] * 2
    with_cue, without = (trials_of(runs, 0, cue) for cue in (True, False))
    for trial in range(N_TRIALS):
        start = REST_MS + 2 * trial * (TRIAL_MS + hold)
        scrub(page, start + 100.0)
        assert captions(page) == [f"cue {trial + 1}"] * 2
        assert [sum(row) for row in counts(page, "cue")] == [trial, trial]
        scrub(page, start + TRIAL_MS + hold - 20.0)
        assert captions(page) == [
            f"cue {trial + 1}: leads to {answer[trial]}" for answer in with_cue
        ]
        assert [sum(row) for row in counts(page, "cue")] == [trial + 1] * 2
        assert [sum(row) for row in counts(page, "no_cue")] == [trial] * 2
        scrub(page, start + 2 * TRIAL_MS + 2 * hold - 20.0)
        assert captions(page) == [
            f"the same moment, no cue: {answer[trial]} is active" for answer in without
        ]
        assert [sum(row) for row in counts(page, "no_cue")] == [trial + 1] * 2


@pytest.mark.parametrize("at", ["start", "end"])
def test_the_numbers_of_the_whole_test_stand_at_its_end_and_where_it_is_not_played(
    opened, runs, at
):
    page = opened()
    if at == "end":
        scrub(
            page,
            page.evaluate("Number(document.querySelector('input[type=range]').max)") / 2 - 20.0,
        )
    for row, name in (("cue", "answer"), ("no_cue", "uncued")):
        a, b, c, d, none = zip(
            *((3 * one.probes[name][0]).round().astype(int).tolist() for one in runs.values())
        )
        assert counts(page, row) == [
            list(one) for one in zip(a, b, [x + y for x, y in zip(c, d)], none)
        ]
    assert page.locator(".np-arm").get_by_text("3 cues lead to").count() == 2
    assert page.locator(".np-arm").get_by_text("no cue, 3 times").count() == 2


def test_more_trials_than_are_played_are_added_at_the_end(opened, data):
    first = data["arms"][0]
    test = first["tests"][0] | {"answer": [0.25, 0.5, 0.0, 0.0, 0.25]}
    shown = data | {"arms": [first | {"n_trials": 12, "tests": [test, *first["tests"][1:]]}]}
    page = opened(shown)
    end = page.evaluate("Number(document.querySelector('input[type=range]').max)") / 2
    scrub(page, end - 1050.0)  # the last trial is counted
    assert sum(counts(page, "cue")[0]) == N_TRIALS
    scrub(page, end - 20.0)
    assert counts(page, "cue")[0] == [3, 6, 0, 3]
    wide = page.locator(".np-cue .np-fill-1").first.evaluate("(one) => one.style.width")
    assert wide == "50%"
    page.get_by_text("The first 3 of 12 trials of a test are played").wait_for()


def test_a_fused_network_is_called_so_in_every_part_of_its_test_and_the_other_is_not(opened, data):
    first, second = data["arms"]
    fused = [one | {"fused": True} for one in first["tests"]]
    page = opened(data | {"arms": [first | {"tests": fused}, second]})
    for ms in (0.0, 200.0, REST_MS + 100.0):
        scrub(page, ms)
        told, other = captions(page)
        assert told == f"{other}. {PLAYER['fused']}."
    page.locator(".np > [aria-live]").filter(has_text=PLAYER["fused"]).wait_for(state="attached")


def test_a_player_that_begins_by_itself_waits_until_its_networks_are_in_sight(opened, data):
    page = opened(data | {"autoplay": True}, viewport={"width": 1000, "height": 300})
    page.wait_for_timeout(400)
    assert page.get_by_role("button", name="Play", exact=True).count() == 1
    page.locator(".np-network").first.evaluate("(one) => one.scrollIntoView({ block: 'center' })")
    page.get_by_role("button", name="Pause", exact=True).wait_for()


@pytest.mark.alone
def test_a_cue_is_given_at_once_and_a_second_press_gives_the_next(opened):
    page = opened()
    for trial in (0, 1):
        took_ms, before, after = page.evaluate(ECHO)
        assert took_ms < BUDGET_MS
        assert before != after == f"cue {trial + 1}"


def test_every_press_gives_a_cue_and_says_what_answers(opened, runs):
    page = opened()
    with_cue, without = (trials_of(runs, 0, cue) for cue in (True, False))
    for trial in (0, 1, 2, 0):  # after the last one comes the first again
        give(page)
        assert captions(page) == [
            f"cue {trial + 1}: leads to {answer[trial]}" for answer in with_cue
        ]
    give(page, "without")
    assert captions(page) == [
        f"the same moment, no cue: {answer[0]} is active" for answer in without
    ]
    # It says so, once it rests, to who does not see it.
    page.locator(".np > [aria-live]").filter(has_text="day 0, no cue 1").wait_for(state="attached")


def test_a_cue_is_given_on_the_day_that_is_shown(opened, runs):
    page = opened()
    page.get_by_role("button", name="One test on").click()
    give(page)
    slider = page.get_by_role("slider", name="Model day and time")
    soon(slider).to_have_attribute("aria-valuetext", "day 30, cue 1")
    assert captions(page) == [f"cue 1: leads to {answer[0]}" for answer in trials_of(runs, 1, True)]


def test_keys_give_a_cue_or_the_same_moment_without_it(opened):
    page = opened()
    page.get_by_role("button", name="Play", exact=True).focus()
    page.keyboard.press("g")
    rests(page)
    assert captions(page)[0].startswith("cue 1: ")
    page.keyboard.press("n")
    rests(page)
    assert captions(page)[0].startswith("the same moment, no cue: ")
    page.get_by_role("combobox", name="Follow").focus()
    page.keyboard.press("g")  # types into the list and does nothing else
    page.wait_for_timeout(100)
    assert captions(page)[0].startswith("the same moment, no cue: ")


def test_reduced_motion_shows_the_answer_of_a_given_cue_without_playing_it(opened, runs):
    page = opened(reduced_motion="reduce")
    page.get_by_role("button", name=PLAYER["give"]).click()
    assert captions(page) == [f"cue 1: leads to {answer[0]}" for answer in trials_of(runs, 0, True)]
    assert page.locator(".np-mark:visible").count() == 0
    assert [sum(row) for row in counts(page, "cue")] == [1, 1]


def test_the_cue_flashes_at_its_cells_and_the_mark_falls_into_the_bar_of_the_answer(opened, runs):
    page = opened()
    flash = """(canvas) => { const ctx = canvas.getContext("2d"), { width, height } = canvas;
      const { data } = ctx.getImageData(0.3 * width, 0, 0.4 * width, height / 3);
      return [...data].filter((_, at) => at % 4 === 0 && data[at] > 150 && data[at + 1] > 130
        && data[at + 2] < 110).length; }"""
    network = page.locator(".np-network").first
    scrub(page, 300.0)
    before = network.evaluate(flash)
    scrub(page, REST_MS + 20.0)
    assert network.evaluate(flash) > before + 300
    answer = trials_of(runs, 0, True)[0][0]
    place = {"A": 0, "B": 1, "C": 2, "D": 2}.get(answer, 3)
    mark = page.locator(f".np-arm:first-child .np-cue .np-mark.np-fill-{place}")
    fill = page.locator(f".np-arm:first-child .np-cue .np-fill.np-fill-{place}")
    above = []
    for held_ms in (20.0, 100.0):
        scrub(page, REST_MS + TRIAL_MS + held_ms)
        above.append(fill.bounding_box()["y"] - mark.bounding_box()["y"])
        assert fill.evaluate("(one) => one.style.width") == "0%"
    assert above[0] > above[1] > 0.0  # it falls
    scrub(page, REST_MS + TRIAL_MS + 340.0)
    assert not mark.is_visible()
    assert fill.evaluate("(one) => one.style.width").startswith("33.3")


def test_silence_is_a_gap_in_the_raster(opened, data):
    test = data["arms"][0]["tests"][0]
    raw = b64decode(test["rest"])
    kept = [
        raw[at : at + 3]
        for at in range(0, len(raw), 3)
        if not 100 < raw[at] + 256 * raw[at + 1] < 300
    ]
    quiet = data["arms"][0] | {"tests": [test | {"rest": b64encode(b"".join(kept)).decode()}]}
    page = opened(data | {"days": data["days"][:1], "arms": [quiet]})
    raster = page.locator(".np-raster").first
    assert int(raster.get_attribute("aria-label").rpartition(" ")[2].rstrip(".")) >= 1
    tape_ms = REST_MS + 2 * N_TRIALS * TRIAL_MS
    in_gap, outside = raster.evaluate(
        """(canvas, tape) => [200, 40].map((ms) => {
      const x = Math.round(20 + (canvas.width - 22) * ms / tape);
      const { data } = canvas.getContext("2d").getImageData(x, 6, 1, canvas.height - 6);
      return [...data].filter((_, at) => at % 4 === 0).slice(2, -2).filter((one) => one === 255)
        .length / canvas.height; })""",
        tape_ms,
    )
    assert in_gap > 0.8 and outside == 0.0  # white from top to bottom, and grey elsewhere


def test_a_file_gives_a_cue_too_and_fits_a_phone(new_tab, asked, runs, tmp_path):
    path = tmp_path / "replay.html"
    path.write_text(replay_html(asked, runs), encoding="utf-8")
    page = new_tab(viewport=PHONE)
    page.goto(path.as_uri())
    give(page)
    assert [one.partition(":")[0] for one in captions(page)] == ["cue 1", "cue 1"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_axe_is_broken_while_a_trial_is_shown(opened, scheme):
    page = opened(color_scheme=scheme)
    give(page)
    assert violations(page) == []
