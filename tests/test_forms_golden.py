"""Golden documents for forms: one kind of damage each (DOMAIN §3.4), invented text, what is read beside it.

`python -m tests.test_forms_golden --write` writes missing expectations; `--force` overwrites existing ones.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from mingzhang.forms import Evaluation, FormsReading, Target, read_forms

from tests.documents import source_of

FOLDER = Path(__file__).parent / "golden" / "forms"
INPUTS = sorted(FOLDER.glob("*.txt"))


def describe(reading: FormsReading) -> str:
    """A reading as text a person can check: head, money, indicators, with the status of what is not as printed."""
    return "\n".join(line for form in reading.forms for line in _form(form)) + "\n"


def _form(form: Target | Evaluation) -> list[str]:
    lines = [f"{form.form_id}  lines {' '.join(f'{a}-{b}' for a, b in form.spans)}  {' '.join(form.notes)}".rstrip()]
    lines += [f"  {f.name}: {f.value}{_mark(f.status)}" for f in form.fields.values()]
    if isinstance(form, Target):
        lines += [f"  {f.side} {f.source}: {f.amount:f}{_mark(f.status)}" for f in form.funds if f.amount is not None]
        for i in form.indicators:
            names = f"{i.level1}|{i.level2}{_mark(i.level_status)}|{i.name}{_mark(i.name_status)}"
            values = f"{_value(i.period)}{_mark(i.period_status)}|{_value(i.year)}{_mark(i.year_status)}"
            weight = f"|{i.weight}" if i.weight else ""
            lines.append(
                f"  {' '.join(f'L{n}' for n in i.lines)} {names}|{values}{weight}  {' '.join(i.notes)}".rstrip()
            )
    else:
        lines += [f"  {f.source}: {f.printed}{_mark(f.status)}" for f in form.funds]
        for e in form.indicators:
            names = f"{e.level1}|{e.level2}{_mark(e.level_status)}|{e.name}{_mark(e.name_status)}"
            values = f"{e.target.printed}|{e.adjusted.printed}|{e.actual.printed}|{e.weight}|{e.score}|{e.reason}"
            lines.append(f"  L{e.lines[0]} {names}|{values}{_mark(e.value_status)}  {' '.join(e.notes)}".rstrip())
    return lines


def _value(value: object) -> str:
    parts = [str(getattr(value, name)) for name in ("comparator", "number", "unit", "text")]
    flags = "?" * bool(getattr(value, "is_placeholder", False))
    return f"{getattr(value, 'printed', '')}<{','.join(parts)}>{flags}" if getattr(value, "printed", "") else "-"


def _mark(status: str) -> str:
    return "" if status == "as_printed" else f"[{status}]"


def _read(path: Path) -> str:
    return describe(read_forms(source_of(path.read_text(encoding="utf-8")), "budget", (), None))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    expected = path.with_suffix(".golden")
    assert expected.exists(), f"{expected.name} is missing: python -m tests.test_forms_golden --write"
    assert _read(path) == expected.read_text(encoding="utf-8")


def test_every_golden_has_its_input() -> None:
    assert {path.stem for path in FOLDER.glob("*.golden")} == {path.stem for path in INPUTS}


if __name__ == "__main__":
    if "--write" not in sys.argv:
        sys.exit("nothing to do: give --write (and --force to overwrite)")
    for source in INPUTS:
        target = source.with_suffix(".golden")
        if not target.exists() or "--force" in sys.argv:
            target.write_text(_read(source), encoding="utf-8")
            print(f"wrote {target.name}", file=sys.stderr)
