"""Every published table as a list of fields, with its titles, key and what to beware of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from mingzhang.schemas.fields import FIELDS, Field
from mingzhang.schemas.forms import FORM_TABLES
from mingzhang.schemas.narrative import NARRATIVE_TABLES
from mingzhang.schemas.table import Reference, Table
from mingzhang.tables import STANDARD, StandardTable

_ECONOMIC_HAZARD = (
    "含合计与各级小计行；求和前请只取一个 level（1 类或 2 款）。",
    "Holds the total and subtotals of every level; take one level (1 or 2) before summing.",
)
_AGGREGATION_HAZARDS = {
    "level": (
        "含合计与各级小计行；求和前请只取一个 level（1 类、2 款或 3 项）。",
        "Holds the total and subtotals of every level; take one level (1, 2 or 3) before summing.",
    ),
    "row_kind": (
        "含合计行；求和前请按 row_kind 筛选。",
        "Holds total rows; filter by row_kind before summing.",
    ),
    "item_kind": (
        "含合计、小计及其分项；求和前请按 item_kind 筛选。",
        "Holds totals, subtotals and their parts; filter by item_kind before summing.",
    ),
}
"""What to beware of when adding up rows, by the first of these columns that a table has."""

_SIDES_HAZARD = (
    "收入与支出并列，两边是同一笔钱：求和前先取一个 side。",
    "Revenue and expenditure stand side by side, the same money on both: take one side before summing. ",
)
_ECONOMIC_LEVEL = replace(FIELDS["level"], description="0 合计，1 类，2 款。")
"""Economic classifications have no 项."""


def _codes(*fields: str) -> tuple[Reference, ...]:
    return tuple(Reference((field,), "codes", ("code",)) for field in fields)


_CODED = ("function_code", "dept_economic_code", "gov_economic_code", "code")


def _is_economic(columns: tuple[str, ...]) -> bool:
    """Whether a table's rows go down an economic classification; crossed with functions they go down those."""
    return {"dept_economic_code", "level"} <= {*columns} and "function_code" not in columns


def _published(standard: StandardTable) -> Table:
    """The schema of a standard table, with what to beware of when its rows are added up."""
    body = standard.columns
    hazards = (words for field, words in _AGGREGATION_HAZARDS.items() if field in body)
    hazard = _ECONOMIC_HAZARD if _is_economic(body) else next(hazards, ("", ""))
    sides = _SIDES_HAZARD if "side" in body else ("", "")
    return Table(
        name=standard.name,
        family=standard.kind,
        title=standard.title,
        title_en=standard.title_en,
        fields=("row_id", *body, "locator"),
        key=standard.key,
        description=sides[0] + hazard[0],
        description_en=sides[1] + hazard[1],
        references=_codes(*(field for field in body if field in _CODED)),
        own={"level": _ECONOMIC_LEVEL} if _is_economic(body) else {},
        core=standard.core,
        where_printed=standard.where_printed,
    )


STANDARD_TABLES: tuple[Table, ...] = tuple(_published(standard) for standard in STANDARD)

_FACT_LEVELS = tuple(
    f"{prefix}_level{number}_{part}"
    for prefix, levels in (("function", 3), ("dept_economic", 2), ("gov_economic", 2))
    for number in range(1, levels + 1)
    for part in ("code", "name")
)

_BODY_OF_PACKAGE = Field(
    "unit",
    "string",
    "公开单位",
    "Body",
    "本数据包的部门或单位：行政区划代码-部门（单位）编码；本行的单位见 unit_code、unit_name。",
    required=True,
    pattern=r"\d{6}-(\d{3,12}|x[0-9a-f]{8})",
    column_type="administrative-classification:generic:body:code",
)
_CATEGORY = replace(
    FIELDS["category"],
    title="类别",
    description="wrong 文件中的错误，look 值得核对，unchecked 无法核对，reading 读取存疑或缺失；其他留空。",
    enum=("wrong", "look", "unchecked", "reading"),
    required=False,
)
"""What a finding is to a reader; another thing than the category of basic expenditure."""

