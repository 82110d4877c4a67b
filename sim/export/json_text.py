"""JSON that every reader accepts."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any


def strict(value: Any) -> Any:
    """Return data as JSON knows them: a missing or infinite number becomes null."""
    if isinstance(value, Mapping):
        return {str(key): strict(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [strict(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def to_json(value: Any) -> bytes:
    """Return data as JSON that every reader accepts, in UTF-8."""
    text = json.dumps(strict(value), ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode()
