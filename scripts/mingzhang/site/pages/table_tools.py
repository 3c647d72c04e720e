"""What stands above a standard table: filters, what the columns mean, how to take the table along.

Filters, sorting and copying are the work of `assets/table`; without it they stay hidden and the table is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from mingzhang.ground.amounts import MONEY_UNITS, NOT_APPLICABLE, parse_cell
from mingzhang.schemas import Field
from mingzhang.site import addresses, html, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.html import text
from mingzhang.site.language import Pair, Speaker
from mingzhang.site.page import Links
from mingzhang.site.pages import parts
from mingzhang.site.published_parts import StandardTable
from mingzhang.site.rows import Figure

SCRIPT = "assets/table/main.js"
_LEVELS: dict[str, Pair] = {"1": ("类", "Level 1"), "2": ("款", "Level 2"), "3": ("项", "Level 3")}
"""Choices of a select, where Chinese cannot be marked: each language has its own words only."""
_HOW_TO_READ: Pair = (
    "金额与单位照原文，点击金额到它在原文中的格子，点击“原文”一栏到那一行。"
    "格子空白：原文没有印数字，不等于零。{na}：原文标明不适用。粗体是合计与小计，缩进表示级次。",
    "Figures and their unit stand as printed; a figure leads to its cell in the document, the last column to its line. "
    "Blank: no number is printed, which is not zero. {na}: marked as not applicable. Bold rows are totals and "
    "subtotals; indentation shows the level.",
)


def filters(table: StandardTable, say: Speaker) -> str:
    """A field for words and, where rows have levels, a choice of level; shown by the script alone."""
    levels = sorted({row.cells.get("level", "") for row in table.rows} & set(_LEVELS))
    choice = ""
    if len(levels) > 1:
        every = f'<option value="">{say("全部级次", "All levels")}</option>'
        options = "".join(f'<option value="{level}">{say.of(_LEVELS[level])}</option>' for level in levels)
        choice = f'<label>{say("级次", "Level")}<select name="level">{every}{options}</select></label>\n'
    return (
        f'<form class="tools" hidden data-shown="{say("显示 {0} / {1} 行", "{0} of {1} rows")}" '
        f'data-none="{say("没有符合的行。", "No row matches.")}">\n'
        f'<label>{say("筛选", "Filter")}<input type="search" name="words" autocomplete="off" '
        f'placeholder="{say("名称、编码或金额", "name, code or amount")}"></label>\n'
        f"{choice}"
        f'<button type="reset">{say("恢复原文次序", "As printed")}</button>\n'
        f'<output class="quiet" aria-live="polite"></output>\n</form>\n'
    )


def take_along(disclosure: Disclosure, table: StandardTable, links: Links) -> str:
    """Copy, and the files of this table; the one place that says which formats a table page offers."""
    say = links.say
    done = say("已复制，可粘贴到表格软件", "Copied; paste it into a spreadsheet")
    failed = say("浏览器不允许复制", "The browser refused to copy")
    copy = (
        f'<button type="button" class="copy" hidden data-done="{done}" data-failed="{failed}">'
        f"{say('复制', 'Copy')}</button>"
    )
    files = [
        (addresses.data(disclosure.name, f"data/{table.name}.csv"), "CSV"),
        (addresses.workbook(disclosure.name), "XLSX"),
    ]
    listed = " ".join(links.to(address, name) for address, name in files)
    return f'<p class="take">{copy} {listed}</p>'


def explained(table: StandardTable, columns: Iterable[Field], unit: str, links: Links) -> str:
    """What the shown columns mean, in a fold that keyboard and touch can open. `unit` is HTML."""
    say = links.say
    reading = say.of(_HOW_TO_READ).format(na=f"<code>{NOT_APPLICABLE}</code>")
    terms = html.definitions(((_title(say, column), _meaning(links, table, column)) for column in columns), "columns")
    measure = f'<p class="quiet">{unit}</p>\n' if unit else ""
    title = say("怎样读这张表：各列的含义", "How to read this table: what the columns mean")
    return (
        f'<details class="more explained"><summary>{title}</summary>\n'
        f'<p class="quiet">{reading}</p>\n{measure}{terms}\n</details>\n'
    )


def amount_title(say: Speaker, column: Field) -> str:
    """The title of a column as plain text; the page shows the printed unit, not 元."""
    return say.title(column).removesuffix(say("（元）", " (yuan)"))


def _title(say: Speaker, column: Field) -> str:
    return text(amount_title(say, column))


def _meaning(links: Links, table: StandardTable, column: Field) -> str:
    say = links.say
    told = f"{parts.meaning(say, column.description)} " if column.description else ""
    if column.codelist and column.codelist != "divisions":
        told += links.to(addresses.codes(column.codelist), say("编码表", "Code list")) + " "
    entry = links.to(
        addresses.dictionary(table.schema.family), f"<code>{column.name}</code>", f"{table.name}.{column.name}"
    )
    return f"{told}{say('数据字典：', 'Dictionary: ')}{entry}"


def exact(figure: Figure, unit: str) -> str:
    """What to sort a cell by, as an attribute, where its text alone does not say it: another unit, brackets."""
    value = parse_cell(figure.printed).value
    if value is None:
        value = Decimal(figure.yuan) if figure.yuan else None
        measure = "元"
    else:
        measure = figure.unit
    if value is None:
        return ""
    if measure != unit and measure in MONEY_UNITS and unit in MONEY_UNITS:
        return _attribute(value * MONEY_UNITS[measure] / MONEY_UNITS[unit])
    return "" if _is_plain(figure.printed) and measure == unit else _attribute(value)


def _attribute(value: Decimal) -> str:
    return f' data-v="{value:f}"'


def _is_plain(printed: str) -> bool:
    return printed.isascii() and printed.replace(",", "").replace(".", "", 1).removeprefix("-").isdigit()


def list_label(say: Speaker, title: str, names: Sequence[str], name: str) -> str:
    """What tells one of several lists of a table from the others, as plain text in the page's language."""
    if len(names) == 1:
        return title
    own = say.of(words.SIDE[name]) if name in words.SIDE else name
    if say.lang == "en" and not own.isascii():
        own = ""
    return f"{title}{say('：', ': ')}{own or say(f'第 {names.index(name) + 1} 部分', f'part {names.index(name) + 1}')}"
