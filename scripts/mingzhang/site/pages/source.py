"""The page of one source: the masked document as people read it, every line with its number.

It exists once, for readers of both languages: the document is Chinese, the words of the interface stand in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mingzhang.ground.privacy import MASK
from mingzhang.site import addresses
from mingzhang.site.catalog import Disclosure
from mingzhang.site.html import text
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import parts
from mingzhang.site.pages.source_facts import Cell, Facts, is_long, read_facts
from mingzhang.site.published_parts import StandardTable
from mingzhang.site.source_pages import SourcePages, source_pages
from mingzhang.site.statement_places import StatementPlace, anchor

SCRIPT = "assets/source.js"
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.*)")
_PART = re.compile(r"第[一二三四五六七八九十]+部分")
_SECTION = re.compile(r"[一二三四五六七八九十]+、.{1,40}")
_BOLD = re.compile(r"&lt;b&gt;(.*?)&lt;/b&gt;")
_MASKED = re.compile(f"{MASK}+")
_LEAVES_ROOM = re.compile(r"指标\s*$")
_LONGEST_HEADING = 45
_MOST_SPANNING = 5
_TOP = 2
"""The level of the first headings below the title of the page."""
_OPEN, _SHUT = "\ue000", "\ue001"
"""Stand in a line for the ends of a link until it is escaped; a line that has them already gets no links."""


def source_page(disclosure: Disclosure) -> Page:
    """The source of one disclosure: one page for readers of both languages, with a way back for English ones."""
    address = addresses.source(disclosure.name)
    links = Links(address, "zh")
    facts = read_facts(disclosure, links)
    known = source_pages(disclosure)
    body = "\n".join((*_file_of(known, 0), *_blocks(disclosure.lines, facts, known)))
    return Page(
        address,
        f"原文 · {disclosure.title}",
        f"{disclosure.title}的原文，{len(disclosure.lines)} 行，每行可链接；个人信息已遮盖。",
        f"{_heading(disclosure, links)}\n{_contents(disclosure)}\n"
        f'<article class="source" data-lines="{len(disclosure.lines)}">\n{body}\n</article>\n{_up()}',
        parts.crumbs(links.say, disclosure),
        wide=True,
        script=SCRIPT,
        elsewhere=addresses.in_language(addresses.disclosure(disclosure.name), "en"),
    )


def _english(inner: str) -> str:
    return f'<span lang="en">{inner}</span>'


def _heading(disclosure: Disclosure, links: Links) -> str:
    count = len(disclosure.lines)
    file = links.to(addresses.data(disclosure.name, "source.txt"), f"纯文本 {_english('plain text')}")
    back = links.to(addresses.disclosure(disclosure.name), text(disclosure.title))
    masked = any(MASK in line for line in disclosure.lines)
    note = (
        f'<p class="quiet">涂黑处 <span class="mask">██</span> 是被逐字遮盖的个人信息（经办人姓名、电话），'
        f"字数与原文相同。{links.to(addresses.PRIVACY, '为什么遮盖')}</p>"
    )
    facts = (
        back,
        f'<a href="{_to_english(links, disclosure)}" lang="en" hreflang="en">in English</a>',
        f"{count} 行 {_english(f'{count} lines')}",
        file,
    )
    return (
        f'<h1>原文 {_english("<small>Source document</small>")}</h1>\n<p class="meta">{parts.dots(facts)}</p>\n'
        '<p class="quiet">左侧是行号，可以链接与引用；按住 Shift 再点另一行，得到一段的链接。'
        "带下划线的金额、名称与数字已读入数据，点击可到它所在的表、绩效表或摘要。</p>\n"
        '<p class="quiet" lang="en">The document itself, in Chinese only. Line numbers are links; with Shift, a second '
        "one makes a link to a range. What is underlined was read and leads to its table, form or summary. Names and "
        "telephone numbers of clerks are masked.</p>\n" + (note if masked else "")
    )


def _to_english(links: Links, disclosure: Disclosure) -> str:
    there = addresses.in_language(addresses.disclosure(disclosure.name), "en")
    return text(addresses.relative(links.here, there))


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
        f'<details class="notes" id="contents"><summary>目录：章节与标准表 {_english("Contents")}</summary>\n'
        f'<ul class="toc">\n{entries}\n</ul>\n</details>'
    )


def _up() -> str:
    """Stays in view at the foot of the window: a source is long."""
    return f'<a class="up" href="#contents">↑ 目录 {_english("Contents")}</a>'


# -- blocks of lines ----------------------------------------------------------------------------


def _blocks(lines: Sequence[str], facts: Facts, known: SourcePages) -> Iterator[str]:
    """Text lines one by one; runs of table rows, over page breaks, as one table. Headings never skip a level."""
    index, level = 0, 1
    while index < len(lines):
        yield from _file_of(known, index + 1)
        if index + 1 in known.first:
            yield f'<p class="page">{_page(known.first[index + 1])}</p>'
        if "\t" in lines[index]:
            end = _end_of_table(lines, index, known)
            yield _table(lines, index, end, facts, known)
            index = end
        else:
            if lines[index].strip():
                wanted = _level(index + 1, lines[index], facts)
                level = min(wanted, level + 1) if wanted else level
                yield _paragraph(index + 1, lines[index], level if wanted else 0, facts, known)
            index += 1


def _file_of(known: SourcePages, number: int) -> Iterator[str]:
    """The name of the file that begins at a line, where the disclosure has several."""
    if number in known.files:
        yield f'<p class="page file">文件 {_english("file")} {text(known.files[number])}</p>'


def _page(number: str) -> str:
    return f"第 {number} 页 {_english(f'p. {number}')}"


def _anchor(number: int, known: SourcePages, css: str = "") -> str:
    """The line's number, a link to itself; with it the page of the document, where that is known."""
    page = known.pages.get(number)
    told = f' title="第 {page} 页 p. {page}"' if page else ""
    return f'<a{css} href="#L{number}"{told}>{number}</a>'


