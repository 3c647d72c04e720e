"""How much is read at most; what is larger is refused before it is read."""

from __future__ import annotations

MAX_BYTES = 32 * 1024 * 1024
"""Bytes of a document, and of a file of a package."""
