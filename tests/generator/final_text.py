"""The narrative of a final account."""

from __future__ import annotations

from random import Random

from .budget_text import share
from .final_book import FinalBook
from .functions import NAMES, sum_all, sum_classes
from .model import Identity
from .page import NumberStyle, Page
from .vocabulary import COST_REASONS, LESS_REASONS, MORE_REASONS, THREE_PUBLIC_REASONS

SECTIONS = (
    "一、收入支出决算总体情况说明",
    "二、收入决算情况说明",
    "三、支出决算情况说明",
    "四、财政拨款收支决算总体情况说明",
    "五、一般公共预算财政拨款支出决算情况说明",
    "六、一般公共预算财政拨款基本支出决算情况说明",
    "七、政府性基金预算财政拨款收支决算情况说明",
    "八、国有资本经营预算财政拨款支出决算情况说明",
    "九、财政拨款“三公”经费支出决算情况说明",
    "十、其他重要事项情况说明",
)


def _parts(page: Page, names: tuple[str, ...], vector: tuple[int, ...], total: int, style: NumberStyle) -> None:
    for name, amount in zip(names, vector, strict=True):
        page.write(f"{name}{style.show(amount)}万元，占比{share(amount, total)}；")


def _write_totals(page: Page, book: FinalBook, year: int, style: NumberStyle, headings: list[str], reason: str) -> None:
    show = style.show
    revenue, expenditure = sum_all(book.revenue(), 7), sum_all(book.expenditure(), 6)
    total = revenue[0] + sum(book.by_fund("opening"))
    word = ("增加", "增长") if book.change >= 0 else ("减少", "下降")
    change = f"{word[0]}{show(abs(book.change))}万元，{word[1]}{share(abs(book.change), total - book.change)}"
    page.write(
        headings[0],
        f"{year}年度收入总计{show(total)}万元，支出总计{show(total)}万元。与上年相比，收入总计{change}，支出总计{change}。"
        + (f"主要原因是{reason}。" if reason else ""),
        headings[1],
        f"{year}年度收入合计{show(revenue[0])}万元，其中：",
    )
    names: tuple[str, ...] = (
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    )
    _parts(page, names, revenue[1:], revenue[0], style)
    page.write(headings[2], f"{year}年度支出合计{show(expenditure[0])}万元，其中：")
    names = ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    _parts(page, names, expenditure[1:], expenditure[0], style)


def _write_appropriations(page: Page, book: FinalBook, year: int, style: NumberStyle, headings: list[str]) -> None:
    show = style.show
    total = sum(book.by_fund("revenue")) + sum(book.by_fund("opening"))
    general = book.of_fund("general")
    spent, basic, _ = sum_all(general, 3)
    page.write(
        headings[3],
        f"{year}年度财政拨款收入总计{show(total)}万元，支出总计{show(total)}万元。",
        headings[4],
        f"{year}年度一般公共预算财政拨款支出{show(spent)}万元，主要用于以下方面：",
    )
    for code, vector in sum_classes(general).items():
        page.write(f"{NAMES[code]}(类){show(vector[0])}万元，占比{share(vector[0], spent)}；")
    page.write(headings[5], f"{year}年度财政拨款基本支出{show(basic)}万元，其中：")
    for label, personnel in (("人员经费", True), ("公用经费", False)):
        lines = [line for line in book.spending if line.is_personnel is personnel]
        amounts: dict[str, int] = {}
        for line in lines:
            amounts[line.item.name] = amounts.get(line.item.name, 0) + line.amount
        items = "、".join(f"{name}{show(amount)}万元" for name, amount in amounts.items())
        page.write(f"{label}{show(sum(line.amount for line in lines))}万元，主要包括{items}；")
    for heading, fund in ((headings[6], "government_fund"), (headings[7], "state_capital")):
        amount = sum_all(book.of_fund(fund), 3)[0]
        page.write(heading, f"{year}年度支出{show(amount)}万元。" if amount else "本年度无此项收支。")


