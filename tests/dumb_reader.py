"""A deliberately dumb reader: every numeric cell of every standard table, straight from the lines.

It knows the table titles and nothing about columns, and shares no code with the product. The product must
account for each cell listed here: as a fact, or as unread (DESIGN, principle 1). Lines and
cells count from 1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_TITLE_TEXT = """
预算收支总表 预算收入总表 预算支出总表 财政拨款收支总表 一般公共预算支出预算表
一般公共预算安排基本支出分经济科目表 政府性基金预算收入表 政府性基金预算支出表
国有资本经营预算收支预算表 一般公共预算“三公”经费支出预算表
机关运行经费预算财政拨款情况统计表 项目支出预算表

收入支出决算总表 收入决算表 支出决算表 财政拨款收入支出决算总表
一般公共预算财政拨款支出决算表 一般公共预算财政拨款基本支出决算明细表
政府性基金预算财政拨款收入支出决算表 国有资本经营预算财政拨款支出决算表
财政拨款“三公”经费支出决算表 部门决算公开相关信息统计表
"""
_TITLES = frozenset(_TITLE_TEXT.split())
_YEAR = re.compile(r"^20\d\d年(?=\D)")
_QUALIFIER = re.compile(r"\((?:不含上年结转|本年预算|上年结转)\)$")
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")
_FORM = re.compile(r"(?:申报表|自评表)(?:\(\d{4}年度\))?$")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
# Loose on purpose: 1,31.62 and 12..5 are numbers somebody failed to print, and must not get lost.
_NUMBER = re.compile(r"^[-+−]?[\d,.]*\d[\d,.]*%?$")
_CODE = re.compile(r"^\d{3}(?:\d\d){0,4}$")
_HEADER_YEAR = re.compile(r"^20[12]\d$")
_CODE_HEADER = re.compile(r"科目(?:编码|代码)$")


@dataclass(frozen=True, slots=True)
class NumericCell:
    """A cell that is a number; `structural`: a code, a line or column number, or a year of the header."""

    line: int
    cell: int
    text: str
    structural: bool


def _plain(text: str) -> str:
    """Without tags, Markdown marks and any blank; full-width characters as ASCII."""
    text = unicodedata.normalize("NFKC", _TAG.sub("", text))
    return "".join(text.split()).lstrip("#")


def _is_title(line: str) -> bool:
    if "\t" in line:
        return False
    return _QUALIFIER.sub("", _YEAR.sub("", _plain(line))) in _TITLES


def _tables(lines: list[str]) -> Iterator[list[tuple[int, list[str]]]]:
    """The TAB lines below each title, with their line numbers."""
    rows: list[tuple[int, list[str]]] | None = None
    for number, line in enumerate(lines, 1):
        if _is_title(line):
            if rows:
                yield rows
            rows = []
        elif "\t" not in line and (_PART.match(plain := _plain(line)) or _FORM.search(plain)):
            if rows:
                yield rows
            rows = None
        elif rows is not None and "\t" in line:
            rows.append((number, [_plain(cell) for cell in line.split("\t")]))
    if rows:
        yield rows


def _columns(rows: list[tuple[int, list[str]]]) -> tuple[set[int], set[int]]:
    """Positions below a header 科目编码 / 科目代码, and below 行次."""
    codes: set[int] = set()
    numbers: set[int] = set()
    for _, cells in rows:
        codes |= {at for at, cell in enumerate(cells) if _CODE_HEADER.search(cell)}
        numbers |= {at for at, cell in enumerate(cells) if cell == "行次"}
    return codes, numbers


def _counts_columns(cells: list[str]) -> bool:
    """True for 栏次 rows and for rows that hold nothing but 1 2 3 …"""
    found = [cell for cell in cells if cell and cell != "栏次"]
    return len(found) > 1 and found == [str(number) for number in range(1, len(found) + 1)]


def _is_data(cells: list[str], codes: set[int]) -> bool:
    return any(_NUMBER.match(cell) and not _HEADER_YEAR.match(cell) for cell in cells) or any(
        _CODE.match(cell) for at, cell in enumerate(cells) if at in codes
    )


def _read_table(rows: list[tuple[int, list[str]]], texts: list[str]) -> Iterator[NumericCell]:
    codes, numbers = _columns(rows)
    header = True
    for line, cells in rows:
        counts = _counts_columns(cells)
        header = header and (counts or not _is_data(cells, codes))
        raw = texts[line - 1].split("\t")
        for at, cell in enumerate(cells):
            if _NUMBER.match(cell):
                structural = (
                    counts
                    or (at in codes and bool(_CODE.match(cell)))
                    or (at in numbers and cell.isdigit())
                    or (header and bool(_HEADER_YEAR.match(cell)))
                )
                yield NumericCell(line, at + 1, raw[at], structural)


def numeric_cells(text: str) -> list[NumericCell]:
    """Every numeric cell of every standard table, in document order."""
    lines = text.split("\n")
    return [cell for rows in _tables(lines) for cell in _read_table(rows, lines)]
