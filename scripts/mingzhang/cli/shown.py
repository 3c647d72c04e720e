"""What `check` shows of one package, on the terminal and as annotations."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingzhang.checking.ledger import Checked, Entry


@dataclass(frozen=True, slots=True)
class Shown:
    """One package with the instances to show, and the words they are shown in."""

    checked: Checked
    entries: tuple[Entry, ...]
    years: tuple[Entry, ...]
    alone: bool
    packages: dict[str, Checked]
    lang: str
    hidden: int = 0
    tally: Counter[str] = field(default_factory=Counter)

    def say(self, zh: str, en: str) -> str:
        """The text in the language asked for."""
        return zh if self.lang == "zh" else en


def titles(code: str) -> tuple[str, str]:
    """A check's title in Chinese and English; of a code nobody knows the code itself."""
    from mingzhang.cli.explanations import by_code

    found = by_code().get(code)
    return (found.title_zh, found.title_en) if found is not None else (code, code)
