"""Labels of sources of revenue and of funds of the fiscal appropriation."""

from __future__ import annotations

from mingzhang.narrative.labels.model import EXPENDITURE, REVENUE, Example, Label

_REVENUE = ("revenue",)
_SOURCES = ("revenue", "change_reasons")
_APPROPRIATION = ("appropriation",)


def _source(code: str, pattern: str, *examples: Example) -> Label:
    """A source of this year's revenue: `上年结转结余的一般公共预算收入` is none."""
    pattern = rf"(?<!结余的)(?<!结转的)(?:{pattern})"
    return Label(
        "revenue_source", pattern, _SOURCES, examples, sides=(REVENUE,), subject_kind="fund", subject_code=code
    )


REVENUE_SOURCE_LABELS = (
    _source(
        "general",
        r"一般公共预算(?:财政)?(?:拨款)?(?:预算)?(?:收入)?",
        Example(
            "revenue",
            "一般公共预算拨款收入4,545.97万元，占100.00%；",
            ("revenue_source_amount[general]=4545.97万元", "revenue_source_share[general]=100%"),
        ),
    ),
    _source(
        "government_fund",
        r"政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:收入)?",
        Example(
            "revenue",
            "政府性基金预算拨款收入0.00万元，占0.00%",
            ("revenue_source_amount[government_fund]=0万元", "revenue_source_share[government_fund]=0%"),
        ),
    ),
    _source(
        "state_capital",
        r"国有资本经营(?:预算)?(?:财政)?(?:拨款)?(?:收入)?",
        Example("revenue", "国有资本经营预算收入10万元", ("revenue_source_amount[state_capital]=10万元",)),
    ),
    _source(
        "special_account",
        r"财政专户(?:管理)?(?:的)?资金(?:收入)?|教育收费收入",
        Example(
            "revenue",
            "财政专户管理资金收入0.00万元，占0.00%",
            ("revenue_source_amount[special_account]=0万元", "revenue_source_share[special_account]=0%"),
        ),
    ),
    _source(
        "unit_funds",
        r"单位(?:自有|其他)?资金(?:收入)?",
        Example(
            "revenue",
            "单位资金0.00万元，占0.00%",
            ("revenue_source_amount[unit_funds]=0万元", "revenue_source_share[unit_funds]=0%"),
        ),
    ),
    _source(
        "carried_over",
        r"(?:上年|年初)结转(?:和结余|结余)?(?:资金|收入)?",
        Example(
            "revenue",
            "上年结转0.00万元，占0.00%",
            ("revenue_source_amount[carried_over]=0万元", "revenue_source_share[carried_over]=0%"),
        ),
    ),
    _source(
        "appropriation",
        r"财政拨款(?:预算|决算)?收入",
        Example(
            "revenue",
            "财政拨款收入937.61万元，占比100.00%；",
            ("revenue_source_amount[appropriation]=937.61万元", "revenue_source_share[appropriation]=100%"),
            "final",
        ),
    ),
    _source(
        "superior_subsidy",
        r"上级补助收入",
        Example(
            "revenue",
            "上级补助收入0万元，占比0%",
            ("revenue_source_amount[superior_subsidy]=0万元", "revenue_source_share[superior_subsidy]=0%"),
            "final",
        ),
    ),
    _source(
        "operating",
        r"(?:事业单位)?经营(?:预算)?收入",
        Example(
            "revenue",
            "经营收入3万元，占本年收入的0.2%",
            ("revenue_source_amount[operating]=3万元", "revenue_source_share[operating]=0.2%"),
            "final",
        ),
    ),
    _source(
        "public_service",
        r"事业(?:预算)?收入",
        Example(
            "revenue",
            "事业收入0万元,占收入合计的0%",
            ("revenue_source_amount[public_service]=0万元", "revenue_source_share[public_service]=0%"),
            "final",
        ),
    ),
    _source(
        "affiliated_remittance",
        r"附属单位上缴(?:预算)?收入",
        Example("revenue", "附属单位上缴收入0万元", ("revenue_source_amount[affiliated_remittance]=0万元",), "final"),
    ),
    _source(
        "other",
        r"其[他它](?:预算)?收入",
        Example(
            "revenue",
            "其他收入35.68万元，占比11.2%",
            ("revenue_source_amount[other]=35.68万元", "revenue_source_share[other]=11.2%"),
            "final",
        ),
    ),
)


def _allotted(code: str, pattern: str, text: str, *yields: str) -> Label:
    return Label(
        "appropriation_source",
        pattern,
        _APPROPRIATION,
        (Example("appropriation", text, yields),),
        sides=(REVENUE,),
        subject_kind="fund",
        subject_code=code,
        component=True,
    )


APPROPRIATION_LABELS = (
    Label(
        "appropriation",
        r"财政拨款收(?:入)?[、与和]?支(?:出)?(?:预算|决算)?(?:总预算|总决算|总计|总额|合计|总体)|财政拨款收支总(?:预算|决算)",
        _APPROPRIATION,
        (
            Example(
                "appropriation",
                "2023年度财政拨款收支总预算4,545.97万元。",
                ("appropriation_total=4545.97万元/revenue", "appropriation_total=4545.97万元/expenditure"),
            ),
        ),
        sides=(REVENUE, EXPENDITURE),
    ),
    Label(
        "appropriation",
        r"(?:财政拨款)?(?:预算|决算)?收入(?:预算|决算)?(?:总计|合计|总额|总预算)|财政拨款(?:预算|决算)?收入",
        _APPROPRIATION,
        (
            Example(
                "appropriation",
                "与上年相比，财政拨款收入总计增加700.68万元，增长80.67%；",
                (
                    "appropriation_change_amount=700.68万元↑@last_year/revenue",
                    "appropriation_change_percent=80.67%↑@last_year/revenue",
                ),
                "final",
            ),
        ),
        sides=(REVENUE,),
    ),
    Label(
        "appropriation",
        r"(?:财政拨款)?(?:预算|决算)?支出(?:预算|决算)?(?:总计|合计|总额|总预算)|财政拨款(?:预算|决算)?支出",
        _APPROPRIATION,
        (
            Example(
                "appropriation",
                "2023年度财政拨款收入总计937.61万元，支出总计937.61万元。",
                ("appropriation_total=937.61万元/revenue", "appropriation_total=937.61万元/expenditure"),
                "final",
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    _allotted(
        "general",
        r"一般公共预算(?:财政)?(?:拨款)?(?:收入)?",
        "收入为一般公共预算拨款4,545.97万元，",
        "appropriation_source_amount[general]=4545.97万元",
    ),
    _allotted(
        "government_fund",
        r"政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:收入)?",
        "政府性基金预算拨款0.00万元，",
        "appropriation_source_amount[government_fund]=0万元",
    ),
    _allotted(
        "state_capital",
        r"国有资本经营(?:预算)?(?:财政)?(?:拨款)?(?:收入)?",
        "国有资本经营预算拨款0.00万元。",
        "appropriation_source_amount[state_capital]=0万元",
    ),
    Label(
        "appropriation_current",
        r"(?:当年|本年)(?:财政)?拨款(?:收入)?|本年收入",
        _APPROPRIATION,
        (
            Example(
                "appropriation",
                "其中：当年拨款收入4,545.97万元，上年结转收入0.00万元。",
                ("appropriation_current=4545.97万元", "carried_over=0万元/revenue"),
            ),
        ),
        sides=(REVENUE,),
        component=True,
    ),
)
