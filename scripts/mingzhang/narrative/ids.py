"""Every statement id with its titles: what a figure is about (stem) × what is said of it (measure)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

MEASURES: dict[str, tuple[str, str]] = {
    "share": ("占比", "share"),
    "change_amount": ("增减额", "change, amount"),
    "change_percent": ("增减幅度", "change, per cent"),
    "change_count": ("增减数", "change, number"),
    "change": ("增减变动", "change"),
    "change_reason": ("增减原因", "reason of the change"),
    "completion_rate": ("完成率", "completion rate"),
    "initial_budget": ("年初预算", "initial budget"),
    "full_budget": ("全年预算", "full-year budget"),
    "budget": ("预算", "budget"),
    "executed": ("决算", "executed"),
    "last_year": ("上年数", "last year"),
    "value": ("价值", "value"),
}


@dataclass(frozen=True, slots=True)
class Stem:
    """What statements are about. `amount` is the id of its plain amount, `count` of its plain number of things."""

    title: str
    title_en: str
    amount: str = ""
    count: str = ""


STEMS: dict[str, Stem] = {
    "revenue": Stem("收入总计", "Total revenue", "revenue_total"),
    "expenditure": Stem("支出总计", "Total expenditure", "expenditure_total"),
    "revenue_current": Stem("本年收入", "Revenue of the year", "revenue_current"),
    "expenditure_current": Stem("本年支出", "Expenditure of the year", "expenditure_current"),
    "carried_over": Stem("上年结转", "Carried over from last year", "carried_over"),
    "closing": Stem("年末结转", "Carried over to next year", "closing"),
    "surplus_used": Stem("使用非财政拨款结余", "Non-appropriation surplus used", "surplus_used"),
    "surplus_distributed": Stem("结余分配", "Surplus distributed", "surplus_distributed"),
    "revenue_source": Stem("分来源收入", "Revenue by source", "revenue_source_amount"),
    "basic": Stem("基本支出", "Basic expenditure", "basic_amount"),
    "project": Stem("项目支出", "Project expenditure", "project_amount"),
    "remitted_up": Stem("上缴上级支出", "Remitted to superior units", "remitted_up_amount"),
    "operating_expenditure": Stem("经营支出", "Operating expenditure", "operating_expenditure_amount"),
    "affiliated_subsidy": Stem("对附属单位补助支出", "Subsidy to affiliated units", "affiliated_subsidy_amount"),
    "personnel": Stem("人员经费", "Personnel", "personnel_amount"),
    "public": Stem("公用经费", "Public (running) costs", "public_amount"),
    "basic_item": Stem("基本支出分项", "Item of basic expenditure", "basic_item_amount"),
    "appropriation": Stem("财政拨款", "Fiscal appropriation", "appropriation_total"),
    "appropriation_source": Stem("分来源财政拨款", "Appropriation by fund", "appropriation_source_amount"),
    "appropriation_current": Stem("当年财政拨款", "Appropriation of the year", "appropriation_current"),
    "general": Stem("一般公共预算支出", "General public budget expenditure", "general_total"),
    "function": Stem("分功能支出", "Expenditure by function", "function_amount"),
    "government_fund": Stem("政府性基金预算支出", "Government fund expenditure", "government_fund_total"),
    "state_capital": Stem("国有资本经营预算支出", "State capital expenditure", "state_capital_total"),
    "three_public": Stem("“三公”经费", "Three public expenses", "three_public_total"),
    "abroad": Stem("因公出国（境）费", "Travel abroad", "abroad"),
    "vehicle_costs": Stem("公务用车购置及运行费", "Vehicles, purchase and operation", "vehicle_costs"),
    "vehicle_purchase": Stem("公务用车购置费", "Vehicle purchase", "vehicle_purchase"),
    "vehicle_operation": Stem("公务用车运行维护费", "Vehicle operation", "vehicle_operation"),
    "reception": Stem("公务接待费", "Receptions", "reception"),
    "domestic_reception": Stem("国内接待费", "Domestic receptions", "domestic_reception"),
    "foreign_guest_reception": Stem("外事接待费", "Receptions of foreign guests", "foreign_guest_reception"),
    "overseas_reception": Stem("国（境）外接待费", "Receptions abroad", "overseas_reception"),
    "delegations": Stem("出国团组", "Delegations abroad", count="delegations_count"),
    "abroad_persons": Stem("出国人次", "Persons travelling abroad", count="abroad_persons"),
    "vehicles_purchased": Stem("购置公务用车", "Vehicles purchased", count="vehicles_purchased_count"),
    "vehicles_kept": Stem("公务用车保有量", "Vehicles kept", count="vehicles_kept_count"),
    "receptions": Stem("接待批次", "Receptions, number", count="receptions_count"),
    "reception_persons": Stem("接待人次", "Receptions, persons", count="reception_persons"),
    "operating_costs": Stem("机关运行经费", "Operating costs of government offices", "operating_costs_this_year"),
    "procurement": Stem("政府采购", "Government procurement", "procurement_total"),
    "procurement_centralised": Stem("政府集中采购", "Centralised procurement", "procurement_centralised"),
    "procurement_decentralised": Stem("分散采购", "Decentralised procurement", "procurement_decentralised"),
    "procurement_goods": Stem("政府采购货物", "Procurement of goods", "procurement_goods"),
    "procurement_works": Stem("政府采购工程", "Procurement of works", "procurement_works"),
    "procurement_services": Stem("政府采购服务", "Procurement of services", "procurement_services"),
    "sme": Stem("授予中小企业合同", "Contracts to small and medium firms", "sme_amount"),
    "small_firm": Stem("授予小微企业合同", "Contracts to small and micro firms", "small_firm_amount"),
    "performance": Stem("绩效管理涉及资金", "Money under performance management", "performance_amount"),
    "performance_projects": Stem(
        "绩效管理项目", "Projects under performance management", count="performance_projects_count"
    ),
    "major_projects": Stem("重大项目", "Major projects", count="major_projects_count"),
    "evaluations": Stem("绩效自评", "Self-evaluations", "evaluations_amount", "evaluations_count"),
    "evaluation_coverage": Stem("绩效自评覆盖率", "Self-evaluation coverage", count="evaluation_coverage"),
    "evaluation_grade": Stem("自评等级", "Self-evaluations by grade", count="evaluation_grade_count"),
    "vehicles": Stem("车辆", "Vehicles", count="vehicles_count"),
    "vehicles_authorised": Stem("车辆编制", "Vehicles authorised", count="vehicles_authorised"),
    "vehicles_by_use": Stem("分用途车辆", "Vehicles by use", count="vehicles_by_use"),
    "equipment_over_1m": Stem("单价100万元以上设备", "Equipment over 1 million yuan", count="equipment_over_1m_count"),
    "equipment_over_500k": Stem(
        "单价50万元以上设备", "Equipment over 500 thousand yuan", count="equipment_over_500k_count"
    ),
    "buildings": Stem("房屋", "Buildings", count="buildings_area"),
    "assets": Stem("国有资产", "State assets", "assets_amount"),
    "staff_posts": Stem("编制人数", "Authorised posts", count="staff_posts"),
    "staff_actual": Stem("实有人数", "Actual staff", count="staff_actual"),
    "staff_retired": Stem("离退休人数", "Retired staff", count="staff_retired"),
    "internal_bodies": Stem("内设机构", "Internal bodies", count="internal_bodies_count"),
    "internal_body": Stem("内设机构名称", "Internal body, name", count="internal_body"),
    "subordinate_units": Stem("下属单位", "Subordinate units", count="subordinate_units_count"),
    "subordinate_unit": Stem("下属单位名称", "Subordinate unit, name", count="subordinate_unit"),
    "purchased_services": Stem(
        "政府购买服务", "Services purchased", "purchased_services_amount", "purchased_services_count"
    ),
    "purchase_catalogue": Stem(
        "政府购买服务指导性目录", "Catalogue of services to purchase", count="purchase_catalogue"
    ),
    "other_matters": Stem("其他事项", "Other matters", count="other_matters"),
    "reason": Stem("原因中的数字", "Figure inside a reason", "reason_amount", "reason_count"),
}


def statement_id(stem: str, measure: str) -> str:
    """The id of a figure: `basic`, `share` → basic_share; measure `amount` or `count` gives the stem's own."""
    found = STEMS[stem]
    if measure == "amount":
        return found.amount or found.count
    if measure == "count":
        return found.count or found.amount
    return f"{stem}_{measure}"


