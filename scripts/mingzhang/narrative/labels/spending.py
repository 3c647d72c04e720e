"""Labels of expenditure: basic and project, general public budget, operating costs, other funds."""

from __future__ import annotations

from mingzhang.narrative.labels.model import EXPENDITURE, REVENUE, Example, Label

_SPENDING = ("expenditure",)
_GENERAL = ("general_expenditure",)
_BASIC = ("basic_expenditure",)

SPENDING_LABELS = (
    Label(
        "basic",
        r"(?:一般公共预算)?(?:财政拨款)?(?:安排的)?基本支出(?:预算|决算)?",
        (*_SPENDING, *_BASIC, *_GENERAL),
        (
            Example(
                "expenditure", "其中：基本支出227.82万元，占87.09%；", ("basic_amount=227.82万元", "basic_share=87.09%")
            ),
            Example(
                "basic_expenditure", "2023 年度一般公共预算基本支出 590.18万元，其中：", ("basic_amount=590.18万元",)
            ),
            Example(
                "expenditure", "基本支出100万元，占总支出的比重为42.1%", ("basic_amount=100万元", "basic_share=42.1%")
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    Label(
        "project",
        r"(?:一般公共预算)?(?:财政拨款)?(?:安排的)?项目支出(?:预算|决算)?",
        (*_SPENDING, *_GENERAL, *_BASIC),
        (
            Example(
                "expenditure", "项目支出719.73万元，占比53.66%；", ("project_amount=719.73万元", "project_share=53.66%")
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    Label(
        "remitted_up",
        r"上缴上级支出",
        _SPENDING,
        (
            Example(
                "expenditure",
                "上缴上级支出0万元，占比0%；",
                ("remitted_up_amount=0万元", "remitted_up_share=0%"),
                "final",
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    Label(
        "operating_expenditure",
        r"(?:事业单位)?经营支出",
        _SPENDING,
        (
            Example(
                "expenditure",
                "经营支出0万元，占比0%；",
                ("operating_expenditure_amount=0万元", "operating_expenditure_share=0%"),
                "final",
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    Label(
        "affiliated_subsidy",
        r"对附属单位补助(?:支出)?",
        _SPENDING,
        (
            Example(
                "expenditure",
                "对附属单位补助支出0万元，占比0%。",
                ("affiliated_subsidy_amount=0万元", "affiliated_subsidy_share=0%"),
                "final",
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    Label(
        "personnel",
        r"人员(?:经费|支出|类支出)",
        (*_BASIC, *_SPENDING),
        (
            Example(
                "basic_expenditure", "人员经费 4,960.43万元,主要包括:离休费、奖金;", ("personnel_amount=4960.43万元",)
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    Label(
        "public",
        r"(?:日常)?公用(?:经费|支出|类支出)|(?:日常)?公务费用",
        (*_BASIC, *_SPENDING),
        (
            Example("basic_expenditure", "公用经费22.99万元, 主要包括: 印刷费、办公费", ("public_amount=22.99万元",)),
            Example(
                "basic_expenditure", "日常公用经费12万元，占基本支出的9%", ("public_amount=12万元", "public_share=9%")
            ),
        ),
        sides=(EXPENDITURE,),
    ),
)

GENERAL_LABELS = (
    Label(
        "general",
        r"一般公共预算(?:财政拨款)?(?:当年拨款(?:支出)?|当年财政拨款|财政拨款支出|决算支出|拨款支出|拨款|支出)(?:总额|合计|总计)?|一般公共预算当年|一般公共预算",
        _GENERAL,
        (
            Example(
                "general_size",
                "2023 年度一般公共预算当年拨款4,545.97万元,比上年增加438.73万元 , 增加41.59%。",
                (
                    "general_total=4545.97万元",
                    "general_change_amount=438.73万元↑@last_year",
                    "general_change_percent=41.59%↑@last_year",
                ),
            ),
            Example(
                "general_size",
                "2023年一般公共预算财政拨款决算支出937.61万元，占本年支出合计的100.00%。与上年相比，一般公共预算财政拨款支出增加700.68万元，增长80.67%。",
                (
                    "general_total=937.61万元",
                    "general_share=100%",
                    "general_change_amount=700.68万元↑@last_year",
                    "general_change_percent=80.67%↑@last_year",
                ),
                "final",
            ),
            Example(
                "general_detail",
                "2023年度一般公共预算财政拨款支出年初预算4,250.22万元，支出决算937.61万元，完成年初预算的82.71%。",
                (
                    "general_initial_budget=4250.22万元",
                    "general_executed=937.61万元",
                    "general_completion_rate=82.71%@initial_budget",
                ),
                "final",
            ),
        ),
        sides=(EXPENDITURE,),
    ),
)

OPERATING_COST_LABELS = (
    Label(
        "operating_costs",
        r"机关运行(?:经)?费|行政运行经费|(?:日常)?公用经费",
        ("operating_costs",),
        (
            Example(
                "operating_costs", "2023年机关运行经费财政拨款预算22.99万元,", ("operating_costs_this_year=22.99万元",)
            ),
            Example(
                "operating_costs",
                "本年度机关运行经费为58.68万元，上年度为51.03万元，减少原因为2022年度我单位退休2人",
                (
                    "operating_costs_this_year=58.68万元",
                    "operating_costs_last_year=51.03万元",
                    "operating_costs_change↓@last_year",
                    "reason_count=2人",
                ),
            ),
            Example(
                "operating_costs",
                "2023年机关运行经费财政拨款预算22.99万元, 上年机关运行经费财政拨款预算21.89万元, "
                "比2022年预算减少4.60万元",
                (
                    "operating_costs_this_year=22.99万元",
                    "operating_costs_last_year=21.89万元",
                    "operating_costs_change_amount=4.6万元↓@last_year_budget",
                ),
            ),
        ),
        sides=(EXPENDITURE,),
    ),
)

FUND_LABELS = (
    *(
        Label(
            stem,
            rf"{words}(?:预算)?(?:财政)?(?:拨款)?(?:本年)?{side_words}(?:预算|决算|总计|合计)*|(?:本年)?{side_words}(?:总计|合计)?",
            (stem,),
            (Example(stem, text, yields, "final"),),
            sides=(side,),
        )
        for stem, words, side, side_words, text, yields in (
            (
                "government_fund",
                "政府性基金",
                REVENUE,
                "收入",
                "2023年度政府性基金预算财政拨款收入5万元，支出3万元。",
                ("government_fund_total=5万元/revenue", "government_fund_total=3万元/expenditure"),
            ),
            (
                "government_fund",
                "政府性基金",
                EXPENDITURE,
                "支出",
                "政府性基金预算财政拨款支出10万元，比上年减少5万元",
                ("government_fund_total=10万元/expenditure", "government_fund_change_amount=5万元↓@last_year"),
            ),
            (
                "state_capital",
                "国有资本经营",
                REVENUE,
                "收入",
                "国有资本经营预算财政拨款收入2万元",
                ("state_capital_total=2万元/revenue",),
            ),
            (
                "state_capital",
                "国有资本经营",
                EXPENDITURE,
                "支出",
                "国有资本经营预算财政拨款支出3万元",
                ("state_capital_total=3万元/expenditure",),
            ),
        )
    ),
    *(
        Label(
            stem,
            rf"{words}(?:预算)?(?:财政)?(?:拨款)?(?:收支)?(?:预算|决算)?",
            (stem,),
            (Example(stem, text, yields),),
        )
        for stem, words, text, yields in (
            ("government_fund", "政府性基金", "政府性基金预算12万元", ("government_fund_total=12万元",)),
            ("state_capital", "国有资本经营", "国有资本经营预算安排2万元", ("state_capital_total=2万元",)),
        )
    ),
)
