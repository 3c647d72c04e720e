"""What the generator hands out: a document and the truth about it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["budget", "final"]
Scope = Literal["dept", "unit"]
State = Literal["data", "empty_stated", "empty_unstated", "missing"]

BUDGET_TABLES = (
    "balance",
    "revenue",
    "expenditure",
    "appropriation_balance",
    "general_expenditure",
    "basic_expenditure",
    "government_fund_revenue",
    "government_fund_expenditure",
    "state_capital",
    "three_public",
    "operating_costs",
    "projects",
    "projects_carried_over",
)
FINAL_TABLES = (
    "balance",
    "revenue",
    "expenditure",
    "appropriation_balance",
    "general_expenditure",
    "basic_expenditure",
    "government_fund",
    "state_capital",
    "three_public",
    "supplementary",
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who published the document, for which year."""

    entity: str
    division_code: str
    agency_code: str
    year: int
    scope: Scope
    kind: Kind

    @property
    def package_name(self) -> str:
        """The name DESIGN gives the package: `140404-002-2023-dept-budget`."""
        return f"{self.division_code}-{self.agency_code}-{self.year}-{self.scope}-{self.kind}"


@dataclass(frozen=True, slots=True)
class Amount:
    """One printed figure of a standard table.

    `line` and `cell` count from 1 in `Document.text`. `printed` is the number as it stands there, without
    tags and outer blanks. `row_label` and `code` are what the row says before any hazard spoiled it, with its
    ordinal (`一、`). `side` is `revenue` or `expenditure` where a table has two sides, `personnel` or
    `public` in table 06 of a final account, else empty. `hundredths` is the value times 100 in `unit`.
    """

    line: int
    cell: int
    printed: str
    table: str
    row_label: str
    code: str
    column: str
    side: str
    hundredths: int
    unit: str

    @property
    def value(self) -> Decimal:
        """The value in the printed unit."""
        return Decimal(self.hundredths).scaleb(-2)


@dataclass(frozen=True, slots=True)
class Unread:
    """A numeric cell nobody can place; a reader must list it and must not make a fact of it."""

    line: int
    cell: int
    printed: str
    table: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything known about a generated document. `omitted` is the duty (D11 …) that is not met, if any."""

    identity: Identity
    amounts: tuple[Amount, ...]
    unread: tuple[Unread, ...]
    states: dict[str, State]
    title_lines: dict[str, int]
    hazards: frozenset[str]
    omitted: str = ""

    @property
    def places(self) -> frozenset[tuple[int, int]]:
        """Line and cell of everything a reader must account for, readable or not."""
        readable = {(amount.line, amount.cell) for amount in self.amounts}
        return frozenset(readable | {(cell.line, cell.cell) for cell in self.unread})


@dataclass(frozen=True, slots=True)
class Document:
    """A generated disclosure. `text` has LF line ends; the encoding hazards show in `encode()` only."""

    text: str
    truth: Truth

    def encode(self) -> bytes:
        """The file as published: line ends, byte-order mark and encoding as the hazards say."""
        hazards = self.truth.hazards
        text = self.text.replace("\n", "\r\n") if "crlf" in hazards else self.text
        if "gb18030" in hazards:
            return text.encode("gb18030")
        mark = codecs.BOM_UTF8 if "utf8_bom" in hazards else b""
        return mark + text.encode("utf-8")
