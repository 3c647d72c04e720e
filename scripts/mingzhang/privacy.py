"""Masking personal data: names and telephone numbers of clerks (DOMAIN §8).

They are personal information although published (个人信息保护法 art. 4); republication needs a
reasonable scope (art. 13(6), 27) and minimisation (art. 6). One character is masked for one
character, white space stays: lines, cells and locators remain what they were.

What is masked:

* anywhere: mobile numbers (also grouped by spaces, hyphens or dots), resident identity numbers
  (GB 11643), e-mail addresses;
* after a telephone label (联系电话, 电话, 联系方式 …): numbers, in the same cell, in the following cells
  up to the next label, or in the next row when a footer is split over two lines;
* after a name label (经办人, 填报人, 联系人 …) in the same places: whatever stands there, since character
  recognition may have damaged the name. 负责人 counts only on a row with one of the other labels.

What is not: labels; dates (also of 12 and 14 digits); amounts; codes; hotlines such as 12345 and
400 numbers; the numbers behind 监督电话, 举报电话 and other lines that are open to the public.

Rules read a *shadow* of a line in which full-width signs are ASCII, character for character.
Masking repeats until nothing changes, so masking twice is masking once, whatever the rules are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from mingzhang.model import Locator

MASK = "█"


class _Span(NamedTuple):
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
    same: _Span
    following: list[_Span]
    is_answered_inline: bool

    @property
    def is_pending(self) -> bool:
        """Whether the row has no value for the label."""
        return self.label.form in {"colon", "bare"} and not self.is_answered_inline and not self.following


# --- numbers that are personal wherever they stand -------------------------------------------------

_NO_AMOUNT = r"(?!\d)(?!\.\d\d?(?!\d))(?! ?[万亿]?元)(?! ?[万亿])"
_MOBILE_REST = (  # grouped 3-4-4, 3-3-5, 4-3-4 and 4-4-3; two groups only would be any code
    r"(?:\d{9}|\d[- .]\d{4}[- .]\d{4}|\d[- .]\d{3}[- .]\d{5}"
    r"|\d\d[- .]\d{3}[- .]\d{4}|\d\d[- .]\d{4}[- .]\d{3})"
)
_MOBILE = re.compile(  # the left side (nothing, 0, 86 or 0086) is looked at second: faster
    r"1[3-9](?:(?<!\d..)|(?<=0..)(?<!\d0..)|(?<=86..)(?<!\d86..)|(?<=0086..)(?<!\d0086..))(?<![≤≥¥$]..)"
    + _MOBILE_REST
    + _NO_AMOUNT
)
_IDENTITY = re.compile(
    r"[1-8]\d{5}(?<!\d.{6}) ?"
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?\d{3}[\dXx](?![0-9A-Za-z])"
)
_EMAIL = re.compile(r"(?<![A-Za-z0-9_.%+-])[A-Za-z0-9_.%+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+")

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
_QUALIFIERS = (
    "项目 单位 部门 财务 业务 主要 主管 填报 申报 预算 绩效 科室 处室 股室 办公室 办公 固定 移动 联系 本表"
)


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

_VISIBLE = re.compile(r"\S")
_WORD = re.compile(rf"[\w{MASK}]")
_DATE = re.compile(r"20\d{10}(?:\d\d)?(?!\d)|(?:19|20)\d\d ?[-年./] ?\d")
_AMOUNT = re.compile(r"[≤≥<>=]*[-+]?[\d,]+(?:\.\d+%?|%)")
_PUBLIC_NUMBER = re.compile(r"\d{1,6}|[48]00[- ]?\d{3,4}[- ]?\d{3,4}")
_OFFICE = (
    r"(?:\+?86[- ]?)?(?:\(?0\d{2,3}\)?[- ]{0,3})?(?:\d{7,8}|\d{3,4}[- ]\d{4})"
    r"(?: ?(?:-|转) ?\d{1,6}(?!\d))?" + _NO_AMOUNT
)
_NUMBER = rf"(?<!\d)(?<!\d-)(?:{_OFFICE}|1[3-9]{_MOBILE_REST}(?!\d)|{MASK}{{7,}})"
_NUMBERS = re.compile(rf"(?P<lead>[^\d\t,。;{MASK}]{{0,12}}?){_NUMBER}(?:[、/,; ]{{1,3}}{_NUMBER})*")
_PHONE_CELL = re.compile(rf"(?:[-+()/ 、转]*[\dOoIl{MASK}]){{7,30}}[-+()/ 、转]*")
_NAME = rf"[\u4e00-\u9fff·{MASK}]{{2,4}}"
_NAME_CELL = re.compile(_NAME)
_NAME_LIST = re.compile(rf"{_NAME}(?:[、,/ ] ?{_NAME})*+(?![\u4e00-\u9fff·{MASK}])")
_SENTENCE_END = re.compile(r"[。;!?]")
_CLAUSE_END = re.compile(r"[、,( ]")
_LONGEST_NAME = 12  # characters: a name of a minority or two clerks in one cell

# --- where to look closer: cheap (each begins with one set of characters) and never too narrow -------

_ANY_SPACE = "[ \u00a0\u2002-\u200a\u202f\u3000]"
_ANY_GAP = _ANY_SPACE + "{0,4}"
_LONG_NUMBER = re.compile(
    r"[1-8１-８][-0-9０-９ .\u00a0\u2002-\u2015\u202f\u2212\u3000\ufe63\uff0d\uff0e]{10}"
)
_LABEL_END = re.compile(
    rf"[办辦报表系手制核送电電方座传]{_ANY_GAP}[人入话活話式机真]"
    rf"(?=[^\n\t:：﹕∶︰0-9０-９]{{0,24}}+(?:[\t\n:：﹕∶︰0-9０-９]|\Z)|{_ANY_SPACE})"
)
_AT = re.compile("[@＠]")
_SHADOW: dict[int, str] = {
    **{0xFF01 + place: chr(0x21 + place) for place in range(94)},
    **dict.fromkeys([0xA0, *range(0x2002, 0x200B), 0x202F, 0x3000], " "),
    **dict.fromkeys([*range(0x2010, 0x2016), ord("−"), ord("﹣")], "-"),
    **dict.fromkeys(map(ord, "﹕∶︰"), ":"),
    **dict.fromkeys(map(ord, "﹙〔"), "("),
    **dict.fromkeys(map(ord, "﹚〕"), ")"),
    ord("￥"): "¥",
}


def mask(text: str) -> str:
    """The text with every character of personal data replaced by `MASK`; the rest is untouched."""
    patterns = (_LONG_NUMBER, _LABEL_END, _AT) if "@" in text or "＠" in text else (_LONG_NUMBER, _LABEL_END)
    hits = [found.start() for pattern in patterns for found in pattern.finditer(text)]
    if not hits:
        return text
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    numbers = sorted({bisect_right(starts, hit) - 1 for hit in hits})
    while _mask_lines(lines, numbers):  # masking makes no new triggers: these lines stay all there are
        pass
    return "\n".join(lines)


def masked_places(text: str) -> tuple[Locator, ...]:
    """Where a text is masked: cells of table rows, otherwise lines."""
    if MASK not in text:
        return ()
    return tuple(
        Locator(number, cell)
        for number, line in enumerate(text.split("\n"), 1)
        if MASK in line
        for cell, content in _numbered_cells(line)
        if MASK in content
    )


def find_personal(text: str) -> tuple[Locator, ...]:
    """Where personal data is left, that is, what `mask` would change; never the value."""
    masked = mask(text)
    if masked == text:
        return ()
    return tuple(
        Locator(number, cell)
        for number, (before, after) in enumerate(zip(text.split("\n"), masked.split("\n"), strict=True), 1)
        if before != after
        for (cell, old), (_, new) in zip(_numbered_cells(before), _numbered_cells(after), strict=True)
        if old != new
    )


def _numbered_cells(line: str) -> Iterable[tuple[int, str]]:
    """Cells from 1, or cell 0 for a line without TAB."""
    return enumerate(line.split("\t"), 1) if "\t" in line else ((0, line),)


def _mask_lines(lines: list[str], numbers: Iterable[int]) -> bool:
    """Mask in place what stands on these lines (from 0) and beside them; whether anything changed."""
    found: dict[int, list[_Span]] = {}
    for number in numbers:
        for place, span in _personal_spans(lines, number):
            found.setdefault(place, []).append(span)
    changed = False
    for place, spans in found.items():
        masked = _apply(lines[place], spans)
        changed = changed or masked != lines[place]
        lines[place] = masked
    return changed


def _apply(line: str, spans: list[_Span]) -> str:
    parts, done = [], 0
    for start, end in sorted(spans):
        if end > done:
            start = max(start, done)
            parts += [line[done:start], _VISIBLE.sub(MASK, line[start:end])]
            done = end
    return "".join([*parts, line[done:]])


def _personal_spans(lines: list[str], number: int) -> Iterator[tuple[int, _Span]]:
    """What to mask because of line `number`, in it and in the lines beside it."""
    line = lines[number].translate(_SHADOW)
    for span in _number_spans(line):
        yield number, span
    labels = _labels(line)
    if not any(label.kind in {"name", "phone"} for label in labels):
        return
    fields = _fields(line, labels)
    for span in _footer_spans(line, fields, labels):
        yield number, span
    yield from _beside(lines, number, fields, labels)
    yield from _below(lines, number, line, fields)


def _number_spans(line: str) -> Iterator[_Span]:
    for found in _MOBILE.finditer(line):
        yield _Span(*found.span())
    for found in _IDENTITY.finditer(line):
        if _is_identity(found.group()):
            yield _Span(*found.span())
    if "@" in line:
        for found in _EMAIL.finditer(line):
            yield _Span(*found.span())


def _is_identity(number: str) -> bool:
    """GB 11643-1999; a number "born" since 2000 may be a project code, so its check digit decides."""
    digits = number.replace(" ", "").upper()
    if digits[6:8] == "19":
        return True
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits[:17]))
    return digits[17] == "10X98765432"[total % 11]


# --- rows with labels ------------------------------------------------------------------------------


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
        labels = sorted(
            [*labels, *(_Label("stop", "colon", *span) for span in others)], key=lambda it: it.start
        )
    return labels


def _fields(line: str, labels: list[_Label]) -> list[_Field]:
    """Names and telephones of a row, each up to the next label; every person counts as a name."""
    fields = []
    for label, limit in zip(labels, [*(label.start for label in labels[1:]), len(line)], strict=True):
        if label.kind != "stop":
            same, *cells = _cells(line, label.end, limit)
            following = [
                cell for cell in (cells if limit == len(line) else cells[:-1]) if _is_filled(line, cell)
            ]
            fields.append(_Field(label, same, following, _is_filled(line, same)))
    return fields


def _cells(line: str, start: int, end: int) -> list[_Span]:
    """The cells between two places of a line; none when the end lies before the start."""
    cells = []
    while start <= end:
        tab = line.find("\t", start, end)
        cells.append(_Span(start, end if tab < 0 else tab))
        if tab < 0:
            break
        start = tab + 1
    return cells


def _is_filled(line: str, cell: _Span) -> bool:
    return cell.start < cell.end and _WORD.search(line, *cell) is not None


def _footer_spans(line: str, fields: list[_Field], labels: list[_Label]) -> Iterator[_Span]:
    """The values of all name and telephone labels of a row, and what shifted to the left of them."""
    for field in fields:
        if field.is_answered_inline:
            yield from _inline(line, field, is_alone=len(labels) == 1)
        if field.following:
            yield from _claimed(line, field)
    if any(field.is_pending and field.label.kind == "name" for field in fields):
        yield from _alike(line, _cells(line, 0, line.rfind("\t", 0, labels[0].start)))


def _inline(line: str, field: _Field, *, is_alone: bool) -> Iterator[_Span]:
    """The value in the label's own cell or sentence."""
    label, same = field.label, field.same
    if found := _NUMBERS.match(line, *same):
        has_name = _NAME_LIST.fullmatch(found["lead"].strip())
        yield _Span(found.start() if has_name else found.end("lead"), found.end())
    if label.kind != "phone" and label.form == "colon":
        yield _name_span(line, label, same)
    if label.kind != "phone" and label.form == "gap" and not is_alone:
        start = same.end - len(line[same.start : same.end].lstrip())
        if found := _NAME_LIST.match(line, start, same.end):
            yield _Span(*found.span())


