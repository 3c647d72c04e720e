"""What the texts of a form say in numbers: rates, equations, lists, amounts, and documents they cite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mingzhang.checks.base import Check, Disclosure, Example, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import Phrase, wording
from mingzhang.checks.performance.common import TOLERANCE_YUAN, TargetCheck, TargetView, number, targets_of
from mingzhang.checks.performance.samples import PROJECTS, target, target_text
from mingzhang.checks.performance.values import amount_of
from mingzhang.checks.performance.words import (
    Sum,
    enumerations_in,
    equations_in,
    list_in,
    named_in,
    product_in,
    result_in,
)
from mingzhang.forms.model import Printed
from mingzhang.ground.source import Locator
from mingzhang.ground.text import fold

_EQUATION = wording("P30.equation", "“{text}”", "“{text}”")
_TEXTS = ("overview", "basis", "necessity", "measures", "plan", "period_goal", "year_goal")
_FIELDS_ZH = {
    "overview": "项目概况",
    "basis": "立项依据",
    "necessity": "项目设立必要性",
    "measures": "制度、措施",
    "plan": "项目实施计划",
    "period_goal": "实施期目标",
    "year_goal": "年度目标",
}
_CITED = re.compile(
    r"《(?P<title>[^《》]{6,120})》\(?(?P<office>[\u4e00-\u9fff]{2,14})[〔\[【(](?P<year>\d{4})[〕\]】)]第?(?P<number>\d{1,4})号"
)


def _texts(view: TargetView, names: Iterable[str] = _TEXTS) -> Iterator[tuple[str, Printed]]:
    """The texts of a form that stand in it as read."""
    for name in names:
        printed = view.form.fields.get(name)
        if printed is not None and printed.value and printed.status == "as_printed" and not printed.note:
            yield name, printed


def _place(printed: Printed) -> Locator:
    return Locator(printed.line, printed.cell)


class P29(TargetCheck):
    """A rate written out (persons × 元 per month × 12, sets × price) gives the amount named, or the form's money.

    Only where the text holds one rate and names each number once. Tolerance 0.005 万元, 1 % where it says 约.
    For review.
    """

    code = "P29"
    rule_zh = (
        "文字写出的算式（人数×每月标准×12，套数×单价）得出所写金额或表内资金。只核对只有一个算式、"
        "每个数只写一次的文字。允许0.005万元，写“约”的允许1%。仅供复核。"
    )
    title_zh = "写出的人数、标准与金额算得上"
    title_en = "Persons, rates and amounts written out agree"
    why_zh = "人数乘标准乘月数，就是要花的钱；算不上说明有一个数不对。"
    why_en = "Persons times rate times months is the money needed; otherwise one of the figures is not right."
    good = target(texts=(("项目概况", "聘用整理人员10人,每人每月补助800元,合计96000元"),), year="96,000")
    bad = target(texts=(("项目概况", "聘用整理人员10人,每人每月补助900元,合计96000元"),), year="96,000")

    says_form_yuan_amount_yuan = wording(
        "P29.form_yuan_amount_yuan",
        "绩效表“{name}”“{what}”：{product_shown}为{product}元，{side}{value}元。",
        "Form “{name}”, “{what}”: {product_shown} is {product} yuan, the amount is {value} yuan.",
    )
    says_form_yuan_yuan_amount_yuan = wording(
        "P29.form_yuan_yuan_amount_yuan",
        "绩效表“{name}”“{what}”：{product_shown}为{product}元，{side}{value}元，相差{product2}元。",
        "Form “{name}”, “{what}”: {product_shown} is {product} yuan, the amount is {value} yuan.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per text or indicator name with one clear rate."""
        for view in targets_of(disclosure):
            for name, printed in _texts(view):
                if product := product_in(printed.value):
                    named = result_in(printed.value)
                    what = _FIELDS_ZH[name]
                    yield from self._fits(f"{view.key}/{name}", view, what, product, named, _place(printed))
            for row in view.form.indicators:
                if row.name_status != "as_printed" or not (product := product_in(row.name)):
                    continue
                amount = amount_of(row.year) if row.year_status == "as_printed" else None
                named = Sum(amount.value, row.year.printed, amount.tolerance) if amount and not amount.per else None
                yield from self._fits(f"{view.key}/{row.name}", view, row.name, product, named, row.place)

    def _fits(
        self, key: str, view: TargetView, what: str, product: Sum, named: Sum | None, place: Locator
    ) -> Iterator[Finding]:
        money = view.year if view.year and view.year.sure else None
        due = [(sides.AMOUNT_NAMED, named.value)] if named else []
        due += [(sides.MONEY_OF_THE_YEAR, money.value)] if money else []
        if not due:
            return
        tolerance = max(product.tolerance, TOLERANCE_YUAN)
        fits = next((item for item in due if abs(item[1] - product.value) <= tolerance), None)
        side, value = fits or due[0]
        exact = value == product.value
        yield self.found(
            key,
            "pass" if exact else "rounding" if fits else "fail",
            (
                self.says_form_yuan_amount_yuan(
                    name=view.name,
                    what=what,
                    product_shown=product.shown,
                    product=number(product.value),
                    side=side,
                    value=number(value),
                )
                if fits
                else self.says_form_yuan_yuan_amount_yuan(
                    name=view.name,
                    what=what,
                    product_shown=product.shown,
                    product=number(product.value),
                    side=side,
                    value=number(value),
                    product2=number(abs(product.value - value)),
                )
            ),
            place,
            *([money.place] if money else []),
            left=(sides.CALCULATION_IN_THE_TEXT, f"{product.value:f}"),
            right=(side, f"{value:f}"),
            difference=f"{product.value - value:f}",
            tolerance=f"{tolerance:f}",
        )


