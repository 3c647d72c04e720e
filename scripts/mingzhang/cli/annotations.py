"""Findings as workflow commands of GitHub Actions, which mark the lines of a source in a pull request."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.checking.lines import split
from mingzhang.cli.terminal import out

if TYPE_CHECKING:
    from mingzhang.checking.ledger import Entry
    from mingzhang.cli.checks import Shown

LIMIT = 10
"""Annotations of one level that GitHub shows for a step; it drops the rest without a word."""
_LEVELS = {"error": "error", "warning": "warning", "review": "notice", "info": "notice"}


def escape_data(text: str) -> str:
    """A message: what would end the command or start another one is encoded."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("##[", "##%5B")


def escape_property(text: str) -> str:
    """A property's value: also what separates properties."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


@dataclass
class Annotations:
    """The gravest first, no more of a level than are shown; what is left out is counted."""

    _found: list[tuple[str, str]] = field(default_factory=list)

    def add(self, shown: Shown) -> None:
        """Add what failed in a package; what could not be checked has no line to mark."""
        for entry in (*shown.entries, *shown.years):
            if entry.status == "fail":
                self._found.append((_LEVELS[entry.severity], self._command(shown, entry)))

    def print(self) -> None:
        """Print the annotations and, where some are left out, how many of which level."""
        left_out: Counter[str] = Counter()
        for level in dict.fromkeys(_LEVELS.values()):
            commands = [command for found, command in self._found if found == level]
            for command in commands[:LIMIT]:
                out(command)
            left_out[level] = max(0, len(commands) - LIMIT)
        told = ", ".join(f"{count} x {level}" for level, count in left_out.items() if count)
        if told:
            out(f"not annotated, since GitHub shows {LIMIT} of a level: {told}")

    @staticmethod
    def _command(shown: Shown, entry: Entry) -> str:
        from mingzhang.cli.checks import titles

        place = next((place for place in entry.places if place.package in shown.known), None)
        properties = {"title": f"{entry.check} {shown.say(*titles(entry.check))}"}
        if place is not None:
            file = _relative(shown.known[place.package].source_file)
            properties = {"file": file, "line": str(split(place.locator)[0]), **properties}
        else:
            properties = {"file": _relative(shown.checked.source_file), **properties}
        written = ",".join(f"{name}={escape_property(value)}" for name, value in properties.items())
        message = shown.say(entry.message_zh, entry.message_en)
        return f"::{_LEVELS[entry.severity]} {written}::{escape_data(message)}"


def _relative(path: Path) -> str:
    """The path as the repository knows it, where the command runs at its root."""
    absolute = path.absolute()
    return absolute.relative_to(Path.cwd()).as_posix() if absolute.is_relative_to(Path.cwd()) else path.as_posix()
