"""The sheets of a workbook that are not tables: the source, the columns, and texts that no cell can hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from mingzhang.ground.attribution import MAKER
from mingzhang.packages.dataset import Dataset, OriginalDocument
from mingzhang.schemas import Table

PUBLISHER = MAKER
SOURCE, FIELDS, LONG = "说明", "字段", "长文本"
SHEETS = (SOURCE, FIELDS, LONG)
CONTINUED = "〔全文太长，续见“长文本”第"
"""Ends a cell whose text goes on, piece by piece, on the sheet of long texts from the row that follows."""

KIND = {"budget": "预算", "final": "决算"}
HOW_TO_READ = (
    "金额一律为元，与原文一分不差；原文的单位见“全部金额”的“原文单位”。",
    "空格是原文空白，0.00 是原文印着零，——是原文注明不适用：三者不同。",
    "各表都含合计与小计行；求和前先按“收支方向”“级次”“行类别”或“项目类别”筛选。",
    "在“全部金额”求和：先选一张数据表、一个阶段、一个收支方向，再取“末级”为 TRUE 的行。",
    "部门的金额已包含所属单位的，两者不可相加；数据包名称中 dept 是部门，unit 是单位。",
    "编码与文字都是文本格式：0101、007、=100% 不会变样。",
    "Excel 的数字只有 15 位有效数字；放不下的金额以文本写出，一位不少，不能直接求和。",
    "一格放不下的长文字（超过 32767 字）续在“长文本”，一字不少。",
    "“原文位置”如 L165C5，是原文第 165 行第 5 格。",
    "英文字段名见“字段”，与 CSV、Parquet、SQLite 的列名相同。",
)
_LONG_HEADINGS = ("工作表", "单元格", "段", "文字")

FormatOf = Callable[[str], Any]


def column_titles(table: Table) -> tuple[str, ...]:
    """The heading of each column: its Chinese title, with the field's name where two would be alike."""
    counted = Counter(field.title for field in table.columns)
    return tuple(field.title if counted[field.title] == 1 else f"{field.title} {field.name}" for field in table.columns)


def write_source(
    book: Any,
    format_of: FormatOf,
    datasets: Sequence[Dataset],
    sheets: Sequence[tuple[str, Table, int]],
    place: Callable[[str], str],
) -> None:
    """The first sheet: what this is, where it comes from, how to read it, and what stands on which sheet."""
    page = book.add_worksheet(SOURCE)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 72)
    page.set_column(2, 4, 14)
    lines = _Lines(page, format_of)
    lines.title(datasets[0].title if len(datasets) == 1 else f"{PUBLISHER}：{len(datasets)} 个数据包")
    if len(datasets) == 1:
        _describe(lines, datasets[0], place(datasets[0].name))
    else:
        _list_packages(lines, datasets, place)
    lines.skip()
    lines.title("怎么读")
    for number, sentence in enumerate(HOW_TO_READ, 1):
        lines.pair(str(number), sentence)
    lines.skip()
    lines.title("工作表")
    lines.heading("工作表", "说明", "行数")
    for name, table, rows in sheets:
        lines.sheet(name, table.description, rows)


