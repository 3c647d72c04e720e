"""Names of files that not every machine can hold, or that say something else than what is seen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate

MOST_CHARACTERS = 200
"""Windows holds paths of 259 characters, with the folder of the work tree before ours."""

_PORTS = frozenset(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")
_RESERVED = _PORTS | {"con", "prn", "aux", "nul", "conin$", "conout$"}
"""Devices of Windows, with any ending: https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""
_NOT_ON_WINDOWS = frozenset('<>:"|?*\\')
_UNSEEN = frozenset(["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"])
"""General categories of Unicode: controls (of direction too), joiners, surrogates, private and no characters."""
_GIT = frozenset([".git", "git~1"])


def against_name(path: str) -> str:
    """What is wrong with a path; blank where nothing is."""
    if len(path) > MOST_CHARACTERS:
        return f"a path of {len(path)} characters; at most {MOST_CHARACTERS}"
    if unseen := next((char for char in path if unicodedata.category(char) in _UNSEEN), ""):
        return f"the name holds U+{ord(unseen):04X}, which nobody sees"
    if strange := next((char for char in path if char in _NOT_ON_WINDOWS), ""):
        return f"the name holds {strange}, which Windows refuses"
    if unicodedata.normalize("NFC", path) != path:
        return "the name is not in the composed form of Unicode (NFC)"
    return next(filter(None, map(_against_part, path.split("/"))), "")


def _against_part(part: str) -> str:
    if part != part.strip() or part.endswith("."):
        return "a name begins or ends with a space, or ends with a dot"
    if part.partition(".")[0].rstrip().casefold() in _RESERVED:
        return "a name that Windows keeps for a device"
    return "a name that is git's own" if folded(part) in _GIT else ""


def folded(path: str) -> str:
    """What paths have in common that some machine or reader takes for one: without case, form and what is unseen."""
    text = path.lower() if path.isascii() else _folded(path)
    return "/".join(part.rstrip(" .") or part for part in text.split("/"))


def visible(text: str) -> str:
    """A text in which every character that nobody sees, or that turns others around, is named."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"\\u{ord(char):04x}" if unicodedata.category(char) in _UNSEEN else char for char in text)


def _folded(text: str) -> str:
    seen = "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) not in _UNSEEN)
    return unicodedata.normalize("NFKC", seen.casefold())


def twins(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Files and folders that would be one on some machine, in pairs."""
    known: dict[str, str] = {}
    seen: set[str] = set()
    for path in sorted(set(paths)):
        for place in accumulate(path.split("/"), "{}/{}".format):
            if place not in seen:
                seen.add(place)
                before = known.setdefault(folded(place), place)
                if before != place:
                    yield place, before
