"""The ten tables of a final account as rows of cells (headers and order as in the real document)."""

from __future__ import annotations

from collections.abc import Sequence

from .budget_tables import (
    BY_APPROPRIATION,
    BY_TYPE,
    class_items,
    figures,
    function_rows,
    header,
)
from .economics import PERSONNEL, PRINTED_FINAL, sum_items
from .final_book import EXPENDITURE, OTHER_REVENUE, VEHICLES, FinalBook
from .functions import FINAL_CLASSES, Vector, sum_all, sum_classes
from .page import Cell, Figure, Row, Table
from .vocabulary import ORDINALS

TITLES = {
    "balance": "收入支出决算总表",
    "revenue": "收入决算表",
    "expenditure": "支出决算表",
    "appropriation_balance": "财政拨款收入支出决算总表",
    "general_expenditure": "一般公共预算财政拨款支出决算表",
    "basic_expenditure": "一般公共预算财政拨款基本支出决算明细表",
    "government_fund": "政府性基金预算财政拨款收入支出决算表",
    "state_capital": "国有资本经营预算财政拨款支出决算表",
    "three_public": "财政拨款“三公”经费支出决算表",
    "supplementary": "部门决算公开相关信息统计表",
}
_NOTES = {
    "balance": "注：本表反映部门本年度的总收支和年末结转结余情况。本套报表金额单位转换时可能存在尾数误差。",
    "revenue": "注：本表反映部门本年度取得的各项收入情况。",
    "expenditure": "注：本表反映部门本年度各项支出情况。",
    "appropriation_balance": "注：本表反映部门本年度财政拨款的总收支和年末结转结余情况。",
    "general_expenditure": "注：本表反映部门本年度一般公共预算财政拨款支出情况。",
    "basic_expenditure": "注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。",
    "government_fund": "注：本表反映部门本年度政府性基金预算财政拨款收入、支出及结转和结余情况。",
    "state_capital": "注：本表反映部门本年度国有资本经营预算财政拨款支出情况。",
    "three_public": "注：本表反映部门本年度“三公”经费支出预决算情况。",
    "supplementary": "注：本表反映部门本年度政府采购、机关运行经费和国有资产占用情况。",
}
_FUND_LABELS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
_NOT_APPLICABLE = ("309", "311")


def _numbered(
    label: str,
    number: int,
    vector: Sequence[int],
    columns: Sequence[str],
    side: str,
    code: str = "",
) -> list[Cell]:
    """Label, 行次 and amounts of one side of a balance table."""
    return [label, str(number), *figures(vector, columns, label, code, side)]