def _change_of(amount: int, change: int, style: NumberStyle, reason: str, than: str = "与上年相比") -> str:
    if not change:
        return "与上年相同"
    words = ("增加", "增长") if change > 0 else ("减少", "下降")
    rate = share(abs(change), amount - change)
    return f"{than}{words[0]}{style.show(abs(change))}万元，{words[1]}{rate}，主要原因是{reason}"


def _write_three_public(rng: Random, page: Page, year: int, book: FinalBook, style: NumberStyle, omitted: str) -> None:
    show = style.show
    planned, executed = sum(book.three_public_budget), sum(book.three_public())
    start = (
        f"{year}年度“三公”经费财政拨款支出全年预算{show(planned)}万元，支出决算{show(executed)}万元，"
        f"完成全年预算的{share(executed, planned)}"
    )
    if omitted == "D11":
        page.write(f"{start}。")
        return
    change = sum(book.three_public_change)
    told = _change_of(executed, change, style, rng.choice(THREE_PUBLIC_REASONS[change > 0]))
    page.write(f"{start}，{told}。其中：")
    names = ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
    rows = zip(names, book.three_public_budget, book.three_public(), book.three_public_change, strict=True)
    for name, budget, spent, change in rows:
        why = rng.choice(THREE_PUBLIC_REASONS[change > 0])
        told = _change_of(spent, change, style, why)
        rate = share(spent, budget)
        page.write(f"{name}全年预算{show(budget)}万元，支出决算{show(spent)}万元，完成全年预算的{rate}，{told}；")


def omissible(book: FinalBook) -> list[str]:
    """The duties that a final account may leave out so that it shows."""
    duties = ["D13", "D21", "D23"]
    if sum(book.three_public()):
        duties.append("D11")
    if sum(book.procurement):
        duties.append("D16")
    return duties


def write_final_narrative(
    rng: Random,
    page: Page,
    identity: Identity,
    book: FinalBook,
    style: NumberStyle,
    headings: list[str],
    omitted: str = "",
) -> None:
    """All ten sections; `headings` are their titles as this document prints them."""
    show, year = style.show, identity.year
    why = rng.choice(MORE_REASONS if book.change >= 0 else LESS_REASONS) if omitted != "D21" else ""
    _write_totals(page, book, year, style, headings, why)
    _write_appropriations(page, book, year, style, headings)
    page.write(headings[8])
    _write_three_public(rng, page, year, book, style, omitted)
    goods, works, services = book.procurement
    total, change = book.public_total(), book.operating_change
    told = _change_of(total, change, style, rng.choice(COST_REASONS[change > 0]), f"比{year - 1}年")
    bought, (medium, small) = sum(book.procurement), book.small_firms
    firms = (
        f"政府采购授予中小企业合同金额{show(medium)}万元，占政府采购支出总额的{share(medium, bought)}。"
        f"其中：授予小微企业合同金额{show(small)}万元，占政府采购支出总额的{share(small, bought)}。"
    )
    page.write(
        headings[9],
        "（一）机关运行经费支出情况说明",
        f"{year}年机关运行经费支出{show(total)}万元" + ("。" if omitted == "D13" else f"，{told}。"),
        "（二）政府采购情况说明",
        f"{year}年度政府采购支出总额{show(bought)}万元，其中：政府采购货物支出{show(goods)}万元、"
        f"政府采购工程支出{show(works)}万元、政府采购服务支出{show(services)}万元。"
        + ("" if omitted == "D16" else firms),
        "（三）国有资产占用情况说明",
        f"截至{year}年12月31日，共有车辆{sum(book.vehicles)}辆；单价100万元（含）以上设备{book.equipment}台（套）。",
        "（四）预算绩效情况说明",
        f"{year}年度二级项目绩效自评个数{len(book.evaluated)}个，"
        f"涉及资金{show(sum(planned for _, planned, _ in book.evaluated))}万元。",
    )
