"""Where clerks' names and telephone numbers stand: the labels of form footers (DOMAIN §8).

`person_spans` finds the values of labels on one line and beside it; `privacy` masks them. All rules
read a *shadow* of a line, in which full-width signs are ASCII, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MASK = "█"

SHADOW: dict[int, str] = {
    **{0xFF01 + place: chr(0x21 + place) for place in range(94)},
    **dict.fromkeys([0xA0, *range(0x2002, 0x200B), 0x202F, 0x3000], " "),
    **dict.fromkeys([*range(0x2010, 0x2016), ord("−"), ord("﹣")], "-"),
    **dict.fromkeys(map(ord, "﹕∶︰"), ":"),
    **dict.fromkeys(map(ord, "﹙〔"), "("),
    **dict.fromkeys(map(ord, "﹚〕"), ")"),
    ord("￥"): "¥",
}


class Span(NamedTuple):
    """Characters `start` to `end` (excluded) of one line."""

    start: int
    end: int


class _Label(NamedTuple):
    """A label of a form.

    `kind`: name, person (a name if another label stands on the row), phone, stop (ends a value).
    `form`: colon, bare (a whole cell), gap (a space follows), number (a number follows).
    """

    kind: str
    form: str
    start: int
    end: int


class _Field(NamedTuple):
    """A name or telephone label and where its value is: the rest of its cell, filled cells after it."""

    label: _Label
    same: Span
    following: list[Span]
    is_answered_inline: bool

    @property
    def is_pending(self) -> bool:
        """Whether the row has no value for a label with a colon; without one it may head a column."""
        return self.label.form == "colon" and not self.is_answered_inline and not self.following


# --- numbers ---------------------------------------------------------------------------------------

NO_AMOUNT = r"(?!\d)(?!\.\d\d?(?!\d))(?! ?[万亿]?元)(?! ?[万亿])"
MOBILE_REST = (  # grouped 3-4-4, 3-3-5, 4-3-4 and 4-4-3; two groups only would be any code
    r"(?:\d{9}|\d[- .]\d{4}[- .]\d{4}|\d[- .]\d{3}[- .]\d{5}"
    r"|\d\d[- .]\d{3}[- .]\d{4}|\d\d[- .]\d{4}[- .]\d{3})"
)

# --- labels of form footers ------------------------------------------------------------------------

_GAP = " {0,4}"  # labels are printed with spaces between their characters
_MISREAD = {"人": "[人入]", "话": "[话活話]", "联": "[联聯]", "电": "[电電]", "办": "[办辦]"}


_NAMES = "经办人 填报人 填表人 联系人 经手人 制表人 编制人 审核人 复核人 报送人"
_PERSONS = "负责人 分管领导 法定代表人"
_PHONES = "电话 联系方式 手机 座机 传真"
_STOPS = (
    "填报日期 填表日期 申报日期 报送日期 日期 时间 填报单位 单位名称 单位 部门 科室 职务 职称 地址 邮编"
    " 备注 签章 盖章 项目名称"
)
_QUALIFIERS = "项目 单位 部门 财务 业务 主要 主管 填报 申报 预算 绩效 科室 处室 股室 办公室 办公 固定 移动 联系 本表"


def _spaced(words: str) -> str:
    """A pattern for words parted by spaces, with the misreadings that character recognition makes."""
    return "|".join(_GAP.join(_MISREAD.get(char, char) for char in word) for word in words.split())


_PUBLIC_LINES = "监督 举报 咨询 服务 投诉 公开 热线 值班 报警 查询 客服 维权 报修"
_NOT_PUBLIC = "".join(f"(?<!{word})" for word in _PUBLIC_LINES.split())
_NOTE = rf"(?:{_GAP}(?:员|姓名|签字|签名|签章|盖章|号码|号|\([^()\t\d]{{0,12}}\)))*"
_AND_PHONE = rf"(?:{_GAP}[及和与、/]{_GAP}(?:联系)?(?:电话|手机|方式)(?:号码|号)?)?"
_ALL_WORDS = f"{_NAMES} {_PERSONS} {_PHONES} {_STOPS} {_QUALIFIERS} 聯 電".split()
_LABEL = re.compile(
    f"(?=[{''.join(sorted({word[0] for word in _ALL_WORDS}))}])"  # makes it four times faster
    rf"(?:(?:{_spaced(_QUALIFIERS)}){_GAP}){{0,2}}"
    rf"(?:(?P<name>{_spaced(_NAMES)})|(?P<person>{_spaced(_PERSONS)})"
    rf"|{_NOT_PUBLIC}(?P<phone>{_spaced(_PHONES)})|(?P<stop>{_spaced(_STOPS)}))"
    rf"{_NOTE}{_AND_PHONE}"
    rf"(?:(?P<colon>{_GAP}:)|(?P<bare>(?={_GAP}(?:\t|$)))"
    r"|(?P<number>(?=[为是 ]{0,2}\+?\(?\d[-\d() ]{6}))|(?P<gap>(?= )))"
)
_KINDS = ("name", "person", "phone", "stop")
_OTHER_LABEL = re.compile(r"(?:(?<=\t)|^) *[^\W\d_人入话活話式机真]{4,12} *:(?= *(?:\t|$))")

# --- values ----------------------------------------------------------------------------------------

_WORD = re.compile(rf"[\w{MASK}]")
_DATE = re.compile(r"20\d{10}(?:\d\d)?(?!\d)|(?:19|20)\d\d ?[-年./] ?\d")
_AMOUNT = re.compile(r"[≤≥<>=]*[-+]?[\d,]+(?:\.\d+%?|%)")
_PUBLIC_NUMBER = re.compile(r"\d{1,6}|[48]00[- ]?\d{3,4}[- ]?\d{3,4}")
_OFFICE = (
    r"(?:\+?86[- ]?)?(?:\(?0\d{2,3}\)?[- ]{0,3})?(?:\d{7,8}|\d{3,4}[- ]\d{4})"
    r"(?: ?(?:-|转) ?\d{1,6}(?!\d))?" + NO_AMOUNT
)
NUMBER = rf"(?<!\d)(?<!\d-)(?:{_OFFICE}|1[3-9]{MOBILE_REST}(?!\d)|{MASK}{{7,}})"
_NUMBERS = re.compile(rf"(?P<lead>[^\d\t,。;{MASK}]{{0,12}}?){NUMBER}(?:[、/,; ]{{1,3}}{NUMBER})*")
_PHONE_CELL = re.compile(rf"(?:[-+()/ 、转]*[\dOoIl{MASK}]){{7,30}}[-+()/ 、转]*")
_NAME = rf"[\u4e00-\u9fff·{MASK}]{{2,4}}"
_NAME_CELL = re.compile(_NAME)
_NAME_LIST = re.compile(rf"{_NAME}(?:[、,/ ] ?{_NAME})*+(?![\u4e00-\u9fff·{MASK}])")
_SENTENCE_END = re.compile(r"[。;!?]")
_CLAUSE_END = re.compile(r"[,(]")
_LONGEST_NAME = 12  # characters: a name of a minority or two clerks in one cell


def person_spans(lines: list[str], number: int, line: str) -> Iterator[tuple[int, Span]]:
    """What names and numbers the labels of line `number` (shadow `line`) stand for, and where."""
    labels = _labels(line)
    if not any(label.kind in {"name", "phone"} for label in labels):
        return
    fields = _fields(line, labels)
    for span in _footer_spans(line, fields, labels):
        yield number, span
    yield from _beside(lines, number, fields, labels)
    yield from _below(lines, number, line, fields)


def _labels(line: str) -> list[_Label]:
    """The labels of a row from left to right; one that is a whole cell must begin it."""
    labels = []
    for found in _LABEL.finditer(line):
        kind = next(kind for kind in _KINDS if found[kind])
        form = str(found.lastgroup)
        if form != "bare" or not line[line.rfind("\t", 0, found.start()) + 1 : found.start()].strip():
            labels.append(_Label(kind, form, *found.span()))
    if labels and ":" in line:
        ends = {label.end for label in labels}
        others = (found.span() for found in _OTHER_LABEL.finditer(line) if found.end() not in ends)
        labels = sorted([*labels, *(_Label("stop", "colon", *span) for span in others)], key=lambda it: it.start)
    return labels


def _fields(line: str, labels: list[_Label]) -> list[_Field]:
    """Names and telephones of a row, each up to the next label; every person counts as a name."""
    fields = []
    for label, limit in zip(labels, [*(label.start for label in labels[1:]), len(line)], strict=True):
        if label.kind != "stop":
            same, *cells = cells_of(line, label.end, limit)
            following = [cell for cell in (cells if limit == len(line) else cells[:-1]) if _is_filled(line, cell)]
            fields.append(_Field(label, same, following, _is_filled(line, same)))
    return fields


def cells_of(line: str, start: int, end: int) -> list[Span]:
    """The cells between two places of a line; none when the end lies before the start."""
    cells = []
    while start <= end:
        tab = line.find("\t", start, end)
        cells.append(Span(start, end if tab < 0 else tab))
        if tab < 0:
            break
        start = tab + 1
    return cells


def _is_filled(line: str, cell: Span) -> bool:
    return cell.start < cell.end and _WORD.search(line, *cell) is not None


def _footer_spans(line: str, fields: list[_Field], labels: list[_Label]) -> Iterator[Span]:
    """The values of all name and telephone labels of a row, and what shifted to the left of them."""
    for field in fields:
        if field.is_answered_inline:
            yield from _inline(line, field, is_alone=len(labels) == 1)
        if field.following:
            yield from _claimed(line, field)
    if any(field.is_pending and field.label.kind == "name" for field in fields):
        yield from _alike(line, cells_of(line, 0, line.rfind("\t", 0, labels[0].start)))


def _inline(line: str, field: _Field, *, is_alone: bool) -> Iterator[Span]:
    """The value in the label's own cell or sentence."""
    label, same = field.label, field.same
    if found := _NUMBERS.match(line, *same):
        has_name = _NAME_LIST.fullmatch(found["lead"].strip())
        yield Span(found.start() if has_name else found.end("lead"), found.end())
    if label.kind != "phone" and label.form == "colon":
        yield _name_span(line, label, same)
    if label.kind != "phone" and label.form == "gap" and not is_alone:
        start = same.end - len(line[same.start : same.end].lstrip())
        if found := _NAME_LIST.match(line, start, same.end):
            yield Span(*found.span())


