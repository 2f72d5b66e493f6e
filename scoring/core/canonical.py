"""JSON whose text is equal when its content is: sorted keys, no spaces."""

from __future__ import annotations

import json
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_json(value: Any) -> str:
    return _ENCODER.encode(value)
