"""Golden readings of the five narratives: `python -m tests.narrative_golden --force` writes them."""

from __future__ import annotations

import sys
from pathlib import Path

from mingzhang.narrative import NarrativeReading, notation

from tests.narrative_cases import NAMES, packaged

GOLDEN = Path(__file__).parent / "golden" / "narrative"


def render(reading: NarrativeReading) -> str:
    """Sections, statements and missing statements, one a line."""
    lines = [
        f"{'  ' * (s.level - 1)}{s.section_id} L{s.first_line}-{s.last_line} {s.title_printed}"
        for s in reading.sections
    ]
    lines.append("")
    for statement in reading.statements:
        place = f"{statement.locator}:{statement.span[0]}-{statement.span[1]}"
        of = f" of {statement.unit_name}" if statement.unit_name else ""
        subject = f" ⟨{statement.subject.kind} {statement.subject.name}⟩" if statement.subject.name else ""
        reason = f" ← {statement.reason}" if statement.reason else ""
        parent = f" ↳ {statement.parent}" if statement.parent else ""
        lines.append(f"{place} {notation(statement)}{subject}{of} | {statement.printed}{reason}{parent}")
    lines.append("")
    lines += [f"missing {m.section_key} {m.statement}: {m.status} {m.locator or '-'}" for m in reading.missing]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write every golden file that is missing, or with --force all of them."""
    force = "--force" in sys.argv[1:]
    for name in NAMES:
        path = GOLDEN / f"{name}.txt"
        if path.exists() and not force:
            print(f"{path} exists; --force overwrites it", file=sys.stderr)
            return 1
        path.write_text(render(packaged(name)[1]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
