"""Small networks that run in a fraction of a second: few cells, short tests.

There is one size for all: that of ``TINY``, a scenario file of our own. ``small_preset`` is a
preset of that size, for pages and commands that ask for one; ``small_scenario`` is a bare scenario
of that size, for tests that bring interventions of their own.
"""

from __future__ import annotations

import tomllib
from typing import Any

from sim.scenario import Scenario, load, parse_value

TINY = """
schema = 1
id = "tiny"
title = "A tiny one"
question = "Is it quick?"
leaves_out = ["Nearly everything."]
misreadings = ["That it shows anything."]

[time]
length_d = 2.0
test_days = [0.0, 1.51, 2.0]

[network]
n_pattern = 20
n_cue = 10
n_rest = 20
n_inhibitory = 25

[probe]
trials = 3
rest_s = 0.5
surge_s = 0.5

[[intervention]]
name = "dose"
kind = "dose"
at_d = [0.5]

[[intervention]]
name = "practice"
kind = "practice"
start_d = 1.0
days = 1

[[arm]]
id = "nothing"
label = "Nothing"

[[arm]]
id = "treated"
label = "Dose and practice"
use = ["dose", "practice"]

[[expect]]
measure = "surge_peak"
day = 2.0
more = "treated"
less = "nothing"
seeds = 2
text = "The dose makes a surge."
"""

_TABLES = tomllib.loads(TINY)
SIZES = {
    f"{table}.{name}": value
    for table in ("network", "probe")
    for name, value in _TABLES[table].items()
}

PRESET = "practice_in_window"
# Values as an address and a command line write them.
SMALL = {
    **{path: str(value) for path, value in SIZES.items()},
    "everyday.rest_s": "0.5",
    "time.test_days": "[0.0,30.0]",
}


def small_parts() -> list[str]:
    """Return the parts ``set=`` of an address that make the preset small."""
    return [f"{path}:{value}" for path, value in SMALL.items()]


def small_preset() -> Scenario:
    """Return the preset, made small."""
    return load(PRESET).with_changes({path: parse_value(value) for path, value in SMALL.items()})


BARE = """
schema = 1
id = "small"
title = "A small network for tests"

[[arm]]
id = "all"
"""
_THREE_DAYS = {
    "settling.enabled": False,
    "time.step_h": 0.5,
    "time.length_d": 3.0,
    "time.test_days": [0.0, 1.0, 2.0, 3.0],
}


def small_scenario(interventions: tuple = (), **changes: Any) -> Scenario:
    """Return a scenario of 135 cells and 3 days with one arm ``all`` that uses everything.

    Parameters
    ----------
    interventions : tuple of Dose or Practice
    **changes
        Values by path, with a double underscore for the dot: ``time__length_d=2.0``.
    """
    paths = {path.replace("__", "."): value for path, value in changes.items()}
    bare = load(BARE).with_changes(SIZES | _THREE_DAYS | paths)
    data = bare.model_dump(by_alias=True)
    data["intervention"] = tuple(act.model_dump() for act in interventions)
    data["arm"] = ({"id": "all", "use": tuple(act.name for act in interventions)},)
    return Scenario.model_validate(data)