def _name_span(line: str, label: _Label, same: Span) -> Span:
    """A name ends at a date or with its sentence; in running text, where the names or a clause end."""
    ends = [found.start() for end in (_DATE, _SENTENCE_END) if (found := end.search(line, *same))]
    value = line[same.start : min([same.end, *ends])].rstrip(" ,、")
    start, end = same.start + len(value) - len(value.lstrip()), same.start + len(value)
    if _NAME_LIST.fullmatch(line, start, end) or (end - start <= _LONGEST_NAME and "," not in value):
        return Span(start, end)
    if clause := _CLAUSE_END.search(line, start, end):
        end = clause.start()
    if found := _NAME_LIST.match(line, start, end):
        return Span(*found.span())
    begins_cell = label.start < _LONGEST_NAME or "\t" in line[label.start - _LONGEST_NAME : label.start]
    return Span(start, end if begins_cell or end - start <= _LONGEST_NAME else start)


def _claimed(line: str, field: _Field) -> Iterator[Span]:
    """The following cells that belong to a label: all while it is unanswered, else what looks personal."""
    label = field.label
    values = [cell for cell in field.following if not _is_kept(_value(line, cell), label)]
    if field.is_answered_inline or (label.form != "colon" and label.kind == "phone"):
        yield from _alike(line, values)
    else:
        for cell in values if label.form == "colon" else values[:1]:
            date = _DATE.search(line, *cell)
            yield Span(cell.start, date.start() if date else cell.end)


