"""One pass over the lines of a disclosure: everything in them that tells whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mingzhang.ground.source import Source
from mingzhang.ground.text import fold
from mingzhang.recognise.document import title_key
from mingzhang.recognise.identity.bodies import is_body
from mingzhang.recognise.identity.cover import KINDS, Cover, fold_title, head_of, printed_form, read_covers, read_title
from mingzhang.recognise.identity.model import normalise_agency
from mingzhang.recognise.identity.votes import Votes
from mingzhang.recognise.titles import kinds_titled

_LONGEST = 200
_LABEL = (
    r"预算主管部门|(?:预算|编制|编报|填报|公开|申报)?(?:部门|单位)(?:名称)?|部门\(单位\)(?:名称)?|单位\(部门\)(?:名称)?"
)
_CAPTION = re.compile(
    rf"\(?(?P<label>{_LABEL}):(?P<value>[^:]{{2,60}}?)\)?"
    r"(?:(?:金额|计量|货币)?单位:.*|币种:.*|预?算?公开\d+表.*|填报日期.*|(?:19|20)\d{2}年.*)?"
)
_DEPT_LABEL = re.compile(r"预算主管部门|(?:预算|编制|编报|填报|公开|申报)?部门(?:名称)?")
_UNIT_LABEL = re.compile(r"预算单位|单位(?:名称)?")
_FORM_LABEL = re.compile(r"(?:预算)?部门名称|(?:预算)?单位名称|部门\(单位\)名称|单位\(部门\)名称")
_TITLE = re.compile(r"(?P<text>.{0,40}?(?:预算|决算|收支|收入|支出|三公).{0,40}?表)(?:\(.{1,24}\))?")
_TITLE_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})年")
_ITEM = re.compile(r"^(?:附件[:：]?)?\d{0,2}[.、)]?")
_FORM_YEAR = re.compile(r"\(?(?P<year>(?:19|20)\d{2})年度\)?")
"""The year under a form's title."""
_PART = re.compile(
    r"第[一二三四五六七八九十]+(?:部分|章|篇)[:、]?(?P<name>[^\d]{4,40}?)?(?:(?:19|20)\d{2}年度?)?"
    r"(?P<scope>部门|单位)?(?:预算|决算)?(?:概况|基本情况|(?:报?表|情况说明|说明)$)"
)
_HEADING_YEAR = re.compile(
    r"(?:第[一二三四五六七八九十]+(?:部分|章|篇)|[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))[^\d]{0,30}?"
    r"(?P<year>(?:19|20)\d{2})年(?!\d)[^\d。;]{0,24}(?:预算|决算)[^\d。;]{0,16}"
)
_AGENCY_ROW = re.compile(r"主管部门(及代码|名称及代码|代码)|预算单位(及代码)?")
_AGENCY = re.compile(r"[\[(]?(?P<code>[0-9]{3,12})[\])]?[-—–_:.]?(?P<name>[^0-9].+)")
_CODE_HEAD = re.compile(r"(?:预算)?(?:单位|部门)(?:代码|编码)")
_NAME_HEAD = re.compile(r"(?:预算)?(?:单位|部门)(?:\(项目\))?名称")
_CODE = re.compile(r"\d{3,12}")
_NO_TITLE = re.compile(r"^第[一二三四五六七八九十]+(?:部分|章|篇)|绩效|自评|评价|申报|指标|[。;]")
"""Headings of parts and forms: they name no standard table."""


