"""JSON as the scripts of the portal read it: small, one value a line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any


def compact_json(value: Sequence[Any] | Mapping[str, Any]) -> bytes:
    """JSON without spaces, one line."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
