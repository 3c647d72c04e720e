"""Votes: how often each value is said, and by which line first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingzhang.recognise.identity.model import Evidence


@dataclass(slots=True)
class Votes:
    """Values with their number of voices and the line that said each first."""

    counted: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)

    def add(self, value: str, line: int, voices: int = 1) -> None:
        """One line says a value."""
        self.counted[value] += voices
        self.first.setdefault(value, line)

    def __bool__(self) -> bool:
        return bool(self.counted)

    def __iter__(self) -> Iterator[str]:
        """The values, the most frequent first, then in the order of their lines."""
        return iter(sorted(self.counted, key=lambda value: (-self.counted[value], self.first[value])))

    def only(self, times: int = 1) -> str | None:
        """The value that has more than `times` as many voices as any other; None if there is none."""
        ranked = list(self)
        first, second = (ranked[0] if ranked else None), (ranked[1] if len(ranked) > 1 else None)
        if first is None or (second is not None and self.counted[first] <= times * self.counted[second]):
            return None
        return first

    def evidence(self, value: str, basis: str) -> Evidence:
        """A value with the line that said it first."""
        return Evidence(value, self.first[value], basis)
