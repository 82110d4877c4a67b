"""Names of files, safe on every system."""

from __future__ import annotations

import re

from sim.export.stamp import Stamp

_LEAD = "plasticity-lab"
_MOST_LISTED = 4  # seeds that are named one by one
_MOST_PART = 60  # characters


def file_name(stamp: Stamp, what: str, ext: str) -> str:
    """Return ``plasticity-lab_tiny_seeds0-4_v0.1.0_2026-11-28_report.html``."""
    parts = (
        _LEAD,
        stamp.preset,
        _seeds(stamp.seed_numbers),
        f"v{stamp.package_version}",
        stamp.date,
        what,
    )
    return "_".join(safe(part) for part in parts) + f".{ext}"


def safe(text: str) -> str:
    """Return a part of a name: ASCII letters, digits, ``_``, ``-`` and inner points."""
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", text)
    return re.sub(r"\.{2,}", ".", plain)[:_MOST_PART].strip("-.") or "x"


def _seeds(seeds: tuple[int, ...]) -> str:
    if len(seeds) == 1:
        return f"seed{seeds[0]}"
    if len(seeds) > 2 and seeds == tuple(range(seeds[0], seeds[0] + len(seeds))):
        return f"seeds{seeds[0]}-{seeds[-1]}"
    if len(seeds) <= _MOST_LISTED:
        return "seeds" + "_".join(map(str, seeds))
    return f"{len(seeds)}seeds"
