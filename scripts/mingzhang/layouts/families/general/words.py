"""Header words of the whole country, each said once: columns that the general family's tables are made of.

Patterns are for folded header texts (no spaces or quotation marks, brackets in ASCII, the year taken off).
"""

from __future__ import annotations

from mingzhang.layouts.model import Column

SUM = r"合计|总计|小计|总额"
MONEY = r"(本年|当年|年初|部门|财政|财政拨款|项目|资金|预算|拨款|采购|支出|收入)*(预算|决算|执行)(数|金额|批复数)?|金额|预算金额|资金数额|项目金额|采购金额"
"""Headers that only say that there is money below."""
ALL = rf"{SUM}|{MONEY}|(支出|收入|资金|预算|基本支出|项目支出)(总计|合计|总额|小计)|本年(支出|收入)(合计|总计)?|总预算"

_GENERAL = r"(本级)?(一般)?公共预算(当年|本年)?(财政)?(拨款|补助)?(收入|资金|支出|预算|安排)*(小计)?"
_GOVERNMENT_FUND = r"政府性基金(预算)?(财政)?(拨款)?(收入|资金|支出|预算)*"
_STATE_CAPITAL = r"国有资本经营(预算)?(财政)?(拨款)?(收入|资金|支出|预算)*"
_SPECIAL = r"(财政)?专户(管理)?(资金|拨款|收入|事业收入|核拨|事业)*|财政专户管理资金收入"
_UNIT_FUNDS = r"单位(自有)?资金(收入)?|其他资金(收入)?|单位其他资金|自有资金"
_SERVICE = r"事业(预算)?收入(\(不含.*\))?|其中:事业收入"
_OPERATING = r"(事业单位)?经营(服务)?(预算)?收入"
_SUPERIOR = r"上级(单位)?(补助|拨入)(收入|资金)?"
_AFFILIATED = r"(对)?附属单位上缴(收入|资金)?|下级单位上缴收入"
_OTHER = r"其[他它](预算)?收入"
_CARRIED = r"上年(财政拨款)?(资金)?(结转|结余)(、|和|及)?(结转|结余)*(资金|收入|安排)*(\(.*\))?"
_SURPLUS = r"(使用)?非财政拨款(资金)?结余(\(不含.*\))?|用事业基金弥补收支差额|动用事业基金|使用非财政拨款结余(\(.*\))?"
_APPROPRIATION = (
    r"(本年|本级)?(财政(预算)?拨款|财政拨款收入|财政拨款资金|财政拨款预算|财政资金|经费拨款)(收入|\(补助\))?"
)
_BASIC = r"(其中:)?(本年)?基本支出(小计|合计|预算|总额)?"
_PROJECT = r"(其中:)?(本年)?项目支出(小计|合计|预算|总额|总数)?|专项业务经费(支出)?|项目经费|项目支出及其他支出"
_PERSONNEL = r"(其中:)?人员(类)?(经费|支出|费用)?(支出)?(小计)?|人员类|人员类项目"
_PUBLIC = r"(其中:)?(日常|定额|商品和服务)?公用(经费)?(类)?(支出|费用)?(小计)?|公用类|日常公用"
_CURRENT = r"本年收入|当年(财政)?(预算|拨款|安排)(数|收入)?|编制预算|当年预算安排|本年预算安排|当年收入|本年安排|本年(财政)?拨款(收入)?"

NEUTRAL = (
    rf"{SUM}|{MONEY}",
    r"(本年|当年)?((一般)?公共预算|政府性基金|国有资本经营|财政拨款|部门|单位)*(预算|拨款|资金)*(安排)?(的)?(支出|收入|收支)?(预算)?(总计|合计|情况)?",
    r".*科目(编码|代码|名称)?(\(.*\))?|项目|栏次|行次|功能分类|经济分类",
    r"(其中|按.*分|资金来源|收入来源|预算来源|资金性质|部门预算|总预算|支出性质|支出类型|支出预算|收入预算):?",
    r".*(收支|支出|收入)(预算|决算)?总?表",
)
"""Merged headers that add nothing to the columns below them."""


def amount(name: str, headers: str = "", *heads: tuple[str, str], **more: object) -> Column:
    """An amount that need not be printed: header patterns, and pairs of a header with one above it."""
    return Column(name, "amount", (headers,) if headers else (), heads=heads, expected=False, **more)  # type: ignore[arg-type]


