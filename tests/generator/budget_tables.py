"""The thirteen tables of a budget as rows of cells (headers and order as in the real documents)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .budget_book import APPROPRIATIONS, FUNDS, BudgetBook, Project, sum_funds
from .economics import CATEGORIES, Item
from .functions import CLASSES, NAMES, Vector, sum_all, sum_classes, sum_tree
from .page import Cell, Figure, Row, Table
from .vocabulary import ORDINALS

TITLES = {
    "balance": "{year}年预算收支总表",
    "revenue": "{year}年预算收入总表",
    "expenditure": "{year}年预算支出总表",
    "appropriation_balance": "{year}年财政拨款收支总表",
    "general_expenditure": "{year}年一般公共预算支出预算表（不含上年结转）",
    "basic_expenditure": "{year}年一般公共预算安排基本支出分经济科目表（不含上年结转）",
    "government_fund_revenue": "{year}年政府性基金预算收入表（不含上年结转）",
    "government_fund_expenditure": "{year}年政府性基金预算支出表（不含上年结转）",
    "state_capital": "{year}年国有资本经营预算收支预算表（不含上年结转）",
    "three_public": "{year}年一般公共预算“三公”经费支出预算表",
    "operating_costs": "{year}年机关运行经费预算财政拨款情况统计表",
    "projects": "{year}年项目支出预算表（本年预算）",
    "projects_carried_over": "{year}年项目支出预算表（上年结转）",
}
BY_TYPE = ("total", "basic", "project")
BY_APPROPRIATION = ("total", *APPROPRIATIONS)
_REVENUE_NAMES = {
    "103": "非税收入",
    "10301": "政府性基金收入",
    "1030148": "国有土地使用权出让收入",
    "1030155": "彩票公益金收入",
    "10306": "国有资本经营收入",
    "1030601": "利润收入",
    "1030602": "股利、股息收入",
}


def header(*lines: str) -> list[Row]:
    """Header rows from texts with `|` between the cells."""
    return [Row(list(line.split("|"))) for line in lines]


def figures(vector: Sequence[int], columns: Sequence[str], label: str, code: str = "", side: str = "") -> list[Cell]:
    """One cell a column: a figure, or nothing where it is zero."""
    return [
        Figure(amount, column, label, code, side) if amount else ""
        for amount, column in zip(vector, columns, strict=True)
    ]


def function_rows(leaves: Mapping[str, Vector], columns: Sequence[str]) -> list[Row | str]:
    """合计, then every function with its parents."""
    total = sum_all(leaves, len(columns))
    rows: list[Row | str] = [Row(["合计", "", *figures(total, columns, "合计")])]
    for code, vector in sum_tree(leaves):
        name = NAMES[code]
        rows.append(Row([code, name, *figures(vector, columns, name, code)], splittable=1))
    return rows


def class_items(classes: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Function code and printed label (`一、一般公共服务支出`) of each class."""
    return [(code, f"{ORDINALS[at]}、{name}") for at, (code, name) in enumerate(classes)]


def pair_rows(left: list[list[Cell]], right: list[list[Cell]], label_at: int) -> list[Row | str]:
    """Two lists side by side; the shorter one is filled with blank cells."""
    blank = [""] * len(left[0])
    rows: list[Row | str] = []
    for at, cells in enumerate(right):
        rows.append(Row([*(left[at] if at < len(left) else blank), *cells], splittable=label_at))
    return rows


def _side(label: str, vector: Sequence[int], columns: Sequence[str], side: str, code: str = "") -> list[Cell]:
    return [label, *figures(vector, columns, label, code, side)]


def _balance(book: BudgetBook, year: int) -> Table:
    totals = book.totals()
    current, carried = sum(totals[:5]), totals[5]
    labels = ("一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金")
    left = [
        _side(f"{ORDINALS[at]}、{label}", totals[at : at + 1], ("total",), "revenue") for at, label in enumerate(labels)
    ]
    classes = sum_classes(book.by_fund())
    columns = ("total", "current_year", "carried_over")
    right = [
        _side(label, (sum(of), sum(of[:5]), of[5]), columns, "expenditure", code)
        for code, label in class_items(CLASSES)
        for of in [classes.get(code, (0,) * 6)]
    ]
    rows = pair_rows(left, right, 2)
    whole = (current + carried, current, carried)
    for label, amount, other, vector in (
        ("本年收入合计", current, "本年支出合计", whole),
        ("上年结转", carried, "年终结转", (0, 0, 0)),
        ("收入总计", current + carried, "支出总计", whole),
    ):
        cells = _side(label, (amount,), ("total",), "revenue")
        rows.append(Row(cells + _side(other, vector, columns, "expenditure")))
    return Table(
        "balance",
        "",
        header("收入||支出|||", f"项目|{year}年|项目|{year}年合计|当年预算安排|上年结转安排"),
        rows,
    )


