"""How codes are printed: alone, or joined with the name in one cell."""

from __future__ import annotations

import re

from mingzhang.ground.text import fold

_CODE_AND_NAME = re.compile(r"[\[(（【]?(\d{3}(?:\d{2}){0,3})[\])）】]?[-—_:.、]*([^\d\W].*)")


def split_code_and_name(text: str) -> tuple[str, str] | None:
    """`[2080505]养老保险`, `2080505-养老保险`, `2080505养老保险` → code and name; None where there is no code."""
    found = _CODE_AND_NAME.fullmatch(text)
    return (fold(found[1]), found[2]) if found else None