def text(name: str, role: str, headers: str, *heads: tuple[str, str], expected: bool = False) -> Column:
    """A column of texts."""
    return Column(name, role, (headers,), heads=heads, expected=expected)  # type: ignore[arg-type]


_FUNDS = ("general", "government_fund", "state_capital")
_KINDS = ("public_service", "operating", "superior_subsidy", "affiliated_remittance", "other")
_SOURCES = ("appropriation", *_FUNDS, "special_account", "unit_funds", *_KINDS, "surplus_used")
_ACCOUNTS = ("special_account_education", "special_account_other")
_CARRIED_SOURCES = tuple(f"carried_over_{fund}" for fund in (*_FUNDS, "special_account", "unit_funds"))

UNIT = (
    text("unit_code", "unit_code", r"(预算)?(部门|单位|预算单位)(\(单位\))?(编码|代码)"),
    text("unit_name", "unit_name", r"(预算)?(部门|单位|预算单位)(\(单位\))?(名称)?|部门\(单位\)名称"),
)
SERIAL = text("serial", "serial", r"序号|编号")
REMARK = text("remark", "remark", r"备注|说明|绩效目标|项目简介|情况说明")
_ABOVE_CARRIED = rf"{_CARRIED}|财政拨款结转|上年结转结余|财政拨款上年结转"


def sources(*, total: str = ALL) -> tuple[Column, ...]:
    """Amounts by fund: total, this year's funds, unit funds by kind, carried-over by fund."""
    carried = tuple(
        amount(f"carried_over_{name}", "", (pattern, _ABOVE_CARRIED), fund=name, carryover="carried_over")
        for name, pattern in (
            ("general", _GENERAL),
            ("government_fund", _GOVERNMENT_FUND),
            ("state_capital", _STATE_CAPITAL),
            ("special_account", _SPECIAL),
            ("unit_funds", _UNIT_FUNDS),
        )
    )
    return (
        amount(
            "total",
            total,
            sums=("current_year", "carried_over", *_SOURCES, *_ACCOUNTS, *_CARRIED_SOURCES, "cash_balance"),
        ),
        amount(
            "current_year", _CURRENT, (SUM, _CURRENT), sums=(*_SOURCES, *_ACCOUNTS, "cash_balance"), carryover="current"
        ),
        amount("appropriation", _APPROPRIATION, (rf"{SUM}|金额", _APPROPRIATION), sums=_FUNDS, fund="appropriation"),
        amount("general", _GENERAL, (rf"{SUM}|金额", _GENERAL), fund="general"),
        amount("government_fund", _GOVERNMENT_FUND, (rf"{SUM}|金额", _GOVERNMENT_FUND), fund="government_fund"),
        amount("state_capital", _STATE_CAPITAL, (rf"{SUM}|金额", _STATE_CAPITAL), fund="state_capital"),
        amount("special_account", _SPECIAL, (rf"{SUM}|金额", _SPECIAL), fund="special_account"),
        amount("unit_funds", _UNIT_FUNDS, (rf"{SUM}|金额", _UNIT_FUNDS), sums=_KINDS, fund="unit_funds"),
        amount("public_service", _SERVICE, (rf"{SUM}|金额", _SERVICE), fund="public_service"),
        amount("operating", _OPERATING, fund="operating"),
        amount("superior_subsidy", _SUPERIOR, fund="superior_subsidy"),
        amount("affiliated_remittance", _AFFILIATED, fund="affiliated_remittance"),
        amount("other", _OTHER, fund="other"),
        amount("education_fees", r"其中:教育收费(收入)?", ("教育收费", _SERVICE), of_which=True),
        amount("special_account_education", "", (r"教育收费(收入)?", _SPECIAL), fund="special_account"),
        amount(
            "special_account_other",
            r"其他专户(收入)?(拨款|资金)?",
            (r"其他专户(收入)?(拨款|资金)?", _SPECIAL),
            fund="special_account",
        ),
        amount(
            "appropriation_current", r"其中:经费拨款(\(补助\))?", (r"其中:经费拨款.*", _APPROPRIATION), of_which=True
        ),
        amount("special_funds_part", r"其中:专项资金列入部门预算(的)?项目", of_which=True),
        amount("surplus_used", _SURPLUS),
        amount("cash_balance", r"上年实户资金余额"),
        amount("carried_over", _CARRIED, (SUM, _ABOVE_CARRIED), sums=_CARRIED_SOURCES, carryover="carried_over"),
        *carried,
    )


