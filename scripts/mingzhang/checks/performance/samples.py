"""Small invented forms for the examples of this family; the keyword changed is the point of the example."""

from __future__ import annotations

from mingzhang.checks.base import Example

PROJECTS = """项目支出预算表
单位：万元
项目名称⇥合计⇥一般公共预算
档案整理费⇥10⇥10
"""
EXPENDITURE = """支出决算表
单位：万元
科目代码⇥科目名称⇥本年支出合计⇥基本支出⇥项目支出
⇥合计⇥8⇥⇥8
2012601⇥行政运行⇥8⇥⇥8
"""
Row = tuple[str, ...]
_INDICATORS: tuple[Row, ...] = (("数量指标", "整理卷数", "500卷"), ("成本指标", "整理成本", "≤10万元"))
_ACHIEVED: tuple[Row, ...] = (
    ("产出指标", "数量指标", "整理卷数", "500卷", "达成预期指标", "40", "40"),
    ("", "成本指标", "整理成本", "≤10万元", "≤8万元", "10", "8"),
    ("效益指标", "社会效益指标", "查档便利", "提高", "达成预期指标", "30", "30"),
    ("满意度指标", "服务对象满意度指标", "查档者满意度", "≥90%", "≥90%", "10", "10"),
)


def target_text(
    name: str = "档案整理费",
    year: str = "100,000",
    period: str = "",
    years: str = "1年",
    attribute: str = "一次性项目(1年结束)",
    local: str = "",
    texts: tuple[Row, ...] = (),
    indicators: tuple[Row, ...] = _INDICATORS,
) -> str:
    """One target form; an indicator is level, name, value, and value and name of the year where they differ."""
    period = period or year
    lines = [
        "项目支出绩效目标申报表",
        f"项目名称⇥⇥{name}",
        f"项目属性⇥⇥{attribute}⇥⇥项目期⇥⇥{years}",
        f"项目资金(元)⇥实施期资金总额:⇥{period}⇥⇥年度资金总额:⇥{year}",
        f"⇥市县(区)财政资金⇥{period}⇥⇥市县(区)财政资金⇥{local or year}",
        *(f"{label}⇥⇥{text}" for label, text in texts),
        "绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值⇥二级指标⇥三级指标⇥指标值",
    ]
    for at, (level, title, value, *year_side) in enumerate(indicators):
        year_value, year_title = [*year_side, value, title][:1], (year_side[1] if len(year_side) > 1 else title)
        lines.append(f"⇥{'' if at else '产出指标'}⇥{level}⇥{title}⇥{value}⇥{level}⇥{year_title}⇥{year_value[0]}")
    return "\n".join(lines) + "\n"


def target(narrative: str = "", **changes: object) -> Example:
    """An example around one target form, its project in the table of projects."""
    return Example(tables=PROJECTS, narrative=narrative, forms=target_text(**changes))  # type: ignore[arg-type]


def evaluation_text(
    money: str = "10⇥10⇥8⇥2⇥80.00⇥8.00",
    rows: tuple[Row, ...] = _ACHIEVED,
    total: str = "96⇥优",
) -> str:
    """One evaluation: initial budget, budget, executed, balance, rate and score of the money; rows; total and grade."""
    lines = [
        "档案整理费项目支出绩效自评表",
        "项目名称⇥⇥档案整理费",
        "项目资金(万元)⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥资金结余⇥执行率⇥得分",
        f"⇥资金总额:⇥{money}",
        "绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年初指标值⇥调整后指标值⇥实际完成值⇥分值⇥得分⇥偏差原因",
    ]
    for level1, level2, name, promised, actual, weight, score in rows:
        lines.append(f"⇥{level1}⇥{level2}⇥{name}⇥{promised}⇥{promised}⇥{actual}⇥{weight}⇥{score}⇥")
    return "\n".join([*lines, f"总分⇥⇥⇥⇥⇥⇥⇥⇥{total}"]) + "\n"


def evaluation(narrative: str = "", **changes: object) -> Example:
    """An example around one evaluation."""
    forms = evaluation_text(**changes)  # type: ignore[arg-type]
    return Example(tables=EXPENDITURE, narrative=narrative, forms=forms, kind="final")


def achieved(row: int, *values: str) -> tuple[Row, ...]:
    """The usual rows of an evaluation, one of them given otherwise."""
    return (*_ACHIEVED[:row], values, *_ACHIEVED[row + 1 :])
