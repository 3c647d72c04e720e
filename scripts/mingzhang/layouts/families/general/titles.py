"""What tables are called throughout the country: patterns for titles without year, number and issuer."""

from __future__ import annotations

P = r"(?:预算单位|市级部门|部门综合|部综合|部门\(单位\)|部门|单位|综合|本年度?|当年|年度?|市级|区级|县级|省级|本级|高等学校|财务|预算|决算)*"
"""What may stand before the table's own name: whose, of what level."""
T = r"(?:预算|决算|总体|情况|明细|汇总|统计|公开)*总?(?:体)?(?:情况)?(?:明细)?(?:预算)?表"
"""How a title ends."""
G = r"一般公共预算(?:财政)?(?:当年|本年)?(?:拨款)?(?:安排)?(?:的)?"
_BRACKET = r"[(—-]"
BY_FUNCTION = r"(?:[(—-]+按?(?:支出)?功能(?:分类)?(?:科目)?(?:分类|分)?\)?)?"
BY_ECONOMIC = r"(?:[(—-]+按?(?:部门预算|政府预算)?(?:支出)?经济(?:分类)?(?:科目)?(?:分类|分)?\)?)"
WITHOUT = r"(?:\(不含上年结转(?:结余)?(?:资金)?\))?"

BALANCE = rf"{P}(?:收支|收入支出)(?:预算|决算)?{T}"
REVENUE = rf"{P}(?:收入|年收入){T}"
EXPENDITURE = rf"{P}支出{T}"
APPROPRIATION_BALANCE = rf"{P}(?:一般公共预算)?财政拨款(?:收支|收入支出)(?:预算|决算)?{T}"
GENERAL = rf"{P}{G}支出(?:预算)?(?:功能(?:分类|科目)?)?{T}{BY_FUNCTION}{WITHOUT}"
GENERAL_BY_ECONOMIC = (
    rf"{P}{G}支出(?:预算)?(?:(?:部门预算)?经济(?:分类|科目)+{T}|{T}{BY_ECONOMIC})",
    rf"{P}{G}项目支出{T}{BY_ECONOMIC}",
)
BASIC = rf"{P}{G}基本支出(?:预算)?(?:(?:部门预算|部门|政府预算)?(?:支出)?(?:分)?经济(?:分类|科目)*)?{T}(?:{BY_ECONOMIC})?{WITHOUT}"
BASIC_BY_FUNCTION = rf"{P}{G}基本支出(?:预算)?{T}[(—-]+按?(?:支出)?功能(?:分类)?(?:科目)?(?:分类|分)?\)?"
BASIC_BY_FUND = rf"{P}基本支出(?:预算)?{T}"
GOVERNMENT_FUND_REVENUE = rf"{P}政府性基金(?:预算)?收入{T}{WITHOUT}"
GOVERNMENT_FUND = rf"{P}政府性基金(?:预算)?(?:财政)?(?:拨款)?支出(?:预算)?(?:功能分类)?{T}{BY_FUNCTION}{WITHOUT}"
GOVERNMENT_FUND_BALANCE = rf"{P}政府性基金(?:预算)?收支{T}"
STATE_CAPITAL = (
    rf"{P}国有资本经营(?:预算)?(?:财政)?(?:拨款)?(?:收支|支出|收入支出)(?:预算)?(?:功能分类)?{T}{BY_FUNCTION}{WITHOUT}"
)
THREE_PUBLIC = r"(?!.*(?:绩效|说明|分析)).*三公.{0,40}表"
OPERATING_COSTS = r"(?!.*(?:三公|绩效|说明)).*机关运行(?:经费)?.{0,20}表"
PROJECTS = (
    rf"{P}(?:财政拨款|一般公共预算)?(?:项目支出|专项业务经费)(?:及其他支出)?(?:支出)?{T}(?:\(本年预算\))?",
    rf"{P}项目{T}",
)
PROJECTS_CARRIED_OVER = rf"{P}项目支出{T}\(上年结转(?:结余)?(?:资金)?\)"
APPROPRIATION = rf"{P}财政拨款支出(?:预算)?{T}{BY_FUNCTION}(?:\(功能(?:分类)?科目\))?"
APPROPRIATION_BASIC = rf"{P}财政拨款基本支出(?:预算)?{T}(?:\(经济(?:分类)?科目\)|{BY_ECONOMIC})?"
PROCUREMENT = r"(?!.*(?:绩效|说明)).*政府采购.{0,30}表"
PURCHASED_SERVICES = r"(?!.*(?:绩效|说明|政府采购)).*购买服务.{0,20}表"
CARRIED_OVER = rf"{P}(?:财政拨款)?(?:上年)?结转(?:结余)?资金支出{T}"
GOVERNMENT_FUND_FINAL = rf"{P}政府性基金(?:预算)?(?:财政拨款)?(?:收入支出|收支|支出){T}"
