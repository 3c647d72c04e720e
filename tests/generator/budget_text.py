"""The narrative of a budget: headings, figures as in the tables, reasons with figures of their own."""

from __future__ import annotations

from random import Random

from .budget_book import THREE_PUBLIC, BudgetBook
from .forms import write_targets
from .functions import NAMES, sum_all, sum_classes
from .model import Identity
from .page import NumberStyle, Page
from .vocabulary import COST_REASONS, LESS_REASONS, MORE_REASONS, THREE_PUBLIC_REASONS

_BODY = {"dept": "部门", "unit": "单位"}
SECTIONS = (
    "一、{body}预算收支数据变动情况及原因",
    "二、收入预算情况说明",
    "三、支出预算情况说明",
    "四、财政拨款收支预算总体情况说明",
    "五、一般公共预算支出情况说明",
    "六、一般公共预算基本支出情况说明",
    "七、“三公”经费增减变动原因说明",
    "八、机关运行经费增减变动原因说明",
    "九、政府采购情况",
    "十、绩效管理情况",
    "十一、国有资产占有使用情况",
    "十二、其他说明",
)


def share(part: int, whole: int) -> str:
    """Percentage with two decimals, rounded half up."""
    if not whole:
        return "0.00%"
    hundredths = (abs(part) * 20_000 + abs(whole)) // (2 * abs(whole))
    sign = "-" if part * whole < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02d}%"


def _change(rng: Random, total: int, change: int, style: NumberStyle) -> str:
    word, verb = ("增加", "增加") if change >= 0 else ("减少", rng.choice(("减少", "下降")))
    return f"比上年{word}{style.show(abs(change))}万元，{verb}{share(abs(change), total - change)}"


def _write_overall(rng: Random, page: Page, book: BudgetBook, year: int, style: NumberStyle) -> None:
    totals = book.totals()
    current, carried = sum(totals[:5]), totals[5]
    total = current + carried
    show = style.show
    reason = rng.choice(MORE_REASONS if book.change >= 0 else LESS_REASONS)
    change = _change(rng, total, book.change, style)
    page.write(
        f"{year}年度预算收入总计{show(total)}万元，其中：本年收入{show(current)}万元，上年结转{show(carried)}万元，"
        f"{change}，主要原因是{reason}；本年部门预算支出总计{show(total)}万元，其中：本年预算安排{show(current)}万元，"
        f"上年结转{show(carried)}万元，{change}，主要原因是{reason}。"
    )


def _write_income(page: Page, book: BudgetBook, year: int, style: NumberStyle) -> None:
    totals = book.totals()
    names = (
        "一般公共预算拨款收入",
        "政府性基金预算拨款收入",
        "国有资本经营预算拨款收入",
        "财政专户管理资金收入",
        "单位资金",
        "上年结转",
    )
    total = sum(totals)
    parts = "；".join(
        f"{name}{style.show(amount)}万元，占{share(amount, total)}" for name, amount in zip(names, totals, strict=True)
    )
    page.write(f"{year}年度预算收入{style.show(total)}万元，主要包括{parts}。")


def _write_spending(page: Page, book: BudgetBook, year: int, style: NumberStyle) -> None:
    total, basic, project = sum_all(book.by_type(), 3)
    page.write(
        f"{year}年度支出预算{style.show(total)}万元，其中：基本支出{style.show(basic)}万元，"
        f"占{share(basic, total)}；项目支出{style.show(project)}万元，占{share(project, total)}。"
    )


def _write_appropriations(page: Page, book: BudgetBook, year: int, style: NumberStyle) -> None:
    classes = sum_classes(book.appropriations())
    parts = "、".join(f"{NAMES[code]}{style.show(vector[0])}万元" for code, vector in classes.items())
    total = sum_all(book.appropriations(), 4)[0]
    page.write(f"{year}年度财政拨款收支总预算{style.show(total)}万元。支出包括：{parts}。")


def _write_general(rng: Random, page: Page, book: BudgetBook, year: int, style: NumberStyle) -> None:
    leaves = book.of_fund("general")
    total = sum_all(leaves, 3)[0]
    parts = "；".join(
        f"{NAMES[code]}{style.show(vector[0])}万元,占{share(vector[0], total)}"
        for code, vector in sum_classes(leaves).items()
    )
    page.write(
        "（一）一般公共预算当年拨款规模变化情况",
        f"{year} 年度一般公共预算当年拨款{style.show(total)}万元,{_change(rng, total, book.change, style)}。",
        "（二）一般公共预算当年拨款结构情况",
        f"{year}年度一般公共预算当年拨款{style.show(total)}万元,主要用于以下方面：{parts}。",
    )


def _write_basic(page: Page, book: BudgetBook, year: int, style: NumberStyle) -> None:
    personnel = [line for line in book.spending if line.is_personnel]
    public = [line for line in book.spending if not line.is_personnel]
    page.write(f"{year} 年度一般公共预算基本支出 {style.show(sum(x.amount for x in book.spending))}万元, 其中:")
    for label, lines in (("人员经费", personnel), ("公用经费", public)):
        names = "、".join(sorted({line.item.name for line in lines}))
        page.write(f"{label}{style.show(sum(line.amount for line in lines))}万元, 主要包括: {names}等;")


