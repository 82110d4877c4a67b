"""Puts the slow oracles and small networks of ``tests/reference`` within reach."""

from __future__ import annotations

import sys
from pathlib import Path

REFERENCE = str(Path(__file__).parents[1] / "reference")
if REFERENCE not in sys.path:
    sys.path.insert(0, REFERENCE)
