"""Source → blocks: which lines are a table's title, captions, rows and notes.

Only the shape of the text is looked at here (`layouts/` says what a title may be called); rows
broken over pages stay in one block, and whatever belongs to no block is left for other stages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from mingzhang.ground.amounts import is_numeric, strip_markup
from mingzhang.ground.source import Locator, Source
from mingzhang.ground.text import INSTITUTION, clean, fold, split_enumerator
from mingzhang.recognise.contents import LEADER, end_of_contents
from mingzhang.recognise.lines import Row, Title

__all__ = ["YEAR", "Document", "Row", "TableBlock", "Title", "read_document", "title_key"]

YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})年度?")
_PART = re.compile(r"第[一二三四五六七八九十]+(部分|章|篇)")
_FORM = re.compile(r"绩效.{0,8}(申报表|自评表|目标表|评价表)|自评表")
_NUMBER = re.compile(r"(?:预算|部门|单位|决算)?(?:公开)?(?:附?表|公开)[\dO一二三四五六七八九十]+(?:表)?|公开\d+表?")
_NOTE = re.compile(r"(注|说明|备注|注释)[:：]")
_FURNITURE = re.compile(r"[-—–·.\s]*(第?\d{1,4}页?[,/]?(共?\d+页?)?)[-—–·.\s]*|[^\w]{1,6}")
_BRACKETS = re.compile(r"^[（(](.*)[)）]$")
_CAPTION = re.compile(
    r"\(?(部门|单位|编制单位|编制部门|填报单位|公开部门|公开单位|编报单位|预算部门|预算单位|预算主管部门|主管部门|部门\(单位\)|单位\(部门\))"
    r"(名称|\(公章\)|\(盖章\))?[:：]"
    r"|\(?(金额|计量|货币)?单位[:：]|币种[:：]|(19|20)\d{2}年度?$|\((万|千|百万|亿)?元\)$"
)
_CAPTION_START = re.compile(r"[\s\u3000]+(?=(?:(?:金额|计量|货币)?单位|币种)\s*[:：])")
_LIKE_A_TITLE = re.compile(r"[^。；;,，:：|]{3,56}表(\([^()]{1,30}\))?")
_ABOUT_MONEY = re.compile(r"预算|决算|收入|支出|收支|经费|资金|项目|采购|购买服务|拨款|结转|绩效|目标|资产|债务")
_DASH_RULE = re.compile(r"[-—–_=+|:\s]+")
_CONTINUED = re.compile(r"\(续表?\)|续表?$")
_TITLE_PREFIX = re.compile(r"^.{0,50}?(?:19|20)\d{2}年度?")
_NUMBER_PREFIX = re.compile(
    r"^(?:(?:预算|决算|部门|单位)?(?:公开)?(?:附件|附?表|公开|预算|决算)"
    r"(?:\d+|[一二三四五六七八九十]+(?!般))(?:[-.]\d+)*表?|\d{1,2}(?!\d))[:.、-]*"
)
_MEASURE_SUFFIX = re.compile(r"\((?P<caption>(?:金额)?单位:[^()]{1,12})\)$")
_YEAR_SUFFIX = re.compile(r"\((?:19|20)\d{2}年度?\)$")
_EMPTY_STATEMENT = re.compile(
    r"(本表|此表)(无数据|为空|空表|没有数据|无内容)|无(此项|相关|该项)?(数据|收支|支出)|空表"
    r"|(无|没有|未安排)(使用)?(政府性基金|国有资本|结转|三公|该项|此项|项目).{0,30}(收入|支出|收支|经费|结转|资金|安排|预算|情况)"
)
_ISSUER_END = re.compile(rf"{INSTITUTION}(\(.{{2,4}}\))?$")
_LONGEST_TITLE = 60
_MOST_SHORT_ROWS = 40
_DECIMALS = re.compile(r"\.\d{1,6}")
_WHOLE_NUMBER = re.compile(r"-?\d{1,3}(,?\d{3})*")
_A_LABEL = re.compile(r"[^。；;:：]{2,30}")


@dataclass(slots=True)
class TableBlock:
    """A run of table rows with what stands around it; `inside` are captions between its rows."""

    title: Title | None
    number_printed: str = ""
    captions: list[tuple[int, str]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    inside: list[tuple[int, str]] = field(default_factory=list)
    in_reports: bool = True

    @property
    def first_line(self) -> int:
        """The title's line, or the first row's where there is no title."""
        return self.title.line if self.title else self.rows[0].line

    @property
    def last_line(self) -> int:
        """The last row's or note's line."""
        lines = [row.line for row in self.rows[-1:]] + [line for line, _ in self.notes]
        return max(lines, default=self.first_line)

    def numbers(self) -> Iterator[tuple[Locator, str]]:
        """Place and text of every cell that looks like a number."""
        for row in self.rows:
            for index, cell in enumerate(row.cells):
                if is_numeric(cell):
                    yield row.place(index), strip_markup(cell)

    @property
    def stated_empty(self) -> bool:
        """Whether a note says that the table holds no data (a caption of what it reflects does not)."""
        return any(_EMPTY_STATEMENT.search(fold(text)) for _, text in self.notes)

    @property
    def year(self) -> tuple[int, int] | None:
        """Line and value of the year printed in the title or a caption."""
        if self.title and self.title.year:
            return self.title.line, self.title.year
        for line, text in self.captions:
            if match := YEAR.search(text):
                return line, int(match["year"])
        return None

    def caption(self, *labels: str) -> tuple[int, str] | None:
        """Line and value of the caption whose label is one of `labels`."""
        for line, text in self.captions:
            label, colon, value = _split_caption(text)
            if colon and label in labels:
                return line, value
        return None


@dataclass(frozen=True, slots=True)
class Document:
    """The source with its structure found."""

    source: Source
    tables: tuple[TableBlock, ...]
    contents_end: int


def title_key(line: str) -> tuple[str, int | None]:
    """What a title says once layout, ordinals, table numbers and the year are taken off."""
    text = _MEASURE_SUFFIX.sub("", _CONTINUED.sub("", fold(line)))
    text = split_enumerator(text)[1]
    year = YEAR.search(text)
    if year:
        text = _TITLE_PREFIX.sub("", _YEAR_SUFFIX.sub("", text))
    text = _NUMBER_PREFIX.sub("", split_enumerator(text)[1])
    return text, int(year["year"]) if year else None


def read_document(source: Source, is_title: Callable[[str], bool]) -> Document:
    """Find the blocks of a source; `is_title` decides whether a reduced line names a standard table."""
    return _Reader(source, is_title).read()


class _Reader:
    """One pass over the lines; the state is the block being filled."""

    def __init__(self, source: Source, is_title: Callable[[str], bool]) -> None:
        self.source = source
        self.lines = source.lines
        self.is_title = is_title
        self.tables: list[TableBlock] = []
        self.block: TableBlock | None = None
        self.number = ""
        self.captions_before: list[tuple[int, str]] = []
        self.broken = False
        self.in_reports = True
        self.contents_end = end_of_contents(self.lines)
        self.running = _running_heads(self.lines)

    def read(self) -> Document:
        skip, starts = 0, set(self.source.file_starts)
        for number, line in enumerate(self.lines, start=1):
            if number in starts:
                self._begin_file()
            if number <= max(self.contents_end, skip):
                continue
            if "\t" in line:
                self._row(number, line)
            elif not line.strip():
                self.broken = True
            else:
                skip = self._text(number, line)
        self._close()
        tables = tuple(block for block in self.tables if block.rows or block.title)
        return Document(self.source, tables, self.contents_end)

    def _begin_file(self) -> None:
        """No table goes on in another file, and no caption or number belongs to one there."""
        self._close()
        self.number, self.captions_before, self.in_reports = "", [], True

    def _row(self, number: int, line: str) -> None:
        cells = tuple(line.split("\t"))
        filled = [cell for cell in cells if cell.strip()]
        if len(filled) == 1 and self._is_text_in_grid(filled[0]):
            self._text(number, filled[0])
            return
        if self._is_caption_row(cells) or self._is_note_row(filled):
            for cell in filled:
                self._in_block(number, cell, fold(cell))
            return
        self.captions_before = []
        if self.block is None:
            self._open(TableBlock(None, in_reports=self.in_reports))
        assert self.block is not None
        if _DASH_RULE.fullmatch(line):
            return  # a rule of dashes is layout, no row
        if line.strip():
            self.block.rows.append(Row(number, cells, self.broken and bool(self.block.rows)))
            self.broken = False

    def _is_text_in_grid(self, text: str) -> bool:
        """A title or a table's number alone in a row of a grid, which belongs to the table below it."""
        if self.block is not None and self.block.rows and self._is_form_title(text):
            return True
        if self._as_title(0, text) is not None:
            return self.block is None or bool(self.block.rows) or not self._has_known_title(self.block)
        begun = self.block is not None and self.block.title is not None and not self.block.rows
        return begun and (_NUMBER.fullmatch(fold(text)) is not None or _CAPTION.match(fold(text)) is not None)

    def _has_known_title(self, block: TableBlock) -> bool:
        """Whether a title that some table has stands over a block; a sheet's name is none."""
        return block.title is not None and self.is_title(block.title.key)

    def _is_form_title(self, text: str) -> bool:
        folded = fold(text)
        return len(folded) <= _LONGEST_TITLE and bool(_FORM.search(folded)) and folded.endswith("表")

    def _is_caption_row(self, cells: tuple[str, ...]) -> bool:
        """Captions set as a row of cells (`部门名称：… ⇥ 单位：万元`) between a title and its table."""
        if self.block is None or self.block.title is None or self.block.rows:
            return False
        filled = [fold(cell) for cell in cells if cell.strip()]
        captions = [text for text in filled if _CAPTION.match(text) and (":" in text or len(filled) == 1)]
        return bool(captions) and all(text in captions or _NUMBER.fullmatch(text) for text in filled)

    def _is_note_row(self, filled: list[str]) -> bool:
        """A note below the rows that was kept in the table's grid, alone in its row."""
        return bool(self.block and self.block.rows and len(filled) == 1 and _is_note(fold(filled[0])))

    def _text(self, number: int, line: str) -> int:
        """Handle a line of text; returns the last line it used up (a title may take two)."""
        folded = fold(line) if len(line) <= 400 else line
        if self._is_running(line) and self.block is not None and self.block.rows:
            return number
        if self._completes_number(number, folded) or self._is_row_without_tabs(number, line):
            return number
        title, last = self._title(number, line)
        if title is None and self._is_unknown_title(folded):
            title, last = Title(number, clean(line), title_key(line)[0], title_key(line)[1]), number
        if title is not None:
            block = TableBlock(title, self.number, self.captions_before, in_reports=self.in_reports)
            if measure := _MEASURE_SUFFIX.search(fold(line)):
                block.captions.append((number, measure["caption"]))
            self._open(block)
            self.number, self.captions_before = "", []
            return last
        if _PART.match(folded) and len(folded) <= _LONGEST_TITLE:
            self._heading(line)
        elif _FORM.search(folded) and len(folded) <= _LONGEST_TITLE:
            self._close()
            self.in_reports = False
        elif _NUMBER.fullmatch(folded):
            self._table_number(clean(line))
        elif _CAPTION.match(folded) and (self.block is None or self.block.rows):
            self._caption_before(number, line)
        elif self.block is not None:
            self._in_block(number, line, folded)
        return number

    def _completes_number(self, number: int, folded: str) -> bool:
        """The decimal part of the row's last number, cut off onto a line of its own: the two are one number."""
        last = self.block.rows[-1] if self.block is not None and self.block.rows else None
        if last is None or last.line != number - 1 or not _DECIMALS.fullmatch(folded):
            return False
        if not _WHOLE_NUMBER.fullmatch(fold(last.cells[-1])):
            return False
        assert self.block is not None
        self.block.rows[-1] = replace(last, cells=(*last.cells[:-1], last.cells[-1].strip() + folded), is_joined=True)
        return True

    def _is_row_without_tabs(self, number: int, line: str) -> bool:
        """A row that prints its first cell only and lost the TABs after it: it stands between rows of its table."""
        last = self.block.rows[-1] if self.block is not None and self.block.rows else None
        if last is None or last.line != number - 1 or self.broken or not _A_LABEL.fullmatch(fold(line)):
            return False
        if self._as_title(number, line) is not None or _is_note(fold(line)) or _NUMBER.fullmatch(fold(line)):
            return False
        following = takewhile(str.strip, self.lines[number : number + _MOST_SHORT_ROWS])
        if not any("\t" in later for later in following):
            return False
        assert self.block is not None
        self.block.rows.append(Row(number, (line,)))
        return True

    def _is_running(self, line: str) -> bool:
        """Whether a line is a page's head or foot; a title stays one, however often it is printed."""
        return bool(self.running.get(line.strip())) and self._as_title(0, line) is None

    def _is_unknown_title(self, folded: str) -> bool:
        """A line that reads like a table's title, right before a grid or a caption: no table goes on across it."""
        if _NUMBER.fullmatch(folded) or _PART.match(folded) or _FORM.search(folded):
            return False
        if not _LIKE_A_TITLE.fullmatch(folded) or not _ABOUT_MONEY.search(title_key(folded)[0]):
            return False
        return not LEADER.search(folded) and self.in_reports

    def _caption_before(self, number: int, line: str) -> None:
        """Captions of the next table or of a page's head; those of a table that lost its title stand inside a block."""
        found = [(number, part) for part in map(clean, _CAPTION_START.split(line)) if part]
        self.captions_before.extend(found)
        if self.block is not None:
            self.block.inside.extend(found)

    def _heading(self, line: str) -> None:
        self._close()
        self.in_reports = "说明" not in line and "解释" not in line and "附件" not in line

    def _table_number(self, text: str) -> None:
        if self.block is not None and self.block.title and not self.block.rows:
            self.block.number_printed = text
        else:
            self.number = text

    def _in_block(self, number: int, line: str, folded: str) -> None:
        block = self.block
        assert block is not None
        if _is_note(folded):
            block.notes.append((number, clean(line)))
        elif not block.rows:
            self._caption(block, number, line, folded)
        elif not (_FURNITURE.fullmatch(folded) or len(folded) <= 2 or self._is_running(line)):
            self._close()

    def _caption(self, block: TableBlock, number: int, line: str, folded: str) -> None:
        if len(folded) > _LONGEST_TITLE or (len(block.captions) > 8 and not _CAPTION.match(folded)):
            self._close()
        elif block.number_printed and folded == "表":
            block.number_printed += folded
        elif _CAPTION.match(folded) or not block.captions:
            parts = [_BRACKETS.sub(r"\1", clean(part)) for part in _CAPTION_START.split(line)]
            block.captions.extend((number, part) for part in parts if part)
        else:
            first, text = block.captions[-1]
            block.captions[-1] = (first, clean(text + line.strip()))

    def _title(self, number: int, line: str) -> tuple[Title | None, int]:
        if len(line) > 200:
            return None, number
        found = self._as_title(number, line)
        if found is not None:
            return found, number
        following = self.lines[number] if number < len(self.lines) else ""
        if following.strip() and "\t" not in following:
            joined = self._as_title(number, line.strip() + following.strip())
            if joined is not None and self._says_more(line, joined, self._as_title(number + 1, following)):
                return joined, number + 1
        return None, number

    def _says_more(self, line: str, joined: Title, alone: Title | None) -> bool:
        """Whether a title over two lines is more than its second line after a name or a table's number."""
        if alone is None or (joined.year and not alone.year):
            return True
        return joined.key != alone.key and _ISSUER_END.search(fold(line)) is None

    def _as_title(self, number: int, line: str) -> Title | None:
        key, year = title_key(line)
        if not key or len(key) > _LONGEST_TITLE or not self.is_title(key):
            return None
        return Title(number, clean(line), key, year)

    def _open(self, block: TableBlock) -> None:
        self._close()
        self.block = block
        self.broken = False

    def _close(self) -> None:
        if self.block is not None:
            self.tables.append(self.block)
        self.block = None


def _is_note(folded: str) -> bool:
    return bool(_NOTE.match(folded) or (_EMPTY_STATEMENT.search(folded) and len(folded) <= _LONGEST_TITLE))


def _split_caption(text: str) -> tuple[str, str, str]:
    label, colon, value = text.replace("：", ":").partition(":")
    return fold(label), colon, YEAR.sub("", value).strip() if colon else ""


def _running_heads(lines: Sequence[str]) -> Counter[str]:
    """Text lines repeated so often that they can only be a page's head or foot."""
    counted = Counter(line.strip() for line in lines if line.strip() and "\t" not in line and len(line) < 80)
    return Counter({line: n for line, n in counted.items() if n >= 3 and not _not_running(line)})


def _not_running(line: str) -> bool:
    folded = fold(line)
    return bool(_NOTE.match(folded) or _CAPTION.match(folded) or _NUMBER.fullmatch(folded) or _FORM.search(folded))
