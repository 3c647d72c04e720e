"""Duties about procurement and state assets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mingzhang.checks.base import Finding
from mingzhang.checks.duties import samples
from mingzhang.checks.duties.decide import LAW_EN, LAW_ZH, MEASURES_EN, MEASURES_ZH
from mingzhang.checks.duties.section import SectionDuty
from mingzhang.checks.duties.view import View
from mingzhang.checks.engine.phrases import label, wording

_PARTS = (
    ("goods", label("duties.goods", "货物", "goods")),
    ("works", label("duties.works", "工程", "works")),
    ("services", label("duties.services", "服务", "services")),
)


class _Procurement(SectionDuty):
    section = "procurement"
    words = re.compile("政府采购")
    topic = label("Procurement.topic", "政府采购", "procurement")
    basis_zh = f"{LAW_ZH}{MEASURES_ZH}政府采购总额，货物、工程、服务分列；决算另列授予中小企业合同金额和占比。"
    basis_en = (
        f"{LAW_EN} {MEASURES_EN} The total of procurement, goods, works and services; in final accounts also the "
        "contracts of small and medium firms and their share."
    )

    says_stated_there_procurement = wording(
        "Procurement.stated_there_procurement", "写明没有政府采购。", "It is stated that there is no procurement."
    )

    def nothing_bought(self, view: View) -> Finding | None:
        """A finding where the document says that nothing was bought, or the total is zero."""
        none = self.none_stated(view, "procurement_total")
        if none is not None:
            said = self.says_stated_there_procurement()
            return self.decide("procurement", "pass", said, [none])
        return None


class D15(_Procurement):
    """The explanations state the total of procurement, and goods, works and services.

    A part that is not mentioned is no failure where the parts that are add up to the total, or the total is zero.
    """

    code = "D15"
    rule_zh = (
        "情况说明写明政府采购总额及货物、工程、服务金额。未提到某一项，而已提到的各项之和等于总额，或总额为零的，"
        "不算缺少。"
    )
    title_zh = "说明政府采购总额及货物、工程、服务金额"
    title_en = "Procurement in total, and goods, works and services"
    why_zh = "政府采购是公众监督的重点，分类才能看清买了什么。"
    why_en = "Procurement is what citizens watch; the parts tell what is bought."
    fix_zh = "公布者写明政府采购总额和三类金额，没有的写明为零。"
    fix_en = "State the total and the three amounts, zeros included."
    good = samples.budget(
        "九、政府采购情况\n政府采购预算总额5.00万元，其中：政府采购货物预算3.00万元、政府采购工程预算0万元、政府采购服务预算2.00万元。\n"
    )
    bad = samples.budget("九、政府采购情况\n政府采购预算总额5.00万元。\n")

    says_total = wording("D15.total", "总额", "the total")
    says_not_mentioned_parts_stated = wording(
        "D15.not_mentioned_parts_stated",
        "没有提到{said}，所列各项之和已等于总额，视为没有。",
        "Not mentioned; the parts stated make up the total ({said}).",
    )
    says_amount = wording("D15.amount", "{said}金额", "the amount of {said}")

    def judge(self, view: View) -> Iterator[Finding]:
        """One instance for the total and one per part."""
        if nothing := self.nothing_bought(view):
            yield nothing
            return
        yield self.figure(view, "total", self.says_total(), ("procurement_total",), r"采购[^。]{0,30}[0-9]")
        total = next((s.value_yuan for s in self.found(view, "procurement_total")), None)
        stated = {key: self.found(view, f"procurement_{key}") for key, _ in _PARTS}
        parts = sum((s[0].value_yuan or Decimal(0) for s in stated.values() if s), Decimal(0))
        for key, said in _PARTS:
            if not stated[key] and total is not None and parts == total:
                told = self.says_not_mentioned_parts_stated(said=said)
                yield self.decide(key, "pass", told, [view.heading(self.section)])
            else:
                yield self.figure(view, key, self.says_amount(said=said), (f"procurement_{key}",), said.zh)


class D16(_Procurement):
    """Final accounts state what procurement went to small and medium firms: amount or share."""

    code = "D16"
    rule_zh = "决算写明政府采购授予中小企业的金额或占比。"
    title_zh = "决算说明政府采购授予中小企业情况"
    title_en = "Procurement awarded to small and medium firms (final accounts)"
    why_zh = "政府采购应支持中小企业，公开比例便于监督。"
    why_en = "Procurement is to support small firms; the share lets the public judge."
    requires_zh = f"只适用于决算，且有政府采购支出。{SectionDuty.requires_zh}"
    requires_en = f"Only for final accounts with procurement. {SectionDuty.requires_en}"
    fix_zh = "公布者写明授予中小企业、小微企业合同金额及占比。"
    fix_en = "State the contracts awarded to small and medium firms and their share."
    _SENTENCE = (
        "政府采购支出总额5.00万元，其中：政府采购货物支出5.00万元、政府采购工程支出0万元、政府采购服务支出0万元。"
    )
    good = samples.final(
        f"十、政府采购情况说明\n{_SENTENCE}政府采购授予中小企业合同金额5.00万元，占政府采购支出总额的100%。\n"
    )
    bad = samples.final(f"十、政府采购情况说明\n{_SENTENCE}\n")

    says_budget_need_not_state = wording(
        "D16.budget_need_not_state", "预算不要求说明授予中小企业的采购合同。", "A budget need not state contracts."
    )
    says_nothing_bought_so_there = wording(
        "D16.nothing_bought_so_there",
        "政府采购支出为零，没有授予中小企业的合同。",
        "Nothing was bought, so there are no contracts.",
    )
    says_contracts_small_firms = wording(
        "D16.contracts_small_firms", "授予中小企业的合同金额或占比", "contracts of small firms"
    )

    def exempt(self, view: View) -> Finding | None:
        """A budget has no contracts yet."""
        if view.is_final:
            return None
        said = self.says_budget_need_not_state()
        return self.decide("sme", "not_applicable", said)

    def judge(self, view: View) -> Iterator[Finding]:
        """One instance."""
        if nothing := self.nothing_bought(view):
            yield nothing
            return
        total = next((s for s in self.found(view, "procurement_total") if s.value == 0), None)
        if total is not None and not self.found(view, "sme_*", "small_firm_*"):
            said = self.says_nothing_bought_so_there()
            yield self.decide("sme", "not_applicable", said, [total])
            return
        ids = ("sme_*", "small_firm_*")
        yield self.figure(view, "sme", self.says_contracts_small_firms(), ids, r"中小|小微|小型")


_KINDS = (
    ("vehicles", label("duties.vehicles", "车辆", "vehicles"), r"车"),
    ("buildings", label("duties.buildings", "房屋", "buildings"), r"房|土地"),
    (
        "other_assets",
        label("duties.equipment_other_assets", "设备等其他资产", "equipment and other assets"),
        r"设备|其他(国有)?资产|固定资产|无形资产",
    ),
)


class D17(SectionDuty):
    """The explanations state state assets. Each kind that has a heading of its own must have text below it.

    The document names state assets as a whole, so a kind on which nothing at all is said is no failure.
    """

    code = "D17"
    rule_zh = (
        "情况说明写明国有资产占有使用情况；有自己标题的每一类资产，标题下应有内容。文件要求的是国有资产总体情况，"
        "因此完全没有提到某一类不算缺少。"
    )
    section = "state_assets"
    words = re.compile("国有资产|资产占[有用]")
    topic = label("D17.topic", "国有资产占有使用", "state assets")
    title_zh = "说明国有资产占有使用情况"
    title_en = "State assets: vehicles, buildings, equipment"
    why_zh = "车辆、房屋、设备是公共财产，公众有权知道有多少。"
    why_en = "Vehicles, buildings and equipment are public property."
    basis_zh = f"{MEASURES_ZH}逐步公开国有资产占用情况。"
    basis_en = f"{MEASURES_EN} State assets are published step by step."
    fix_zh = "公布者逐项写明车辆、房屋和设备情况，没有的写“无”。"
    fix_en = "State vehicles, buildings and equipment one by one, or that there are none."
    _OTHER = "3、其他国有资产占有使用情况：\n通用设备原值5.00万元。\n"
    good = samples.budget(f"十一、国有资产占有使用情况\n1、车辆情况：\n无车辆。\n{_OTHER}")
    bad = samples.budget(f"十一、国有资产占有使用情况\n1、车辆情况：\n{_OTHER}")

    says_section_speaks = wording("D17.section_speaks", "说明了{said}情况。", "The section speaks of {said}.")
    says_heading_has_text_below = wording(
        "D17.heading_has_text_below", "“{said}”只有标题，没有内容。", "The heading on {said} has no text below it."
    )
    says_what_said_not_read = wording(
        "D17.what_said_not_read", "“{said}”的内容未能读取。", "What is said of {said} was not read."
    )
    says_nothing_said_document_cited = wording(
        "D17.nothing_said_document_cited",
        "没有单独说明{said}；所引文件未逐项要求。",
        "Nothing is said of {said}; the document cited does not list it.",
    )

    def judge(self, view: View) -> Iterator[Finding]:
        """One instance per kind of asset."""
        text = view.text(self.section)
        for key, said, pattern in _KINDS:
            own = view.standing(key, re.compile("(?!)"))
            words = re.compile(pattern)
            if own.what == "text" or (own.what != "empty" and words.search(text)):
                told = self.says_section_speaks(said=said)
                yield self.decide(key, "pass", told, own.places or [view.heading(self.section)])
            elif own.what == "empty" and not words.search(text):
                told = self.says_heading_has_text_below(said=said)
                yield self.decide(key, "warning", told, own.places)
            elif own.what in ("rows", "empty"):
                told = self.says_what_said_not_read(said=said)
                yield self.decide(key, "unknown", told, own.places, attribution="extraction")
            else:
                told = self.says_nothing_said_document_cited(said=said)
                yield self.decide(key, "not_applicable", told, [view.heading(self.section)])


ASSET_DUTIES = (D15(), D16(), D17())
