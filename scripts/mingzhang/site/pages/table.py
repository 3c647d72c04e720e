"""The page of one standard table: the table as printed, every figure a link to its line."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang import codes
from mingzhang.ground.amounts import NOT_APPLICABLE
from mingzhang.schemas import Field
from mingzhang.site import addresses, html, labels, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.downloads import Offer
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Speaker
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import marks, parts, table_tools
from mingzhang.site.pages.files import table_downloads
from mingzhang.site.pages.leaves import are_proved, leaves_told
from mingzhang.site.pages.table_view import CODES, View, groups_of, view_of
from mingzhang.site.published_parts import StandardTable
from mingzhang.site.rows import TableRow

_LEVELS = {"0": "total", "1": "subtotal"}
_LONG = 24
"""More characters than this are a text of several lines."""
_MANY_BLANK = 6
_WORTH_FILTERING = 8
_NO_HEADER = "R02"


def table_page(disclosure: Disclosure, table: StandardTable, lang: Lang, offer: Offer) -> Page:
    """One standard table of one disclosure."""
    address = addresses.table(disclosure.name, table.name)
    links = Links(address, lang)
    say = links.say
    quiet = not parts.is_loud(table.findings)
    body = "\n".join(
        piece
        for piece in (
            _heading(disclosure, table, links),
            "" if quiet else _findings(disclosure, table, links),
            _lists(disclosure, table, links),
            _findings(disclosure, table, links) if quiet else "",
            _download(disclosure, table, links, offer),
            _schema(table, links),
            _neighbours(disclosure, table, links),
        )
        if piece
    )
    title, facts = parts.title(say, disclosure), table.counts["facts"]
    return Page(
        address,
        f"{say.title(table.schema)} · {title}",
        say(
            f"{title}：{table.title}，{facts} 个金额，每个都链接到原文。",
            f"{title}: {table.schema.title_en}, {facts} figures, each with a link to its line of the document.",
        ),
        body,
        parts.crumbs(say, disclosure),
        wide=True,
        script=table_tools.SCRIPT if table.rows else "",
        lang=lang,
    )


def _heading(disclosure: Disclosure, table: StandardTable, links: Links) -> str:
    say = links.say
    facts = [links.to(addresses.disclosure(disclosure.name), say.zh(text(disclosure.agency_name)))]
    if say.lang == "en" and table.title_printed:
        facts.append(say.zh(text(table.title_printed)))
    if table.number_printed:
        facts.append(say.zh(text(table.number_printed)))
    if table.first_line:
        span = say(
            f"原文第 {table.first_line}–{table.last_line} 行", f"source lines {table.first_line}–{table.last_line}"
        )
        facts.append(links.to(addresses.source(disclosure.name), span, f"L{table.first_line}"))
    why, word = say.of(words.STATE_WHY[table.state]), say.of(words.STATE[table.state])
    gap = say("　", ": ")
    state = f'<p class="state {table.state}"><strong>{word}</strong>{gap}{why}</p>' if why else ""
    title = html.heading(say(table.title, table.schema.title_en))
    return f'<h1>{title}</h1>\n<p class="meta">{parts.dots(facts)}</p>\n{state}'


def _findings(disclosure: Disclosure, table: StandardTable, links: Links) -> str:
    if not table.findings:
        return ""
    loud = sum(parts.is_loud([found]) for found in table.findings)
    state = " open" if loud and not table.rows else ""
    title = (
        links.say(f"本表的核对结果（{loud}）", f"Checks of this table ({loud})")
        if loud
        else links.say(f"关于本表的说明（{len(table.findings)}）", f"Notes on this table ({len(table.findings)})")
    )
    return (
        f'<details class="notes"{state}><summary>{title}</summary>\n'
        f"{parts.finding_list(links, disclosure, table.findings, here=table.name)}\n</details>"
    )


# -- the table itself ---------------------------------------------------------------------------


def _lists(disclosure: Disclosure, table: StandardTable, links: Links) -> str:
    if not table.rows:
        none = _no_rows(links.say, table)
        return f'<p class="empty">{none}</p>' if table.first_line else ""
    say = links.say
    view = view_of(table, disclosure.concerns)
    groups = groups_of(table)
    names = [name for name, _ in groups]
    blank = sum(not row.figures for row in table.rows)
    toggle = _toggle(say, blank) if table.counts["facts"] and blank >= _MANY_BLANK else ""
    measure = say(f"单位：{text(table.unit_printed)}", f"Unit: {labels.unit(say, table.unit_printed)}")
    unit = f'<p class="unit">{measure}</p>' if table.unit_printed else ""
    css = "lists" if len(groups) > 1 and "section" not in table.schema.fields else "one"
    body = "\n".join(
        _list(
            disclosure,
            view.narrowed(name),
            links,
            _list_title(say, name),
            table_tools.list_label(say, say.title(table.schema), names, name),
            rows,
        )
        for name, rows in groups
    )
    shown = [column for name in names for column in view.narrowed(name).columns]
    explained = table_tools.explained(table, dict.fromkeys(shown), measure if unit else "", links)
    filters = table_tools.filters(table, say) if len(table.rows) >= _WORTH_FILTERING else ""
    above = f'<div class="above">{table_tools.take_along(disclosure, table, links)}{unit}</div>'
    unproved = "" if are_proved(table) else f"{leaves_told(say, table)}\n"
    return f'{unproved}{toggle}{explained}{filters}{above}\n<div class="{css}">\n{body}\n</div>'


def _no_rows(say: Speaker, table: StandardTable) -> str:
    """Why nothing is shown: numbers that were not read are no empty table."""
    if unread := table.counts["unread_cells"]:
        return say(
            f"原文此表印有 {unread} 个数字，都没有读出，因此这里没有行。",
            f"The document prints {unread} numbers in this table; none could be read, so no row is shown.",
        )
    return say("表中没有记录。", "The table has no rows.")


def _list_title(say: Speaker, name: str) -> str:
    """What one of several lists of a table is called, as HTML: its side or category, or a printed heading."""
    return say.of(words.SIDE[name]) if name in words.SIDE else labels.named(say, name)


def _toggle(say: Speaker, blank: int) -> str:
    only = say("只看印有金额的行", "Only rows with amounts")
    hides = say(f"（隐去 {blank} 个空白行）", f" (hides {blank} blank rows)")
    return (
        '<input type="checkbox" id="printed-only"><label for="printed-only" class="toggle">'
        f'{only}<span class="quiet">{hides}</span></label>\n'
    )


def _list(disclosure: Disclosure, view: View, links: Links, title: str, label: str, rows: Sequence[TableRow]) -> str:
    heading = f"<h2>{title}</h2>\n" if title else ""
    body = "\n".join(_row(disclosure, view, links, row) for row in rows)
    table = f'<table class="amounts">\n<thead>{_head(links.say, view)}</thead>\n<tbody>\n{body}\n</tbody>\n</table>'
    return f'<section class="list">\n{heading}{html.scroll(table, label)}\n</section>'


def _head(say: Speaker, view: View) -> str:
    of_unit = view.code == "unit_code"
    code = say("单位编码", "Unit code") if of_unit else say("科目编码", "Code")
    cells = [f'<th scope="col" class="code">{code}</th>'] if view.code else []
    cells.append(f'<th scope="col" class="label">{text(say.title(view.label_field))}</th>')
    cells += [f'<th scope="col">{text(say.title(column))}</th>' for column in view.texts]
    cells += [f'<th scope="col" class="n">{_amount_title(say, view.table, column)}</th>' for column in view.amounts]
    cells.append(f'<th scope="col" class="at">{say("原文", "Source")}</th>')
    return f"<tr>{''.join(cells)}</tr>"


def _amount_title(say: Speaker, table: StandardTable, column: Field) -> str:
    title = text(table_tools.amount_title(say, column))
    lacking = f"{table.name}/{column.name.removesuffix('_yuan')}"
    lacks = any(found.check == _NO_HEADER and found.instance == lacking for found in table.findings)
    absent = say("原文表头无此列", "not in the printed head")
    return f"{title}<br><small>{absent}</small>" if lacks else title


def _row(disclosure: Disclosure, view: View, links: Links, row: TableRow) -> str:
    cells = [f'<td class="code">{_code(links, view.code, row.cells[view.code])}</td>'] if view.code else []
    mark = marks.concern(links, disclosure.name, view.concerns.of_row(row))
    cells.append(f'<th scope="row">{_label(links.say, view, row)}{mark}</th>')
    cells += [_text_cell(links, column, row) for column in view.texts]
    cells += [_amount(disclosure, view, links, column, row) for column in view.amounts]
    source = addresses.source(disclosure.name)
    say = links.say
    at = links.to(source, say(f"{row.place.line} 行", str(row.place.line)), f"L{row.place.line}")
    return f'<tr id="{row.place}" class="{_row_css(row)}">{"".join(cells)}<td class="at">{at}</td></tr>'


def _row_css(row: TableRow) -> str:
    kind = _weight(row)
    return " ".join(name for name in (kind, f"l{_indent(row)}", "" if row.figures else "blank") if name)


def _weight(row: TableRow) -> str:
    cells = row.cells
    kind = cells.get("row_kind") or cells.get("item_kind") or _LEVELS.get(cells.get("level", ""), "")
    return {"department": "total", "unit": "subtotal"}.get(kind, kind if kind in _LEVELS.values() else "")


def _indent(row: TableRow) -> int:
    cells = row.cells
    if level := cells.get("level"):
        return max(int(level) - 1, 0)
    part = cells.get("enumerator", "")[:1] in "①②③④⑤⑥⑦⑧⑨" and cells.get("enumerator")
    if cells.get("parent_item") or part or cells.get("enumerator", "")[:1].isdigit():
        return 1
    return {"project": 1}.get(cells.get("row_kind", ""), 0)


def _label(say: Speaker, view: View, row: TableRow) -> str:
    label = view.name_of(row)
    ordinal = row.cells.get("enumerator", "") if view.label == "item" and row.cells[view.label] else ""
    nameless = say("合计", "Total") if _weight(row) == "total" else say("（无名称）", "(no name)")
    shown = labels.named(say, label, ordinal) if label else nameless
    number = row.cells.get("project_no", "")
    return f'<span class="no">{text(number)}</span>{shown}' if number else shown


def _text_cell(links: Links, column: Field, row: TableRow) -> str:
    css = ' class="long"' if len(row.cells[column.name]) > _LONG else ""
    return f"<td{css}>{_text(links, column, row)}</td>"


def _text(links: Links, column: Field, row: TableRow) -> str:
    value = row.cells[column.name]
    if column.name in CODES:
        return _code(links, column.name, value)
    return text(value) if value.isascii() else labels.named(links.say, value)


def _code(links: Links, column: str, code: str) -> str:
    """A code, linked to the code list where it is listed."""
    if not code or column not in CODES:
        return text(code)
    scheme = codes.scheme_of(code) or CODES[column]
    if code not in codes.load_codes(scheme):
        return text(code)
    return links.to(addresses.codes(scheme), text(code), code)


def _amount(disclosure: Disclosure, view: View, links: Links, column: Field, row: TableRow) -> str:
    figure = row.figures.get(column.name)
    if figure is not None:
        unit = f' <span class="quiet">{labels.unit(links.say, figure.unit)}</span>' if column.name == "value" else ""
        value = table_tools.exact(figure, view.table.unit_printed)
        mark = marks.concern(links, disclosure.name, view.concerns.of_cell(figure.place))
        return f'<td class="n"{value}>{mark}{parts.figure_link(links, disclosure.name, figure)}{unit}</td>'
    if row.cells[column.name] == NOT_APPLICABLE:
        return f'<td class="n na" title="{links.say("不适用", "not applicable")}">{NOT_APPLICABLE}</td>'
    return '<td class="n"></td>'


# -- below the table ----------------------------------------------------------------------------


def _download(disclosure: Disclosure, table: StandardTable, links: Links, offer: Offer) -> str:
    say = links.say
    records, facts = table.counts["records"], table.counts["facts"]
    numeric, unread = table.counts["numeric_cells"], table.counts["unread_cells"]
    told = say(
        f"文件中的金额一律以元为单位；本页按原文单位显示。共 {records} 行、{facts} 个金额；"
        f"原文此表有 {numeric} 个数字单元格，未读取 {unread} 个。",
        f"The files hold yuan; this page shows the printed unit. {records} rows, {facts} figures; the document prints "
        f"{numeric} cells with numbers in this table, of which {unread} could not be read.",
    )
    return (
        f'<section class="download">\n<h2>{say("下载本表", "Download this table")}</h2>\n'
        f"{table_downloads(disclosure, table, links, offer)}\n"
        f'<p class="quiet">{told}</p>\n{leaves_told(say, table) if are_proved(table) else ""}</section>'
    )


def _schema(table: StandardTable, links: Links) -> str:
    say, description = links.say, table.schema.description
    note = f"<p>{parts.meaning(say, description)}</p>" if description else ""
    columns = parts.columns_named(links, table.schema)
    return f'<section id="columns">\n<h2>{say("CSV 的列", "Columns of the CSV")}</h2>\n{note}\n{columns}\n</section>'


def _neighbours(disclosure: Disclosure, table: StandardTable, links: Links) -> str:
    say = links.say
    index = disclosure.tables.index(table)
    steps = []
    for step, word, css in ((index - 1, say("上一张", "Previous"), "prev"), (index + 1, say("下一张", "Next"), "next")):
        if 0 <= step < len(disclosure.tables):
            other = disclosure.tables[step]
            target = addresses.table(disclosure.name, other.name)
            steps.append(links.to(target, f"<small>{word}</small>{text(say.title(other.schema))}", css=css))
    return f'<nav class="steps" aria-label="{say("相邻的表", "Neighbouring tables")}">{"".join(steps)}</nav>'
