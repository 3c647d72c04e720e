"""Labels of totals and of what they are made of."""

from __future__ import annotations

from mingzhang.narrative.labels.model import EXPENDITURE, REVENUE, Example, Label

_OVERALL = ("change_reasons",)
_BODY = r"(?:本?(?:部门|单位)|我(?:部门|单位|局|委|办)|全年|年度)?"
_REVENUE = ("revenue",)
_FUNDS = ("government_fund", "state_capital")
_SPENDING = ("expenditure",)
_APPROPRIATION = ("appropriation",)

OVERALL_LABELS = (
    Label(
        "overall",
        rf"收(?:入)?[、,与和及]?支(?:出)?(?:预算|决算)?(?:总预算|总决算|总计|总额|总体|合计|总收支)|收入[、与和及]支出{_BODY}(?:总计|总额)?",
        _OVERALL,
        (
            Example(
                "change_reasons",
                "2023年度收、支总计均为937.61万元。与2022年相比，收、支总计各增加700.68万元，增长80.67%。",
                (
                    "revenue_total=937.61万元",
                    "expenditure_total=937.61万元",
                    "revenue_change_amount=700.68万元↑@last_year",
                    "expenditure_change_amount=700.68万元↑@last_year",
                    "revenue_change_percent=80.67%↑@last_year",
                    "expenditure_change_percent=80.67%↑@last_year",
                ),
                "final",
            ),
            Example(
                "change_reasons",
                "收入支出总体与上年相比，增加58.21万元，增长15.46%，主要原因是：项目增加。",
                (
                    "revenue_change_amount=58.21万元↑@last_year",
                    "expenditure_change_amount=58.21万元↑@last_year",
                    "revenue_change_percent=15.46%↑@last_year",
                    "expenditure_change_percent=15.46%↑@last_year",
                ),
                "final",
            ),
        ),
        sides=(REVENUE, EXPENDITURE),
    ),
    Label(
        "revenue",
        r"(?:预算|决算)?(?:总收入|收入)(?:预算|决算)?(?:总计|总额|总预算)|(?:预算)?总收入|收入预算",
        (*_OVERALL, *_REVENUE),
        (
            Example(
                "change_reasons",
                "2023年度预算收入总计4,545.97万元，其中：本年收入4,545.97万元，上年结转0.00万元，比上年增加438.73万元，增加41.59%",
                (
                    "revenue_total=4545.97万元",
                    "revenue_current=4545.97万元",
                    "carried_over=0万元/revenue",
                    "revenue_change_amount=438.73万元↑@last_year",
                    "revenue_change_percent=41.59%↑@last_year",
                ),
            ),
            Example(
                "revenue",
                "2024年收入预算528.1万元，较上年减少20万元",
                ("revenue_total=528.1万元", "revenue_change_amount=20万元↓@last_year"),
            ),
        ),
        sides=(REVENUE,),
    ),
    Label(
        "revenue",
        r"预算收入(?:合计)?|收入(?:合计|预算合计)",
        (*_OVERALL, *_REVENUE),
        (Example("revenue", "2023年度预算收入4,545.97万元，主要包括", ("revenue_total=4545.97万元",)),),
        sides=(REVENUE,),
        kinds=("budget",),
    ),
    *(
        Label(
            side,
            r"年初预算数?|(?:收入|支出)?总?预算数",
            (side,),
            (Example(side, "2024年年初预算数354.20万元，其中：", (f"{side}_total=354.2万元",)),),
            sides=(side,),
            kinds=("budget",),
        )
        for side in (REVENUE, EXPENDITURE)
    ),
    Label(
        "revenue_current",
        r"(?:本年|当年)(?:预算)?收入(?:决算|预算)?(?:合计|总计)?|收入(?:决算)?合计",
        (*_OVERALL, *_REVENUE),
        (
            Example("revenue", "2023年度收入合计937.61万元，其中：", ("revenue_current=937.61万元",), "final"),
            Example("revenue", "2021年度本年收入合计100万元", ("revenue_current=100万元",), "final"),
        ),
        sides=(REVENUE,),
        component=True,
    ),
    Label(
        "expenditure",
        r"(?:预算|决算)?(?:总支出|支出)(?:预算|决算)?(?:总计|总额|总预算)|(?:预算)?总支出|支出预算|预算支出",
        (*_OVERALL, *_SPENDING),
        (
            Example(
                "change_reasons",
                "本年部门预算支出总计4,545.97万元，其中：本年预算安排4,545.97万元，上年结转0.00万元，比上年减少179.12万元，下降43.94%",
                (
                    "expenditure_total=4545.97万元",
                    "expenditure_current=4545.97万元",
                    "carried_over=0万元/expenditure",
                    "expenditure_change_amount=179.12万元↓@last_year",
                    "expenditure_change_percent=43.94%↓@last_year",
                ),
            ),
            Example("expenditure", "2023年度支出预算655.3万元，其中", ("expenditure_total=655.3万元",)),
        ),
        sides=(EXPENDITURE,),
    ),
    Label(
        "expenditure_current",
        r"(?:本年|当年)(?:部门|单位)?(?:预算安排|支出(?:预算|决算)?(?:合计|总计)?)|当年预算安排|支出(?:决算)?合计",
        (*_OVERALL, *_SPENDING),
        (Example("expenditure", "2023年度支出合计937.61万元，其中：", ("expenditure_current=937.61万元",), "final"),),
        sides=(EXPENDITURE,),
        component=True,
    ),
    Label(
        "carried_over",
        r"(?:上年|年初|以前年度)(?:财政拨款)?(?:结转(?:和结余|结余)?|结余)(?:收入|资金|支出)?",
        (*_OVERALL, *_SPENDING, *_APPROPRIATION, *_FUNDS),
        (
            Example(
                "change_reasons",
                "2023年度收入总计434.72万元，其中：本年收入合计434.16万元，使用非财政拨款结余0.00万元，年初结转和结余0.55万元。",
                (
                    "revenue_total=434.72万元",
                    "revenue_current=434.16万元",
                    "surplus_used=0万元",
                    "carried_over=0.55万元/revenue",
                ),
                "final",
            ),
        ),
        component=True,
    ),
    Label(
        "closing",
        r"(?:年末|年终|结转下年)(?:财政拨款)?(?:结转(?:和结余|结余)?|结余)?(?:资金)?",
        (*_OVERALL, *_SPENDING, *_APPROPRIATION, *_FUNDS),
        (
            Example(
                "change_reasons",
                "支出总计434.72万元，其中：本年支出合计434.16万元，结余分配0.00万元，年末结转和结余0.55万元。",
                (
                    "expenditure_total=434.72万元",
                    "expenditure_current=434.16万元",
                    "surplus_distributed=0万元",
                    "closing=0.55万元",
                ),
                "final",
            ),
        ),
        component=True,
        sides=(EXPENDITURE,),
    ),
    Label(
        "surplus_used",
        r"使用(?:非财政拨款)?(?:结余|专用结余)(?:\(含专用结余\))?|用事业基金弥补收支差额",
        (*_OVERALL, *_REVENUE),
        (Example("change_reasons", "使用非财政拨款结余0.00万元", ("surplus_used=0万元",), "final"),),
        component=True,
        sides=(REVENUE,),
    ),
    Label(
        "surplus_distributed",
        r"结余分配",
        (*_OVERALL, *_SPENDING),
        (Example("change_reasons", "结余分配0.00万元", ("surplus_distributed=0万元",), "final"),),
        component=True,
        sides=(EXPENDITURE,),
    ),
)
