"""The page of one standard table: the table as printed, every figure a link to its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingzhang import codes
from mingzhang.amounts import NOT_APPLICABLE
from mingzhang.layouts import LAYOUTS
from mingzhang.schemas import Field
from mingzhang.site import addresses, html, words
from mingzhang.site.catalog import Disclosure, StandardTable
from mingzhang.site.html import text
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import parts
from mingzhang.site.rows import TableRow

_LABELS = ("item", "function_name", "name", "dept_economic_name", "project_name", "unit_name")
_CODES = {
    "function_code": "functional",
    "dept_economic_code": "dept_economic",
    "gov_economic_code": "gov_economic",
    "code": "functional",
}
_TEXTS = ("gov_economic_code", "gov_economic_name", "project_code", "line_no")
_LISTS = ("side", "category", "section")
_MANY_BLANK = 6
_NO_HEADER = "R02"


@dataclass(frozen=True, slots=True)
class _View:
    """What a table shows: its code column, its name column, further texts, its amounts."""

    table: StandardTable
    code: str
    label: str
    label_title: str
    texts: tuple[Field, ...]
    amounts: tuple[Field, ...]


def table_page(disclosure: Disclosure, table: StandardTable) -> Page:
    """One standard table of one disclosure."""
    address = addresses.table(disclosure.name, table.name)
    links = Links(address)
    quiet = not any(found.is_open for found in table.findings)
    body = "\n".join(
        piece
        for piece in (
            _heading(disclosure, table, links),
            "" if quiet else _findings(disclosure, table, links),
            _lists(disclosure, table, links),
            _findings(disclosure, table, links) if quiet else "",
            _download(disclosure, table, links),
            _schema(table, links),
            _neighbours(disclosure, table, links),
        )
        if piece
    )
    return Page(
        address,
        f"{table.schema.title} · {disclosure.title}",
        f"{disclosure.title}：{table.title}，{table.counts['facts']} 个金额，每个都链接到原文。",
        body,
        parts.crumbs(disclosure),
        wide=True,
    )


def _heading(disclosure: Disclosure, table: StandardTable, links: Links) -> str:
    facts = [links.to(addresses.disclosure(disclosure.name), text(disclosure.agency_name))]
    if table.number_printed:
        facts.append(text(table.number_printed))
    if table.first_line:
        span = f"原文第 {table.first_line}–{table.last_line} 行"
        facts.append(links.to(addresses.source(disclosure.name), span, f"L{table.first_line}"))
    why = words.STATE_WHY[table.state]
    state = f'<p class="state {table.state}"><strong>{words.STATE[table.state]}</strong>　{why}</p>' if why else ""
    return f'<h1>{html.heading(table.title)}</h1>\n<p class="meta">{parts.dots(facts)}</p>\n{state}'


def _findings(disclosure: Disclosure, table: StandardTable, links: Links) -> str:
    if not table.findings:
        return ""
    loud = sum(found.is_open for found in table.findings)
    state = " open" if loud else ""
    title = f"关于本表的疑点（{loud}）" if loud else f"关于本表的说明（{len(table.findings)}）"
    return (
        f'<details class="notes"{state}><summary>{title}</summary>\n'
        f"{parts.finding_list(links, disclosure, table.findings, here=table.name)}\n</details>"
    )


# -- the table itself ---------------------------------------------------------------------------


def _lists(disclosure: Disclosure, table: StandardTable, links: Links) -> str:
    if not table.rows:
        return '<p class="empty">表中没有记录。</p>' if table.first_line else ""
    view = _view(table)
    groups = _groups(table)
    blank = sum(not row.figures for row in table.rows)
    toggle = _toggle(blank) if table.counts["facts"] and blank >= _MANY_BLANK else ""
    unit = f'<p class="unit">单位：{text(table.unit_printed)}</p>' if table.unit_printed else ""
    css = "lists" if len(groups) > 1 and "section" not in table.schema.fields else "one"
    body = "\n".join(
        _list(disclosure, _narrowed(view, disclosure.kind, name), links, words.SIDE.get(name, name), rows)
        for name, rows in groups
    )
    return f'{toggle}<div class="above">{unit}</div>\n<div class="{css}">\n{body}\n</div>'


def _toggle(blank: int) -> str:
    return (
        '<input type="checkbox" id="printed-only"><label for="printed-only" class="toggle">'
        f'只看印有金额的行<span class="quiet">（隐去 {blank} 个空白行）</span></label>\n'
    )


def _view(table: StandardTable) -> _View:
    names = table.schema.fields
    label = next(name for name in _LABELS if name in names)
    code = next((name for name in _CODES if name in names), "")
    if label == "item":
        code = ""
    fields = {column.name: column for column in table.schema.columns}
    used = {name for row in table.rows for name, cell in row.cells.items() if cell}
    texts = tuple(fields[name] for name in _TEXTS if name in fields and name in used and name != code)
    amounts = tuple(column for column in table.schema.columns if column.is_amount or column.name == "value")
    return _View(table, code, label, fields[label].title, texts, amounts)


def _groups(table: StandardTable) -> list[tuple[str, list[TableRow]]]:
    """The lists of a table, in the order their first row is printed.

    A list that is printed in several columns side by side (a category) is put in the order of its
    codes again, totals last; row by row its lines would interleave.
    """
    by = next((name for name in _LISTS if name in table.schema.fields), "")
    groups: dict[str, list[TableRow]] = {}
    for row in table.rows:
        groups.setdefault(row.cells[by] if by else "", []).append(row)
    if by == "category":
        for rows in groups.values():
            rows.sort(key=lambda row: (not row.cells["dept_economic_code"], row.cells["dept_economic_code"]))
    return list(groups.items())


def _narrowed(view: _View, kind: str, name: str) -> _View:
    """The view of one list: with the amounts that its half of the layout has."""
    layout = next(layout for layout in LAYOUTS if layout.key == f"{kind}/{view.table.name}")
    halves = [half for half in layout.halves if name and name in (half.side, half.category)]
    own = {f"{column.name}_yuan" for half in halves for column in half.amounts}
    amounts = tuple(column for column in view.amounts if column.name in own)
    return replace(view, amounts=amounts) if amounts else view


def _list(disclosure: Disclosure, view: _View, links: Links, name: str, rows: Sequence[TableRow]) -> str:
    heading = f"<h2>{text(name)}</h2>\n" if name else ""
    body = "\n".join(_row(disclosure, view, links, row) for row in rows)
    label = f"{view.table.schema.title}{name}"
    table = f'<table class="amounts">\n<thead>{_head(view)}</thead>\n<tbody>\n{body}\n</tbody>\n</table>'
    return f'<section class="list">\n{heading}{html.scroll(table, label)}\n</section>'


def _head(view: _View) -> str:
    cells = ['<th scope="col" class="code">科目编码</th>'] if view.code else []
    cells.append(f'<th scope="col" class="label">{text(view.label_title)}</th>')
    cells += [f'<th scope="col">{text(column.title)}</th>' for column in view.texts]
    cells += [f'<th scope="col" class="n">{_amount_title(view.table, column)}</th>' for column in view.amounts]
    cells.append('<th scope="col" class="at">原文</th>')
    return f"<tr>{''.join(cells)}</tr>"


def _amount_title(table: StandardTable, column: Field) -> str:
    title = text(column.title.removesuffix("（元）"))
    lacking = f"{table.name}/{column.name.removesuffix('_yuan')}"
    lacks = any(found.check == _NO_HEADER and found.instance == lacking for found in table.findings)
    return f"{title}<br><small>原文表头无此列</small>" if lacks else title


def _row(disclosure: Disclosure, view: _View, links: Links, row: TableRow) -> str:
    cells = [f'<td class="code">{_code(links, view.code, row.cells[view.code])}</td>'] if view.code else []
    cells.append(f'<th scope="row">{_label(view, row)}</th>')
    cells += [f"<td>{_text(links, column, row)}</td>" for column in view.texts]
    cells += [_amount(disclosure, links, column, row) for column in view.amounts]
    source = addresses.source(disclosure.name)
    at = links.to(source, f"{row.place.line} 行", f"L{row.place.line}", title=f"原文 {row.place}")
    return f'<tr id="{row.place}" class="{_row_css(row)}">{"".join(cells)}<td class="at">{at}</td></tr>'


def _row_css(row: TableRow) -> str:
    kind = _weight(row)
    return " ".join(name for name in (kind, f"l{_indent(row)}", "" if row.figures else "blank") if name)


def _weight(row: TableRow) -> str:
    cells = row.cells
    kind = cells.get("row_kind") or cells.get("item_kind") or ""
    if kind in ("total", "department") or cells.get("level") == "0":
        return "total"
    if kind in ("subtotal", "unit") or cells.get("level") == "1":
        return "subtotal"
    return ""


def _indent(row: TableRow) -> int:
    cells = row.cells
    if level := cells.get("level"):
        return max(int(level) - 1, 0)
    part = cells.get("enumerator", "")[:1] in "①②③④⑤⑥⑦⑧⑨" and cells.get("enumerator")
    if cells.get("parent_item") or part or cells.get("enumerator", "")[:1].isdigit():
        return 1
    return {"project": 1}.get(cells.get("row_kind", ""), 0)


def _label(view: _View, row: TableRow) -> str:
    label = row.cells[view.label]
    if view.label == "item":
        label = f"{row.cells.get('enumerator', '')}{label}"
    if not label:
        label = row.label or row.cells.get("unit_name", "") or "合计"
    number = row.cells.get("project_no", "")
    return f'<span class="no">{text(number)}</span>{text(label)}' if number else text(label)


def _text(links: Links, column: Field, row: TableRow) -> str:
    value = row.cells[column.name]
    return _code(links, column.name, value) if column.name in _CODES else text(value)


def _code(links: Links, column: str, code: str) -> str:
    """A code, linked to the code list where it is listed."""
    scheme = codes.scheme_of(code) or _CODES[column]
    if not code or code not in codes.load_codes(scheme):
        return text(code)
    return links.to(addresses.codes(scheme), text(code), code)


def _amount(disclosure: Disclosure, links: Links, column: Field, row: TableRow) -> str:
    figure = row.figures.get(column.name)
    if figure is not None:
        unit = f' <span class="quiet">{text(figure.unit)}</span>' if column.name == "value" else ""
        return f'<td class="n">{parts.figure_link(links, disclosure.name, figure)}{unit}</td>'
    if row.cells[column.name] == NOT_APPLICABLE:
        return f'<td class="n na" title="不适用">{NOT_APPLICABLE}</td>'
    return '<td class="n"></td>'


# -- below the table ----------------------------------------------------------------------------


def _download(disclosure: Disclosure, table: StandardTable, links: Links) -> str:
    file = disclosure.file(f"data/{table.name}.csv")
    return (
        '<section class="download">\n<h2>下载本表</h2>\n'
        f"<p>{parts.download(links, disclosure.name, file)}</p>\n"
        f'<p class="quiet">CSV 中的金额一律以元为单位；本页按原文单位显示。'
        f"共 {table.counts['records']} 行、{table.counts['facts']} 个金额；"
        f"原文此表有 {table.counts['numeric_cells']} 个数字单元格，"
        f"未读取 {table.counts['unread_cells']} 个。</p>\n</section>"
    )


def _schema(table: StandardTable, links: Links) -> str:
    note = f"<p>{text(table.schema.description)}</p>" if table.schema.description else ""
    return f'<section id="columns">\n<h2>CSV 的列</h2>\n{note}\n{parts.columns_table(links, table.schema)}\n</section>'


def _neighbours(disclosure: Disclosure, table: StandardTable, links: Links) -> str:
    index = disclosure.tables.index(table)
    steps = []
    for step, word, css in ((index - 1, "上一张", "prev"), (index + 1, "下一张", "next")):
        if 0 <= step < len(disclosure.tables):
            other = disclosure.tables[step]
            target = addresses.table(disclosure.name, other.name)
            steps.append(links.to(target, f"<small>{word}</small>{text(other.schema.title)}", css=css))
    return f'<nav class="steps" aria-label="相邻的表">{"".join(steps)}</nav>'
