"""The page Learn: its five parts, filters, links into it, and what a wrong link says."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from sim.equations import heads
from sim.evidence import GRADE_MEANS, GRADES, SPECIES, claims, concepts, glossary, groups
from sim.plots.concept_pictures import CONCEPT_PICTURES
from sim.scenario import load, presets
from sim.scenario.declared import declared
from sim.ui.learn import acceptance, address, card, tables
from sim.ui.learn import glossary as terms
from sim.ui.text import learn_text
from tests.ui.touring import open_page, text_on

PARTS = tuple(learn_text.PARTS)
BY_THEME = sorted(
    claims(), key=lambda claim: list(groups()).index(claim.group)
)  # as the page lists


def opened(**query):
    return open_page("learn", timeout_s=30, **query)


def address_of(at) -> dict[str, str]:
    values = {name: at.query_params[name] for name in at.query_params}
    return {name: value if isinstance(value, str) else value[-1] for name, value in values.items()}


def cards_shown(at) -> list[str]:
    return [
        expander.label.split("**")[1]
        for expander in at.expander
        if expander.label.startswith("**CL")
    ]


def opened_cards(at) -> list[str]:
    return [claim.id for claim in claims() if at.session_state.get(f"card {claim.id}")]


@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens_and_ends_with_a_next_step(part):
    at = opened(part=part)
    assert not at.exception and not at.info
    assert [element.value for element in at.title] == [learn_text.TITLE]
    assert [element.value for element in at.header] == [learn_text.PARTS[part]]
    ends = [*(element.label for element in at.button), *(element.value for element in at.markdown)]
    assert sum(learn_text.NEXT in end for end in ends) == 1


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_kept_in_the_address(part):
    at = opened(part="model" if part != "model" else "claims")
    at.button_group(key="learn part").set_value(part).run()
    assert address_of(at) == {"part": part}
    assert at.header[0].value == learn_text.PARTS[part]


def test_next_steps_lead_through_the_page():
    at, seen = opened(), []
    for _ in range(len(concepts()) + 2):
        at.button(key="learn next").click().run()
        seen.append(at.header[0].value)
        assert not at.exception
    assert seen[-3:] == [learn_text.PARTS[part] for part in ("glossary", "model", "equations")]


@pytest.mark.parametrize(
    "query",
    [
        {"part": "zebra"},
        {"card": "CL99"},
        {"term": "<b>x</b>"},
        {"concept": "none"},
        {"colour": "red"},
        {"part": ""},
    ],
)
def test_a_wrong_link_says_what_was_ignored_and_what_is_allowed(query):
    at = opened(**query)
    name, value = next(iter(query.items()))
    note = at.info[0].value.replace("\\", "")
    assert not at.exception and len(at.info) == 1
    assert note.startswith("ignored: ") and name in note and "allowed: " in note
    assert (value in note) or name == "colour"
    assert "<b>" not in at.info[0].value.replace("\\<", "")


def test_a_slip_in_a_link_is_answered_with_the_nearest_name():
    assert "did you mean glossary" in opened(part="glosary").info[0].value.replace("\\", "")


def test_case_and_the_other_name_of_a_part_do_not_matter():
    assert address.read({"part": ["Cards"], "card": ["cl46"]}) == address.Selection(
        "claims", "CL46"
    )
    assert address.read({"card": ["CL46"]}).part == "claims"
    assert address.read({"term": ["window"]}) == address.Selection("glossary", term="window")
    assert address.read({"part": ["model"], "term": ["window"]}) == address.Selection("model")


def test_a_link_to_a_card_opens_it_alone():
    at = opened(part="claims", card="CL46")
    assert cards_shown(at) == ["CL46"] and opened_cards(at) == ["CL46"]
    assert "Nobody has measured when a window opens and closes in people" in text_on(at)
    for id in next(claim for claim in claims() if claim.id == "CL46").shown_by:
        assert f"(/lab?preset={id}&guess=1)" in text_on(at)


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim.id)
def test_every_card_is_drawn_whole(claim):
    def script(id):
        from sim.evidence import claim
        from sim.ui.learn import card

        card.draw(claim(id))

    at = AppTest.from_function(script, args=(claim.id,)).run()
    seen = text_on(at)
    assert not at.exception
    assert claim.caveat in seen and claim.toy in seen and GRADE_MEANS[claim.grade] in seen
    assert all(work.short in seen for work in claim.citations)
    assert all(test in seen for test in claim.tests)
    assert claim.card_only in seen and claim.analogy in seen
    assert (learn_text.SHOWN_BY in seen) == bool(claim.shown_by and not claim.analogy)
    rows = [name for table in at.table for name in table.value.iloc[:, 0]]
    assert sorted(name.split("**")[1] for name in rows) == sorted(claim.targets)


@pytest.mark.parametrize("concept", concepts(), ids=lambda concept: concept.id)
def test_a_concept_shows_its_picture_and_its_equation(concept):
    at = opened(concept=concept.id)
    picture = CONCEPT_PICTURES[concept.id]
    assert not at.exception and picture.draw().title in text_on(at)
    assert any(picture.latex in latex.value for latex in at.latex)
    assert picture.maths in text_on(at)


def test_names_of_files_and_parameters_stand_after_the_question_of_a_concept():
    at = opened(part="concepts")
    page = text_on(at)
    heads = [
        text.split("{")[0]
        for text in (
            learn_text.IN_THE_MODEL,
            learn_text.QUESTION,
            learn_text.LOOK_AT,
            learn_text.STANDS_IN,
            learn_text.PARAMETERS_ARE,
        )
    ]
    places = [page.index(head) for head in heads]
    assert places == sorted(places)


def test_studies_that_found_nothing_stand_first_and_say_so():
    at = opened(card="CL34")
    values = list(at.table[0].value["Value"])
    marked = [value.startswith("**No clear effect:**") for value in values]
    assert marked == sorted(marked, reverse=True)
    claim = next(claim for claim in claims() if claim.id == "CL34")
    assert sum(marked) == len(card.nulls_of(claim)) >= 2


def test_all_cards_are_listed_with_grade_in_words_beside_the_icon():
    at = opened(part="claims")
    assert cards_shown(at) == [claim.id for claim in BY_THEME]
    for expander in at.expander:
        if expander.label.startswith("**CL"):
            assert any(grade in expander.label for grade in GRADES) and expander.icon


def test_opening_a_card_closes_the_other_and_names_it_in_the_address():
    def script():
        import streamlit as st

        from sim.ui.learn import claims

        st.session_state["card CL01"] = st.session_state["card CL02"] = True
        claims.open_only("CL02")
        st.write(dict(st.query_params))

    at = AppTest.from_function(script).run()
    assert not at.exception and opened_cards(at) == ["CL02"]
    assert address_of(at) == {"part": "claims", "card": "CL02"}


@pytest.mark.parametrize("grade", GRADES)
def test_filter_of_grades(grade):
    at = opened(part="claims")
    at.button_group(key="learn grades").set_value([grade]).run()
    wanted = [claim.id for claim in BY_THEME if claim.grade == grade]
    assert cards_shown(at) == wanted
    assert learn_text.CLAIMS_SHOWN.format(shown=len(wanted), all=len(claims())) in text_on(at)


def test_filters_of_grade_add_up_and_show_all_takes_them_away():
    at = opened(part="claims")
    at.button_group(key="learn grades").set_value(list(GRADES[:2])).run()
    assert cards_shown(at) == [claim.id for claim in BY_THEME if claim.grade in GRADES[:2]]
    next(button for button in at.button if button.label == learn_text.SHOW_ALL).click().run()
    assert cards_shown(at) == [claim.id for claim in BY_THEME]


@pytest.mark.parametrize("letter", groups())
def test_filter_of_themes(letter):
    at = opened(part="claims")
    at.selectbox(key="learn group").set_value(letter).run()
    assert cards_shown(at) == [claim.id for claim in BY_THEME if claim.group == letter]
    assert [element.value.rpartition(" (")[0] for element in at.subheader] == [groups()[letter]]


@pytest.mark.parametrize("species", SPECIES)
def test_filter_of_species(species):
    at = opened(part="claims")
    at.button_group(key="learn species").set_value([species]).run()
    wanted = [claim.id for claim in BY_THEME if species in card.species_of(claim)]
    assert cards_shown(at) == wanted and 0 < len(wanted) < len(claims())


def test_filter_of_null_results():
    at = opened(part="claims")
    at.checkbox(key="learn nulls").check().run()
    assert cards_shown(at) == [claim.id for claim in BY_THEME if card.nulls_of(claim)]
    assert {"CL34", "CL39", "CL48"} <= set(cards_shown(at))


def test_search_of_cards_and_its_empty_answer():
    at = opened(part="claims")
    at.text_input(key="learn cards").set_value("rapastinel").run()
    assert cards_shown(at) == ["CL45"]
    at.text_input(key="learn cards").set_value("zebra").run()
    assert cards_shown(at) == [] and learn_text.NOTHING_FOUND in text_on(at)


def test_claims_with_all_cards_take_less_than_a_third_of_a_second():
    at = opened(part="claims")
    times = []
    for _ in range(3):
        start = time.perf_counter()
        at.run()
        times.append(time.perf_counter() - start)
    assert min(times) < 0.3


@pytest.mark.parametrize("concept", concepts(), ids=lambda concept: concept.id)
def test_every_concept_opens_with_its_preset_and_its_cards(concept):
    at = opened(concept=concept.id)
    seen = text_on(at)
    assert not at.exception and concept.title in [sub.value for sub in at.subheader]
    assert load(concept.preset).question in seen and f"preset={concept.preset}" in seen
    buttons = {button.label for button in at.button}
    assert all(
        learn_text.CARD_BUTTON.format(id=found.card) in buttons for found in concept.findings
    )
    assert all(glossary()[term].name in buttons for term in concept.terms)


def test_a_card_named_by_a_concept_opens_by_its_button():
    at = opened(concept="window")
    next(
        button for button in at.button if button.label == learn_text.CARD_BUTTON.format(id="CL47")
    ).click().run()
    assert address_of(at) == {"part": "claims", "card": "CL47"}
    assert opened_cards(at) == ["CL47"]


def test_glossary_lists_all_terms_and_every_link_has_its_heading():
    at = opened(part="glossary")
    text = next(element.value for element in at.markdown if element.value.startswith("### "))
    names = re.findall(r"^### :small\[(.+)\]$", text, re.M)
    assert names == [word.name for word in glossary().values()]
    anchors = {terms.anchor(word) for word in glossary().values()}
    assert set(re.findall(r"\(#([\w-]+)\)", text)) <= anchors and len(anchors) == len(names)


def test_a_link_to_a_term_shows_it_with_the_terms_it_names():
    text = text_on(opened(part="glossary", term="window"))
    assert text.index("### :small[Window]") < text.index(learn_text.LINKED_TERMS)
    for id in glossary()["window"].see:
        assert f"### :small[{glossary()[id].name}]" in text


def test_search_of_terms_looks_at_names_first():
    assert list(terms.matching("spine", glossary())) == ["spine"]
    assert "wear" in terms.matching("rigid", glossary())
    assert terms.matching("zebra", glossary()) == {}
    assert len(terms.matching(" ", glossary())) == len(glossary())


def test_model_card_counts_what_the_code_says():
    at = opened(part="model")
    seen = text_on(at)
    rows = list(declared())
    hand_set = sum(row.leaf.is_hand_set for row in rows)
    assert learn_text.ASSUMED_LEAD.format(hand_set=hand_set, all=len(rows)) in seen
    expects = [expect for id in presets() for expect in load(id).expect]
    known = sum(bool(expect.fails_because) for expect in expects)
    assert (
        learn_text.CLAIMS_LEAD.format(presets=len(presets()), claims=len(expects), known=known)
        in seen
    )
    assert "500 cells" in seen and "30 model days" in seen


def test_model_card_names_every_acceptance_test_with_its_status():
    tests = acceptance.tests()
    assert list(tests) == [f"V{number:02}" for number in range(1, 25)]
    assert {id for id, test in tests.items() if test.fails} == {
        expect.test
        for id in presets()
        for expect in load(id).expect
        if expect.test and expect.fails_because
    }
    labels = [expander.label for expander in opened(part="model").expander]
    for id, test in tests.items():
        status = learn_text.FAIL if test.fails else learn_text.HOLD
        assert any(label.startswith(f"**{id}** {status}: ") for label in labels)


def test_a_failed_test_opens_with_its_reason(monkeypatch):
    first, *others = acceptance.tests()["V13"].promises
    failing = acceptance.Test("V13", (replace(first, fails_because="A reason."), *others))
    told_tests = {**acceptance.tests(), "V13": failing}
    monkeypatch.setattr(acceptance, "tests", lambda: told_tests)
    at = opened(part="model")
    assert any(
        expander.label.startswith(f"**V13** {learn_text.FAIL}: ") for expander in at.expander
    )
    at.session_state[f"test {failing.id}"] = True
    at.run()
    for promise in failing.promises:
        assert promise.text in text_on(at) and promise.fails_because in text_on(at)


def test_hand_set_list_is_filtered_and_shown_whole_on_demand():
    at = opened(part="model")
    at.text_input(key="learn hand-set").set_value("window").run()
    at.checkbox(key="learn all hand-set").check().run()
    wanted = [row.leaf.path for row in tables.found("window", declared()) if row.leaf.is_hand_set]
    shown = next(
        table.value
        for table in at.table
        if tuple(table.value.columns) == learn_text.ASSUMED_COLUMNS
    )
    assert [cell.split("`")[1] for cell in shown["Parameter"]] == wanted
    assert all(re.match(r"\*\*[A-Z]", cell) for cell in shown["Parameter"])  # the name comes first


def test_equations_of_a_file_stand_with_all_its_parameters():
    at = opened(part="equations")
    for head in heads():
        if head.file in ("sim/model/window.py", "sim/model/sleep.py"):
            at.session_state[f"file {head.file}"] = True
    at.run()
    assert not at.exception
    shown = "\n".join(element.value for element in at.code)
    assert "gate(G) = G^n / (K^n + G^n)" in shown and "awake:  dS/dt = (1 - S) / tau_wake" in shown
    frame = next(table.value for table in at.table if "gate_k" in table.value.iloc[0, 0])
    paths = [row.leaf.path for row in declared() if row.file == "sim/model/window.py"]
    assert [cell.split("`")[1] for cell in frame.iloc[:, 0]] == paths
    assert all(learn_text.BY_HAND in cell for cell in frame.iloc[:, 1])


def test_search_of_parameters_covers_tables_and_interventions():
    at = opened(part="equations")
    at.text_input(key="learn parameters").set_value("dose mg").run()
    shown = " ".join(at.table[0].value.iloc[:, 0])
    assert "`dose.dose_mg_per_kg`" in shown
    at.text_input(key="learn parameters").set_value("tau_close").run()
    assert "48 h (0 to 1000 h)" in at.table[0].value.iloc[0, 1]


def test_every_file_that_declares_a_parameter_is_on_the_page():
    labels = [expander.label for expander in opened(part="equations").expander]
    files = {row.file for row in declared()} | {head.file for head in heads() if head.equations}
    assert len(labels) == len(files)
    assert files <= {head.file for head in heads()}


def test_nothing_of_a_docstring_becomes_markup():
    shown = learn_text.prose("A *b* $c$ [d](e) ``f_g`` <i>")
    assert shown == "A \\*b\\* \\$c\\$ \\[d\\]\\(e\\) `f_g` \\<i\\>"