@dataclass(slots=True)
class Gathered:
    """What the lines of one disclosure say; each `Votes` knows the first line of each of its values.

    `title_kinds` are titles of tables that say 预算 or 决算, `known_titles` those of standard tables of one kind only;
    `captions` and `forms` hold names as folded text, `printed` their printed form; `agencies` are
    (code, normalised name, line, basis).
    """

    source: Source
    head: list[tuple[int, str]]
    covers: list[Cover]
    running: list[Cover] = field(default_factory=list)
    captions: Votes = field(default_factory=Votes)
    forms: Votes = field(default_factory=Votes)
    headings: Votes = field(default_factory=Votes)
    owners: Votes = field(default_factory=Votes)
    caption_scopes: Votes = field(default_factory=Votes)
    title_kinds: Votes = field(default_factory=Votes)
    known_titles: Votes = field(default_factory=Votes)
    title_years: Votes = field(default_factory=Votes)
    title_scopes: Votes = field(default_factory=Votes)
    form_years: Votes = field(default_factory=Votes)
    heading_years: Votes = field(default_factory=Votes)
    self_words: Votes = field(default_factory=Votes)
    printed: dict[str, str] = field(default_factory=dict)
    agencies: list[tuple[str, str, int, str]] = field(default_factory=list)
    _text: str = ""

    @property
    def text(self) -> str:
        """The text without the ends of its lines (a name is often broken over two), made when it is first asked for."""
        if not self._text:
            self._text = re.sub(r"[\s\u3000]+", "", self.source.printed)
        return self._text

    def line_of(self, name: str) -> int | None:
        """The first line that holds a name, None where it is broken over lines."""
        return next(
            (n for n, line in enumerate(self.source.lines, 1) if name in line or name in fold_short(line)), None
        )


def fold_short(line: str) -> str:
    """A line folded, but nothing of a long one (it is a paragraph, no title or caption)."""
    return fold(line) if len(line) <= _LONGEST else ""


def gather(source: Source) -> Gathered:
    """Read all lines once."""
    head = head_of(source)
    found = Gathered(source, head, read_covers(source, head))
    columns: tuple[int, int] | None = None
    before: tuple[int, str] | None = None
    for number, line in enumerate(source.lines, 1):
        if "\t" in line:
            columns = _row(found, number, line, columns)
            before = None
        elif line.strip():
            columns = None if len(line) > 12 else columns
            _text(found, number, line, before)
            before = (number, fold_title(line)) if len(line) <= _LONGEST else None
    return found


# -- text -------------------------------------------------------------------------------------------


def _text(found: Gathered, number: int, line: str, before: tuple[int, str] | None) -> None:
    for word, scope in (("本部门", "dept"), ("我部门", "dept"), ("本单位", "unit"), ("我单位", "unit")):
        if voices := line.count(word):
            found.self_words.add(scope, number, voices)
    if len(line) > _LONGEST:
        return
    text = fold_title(line)
    _caption(found, number, line, text)
    _title(found, number, text)
    if year := _FORM_YEAR.fullmatch(text):
        found.form_years.add(year["year"], number)
    if year := _HEADING_YEAR.match(text):
        found.heading_years.add(year["year"], number)
    if heading := _PART.match(text):
        _heading(found, number, line, heading)
    _running(found, number, text, before)


def _caption(found: Gathered, number: int, line: str, text: str) -> None:
    match = _CAPTION.fullmatch(text)
    if match and is_body(match["value"]):
        name = match["value"]
        found.captions.add(name, number)
        found.printed.setdefault(name, printed_form(" ".join(line.split()), name))
        _scope_of_label(found, match["label"], number)


def _scope_of_label(found: Gathered, label: str, number: int) -> None:
    if _DEPT_LABEL.fullmatch(label):
        found.caption_scopes.add("dept", number)
    elif _UNIT_LABEL.fullmatch(label):
        found.caption_scopes.add("unit", number)


def _title(found: Gathered, number: int, text: str) -> None:
    match = _TITLE.fullmatch(text) if len(text) <= 70 else None
    if match is None or _NO_TITLE.search(text):
        return
    title = match["text"]
    if ("预算" in title) != ("决算" in title):
        found.title_kinds.add(KINDS["决算" if "决算" in title else "预算"], number)
    elif len(kinds := kinds_titled(title_key(text)[0])) == 1:
        found.known_titles.add(next(iter(kinds)), number)
    if year := _TITLE_YEAR.search(text):
        found.title_years.add(year["year"], number)
        _owner(found, number, text[: year.start()])
    if "预算单位" not in title and ("部门" in title) != ("单位" in title):
        found.title_scopes.add("unit" if "单位" in title else "dept", number)


