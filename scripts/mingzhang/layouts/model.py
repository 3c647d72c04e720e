"""What a layout says about one printed form of a table. A malformed one fails at import and names itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Literal

from mingzhang.ground.source import Kind
from mingzhang.ground.text import INSTITUTION
from mingzhang.layouts.grammar import Grammar
from mingzhang.tables import StandardTable, standard_table

Role = Literal[
    "code",
    "code_class",
    "code_group",
    "code_item",
    "code_name",
    "name",
    "gov_code",
    "gov_code_class",
    "gov_code_group",
    "gov_code_name",
    "dept_code_name",
    "gov_name",
    "function_code",
    "function_name",
    "label",
    "line_no",
    "unit_code",
    "unit_name",
    "project_code",
    "project_type",
    "remark",
    "text",
    "serial",
    "rate",
    "year",
    "amount",
]
"""What the cells of a column are.

`code` and `name` are those of the tree that ranks the rows, `code_class`, `code_group`, `code_item` its
类, 款, 项 where each has a column (absolute or relative to the one above), `code_name` both in one cell;
`gov_…` the same for the government economic side. `text` is published under the column's own name, `remark`
in any words; `serial`, `line_no` number the rows, `rate` is a percentage, `year` the year that a row is of.
"""
Period = Literal["current", "previous", "change"]
RowKind = Literal["item", "subtotal", "total", "memo", "department", "unit", "project"]


@dataclass(frozen=True)
class Column:
    """One column of one half of a table.

    `name` is the stem of the published column (`total` → `total_yuan`). `headers` are regular
    expressions a folded header cell must match whole; `under` the same for a merged header
    above it, for headers that say nothing alone. `sums` names the columns this one totals.
    `heads` are further forms, each a pattern for the header cell and one for a merged header above it.
    `of_which` marks a part of another column that is no addend of any.
    `expected` is false where part of the country prints the table without the column. The name of a column of
    another `period` than the current begins with it: `previous_total`.
    """

    name: str
    role: Role
    headers: tuple[str, ...]
    under: tuple[str, ...] = ()
    heads: tuple[tuple[str, str], ...] = ()
    sums: tuple[str, ...] = ()
    expected: bool = True
    fund: str = ""
    expenditure_type: str = ""
    carryover: str = ""
    phase: str = ""
    item: str = ""
    of_which: bool = False
    period: Period = "current"

    def matches(self, leaf: str, tops: tuple[str, ...]) -> bool:
        """Whether a header cell (`leaf`, below the merged cells `tops`) names this column."""
        return matches_any(self.headers, leaf) and (not self.under or any(matches_any(self.under, top) for top in tops))

    def is_headed(self, leaf: str, top: str) -> bool:
        """Whether a header cell below this merged one names the column, where neither says enough alone."""
        return bool(self.heads) and _any_pair(self.heads, leaf, top)


@dataclass(frozen=True)
class Half:
    """Columns that form one list; side-by-side tables have two or more.

    `over` matches the merged header over the half. With `repeats` the same columns stand several
    times next to each other and continue one list. `scheme` is the classification that its labels
    name where they are no known items.
    """

    columns: tuple[Column, ...]
    side: str = ""
    over: tuple[str, ...] = ()
    repeats: bool = False
    category: str = ""
    scheme: str = ""

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
    """One printed form of a standard table, as data; its family gives it a name.

    `titles` are what it is called, as regular expressions for a title without year, number and
    issuer. With `neutral`, a column that names nothing above it is only believed below merged
    headers that these match, or below none.
    """

    table: str
    kind: Kind
    titles: tuple[str, ...]
    grammar: Grammar
    halves: tuple[Half, ...]
    variant: str = ""
    direction: str = "expenditure"
    phase: str = "approved"
    fund: str = ""
    expenditure_type: str = ""
    carryover: str = ""
    items: tuple[Item, ...] = ()
    totals: tuple[str, ...] = ("合计", "总计", "部门合计", "单位合计")
    vocabulary: tuple[str, ...] = ()
    neutral: tuple[str, ...] | None = None
    scheme: str = "functional"
    family: str = field(default="", init=False)
    is_known_form: bool = field(default=True, init=False)
    standard: StandardTable = field(init=False, repr=False)
    compiled: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "standard", standard_table(self.kind, self.table))
            object.__setattr__(self, "compiled", _compile_titles(self.titles))
            for pattern in self.neutral or ():
                compiled(pattern)
            for half in self.halves:
                _check_half(half)
            _check_columns(self)
        except KeyError as error:
            raise ValueError(f"layout {self.kind}/{self.table}: {error} is no standard table") from error
        except (re.error, ValueError) as error:
            raise ValueError(f"layout {self.kind}/{self.table}: {error}") from error

    @property
    def key(self) -> str:
        """`budget/expenditure`: the standard table that this is a form of."""
        return self.standard.id

    @property
    def title(self) -> str:
        """The Chinese title of the standard table."""
        return self.standard.title

    @property
    def name(self) -> str:
        """What `tables.csv` calls this form: `shanxi-budget/expenditure`, and its variant where there are several."""
        return "/".join(filter(None, (self.family, self.table, self.variant)))

    @cached_property
    def words(self) -> re.Pattern[str]:
        """Everything a header cell of this table may say."""
        patterns = [*self.vocabulary, *(self.neutral or ()), *_ALWAYS]
        for half in self.halves:
            patterns.extend(half.over)
            for column in half.columns:
                patterns.extend((*column.headers, *column.under, *(own for own, _ in column.heads)))
        return re.compile("|".join(f"(?:{p})" for p in dict.fromkeys(patterns)))

    @cached_property
    def amount_names(self) -> tuple[str, ...]:
        """Names of all amount columns of all halves, each once, in order."""
        names = [column.name for half in self.halves for column in half.amounts]
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True)
class Family:
    """The printed forms that belong together: one template, used by the disclosures of a place and kind.

    `marks` are regular expressions for lines (captions, table numbers) that only this family prints;
    each vote for it. `is_known` is false for what is no one place's template: its tables blame no publisher.
    What a family does not describe itself is read as `base` does.
    """

    name: str
    kind: Kind
    layouts: tuple[Layout, ...]
    marks: tuple[str, ...] = ()
    base: Family | None = None
    is_known: bool = True

    def __post_init__(self) -> None:
        seen: set[tuple[str, str]] = set()
        for layout in self.layouts:
            if layout.kind != self.kind:
                raise ValueError(f"family {self.name}: layout {layout.key} is of another kind")
            if (layout.table, layout.variant) in seen:
                raise ValueError(f"family {self.name}: two layouts {layout.table}/{layout.variant}")
            seen.add((layout.table, layout.variant))
            if not layout.family:
                object.__setattr__(layout, "family", self.name)
                object.__setattr__(layout, "is_known_form", self.is_known)
        for pattern in self.marks:
            _compile_mark(self.name, pattern)

    @cached_property
    def own_tables(self) -> frozenset[str]:
        """The tables this family describes itself."""
        return frozenset(layout.table for layout in self.layouts)

    @cached_property
    def all_layouts(self) -> tuple[Layout, ...]:
        """Its own layouts, then those of its base."""
        return (*self.layouts, *(self.base.all_layouts if self.base else ()))


def _compile_mark(family: str, pattern: str) -> None:
    try:
        compiled(pattern)
    except re.error as error:
        raise ValueError(f"family {family}: {error}") from error


def _compile_titles(titles: Iterable[str]) -> re.Pattern[str]:
    joined = "|".join(f"(?:{title})" for title in titles)
    return re.compile(f"(?:{_ISSUER})?(?:{joined})")


def _check_half(half: Half) -> None:
    names = [column.name for column in half.columns]
    if len(set(names)) != len(names):
        raise ValueError(f"column named twice in half {half.side!r}")
    if not half.amounts:
        raise ValueError(f"half {half.side!r} has no amount")
    for column in half.columns:
        for pattern in (*half.over, *column.headers, *column.under, *(text for pair in column.heads for text in pair)):
            compiled(pattern)
        if unknown := set(column.sums) - set(names):
            raise ValueError(f"{column.name} sums unknown columns {sorted(unknown)}")


def _check_columns(layout: Layout) -> None:
    """Every amount must be one of the standard table (a turned table publishes its halves instead)."""
    published = {*layout.standard.amounts, *layout.standard.columns}
    for half in layout.halves:
        names = [half.side or "total"] if layout.grammar.turned else [column.name for column in half.amounts]
        if unknown := set(names) - published:
            raise ValueError(f"{sorted(unknown)} are no columns of the standard table")


_ISSUER = rf"[^()]{{2,40}}{INSTITUTION}(\((部门|本级|机关|汇总)\))?"
"""The name of a unit, which some provinces print before each title."""

_ALWAYS = (
    r"项目|栏次|行次|科目",
    r"(\d{4}年?)?(预算数|决算数|预算|决算|金额)",
    r"本年(收入|支出)",
    r"(功能|经济)分类(科目)?",
)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a layout, compiled once: there are more of them than `re` itself remembers."""
    return re.compile(pattern)


@lru_cache(maxsize=32768)
def matches_any(patterns: tuple[str, ...], text: str) -> bool:
    """Whether one of the patterns matches a folded text whole. The same words stand in header after header."""
    return any(compiled(pattern).fullmatch(text) for pattern in patterns)


@lru_cache(maxsize=32768)
def _any_pair(pairs: tuple[tuple[str, str], ...], leaf: str, top: str) -> bool:
    return any(compiled(own).fullmatch(leaf) and compiled(above).fullmatch(top) for own, above in pairs)
