"""A unit through the years: budget and final account side by side, each drawing with its numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingzhang.ground.amounts import MONEY_UNITS
from mingzhang.site import addresses, labels, words
from mingzhang.site.charts import Mark, Slot, columns
from mingzhang.site.html import text
from mingzhang.site.language import Pair
from mingzhang.site.page import Links
from mingzhang.site.pages.known_amounts import known_amount
from mingzhang.site.pages.units import Entry
from mingzhang.site.unit_facts import RUNNING, YearFigure

_SHOWN = ("Total revenue", "Total expenditure", "Three public expenses", RUNNING[1])
"""The key figures that are followed through the years, by their English label."""
_KINDS: Mapping[str, tuple[str, Pair]] = {
    "budget": ("plan", ("预算", "Budget")),
    "final": ("s1", ("决算", "Final account")),
}
_LONGEST_GAP = 10

_Year = tuple[int, str]
"""A fiscal year and a scope: departments and their own offices are never drawn as one."""


def timeline_section(ordered: Sequence[Entry], links: Links) -> str:
    """`ordered`: the disclosures of a unit, the oldest first. Nothing where there is only one."""
    if len(ordered) < 2:
        return ""
    say = links.say
    by_year: dict[_Year, dict[str, Entry]] = {}
    for entry in ordered:
        by_year.setdefault((entry.fiscal_year, entry.scope), {})[entry.kind] = entry
    years = _with_gaps(list(by_year))
    blocks = "\n".join(filter(None, (_block(label, years, by_year, links) for label in _SHOWN)))
    kinds = {entry.kind for entry in ordered}
    key = "".join(
        f'<span class="key-{css}">{say.of(name)}</span>' for kind, (css, name) in _KINDS.items() if kind in kinds
    )
    told = say("数字照原文，点击看出处。", "Figures stand as printed and lead to their source.")
    if len(kinds) > 1:
        told += say(
            "预算是年初的安排，决算是全年的收支（含上年结转和年中追加），不能当作同一个数比较。",
            " A budget is the plan at the start of the year; final accounts are what came in and was spent, with money "
            "carried over and added during the year. They are two different things.",
        )
    if len({scope for _, scope in by_year}) > 1:
        told += say(
            "部门含下属单位，单位只含自身核算的部分。",
            " A department includes the units below it, a unit only what it accounts for.",
        )
    title = say("逐年变化", "Through the years")
    return (
        f'<section class="story timeline">\n<h2 id="years">{title}</h2>\n<p class="quiet">{told}</p>\n'
        f'<p class="keys">{key}</p>\n<div class="years-grid">\n{blocks}\n</div>\n</section>'
    )


def _with_gaps(found: Sequence[_Year]) -> list[_Year]:
    """The years in order; a year between two of one scope that is not here keeps its place."""
    shown = set(found)
    for scope in {scope for _, scope in found}:
        own = [year for year, its in found if its == scope]
        if max(own) - min(own) <= len(own) + _LONGEST_GAP:
            shown |= {(year, scope) for year in range(min(own), max(own) + 1)}
    return sorted(shown)


def _figure(entry: Entry, label: str) -> YearFigure:
    return next(figure for figure in entry.facts.figures if figure.label[1] == label)


def _block(label: str, years: Sequence[_Year], by_year: Mapping[_Year, Mapping[str, Entry]], links: Links) -> str:
    """One key figure; nothing where no disclosure knows anything of it."""
    say = links.say
    found = {(year, kind): _figure(entry, label) for year in by_year for kind, entry in by_year[year].items()}
    if all(not figure.amount.figures and not figure.amount.said for figure in found.values()):
        return ""
    kinds = [kind for kind in _KINDS if any(kind == own for _, own in found)]
    name = say.of(next(iter(found.values())).label)
    slots = [
        Slot(_named(year, by_year, links, short=True), tuple(_mark(found.get((year, kind)), kind) for kind in kinds))
        for year in years
    ]
    drawing = columns(slots, say(f"{name}逐年变化，数字见下表", f"{name} by year; numbers in the table below"))
    anchor = f"years-{label.lower().replace(' ', '-')}"
    units = {one.unit for figure in found.values() for one in figure.amount.figures if one.unit in MONEY_UNITS}
    unit = units.pop() if len(units) == 1 else ""
    head = "".join(f'<th scope="col" class="n">{say.of(_KINDS[kind][1])}</th>' for kind in kinds)
    measure = f" <small>{labels.unit(say, unit)}</small>" if unit else ""
    rows = "\n".join(_row(year, kinds, found, by_year, links, unit) for year in years)
    return (
        f'<section class="block">\n<h3 id="{anchor}">{name}{measure}</h3>\n{drawing}\n'
        f'<table class="money" aria-labelledby="{anchor}">\n'
        f'<thead><tr><th scope="col">{say("年度", "Year")}</th>{head}</tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>\n</section>"
    )


def _mark(figure: YearFigure | None, kind: str) -> Mark | None:
    drawn = figure.amount.drawn if figure else None
    return None if drawn is None else Mark(drawn, _KINDS[kind][0])


def _row(
    year: _Year,
    kinds: Sequence[str],
    found: Mapping[tuple[_Year, str], YearFigure],
    by_year: Mapping[_Year, Mapping[str, Entry]],
    links: Links,
    unit: str,
) -> str:
    say = links.say
    cells = []
    for kind in kinds:
        entry = by_year.get(year, {}).get(kind)
        shown = f'<span class="none">{say("未收录", "not here")}</span>'
        if entry:
            figure = found[year, kind]
            shown = known_amount(links, entry.package, figure.amount, figure.findings, unit=unit)
        cells.append(f'<td class="n">{shown}</td>')
    name = _named(year, by_year, links)
    entries = by_year.get(year, {})
    if len(entries) == 1:
        name = links.to(addresses.disclosure(next(iter(entries.values())).package), name)
    return f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>'


def _named(year: _Year, by_year: Mapping[_Year, Mapping[str, Entry]], links: Links, *, short: bool = False) -> str:
    """`2023`, with its scope where the unit published in both."""
    if len({scope for _, scope in by_year}) == 1:
        return str(year[0])
    scope = links.say.of(words.SCOPE[year[1]])
    return f"{year[0]}{scope[:1]}" if short else f"{year[0]} {text(scope)}"
