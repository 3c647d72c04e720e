"""Duties to explain: overall revenue and expenditure, 三公 expenses, operating costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from mingzhang.checks.base import Finding
from mingzhang.checks.duties import samples
from mingzhang.checks.duties.decide import LAW_EN, LAW_ZH, MEASURES_EN, MEASURES_ZH, Outcome
from mingzhang.checks.duties.section import CHANGE, SectionDuty
from mingzhang.checks.duties.view import View
from mingzhang.checks.engine.phrases import Phrase, label, wording
from mingzhang.narrative import Statement

_TOLD = r"[^。；]{0,12}(?:增|减|下降|上升|持平|相同)"
_PARTS = (
    ("abroad", label("duties.travel_abroad", "因公出国（境）费", "travel abroad"), r"出国"),
    ("reception", label("duties.receptions", "公务接待费", "receptions"), r"接待"),
    ("vehicle_purchase", label("duties.purchase_vehicles", "公务用车购置费", "purchase of vehicles"), r"购置"),
    (
        "vehicle_operation",
        label("duties.operation_vehicles", "公务用车运行维护费", "operation of vehicles"),
        r"运行维护|用车运行|购置[及和与、]运行",
    ),
)


class D11(SectionDuty):
    """The explanations state the 三公 total and its parts, the change on another year and why.

    A none stated for the whole is enough. A part that is not mentioned is no failure where the parts
    that are add up to the total. A change of a part is due only where the part is not zero.
    """

    code = "D11"
    rule_zh = (
        "情况说明写明“三公”经费总额及各项、与其他年度相比的增减及原因。总体称“无”即可。未提到某一项，"
        "而已提到的各项之和等于总额的，不算缺少。只有不为零的项才须说明增减。"
    )
    section = "three_public"
    words = re.compile("三公")
    topic = label("D11.topic", "“三公”经费", "three public expenses")
    title_zh = "说明“三公”经费及其增减变化原因"
    title_en = "Three public expenses and their changes are explained"
    why_zh = "“三公”经费最受公众关注，增减都应有解释。"
    why_en = "These expenses interest the public most; every change should be explained."
    basis_zh = f"{MEASURES_ZH}“三公”经费分项公开并说明增减变化的原因。"
    basis_en = f"{MEASURES_EN} They are published by item, with the reasons of changes."
    fix_zh = "公布者补充“三公”经费各项金额、与上年的比较和原因。"
    fix_en = "Add each item, the comparison with last year and the reason."
    good = samples.budget(
        "七、“三公”经费增减变动原因说明\n2023年“三公”经费预算2.00万元，比2022年减少0.50万元，主要原因是压缩接待。\n"
        "其中：因公出国（境）费0.00万元与上年预算数相同；公务接待费2.00万元，比上年减少0.50万元；"
        "公务用车购置费0.00万元与上年预算数相同；公务用车运行维护费0.00万元与上年预算数相同。\n"
    )
    bad = samples.budget("七、“三公”经费增减变动原因说明\n2023年“三公”经费预算2.00万元。\n")

    says_stated_there_none = wording(
        "D11.stated_there_none", "写明没有“三公”经费。", "It is stated that there are none."
    )
    says_total = wording("D11.total", "合计金额", "the total")
    says_parts = wording("D11.parts", "分项金额", "its parts")
    says_not_mentioned_parts_stated = wording(
        "D11.not_mentioned_parts_stated",
        "没有提到{said}，所列各项之和已等于合计，视为没有。",
        "Not mentioned; the parts stated make up the total ({said}).",
    )
    says_change = wording("D11.change", "{said}的增减变化", "the change of {said}")
    says_change_stated = wording("D11.change_stated", "说明了{said}的变化。", "The change of {said} is stated.")

    def judge(self, view: View) -> Iterator[Finding]:
        """The total, the change, the reason, each part and its change."""
        none = self.none_stated(view, "three_public_total", "three_public_executed")
        if none is not None:
            said = self.says_stated_there_none()
            yield self.decide("three_public", "pass", said, [none])
            return
        totals = ("three_public_total", "three_public_executed")
        yield self.figure(view, "three_public/total", self.says_total(), totals, r"三公[^。]{0,20}[0-9]")
        total = next((s for s in self.found(view, *totals) if s.value is not None), None)
        stems = ("three_public", *(f"{kind}" for kind, *_ in _PARTS))
        if total is None or total.value != 0 or self.found(view, *(f"{stem}_change*" for stem in stems)):
            yield self.change(view, "three_public/change", ("three_public",))
            yield from self.reason(view, "three_public/reason", stems)
        yield from self._parts(view, total)

    def _parts(self, view: View, total: Statement | None) -> Iterator[Finding]:
        stated = {kind: self.found(view, kind, f"{kind}_executed") for kind, *_ in _PARTS}
        whole = total.value_yuan if total is not None else None
        amounts = [found[0].value_yuan or Decimal(0) for found in stated.values() if found]
        complete = whole is not None and sum(amounts) == whole
        pattern = "|".join(words for *_, words in _PARTS)
        if not any(stated.values()) and not complete:
            yield self.figure(view, "three_public/parts", self.says_parts(), (), pattern)
            return
        for kind, said, words in _PARTS:
            instance = f"three_public/{kind}"
            if not stated[kind] and complete:
                told = self.says_not_mentioned_parts_stated(said=said)
                yield self.decide(instance, "pass", told, [view.heading(self.section)])
                continue
            yield self.figure(view, instance, said, (kind, f"{kind}_*"), words)
            if stated[kind] and stated[kind][0].value:
                yield self._part_change(view, kind, said, stated[kind][0])

    def _part_change(self, view: View, kind: str, said: Phrase, amount: Statement) -> Finding:
        instance = f"three_public/{kind}/change"
        if found := self.found(view, f"{kind}_change*", f"{kind}_last_year*", f"{kind}_completion*"):
            told = self.says_change_stated(said=said)
            return self.decide(instance, "pass", told, [found[0]])
        around = view.disclosure.source.lines[amount.locator.line - 1]
        what = self.says_change(said=said)
        pattern = next(words for name, _, words in _PARTS if name == kind)
        elsewhere = re.search(rf"(?:{pattern}){_TOLD}", view.text(self.section))
        return self.lacking(view, instance, what, bool(CHANGE.search(around) or elsewhere))


_ADMINISTRATIVE = re.compile(r"^\d{5}01$")


class D13(SectionDuty):
    """The explanations state operating costs (机关运行经费): this year's figure, the change, and the reason.

    A section is due where the table of operating costs holds an amount or an item 行政运行 is spent on;
    institutions have none.
    """

    code = "D13"
    rule_zh = (
        "情况说明写明机关运行经费的本年数、增减和原因。机关运行经费表有金额，或有“行政运行”支出时才须说明；"
        "事业单位没有机关运行经费。"
    )
    section = "operating_costs"
    words = re.compile("机关运行")
    topic = label("D13.topic", "机关运行经费", "operating costs")
    title_zh = "说明机关运行经费安排及变化原因"
    title_en = "Operating costs and their changes are explained"
    why_zh = "机关运行经费是机关自身的花费，法律要求专门说明。"
    why_en = "These are what the office spends on itself; the law asks for an explanation."
    basis_zh = f"{LAW_ZH}{MEASURES_ZH}"
    basis_en = f"{LAW_EN} {MEASURES_EN}"
    fix_zh = "公布者写明本年数、上年数或增减额以及原因。"
    fix_en = "State this year's amount, last year's or the change, and the reason."
    good = samples.budget(
        "八、机关运行经费增减变动原因说明\n"
        "2023年机关运行经费财政拨款预算5.00万元，比2022年减少1.00万元，主要原因是压缩办公费。\n"
    )
    bad = samples.budget("八、机关运行经费增减变动原因说明\n示例县档案馆压缩办公费用。\n")

    says_stated_there_none = wording(
        "D13.stated_there_none", "写明没有机关运行经费。", "It is stated that there are none."
    )
    says_this_year_s_amount = wording("D13.this_year_s_amount", "本年金额", "this year's amount")

    def absent_outcome(self, view: View) -> Outcome:
        """The law names these costs: grave where the document itself shows some."""
        if view.has_amount("operating_costs"):
            return "error"
        reading = view.table("expenditure")
        if reading is None:
            return "unknown"
        running = any(_ADMINISTRATIVE.match(record.code) and record.printed_amounts for record in reading.records)
        return "warning" if running else "not_applicable"

    def judge(self, view: View) -> Iterator[Finding]:
        """This year's figure, the change, the reason."""
        none = self.none_stated(view, "operating_costs_this_year", "operating_costs_executed")
        if none is not None:
            said = self.says_stated_there_none()
            yield self.decide("operating_costs", "pass", said, [none])
            return
        ids = ("operating_costs_this_year", "operating_costs_executed")
        yield self.figure(
            view, "operating_costs/amount", self.says_this_year_s_amount(), ids, r"机关运行[^。]{0,30}[0-9]"
        )
        yield self.change(view, "operating_costs/change", ("operating_costs",))
        yield from self.reason(view, "operating_costs/reason", ("operating_costs",))


