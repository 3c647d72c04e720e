"""Terms of public budgets in a sentence each; pages link to them as `dictionary/#term-…`, which does not change."""

from __future__ import annotations

from mingzhang.site import addresses
from mingzhang.site.html import text
from mingzhang.site.language import Pair, Speaker
from mingzhang.site.page import Links

TERMS: tuple[tuple[str, Pair, Pair], ...] = (
    (
        "department",
        ("部门与单位", "Department and unit"),
        (
            "部门是直接向财政申请预算的机关；它的部门预算汇总本级和所属各单位，单位预算只说一个单位。",
            "A department applies to the finance office for its budget. Its departmental budget covers its own office "
            "and all its units; a unit budget is about one unit only.",
        ),
    ),
    (
        "budget",
        ("预算与决算", "Budget and final accounts"),
        (
            "预算是年初批准的收支计划；决算是年度结束后的实际收支。",
            "A budget is the plan approved early in the year; final accounts are what was really received and spent.",
        ),
    ),
    (
        "general",
        ("一般公共预算", "General public budget"),
        (
            "以税收为主体、用于民生和机关运转等的政府收支，政府四本预算中最大的一本。",
            "The main government budget: mostly taxes, spent on public services and on running the state.",
        ),
    ),
    (
        "government-fund",
        ("政府性基金预算", "Government fund budget"),
        (
            "专款专用的资金，例如土地出让收入、彩票公益金。",
            "Money raised for a set purpose and spent on that alone, such as sales of land-use rights or lotteries.",
        ),
    ),
    (
        "state-capital",
        ("国有资本经营预算", "State capital operating budget"),
        (
            "国有企业上缴的利润等收入，以及由此安排的支出。",
            "Profits that state-owned enterprises hand over, and what is spent of them.",
        ),
    ),
    (
        "appropriation",
        ("财政拨款", "Fiscal appropriation"),
        (
            "财政安排给部门的钱，来自一般公共预算、政府性基金预算和国有资本经营预算。",
            "What the finance office gives a department, out of the three budgets above.",
        ),
    ),
    (
        "special-account",
        ("财政专户管理资金", "Special fiscal account"),
        (
            "缴入财政专户管理的教育收费等，不属于财政拨款。",
            "Fees, mostly of schools, that are kept in an account of the finance office; not an appropriation.",
        ),
    ),
    (
        "unit-funds",
        ("单位资金", "Unit's own funds"),
        (
            "单位自己的收入，例如事业收入、经营收入、上级补助。",
            "What a unit earns or is given itself: fees for services, business income, subsidies from above.",
        ),
    ),
    (
        "function",
        ("支出功能分类", "Functional classification"),
        (
            "钱用来做什么：按类、款、项三级编码，如教育、社会保障和就业。",
            "What money is spent for, such as education or social security: codes of 3, 5 and 7 digits "
            "(class, group, item).",
        ),
    ),
    (
        "economic",
        ("支出经济分类", "Economic classification"),
        (
            "钱具体怎样花：工资、办公费、设备等，按类、款两级编码。",
            "What money buys, such as wages, office supplies or equipment: codes of 3 and 5 digits (class, group).",
        ),
    ),
    (
        "basic",
        ("基本支出", "Basic expenditure"),
        (
            "维持单位日常运转的支出，由人员经费和公用经费组成。",
            "What it takes to keep a unit going from day to day: personnel and running costs.",
        ),
    ),
    (
        "personnel",
        ("人员经费", "Personnel"),
        (
            "工资、社会保险、住房公积金、离退休费等用在人身上的支出。",
            "Pay, social insurance, housing fund and retirement pay.",
        ),
    ),
    (
        "running-costs",
        ("公用经费", "Running costs"),
        (
            "办公、水电、差旅、会议、维修等日常支出。",
            "Office supplies, water and power, travel, meetings, repairs and the like.",
        ),
    ),
    (
        "project",
        ("项目支出", "Project expenditure"),
        (
            "基本支出之外，为完成某项工作专门安排的支出；每个项目应有绩效目标。",
            "Money for a particular task, beyond basic expenditure; each project should have performance targets.",
        ),
    ),
    (
        "three-public",
        ("“三公”经费", "Three public expenses"),
        (
            "用财政拨款安排的因公出国（境）、公务用车购置及运行、公务接待三项支出。",
            "What appropriations pay for official travel abroad, official vehicles and official receptions.",
        ),
    ),
    (
        "operating-costs",
        ("机关运行经费", "Operating costs of government offices"),
        (
            "行政单位（含参照公务员法管理的事业单位）用一般公共预算安排的公用经费；其他事业单位没有这一项。",
            "Running costs that the general public budget pays for administrative units and for institutions under "
            "the civil service law; other institutions have none.",
        ),
    ),
    (
        "procurement",
        ("政府采购", "Government procurement"),
        (
            "用财政性资金购买货物、工程和服务，应预留一部分给中小企业。",
            "Goods, works and services bought with public money; a part is reserved for small and medium firms.",
        ),
    ),
    (
        "carried-over",
        ("结转和结余", "Carry-over and surplus"),
        (
            "结转是当年没有用完、下年按原用途继续使用的钱；结余是任务完成或终止后剩下的钱。",
            "Carry-over is money left that goes on to the same purpose next year; surplus is what is left when the "
            "task is done or dropped.",
        ),
    ),
    (
        "initial-budget",
        ("年初预算数、全年预算数、决算数", "Initial budget, full-year budget, executed"),
        (
            "年初预算数是年初批准的数；全年预算数是年中调整之后的数；决算数是实际支出的数。",
            "The initial budget was approved at the start of the year; the full-year budget includes changes during "
            "the year; executed is what was really spent.",
        ),
    ),
    (
        "performance",
        ("绩效目标与绩效自评", "Performance targets and self-evaluation"),
        (
            "绩效目标写明项目要做到什么、花多少钱；绩效自评是单位年后对照目标给自己打的分。",
            "Targets say what a project is to achieve and at what cost; in the self-evaluation a unit scores itself "
            "against them after the year.",
        ),
    ),
    (
        "wan-yuan",
        ("万元、亿元", "Units of money"),
        (
            "1 万元是 10,000 元，1 亿元是 100,000,000 元；文件多以万元为单位，数据文件一律换算成元。",
            "Documents mostly count in units of 10,000 yuan, some in 100 million; data files have yuan throughout.",
        ),
    ),
)
"""Name of the anchor, the term, what it means."""


