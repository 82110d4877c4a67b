"""Names of axes, from the declaration of the output or the measure that is drawn along them."""

from __future__ import annotations

from sim.measures import by_name
from sim.outputs import output_named
from sim.plots.panels.scale import Quantity

# Measures whose values cannot leave these bounds; others begin at 0 or at their lowest value.
_SHARES = ("answer.", "occupancy.", "flexible_rest", "kick_size", "window", "practice_share")


def quantity_of(name: str) -> Quantity:
    """Return label, unit and bounds of a measure, for axes."""
    measure = by_name(name)
    if name.startswith(_SHARES) and not measure.unit:
        return Quantity(measure.label, "", 0.0, 1.0)
    return Quantity(measure.label, measure.unit)


def axis_of(name: str, unit: str = "") -> str:
    """Return the label of an axis along which one output is drawn.

    Parameters
    ----------
    name : str
        Of an output that every run has.
    unit : str
        What stands in place of a unit for an output without one, as ``share``.
    """
    output = output_named(name)
    return f"{output.label} ({output.unit or unit})"
