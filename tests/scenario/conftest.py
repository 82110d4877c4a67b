"""A small scenario class: the real one with three tables and two interventions made for tests."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import Field, model_validator

from sim.errors import Problem, ScenarioError
from sim.params import Params, par
from sim.scenario import Scenario, read_scenario


class ToyTime(Params):
    """Length and step."""

    length_d: float = par(
        56.0, unit="d", gt=0, le=400, label="Length", help="Length.", source="chosen"
    )
    step_h: float = par(1.0, unit="h", gt=0, le=24, label="Step", help="Step.", source="chosen")


class ToyPair(Params):
    """A table in a table."""

    tau_ms: float = par(
        20.0, unit="ms", gt=0, le=200, label="Memory", help="Memory.", source="chosen"
    )


class ToyStdp(Params):
    """One parameter of every type."""

    eta_plus: float = par(0.01, ge=0, le=1, label="Rate up", help="Rate up.", source="chosen")
    n_pairs: int = par(3, ge=1, le=9, label="Pairs", help="Pairs.", source="chosen")
    enabled: bool = par(True, label="Learning on", help="Learning on.", source="chosen")
    shape: Literal["additive", "mixed"] = par(
        "mixed", label="Family", help="Family.", source="chosen"
    )
    label: str = par("", label="A word", help="A word.", source="chosen")
    gains: tuple[float, ...] = par(
        (1.0, 2.0), unit="mV", label="Gains", help="Gains.", source="chosen"
    )
    pair: ToyPair = Field(default_factory=ToyPair)


class ToyDose(Params):
    """A dose."""

    name: str
    kind: Literal["dose"]
    at_d: tuple[Annotated[float, Field(ge=0)], ...] = par(
        (14.0,), unit="d", label="Days", help="Days.", source="chosen"
    )
    dose_mg_per_kg: float = par(
        0.5, unit="mg/kg", ge=0, le=3, label="Dose", help="Dose.", source="chosen"
    )

    def last_d(self) -> float:
        """Return the last day that is touched."""
        return max(self.at_d, default=0.0)


class ToyPractice(Params):
    """Practice; without `last_d`, which the checks must bear."""

    name: str
    kind: Literal["practice"]
    start_d: float = par(
        15.0, unit="d", ge=0, le=400, label="First day", help="First day.", source="chosen"
    )
    stop_d: float = par(
        20.0, unit="d", ge=0, le=400, label="Last day", help="Last day.", source="chosen"
    )

    @model_validator(mode="after")
    def _in_order(self) -> ToyPractice:
        if self.stop_d < self.start_d:
            raise ValueError(f"stop_d not before start_d ({self.start_d:g} d)")
        return self


class ToyScenario(Scenario):
    """The scenario class of these tests."""

    time: ToyTime = Field(default_factory=ToyTime)
    stdp: ToyStdp = Field(default_factory=ToyStdp)
    intervention: tuple[Annotated[ToyDose | ToyPractice, Field(discriminator="kind")], ...] = ()


TEXT = """\
schema = 1
id = "window"
title = "Practice in the window"
question = "Does the day matter?"

[time]
length_d = 40

[stdp]
eta_plus = 1e-3

[[intervention]]
name = "ketamine"
kind = "dose"
at_d = [14.0, 21.0]

[[intervention]]
name = "practice"
kind = "practice"
stop_d = 19.5

[[arm]]
id = "in_window"
label = "In the window"
use = ["ketamine", "practice"]

[[arm]]
id = "late"
use = ["ketamine", "practice"]
set = { "practice.start_d" = 30.0, "practice.stop_d" = 35.0, "stdp.pair.tau_ms" = 25.0 }

[[expect]]
measure = "answer.b"
day = 40.0
more = "in_window"
less = "late"
by = 0.2
"""


@pytest.fixture
def text() -> str:
    """Return a file without mistakes."""
    return TEXT


@pytest.fixture
def toy_class() -> type[ToyScenario]:
    """Return the scenario class of these tests."""
    return ToyScenario


@pytest.fixture
def toy() -> ToyScenario:
    """Return the scenario of `text`."""
    return read_scenario(TEXT, cls=ToyScenario)


@pytest.fixture
def mistakes():
    """Return a function: TOML text -> its problems."""

    def read(text: str) -> tuple[Problem, ...]:
        with pytest.raises(ScenarioError) as caught:
            read_scenario(text, name="bad.toml", cls=ToyScenario)
        return caught.value.problems

    return read


@pytest.fixture
def mistake(mistakes):
    """Return a function: lines to add to a minimal file -> the only problem of it."""

    def read(added: str) -> Problem:
        head = 'schema = 1\nid = "x"\ntitle = "X"\n' + ("" if "[[arm]]" in added else _ARM)
        problems = mistakes(head + added)
        assert len(problems) == 1, problems
        return problems[0]

    return read


_ARM = 'arm = [{ id = "only" }]\n'
