"""Scenarios are written as short TOML and described by a JSON schema."""

from __future__ import annotations

import json
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.scenario import Arm, Expect, Scenario, json_schema, load, read_scenario, to_toml

_SENTENCES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


def test_a_written_scenario_reads_back_equal(toy, toy_class):
    assert read_scenario(to_toml(toy), cls=toy_class) == toy


def test_only_what_differs_from_the_defaults_is_written(toy):
    data = tomllib.loads(to_toml(toy))
    assert data["stdp"] == {"eta_plus": 0.001}
    assert "network" not in data
    assert data["intervention"][1] == {"name": "practice", "kind": "practice", "stop_d": 19.5}
    assert to_toml(toy).startswith("schema = 1\n")


def test_tables_in_tables_are_written(toy, toy_class):
    changed = toy.with_changes({"stdp.pair.tau_ms": 1e-7, "stdp.enabled": False})
    text = to_toml(changed)
    assert "[stdp.pair]\ntau_ms = 1e-07" in text
    assert read_scenario(text, cls=toy_class) == changed


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    _SENTENCES,
    st.lists(_SENTENCES, max_size=3),
    st.floats(min_value=1e-9, max_value=200),
    st.one_of(st.none(), st.floats(max_value=0.0, allow_nan=False, allow_infinity=False)),
)
def test_any_text_and_any_number_survive_the_round_trip(text, texts, tau_ms, bound):
    arm = Arm(id="a", label=text, set={"stdp.tau_pre_ms": tau_ms})
    claim = Expect(measure="m", day=0.0, arm="a", at_least=bound, at_most=1e308, text=text)
    scenario = Scenario(
        id="x", title=text, look_at=text * 3, leaves_out=tuple(texts), arm=(arm,), expect=(claim,)
    )
    assert load(to_toml(scenario)) == scenario


def test_the_json_schema_tells_units_help_and_what_must_be_there(toy_class):
    schema = json_schema(toy_class)
    assert schema["required"] == ["schema", "id", "title", "arm"]
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) >= {"schema", "time", "stdp", "intervention", "arm", "expect"}
    length = schema["$defs"]["ToyTime"]["properties"]["length_d"]
    assert length["description"] == "Length. Unit: d."
    assert (length["exclusiveMinimum"], length["maximum"]) == (0, 400)


def test_the_json_schema_of_the_real_tables_has_help_for_every_key():
    schema = json_schema()
    json.dumps(schema, allow_nan=False)
    for table in (schema, *schema["$defs"].values()):
        for name, key in table["properties"].items():
            assert "description" in key or "$ref" in key or name == "kind", name


def test_the_json_schema_is_made_anew_each_time():
    json_schema()["properties"].clear()
    assert json_schema()["properties"]


def test_the_json_schema_accepts_what_the_reader_accepts(toy_class, text):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json_schema(toy_class)
    data = tomllib.loads(text)
    jsonschema.validate(data, schema)
    data["stdp"]["eta_plus"] = 7.0
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema)
