"""The address: what it holds comes back, and nothing in it can do harm."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.scenario import get_path, load, names
from sim.ui import text
from sim.ui.settings import address, state

BASE = load("practice_in_window")


def read(**parts: str | list[str]) -> address.Address:
    return address.from_query(
        {name: [part] if isinstance(part, str) else part for name, part in parts.items()}
    )


def written(chosen: state.Settings) -> dict[str, list[str]]:
    return {
        name: [part] if isinstance(part, str) else part
        for name, part in address.to_query(chosen).items()
    }


def test_empty_address_is_the_preset_as_it_ships():
    asked = read()
    assert asked.settings == state.defaults(BASE)
    assert asked.notes == ()
    assert state.scenario_of(asked.settings) == BASE


def test_example_address_is_understood():
    asked = read(
        preset="practice_in_window",
        set="practice.start_d:5",
        seed="7",
        seeds="5",
        arms="in_window,late",
    )
    assert asked.notes == ()
    assert asked.settings == state.Settings(
        "practice_in_window", (("practice.start_d", 5),), ("in_window", "late"), 5, 7
    )
    assert get_path(state.scenario_of(asked.settings), "practice.start_d") == 5.0


@given(
    start=st.integers(0, 40),
    days=st.integers(0, 10),
    wear=st.sampled_from([0.0, 0.3, 1.5]),
    dose=st.just(0.0) | st.floats(1e-6, 2),
    pattern=st.sampled_from("ABCD"),
    arms=st.permutations([arm.id for arm in BASE.arm]),
    seeds=st.sampled_from(state.SEEDS),
    seed=st.integers(0, state.MAX_SEED),
)
@settings(max_examples=40, deadline=None)
def test_every_setting_survives_the_address(start, days, wear, dose, pattern, arms, seeds, seed):
    values = {
        "practice.start_d": start / 2,
        "practice.days": days,
        "network.wear": wear,
        "dose.dose_mg_per_kg": dose,
        "practice.pattern": pattern,
    }
    chosen = state.changed(state.defaults(BASE), BASE, values)
    chosen = chosen._replace(arms=tuple(arms[:2]), seeds=seeds, seed=seed)
    chosen = state.changed_in_arm(chosen, BASE, arms[0], "stdp.rate", 1.0 + days / 10)
    asked = address.from_query(written(chosen))
    assert asked.settings == chosen
    assert asked.notes == ()


@pytest.mark.parametrize("part", ["practice.start_d=5", "practice.start_d:5"])
def test_value_may_be_written_as_on_the_command_line(part):
    assert read(set=part) == read(set="practice.start_d:5")
    assert read(set=part).settings.changes == (("practice.start_d", 5),)


def test_arm_that_follows_a_changed_practice_says_so_in_its_label():
    chosen = state.changed(state.defaults(BASE), BASE, {"practice.start_d": 5.0})
    labels = {arm.id: arm.label for arm in state.scenario_of(chosen).arm}
    usual = {arm.id: arm.label for arm in BASE.arm}
    assert labels["in_window"] == "Practice in the window (Practice: first session = day 5)"
    assert labels["practice_only"] == "Practice only (Practice: first session = day 5)"
    for arm in ("nothing", "dose_only", "late"):  # they do not practise, or on a day of their own
        assert labels[arm] == usual[arm]
    wear = state.changed(state.defaults(BASE), BASE, {"network.wear": 0.5})
    assert {arm.id: arm.label for arm in state.scenario_of(wear).arm} == usual


def test_lists_survive_the_address():
    chosen = state.changed(state.defaults(BASE), BASE, {"time.test_days": (0.0, 30.0)})
    assert address.from_query(written(chosen)).settings == chosen


def test_value_of_the_preset_is_no_change():
    start = get_path(BASE, "practice.start_d")
    moved = state.changed(state.defaults(BASE), BASE, {"practice.start_d": start + 1})
    assert moved != state.defaults(BASE)
    assert state.changed(moved, BASE, {"practice.start_d": start}) == state.defaults(BASE)


@pytest.mark.parametrize(
    ("parts", "note"),
    [
        ({"foo": "1"}, "ignored: foo; allowed: one of preset, set, own, seed, seeds, arms"),
        ({"arm": "late"}, "did you mean arms?"),
        ({"preset": "nonsense"}, "ignored: preset nonsense; allowed: one of "),
        ({"arms": "in_window,lat"}, "ignored: arm lat; allowed: one of nothing, "),
        ({"arms": "in_window,lat"}, "did you mean late?"),
        ({"seed": "x"}, "ignored: seed x; allowed: a whole number"),
        ({"seed": "--5"}, "ignored: seed --5; allowed: a whole number"),
        ({"set": "practice.start"}, "; did you mean practice.start_d?"),
        (
            {"set": "practice.start_d"},
            "ignored: practice.start_d; allowed: set=practice.start_d:value",
        ),
        (
            {"set": "nothing.here:5"},
            "ignored: nothing.here:5; allowed: set=path:value with the path",
        ),
        ({"set": "practice.start=5"}, "ignored: practice.start=5; allowed: set=path:value"),
        ({"set": "title:Something else"}, "ignored: title:Something else; allowed: set=path:value"),
        ({"set": "practice.start_d:["}, "ignored: practice.start_d:[; allowed: a number"),
    ],
)
def test_unknown_parts_are_named_with_what_is_allowed(parts, note):
    asked = read(**parts)
    assert note in asked.notes[0].replace("\\", "")
    assert asked.settings == state.defaults(BASE)


@pytest.mark.parametrize(
    ("part", "path", "used"),
    [
        ("dose.dose_mg_per_kg:9", "dose.dose_mg_per_kg", 5.0),
        ("network.wear:-3", "network.wear", 0.0),
        ("network.wear:inf", "network.wear", 1.5),
        ("time.length_d:" + "9" * 400, "time.length_d", 365.0),
        ("practice.repeats:1000", "practice.repeats", 100),
    ],
)
def test_number_out_of_range_is_moved_to_the_nearest_and_said(part, path, used):
    asked = read(set=part)
    assert get_path(state.scenario_of(asked.settings), path) == used
    assert len(asked.notes) == 1 and f"using {used:g}" in asked.notes[0].replace("\\", "")


def test_seeds_are_moved_to_the_nearest_choice():
    asked = read(seeds="900", seed="-4")
    assert (asked.settings.seeds, asked.settings.seed) == (20, 0)
    assert len(asked.notes) == 2


@pytest.mark.parametrize(
    "part",
    [
        "practice.start_d:29",
        "practice.start_d:nan",
        "practice.start_d:true",
        "practice.pattern:Z",
        "practice.days:2.5",
        "network.n_pattern:2000",
        "time.dt_ms:0.01",
        "time.test_days:[9.0,1.0]",
    ],
)
def test_value_that_makes_no_scenario_is_left_out_with_its_reason(part):
    asked = read(set=[part, "network.wear:0.5"])
    assert asked.settings.changes == (("network.wear", 0.5),)
    assert len(asked.notes) == 1
    state.scenario_of(asked.settings)


def test_too_large_a_network_is_refused_with_a_remedy():
    huge = state.changed(state.defaults(BASE), BASE, {"network.n_pattern": 2000})
    with pytest.raises(ScenarioError, match="at most 2000 cells"):
        state.scenario_of(huge)


@given(
    st.dictionaries(
        st.sampled_from(["preset", "set", "seed", "seeds", "arms", "x", ""]),
        st.lists(st.text(max_size=60), max_size=4),
        max_size=7,
    )
)
@settings(max_examples=150, deadline=None)
def test_no_address_crashes(query):
    asked = address.from_query(query)
    state.scenario_of(asked.settings)
    again = address.from_query(written(asked.settings))
    assert again.settings == asked.settings and again.notes == ()


def test_value_of_one_arm_changes_that_arm_alone():
    chosen = state.changed_in_arm(state.defaults(BASE), BASE, "late", "practice.start_d", 20.0)
    scenario = state.scenario_of(chosen)
    assert get_path(scenario.for_arm("late"), "practice.start_d") == 20.0
    assert scenario.for_arm("in_window") == BASE.for_arm("in_window")
    assert {arm.id: arm.label for arm in scenario.arm}["late"] == (
        "Practice two weeks later (Practice: first session = day 20)"
    )
    back = state.changed_in_arm(chosen, BASE, "late", "practice.start_d", 17.0)
    assert back == state.defaults(BASE)


@pytest.mark.parametrize(
    ("label", "count", "told"),
    [
        ("Practice", 1, "Practice (Practice: first session = day 5)"),
        ("Practice", 2, "Practice (first session = day 5; repeats in a session = 3)"),
        ("Practice", 3, "Practice (Practice: first session = day 5; 2 more)"),
        ("Practice in the window of a dose", 3, "Practice in the window of a dose (3 changes)"),
        ("x" * 60, 1, "x" * 49 + " (1 change)"),
    ],
)
def test_a_label_tells_as_much_of_what_was_changed_as_it_has_room_for(label, count, told):
    values = {"practice.start_d": 5.0, "practice.repeats": 3, "practice.days": 2}
    changes = [(path, value) for path, value in list(values.items())[:count]]
    brief = [
        f"{names.brief_name(BASE, path)} = {names.setting_value(BASE, path, value)}"
        for path, value in changes
    ]
    found = text.changed_arm(label, names.changes_in_words(BASE, changes), brief)
    assert found == told and len(found) <= 60


def test_copied_arm_does_what_the_other_does_until_it_is_changed():
    chosen = state.defaults(BASE)._replace(arms=("in_window", "in_window_copy"))
    scenario = state.scenario_of(chosen)
    first, copy = (scenario.fingerprint(arm, 0) for arm in chosen.arms)
    assert first == copy
    changed = state.changed_in_arm(chosen, BASE, "in_window_copy", "practice.days", 1)
    scenario = state.scenario_of(changed)
    assert scenario.fingerprint("in_window", 0) == first
    assert scenario.fingerprint("in_window_copy", 0) != first
    assert address.from_query(written(changed)).settings == changed


def test_one_arm_in_the_address_is_a_single_run():
    assert read(arms="late").settings.arms == ("late",)


def test_more_than_four_arms_are_cut_and_said():
    asked = read(arms=",".join(arm.id for arm in BASE.arm))
    assert len(asked.settings.arms) == 4 and asked.notes


@given(
    values=st.lists(st.integers(0, 24), min_size=1, max_size=8, unique=True),
    others=st.lists(st.integers(1, 9), max_size=4, unique=True),
)
@settings(max_examples=30, deadline=None)
def test_every_sweep_survives_the_address(values, others):
    vary = state.Vary(
        "practice.start_d",
        tuple(map(float, values)),
        "answer.b",
        "practice.days" if others else "",
        tuple(others),
    )
    chosen = state.defaults(BASE)._replace(arms=("in_window",), vary=vary)
    asked = address.from_query(written(chosen))
    assert asked.settings == chosen and asked.notes == ()


def test_options_of_a_teacher_survive_the_address():
    options = state.LinkOptions(("practice.start_d",), ("dose.dose_mg_per_kg",), "When is best?")
    query = {
        name: [part] if isinstance(part, str) else part
        for name, part in address.to_query(state.defaults(BASE), options).items()
    }
    asked = address.from_query(query)
    assert asked.options == options and asked.notes == ()


@pytest.mark.parametrize(
    ("parts", "note"),
    [
        ({"show": "practice.strat_d"}, "did you mean practice.start_d?"),
        ({"lock": "x"}, "ignored: lock x"),
        ({"outcome": "answer.x"}, "ignored: outcome answer.x"),
        ({"vary": "practice.start_d:B"}, "numbers such as [1,2,4]"),
        ({"own": "nobody/practice.days:2"}, "with one of the arms in_window, late"),
        ({"v": "0.0.1-m1"}, "This link was made with version 0.0.1-m1"),
    ],
)
def test_wrong_parts_of_a_teachers_link_are_named(parts, note):
    assert note in read(**parts).notes[0].replace("\\", "")


def carried(query, change):
    """Return what a browser makes of a link that a program has changed on its way."""
    return parse_qs(change(urlencode(query, doseq=True)), keep_blank_values=True)


A_LINK = state.changed(state.defaults(BASE), BASE, {"practice.start_d": 17.0, "network.wear": 0.3})


@pytest.mark.parametrize(
    "change",
    [
        lambda link: link.replace("&", "&amp;"),
        lambda link: link + ".",
        lambda link: link + ").",
        lambda link: link + ">",
        lambda link: link + "\u201d,",
    ],
    ids=["escaped", "point", "bracket", "angle", "quote"],
)
def test_what_a_mail_adds_to_a_link_changes_nothing(change):
    asked = address.from_query(carried(address.to_query(A_LINK), change))
    assert (asked.settings, asked.notes) == (A_LINK, ())


@given(left=st.integers(1, 400))
@settings(max_examples=60, deadline=None)
def test_a_link_that_was_cut_never_gives_a_number_it_did_not_hold(left):
    whole = urlencode(address.to_query(A_LINK), doseq=True)
    link = whole[: min(left, len(whole) - len("end=1"))]
    asked = address.from_query(parse_qs(link, keep_blank_values=True))
    assert set(asked.settings.changes) <= set(A_LINK.changes)
    assert asked.settings.seed == A_LINK.seed
    if "&set=" in link:
        assert any("The end of this link is missing" in note for note in asked.notes)


def test_links_of_earlier_versions_and_typed_ones_are_whole():
    old = {"preset": "practice_in_window", "set": "practice.start_d:5", "v": address.version()}
    for query in (old, {"preset": "practice_in_window", "set": "practice.start_d:5"}):
        asked = address.from_query({name: [value] for name, value in query.items()})
        assert asked.notes == () and asked.settings.changes == (("practice.start_d", 5),)


def test_a_list_without_its_end_is_answered_with_the_list():
    (note,) = address.from_query({"set": ["dose.at_d:[1,2"]}).notes
    assert "did you mean [1,2]?" in note.replace("\\", "")


def test_a_dose_out_of_range_is_told_in_trial_doses():
    (note,) = address.from_query({"set": ["dose.dose_mg_per_kg:9"]}).notes
    assert "18 times the trial dose" in note
