"""Violations: what they say, how many are told, and the list of all rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from mingzhang.ground.privacy import mask

MOST_PER_CODE = 20
"""How many violations of one rule in one file are told one by one; the rest are counted."""

_LONGEST = 80
_REBUILD = "run `mingzhang rebuild` on the package"
_BUMP = "run `mingzhang bump` on the package"
_CONVERT = "convert the disclosure again with `mingzhang convert`"

RULES: dict[str, str] = {
    # where the package is
    "place-missing": "give the folder of a package, or its name alone where it stands under --root",
    "place-link": "give the folder itself; links are not followed",
    "place-outside": "move the package below the root folder, or name another one with --root",
    "place-name": "name the folders <division>/<division>-<agency>-<year>-<scope>-<kind>",
    "place-not-a-folder": "give the package's folder",
    # its files
    "file-missing": _REBUILD,
    "file-unexpected": "remove it; a package holds nothing else",
    "file-link": "replace the link by the file",
    "file-kind": "replace it by a regular file",
    "file-size": "one disclosure to a package; larger files are not read",
    "file-unreadable": "make the file readable",
    # texts
    "text-encoding": _REBUILD,
    "text-line-ends": "save the file with LF line ends",
    "text-final-newline": _REBUILD,
    "text-control": "remove the characters and rebuild the package",
    "source-canonical": _CONVERT,
    "source-files": "the names in source.txt and in the descriptor must be the same; " + _CONVERT,
    "source-places": "the map and the marks follow from the document; " + _CONVERT,
    "personal-data": "mask it with `mingzhang convert`, and remove the value from the history of the repository",
    "readme": _REBUILD,
    # the descriptor
    "contract": "run `mingzhang rebuild` on the package, which brings it over, then `mingzhang bump`",
    "json-syntax": _REBUILD,
    "json-duplicate-key": _REBUILD,
    "json-form": _REBUILD,
    "package-schema": "see schemas/package.json",
    "package-name": _CONVERT,
    "identity": _CONVERT,
    "descriptor": _REBUILD,
    "column-types": _REBUILD,
    "table-schema": "the schema must be the published one under schemas/; " + _REBUILD,
    "bytes": _REBUILD,
    "hash": _REBUILD,
    # CSV files
    "csv-syntax": _REBUILD,
    "csv-form": _REBUILD,
    "columns": _REBUILD,
    "cell-count": _REBUILD,
    "amount-syntax": _REBUILD,
    "number-syntax": _REBUILD,
    "integer-syntax": _REBUILD,
    "boolean-syntax": _REBUILD,
    "enum": _REBUILD,
    "pattern": _REBUILD,
    "minimum": _REBUILD,
    "required": _REBUILD,
    "not-applicable": "—— may stand for an amount only; " + _REBUILD,
    "formula": "put an apostrophe before it, as the writer does; " + _REBUILD,
    "key": _REBUILD,
    "unique": _REBUILD,
    "foreign-key": _REBUILD,
    "row-id": _REBUILD,
    # what the files say of each other
    "locator": _REBUILD,
    "order": _REBUILD,
    "printed": _REBUILD,
    "amount": _REBUILD,
    "unit": _REBUILD,
    "fact-identity": _REBUILD,
    "fact-without-record": _REBUILD,
    "record-without-fact": _REBUILD,
    "fact-record": _REBUILD,
    "table-list": _REBUILD,
    "table-state": _REBUILD,
    "count": _REBUILD,
    "ledger": _REBUILD,
    "code": _REBUILD,
    "code-listed": "if the code list changed, run `mingzhang rebuild`",
    # its versions
    "history": _BUMP,
    "history-file": _BUMP,
    "history-order": _BUMP,
    "history-source": _BUMP,
    "history-value": _BUMP,
    "history-count": _BUMP,
    "history-end": "the facts changed since the version was given; " + _BUMP,
    "changelog": _BUMP,
    "version-too-small": _BUMP,
    "version-history": "the versions before the change must stay as they were; " + _BUMP,
    # the other judges
    "frictionless": _REBUILD,
    "rebuild-refused": _CONVERT,
    "rebuild-crashed": "this is a defect of Mingzhang: please report it with the package",
    "ledger-catalogue": "run `mingzhang recheck` on the package",
    "rebuild-differs": "figures are changed in the disclosure or in the code, never in a package; " + _REBUILD,
}
"""Every code a violation may have, and what to do about it. Codes are permanent."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong: `path` inside the package, `row` the line of that file, from 1."""

    code: str
    path: str
    row: int | None
    field: str
    message: str
    expected: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        place = self.path + (f":{self.row}" if self.row else "") + ": "
        field = f"{self.field}: " if self.field else ""
        expected = f"; expected {self.expected}" if self.expected else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}{field}[{self.code}] {self.message}{expected}{remedy}"

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return asdict(self)


class Report:
    """Collects violations; of each rule in each file the first ones in full, the others by number."""

    def __init__(self) -> None:
        self._told: list[Violation] = []
        self._counted: Counter[tuple[str, str]] = Counter()
        self.notes: list[str] = []
        """What is no violation, but worth saying beside the judgement."""

    def add(
        self, code: str, path: str, message: str, *, row: int | None = None, field: str = "", expected: str = ""
    ) -> None:
        """Record one violation of the rule `code`."""
        remedy = RULES[code]
        self._counted[code, path] += 1
        if self._counted[code, path] <= MOST_PER_CODE:
            self._told.append(Violation(code, path, row, field, message, expected, remedy))

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found so far."""
        return not self._told

    def names(self, path: str) -> bool:
        """Whether something was found in this file so far."""
        return any(violation.path == path for violation in self._told)

    def violations(self) -> list[Violation]:
        """All of them in the order of the stages; what was not told in full is counted at the end."""
        more = [
            Violation(code, path, None, "", f"and {number - MOST_PER_CODE} more of these", "", RULES[code])
            for (code, path), number in self._counted.items()
            if number > MOST_PER_CODE
        ]
        return [*self._told, *more]


def shown(text: object) -> str:
    """Contributed text for a message: short, on one line, without control characters or personal data."""
    flat = mask(str(text)[: 2 * _LONGEST])
    flat = flat.encode("utf-8", "backslashreplace").decode()
    flat = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in flat)
    return f"{flat[:_LONGEST]}…" if len(flat) > _LONGEST else flat
