"""How many examples a slow property draws: as many as tell something in an ordinary run, all of them on request."""

from __future__ import annotations

import os

_LEAST = 40
"""Enough for every kind of change that these properties choose among to be drawn."""
THOROUGH = "MINGZHANG_THOROUGH"


def examples(most: int) -> int:
    """A third of `most` but never fewer than forty; `most` where the environment asks for it (`make thorough`)."""
    return most if os.environ.get(THOROUGH) else min(most, max(_LEAST, most // 3))