class D21(SectionDuty):
    """The explanations state how revenue and expenditure changed as a whole: amount, per cent, reason."""

    code = "D21"
    rule_zh = "情况说明写明收支总体的增减金额、幅度和原因。"
    section = "change_reasons"
    words = re.compile("收支|收入.{0,8}支出|收入总|支出总")
    topic = label("D21.topic", "收支总体变化", "overall change")
    elsewhere = (
        r"((19|20)[0-9]{2}年度?|本年度?|当年)(本?(部门|单位)|总)?(收入|支出|收支)(总?预算|决算)?(总计|总额|合计|数)?[为:：]?"
        r"\s*[0-9][0-9,.]*\s*万?元[^。]{0,20}?[比较][^。]{0,40}?(增|减|下降|持平)"
    )
    title_zh = "说明收支总体增减变化的金额、幅度和原因"
    title_en = "The overall change: amount, per cent and reason"
    why_zh = "比上年多了多少、为什么，是读懂预决算的起点。"
    why_en = "How much more than last year, and why, is where reading a budget begins."
    basis_zh = f"{MEASURES_ZH}对收支增减变化情况作出说明。"
    basis_en = f"{MEASURES_EN} Changes of revenue and expenditure are explained."
    fix_zh = "公布者写明与上年相比的增减额、增减幅度和原因。"
    fix_en = "State the change in money, in per cent, and its reason."
    good = samples.budget(
        "一、部门预算收支数据变动情况及原因\n"
        "2023年度预算收入总计30.00万元，比上年增加3.00万元，增加11.11%，主要原因是项目增加。\n"
    )
    bad = samples.budget("一、部门预算收支数据变动情况及原因\n2023年度预算收入总计30.00万元。\n")
    _STEMS = ("revenue", "expenditure", "overall", "general", "appropriation")

    says_stated_nothing_changed = wording(
        "D21.stated_nothing_changed", "写明收支与上年相同。", "It is stated that nothing changed."
    )
    says_change_money = wording("D21.change_money", "比上年增减的金额", "the change in money")
    says_change_per_cent = wording("D21.change_per_cent", "增减的百分比", "the change in per cent")

    def judge(self, view: View) -> Iterator[Finding]:
        """One instance each for amount, per cent and reason; revenue and expenditure may share them."""
        unchanged = [
            s for s in self.found(view, *(f"{stem}_change*" for stem in self._STEMS)) if s.direction == "unchanged"
        ]
        if unchanged:
            said = self.says_stated_nothing_changed()
            yield self.decide("change", "pass", said, [unchanged[0]])
            return
        compared = CHANGE.pattern
        for part, said in (
            ("amount", self.says_change_money()),
            ("percent", self.says_change_per_cent()),
        ):
            ids = tuple(f"{stem}_change_{part}" for stem in self._STEMS)
            last_year = tuple(f"{stem}_last_year*" for stem in self._STEMS) if part == "amount" else ()
            yield self.figure(view, part, said, (*ids, *last_year), compared)
        yield from self.reason(view, "reason", self._STEMS)


EXPLANATION_DUTIES = (D11(), D13(), D21())
