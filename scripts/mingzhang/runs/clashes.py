"""Documents of one command that would be the same package; importing it loads no stage."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.outcome import Outcome, failed
from mingzhang.runs.tasks import ConvertTask


def find_clashes(tasks: Sequence[ConvertTask], identified: Sequence[Outcome]) -> dict[int, Outcome]:
    """Documents of one command that are the same package, by position: none of them is to be written.

    Which of two is the right one cannot be known, and the second would silently replace the first.
    """
    same: dict[str, list[int]] = {}
    for position, outcome in enumerate(identified):
        if not outcome.error:
            same.setdefault(outcome.package, []).append(position)
    return {
        position: failed(tasks[position].path, _clash(name, [tasks[other].path for other in positions]))
        for name, positions in same.items()
        if len(positions) > 1
        for position in positions
    }


def _clash(name: str, paths: list[Path]) -> DisclosureError:
    return DisclosureError(
        "convert-same-package",
        f"{' and '.join(map(str, paths))} are the same package {name}; none of them was written",
        "",
        None,
        "one document for each package",
        "give only the right one; where they are different disclosures, convert each alone with --agency or --year",
    )