class P30(TargetCheck):
    """An equation in a text holds: the factors of `20人×200元×12个月=48000元` give the result, to its last decimal."""

    code = "P30"
    rule_zh = "文字中的等式成立：如“20人×200元×12个月=48000元”，各因数相乘得出结果，以其末位为准。"
    severity = "warning"
    title_zh = "文字中的算式正确"
    title_en = "An equation in a text holds"
    why_zh = "写出来的算式，谁都可以复算。"
    why_en = "An equation written out can be computed by anybody."
    good = target(texts=(("项目概况", "10人×800元×12个月=96000元"),), year="96,000")
    bad = target(texts=(("项目概况", "10人×800元×12个月=98000元"),), year="98,000")

    says_form_equation_text = wording(
        "P30.form_equation_text", "绩效表“{name}”{name2}中的算式", "Form “{name}”, an equation in a text"
    )
    says_result_written = wording("P30.result_written", "所写结果", "the result written")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per equation."""
        for view in targets_of(disclosure):
            for name, printed in _texts(view):
                for at, (left, right) in enumerate(equations_in(printed.value), 1):
                    yield self.compared(
                        f"{view.key}/{name}/{at}",
                        self.says_form_equation_text(name=view.name, name2=_FIELDS_ZH[name]),
                        (_EQUATION(text=left.shown), left.value),
                        (self.says_result_written(), right.value),
                        right.tolerance,
                        _place(printed),
                    )


class P31(TargetCheck):
    """Amounts listed in a text add up to the total named there, or (a numbered list) to the money of the form.

    Tolerance: rounding of the amounts. For review: a list may be incomplete.
    """

    code = "P31"
    rule_zh = (
        "文字中列举的金额加总，等于所写合计；带序号的清单等于表内资金。允许四舍五入所能造成的差。仅供复核："
        "列举可以不全。"
    )
    title_zh = "文字中列举的金额加总相符"
    title_en = "Amounts listed in a text add up"
    why_zh = "分项相加应等于所写的合计。"
    why_en = "The items should add up to the total that is named."
    good = target(texts=(("项目概况", "整理费6万元、装订费4万元,合计10万元"),))
    bad = target(texts=(("项目概况", "整理费6万元、装订费3万元,合计10万元"),))

    says_form = wording("P31.form", "绩效表“{name}”{name2}", "Form “{name}”, “{name2}”")
    says_total_named = wording("P31.total_named", "所写合计", "the total named")
    says_form_s_money = wording("P31.form_s_money", "表内资金总额", "the form's money")
    says_amounts_listed_add_up = wording(
        "P31.amounts_listed_add_up", "列举的金额（{held_shown}）之和", "the amounts listed ({held_shown}) add up to"
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per such sentence, and per numbered list in which each item has one amount."""
        for view in targets_of(disclosure):
            for name, printed in _texts(view):
                where = self.says_form(name=view.name, name2=_FIELDS_ZH[name])
                for at, (held, total) in enumerate(enumerations_in(printed.value), 1):
                    yield self._added(f"{view.key}/{name}/{at}", where, held, total, self.says_total_named(), printed)
                listed = list_in(printed.value)
                if listed and view.year and view.period and view.year.sure and view.period.sure:
                    money = min((view.year, view.period), key=lambda item: abs(item.value - listed.value))
                    total = Sum(money.value, money.printed)
                    yield self._added(
                        f"{view.key}/{name}/list", where, listed, total, self.says_form_s_money(), printed
                    )

    def _added(self, key: str, where: Phrase, held: Sum, total: Sum, said: Phrase, printed: Printed) -> Finding:
        return self.compared(
            key,
            where,
            (self.says_amounts_listed_add_up(held_shown=held.shown), held.value),
            (said, total.value),
            total.tolerance,
            _place(printed),
        )


