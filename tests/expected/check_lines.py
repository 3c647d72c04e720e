"""Check that what the expected lists say is printed does stand in the lines they name.

A check of the lists, not of the documents: it looks for strings in a line and knows nothing of forms or sentences.
Run `python tests/expected/check_lines.py`; it does nothing where the five disclosures are absent.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
DISCLOSURES = HERE.parents[2] / "shared" / "disclosures"
INDICATOR_VALUES = ("level3", "period_value", "year_value", "target", "adjusted", "actual", "weight", "score")
TARGET_VALUES = ("project", "agency_code", "unit", "attribute", "period", "period_total", "year_total", "filled_in")
EVALUATION_AMOUNTS = ("declared", "budget_initial", "budget", "executed", "balance", "rate", "execution_score")
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")

Documents = dict[str, list[str]]


def squeeze(text: str) -> str:
    """The text without white space and bold marks, brackets in their full width."""
    return re.sub(r"\s|</?b>", "", text).replace("(", "（").replace(")", "）")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one list."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells(line: str) -> list[str]:
    """The cells of one line, squeezed."""
    return [squeeze(cell) for cell in line.split("\t")]


def lines_of(ranges: str) -> list[int]:
    """The line numbers of `495-521;530`."""
    numbers: list[int] = []
    for part in ranges.split(";"):
        first, _, last = part.partition("-")
        numbers.extend(range(int(first), int(last or first) + 1))
    return numbers


def check_indicators(documents: Documents) -> Iterator[str]:
    """Every value of an indicator is a cell of its line."""
    for row in rows("indicators.csv"):
        found = cells(documents[row["document"]][int(row["line"]) - 1])
        for column in INDICATOR_VALUES:
            if row[column] and squeeze(row[column]) not in found:
                yield f"indicators {row['document']}:{row['line']} {column} {row[column]}"


def check_targets(documents: Documents) -> Iterator[str]:
    """Every value of a form's head is printed in the form."""
    for row in rows("targets.csv"):
        text = documents[row["document"]]
        form = "\t".join(text[number - 1] for number in lines_of(row["lines"]))
        found = cells(form)
        for column in TARGET_VALUES:
            value = row["agency_code"] + "-" + row["agency_name"] if column == "agency_code" else row[column]
            if value and squeeze(value) not in found:
                yield f"targets {row['document']}:{row['lines']} {column} {value}"


def check_evaluations(documents: Documents) -> Iterator[str]:
    """Amounts stand in the totals row, the score and the grade in the row of 总分."""
    for row in rows("evaluations.csv"):
        text = documents[row["document"]]
        total, score = cells(text[int(row["line_total"]) - 1]), cells(text[int(row["line_score"]) - 1])
        wanted = [(column, total) for column in EVALUATION_AMOUNTS] + [("total_score", score), ("grade", score)]
        for column, found in wanted:
            if squeeze(row[column]) not in found:
                yield f"evaluations {row['project']} {column} {row[column]}"


def check_statements(documents: Documents) -> Iterator[str]:
    """A value stands before its unit, not as the end of a longer number; a sentence stands as it is."""
    for row in rows("statements.csv"):
        line = squeeze(documents[row["document"]][int(row["line"]) - 1])
        value, unit = squeeze(row["value"]), squeeze(row["unit"])
        if unit == "text":
            found = value in line
        else:
            found = re.search(rf"(?<![\d.,]){re.escape(value)}{re.escape(unit)}", line) is not None
        if value and not found:
            yield f"statements {row['document']}:{row['line']} {row['what']} {row['value']}{row['unit']}"


def check_missing(documents: Documents) -> Iterator[str]:
    """The heading stands in its line."""
    for row in rows("missing.csv"):
        line = squeeze(documents[row["document"]][int(row["line"]) - 1]).lstrip("#").rstrip("：")
        if not line or line not in squeeze(row["section"]):
            yield f"missing {row['document']}:{row['line']} {row['section']}"


def check_privacy() -> Iterator[str]:
    """No mobile number stands in any file here."""
    for path in sorted(HERE.iterdir()):
        if path.is_file() and PHONE.search(path.read_text(encoding="utf-8")):
            yield f"a telephone number in {path.name}"


def main() -> int:
    """Print what does not hold; 0 when all holds or the documents are absent."""
    if not DISCLOSURES.is_dir():
        print(f"{DISCLOSURES} is absent, nothing checked", file=sys.stderr)
        return 0
    documents = {path.name[:3]: path.read_text(encoding="utf-8").split("\n") for path in DISCLOSURES.glob("*.txt")}
    checks = (check_indicators, check_targets, check_evaluations, check_statements, check_missing)
    problems = [problem for check in checks for problem in check(documents)] + list(check_privacy())
    print("\n".join([*problems, f"{len(problems)} problems"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
