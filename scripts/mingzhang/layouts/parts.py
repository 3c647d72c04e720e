"""Columns and items that several standard tables share, each described once.

Header patterns are written against folded text (no spaces, NFKC, so brackets are ASCII), with the
synonyms seen in provinces' templates; a variant of a header is a synonym here, never new code.
"""

from __future__ import annotations

from mingzhang.layouts.model import Column, Half, Item

YEAR = r"(\d{4}年?(度)?)?"

OF = r"(部门|单位)?"
OVERVIEW = r"总(体(情况)?)?表"
BY_CLASSES = r"([(—-][^()]*(分类|科目)[^()]*\)?)?"
"""What a title may add: （按功能分类科目）, —部门预算支出经济分类科目."""
THIS_YEAR = r"(\(不含上年结转(结余)?(资金)?\))?"
LAST_YEAR = r"\(上年结转(结余)?(资金)?\)"
BOTH_SIDES = r"(收入支出|收支)"

_CODE_AND_NAME = r"(支出)?(功能)?(分类)?科目((编码|代码)?(及|和|与|/)(科目)?名称)?"
"""One column may hold both: the code is then split off the name, row by row."""

CODE = Column("function_code", "code", (r"(支出)?(功能)?(分类)?科目(编码|代码)", r"编码|代码", _CODE_AND_NAME))
NAME = Column("function_name", "name", (r"(支出)?(功能)?(分类)?科目名称", r"名称"))
LINE_NO = Column("line_no", "line_no", (r"行次",))
REVENUE_SIDE = (r"(本年|各项)?收入",)
EXPENDITURE_SIDE = (r"(本年|各项)?支出",)
"""Merged headers over the two sides of an overview."""
LABEL = Column("item", "label", (r"项目", r"支出项目|收入项目|项目\(按功能分类\)|支出功能分类"))

TOTAL = (rf"{YEAR}(合计|总计|小计|预算数|决算数|金额|总额)", r"\d{4}年(预算)?")
GENERAL = (r"一般公共预算(财政)?(拨款)?(收入|支出|资金)?(小计)?",)
GOVERNMENT_FUND = (r"政府性基金(预算)?(财政)?(拨款)?(收入|支出|资金)?",)
STATE_CAPITAL = (r"国有资本经营(预算)?(财政)?(拨款)?(收入|支出|资金)?",)
SPECIAL_ACCOUNT = (r"财政专户(管理)?(资金)?(收入)?",)
UNIT_FUNDS = (r"单位资金(收入)?|单位(自有)?资金|单位其他资金",)

FUNDS = ("general", "government_fund", "state_capital")


def amount(name: str, *headers: str, **dimensions: object) -> Column:
    """An amount column; the keywords are dimensions of its facts."""
    return Column(name, "amount", headers, **dimensions)  # type: ignore[arg-type]


def fund_columns() -> tuple[Column, ...]:
    """The three funds of 财政拨款, the columns that a total before them sums."""
    return (
        amount("general", *GENERAL, fund="general"),
        amount("government_fund", *GOVERNMENT_FUND, fund="government_fund"),
        amount("state_capital", *STATE_CAPITAL, fund="state_capital"),
    )


def total(*sums: str, headers: tuple[str, ...] = TOTAL, **dimensions: object) -> Column:
    """A total column over the named columns."""
    return Column("total", "amount", headers, sums=sums, **dimensions)  # type: ignore[arg-type]


def basic_project() -> tuple[Column, ...]:
    """基本支出 and 项目支出."""
    return (
        amount("basic", r"基本支出(小计)?", expenditure_type="basic"),
        amount("project", r"项目支出", expenditure_type="project"),
    )


def by_function(*columns: Column, code: Column = CODE, name: Column = NAME) -> tuple[Half, ...]:
    """A list by functional code: code, name, amounts."""
    return (Half((code, name, *columns)),)


FUND_ITEMS = (
    Item("general", (r"一般公共预算(财政)?(拨款)?(收入)?",), side="revenue", fund="general"),
    Item("government_fund", (r"政府性基金(预算)?(财政)?(拨款)?(收入)?",), side="revenue", fund="government_fund"),
    Item(
        "state_capital",
        (r"国有资本经营(预算)?(财政)?(拨款)?(收入)?",),
        side="revenue",
        fund="state_capital",
    ),
)

OTHER_REVENUE_ITEMS = (
    Item(
        "special_account",
        (r"财政专户(管理)?(资金)?(收入)?",),
        side="revenue",
        fund="special_account",
    ),
    Item("unit_funds", (r"单位(自有|其他)?资金(收入)?",), side="revenue", fund="unit_funds"),
    Item("superior_subsidy", (r"上级补助收入",), side="revenue", fund="superior_subsidy"),
    Item("public_service", (r"事业(预算)?收入",), side="revenue", fund="public_service"),
    Item("operating", (r"(事业单位)?经营(预算)?收入",), side="revenue", fund="operating"),
    Item(
        "affiliated_remittance",
        (r"附属单位上缴(预算)?收入",),
        side="revenue",
        fund="affiliated_remittance",
    ),
    Item("other", (r"其他(预算)?收入",), side="revenue", fund="other"),
)

SUM_ITEMS = (
    Item("subtotal", (r"本年(收入|支出)(合计|总计|小计)",), "subtotal"),
    Item("total", (r"(收入|支出)?(总计|合计)",), "total"),
)

CARRYOVER_ITEMS = (
    Item(
        "carried_in",
        (r"(上年|年初)(财政拨款)?(结转|结余|结转和?结余|结转资金)",),
        side="revenue",
        opens=True,
        carryover="carried_over",
    ),
    Item(
        "carried_out",
        (r"(年终|年末|结转下年)(财政拨款)?(结转|结余|结转和?结余)?",),
        side="expenditure",
        carryover="carried_over",
    ),
    Item("surplus_used", (r"使用非财政拨款结余(和专用结余)?(\(含专用结余\))?|用事业基金弥补收支差额",), side="revenue"),
    Item("surplus_distributed", (r"结余分配",), side="expenditure"),
)

THREE_PUBLIC_ITEMS = (
    Item("abroad", (r"因公出国\(境\)(费用?)?|因公出国\(境\)支出",)),
    Item("reception", (r"公务接待费(用)?",)),
    Item("vehicles", (r"公务用车(购置(及|和)运行(维护)?)?费用?(小计)?",), "subtotal"),
    Item("vehicle_purchase", (r"公务用车购置费?",), parent="vehicles"),
    Item("vehicle_operation", (r"公务用车运行(维护)?费",), parent="vehicles"),
    Item("total", (r"(三公经费)?(合计|总计)",), "total"),
)