_OF_COUNTS = ("share", "change_count", "change_percent", "change", "last_year", "value")
_WITHOUT = frozenset({"reason", "internal_body", "subordinate_unit", "purchase_catalogue", "other_matters"})


def _measures(name: str, stem: Stem) -> tuple[str, ...]:
    if name in _WITHOUT:
        return ()
    return tuple(MEASURES) if stem.amount else _OF_COUNTS


_OWN_TITLES = {"buildings_area": ("房屋面积", "Floor area of buildings")}
"""Ids that say less than their stem: a section on buildings may speak of them and leave their area out."""


def statement_titles() -> dict[str, tuple[str, str]]:
    """Every id a statement may have, with its title in both languages."""
    titles: dict[str, tuple[str, str]] = {}
    for name, stem in STEMS.items():
        for own in (stem.amount, stem.count):
            if own:
                titles[own] = _OWN_TITLES.get(own, (stem.title, stem.title_en))
        for measure in _measures(name, stem):
            title, title_en = MEASURES[measure]
            titles.setdefault(f"{name}_{measure}", (f"{stem.title}：{title}", f"{stem.title_en}: {title_en}"))
    return titles


def meaning_of(statement: str) -> tuple[str, str]:
    """What a statement's id is about, and what is said of it (`""` for the plain figure): `("basic", "share")`.

    Raises `KeyError` for an id that no converter writes.
    """
    return _meanings()[statement]


@cache
def _meanings() -> dict[str, tuple[str, str]]:
    found = {own: (name, "") for name, stem in STEMS.items() for own in (stem.amount, stem.count) if own}
    for name in STEMS:
        for measure in MEASURES:
            found.setdefault(f"{name}_{measure}", (name, measure))
    return found