def _name_span(line: str, label: _Label, same: _Span) -> _Span:
    """A name ends at a date or with its sentence; in running text, where the names or a clause end."""
    ends = [found.start() for end in (_DATE, _SENTENCE_END) if (found := end.search(line, *same))]
    value = line[same.start : min([same.end, *ends])].rstrip()
    start, end = same.start + len(value) - len(value.lstrip()), same.start + len(value)
    if end - start <= _LONGEST_NAME:
        return _Span(start, end)
    if found := _NAME_LIST.match(line, start, end):
        return _Span(*found.span())
    if clause := _CLAUSE_END.search(line, start, end):
        end = clause.start()
    begins_cell = label.start < _LONGEST_NAME or "\t" in line[label.start - _LONGEST_NAME : label.start]
    return _Span(start, end if begins_cell or end - start <= _LONGEST_NAME else start)


def _claimed(line: str, field: _Field) -> Iterator[_Span]:
    """The following cells that belong to a label: all while it is unanswered, else what looks personal."""
    label = field.label
    values = [cell for cell in field.following if not _is_kept(_value(line, cell), label)]
    if field.is_answered_inline or (label.form != "colon" and label.kind == "phone"):
        yield from _alike(line, values)
    else:
        for cell in values if label.form == "colon" else values[:1]:
            date = _DATE.search(line, *cell)
            yield _Span(cell.start, date.start() if date else cell.end)


