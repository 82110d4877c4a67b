"""Numbers too small or too large: NumPy's defaults, whatever the caller has set.

A level of the drug, or a trace, that has faded for weeks is smaller than the smallest float, and
rounds to 0 as it should. Someone who hunts for mistakes with ``np.seterr(all="raise")`` would
otherwise be stopped here by every dose.
"""

from __future__ import annotations

import numpy as np

# Decorates what is entered from outside: the run, and functions that plans and measures call too.
usual_floats = np.errstate(divide="warn", over="warn", under="ignore", invalid="warn")
