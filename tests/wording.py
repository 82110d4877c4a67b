"""The rules of wording that hold for all texts of the project: for pages and for lessons."""

from __future__ import annotations

import re

FORBIDDEN = re.compile(
    r"\b(depressed|patients?|heal(s|ed|ing)?|rewir\w*|resets?|cur(e|es|ed)|unlock\w*|restor\w*|"
    r"your|brains?|wellness|gentle|paradigm|transform\w*|breakthrough|miracle|imbalance)\b",
    re.I,
)
MOST_WORDS = 20