class P32(TargetCheck):
    """The one amount that overview and goals say is applied for or granted is the form's money (year or period).

    Silent where several different amounts are named. Tolerance: its last decimal. For review.
    """

    code = "P32"
    rule_zh = (
        "概况和目标中所写申请或安排的唯一金额，等于表内资金（年度或实施期）。写有几个不同金额的不核对。"
        "允许末位的差。仅供复核。"
    )
    title_zh = "文字所称金额与资金总额一致"
    title_en = "The amount named in words is the form's money"
    why_zh = "文字写奖励多少、申请多少，应与同一张表的资金数相同。"
    why_en = "What the words apply for should be the money of the same form."
    good = target(texts=(("项目概况", "2023年申请档案整理费10万元"),))
    bad = target(texts=(("项目概况", "2023年申请档案整理费12万元"),))

    says_form = wording("P32.form", "绩效表“{name}”{name2}", "Form “{name}”, “{name2}”")
    says_words_name = wording("P32.words_name", "所称金额", "the words name")
    says_form_s_money = wording("P32.form_s_money", "资金总额", "the form's money is")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per form that names one amount."""
        for view in targets_of(disclosure):
            named = [
                (item, name, printed)
                for name, printed in _texts(view, ("overview", "period_goal", "year_goal"))
                for item in named_in(printed.value, disclosure.identity.fiscal_year)
            ]
            moneys = [money for money in (view.year, view.period) if money is not None and money.sure]
            if not named or not moneys:
                continue
            hits = [
                (entry, m) for entry in named for m in moneys if abs(entry[0].value - m.value) <= entry[0].tolerance
            ]
            if not hits and len({entry[0].value for entry in named}) > 1:
                continue
            (item, name, printed), money = hits[0] if hits else (named[0], moneys[0])
            yield self.compared(
                view.key,
                self.says_form(name=view.name, name2=_FIELDS_ZH[name]),
                (self.says_words_name(), item.value),
                (self.says_form_s_money(), money.value),
                item.tolerance,
                _place(printed),
                money.place,
            )


class P33(TargetCheck):
    """A document cited by the same title carries the same number everywhere in the disclosure's forms. For review."""

    code = "P33"
    rule_zh = "以同一标题引用的文件，在各绩效表中文号相同。仅供复核。"
    title_zh = "同一文件的文号前后一致"
    title_en = "A document is cited by one number"
    why_zh = "同一份文件写了两个文号，依据就查不到。"
    why_en = "A reader cannot look up a document that is cited by two numbers."
    good = Example(
        tables=PROJECTS + "馆舍修缮⇥10⇥10\n",
        forms=target_text(texts=(("立项依据", "《关于加强档案工作的通知》示政办发〔2020〕18号"),))
        + "\n"
        + target_text(name="馆舍修缮", texts=(("立项依据", "《关于加强档案工作的通知》示政办发〔2020〕18号"),)),
    )
    bad = Example(
        tables=PROJECTS + "馆舍修缮⇥10⇥10\n",
        forms=target_text(texts=(("立项依据", "《关于加强档案工作的通知》示政办发〔2020〕18号"),))
        + "\n"
        + target_text(name="馆舍修缮", texts=(("立项依据", "《关于加强档案工作的通知》示政办发〔2020〕16号"),)),
    )

    says_cited = wording("P33.cited", "《{title}》的文号写作{numbers}。", "《{title}》 is cited as {numbers}.")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per title that is cited at least twice with a number."""
        cited: dict[str, list[tuple[str, Locator]]] = {}
        for view in targets_of(disclosure):
            for _, printed in _texts(view):
                for match in _CITED.finditer(printed.value) if "《" in printed.value else ():
                    shown = f"{match['office']}〔{match['year']}〕{match['number']}号"
                    cited.setdefault(fold(match["title"]), []).append((shown, _place(printed)))
        for title, places in cited.items():
            numbers = list(dict.fromkeys(shown for shown, _ in places))
            if len(places) < 2:
                continue
            yield self.found(
                f"cited/{title}",
                "fail" if len(numbers) > 1 else "pass",
                self.says_cited(title=title, numbers=tuple(numbers)),
                *(next(place for shown, place in places if shown == item) for item in numbers),
                left=(sides.DOCUMENT_NUMBER, numbers[0]),
                right=(sides.ELSEWHERE, numbers[-1]),
            )


TEXT_CHECKS: tuple[Check, ...] = (P29(), P30(), P31(), P32(), P33())