def _revenue(book: BudgetBook, *, narrow: bool) -> Table:
    columns: tuple[str, ...] = ("total", *FUNDS, "carried_over")
    leaves = {leaf: (sum(of[:5]), *of) for leaf, of in book.by_fund().items()}
    rows = function_rows(leaves, columns)
    first = "项目||本年收入||||||上年结转"
    second = "科目编码|科目名称|合计|一般公共预算|政府性基金|国有资本经营预算|财政专户管理资金|单位资金|"
    if narrow:
        first, second = first.replace("||||||", "|||||"), second.replace("单位资金|", "")
        for row in rows:
            assert isinstance(row, Row)
            del row.cells[7]
        columns = columns[:5] + columns[6:]
    return Table("revenue", "", header(first, second), rows, columns=columns)


def _by_function(table: str, leaves: Mapping[str, Vector], year: int, *, two_rows: bool = True) -> Table:
    names = "科目编码|科目名称|合计|基本支出|项目支出"
    lines = (f"项目||{year}年预算数||", names) if two_rows else (names,)
    return Table(table, "", header(*lines), function_rows(leaves, BY_TYPE), columns=BY_TYPE)


def _appropriation_balance(book: BudgetBook) -> Table:
    totals = book.totals()
    carried = sum_funds(book.carried, APPROPRIATIONS)
    labels = [f"{ORDINALS[at]}、{name}预算" for at, name in enumerate(("一般公共", "政府性基金", "国有资本经营"))]
    left = [_side(label, totals[at : at + 1], ("total",), "revenue") for at, label in enumerate(labels)]
    leaves = book.appropriations()
    classes = sum_classes(leaves)
    right = [
        _side(label, classes.get(code, (0,) * 4), BY_APPROPRIATION, "expenditure", code)
        for code, label in class_items(CLASSES)
    ]
    rows = pair_rows(left, right, 2)
    whole = sum_all(leaves, 4)
    current = sum(totals[:3])
    end = [
        ("本年收入合计", current, "本年支出合计", whole),
        ("上年财政拨款结转", carried[0], "年终结转", (0,) * 4),
        *((label, carried[1 + at], "", (0,) * 4) for at, label in enumerate(labels)),
        ("收入总计", current + carried[0], "支出总计", whole),
    ]
    for label, amount, other, vector in end:
        cells = _side(label, (amount,), ("total",), "revenue")
        rows.append(Row(cells + _side(other, vector, BY_APPROPRIATION, "expenditure")))
    lines = (
        "收入||支出||||",
        "项目|金额|项目|金额|||",
        "|||小计|一般公共预算|政府性基金预算|国有资本经营预算",
    )
    return Table("appropriation_balance", "", header(*lines), rows)


def _basic_expenditure(book: BudgetBook, year: int) -> Table:
    columns = ("total", "personnel", "public")

    def vector(amount: int, personnel: bool) -> Vector:
        return (amount, amount, 0) if personnel else (amount, 0, amount)

    personnel = sum(line.amount for line in book.spending if line.is_personnel)
    total = sum(line.amount for line in book.spending)
    rows: list[Row | str] = [Row(["合计", "", *figures((total, personnel, total - personnel), columns, "合计")])]
    for category, name in CATEGORIES.items():
        lines = [line for line in book.spending if line.category == category]
        if not lines:
            continue
        amount = sum(line.amount for line in lines)
        rows.append(Row([name, "", *figures(vector(amount, lines[0].is_personnel), columns, name, category)]))
        merged: dict[tuple[Item, str], int] = {}
        for line in lines:
            key = (line.item, line.government_name)
            merged[key] = merged.get(key, 0) + line.amount
        for (item, government_name), amount in merged.items():
            cells = figures(vector(amount, lines[0].is_personnel), columns, item.name, item.code)
            rows.append(Row([item.name, government_name, *cells], splittable=0))
    lines_ = (
        f"部门预算支出经济科目名称|政府预算支出经济科目名称|{year}年预算数||",
        "||合计|人员经费|公用经费",
    )
    return Table("basic_expenditure", "", header(*lines_), rows)


def _revenue_rows(revenue: Mapping[str, int], side: str) -> list[list[Cell]]:
    """合计 and the revenue codes with their parents: code, name, amount."""
    tree = sum_tree({code: (amount,) for code, amount in revenue.items()})
    total = sum(revenue.values())
    rows: list[list[Cell]] = [["合计", "", *figures((total,), ("total",), "合计", "", side)]]
    for code, vector in tree:
        name = _REVENUE_NAMES[code]
        rows.append([code, name, *figures(vector, ("total",), name, code, side)])
    return rows


def _government_fund_revenue(book: BudgetBook) -> Table:
    rows: list[Row | str] = [Row(cells) for cells in _revenue_rows(book.fund_revenue, "")]
    lines = ("项目||政府性基金收入预算", "收入科目编码|科目名称|")
    return Table("government_fund_revenue", "", header(*lines), rows)


