"""The key figures of a unit across its disclosures: one table, the change on last year, and the reasons given."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mingzhang.ground.amounts import MONEY_UNITS
from mingzhang.site import addresses, html, labels, words
from mingzhang.site.html import text
from mingzhang.site.language import Speaker
from mingzhang.site.page import Links
from mingzhang.site.pages.known_amounts import known_amount
from mingzhang.site.pages.units import Entry
from mingzhang.site.unit_facts import STAFF, StatedChange, YearFigure, change_in

_REASONS = 8
"""Up to so many reasons stand open."""
_INDENTED = ("其中", "of which")


def years_section(ordered: Sequence[Entry], links: Links) -> str:
    """`ordered`: the disclosures of a unit, the oldest first; the newest gets the first column, next to the names."""
    ordered = tuple(reversed(ordered))
    say = links.say
    title = say("各年关键数字", "Key figures by year")
    head = "".join(_head(entry, links) for entry in ordered)
    first = f'<th scope="col" class="label">{_unit_of(ordered, say)}</th>'
    rows = "\n".join(_row(index, ordered, links) for index in range(len(ordered[0].facts.figures)))
    table = (
        f'<table class="years">\n<thead><tr>{first}{head}</tr></thead>\n<tbody>\n{rows}\n{_staff(ordered, links)}\n'
        "</tbody>\n</table>"
    )
    return (
        f'<section>\n<h2 id="figures">{title}</h2>\n{html.scroll(table, title)}\n'
        f'<p class="quiet">{_how(ordered, say)}</p>\n{_reasons(ordered, links)}\n</section>'
    )


def year_before(entry: Entry, ordered: Sequence[Entry]) -> Entry | None:
    """The disclosure of the same kind and scope one year earlier, if it is here."""
    return next(
        (
            other
            for other in ordered
            if (other.kind, other.scope, other.fiscal_year) == (entry.kind, entry.scope, entry.fiscal_year - 1)
        ),
        None,
    )


def _head(entry: Entry, links: Links) -> str:
    title = links.to(addresses.disclosure(entry.package), text(entry.short_title(links.say)))
    return f'<th scope="col" class="n">{title}</th>'


def _units(entry: Entry) -> set[str]:
    return {
        found.unit for figure in entry.facts.figures for found in figure.amount.figures if found.unit in MONEY_UNITS
    }


def _unit_of(ordered: Sequence[Entry], say: Speaker) -> str:
    units = set().union(*map(_units, ordered))
    if len(units) != 1:
        return f'<span class="said">{say("数字", "Figure")}</span>'
    return f"{say('单位：', 'Unit: ')}{labels.unit(say, units.pop())}"


def _how(ordered: Sequence[Entry], say: Speaker) -> str:
    told = say(
        "数字照原文，点击看出处；空白不等于零。",
        "Figures stand as printed and lead to their source; blank is not zero.",
    )
    if any(year_before(entry, ordered) for entry in ordered):
        told += say(
            "标“算”的增减由两年公布的同一个数相减得出（前一年为零或空白时不算百分比）；标“原文”的照原文抄录。",
            " Changes marked “worked out” are this year's published figure less last year's (no percentage from zero); "
            "those marked “stated” are quoted.",
        )
    else:
        told += say(
            "这里没有前一年的同类文档，增减照原文抄录，没有另算。",
            " The disclosure of the year before is not here, so changes are quoted from the document, not worked out.",
        )
    return told


# -- rows ---------------------------------------------------------------------------------------


def _row(index: int, ordered: Sequence[Entry], links: Links) -> str:
    say = links.say
    model = ordered[0].facts.figures[index]
    part_of = say.of(model.part_of)
    name = f"<small>{part_of}</small> {say.of(model.label)}" if part_of else say.of(model.label)
    css = ' class="part"' if part_of else ""
    cells = "".join(_cell(entry, index, ordered, links) for entry in ordered)
    return f'<tr{css}><th scope="row">{name}</th>{cells}</tr>'


def _cell(entry: Entry, index: int, ordered: Sequence[Entry], links: Links) -> str:
    figure = entry.facts.figures[index]
    units = set().union(*map(_units, ordered))
    shown = known_amount(
        links, entry.package, figure.amount, figure.findings, unit=units.pop() if len(units) == 1 else ""
    )
    return f'<td class="n">{shown}{_change(entry, index, ordered, links)}</td>'


def _change(entry: Entry, index: int, ordered: Sequence[Entry], links: Links) -> str:
    """Worked out from both years, or else as the document states it, or nothing."""
    say = links.say
    figure = entry.facts.figures[index]
    before = year_before(entry, ordered)
    earlier = before.facts.figures[index].yuan if before else None
    unit = figure.amount.figures[0].unit if figure.amount.figures else ""
    if earlier is not None and figure.yuan is not None and unit in MONEY_UNITS:
        told = _difference(*change_in(earlier, figure.yuan, unit))
        return f'<small class="change">{told} <i>{say("算", "worked out")}</i></small>'
    stated = None if _is_part(figure) else entry.facts.changes.get(figure.label[1])
    return _stated(entry, stated, links) if stated else ""


def _difference(change: Decimal, percent: Decimal | None) -> str:
    if not change:
        return "±0"
    exact = f"{change.normalize():+,f}"
    return exact if percent is None else f"{exact} ({percent:+}%)"


def _stated(entry: Entry, stated: StatedChange, links: Links) -> str:
    say = links.say
    source = addresses.source(entry.package)
    clauses = say("，", ", ").join(
        links.to(source, say.zh(text(clause)), f"L{place.line}") for clause, place in stated.clauses
    )
    if not clauses and not stated.direction:
        return ""
    clauses = clauses or links.to(source, say.of(words.DIRECTION[stated.direction]), f"L{stated.place.line}")
    return f'<small class="change">{clauses} <i>{say("原文", "stated")}</i></small>'


def _staff(ordered: Sequence[Entry], links: Links) -> str:
    """Nothing where no disclosure states it."""
    say = links.say
    if not any(entry.facts.staff for entry in ordered):
        return ""
    cells = []
    for entry in ordered:
        stated = [
            links.to(addresses.source(entry.package), text(number), f"L{place.line}")
            for number, place in entry.facts.staff
        ]
        cells.append(say("、", ", ").join(stated) or f'<span class="none">{say("未写明", "not stated")}</span>')
    body = "".join(f'<td class="n">{cell}</td>' for cell in cells)
    return f'<tr><th scope="row">{say.of(STAFF)}</th>{body}</tr>'


# -- reasons ------------------------------------------------------------------------------------


def _reasons(ordered: Sequence[Entry], links: Links) -> str:
    """Every reason a document gives for a change, quoted once, the newest first."""
    pieces = []
    for entry in ordered:
        by_reason: dict[str, list[str]] = {}
        for figure in entry.facts.figures:
            stated = entry.facts.changes.get(figure.label[1])
            if stated and stated.reason and not _is_part(figure):
                by_reason.setdefault(stated.reason, []).append(figure.label[1])
        for reason, names in by_reason.items():
            pieces.append(_reason(entry, reason, names, links))
    if not pieces:
        return ""
    say = links.say
    title = say("原文说明的增减原因", "Reasons given for changes")
    first, rest = pieces[:_REASONS], pieces[_REASONS:]
    more = say(f"更早的 {len(rest)} 条", f"{len(rest)} earlier ones")
    folded = (
        f'<details class="more"><summary>{more}</summary>\n{html.items(rest, "reasons")}\n</details>' if rest else ""
    )
    return f'<h3 id="reasons">{title}</h3>\n{html.items(first, "reasons")}\n{folded}'


def _reason(entry: Entry, reason: str, names: Sequence[str], links: Links) -> str:
    say = links.say
    labelled = [
        say.of(figure.label) for figure in entry.facts.figures if figure.label[1] in names and not _is_part(figure)
    ]
    place = entry.facts.changes[names[0]].place
    where = links.to(
        addresses.source(entry.package), say(f"第 {place.line} 行", f"line {place.line}"), f"L{place.line}"
    )
    about = f"{text(entry.short_title(say))}{say('，', ', ')}{say.listed(labelled)}"
    return f'<b>{about}</b> <span class="quiet">{where}</span><br>{say.zh(text(reason))}'


def _is_part(figure: YearFigure) -> bool:
    """Parts of the three public expenses: what is stated is about the whole."""
    return figure.part_of == _INDENTED
