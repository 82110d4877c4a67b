"""Every parameter is declared once, whole, and named after its unit."""

from __future__ import annotations

import math
import re
from typing import Literal, NamedTuple, get_args, get_origin

import numpy as np
import pytest
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from sim.interventions import INTERVENTIONS
from sim.params import Params, limits_of
from sim.scenario import Scenario

# Ending of a name -> its unit. Longer endings first: the first that fits counts.
UNITS = {
    "_mg_per_kg": "mg/kg",
    "_l_per_kg": "L/kg",
    "_per_min": "1/min",
    "_per_h": "1/h",
    "_per_d": "1/day",
    "_ng_per_ml": "ng/mL",
    "_min": "min",
    "_ms": "ms",
    "_hz": "Hz",
    "_mv": "mV",
    "_ns": "nS",
    "_pf": "pF",
    "_um": "uM",
    "_mm": "mM",
    "_pa": "pA",
    "_h": "h",
    "_d": ("days", "model day"),
    "_s": "s",
}
# Names that happen to end like one of them: a limit and a number of the model.
NOT_TIMES = {"scale_min", "slow_min", "surge_block_min"}
# Units that a name does not show.
UNNAMED_UNITS = {"", "base weights", "days"}
# What stands in names for files and in equations, and would stop a reader of sixteen.
RAW = re.compile(r"_|\b(exc|inh|tau|pre|post|std|sd|min|max|ic50|stdp|gaba-a|param\w*)\b", re.I)


class Declared(NamedTuple):
    """One parameter with its table."""

    table: type[Params]
    name: str
    field: FieldInfo

    @property
    def extra(self) -> dict:
        return self.field.json_schema_extra or {}

    def bounds(self) -> dict[str, float]:
        """Return the bounds ge, gt, le, lt."""
        return limits_of(self.field.metadata)


def tables() -> list[type[Params]]:
    """Return every parameter table of a scenario and every intervention."""
    fields = Scenario.model_fields.values()
    found = [
        f.annotation
        for f in fields
        if isinstance(f.annotation, type) and issubclass(f.annotation, Params)
    ]
    return [*found, *INTERVENTIONS]


ALL = [
    Declared(table, name, field)
    for table in tables()
    for name, field in table.model_fields.items()
    if name != "kind"
]
NUMBERS = [parameter for parameter in ALL if parameter.field.annotation in (int, float)]


def choice_of(parameter: Declared) -> object:
    """Return the annotation of a parameter, an alias of it opened."""
    return getattr(parameter.field.annotation, "__value__", parameter.field.annotation)


def each(parameters):
    return pytest.mark.parametrize(
        "parameter", parameters, ids=[f"{p.table.__name__}.{p.name}" for p in parameters]
    )


def test_the_tables_are_found():
    assert len(tables()) >= 12 + len(INTERVENTIONS)
    assert len(NUMBERS) > 80


@each(ALL)
def test_a_parameter_has_unit_help_and_source(parameter):
    assert isinstance(parameter.extra.get("unit"), str)  # empty: dimensionless by declaration
    assert parameter.extra.get("source", "").strip()
    assert len((parameter.field.description or "").split()) >= 2
    assert "  " not in parameter.field.description


@each(ALL)
def test_help_ends_with_a_full_stop(parameter):
    assert re.search(r"[^.]\.$", parameter.field.description or "")


@each(ALL)
def test_a_parameter_has_a_plain_name(parameter):
    label = parameter.field.title or ""
    assert re.fullmatch(r"[A-Z][A-Za-z,'() -]{2,44}", label) and not label.endswith(".")
    assert not RAW.search(label), "a symbol or a part of a path is no plain name"


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.__name__)
def test_names_within_a_table_differ(table):
    labels = [field.title for name, field in table.model_fields.items() if name != "kind"]
    assert len(set(labels)) == len(labels)


def test_names_of_tables_stand_alone_and_interventions_have_names():
    """On a page nothing stands before the name of a number of the model."""
    model = [parameter.field.title for parameter in ALL if parameter.table not in INTERVENTIONS]
    assert len(set(model)) == len(model)
    kinds = [intervention.model_config.get("title", "") for intervention in INTERVENTIONS]
    assert all(kinds) and len(set(kinds)) == len(kinds)


@each([parameter for parameter in ALL if get_origin(choice_of(parameter)) is Literal])
def test_each_choice_has_a_plain_name(parameter):
    assert set(parameter.extra["words"]) == set(get_args(choice_of(parameter)))
    assert all(word and "_" not in word for word in parameter.extra["words"].values())


@each(NUMBERS)
def test_a_number_has_a_range_that_holds_its_default(parameter):
    bounds, default = parameter.bounds(), parameter.field.default
    assert bounds.keys() & {"ge", "gt"} and bounds.keys() & {"le", "lt"}
    assert math.isfinite(default)
    assert default >= bounds.get("ge", -math.inf) and default > bounds.get("gt", -math.inf)
    assert default <= bounds.get("le", math.inf) and default < bounds.get("lt", math.inf)


@each(NUMBERS)
def test_a_number_has_a_slider_step_within_its_range(parameter):
    bounds, step = parameter.bounds(), parameter.extra.get("step")
    low, high = bounds.get("ge", bounds.get("gt")), bounds.get("le", bounds.get("lt"))
    assert step is not None and 0 < step <= high - low


@each(NUMBERS)
def test_the_name_ends_in_its_unit(parameter):
    unit = parameter.extra["unit"]
    ending = next((end for end in UNITS if parameter.name.endswith(end)), None)
    if ending is not None and parameter.name not in NOT_TIMES:
        assert unit in np.atleast_1d(UNITS[ending])
    else:
        assert unit in UNNAMED_UNITS


@each([parameter for parameter in ALL if isinstance(parameter.field.default, tuple)])
def test_a_list_of_times_has_its_unit(parameter):
    assert parameter.extra["unit"] == "model day"


@each(NUMBERS)
def test_values_outside_the_range_and_no_numbers_are_refused(parameter):
    bounds = parameter.bounds()
    outside = [
        bounds.get("ge", bounds.get("gt")) - 1,
        bounds.get("le", bounds.get("lt")) + 1,
        float("nan"),
        float("inf"),
        "a word",
    ]
    needed = {"name": "x"} if "name" in parameter.table.model_fields else {}
    for value in outside:
        with pytest.raises(ValidationError):
            parameter.table(**needed, **{parameter.name: value})


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.__name__)
def test_a_table_is_frozen_and_closed_to_unknown_names(table):
    needed = {"name": "x"} if "name" in table.model_fields else {}
    made = table(**needed)
    with pytest.raises(ValidationError):
        table(**needed, tau_of_something=1.0)
    with pytest.raises(ValidationError):
        setattr(made, next(iter(table.model_fields)), 1)


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.__name__)
def test_no_two_tables_have_the_same_docstring_and_each_has_one(table):
    assert table.__doc__ and table.__doc__.strip().endswith(".")


def test_a_reset_at_or_above_threshold_is_refused():
    """Such a cell would fire in every step, refractory or not."""
    neuron = Scenario.model_fields["neuron"].annotation
    with pytest.raises(ValidationError):
        neuron(v_reset_mv=-46.0, v_threshold_mv=-60.0)


def test_limits_that_cross_are_refused():
    consolidation = Scenario.model_fields["consolidation"].annotation
    bounds = consolidation.model_fields
    assert (
        Declared(consolidation, "slow_min", bounds["slow_min"]).bounds()["le"]
        <= Declared(consolidation, "slow_max", bounds["slow_max"]).bounds()["ge"]
    )