def _is_kept(value: str, label: _Label) -> bool:
    """Dates and amounts are never masked, nor hotlines behind a telephone label."""
    if label.kind == "phone" and _PUBLIC_NUMBER.fullmatch(value):
        return True
    return _DATE.match(value) is not None or _AMOUNT.fullmatch(value) is not None


def _value(line: str, cell: Span) -> str:
    return line[cell.start : cell.end].strip()


def _alike(line: str, cells: Iterable[Span]) -> Iterator[Span]:
    """The cells that look like a name or a telephone number."""
    return (cell for cell in cells if _is_name(_value(line, cell)) or is_phone(_value(line, cell)))


def _is_name(value: str) -> bool:
    return _NAME_CELL.fullmatch(value.replace(" ", "")) is not None


def is_phone(value: str) -> bool:
    """Whether a cell holds nothing but a telephone number, damaged perhaps; a date is none."""
    return _PHONE_CELL.fullmatch(value) is not None and not _DATE.match(value)


# --- rows beside a footer --------------------------------------------------------------------------


def _beside(lines: list[str], number: int, fields: list[_Field], labels: list[_Label]) -> Iterator[tuple[int, Span]]:
    """A footer split over two lines: values without labels in the next (or previous) line.

    A line answers only if it holds nothing but dates, numbers and short names. It must hold a date or
    a number unless it follows at once on a table row, or on a line that is nothing but its label.
    """
    yield from _persons_beside(lines, number)
    if not any(field.is_pending and field.label.kind != "person" for field in fields):
        return
    follows = "\t" in lines[number] or (len(labels) == 1 and not lines[number][: labels[0].start].strip())
    gap = 2 if number + 2 < len(lines) and not lines[number + 1].strip() else 1
    for place, needs_number in ((number + gap, gap == 2 or not follows), (number - 1, True)):
        if 0 <= place < len(lines):
            for span in _answers(lines[place].translate(SHADOW), needs_number):
                yield place, span