def _is_kept(value: str, label: _Label) -> bool:
    """Dates and amounts are never masked, nor hotlines behind a telephone label."""
    if label.kind == "phone" and _PUBLIC_NUMBER.fullmatch(value):
        return True
    return _DATE.match(value) is not None or _AMOUNT.fullmatch(value) is not None


def _value(line: str, cell: _Span) -> str:
    return line[cell.start : cell.end].strip()


def _alike(line: str, cells: Iterable[_Span]) -> Iterator[_Span]:
    """The cells that look like a name or a telephone number."""
    return (cell for cell in cells if _is_name(_value(line, cell)) or _is_phone(_value(line, cell)))


def _is_name(value: str) -> bool:
    return _NAME_CELL.fullmatch(value.replace(" ", "")) is not None


def _is_phone(value: str) -> bool:
    return _PHONE_CELL.fullmatch(value) is not None and not _DATE.match(value)


# --- rows beside a footer --------------------------------------------------------------------------


def _beside(
    lines: list[str], number: int, fields: list[_Field], labels: list[_Label]
) -> Iterator[tuple[int, _Span]]:
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
            for span in _answers(lines[place].translate(_SHADOW), needs_number):
                yield place, span


def _answers(line: str, needs_number: bool) -> Iterator[_Span]:
    labels = _labels(line)
    end = line.rfind("\t", 0, labels[0].start) if labels else len(line)
    cells = [cell for cell in _cells(line, 0, end) if _is_filled(line, cell)]
    values = [_value(line, cell) for cell in cells]
    numbers = [value for value in values if _DATE.match(value) or _is_phone(value)]
    if (numbers or not needs_number) and all(value in numbers or _is_name(value) for value in values):
        yield from _alike(line, cells)