_NAMES = {name: term for name, term, _ in TERMS}


def anchors() -> tuple[str, ...]:
    """The anchors of all terms on the page of the dictionary, in order."""
    return tuple(f"term-{name}" for name, _, _ in TERMS)


def glossary(say: Speaker) -> str:
    """All terms as a list of definitions; on English pages the Chinese term stands beside the English one."""
    return '<dl class="texts">\n' + "\n".join(_term(say, *term) for term in TERMS) + "\n</dl>"


def help_mark(links: Links, name: str) -> str:
    """A quiet “?” after a word, which leads to what it means; in lists of headings it is left out, being small."""
    zh, en = _NAMES[name]
    asked = text(links.say(f"“{zh}”是什么" if "“" not in zh else f"{zh}是什么", f"What is meant: {en}"))
    inner = f'<span aria-hidden="true">?</span><span class="said">{asked}</span>'
    return f'<small class="help">{links.to(addresses.DICTIONARY, inner, f"term-{name}", title=asked)}</small>'


def help_on(links: Links, label: Pair) -> str:
    """The same after a label that is one of the terms; nothing after any other."""
    return next((help_mark(links, name) for name, (zh, _) in _NAMES.items() if zh == label[0]), "")


def _term(say: Speaker, name: str, term: Pair, meaning: Pair) -> str:
    zh, en = term
    printed = f' <small class="printed" lang="zh">{text(zh)}</small>' if say.lang == "en" else ""
    return f'<div id="term-{name}"><dt>{text(say(zh, en))}{printed}</dt><dd>{text(say.of(meaning))}</dd></div>'
