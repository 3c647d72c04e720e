"""The catalogue of checks: what is looked at, family by family, and how often it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mingzhang.checking.ledger import COMPARED
from mingzhang.checks.base import Category
from mingzhang.site import addresses, html, words
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Speaker
from mingzhang.site.ledgers import Ledgers
from mingzhang.site.page import Links, Page
from mingzhang.site.pages.parts import check_link, with_contents
from mingzhang.site.tallies import KNOWN, AnyCheck, by_check, compared

COUNTED = ("told", "checked", "unchecked")
HEADS: dict[str, tuple[str, str]] = {
    "told": ("不成立", "Fails"),
    "checked": ("核对了", "Checked"),
    "unchecked": words.CATEGORY["unchecked"],
}
"""The three figures of a check: instances that fail, those that could be judged, those that could not."""
_NOTES = "R"
_NOTED = {"told": ("列出", "Reported")}
"""Reading does not fail: it reports what it met."""


def heads_of(family: str) -> dict[str, tuple[str, str]]:
    """What the three figures are called for the checks of a family."""
    return {**HEADS, **(_NOTED if family == _NOTES else {})}


def figures_of(ledgers: Ledgers) -> dict[str, dict[str, int]]:
    """The three figures of every check that met anything."""
    return {code: _figures(counts) for code, counts in by_check(ledgers.tally).items()}


def _figures(counts: Mapping[tuple[str, Category], int]) -> dict[str, int]:
    status: dict[str, int] = {}
    for (name, _), number in counts.items():
        status[name] = status.get(name, 0) + number
    judged = sum(status.get(name, 0) for name in COMPARED)
    return {"told": status.get("fail", 0), "checked": judged, "unchecked": status.get("insufficient_data", 0)}


def checks_page(ledgers: Ledgers, lang: Lang) -> Page:
    """All checks. On a phone a family shows what it is and is opened for its checks; elsewhere all are open."""
    links = Links(addresses.CHECKS, lang)
    say = links.say
    figures = figures_of(ledgers)
    instances = compared(ledgers.tally)
    title = say("核对什么", "What is checked")
    told = say(
        f"共 {len(KNOWN)} 项检查，在已收录的 {len(ledgers.accounts)} 份公开文档中核对了 {instances:,} 处。"
        "每一项都写明规则、理由、依据与怎样改，附正误两个例子。",
        f"{len(KNOWN)} checks looked at {instances:,} places in {len(ledgers.accounts)} disclosures. Each has its "
        "rule, its reason, its legal basis, how to mend what fails, and an example of either kind.",
    )
    quality = links.to(addresses.QUALITY, say("全部核对结果", "all findings"))
    more = say(f"结果在哪里：{quality}。", f"Where they fail: {quality}.")
    families = with_contents(links, "\n".join(_family(letter, figures, links) for letter in words.CHECK_FAMILY))
    body = f"<h1>{title}</h1>\n<p>{told}</p>\n<p>{more}</p>\n{families}"
    description = say(
        f"{len(KNOWN)} 项检查：规则、理由、依据、例子与结果。",
        f"{len(KNOWN)} checks: rules, reasons, legal basis, examples and results.",
    )
    return Page(addresses.CHECKS, title, description, body, lang=lang)


def _family(letter: str, figures: dict[str, dict[str, int]], links: Links) -> str:
    say = links.say
    name, about = words.CHECK_FAMILY[letter], words.CHECK_FAMILY_ABOUT[letter]
    checks = {code: check for code, check in KNOWN.items() if code[0] == letter}
    rows = "\n".join(_row(check, figures.get(code, {}), links) for code, check in checks.items())
    heads = heads_of(letter)
    figures_head = "".join(f'<th scope="col" class="n">{say.of(heads[figure])}</th>' for figure in COUNTED)
    first = f'<th scope="col">{say("检查", "Check")}</th><th scope="col">{say("轻重", "Severity")}</th>'
    head = f"<tr>{first}{figures_head}</tr>"
    table = f'<table class="catalogue">\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>'
    return (
        f'<section>\n<h2 id="{letter}"><code>{letter}</code> {say.of(name)}</h2>\n'
        f'<p class="quiet">{say.of(about)}</p>\n<details class="family">\n'
        f"<summary>{_summary(letter, checks, figures, say)}</summary>\n"
        f"{html.scroll(table, say.of(name))}\n</details>\n</section>"
    )


def _summary(letter: str, checks: Iterable[str], figures: Mapping[str, Mapping[str, int]], say: Speaker) -> str:
    """`20 项检查，3 项有不成立的`: how many checks a family has, and how many of them have anything to tell."""
    codes = list(checks)
    telling = sum(bool(figures.get(code, {}).get("told")) for code in codes)
    if letter == _NOTES:
        return say(f"{len(codes)} 项检查，{telling} 项列出了情况", f"{len(codes)} checks, {telling} reported something")
    counted = say(f"{len(codes)} 项检查，", f"{len(codes)} checks, ")
    none = say("没有不成立的", "none failed")
    return counted + (say(f"{telling} 项有不成立的", f"{telling} failed somewhere") if telling else none)


def _row(check: AnyCheck, figures: dict[str, int], links: Links) -> str:
    say = links.say
    cells = "".join(f'<td class="n">{number(figures.get(figure, 0))}</td>' for figure in COUNTED)
    return (
        f'<tr><th scope="row">{check_link(links, check.code, titled=True)}</th>'
        f"<td>{severity(say, check)}</td>{cells}</tr>"
    )


def number(count: int) -> str:
    """A count; nothing for none."""
    return f"{count:,}" if count else ""


def severity(say: Speaker, check: AnyCheck) -> str:
    """How grave it is where a check fails."""
    return f'<span class="tag {check.severity}">{text(say.of(words.SEVERITY[check.severity]))}</span>'