def write_fields(book: Any, format_of: FormatOf, sheets: Sequence[tuple[str, Table]]) -> None:
    """The second sheet: every column with its English name, type and meaning."""
    page = book.add_worksheet(FIELDS)
    headings = ("工作表", "列", "字段名", "英文名称", "类型", "说明")
    for column, (heading, width) in enumerate(zip(headings, (24, 24, 28, 36, 10, 72), strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, heading, format_of("heading"))
    page.freeze_panes(1, 0)
    row = 0
    for name, table in sheets:
        for title, field in zip(column_titles(table), table.columns, strict=True):
            row += 1
            cells = (name, title, field.name, field.title_en, field.type, field.description)
            for column, text in enumerate(cells):
                page.write_string(row, column, text, format_of("text"))
    page.autofilter(0, 0, max(row, 1), len(headings) - 1)


def write_long_texts(book: Any, format_of: FormatOf, texts: Sequence[tuple[str, str, Sequence[str]]]) -> None:
    """The last sheet: what goes on of texts too long for their cell, one piece a row."""
    page = book.add_worksheet(LONG)
    for column, (heading, width) in enumerate(zip(_LONG_HEADINGS, (24, 10, 6, 80), strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, heading, format_of("heading"))
    page.freeze_panes(1, 0)
    row = 0
    for sheet, cell, pieces in texts:
        for number, piece in enumerate(pieces, 2):
            row += 1
            page.write_string(row, 0, sheet, format_of("text"))
            page.write_string(row, 1, cell, format_of("text"))
            page.write_number(row, 2, number)
            page.write_string(row, 3, piece, format_of("text"))


def _describe(lines: _Lines, dataset: Dataset, address: str) -> None:
    pairs = (
        ("单位", dataset.agency_name),
        ("行政区划", f"{dataset.division_name}（{dataset.division_code}）"),
        ("年度", f"{dataset.fiscal_year} 年{KIND[dataset.kind]}"),
        ("数据包", dataset.name),
        ("版本", dataset.version),
        ("数据包 SHA-256", dataset.hash),
        ("许可", f"{dataset.licence.title}（{dataset.licence.name}） {dataset.licence.url}"),
        *(pair for original in dataset.originals for pair in _about_original(original)),
        ("整理", f"{PUBLISHER}，由公开文档自动转换，金额逐一注明原文位置"),
        ("English title", dataset.title_en),
    )
    for label, text in pairs:
        lines.pair(label, text)
    if address:
        lines.link("网页", address)


def _about_original(original: OriginalDocument) -> Iterator[tuple[str, str]]:
    yield "原文", f"{original.file_name}，{original.bytes} 字节"
    yield "原文 SHA-256", original.sha256
    for label, text in (("地址", original.url), ("发布日期", original.published), ("获取日期", original.fetched)):
        if text:
            yield f"原文{label}", text


def _list_packages(lines: _Lines, datasets: Sequence[Dataset], place: Callable[[str], str]) -> None:
    licences = sorted(
        {f"{dataset.licence.title}（{dataset.licence.name}） {dataset.licence.url}" for dataset in datasets}
    )
    lines.pair("许可", "；".join(licences))
    lines.heading("数据包", "标题", "版本", "数据包 SHA-256", "网页")
    for dataset in datasets:
        address = place(dataset.name)
        lines.cells(dataset.name, dataset.title, dataset.version, dataset.hash, address)


class _Lines:
    """Writes one line after the other."""

    def __init__(self, page: Any, format_of: FormatOf) -> None:
        self._page, self._format, self._row = page, format_of, 0

    def title(self, text: str) -> None:
        self._page.write_string(self._row, 0, text, self._format("title"))
        self._row += 1

    def pair(self, label: str, text: str) -> None:
        self._page.write_string(self._row, 0, label, self._format("label"))
        self._page.write_string(self._row, 1, text, self._format("wrapped"))
        self._row += 1

    def link(self, label: str, address: str) -> None:
        self._page.write_string(self._row, 0, label, self._format("label"))
        self._page.write_url(self._row, 1, address, self._format("link"))
        self._row += 1

    def heading(self, *texts: str) -> None:
        self._write(texts, "heading")

    def cells(self, *texts: str) -> None:
        self._write(texts, "text")

    def sheet(self, name: str, description: str, rows: int) -> None:
        target = "internal:'{}'!A1".format(name.replace("'", "''"))
        self._page.write_url(self._row, 0, target, self._format("link"), name)
        self._page.write_string(self._row, 1, description, self._format("wrapped"))
        self._page.write_number(self._row, 2, rows)
        self._row += 1

    def skip(self) -> None:
        self._row += 1

    def _write(self, texts: Sequence[str], name: str) -> None:
        for column, text in enumerate(texts):
            self._page.write_string(self._row, column, text, self._format(name))
        self._row += 1