COMMON_TABLES: tuple[Table, ...] = (
    Table(
        name="tables",
        family="common",
        title="标准表一览",
        title_en="Standard tables",
        fields=(
            "table",
            "unit_code",
            "direction",
            "family",
            "layout",
            "title_printed",
            "number_printed",
            "first_line",
            "last_line",
            "unit_printed",
            "state",
            "records",
            "facts",
            "numeric_cells",
            "captured_cells",
            "structural_cells",
            "not_applicable_cells",
            "unread_cells",
            "leaves",
            "leaves_difference_yuan",
        ),
        key=("table", "unit_code", "direction"),
        description=(
            "每张标准表一行（unit_code、direction 为空），说明其中每个数字单元格的去向；"
            "其后每个单位、每个收支方向一行，说明末级相加是否等于合计。"
        ),
        description_en=(
            "One row per standard table (unit_code and direction blank), which accounts for every numeric cell in it; "
            "then one for each unit and direction, which says whether the leaves add up to the printed total."
        ),
        optional=(
            "unit_code",
            "direction",
            "numeric_cells",
            "captured_cells",
            "structural_cells",
            "not_applicable_cells",
            "unread_cells",
        ),
    ),
    Table(
        name="facts",
        family="common",
        title="全部金额",
        title_en="Facts",
        fields=(
            "fact_id",
            "row_id",
            "table",
            "column",
            "row_label",
            "row_kind",
            "is_leaf",
            "period",
            "direction",
            "phase",
            "fiscal_year",
            "unit",
            "scope",
            "kind",
            "division_code",
            "division_name",
            "agency_code",
            "agency_name",
            "unit_code",
            "unit_name",
            *_FACT_LEVELS,
            "revenue_code",
            "revenue_name",
            "fund",
            "expenditure_type",
            "carryover",
            "project_name",
            "amount_yuan",
            "quantity",
            "currency",
            "printed",
            "printed_unit",
            "locator",
        ),
        key=("fact_id",),
        own={"unit": _BODY_OF_PACKAGE},
        description=(
            "每个印刷的金额一行，带全部维度；row_id 指明它在标准表的哪一行。"
            "同一笔钱会出现在多张表中、收支两边，且含合计："
            "求和前先选一张表（table）、一个阶段（phase）和一个收支方向（direction），再取 is_leaf = true。"
            "部门（包名含 -dept-）的金额已包含其所属单位（-unit-）的，两者不可相加。"
        ),
        description_en=(
            "One row per printed amount with all dimensions; row_id names its record in its table. "
            "The same money stands in several tables and on both sides of a balance, and totals are included: "
            "choose one table, one phase and one direction, then take is_leaf = true. A department (-dept- in the name "
            "of the package) contains its units (-unit-): never add the two."
        ),
        references=(
            Reference(("table", "unit_code", "direction"), "tables", ("table", "unit_code", "direction")),
            *_codes(*(name for name in _FACT_LEVELS if name.endswith("_code")), "revenue_code"),
        ),
    ),
    *NARRATIVE_TABLES,
    *FORM_TABLES,
    Table(
        name="codes",
        family="common",
        title="所用科目编码",
        title_en="Classification codes used",
        fields=("code", "scheme", "level", "name", "name_printed", "parent_code", "listed"),
        key=("code",),
        description="本数据包中出现的全部科目编码。name 为编码表中的名称，name_printed 为原文名称。",
        description_en="All classification codes of this package; name as in the code list, name_printed as printed.",
    ),
    Table(
        name="checks",
        family="common",
        title="检查记录",
        title_en="Ledger of checks",
        fields=(
            "check",
            "instance",
            "status",
            "severity",
            "attribution",
            "category",
            "cause",
            "comparisons",
            "left_value",
            "right_value",
            "difference",
            "tolerance",
            "fact_ids",
            "statement_ids",
            "locators",
            "arguments",
        ),
        key=("check", "instance"),
        description=(
            "成立的比较按检查和表合为一行，写明次数和所比较的 fact_id、statement_id；其他每次比较一行。"
            "句子不是数据：说明由检查的模板和 arguments 生成，见导出的各种格式。"
        ),
        description_en=(
            "What holds is one row per check and table, with the number of comparisons and the ids "
            "compared; everything "
            "else has a row of its own. Sentences are not data: messages are made from the check's template and "
            "`arguments`; the exported formats hold them."
        ),
        own={"category": _CATEGORY},
    ),
)

TABLES: tuple[Table, ...] = (*STANDARD_TABLES, *COMMON_TABLES)


@cache
def tables_of(kind: str) -> tuple[Table, ...]:
    """All tables that a package of one kind may have, standard tables first."""
    return (*(table for table in STANDARD_TABLES if table.family == kind), *COMMON_TABLES)


@cache
def core_tables_of(kind: str) -> tuple[Table, ...]:
    """The tables that every package of one kind has, also where they are empty."""
    return tuple(table for table in tables_of(kind) if table.core)


def tables_in(kind: str, names: Iterable[str]) -> tuple[Table, ...]:
    """The tables of a package in which these were found: those that every package has, and those found besides."""
    found = frozenset(names)
    return tuple(table for table in tables_of(kind) if table.core or table.name in found)


@cache
def table_named(kind: str, name: str) -> Table:
    """One table of a package of this kind."""
    return next(table for table in tables_of(kind) if table.name == name)
