"""The head of a form: fields, texts, goals and money, row by row, whatever column they landed in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mingzhang.forms.cells import Slot
from mingzhang.forms.dates import DAY, parse_date
from mingzhang.forms.labels import (
    FOOTER,
    is_money_head,
    is_root,
    read_evaluation_head,
    read_field,
    read_label,
    read_source,
    read_unit,
    split_fused,
)
from mingzhang.forms.model import Block, Fund, Line, Printed, Side, Status
from mingzhang.forms.rows import read_header
from mingzhang.ground.amounts import parse_cell
from mingzhang.ground.source import Locator
from mingzhang.ground.text import clean, fold

_SHORT_FIELDS = frozenset({"project_name", "agency", "unit", "attribute", "period"})
_GOALS = frozenset({"goal", "period_goal", "year_goal", "actual_goal"})
_CODE_NAME = re.compile(r"\d{3,12}[-—–－].+")
_PERIOD = re.compile(r"\d{1,2}年|(?:19|20)\d\d[-—~至年.].*")
_ATTRIBUTE = re.compile(r".{2,8}项目\(.{2,12}\)|.{2,6}项目|(新增|延续|经常|一次|阶段|特定).{0,8}")
_DIGITS = re.compile(r"\d{8}(?:\d{4}(?:\d\d)?)?")


@dataclass(slots=True)
class Head:
    """What one block says besides its indicators; `indicators` are the rows left for the hierarchy."""

    fields: dict[str, Printed] = field(default_factory=dict)
    funds: list[Fund] = field(default_factory=list)
    money_rows: list[Line] = field(default_factory=list)
    money_heads: list[tuple[str, int]] = field(default_factory=list)
    slots: tuple[Slot, ...] = ()
    indicators: list[Line] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    unit: str = ""
    has_footer: bool = False
    complete: bool = False

    def put(self, name: str, text: str, line: Line, cell: int, status: Status = "as_printed", note: str = "") -> None:
        """Record a field; the first one that is filled stays."""
        if text.strip() and name not in self.fields:
            self.fields[name] = Printed(name, clean(text), line.number, cell + 1, line.raw, status, note)


@dataclass(slots=True)
class _State:
    section: str = "head"
    waiting: list[tuple[str, int]] = field(default_factory=list)
    goal_columns: dict[str, int] = field(default_factory=dict)
    year_only: bool = False
    previous_year_cell: int = 0


def read_head_of(block: Block) -> Head:
    """Read all rows of a block; indicator rows are only collected."""
    head, state = Head(), _State()
    for line in block.lines:
        filled = [(index, cell) for index, cell in enumerate(line.cells) if cell and not cell.isspace()]
        if filled:
            _Row(block, head, state, line, filled).read()
    return head


@dataclass(slots=True)
class _Row:
    """One row with the block it stands in: decides what it is and reads it."""

    block: Block
    head: Head
    state: _State
    line: Line
    filled: list[tuple[int, str]]

    def read(self) -> None:
        if FOOTER.search(fold(self.filled[0][1])) or (self.state.section == "footer" and self._is_footer_rest()):
            self._footer()
        elif slots := read_header(self.line):
            self._header(slots)
        elif self._is_end():
            self._end()
        elif self._is_money():
            self._money()
        elif self.state.section == "indicators" and not self._is_field():
            self.head.indicators.append(self.line)
        elif self._is_indicator():
            self.state.section = "indicators"
            self.head.indicators.append(self.line)
        else:
            self._fields()

    # -- footer ---------------------------------------------------------------------------------

    def _is_footer_rest(self) -> bool:
        return not any(read_field(cell) or read_label(cell) for _, cell in self.filled)

    def _footer(self) -> None:
        """Only the date is read; the clerk's name and number are nobody's business."""
        self.state.section, self.head.has_footer = "footer", True
        for index, cell in self.filled:
            key = fold(cell)
            if match := (_DIGITS.search(key) or DAY.search(key)):
                printed = match.group()
                if parsed := parse_date(printed):
                    note = "" if len(printed) != 12 else "12 digits: no seconds"
                    found = Printed("filled_in", parsed, self.line.number, index + 1, printed, "as_printed", note)
                    self.head.fields.setdefault("filled_in", found)

    # -- indicators -----------------------------------------------------------------------------

    def _header(self, slots: tuple[Slot, ...]) -> None:
        if not self.head.slots:
            self.head.slots = slots
        self.state.section = "indicators"
        self.state.waiting = []

    def _is_field(self) -> bool:
        """A head starting again inside the indicators (a form printed twice without a title between)."""
        name = read_field(self.filled[0][1])
        return name in ("project_name", "agency", "overview", "basis", "plan", "measures", "necessity", "goal")

    def _is_indicator(self) -> bool:
        if self.state.section == "footer":
            return False
        labels = [read_label(cell) for _, cell in self.filled]
        if any(label and label.level == 2 and label.sure for label in labels):
            return len(self.filled) >= 2
        return any(label and label.level == 1 for label in labels) and len(self.filled) >= 3

    # -- end of an evaluation -------------------------------------------------------------------

    def _is_end(self) -> bool:
        if self.block.kind != "evaluation":
            return False
        names = [read_field(cell) for _, cell in self.filled]
        if self.state.section == "end":
            return True
        return names[0] == "total_score" and not read_label(self.filled[0][1])

    def _end(self) -> None:
        self.state.section = "end"
        names = [(read_field(cell), index, cell) for index, cell in self.filled]
        labels = [name for name, _, _ in names if name and name != "analysis"]
        texts = [(index, cell) for name, index, cell in names if not name]
        if labels and labels[0] == "total_score":
            self._total(texts)
        elif labels and texts:
            index = texts[0][0]
            self.head.put(labels[-1], " ".join(cell for _, cell in texts), self.line, index)
        elif texts:
            self.head.unread.append(self.line)

    def _total(self, texts: list[tuple[int, str]]) -> None:
        """The row of the total: where it prints two numbers, the first adds up the weights and the last the scores."""
        numbers = [(index, cell) for index, cell in texts if parse_cell(cell).kind == "number"]
        for index, cell in numbers[-1:]:
            self.head.put("total_score", cell, self.line, index)
        for index, cell in texts:
            if (index, cell) not in numbers and len(fold(cell)) <= 4:
                self.head.put("grade", cell, self.line, index)

    # -- money ----------------------------------------------------------------------------------

    def _is_money(self) -> bool:
        first = self.filled[0][1]
        if is_root(first):
            return False
        if self.state.section == "indicators":
            return is_money_head(first) or self._is_only_money()
        if self.state.section in ("end", "footer"):
            return is_money_head(first)
        if self.block.kind == "evaluation" and sum(bool(read_evaluation_head(cell)) for _, cell in self.filled) >= 2:
            return True
        if is_money_head(first) or any(read_source(cell) for _, cell in self.filled if len(cell) < 24):
            return not read_field(first) or is_money_head(first)
        if self.block.kind == "evaluation" and self.state.section == "money":
            return not read_field(first) or any(read_evaluation_head(cell) for _, cell in self.filled)
        return False

    def _is_only_money(self) -> bool:
        """Sources of money and numbers, nothing else: a money table continued where indicators stood."""
        sources = sum(bool(read_source(cell)) for _, cell in self.filled)
        return sources > 0 and sources + len(_amounts(self.filled)) == len(self.filled)

    def _money(self) -> None:
        self.state.section = "money"
        for _, cell in self.filled:
            if (is_money_head(cell) or read_source(cell)) and not self.head.unit:
                self.head.unit = read_unit(cell)
        if self.block.kind == "evaluation":
            heads = [(name, index) for index, cell in self.filled if (name := read_evaluation_head(cell))]
            if heads:
                self.head.money_heads += [item for item in heads if item[0] not in dict(self.head.money_heads)]
                self._displaced(heads)
            else:
                self.head.money_rows.append(self.line)
            return
        self._target_money()

    def _displaced(self, heads: Sequence[tuple[str, int]]) -> None:
        """A `001001-…` beside the heads of money is the unit's name, pushed out of its row."""
        for index, cell in self.filled:
            if _CODE_NAME.fullmatch(fold(cell)) and "unit" not in self.head.fields:
                self.head.put("unit", cell, self.line, index, "restored", "value displaced to the next row")

    def _target_money(self) -> None:
        numbers = _amounts(self.filled)
        labels = [(index, cell, source) for index, cell in self.filled if (source := read_source(cell))]
        if not labels:
            if len(numbers) == 2:
                self._unlabelled_totals(numbers)
            return
        sides = self._sides(labels)
        taken: set[int] = set()
        for (index, label, source), side in zip(labels, sides, strict=True):
            after = next((i for i, _, _ in labels if i > index), 99)
            number = next((item for item in numbers if index < item[0] < after), None)
            if number:
                taken.add(number[0])
                self._put_fund(side, source, label, number)
        for number in numbers:
            if number[0] not in taken and number[0] < labels[0][0] and labels[0][2]:
                reason = "label lost; taken from the other side of the row"
                self._put_fund("period", labels[0][2], "", number, "inferred", reason)

    def _sides(self, labels: Sequence[tuple[int, str, str]]) -> list[Side]:
        if len(labels) == 1:
            index, cell, source = labels[0]
            key = fold(cell)
            if key.startswith(("年度", "当年", "本年", "其中:当年")):
                if source == "total":
                    self.state.previous_year_cell = index
                    self.state.year_only = not any(fund.side == "period" for fund in self.head.funds)
                return ["year"]
            if key.startswith(("实施期", "项目期")):
                return ["period"]
            both = {fund.side for fund in self.head.funds if fund.source == "total"} == {"period", "year"}
            before = any(item[0] < index for item in _amounts(self.filled))
            late = bool(self.state.previous_year_cell) and index >= self.state.previous_year_cell
            return ["year"] if self.state.year_only or not both or before or late else ["period"]
        if labels[-1][2] == "total":
            self.state.previous_year_cell = labels[-1][0]
        half = (len(labels) + 1) // 2
        return ["period" if position < half else "year" for position in range(len(labels))]

    def _unlabelled_totals(self, numbers: Sequence[tuple[int, str, Decimal]]) -> None:
        for side, number in zip(("period", "year"), numbers, strict=True):
            known = [fund for fund in self.head.funds if fund.source == "total" and fund.side == side]
            if not known:
                reason = "row without labels: first and second amount taken as the totals"
                self._put_fund(side, "total", "", number, "inferred", reason)  # type: ignore[arg-type]

    def _put_fund(
        self,
        side: Side,
        source: str,
        label: str,
        number: tuple[int, str, Decimal],
        status: Status = "as_printed",
        note: str = "",
    ) -> None:
        known = next(
            (f for f in self.head.funds if f.side == side and f.source == source and f.label == clean(label)), None
        )
        place = Locator(self.line.number, number[0] + 1)
        if known and known.amount == number[2]:
            return
        same = [f for f in self.head.funds if f.side == side and f.source == source]
        if status == "inferred" and same:
            return
        if status == "as_printed" and same and same[0].status == "inferred" and same[0].amount == number[2]:
            self.head.funds.remove(same[0])
        self.head.funds.append(Fund(side, source, clean(label), number[1].strip(), "", number[2], place, status, note))

    # -- fields ---------------------------------------------------------------------------------

    def _fields(self) -> None:
        names = [(read_field(cell), index, cell) for index, cell in self.filled]
        if any(name in _GOALS for name, _, _ in names) or (
            self.state.section == "goals" and not any(n for n, _, _ in names)
        ):
            self._goals(names)
            return
        self.state.section = "head"
        if not any(name for name, _, _ in names):
            self._without_labels()
            return
        self.state.waiting = []
        for position, (name, index, _) in enumerate(names):
            if not name:
                continue
            texts = []
            for other, place, text in names[position + 1 :]:
                if other:
                    break
                texts.append((place, text))
            if not texts:
                self.state.waiting.append((name, index))
            elif name in _SHORT_FIELDS:
                self.head.put(name, texts[0][1], self.line, texts[0][0])
                self._unit_beside(name, texts[1:])
            else:
                self.head.put(name, "".join(text for _, text in texts), self.line, texts[0][0])

    def _unit_beside(self, name: str, texts: Sequence[tuple[int, str]]) -> None:
        """A second `001001-…` behind the department is the unit, its label lost."""
        for index, text in texts:
            if name == "agency" and _CODE_NAME.fullmatch(fold(text)) and "unit" not in self.head.fields:
                self.head.put("unit", text, self.line, index, "inferred", "label lost; stands beside the department")

    def _without_labels(self) -> None:
        """A label fused with its text, values that slipped to the next row, or nothing known."""
        name, rest = split_fused(self.filled[0][1])
        if name in _GOALS:
            self.state.section = "goals"
        if name:
            self.head.put(name, rest, self.line, self.filled[0][0])
            return
        for index, cell in self.filled:
            key = fold(cell)
            waiting = [field for field, _ in self.state.waiting if field not in self.head.fields]
            fits = next((field for field in waiting if _fits(field, key)), "")
            near = min(self.state.waiting, key=lambda item: abs(item[1] - index), default=("", 0))[0]
            if not fits and near in waiting and near not in _SHORT_FIELDS:
                fits = near
            if not fits and _CODE_NAME.fullmatch(key) and "unit" not in self.head.fields:
                fits = "unit" if "agency" in self.head.fields else "agency"
            if fits:
                self.head.put(fits, cell, self.line, index, "restored", "value displaced to the next row")
            elif self.line not in self.head.unread:
                self.head.unread.append(self.line)

    def _goals(self, names: Sequence[tuple[str, int, str]]) -> None:
        if self.state.section != "goals":
            self.state.goal_columns = {}
        self.state.section = "goals"
        for name, index, _ in names:
            if name in _GOALS and name != "goal":
                self.state.goal_columns[name] = index
        texts = [(index, cell) for name, index, cell in names if not name]
        columns = sorted(self.state.goal_columns.items(), key=lambda item: item[1])
        if not texts:
            return
        if not columns:
            columns = [("year_goal", 0)]
        if len(texts) == 1 and len(columns) > 1:
            index = texts[0][0]
            name = next((name for name, cell in reversed(columns) if index >= cell), columns[0][0])
            self._put_goal(name, texts[0])
            return
        for (name, _), text in zip(columns, texts, strict=False):
            self._put_goal(name, text)
        if len(columns) == 1 and len(texts) == 2:
            other = {"year_goal": "period_goal", "period_goal": "year_goal"}.get(columns[0][0], "")
            if other:
                self._put_goal(other, texts[1])

    def _put_goal(self, name: str, text: tuple[int, str]) -> None:
        self.head.put(name, text[1], self.line, text[0])


def _fits(name: str, key: str) -> bool:
    if name == "period":
        return bool(_PERIOD.fullmatch(key))
    if name == "attribute":
        return bool(_ATTRIBUTE.fullmatch(key))
    if name == "agency":
        return bool(_CODE_NAME.fullmatch(key))
    if name == "unit":
        return not any(char.isdigit() for char in key) or bool(_CODE_NAME.fullmatch(key))
    return name not in _SHORT_FIELDS


def _amounts(filled: Iterable[tuple[int, str]]) -> list[tuple[int, str, Decimal]]:
    found = []
    for index, cell in filled:
        if cell.strip()[:1].isdigit() or cell.strip()[:1] in "-.（(":
            parsed = parse_cell(cell)
            if parsed.value is not None:
                found.append((index, cell, parsed.value))
    return found
