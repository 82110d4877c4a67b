"""JSON schema of a scenario file, with units and help, for editors that complete and check TOML."""

from __future__ import annotations

from typing import Any

from sim.params import Params
from sim.scenario.schema import Scenario


def _with_units(node: Any) -> None:
    """Add the unit of every parameter to its description, in place."""
    if isinstance(node, dict):
        unit = node.get("unit")
        if isinstance(unit, str) and unit:
            node["description"] = f"{node.get('description', '')} Unit: {unit}.".strip()
        for inner in node.values():
            _with_units(inner)
    elif isinstance(node, list):
        for inner in node:
            _with_units(inner)


def json_schema(cls: type[Params] = Scenario) -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of a scenario file as a new dictionary."""
    schema = cls.model_json_schema(by_alias=True, mode="validation")
    _with_units(schema)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Plasticity Lab scenario"
    schema["required"] = ["schema", *schema.get("required", []), "arm"]
    schema["properties"]["arm"]["minItems"] = 1
    return schema