_ABOVE_BASIC = r"(本年)?(一般公共预算|财政拨款)?基本支出(预算)?"
_ABOVE_PROJECT = r"项目支出(预算)?|专项业务经费.*"
_TYPES = ("basic", "personnel", "public", "project", "operating", "remitted_up", "affiliated_subsidy", "carried_out")
_CARRIED_TYPES = ("carried_over_basic", "carried_over_personnel", "carried_over_public", "carried_over_project")


def spending(*, of_basic: bool = False) -> tuple[Column, ...]:
    """Amounts by kind of expenditure; `of_basic` where the whole table is basic expenditure."""
    whole = ((rf"{SUM}", _ABOVE_BASIC),) if of_basic else ()
    split = () if of_basic else ((SUM, _ABOVE_BASIC),)
    return (
        amount(
            "total",
            ALL + (rf"|{_ABOVE_BASIC}" if of_basic else ""),
            *whole,
            sums=("current_year", "carried_over", *_TYPES, *_CARRIED_TYPES, "carried_over_operating"),
        ),
        amount(
            "current_year",
            r"当年预算|本年预算安排",
            (SUM, r"当年预算|本年预算安排|编制预算"),
            sums=_TYPES,
            carryover="current",
        ),
        *(
            ()
            if of_basic
            else (amount("basic", _BASIC, *split, sums=("personnel", "public"), expenditure_type="basic"),)
        ),
        amount("personnel", _PERSONNEL, (SUM, _PERSONNEL), (_PERSONNEL, _ABOVE_BASIC), expenditure_type="personnel"),
        amount("public", _PUBLIC, (SUM, _PUBLIC), (_PUBLIC, _ABOVE_BASIC), expenditure_type="public"),
        *(() if of_basic else _beside_basic()),
        *_carried_spending(of_basic=of_basic),
    )


def _beside_basic() -> tuple[Column, ...]:
    return (
        amount("project", _PROJECT, (rf"{SUM}|项目支出总数", _ABOVE_PROJECT), expenditure_type="project"),
        amount(
            "operating",
            r"(其中:)?(事业单位)?经营支出",
            (r"(事业单位)?经营支出", r"其中:?"),
            expenditure_type="operating",
        ),
        amount("remitted_up", r"(其中:)?上缴上级支出", (r"上缴上级支出", r"其中:?"), expenditure_type="remitted_up"),
        amount(
            "affiliated_subsidy",
            r"(其中:)?对(附属|下级)单位补助(支出)?",
            (r"对附属单位补助支出", r"其中:?"),
            expenditure_type="affiliated_subsidy",
        ),
        amount("carried_out", r"结转下年(支出)?|年终结转"),
        amount("project_without_capital", "", (r"扣除基建.*", _ABOVE_PROJECT), of_which=True),
        amount("total_without_capital", r"扣除(中央)?基(建|本建设).*", of_which=True),
        amount(
            "capital", r"其中:基本建设(资金)?(支出)?", (r"其中:基本建设(资金)?(支出)?", _ABOVE_PROJECT), of_which=True
        ),
        amount("procurement", r"其中:政府采购", (SUM, r".*政府采购.*"), of_which=True),
        amount("procurement_sme", r"其中:.*中小企业.*", (r"其中:.*中小企业.*", r".*政府采购.*"), of_which=True),
        amount("procurement_small", r"其中:.*(小型|小微).*", (r"其中:.*(小型|小微).*", r".*政府采购.*"), of_which=True),
    )


def _carried_spending(*, of_basic: bool) -> tuple[Column, ...]:
    above = _ABOVE_CARRIED
    basic = (
        ()
        if of_basic
        else (
            amount("carried_over_basic", "", (_BASIC, above), sums=_CARRIED_TYPES[1:3], carryover="carried_over"),
            amount("carried_over_project", "", (_PROJECT, above), carryover="carried_over"),
            amount("carried_over_operating", "", (r"(事业单位)?经营支出", above), carryover="carried_over"),
        )
    )
    return (
        amount(
            "carried_over",
            _CARRIED,
            (SUM, above),
            sums=(*_CARRIED_TYPES, "carried_over_operating"),
            carryover="carried_over",
        ),
        amount("carried_over_personnel", "", (_PERSONNEL, above), carryover="carried_over"),
        amount("carried_over_public", "", (_PUBLIC, above), carryover="carried_over"),
        *basic,
    )
