"""The page of one source: the masked document as people read it, every line with its number."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingzhang.privacy import MASK
from mingzhang.site import addresses
from mingzhang.site.catalog import Disclosure, StandardTable
from mingzhang.site.html import text
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import parts
from mingzhang.site.rows import Figure

_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.*)")
_PART = re.compile(r"第[一二三四五六七八九十]+部分")
_SECTION = re.compile(r"[一二三四五六七八九十]+、.{1,40}")
_BOLD = re.compile(r"&lt;b&gt;(.*?)&lt;/b&gt;")
_MASKED = re.compile(f"{MASK}+")
_LEAVES_ROOM = re.compile(r"指标\s*$")
_LONGEST_HEADING = 45
_MOST_SPANNING = 5


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known about the lines: figures by place, tables by line, where bodies begin."""

    links: Links
    package: str
    figures: dict[int, dict[int, Figure]]
    rows: dict[tuple[str, int], list[tuple[int, str]]]
    tables: dict[int, StandardTable]
    bodies: dict[str, int]
    forms: dict[int, dict[int, str]]


def source_page(disclosure: Disclosure) -> Page:
    """The source of one disclosure: one page for readers of both languages, with a way back for English ones."""
    address = addresses.source(disclosure.name)
    reading = _reading(disclosure, Links(address, "zh"))
    body = "\n".join(_blocks(disclosure.lines, reading))
    return Page(
        address,
        f"原文 · {disclosure.title}",
        f"{disclosure.title}的原文，{len(disclosure.lines)} 行，每行可链接；个人信息已遮盖。",
        f'{_heading(disclosure, reading.links)}\n{_contents(disclosure)}\n<article class="source">\n{body}\n</article>',
        parts.crumbs(reading.links.say, disclosure),
        wide=True,
        elsewhere=addresses.in_language(addresses.disclosure(disclosure.name), "en"),
    )


def _heading(disclosure: Disclosure, links: Links) -> str:
    file = links.to(addresses.data(disclosure.name, "source.txt"), "纯文本")
    back = links.to(addresses.disclosure(disclosure.name), text(disclosure.title))
    masked = any(MASK in line for line in disclosure.lines)
    note = (
        f'<p class="quiet">涂黑处 <span class="mask">██</span> 是被逐字遮盖的个人信息（经办人姓名、电话），'
        f"字数与原文相同。{links.to(addresses.PRIVACY, '为什么遮盖')}</p>"
    )
    return (
        f'<h1>原文</h1>\n<p class="meta">{parts.dots((back, f"{len(disclosure.lines)} 行", file))}</p>\n'
        '<p class="quiet">左侧是行号，可以链接与引用。带下划线的金额与项目已读入数据，点击可到它所在的表。</p>\n'
        '<p class="quiet" lang="en">The document itself, in Chinese only. Line numbers are links; underlined amounts '
        "were read and lead to their table. Names and telephone numbers of clerks are masked.</p>\n"
        + (note if masked else "")
    )


def _contents(disclosure: Disclosure) -> str:
    """Jumps to every section of the document and every standard table, in its order."""
    sections = [
        (section.place.line, section.level, text(section.printed or section.title))
        for section in disclosure.narrative.sections
        if section.place
    ]
    tables = [(table.first_line, 2, text(table.schema.title)) for table in disclosure.tables if table.first_line]
    entries = "\n".join(
        f'<li class="l{min(level, 4)}"><a href="#L{line}">{title}</a></li>'
        for line, level, title in sorted(sections + tables)
    )
    return (
        f'<details class="notes"><summary>目录：章节与标准表</summary>\n<ul class="toc">\n{entries}\n</ul>\n</details>'
    )


def _reading(disclosure: Disclosure, links: Links) -> _Reading:
    figures: dict[int, dict[int, Figure]] = defaultdict(dict)
    for figure in disclosure.figures.values():
        figures[figure.place.line][figure.place.cell] = figure
    rows: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    tables: dict[int, StandardTable] = {}
    bodies: dict[str, int] = {}
    for table in disclosure.tables:
        if table.first_line:
            tables.update(dict.fromkeys(range(table.first_line, table.last_line + 1), table))
        for row in table.rows:
            rows[table.name, row.place.line].append((row.place.cell, str(row.place)))
            bodies.setdefault(table.name, row.place.line)
    return _Reading(links, disclosure.name, dict(figures), dict(rows), tables, bodies, _form_cells(disclosure, links))


def _form_cells(disclosure: Disclosure, links: Links) -> dict[int, dict[int, str]]:
    """The cells that the data of forms point to, with where the name and the money of a form lead."""
    page = addresses.performance(disclosure.name)
    cells: dict[int, dict[int, str]] = defaultdict(dict)
    for form in disclosure.forms:
        for indicator in form.indicators:
            cells[indicator.place.line].setdefault(indicator.place.cell, "")
        for field, entry in form.entries.items():
            leads = links.href(page, str(form.place)) if field == "project_name" else ""
            cells[entry.place.line].setdefault(entry.place.cell, leads)
        for money in (money for fund in form.funds for money in fund.amounts.values()):
            cells[money.place.line][money.place.cell] = links.href(page, str(money.place))
    return cells


