"""Every declared parameter, with the table or intervention and the file that declare it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sim.params import Leaf, declarations
from sim.phrases import NONE, with_unit
from sim.scenario.paths import FIXED_IN_BLOCK
from sim.scenario.schema import Scenario
from sim.scenario.structure import kinds, tables


class Declared(NamedTuple):
    """One parameter as its table declares it, its default as its value.

    Attributes
    ----------
    part : str
        ``table`` or ``intervention``.
    leaf : Leaf
        An intervention goes by its kind: ``dose.at_d``.
    file : str
        Where it is declared: ``sim/model/stdp.py``.
    """

    part: str
    leaf: Leaf
    file: str

    @property
    def default_in_words(self) -> str:
        """Default of a table with a column for the unit."""
        if isinstance(self.leaf.default, tuple):
            return ", ".join(map(with_unit, self.leaf.default)) or NONE
        return with_unit(self.leaf.default)

    @property
    def range_in_words(self) -> str:
        """Range without its unit; empty without bounds."""
        limits = self.leaf.limits
        ends = [limits.get("ge", limits.get("gt")), limits.get("le", limits.get("lt"))]
        if ends == [None, None]:
            return ""
        return " to ".join("..." if end is None else with_unit(end) for end in ends)

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data, as ``parameters --json`` prints it."""
        return {
            "part": self.part,
            "path": self.leaf.path,
            "label": self.leaf.label,
            "default": self.leaf.default,
            "unit": self.leaf.unit,
            "words": self.leaf.choice_labels,
            "limits": self.leaf.limits,
            "source": self.leaf.source,
            "hand_set": self.leaf.is_hand_set,
            "help": self.leaf.help,
            "file": self.file,
        }


def declared() -> Iterator[Declared]:
    """Yield each declared parameter of the tables, then of the interventions."""
    for part, owners in (("table", tables(Scenario)), ("intervention", kinds(Scenario))):
        for name, owner in owners.items():
            for leaf in declarations(owner, name):
                if leaf.path.rpartition(".")[2] not in FIXED_IN_BLOCK:
                    yield Declared(part, leaf, f"{owner.__module__.replace('.', '/')}.py")
