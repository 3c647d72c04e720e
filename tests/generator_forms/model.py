"""What the generator knows: the truth of every form, and rows that damage can change before they are printed."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class TrueIndicator:
    """One indicator as it should be read; a lost value is an empty string."""

    code: str
    name: str
    period: str
    year: str
    weight: str = ""
    score: str = ""
    reason: str = ""


@dataclass
class IndicatorRow:
    """One printed row: label of level 1, then per side label of level 2, name and value (or evaluation cells)."""

    level1: str = ""
    sides: list[list[str]] = field(default_factory=lambda: [["", "", ""], ["", "", ""]])
    tail: list[str] = field(default_factory=list)
    code: str = ""
    truth: list[TrueIndicator] = field(default_factory=list)
    shift: int = 0
    extra: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form: head, money, indicator rows, and how it is printed."""

    kind: str
    project: str
    unit: str
    attribute: str
    years: str
    money: dict[str, tuple[str, str]]
    texts: dict[str, str]
    goals: tuple[str, str]
    date: str
    rows: list[IndicatorRow]
    two_sided: bool = True
    spacer: int = 1
    title: str = "云水县县(区)级预算部门(单位)项目支出绩效目标申报表"
    flags: set[str] = field(default_factory=set)
    evaluation: dict[str, str] = field(default_factory=dict)

    @property
    def truth(self) -> list[TrueIndicator]:
        """All indicators, in order."""
        return [indicator for row in self.rows for indicator in row.truth]