def _persons_beside(lines: list[str], number: int) -> Iterator[tuple[int, _Span]]:
    """`单位负责人：…` on a line of its own, above or below the line of another label."""
    if "\t" in lines[number]:
        return
    for place in (number - 1, number + 1):
        if 0 <= place < len(lines) and "\t" not in lines[place] and len(lines[place]) <= 4 * _LONGEST_NAME:
            line = lines[place].translate(_SHADOW)
            labels = _labels(line)
            if labels and labels[0][:2] == ("person", "colon") and not line[: labels[0].start].strip():
                for span in _footer_spans(line, _fields(line, labels), labels):
                    yield place, span


def _below(lines: list[str], number: int, line: str, fields: list[_Field]) -> Iterator[tuple[int, _Span]]:
    """A list of contacts: labels head the columns, and every row has a number in the telephone's column."""
    heads = [field.label for field in fields if field.label.form == "bare"]
    names = [line.count("\t", 0, label.start) for label in heads if label.kind != "phone"]
    phones = [line.count("\t", 0, label.start) for label in heads if label.kind == "phone"]
    if not names or not phones:
        return
    for place in range(number + 1, len(lines)):
        row = lines[place].translate(_SHADOW)
        cells = _cells(row, 0, len(row))
        if not any(_is_phone(_value(row, cells[column])) for column in phones if column < len(cells)):
            return
        for column in (*names, *phones):
            if column < len(cells):
                yield place, cells[column]
