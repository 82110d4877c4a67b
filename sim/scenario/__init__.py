"""Scenarios: TOML files to frozen models and back, with every mistake reported at once."""

from sim.scenario.arms import Arm, Expect
from sim.scenario.jsonschema import json_schema
from sim.scenario.library import load, preset_path, presets
from sim.scenario.paths import UnknownPath, get_path, known_paths, leaf_at, parameters
from sim.scenario.schema import MODEL_VERSION, SCHEMA, Scenario
from sim.scenario.tomlio import parse_assignment, parse_value, read_scenario
from sim.scenario.writer import to_toml

__all__ = [
    "MODEL_VERSION",
    "SCHEMA",
    "Arm",
    "Expect",
    "Scenario",
    "UnknownPath",
    "get_path",
    "json_schema",
    "known_paths",
    "leaf_at",
    "load",
    "parameters",
    "parse_assignment",
    "parse_value",
    "preset_path",
    "presets",
    "read_scenario",
    "to_toml",
]