# -- blocks of lines ----------------------------------------------------------------------------


def _blocks(lines: Sequence[str], reading: _Reading) -> Iterator[str]:
    """Text lines one by one; runs of table rows, over page breaks, as one table."""
    index = 0
    while index < len(lines):
        if "\t" in lines[index]:
            end = _end_of_table(lines, index)
            yield _table(lines, index, end, reading)
            index = end
        else:
            if lines[index].strip():
                yield _paragraph(index + 1, lines[index])
            index += 1


def _end_of_table(lines: Sequence[str], start: int) -> int:
    """One past the last row: a page break (blank lines) between rows does not end the table."""
    end = index = start
    while index < len(lines) and ("\t" in lines[index] or not lines[index].strip()):
        index += 1
        if "\t" in lines[index - 1]:
            end = index
    return end


def _paragraph(number: int, line: str) -> str:
    mark = f'<a class="no" href="#L{number}">{number}</a>'
    heading = _HEADING.match(line)
    shown = heading["text"] if heading else line.strip()
    tag = "h3" if len(shown) <= _LONGEST_HEADING and (heading or _PART.match(shown)) else "p"
    css = ' class="h"' if tag == "p" and _SECTION.fullmatch(shown) else ""
    return f'<{tag} id="L{number}"{css}>{mark}{_inline(shown)}</{tag}>'


def _inline(line: str) -> str:
    """Text with the bold of converted documents and the masks shown as what they are."""
    shown = text(line)
    if "&lt;b&gt;" in shown:
        shown = _BOLD.sub(r"<b>\1</b>", shown)
    if MASK in shown:
        shown = _MASKED.sub(lambda match: f'<span class="mask">{match.group()}</span>', shown)
    return shown


def _table(lines: Sequence[str], start: int, end: int, reading: _Reading) -> str:
    rows = [(index + 1, lines[index].split("\t")) for index in range(start, end) if "\t" in lines[index]]
    standard = reading.tables.get(start + 1)
    width = max(len(cells) for _, cells in rows)
    css = "printed" if standard else "form" if width > 2 else "toc"
    body = []
    for position, (number, cells) in enumerate(rows):
        if position and number > rows[position - 1][0] + 1:
            body.append(f'<tr class="break"><td colspan="{width + 1}">换页</td></tr>')
        body.append(_row(number, cells, width, standard, reading))
    return '<div class="scroll" tabindex="0">\n<table class="' + css + '">\n' + "\n".join(body) + "\n</table>\n</div>"


def _row(number: int, cells: list[str], width: int, standard: StandardTable | None, reading: _Reading) -> str:
    head = standard is not None and number < reading.bodies.get(standard.name, 0)
    spans = _spans(cells, merge=head or standard is None)
    figures = reading.figures.get(number, {})
    shown = []
    for place, span in spans:
        last = place + span > len(cells) - 1 and len(cells) < width
        shown.append(
            _cell(number, place + 1, cells[place], span + (width - len(cells) if last else 0), head, figures, reading)
        )
    mark = f'<th class="no"><a href="#L{number}">{number}</a></th>'
    return f'<tr id="L{number}">{mark}{"".join(shown)}</tr>'


def _spans(cells: list[str], *, merge: bool) -> list[tuple[int, int]]:
    """Cells with how many they span: in headers and forms a text runs over the empty cells after it."""
    filled = [index for index, cell in enumerate(cells) if cell.strip()]
    if not merge or not filled or len(filled) > _MOST_SPANNING + 1:
        return [(index, 1) for index in range(len(cells))]
    spans = [(index, 1) for index in range(filled[0])]
    for position, index in enumerate(filled):
        end = filled[position + 1] if position + 1 < len(filled) else len(cells)
        if _LEAVES_ROOM.search(cells[index]):
            spans += [(at, 1) for at in range(index, end)]
        else:
            spans.append((index, end - index))
    return spans


def _cell(
    number: int, place: int, cell: str, span: int, head: bool, figures: dict[int, Figure], reading: _Reading
) -> str:
    wide = f' colspan="{span}"' if span > 1 else ""
    figure = figures.get(place)
    if figure is not None:
        return f'<td class="n" id="L{number}C{place}"{wide}>{_figure(cell, figure, reading)}</td>'
    tag = "th" if head else "td"
    leads = reading.forms.get(number, {}).get(place)
    if leads is None:
        return f"<{tag}{wide}>{_inline(cell.strip())}</{tag}>"
    shown = _inline(cell.strip())
    return f'<{tag} id="L{number}C{place}"{wide}>{f"""<a href="{leads}">{shown}</a>""" if leads else shown}</{tag}>'


def _figure(cell: str, figure: Figure, reading: _Reading) -> str:
    """An amount that was read: a link to its row in the table."""
    before = [
        (at, anchor)
        for at, anchor in reading.rows.get((figure.table, figure.place.line), ())
        if at <= figure.place.cell
    ]
    anchor = max(before)[1] if before else ""
    href = reading.links.href(addresses.table(reading.package, figure.table), anchor)
    return f'<a href="{href}">{_inline(cell.strip())}</a>'
