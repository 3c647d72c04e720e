"""Columns that only some provinces print: kinds of funds and of spending, other years, what a row is of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mingzhang.tables import PERIODS, STANDARD

Titles = tuple[str, str]
"""What a column is called in Chinese and in English."""

AMOUNTS: Mapping[str, Titles] = {
    "education_fees": ("其中：教育收费", "Of which education fees"),
    "surplus_used": ("使用非财政拨款结余", "Use of non-appropriation surplus"),
    "cash_balance": ("上年实户资金余额", "Balance of last year's accounts"),
    "appropriation_current": ("其中：经费拨款", "Of which running appropriation"),
    "special_account_education": ("财政专户：教育收费", "Special account: education fees"),
    "special_account_other": ("财政专户：其他", "Special account: other"),
    "special_funds_part": ("其中：专项资金列入部门预算项目", "Of which special funds in the department's budget"),
    "carried_over_general": ("上年结转：一般公共预算", "Carried over: general public budget"),
    "carried_over_government_fund": ("上年结转：政府性基金预算", "Carried over: government fund budget"),
    "carried_over_state_capital": ("上年结转：国有资本经营预算", "Carried over: state capital operating budget"),
    "carried_over_special_account": ("上年结转：财政专户管理资金", "Carried over: special fiscal account"),
    "carried_over_unit_funds": ("上年结转：单位资金", "Carried over: unit's own funds"),
    "carried_over_basic": ("上年结转：基本支出", "Carried over: basic expenditure"),
    "carried_over_personnel": ("上年结转：人员经费", "Carried over: personnel"),
    "carried_over_public": ("上年结转：公用经费", "Carried over: public (running) costs"),
    "carried_over_project": ("上年结转：项目支出", "Carried over: project expenditure"),
    "carried_over_operating": ("上年结转：经营支出", "Carried over: operating expenditure"),
    "carried_out": ("结转下年", "Carried out to next year"),
    "procurement": ("其中：政府采购", "Of which government procurement"),
    "procurement_sme": ("其中：预留给中小企业的政府采购", "Of which procurement reserved for small and medium firms"),
    "procurement_small": ("其中：预留给小微企业的政府采购", "Of which procurement reserved for small and micro firms"),
    "project_without_capital": ("项目支出（扣除基建）", "Project expenditure without capital construction"),
    "total_without_capital": ("合计（扣除基建）", "Total without capital construction"),
    "capital": ("其中：基本建设资金", "Of which capital construction"),
    "adjusted": ("调整预算数", "Adjusted budget"),
}
"""By stem."""

TEXTS: Mapping[str, tuple[str, str, str]] = {
    "unit_code": ("单位编码", "Unit code", "原文印刷的单位编码。"),
    "project_type": ("项目类别", "Project type", "原文印刷的项目类别。"),
    "remark": ("备注", "Remark", "原文印刷的备注。"),
    "item_code": ("品目编码", "Catalogue code", "原文印刷的采购品目编码。"),
    "item_name": ("品目名称", "Catalogue item", "原文印刷的采购品目。"),
    "procurement_method": ("采购形式", "Procurement method", "原文印刷的采购组织形式。"),
    "service_class": ("一级目录", "Service, level 1", "政府购买服务指导性目录一级。"),
    "service_group": ("二级目录", "Service, level 2", "政府购买服务指导性目录二级。"),
    "service": ("三级目录", "Service, level 3", "政府购买服务指导性目录三级。"),
    "fund_printed": ("资金性质（原文）", "Fund as printed", "原文印刷的资金性质。"),
}
"""With what the column means."""

_PERIOD_WORDS = {"previous": ("上年", "last year"), "change": ("增减", "change on last year")}


def of_other_periods(titles: Mapping[str, Titles]) -> Iterator[tuple[str, Titles]]:
    """For each amount of another period that a table prints, its stem and titles, made of those of the current one."""
    for name in dict.fromkeys(name for table in STANDARD for name in table.columns):
        period, _, stem = name.removesuffix("_yuan").partition("_")
        if period in PERIODS:
            zh, en = _PERIOD_WORDS[period]
            title, title_en = titles[f"{stem}_yuan"]
            yield (
                f"{period}_{stem}",
                (f"{zh}{title.removesuffix('（元）')}", f"{title_en.removesuffix(' (yuan)')}, {en}"),
            )
