"""Our engine against other people's simulators, formulas and published numbers.

``python -m tests.referees`` measures everything and writes ``docs/validation.md``.
"""

from __future__ import annotations

import sys
from pathlib import Path

# Small networks that other tests use too.
sys.path.insert(0, str(Path(__file__).parents[1] / "reference"))
