"""Files that a page offers beside its text: a disclosure is often a narrative with its tables in another file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from mingzhang.ground.source import Mark

_NOTE = re.compile(r"([^<>]*) <([^<>\s]*)>(?:；|$)")


class Attachment(NamedTuple):
    """The words a page offers a file with, and its address as the page gives it (nothing is ever fetched)."""

    name: str
    address: str

    @property
    def note(self) -> str:
        """How a mark tells it; `attachments_in` reads it again."""
        return f"{re.sub('[<>]', '', self.name)} <{self.address}>"


def attachments_in(marks: Iterable[Mark]) -> list[Attachment]:
    """The attachments that the marks of a source tell of, in its order, each once."""
    told = (Attachment(*found) for mark in marks if mark.mark == "attachment" for found in _NOTE.findall(mark.note))
    return list(dict.fromkeys(told))