def _owner(found: Gathered, number: int, before: str) -> None:
    """The body that a table's title begins with (某局2026年收入预算总表)."""
    name = _ITEM.sub("", before)
    if is_body(name):
        found.owners.add(name, number)


def _heading(found: Gathered, number: int, line: str, match: re.Match[str]) -> None:
    if match["scope"]:
        found.title_scopes.add("unit" if match["scope"] == "单位" else "dept", number)
    name = match["name"] or ""
    if name in ("部门", "单位"):
        found.title_scopes.add("unit" if name == "单位" else "dept", number)
    elif is_body(name):
        found.headings.add(name, number)
        found.printed.setdefault(name, printed_form(line, name))


def _running(found: Gathered, number: int, text: str, before: tuple[int, str] | None) -> None:
    """A title that stands anywhere: alone in a line, or its end after the line before."""
    if not ("预算" in text or "决算" in text) or len(text) > 70:
        return
    cover = read_title(found.source, (number, text))
    if cover is None and before is not None and len(before[1]) <= 70:
        cover = read_title(found.source, before, (number, text))
    if cover is not None and (cover.name or cover.scope):
        found.running.append(cover)


# -- rows -------------------------------------------------------------------------------------------


def _row(found: Gathered, number: int, line: str, columns: tuple[int, int] | None) -> tuple[int, int] | None:
    """Read a table's row; returns the columns of code and name that hold for the rows below."""
    cells = line.split("\t")
    filled = [(at, fold(cell)) for at, cell in enumerate(cells) if cell.strip() and len(cell) <= _LONGEST]
    if not filled:
        return columns
    if _AGENCY_ROW.search(line):
        found.agencies += [(code, name, number, "performance form") for code, name in _coded(filled)]
    _form_name(found, number, filled, cells)
    if len(filled) <= 2 and not filled[-1][1].isdigit():  # else an entry of the contents with its page
        for _, text in filled:
            _lone_cell(found, number, text, line)
    heads = {
        kind: at
        for at, text in filled
        for kind, form in (("code", _CODE_HEAD), ("name", _NAME_HEAD))
        if form.fullmatch(text)
    }
    if len(heads) == 2:
        return heads["code"], heads["name"]
    if columns is not None:
        _listed(found, number, dict(filled), columns)
    return columns


def _coded(filled: list[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    for _, text in filled:
        if match := _AGENCY.fullmatch(text):
            yield match["code"], normalise_agency(match["name"])


def _form_name(found: Gathered, number: int, filled: list[tuple[int, str]], cells: list[str]) -> None:
    """`部门名称 ⇥ 某局` at the top of a form of a whole department or unit."""
    if len(filled) < 2 or not _FORM_LABEL.fullmatch(filled[0][1]):
        return
    at, name = filled[1]
    if is_body(name) and _CODE.fullmatch(name) is None:
        found.forms.add(name, number)
        found.printed.setdefault(name, printed_form(cells[at], name))
        _scope_of_label(found, filled[0][1], number)


def _lone_cell(found: Gathered, number: int, text: str, line: str) -> None:
    """A caption, a title or a year that a table's grid took in."""
    _caption(found, number, line.replace("\t", " "), text)
    _title(found, number, text)
    if year := _FORM_YEAR.fullmatch(text):
        found.form_years.add(year["year"], number)


def _listed(found: Gathered, number: int, cells: dict[int, str], columns: tuple[int, int]) -> None:
    """A row of a table that lists units with their codes."""
    code, name = (cells.get(column, "") for column in columns)
    if _CODE.fullmatch(code) and is_body(name):
        found.agencies.append((code, normalise_agency(name), number, "table of units"))
