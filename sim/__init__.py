"""Plasticity Lab: a toy spiking network that shows rigid and flexible connectivity.

>>> import sim
>>> scenario = sim.load("practice_in_window")
>>> result = sim.run(scenario, arm="in_window", seed=7)

It illustrates; it does not predict what any drug or therapy does for a person.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim import plots as plots
    from sim.engine import run as run
    from sim.errors import Cancelled as Cancelled
    from sim.errors import DivergedError as DivergedError
    from sim.errors import ResultError as ResultError
    from sim.errors import ScenarioError as ScenarioError
    from sim.errors import SimError as SimError
    from sim.many import check_claims as check_claims
    from sim.many import compare as compare
    from sim.many import sweep as sweep
    from sim.result import Result as Result
    from sim.runs import Task as Task
    from sim.runs import run_many as run_many
    from sim.scenario import Scenario as Scenario
    from sim.scenario import load as load
    from sim.scenario import presets as presets
    from sim.store import ResultStore as ResultStore

    __version__: str

# Name -> module that holds it. Loaded at first use, so that `import sim` costs nothing.
_HOMES = {
    "Cancelled": "sim.errors",
    "DivergedError": "sim.errors",
    "Result": "sim.result",
    "ResultError": "sim.errors",
    "ResultStore": "sim.store",
    "Scenario": "sim.scenario",
    "ScenarioError": "sim.errors",
    "SimError": "sim.errors",
    "Task": "sim.runs",
    "check_claims": "sim.many",
    "compare": "sim.many",
    "load": "sim.scenario",
    "presets": "sim.scenario",
    "run": "sim.engine",
    "run_many": "sim.runs",
    "sweep": "sim.many",
}
_PACKAGES = ("plots",)

__all__ = ["__version__", *_PACKAGES, *_HOMES]


def __getattr__(name: str) -> Any:
    if name in _PACKAGES:
        return import_module(f"sim.{name}")
    if name == "__version__":
        value: Any = import_module("sim.result").package_version()
    elif name in _HOMES:
        value = getattr(import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