def _state_capital(book: BudgetBook, *, template: bool) -> Table:
    left = _revenue_rows(book.capital_revenue, "revenue")
    leaves = book.of_fund("state_capital")
    right: list[list[Cell]] = [["", "", *figures(sum_all(leaves, 3), BY_TYPE, "合计", "", "expenditure")]]
    for code, vector in sum_tree(leaves):
        right.append([code, NAMES[code], *figures(vector, BY_TYPE, NAMES[code], code, "expenditure")])
    if template:
        codes = [code for code, _ in sum_tree(book.of_fund("general"))]
        left += [[code, NAMES[code], ""] for code in codes]
        right += [[code, NAMES[code], "", "", ""] for code in codes]
    height = max(len(left), len(right))
    left += [["", "", ""]] * (height - len(left))
    right += [["", "", "", "", ""]] * (height - len(right))
    lines = (
        "国有资本经营预算收入|||国有资本经营预算支出||||",
        "项目||国有资本经营收入预算|科目编码|科目名称|合计|基本支出|项目支出",
        "收入科目编码|科目名称||||||",
    )
    return Table("state_capital", "", header(*lines), [Row(a + b) for a, b in zip(left, right, strict=True)])


def _three_public(book: BudgetBook, year: int) -> Table:
    abroad, reception = book.public_spending("30212"), book.public_spending("30217")
    purchase, running = book.public_spending("31013"), book.public_spending("30231")
    items = (
        ("因公出国（境）费", abroad),
        ("公务接待费", reception),
        ("公务用车购置及运行费", purchase + running),
        ("①公务用车购置费", purchase),
        ("②公务用车运行维护费", running),
        ("合计", abroad + reception + purchase + running),
    )
    rows: list[Row | str] = [
        Row([label, *figures((amount, amount, 0, 0), BY_APPROPRIATION, label)]) for label, amount in items
    ]
    lines = (f"项目|{year}年预算数|||", "|合计|一般公共预算|政府性基金预算|国有资本经营预算")
    return Table("three_public", "", header(*lines), rows)


def _operating_costs(book: BudgetBook, year: int) -> Table:
    total = sum(amount for _, amount in book.operating_costs)
    rows: list[Row | str] = [
        Row([label, *figures((amount, amount, 0, 0), BY_APPROPRIATION, label)])
        for label, amount in (("部门合计", total), *book.operating_costs)
    ]
    lines = (f"单位名称|{year}预算数|||", "|合计|一般公共预算|政府性基金预算|国有资本经营预算")
    return Table("operating_costs", "", header(*lines), rows)


def _project_row(label: str, projects: Sequence[Project], funds: tuple[str, ...]) -> Row:
    columns = ("total", *funds)
    return Row([label, *figures(sum_funds(projects, funds), columns, label)], splittable=0)


def _project_rows(
    book: BudgetBook, projects: Sequence[Project], funds: tuple[str, ...], *, department: bool
) -> list[Row | str]:
    """Department row, then each unit with its projects; a unit on its own lists projects only."""
    if not projects:
        return []
    rows: list[Row | str] = [_project_row(book.publisher.entity, projects, funds)] if department else []
    for at, unit in enumerate(book.publisher.units):
        own = [project for project in projects if project.unit == at]
        if own and department:
            rows.append(_project_row(unit, own, funds))
        rows += [_project_row(project.name, [project], funds) for project in own]
    return rows


def _projects(book: BudgetBook, year: int, *, department: bool) -> Table:
    lines = (
        f"项目名称|合计|{year}年财政拨款|||财政专户管理资金|单位资金",
        "||一般公共预算|政府性基金预算|国有资本经营预算||",
        "1|2|3|4|5|6|7",
    )
    rows = _project_rows(book, book.projects, FUNDS, department=department)
    return Table("projects", "", header(*lines), rows)


def _projects_carried_over(book: BudgetBook, year: int, *, department: bool) -> Table:
    lines = (
        f"项目名称|合计|{year}年财政拨款||",
        "||一般公共预算|政府性基金预算|国有资本经营预算",
        "1|2|3|4|5",
    )
    rows = _project_rows(book, book.carried, APPROPRIATIONS, department=department)
    return Table("projects_carried_over", "", header(*lines), rows)


def build_budget_tables(book: BudgetBook, year: int, *, department: bool, hazards: frozenset[str]) -> list[Table]:
    """All thirteen tables in their order, titles set, captions not yet."""
    tables = [
        _balance(book, year),
        _revenue(book, narrow="lost_header_column" in hazards),
        _by_function("expenditure", book.by_type(), year),
        _appropriation_balance(book),
        _by_function("general_expenditure", book.of_fund("general"), year),
        _basic_expenditure(book, year),
        _government_fund_revenue(book),
        _by_function("government_fund_expenditure", book.of_fund("government_fund"), year, two_rows=False),
        _state_capital(book, template="template_rows_without_values" in hazards),
        _three_public(book, year),
        _operating_costs(book, year),
        _projects(book, year, department=department),
        _projects_carried_over(book, year, department=department),
    ]
    for table in tables:
        table.title = TITLES[table.id].format(year=year)
    return tables
