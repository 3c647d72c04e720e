"""The page of comparisons: a picker and what it shows, drawn by `assets/comparison`; without scripts, links."""

from __future__ import annotations

import json
from collections.abc import Sequence

from mingzhang.site import addresses, html
from mingzhang.site.amount_states import STATES, STATES_WHY
from mingzhang.site.comparable import MOST, Suggestion, suggestions
from mingzhang.site.find import in_order
from mingzhang.site.html import text
from mingzhang.site.language import Lang
from mingzhang.site.page import Links, Page
from mingzhang.site.pages.units import Entry

SCRIPT = "assets/comparison/main.js"
_FEW = 24
"""Up to so many disclosures are listed here for those who run no scripts; the list of units has them all."""
_SUGGESTED = 6


def compare_link(links: Links, packages: Sequence[str], inner: str) -> str:
    """A link to the comparison of these disclosures; `inner` is HTML."""
    there = links.href(addresses.COMPARE)
    return f'<a class="compare-these" href="{there}?d={",".join(packages)}">{inner}</a>'


def compare_page(entries: Sequence[Entry], lang: Lang) -> Page:
    """Two to six disclosures side by side."""
    links = Links(addresses.COMPARE, lang)
    say = links.say
    title = say("比较", "Compare")
    told = say(
        f"把 2 到 {MOST} 份公开文档放在一起看：不同的单位、不同的年度，或同一单位的预算与决算。"
        "数字照原文，点击可看出处；口径不同、不能直接相比的地方会说明。选择写在网址里，可以收藏和转发。",
        f"2 to {MOST} disclosures side by side: units, years, or the budget and the final accounts of one unit. "
        "Figures stand as printed and lead to their source; where they do not compare, the page says so. The choice is "
        "kept in the address, to be saved and shared.",
    )
    body = "\n".join(
        (
            f"<h1>{title}</h1>\n<p>{told}</p>",
            f'<div class="compare" data-states="{text(_states(links))}">',
            _picker(links),
            '<ul class="chosen"></ul>\n<p class="also"></p>',
            _options(links),
            '<div class="result"></div>\n</div>',
            _suggested(links, entries),
            _without_scripts(links, entries),
        )
    )
    description = say(
        "预算与决算并排比较：按功能、经济科目、“三公”经费、机关运行经费、人均。",
        "Budgets and final accounts side by side: by function, economic item, three public expenses, per head.",
    )
    return Page(addresses.COMPARE, title, description, body, wide=True, script=SCRIPT, lang=lang)


def _picker(links: Links) -> str:
    say = links.say
    label = say(
        "添加一份：单位、地区或年度中的两个字", "Add one: two characters of a unit, a place or a year (Chinese names)"
    )
    data = f'data-units="{links.href(addresses.FIND_UNITS)}"'
    combobox = (
        'role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="pick-list" autocomplete="off" '
        'spellcheck="false"'
    )
    example = say("例如：政府办公室 2023", "a name, a place, a year")
    named = say("可选的公开文档", "Disclosures to choose from")
    return (
        f'<form class="pick" role="search" hidden {data}>\n<label for="pick">{label}</label>\n'
        f'<input id="pick" type="text" {combobox} placeholder="{example}">\n'
        f'<ul id="pick-list" role="listbox" aria-label="{named}" hidden></ul>\n'
        '<p class="told quiet" role="status"></p>\n</form>'
    )


def _options(links: Links) -> str:
    say = links.say
    detail = (("1", say("类", "class")), ("2", say("款", "group")), ("3", say("项", "item")))
    shown = (("amount", say("金额", "amounts")), ("share", say("占合计的比重", "shares of the total")))

    def field(name: str, label: str, values: Sequence[tuple[str, str]]) -> str:
        options = "".join(f'<option value="{value}">{told}</option>' for value, told in values)
        return f'<p><label for="c-{name}">{label}</label> <select id="c-{name}" name="{name}">{options}</select></p>'

    return (
        '<form class="options" hidden>'
        f"{field('detail', say('细到', 'Down to'), detail)}{field('as', say('显示', 'Show'), shown)}"
        f'<p><button type="button">{say("下载这张比较（CSV）", "Download this comparison (CSV)")}</button></p></form>'
    )


def _states(links: Links) -> str:
    """What a cell may say instead of a figure, and what that means, in the language of the page."""
    say = links.say
    states = {name: (say.of(word), say.of(STATES_WHY[name])) for name, word in STATES.items()}
    several = say("不止一个", "several"), say("写了多个人数，不知以哪个为准。", "the document states several numbers.")
    no_staff = say("没有唯一的人数，不算。", "there is no single number of staff to divide by.")
    worked = {"several": several, "not_worked_out": (say("不算", "not worked out"), no_staff)}
    return json.dumps({**states, **worked}, ensure_ascii=False)


def _suggested(links: Links, entries: Sequence[Entry]) -> str:
    found = suggestions(entries)[:_SUGGESTED]
    if not found:
        return ""
    say = links.say
    items = html.items((_suggestion(links, one) for one in found), "suggested")
    return f'<section class="suggestions">\n<h2>{say("可以这样比", "Worth comparing")}</h2>\n{items}\n</section>'


def _suggestion(links: Links, found: Suggestion) -> str:
    say = links.say
    name, count = say.zh(text(found.name)), len(found.packages)
    if found.relation == "unit":
        told = say(f"{name}：{count} 份公开文档", f"{name}: {count} disclosures")
    else:
        told = say(f"名称相同的单位：{name}（{count} 份）", f"Units of the same name: {name} ({count} disclosures)")
    return compare_link(links, found.packages, told)


def _without_scripts(links: Links, entries: Sequence[Entry]) -> str:
    say = links.say
    units = links.to(addresses.UNITS, say("单位名录", "list of units"))
    told = say(
        f"比较需要 JavaScript。没有它，可以从{units}打开每一份公开文档，表和数字都在那里。",
        f"Comparing needs JavaScript. Without it, open the disclosures from the {units}: "
        "all tables and figures are there.",
    )
    ordered = in_order(entries)
    listed = (
        html.items(links.to(addresses.disclosure(entry.package), entry.title_html(say)) for entry in ordered)
        if len(ordered) <= _FEW
        else ""
    )
    return f"<noscript>\n<p>{told}</p>\n{listed}\n</noscript>"
