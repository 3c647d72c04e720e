"""Source → form blocks: the table rows under one printed head of a form, whatever breaks them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mingzhang.forms.labels import FOOTER
from mingzhang.forms.model import Block, FormKind, Line
from mingzhang.ground.text import fold

_TITLE = re.compile(r"绩效.{0,10}(申报表|自评表|目标表|评价表|自评价表|自评情况表|目标批复表|监控表)|自评表")
_SENTENCE = re.compile(r"[。；;!?！？]|见附|详见|如下|公开$")
_EVALUATION = re.compile(r"自评|评价")
_OVERALL = re.compile(r"整体(支出)?")
_START = re.compile(r"(项目名称|专项名称|政策\(项目\)名称|部门\(?单位\)?名称)[:：]?")
_HEAD_ROW = re.compile(
    r"主管部门|项目属性|项目资金|实施单位|预算单位|项目类[别型]|资金总额|项目负责人|项目期|年度主要任务"
)
_HEADING = re.compile(
    r"[一二三四五六七八九十]+、|第[一二三四五六七八九十]+部分|\([一二三四五六七八九十]+\)|#{1,6}\s|备注|注[:：]"
)
_ROWS_OF_A_HEAD = 4
_LINES_BELOW_A_TITLE = 8
_LONGEST_FURNITURE = 14
_START_WITHIN = 24


def is_form_title(line: str) -> bool:
    """Whether a line without TAB names a performance form."""
    if len(line) > 80 or "表" not in line or ("绩效" not in line and "自评" not in line):
        return False
    text = fold(line)
    return len(text) <= 60 and bool(_TITLE.search(text)) and not _SENTENCE.search(text)


def find_blocks(lines: Sequence[str], starts: Sequence[int] = ()) -> list[Block]:
    """All form blocks of a source, in order; tables that are no forms are passed over.

    `starts` are the lines at which another file begins: no block goes on there.
    """
    if not any("绩效" in line or "项目名称" in line for line in lines):
        return []
    finder = _Finder(lines)
    for number, line in enumerate(lines, 1):
        if number in starts:
            finder.close()
        finder.take(number, line)
    finder.close()
    return finder.blocks


class _Finder:
    """One pass over the lines; the state is the block being filled."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.blocks: list[Block] = []
        self.title = ""
        self.title_line = 0
        self.rows: list[Line] = []
        self.after: list[str] = []
        self.open = False
        self.footer = False

    def take(self, number: int, line: str) -> None:
        if "\t" in line:
            self._row(number, line)
        elif line.strip():
            self._text(number, line)

    def _text(self, number: int, line: str) -> None:
        if is_form_title(line):
            self.close()
            self.title, self.title_line = line.strip(), number
        elif self.open:
            key = fold(line)
            if _HEADING.match(key) or line.startswith("#"):
                self.close()
            elif len(key) <= _LONGEST_FURNITURE:
                self.after.append(line.strip())
            else:
                self.close()

    def _row(self, number: int, line: str) -> None:
        if not self.open and not self.title_line and "名称" not in line[:_START_WITHIN] and "表" not in line:
            return
        cells = tuple(line.split("\t"))
        filled = [cell for cell in cells if cell.strip()]
        if not filled:
            return
        if len(filled) == 1 and is_form_title(filled[0]):
            self.close()
            self.title, self.title_line = filled[0].strip(), number
            return
        if _START.match(fold(filled[0])) and self._starts(number, filled):
            title, title_line = (self.title, self.title_line) if self._title_near(number) else ("", 0)
            self.close()
            self.title, self.title_line, self.open = title, title_line, True
        elif not self.open and self._title_near(number) and self._is_head(number):
            self.open = True
        if self.open:
            self.after.clear()
            self.rows.append(Line(number, cells))
            self.footer = self.footer or bool(FOOTER.search(line))

    def _title_near(self, number: int) -> bool:
        return bool(self.title_line) and not self.rows and number - self.title_line <= _LINES_BELOW_A_TITLE

    def _starts(self, number: int, filled: list[str]) -> bool:
        key = fold(filled[0])
        if len(filled) > 4 or any(fold(cell) in ("合计", "金额") for cell in filled):
            return False
        named = key.startswith(("项目名称", "专项名称", "政策"))
        return (named and self._title_near(number)) or self._is_head(number)

    def _is_head(self, number: int) -> bool:
        following = [line for line in self.lines[number - 1 : number + 10] if "\t" in line][: _ROWS_OF_A_HEAD + 1]
        return any(_HEAD_ROW.search(fold(line[:200])) for line in following)

    def close(self) -> None:
        """Finish the open block, if there is one."""
        if self.rows:
            title = fold(self.title)
            self.blocks.append(
                Block(
                    kind=self._kind(title),
                    title=self.title,
                    title_line=self.title_line,
                    lines=tuple(self.rows),
                    after=tuple(self.after),
                    overall=bool(_OVERALL.search(title)),
                )
            )
        self.title, self.title_line = "", 0
        self.rows, self.after, self.open, self.footer = [], [], False, False

    def _kind(self, title: str) -> FormKind:
        if title:
            return "evaluation" if _EVALUATION.search(title) else "target"
        text = "".join("".join(line.cells) for line in self.rows)
        return "evaluation" if "实际完成" in text or "全年执行" in text else "target"