def _write_three_public(
    rng: Random, page: Page, identity: Identity, book: BudgetBook, style: NumberStyle, omitted: str
) -> None:
    parts = [book.public_spending(code) for code in THREE_PUBLIC]
    if not sum(parts):
        page.write(f"本{_BODY[identity.scope]}无“三公”经费预算。")
        return
    show, year = style.show, identity.year
    names = ("因公出国(境)费", "公务接待费", "公务用车运行维护费", "公务用车购置费")
    pieces = []
    for name, amount, change in zip(names, parts, book.three_public_change, strict=True):
        word = "增加" if change > 0 else "减少"
        told = f"与上年相比预算数{word}{show(abs(change))}万元" if change else "与上年预算数相同"
        pieces.append(f"{name}{show(amount)}万元{told}")
    change = sum(book.three_public_change)
    if change:
        word = "增加" if change > 0 else "减少"
        reason = rng.choice(THREE_PUBLIC_REASONS[change > 0])
        told = f"比{year - 1}年同口径{word}{show(abs(change))}万元，主要原因是{reason}。"
    else:
        told = "与上年同口径相同。" if not any(book.three_public_change) else "与上年同口径相同，主要原因是厉行节约。"
    total = f"{year}年财政拨款安排的“三公”经费预算{show(sum(parts))}万元"
    if omitted == "D11":
        page.write(f"{total}。")
    else:
        page.write(total + told, f"其中：{'；'.join(pieces)}。")


def _write_operating_costs(
    rng: Random, page: Page, year: int, book: BudgetBook, style: NumberStyle, omitted: str
) -> None:
    show = style.show
    total, change = sum(amount for _, amount in book.operating_costs), book.operating_change
    start = f"{year}年机关运行经费财政拨款预算{show(total)}万元"
    if omitted == "D13":
        page.write(f"{start}。")
    elif not change:
        page.write(rng.choice((f"{start}, 与{year - 1}年预算持平。", f"{start}，与上年预算相同。")))
    else:
        word, rate = ("增加" if change > 0 else "减少"), share(abs(change), total - change)
        more = "增长" if change > 0 else "下降"
        reason = rng.choice(COST_REASONS[change > 0])
        page.write(
            rng.choice(
                (
                    f"{start}, 上年机关运行经费财政拨款预算{show(total - change)}万元, "
                    f"比{year - 1}年预算{word}{show(abs(change))}万元, 原因是{reason}。",
                    f"{start},比{year - 1}年预算同口径{word}{show(abs(change))}万元,{more}{rate},"
                    f"{word}主要原因是{reason}。",
                    f"{start}，比上年{word}{show(abs(change))}万元，主要原因是{reason}。",
                )
            )
        )


def _write_procurement(
    rng: Random, page: Page, identity: Identity, book: BudgetBook, style: NumberStyle, omitted: str
) -> None:
    show = style.show
    goods, works, services = book.procurement
    start = f"{identity.year}年{identity.entity}政府采购预算总额{show(sum(book.procurement))}万元"
    if omitted == "D15":
        page.write(f"{start}。")
    else:
        kinds = rng.choice((("政府采购货物预算", "政府采购工程预算", "政府采购服务预算"), ("货物", "工程", "服务")))
        parts = (f"{name}{show(n)}万元" for name, n in zip(kinds, (goods, works, services), strict=True))
        page.write(f"{start}{rng.choice(('。其中：', '，其中：'))}{'、'.join(parts)}。")


def _tell_vehicles(rng: Random, held: int) -> str:
    if not held:
        return rng.choice(("共有车辆0辆。", "无公务用车。", "没有公务用车。"))
    approved = held + rng.randint(0, 2)
    return rng.choice((f"共有车辆{held}辆。", f"预算编制公务用车{approved}辆，实有车辆{held}辆。"))


def omissible(book: BudgetBook) -> list[str]:
    """The duties that a budget may leave out so that it shows."""
    duties = ["D13", "D19", "D23"]
    if any(book.public_spending(code) for code in THREE_PUBLIC):
        duties.append("D11")
    if sum(book.procurement):
        duties.append("D15")
    return duties


def write_budget_narrative(
    rng: Random,
    page: Page,
    identity: Identity,
    book: BudgetBook,
    style: NumberStyle,
    headings: list[str],
    omitted: str = "",
) -> None:
    """All twelve sections; `headings` are the twelve titles as this document prints them."""
    year = identity.year
    heading = iter(headings)
    general = sum(project.amounts.get("general", 0) for project in book.projects)
    page.write(next(heading))
    _write_overall(rng, page, book, year, style)
    page.write(next(heading))
    _write_income(page, book, year, style)
    page.write(next(heading))
    _write_spending(page, book, year, style)
    page.write(next(heading))
    _write_appropriations(page, book, year, style)
    page.write(next(heading))
    _write_general(rng, page, book, year, style)
    page.write(next(heading))
    _write_basic(page, book, year, style)
    page.write(next(heading))
    _write_three_public(rng, page, identity, book, style, omitted)
    page.write(next(heading))
    _write_operating_costs(rng, page, year, book, style, omitted)
    page.write(next(heading))
    _write_procurement(rng, page, identity, book, style, omitted)
    page.write(
        next(heading),
        f"{year}年{identity.entity}实行绩效目标管理的项目{len(book.projects)}个，"
        f"涉及一般公共预算当年拨款{style.show(general)}万元。",
    )
    write_targets(rng, page, identity, book, omitted)
    page.write(
        next(heading),
        "1、车辆情况：",
        _tell_vehicles(rng, book.vehicles),
        "2、房屋情况：",
        f"现有房屋{rng.randint(100, 9999)}平方米，价值{style.show(rng.randint(100, 99_999))}万元。",
        next(heading),
        "（一）政府购买服务指导性目录",
        "无。",
        "（二）其他",
        "无。",
    )