def _end_of_table(lines: Sequence[str], start: int, known: SourcePages) -> int:
    """One past the last row: a page break (blank lines) between rows does not end the table, another file does."""
    end = index = start
    while index < len(lines) and ("\t" in lines[index] or not lines[index].strip()) and index + 1 not in known.files:
        index += 1
        if "\t" in lines[index - 1]:
            end = index
    return end


def _level(number: int, line: str, facts: Facts) -> int:
    """The level of a line as a heading; 0 for a paragraph."""
    marked = _HEADING.match(line)
    shown = marked["text"] if marked else line.strip()
    if len(shown) > _LONGEST_HEADING:
        return 0
    if number in facts.headings:
        return facts.headings[number]
    return _TOP if marked or _PART.match(shown) else 0


def _paragraph(number: int, line: str, level: int, facts: Facts, known: SourcePages) -> str:
    mark = _anchor(number, known, ' class="no"')
    marked = _HEADING.match(line)
    start = marked.start("text") if marked else len(line) - len(line.lstrip())
    shown = _with_links(line, start, facts.statements.get(number, ()), facts)
    tag = f"h{level}" if level else "p"
    css = ' class="h"' if not level and _SECTION.fullmatch(line[start:].strip()) else ""
    return f'<{tag} id="L{number}"{css}>{mark}{shown}</{tag}>'


def _with_links(line: str, start: int, found: Sequence[StatementPlace], facts: Facts) -> str:
    """The line from `start` on, every statement read from it a link to where it is told."""
    shown = line[start:].rstrip()
    if not found or _OPEN in line or _SHUT in line:
        return _inline(shown)
    pieces, at = [], start
    for one in found:
        pieces += [line[at : one.start], _OPEN, line[one.start : one.end], _SHUT]
        at = one.end
    escaped = _inline("".join([*pieces, line[at:].rstrip()])).split(_OPEN)
    linked = [
        f'<a id="{anchor(one.statement)}" href="{facts.statement_href(one)}">{piece.replace(_SHUT, "</a>")}'
        for one, piece in zip(found, escaped[1:], strict=True)
    ]
    return escaped[0] + "".join(linked)


def _inline(line: str) -> str:
    """Text with the bold of converted documents and the masks shown as what they are."""
    shown = text(line)
    if "&lt;b&gt;" in shown:
        shown = _BOLD.sub(r"<b>\1</b>", shown)
    if MASK in shown:
        shown = _MASKED.sub(lambda match: f'<span class="mask">{match.group()}</span>', shown)
    return shown


def _table(lines: Sequence[str], start: int, end: int, facts: Facts, known: SourcePages) -> str:
    rows = [(index + 1, lines[index].split("\t")) for index in range(start, end) if "\t" in lines[index]]
    standard = facts.tables.get(start + 1)
    width = max(len(cells) for _, cells in rows)
    css = "printed" if standard else "form" if width > 2 else "toc"
    body = []
    for position, (number, cells) in enumerate(rows):
        if position and (number in known.first or number > rows[position - 1][0] + 1):
            page = known.first.get(number)
            told = _page(page) if page else f"换页 {_english('page break')}"
            body.append(f'<tr class="break"><td colspan="{width + 1}">{told}</td></tr>')
        body.append(_row(number, cells, width, standard, facts, known))
    label = f"第 {start + 1}–{rows[-1][0]} 行"
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">\n<table class="{css}">\n'
        + "\n".join(body)
        + "\n</table>\n</div>"
    )


def _row(
    number: int, cells: list[str], width: int, standard: StandardTable | None, facts: Facts, known: SourcePages
) -> str:
    head = standard is not None and number < facts.bodies.get(standard.name, 0)
    read = facts.cells.get(number, {})
    shown = []
    for place, span in _spans(cells, merge=head or standard is None):
        last = place + span > len(cells) - 1 and len(cells) < width
        wide = span + (width - len(cells) if last else 0)
        shown.append(_cell(number, place + 1, cells[place].strip(), wide, head, read.get(place + 1)))
    mark = f'<th class="no" scope="row">{_anchor(number, known)}</th>'
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


def _cell(number: int, place: int, cell: str, span: int, head: bool, known: Cell | None) -> str:
    wide = f' colspan="{span}"' if span > 1 else ""
    if known is None:
        tag = "th" if head and cell else "td"
        return f"<{tag}{wide}>{_inline(cell)}</{tag}>"
    css = ' class="n"' if known.is_amount else ""
    return f'<td{css} id="L{number}C{place}"{wide}>{_linked(cell, known)}</td>'


def _linked(cell: str, known: Cell) -> str:
    """The cell's text as a link to what was read from it; a long text with the link after it."""
    shown = _inline(cell)
    if not cell or not known.href:
        return shown
    if is_long(cell):
        return f'{shown} <a class="to" href="{known.href}" aria-label="读入的数据 data"></a>'
    return f'<a href="{known.href}">{shown}</a>'