def _answers(line: str, needs_number: bool) -> Iterator[Span]:
    labels = _labels(line)
    end = line.rfind("\t", 0, labels[0].start) if labels else len(line)
    cells = [cell for cell in cells_of(line, 0, end) if _is_filled(line, cell)]
    values = [_value(line, cell) for cell in cells]
    numbers = [value for value in values if _DATE.match(value) or is_phone(value)]
    if (numbers or not needs_number) and all(value in numbers or _is_name(value) for value in values):
        yield from _alike(line, cells)


def _persons_beside(lines: list[str], number: int) -> Iterator[tuple[int, Span]]:
    """`单位负责人：…` on a line of its own, above or below the line of another label."""
    if "\t" in lines[number]:
        return
    for place in (number - 1, number + 1):
        if 0 <= place < len(lines) and "\t" not in lines[place] and len(lines[place]) <= 4 * _LONGEST_NAME:
            line = lines[place].translate(SHADOW)
            labels = _labels(line)
            if labels and labels[0][:2] == ("person", "colon") and not line[: labels[0].start].strip():
                for span in _footer_spans(line, _fields(line, labels), labels):
                    yield place, span


def _below(lines: list[str], number: int, line: str, fields: list[_Field]) -> Iterator[tuple[int, Span]]:
    """A list of contacts: labels head the columns, and every row has a number in the telephone's column."""
    heads = [field.label for field in fields if field.label.form == "bare"]
    names = [line.count("\t", 0, label.start) for label in heads if label.kind != "phone"]
    phones = [line.count("\t", 0, label.start) for label in heads if label.kind == "phone"]
    if not names or not phones:
        return
    for place in range(number + 1, len(lines)):
        row = lines[place].translate(SHADOW)
        cells = cells_of(row, 0, len(row))
        if not any(is_phone(_value(row, cells[column])) for column in phones if column < len(cells)):
            return
        for column in (*names, *phones):
            if column < len(cells):
                yield place, cells[column]
