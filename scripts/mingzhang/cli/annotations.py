"""Findings as workflow commands of GitHub Actions, which mark the lines of a source in a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mingzhang.checking.lines import split
from mingzhang.cli.shown import Shown, titles
from mingzhang.cli.terminal import out
from mingzhang.review.workflow_commands import Level, command

if TYPE_CHECKING:
    from mingzhang.checking.ledger import Entry

LIMIT = 10
"""Annotations of one level that GitHub shows for a step; it drops the rest without a word."""
_LEVELS: Mapping[str, Level] = {"error": "error", "warning": "warning", "review": "notice", "info": "notice"}


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
            written = [line for found, line in self._found if found == level]
            for line in written[:LIMIT]:
                out(line)
            left_out[level] = max(0, len(written) - LIMIT)
        told = ", ".join(f"{count} x {level}" for level, count in left_out.items() if count)
        if told:
            out(f"not annotated, since GitHub shows {LIMIT} of a level: {told}")

    @staticmethod
    def _command(shown: Shown, entry: Entry) -> str:
        place = next((place for place in entry.places if place.package in shown.packages), None)
        file = shown.packages[place.package].source_file if place is not None else shown.checked.source_file
        return command(
            _LEVELS[entry.severity],
            shown.say(entry.message_zh, entry.message_en),
            title=f"{entry.check} {shown.say(*titles(entry.check))}",
            file=_relative(file),
            line=split(place.locator)[0] if place is not None else None,
        )


def _relative(path: Path) -> str:
    """The path as the repository knows it, where the command runs at its root."""
    absolute = path.absolute()
    return absolute.relative_to(Path.cwd()).as_posix() if absolute.is_relative_to(Path.cwd()) else path.as_posix()
