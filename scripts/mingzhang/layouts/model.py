"""What a layout says about one standard table. A malformed layout fails at import and names itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from mingzhang.ground.source import Kind
from mingzhang.ground.text import INSTITUTION

Role = Literal["code", "name", "gov_name", "gov_code", "label", "line_no", "project_code", "amount"]
Grammar = Literal["functional", "economic", "items", "units", "projects", "matrix"]
Period = Literal["current", "previous", "change"]
RowKind = Literal["item", "subtotal", "total", "memo", "department", "unit", "project"]


@dataclass(frozen=True)
class Column:
    """One column of one half of a table.

    `name` is the stem of the published column (`total` → `total_yuan`). `headers` are regular
    expressions a folded header cell must match whole; `under` the same for the merged header
    above it, for headers that say nothing alone. `sums` names the columns this one totals.
    `expected` is false where part of the country prints the table without the column. The name of a column of
    another `period` than the current begins with it: `previous_total`.
    """

    name: str
    role: Role
    headers: tuple[str, ...]
    under: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    expected: bool = True
    fund: str = ""
    expenditure_type: str = ""
    carryover: str = ""
    phase: str = ""
    item: str = ""
    period: Period = "current"

    def matches(self, leaf: str, above: str) -> bool:
        """Whether a header cell (`leaf`, below the merged cell `above`) names this column."""
        return _any(self.headers, leaf) and (not self.under or _any(self.under, above))


@dataclass(frozen=True)
class Half:
    """Columns that form one list; side-by-side tables have two or more.

    `over` matches the merged header over the half. With `repeats` the same columns stand several
    times next to each other and continue one list.
    """

    columns: tuple[Column, ...]
    side: str = ""
    over: tuple[str, ...] = ()
    repeats: bool = False
    category: str = ""

    @property
    def amounts(self) -> tuple[Column, ...]:
        """The columns that hold amounts."""
        return tuple(column for column in self.columns if column.role == "amount")


@dataclass(frozen=True)
class Item:
    """One known row of a list of items.

    `labels` match the folded label without its enumerator. `opens` marks an item whose following
    fund rows are its parts (until `closes`); `unit` is the measure of a row that is no money.
    """

    kind: str
    labels: tuple[str, ...]
    row_kind: RowKind = "item"
    side: str = ""
    opens: bool = False
    parent: str = ""
    unit: str = ""
    fund: str = ""
    carryover: str = ""


@dataclass(frozen=True, eq=False)
class Layout:
    """The declarative description of one printed form of a standard table, in one family of disclosures."""

    table: str
    kind: Kind
    number: int
    title: str
    titles: tuple[str, ...]
    grammar: Grammar
    halves: tuple[Half, ...]
    direction: str = "expenditure"
    phase: str = "approved"
    fund: str = ""
    expenditure_type: str = ""
    carryover: str = ""
    items: tuple[Item, ...] = ()
    totals: tuple[str, ...] = ("合计", "总计", "部门合计", "单位合计")
    vocabulary: tuple[str, ...] = ()
    scheme: str = "functional"
    family: str = "shanxi"
    variant: str = ""
    compiled: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        try:
            titles = "|".join(f"(?:{title})" for title in self.titles)
            object.__setattr__(self, "compiled", re.compile(f"(?:{_ISSUER})?(?:{titles})"))
            for half in self.halves:
                self._check_half(half)
        except (re.error, ValueError) as error:
            raise ValueError(f"layout {self.kind}/{self.table}: {error}") from error

    def _check_half(self, half: Half) -> None:
        names = [column.name for column in half.columns]
        if len(set(names)) != len(names):
            raise ValueError(f"column named twice in half {half.side!r}")
        if not half.amounts:
            raise ValueError(f"half {half.side!r} has no amount")
        for column in half.columns:
            for pattern in (*half.over, *column.headers, *column.under):
                re.compile(pattern)
            if unknown := set(column.sums) - set(names):
                raise ValueError(f"{column.name} sums unknown columns {sorted(unknown)}")

    @property
    def key(self) -> str:
        """`budget/expenditure`: unique among all layouts."""
        return f"{self.kind}/{self.table}"

    @property
    def name(self) -> str:
        """What `tables.csv` calls this form: `shanxi/budget/expenditure`, and its variant where there are several."""
        return "/".join(filter(None, (self.family, self.key, self.variant)))

    @cached_property
    def words(self) -> re.Pattern[str]:
        """Everything a header cell of this table may say."""
        patterns = [*self.vocabulary, *_ALWAYS]
        for half in self.halves:
            patterns.extend(half.over)
            for column in half.columns:
                patterns.extend((*column.headers, *column.under))
        return re.compile("|".join(f"(?:{p})" for p in patterns))

    @property
    def amount_names(self) -> tuple[str, ...]:
        """Names of all amount columns of all halves, each once, in order."""
        names = [column.name for half in self.halves for column in half.amounts]
        return tuple(dict.fromkeys(names))


_ISSUER = rf"[^()]{{2,40}}{INSTITUTION}(\((部门|本级|机关|汇总)\))?"
"""The name of a unit, which some provinces print before each title."""

_ALWAYS = (
    r"项目|栏次|行次|科目",
    r"(\d{4}年?)?(预算数|决算数|预算|决算|金额)",
    r"本年(收入|支出)",
    r"(功能|经济)分类(科目)?",
)


def _any(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.fullmatch(pattern, text) for pattern in patterns)