def _balance(book: FinalBook) -> Table:
    revenue = (*book.by_fund("revenue"), *book.other_revenue())
    names = (
        *(f"{label}收入" for label in _FUND_LABELS),
        *("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
    )
    left = [(f"{ORDINALS[at]}、{name}", amount) for at, (name, amount) in enumerate(zip(names, revenue, strict=True))]
    left += [("", 0)] * (26 - len(left))
    classes = sum_classes(book.expenditure())
    right = [(label, code, classes.get(code, (0,))[0]) for code, label in class_items(FINAL_CLASSES)]
    income, spent = sum(revenue), sum_all(book.expenditure(), 6)[0]
    opening, closing = sum(book.by_fund("opening")), sum(book.by_fund("closing"))
    left += [
        ("本年收入合计", income),
        ("使用非财政拨款结余和专用结余", 0),
        ("年初结转和结余", opening),
        ("", 0),
        ("总计", income + opening),
    ]
    right += [
        ("本年支出合计", "", spent),
        ("结余分配", "", 0),
        ("年末结转和结余", "", closing),
        ("", "", 0),
        ("总计", "", spent + closing),
    ]
    rows: list[Row | str] = []
    for at, ((item, amount), (other, code, paid)) in enumerate(zip(left, right, strict=True), 1):
        cells = _numbered(item, at, (amount,), ("amount",), "revenue")
        cells += _numbered(other, 31 + at, (paid,), ("amount",), "expenditure", code)
        rows.append(Row(cells, bold=False, splittable=3 if code else None))
    lines = ("收入|||支出||", "项目|行次|金额|项目|行次|金额", "栏次||1|栏次||2")
    return Table("balance", "", header(*lines), rows)


def _by_function(table: str, leaves: dict[str, Vector], columns: Sequence[str], *lines: str) -> Table:
    width = len(columns)
    numbers = "栏次||" + "|".join(str(number) for number in range(1, width + 1))
    return Table(table, "", header(*lines, numbers), function_rows(leaves, columns), columns=tuple(columns))


def _appropriation_balance(book: FinalBook) -> Table:
    revenue, opening, closing = (book.by_fund(what) for what in ("revenue", "opening", "closing"))
    income, carried = sum(revenue), sum(opening)
    left = [(f"{ORDINALS[at]}、{label}", revenue[at]) for at, label in enumerate(_FUND_LABELS)]
    left += [("", 0)] * 23
    left += [("本年收入合计", income), ("年初财政拨款结转和结余", carried)]
    left += list(zip(_FUND_LABELS, opening, strict=True))
    left += [("总计", income + carried)]
    leaves = book.appropriations()
    classes = sum_classes(leaves)
    spent = sum_all(leaves, 4)
    rest = (sum(closing), *closing)
    blank = (0, 0, 0, 0)
    right = [(label, code, classes.get(code, blank)) for code, label in class_items(FINAL_CLASSES)]
    right += [("本年支出合计", "", spent), ("年末财政拨款结转和结余", "", rest)]
    right += [("", "", blank)] * 3
    right += [("总计", "", tuple(map(int.__add__, spent, rest)))]
    rows: list[Row | str] = []
    for at, ((item, amount), (other, code, vector)) in enumerate(zip(left, right, strict=True), 1):
        cells = _numbered(item, at, (amount,), ("total",), "revenue")
        cells += _numbered(other, 32 + at, vector, BY_APPROPRIATION, "expenditure", code)
        rows.append(Row(cells, splittable=3 if code else None))
    lines = (
        "收入|||支出|||||",
        "项目|行次|金额|项目|行次|合计|" + "|".join(_FUND_LABELS),
        "栏次||1|栏次||2|3|4|5",
    )
    return Table("appropriation_balance", "", header(*lines), rows)


def _triple(code: str, name: str, amounts: dict[str, int]) -> list[Cell]:
    side = "personnel" if code[:3] in PERSONNEL else "public"
    if code[:3] in _NOT_APPLICABLE:
        return [code, name, "——"]
    return [code, name, *figures((amounts.get(code, 0),), ("amount",), name, code, side)]


def _basic_expenditure(book: FinalBook) -> Table:
    amounts = sum_items(book.spending)
    for code, amount in list(amounts.items()):
        amounts[code[:3]] = amounts.get(code[:3], 0) + amount
    personnel = [_triple(code, name, amounts) for code, name in PRINTED_FINAL if code[:3] in PERSONNEL]
    public = [_triple(code, name, amounts) for code, name in PRINTED_FINAL if code[:3] not in PERSONNEL]
    height = max(len(personnel), -(-len(public) // 3))
    columns = [personnel, public[:height], public[height : 2 * height], public[2 * height :]]
    rows: list[Row | str] = []
    for at in range(height):
        cells: list[Cell] = []
        for column in columns:
            cells += column[at] if at < len(column) else ["", "", ""]
        rows.append(Row(cells))
    of_personnel = amounts.get("301", 0) + amounts.get("303", 0)
    rows.append(
        Row(
            [
                "人员经费合计",
                "",
                *figures((of_personnel,), ("amount",), "人员经费合计", "", "personnel"),
                "公用经费合计",
                *[""] * 7,
                *figures((book.public_total(),), ("amount",), "公用经费合计", "", "public"),
            ]
        )
    )
    lines = ("人员经费|||公用经费||||||||", "|".join(["科目代码|科目名称|决算数"] * 4))
    return Table("basic_expenditure", "", header(*lines), rows)


def _three_public(book: FinalBook) -> Table:
    labels = (
        "合计",
        "因公出国（境）费",
        "公务用车购置及运行维护费",
        "公务用车购置费",
        "公务用车运行维护费",
        "公务接待费",
    )
    cells: list[Cell] = []
    for column, (abroad, purchase, running, reception) in (
        ("budget", book.three_public_budget),
        ("executed", book.three_public()),
    ):
        vehicles = purchase + running
        vector = (abroad + vehicles + reception, abroad, vehicles, purchase, running, reception)
        for label, amount in zip(labels, vector, strict=True):
            cells += figures((amount,), (column,), label)
    has_data = any(isinstance(cell, Figure) for cell in cells)
    half = "合计|因公出国（境）费|公务用车购置及运行维护费|||公务接待费"
    part = "||小计|公务用车购置费|公务用车运行维护费|"
    lines = (
        "预算数||||||决算数|||||",
        f"{half}|{half}",
        f"{part}|{part}",
        "1|2|3|4|5|6|7|8|9|10|11|12",
    )
    return Table("three_public", "", header(*lines), [Row(cells)] if has_data else [])


def _counted(label: str, number: int, amount: int, unit: str) -> Row:
    """A row of table 10; `amount` is a count or hundredths of 万元."""
    hundredths = amount if unit == "万元" else 100 * amount
    cell: Cell = Figure(hundredths, "value", label, "", "", unit) if amount else ""
    return Row([label, str(number), cell])


def _supplementary(book: FinalBook) -> Table:
    names = ("货物", "工程", "服务")
    rows: list[Row | str] = [_counted("合计", 1, sum(book.procurement), "万元")]
    rows += [_counted(names[at], 2 + at, amount, "万元") for at, amount in enumerate(book.procurement)]
    rows += [Row(["二、机关运行经费", "", ""]), Row(["项目", "", "统计数"])]
    rows += [
        _counted("(一) 行政单位", 5, book.public_total(), "万元"),
        _counted("(二) 参照公务员法管理事业单位", 6, 0, "万元"),
        Row(["三、国有资产占用情况", "", ""]),
        _counted("(一) 车辆数合计(辆)", 7, sum(book.vehicles), "辆"),
    ]
    rows += [_counted(f"{at + 1}. {VEHICLES[at]}", 8 + at, count, "辆") for at, count in enumerate(book.vehicles)]
    rows.append(_counted("(二) 单价100万元(含)以上设备(不含车辆)", 17, book.equipment, "台/套"))
    return Table("supplementary", "", header("一、政府采购情况||", "项目|行次|统计数"), rows)


def build_final_tables(book: FinalBook) -> list[Table]:
    """All ten tables in their order, titles and notes set, captions not yet."""
    names = "科目代码|科目名称"
    tables = [
        _balance(book),
        _by_function(
            "revenue",
            book.revenue(),
            ("total", "appropriation", *OTHER_REVENUE),
            "项目||本年收入合计|财政拨款收入|上级补助收入|事业收入|经营收入|附属单位上缴收入|其他收入",
            f"{names}|||||||",
        ),
        _by_function(
            "expenditure",
            book.expenditure(),
            ("total", *EXPENDITURE),
            "项目||本年支出合计|基本支出|项目支出|上缴上级支出|经营支出|对附属单位补助支出",
            f"{names}||||||",
        ),
        _appropriation_balance(book),
        _by_function(
            "general_expenditure",
            book.of_fund("general"),
            BY_TYPE,
            "项目||本年支出||",
            f"{names}|小计|基本支出|项目支出",
        ),
        _basic_expenditure(book),
        _by_function(
            "government_fund",
            book.government_fund(),
            ("opening", "revenue", *BY_TYPE, "closing"),
            "项目||年初结转和结余|本年收入|本年支出|||年末结转和结余",
            f"{names}|||小计|基本支出|项目支出|",
        ),
        _by_function(
            "state_capital",
            book.of_fund("state_capital"),
            BY_TYPE,
            "项目||本年支出||",
            f"{names}|合计|基本支出|项目支出",
        ),
        _three_public(book),
        _supplementary(book),
    ]
    for table in tables:
        table.title = TITLES[table.id]
        table.notes = [_NOTES[table.id]]
        table.statement = "说明：本表无数据"
    return tables
