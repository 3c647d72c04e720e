"""Labels of the three public expenses and of what is counted with them."""

from __future__ import annotations

from mingzhang.narrative.labels.model import EXPENDITURE, Example, Label

_THREE = ("three_public",)

_ABROAD = r"因公出国(?:\(境\))?(?:经费|费用|费|支出)*|出国\(境\)(?:经费|费用|费|支出)*"
_CAR = r"(?:公务(?:用)?车|公车)"

THREE_PUBLIC_LABELS = (
    Label(
        "three_public",
        r"(?:财政拨款)?(?:安排的?)?三公经费(?:的)?(?:一般公共预算)?(?:财政拨款)?(?:支出)?(?:总额|合计|总计)?",
        _THREE,
        (
            Example(
                "three_public",
                "2023年财政拨款安排的“三公”经费预算2.00万元比2022年同口径减少 0.20万元，"
                "主要原因是财政调整“三公”经费预算。",
                ("three_public_total=2万元", "three_public_change_amount=0.2万元↓@last_year"),
            ),
            Example(
                "three_public_overall",
                "2023年度“三公”经费财政拨款支出全年预算0万元，支出决算0万元，完成全年预算的0%，与上年“三公”经费财政拨款支出决算相同。",
                (
                    "three_public_full_budget=0万元",
                    "three_public_executed=0万元",
                    "three_public_completion_rate=0%@full_year_budget",
                    "three_public_change=@last_year_final",
                ),
                "final",
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    Label(
        "abroad",
        _ABROAD,
        _THREE,
        (
            Example(
                "three_public",
                "其中：因公出国（境）费0.00万元与上年预算数相同；",
                ("abroad=0万元", "abroad_change=@last_year_budget"),
            ),
            Example(
                "three_public_overall",
                "因公出国（境）费支出0万元，完成全年预算的0%，与上年相同，主要原因是：本单位无因公出国（境）费支出；",
                ("abroad=0万元", "abroad_completion_rate=0%@full_year_budget", "abroad_change=@last_year"),
                "final",
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    Label(
        "vehicle_costs",
        rf"{_CAR}购置(?:及|和|与|、)(?:公务用车)?运行(?:维护)?(?:经费|费用|费|支出)*",
        _THREE,
        (
            Example(
                "three_public",
                "公务用车购置及运行费28万元（公务用车购置费0万元，公务用车运行维护费28万元），较上年无增减；"
                "公务接待费1万元，比上年增加0.2万元，增长100 %",
                (
                    "vehicle_costs=28万元",
                    "vehicle_purchase=0万元",
                    "vehicle_operation=28万元",
                    "vehicle_costs_change=@last_year",
                    "reception=1万元",
                    "reception_change_amount=0.2万元↑@last_year",
                    "reception_change_percent=100%↑@last_year",
                ),
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    Label(
        "vehicle_purchase",
        rf"{_CAR}购置(?:经费|费用|费|支出)*",
        _THREE,
        (Example("three_public_detail", "2、公务用车购置支出0万元，", ("vehicle_purchase=0万元",), "final"),),
        sides=(EXPENDITURE,),
    ),
    Label(
        "vehicle_operation",
        rf"{_CAR}(?:日常)?运行(?:及)?(?:和)?(?:维护|维修)*(?:经费|费用|费|支出)*|公务运行维护费",
        _THREE,
        (
            Example(
                "three_public",
                "公务用车运行维护费2.00万元与上年相比预算数减少0.20万元；",
                ("vehicle_operation=2万元", "vehicle_operation_change_amount=0.2万元↓@last_year_budget"),
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    Label(
        "reception",
        r"公务接待(?:经费|费用|费|支出)*|接待费(?:支出)?",
        _THREE,
        (
            Example(
                "three_public",
                "公务接待费支出预算为5万元，与上年持平",
                ("reception=5万元", "reception_change=@last_year"),
            ),
        ),
        sides=(EXPENDITURE,),
    ),
    Label(
        "domestic_reception",
        r"国内(?:公务)?接待(?:经费|费用|费|支出)*",
        _THREE,
        (
            Example(
                "three_public_detail",
                "4、公务接待费支出0万元，共接待0批次，0人次。国内接待费0万元，共接待0批次，0人次，其中外事接待费0万元，共接待0批次，0人次",
                (
                    "reception=0万元",
                    "receptions_count=0批次",
                    "reception_persons=0人次",
                    "domestic_reception=0万元",
                    "receptions_count[domestic_reception]=0批次",
                    "reception_persons[domestic_reception]=0人次",
                    "foreign_guest_reception=0万元",
                    "receptions_count[foreign_guest_reception]=0批次",
                    "reception_persons[foreign_guest_reception]=0人次",
                ),
                "final",
            ),
        ),
        units=("money", "groups", "visits"),
        sides=(EXPENDITURE,),
    ),
    Label(
        "foreign_guest_reception",
        r"(?:外事|外宾)接待(?:经费|费用|费|支出)*",
        _THREE,
        (Example("three_public_detail", "外宾接待支出2万元", ("foreign_guest_reception=2万元",), "final"),),
        units=("money", "groups", "visits"),
        sides=(EXPENDITURE,),
    ),
    Label(
        "overseas_reception",
        r"国\(境\)外(?:公务)?接待(?:经费|费用|费|支出)*|接待国\(境\)外",
        _THREE,
        (
            Example(
                "three_public_detail",
                "国（境）外接待费0万元，共接待国（境）外0批次，0人次",
                (
                    "overseas_reception=0万元",
                    "receptions_count[overseas_reception]=0批次",
                    "reception_persons[overseas_reception]=0人次",
                ),
                "final",
            ),
        ),
        units=("money", "groups", "visits"),
        sides=(EXPENDITURE,),
    ),
    Label(
        "delegations",
        r"(?:因公)?(?:出国|出访|参加)?(?:\(境\))?团组(?:数)?|因公出国(?:\(境\))?|组团|出国\(境\)",
        _THREE,
        (
            Example(
                "three_public_detail",
                "1、因公出国（境）费支出0万元，出国团组共0个，0人次。",
                ("abroad=0万元", "delegations_count=0个", "abroad_persons=0人次"),
                "final",
            ),
            Example(
                "three_public_detail",
                "全年因公出国（境）团组2个，累计5人次",
                ("delegations_count=2个", "abroad_persons=5人次"),
                "final",
            ),
        ),
        units=("items", "groups"),
    ),
    Label(
        "vehicles_purchased",
        rf"(?:购置|更新|购入|新购)(?:{_CAR}|车辆|数)*",
        _THREE,
        (Example("three_public_detail", "使用财政拨款共购置公务用车0辆", ("vehicles_purchased_count=0辆",), "final"),),
        units=("vehicles",),
    ),
    Label(
        "vehicles_kept",
        rf"{_CAR}?(?:保有量|保有)(?:为|共)*|{_CAR}编制",
        _THREE,
        (
            Example(
                "three_public_detail", "使用财政拨款负担的公务用车保有量共0辆车", ("vehicles_kept_count=0辆",), "final"
            ),
            Example("three_public_detail", "年末公务用车保有量为3辆", ("vehicles_kept_count=3辆",), "final"),
        ),
        units=("vehicles",),
    ),
)
