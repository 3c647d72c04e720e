"""What the narrative of a disclosure states in figures, beside the table figures it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.narrative.ids import statement_titles
from mingzhang.site import addresses, html, labels, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.correspondence import counterpart, is_equal
from mingzhang.site.html import text
from mingzhang.site.language import Pair, Speaker
from mingzhang.site.narrative import TITLES, Missing, Section, Statement
from mingzhang.site.page import Links
from mingzhang.site.pages import marks, parts
from mingzhang.site.pages.sayings import Sayings
from mingzhang.site.rows import Figure
from mingzhang.site.statement_places import anchor

_AMOUNT_IN_WORDS: dict[str, Pair] = {
    "value": ("价值 ", "worth "),
    "initial_budget": ("年初预算 ", "initial budget "),
    "full_budget": ("全年预算 ", "full-year budget "),
    "budget": ("预算 ", "budget "),
    "executed": ("决算 ", "executed "),
    "last_year": ("上年 ", "last year "),
}


def stated_section(disclosure: Disclosure, links: Links) -> str:
    """The section 情况说明里的数字; nothing where the narrative states none."""
    narrative = disclosure.narrative
    if not narrative.figures and not narrative.missing:
        return ""
    writer = _Writer(disclosure, links)
    title = links.say("情况说明里的数字", "Figures in the explanations")
    groups = [
        writer.section(section, narrative.statements[section.section_id])
        for section in narrative.sections
        if narrative.statements[section.section_id]
    ]
    return (
        f'<section class="stated">\n<h2 id="statements">{title}</h2>\n'
        f"{writer.about(narrative.figures)}\n{chr(10).join(groups)}\n{writer.missing(narrative.missing)}\n</section>"
    )


class _Writer:
    """Writes the statements of one disclosure; an anchor is given once."""

    def __init__(self, disclosure: Disclosure, links: Links) -> None:
        self.disclosure = disclosure
        self.links = links
        self.say = links.say
        self.source = addresses.source(disclosure.name)
        self.sayings = Sayings(disclosure, links)
        self.concerns = disclosure.concerns
        self.anchors: set[str] = set()
        self.rows = {
            figure.fact_id: row.place
            for table in disclosure.tables
            for row in table.rows
            for figure in row.figures.values()
        }
        self.pairs = {found.statement_id: figure for found, figure in self._pairs()}
        self.opened = False

    def about(self, figures: int) -> str:
        pairs = list(self._pairs())
        equal = sum(is_equal(statement, figure) for statement, figure in pairs)
        say, apart = self.say, len(pairs) - equal
        beside = (
            say(
                f"其中 {len(pairs)} 个在表中有对应的数字，{equal} 个相同",
                f"{len(pairs)} of them have a counterpart in a table, {equal} equal",
            )
            if pairs
            else say("没有能与表中数字直接对应的", "none corresponds directly to one of a table")
        )
        if apart:
            beside += say(f"，{apart} 个不同，两边都列在下面", f", {apart} different; both are shown below")
        told = say(
            f"正文共写了 {figures} 个数字，{beside}。点击数字查看原文那一行；原因照原文抄录。",
            f"The text states {figures} figures; {beside}. Click a figure to see its line; reasons are quoted.",
        )
        return f'<p class="quiet">{told}</p>'

    def _pairs(self) -> Iterable[tuple[Statement, Figure]]:
        for section in self.disclosure.narrative.sections:
            for statement in self.disclosure.narrative.statements[section.section_id]:
                if figure := counterpart(statement, self.disclosure.figures):
                    yield statement, figure

    # -- one section of the narrative --

    def section(self, section: Section, statements: Sequence[Statement]) -> str:
        things = _things(statements)
        sides: dict[tuple[str, ...], set[str]] = {}
        for thing in things:
            sides.setdefault(_without_side(thing[0]), set()).add(thing[0].side)
        inside = {found.statement_id for found in statements}
        under: dict[str, list[Statement]] = {}
        for found in statements:
            if found.parent in inside:
                under.setdefault(found.parent, []).append(found)
        rows = "\n".join(self.thing(thing, under, len(sides[_without_side(thing[0])]) > 1) for thing in things)
        figures = sum(bool(found.number) for found in statements)
        beside = [(found, self.pairs[found.statement_id]) for found in statements if found.statement_id in self.pairs]
        apart = sum(not is_equal(found, figure) for found, figure in beside)
        say = self.say
        told = f'<span class="quiet">{say.count(figures, "个数字", "figure")}</span>' if figures else ""
        differ = say(f"{apart} 处与表不同", f"{apart} unlike the table")
        told += f' <span class="tag">{differ}</span>' if apart else ""
        opened = " open" if apart or (beside and not self.opened) else ""
        self.opened = self.opened or bool(opened)
        known = TITLES.get(section.key)
        title = text(section.title) if say.lang == "zh" or known is None else text(known[1])
        title = title if known else say.zh(title)
        printed = say.zh(text(section.printed or section.title))
        place = (
            f'<p class="quiet">{self.links.to(self.source, printed, str(section.place))}</p>\n' if section.place else ""
        )
        return (
            f"<details{opened}><summary>{title} {told}</summary>\n{place}"
            f'<table class="statements">\n<tbody>\n{rows}\n</tbody>\n</table>\n</details>'
        )

    def thing(self, thing: Sequence[Statement], under: dict[str, list[Statement]], both_sides: bool) -> str:
        """One row: what is spoken of, everything said of it, and the figure of the table."""
        first = thing[0]
        say = self.say
        stop = say("、", ", ") if first.kind == "name" else say("；", "; ")
        said = stop.join(self.said(found, alone=len(thing) == 1) for found in thing)
        because = say("原因", "Reason")
        reasons = dict.fromkeys(found.reason for found in thing if found.reason)
        told = "".join(f'<p class="reason"><small>{because}</small>{say.zh(text(reason))}</p>' for reason in reasons)
        inner = [child for found in thing for child in under.get(found.statement_id, ())]
        told += self._inner(inner)
        why = f'<td class="why">{told}</td>' if told else ""
        beside = "".join(self.beside(found) for found in thing)
        name = self.sayings.name(first, with_side=both_sides)
        return f'<tr><th scope="row">{name}</th><td>{said}</td><td>{beside}</td>{why}</tr>'

    def _inner(self, inner: Sequence[Statement]) -> str:
        """The figures inside a reason, one by one."""
        if not inner:
            return ""
        told = self.say(f"原因中的 {len(inner)} 个数字", f"Figures in the reason ({len(inner)})")
        entries = (f"{self.sayings.name(found)} {self.said(found, alone=True)}" for found in inner)
        return f'<details class="more"><summary>{told}</summary>\n{html.items(entries, "inner")}\n</details>'

    def said(self, found: Statement, *, alone: bool) -> str:
        """One statement in words; the printed number leads to its line."""
        before, number = _words(self.sayings, self.say, found, alone=alone)
        shown = before + self.sayings.link(found, number)
        name = anchor(found)
        if name in self.anchors:
            return shown
        self.anchors.add(name)
        return f'<span id="{name}">{shown}</span>'

    def beside(self, found: Statement) -> str:
        figure = self.pairs.get(found.statement_id)
        if figure is None:
            return ""
        say = self.say
        title = parts.table_link(self.links, self.disclosure, figure.table, str(self.rows[figure.fact_id]))
        if is_equal(found, figure):
            return f'<p class="same">{say(f"与{title}一致", f"as in {title}")}</p>'
        amount = self.links.to(self.source, text(figure.printed), str(figure.place))
        mark = marks.concern(self.links, self.disclosure.name, self.concerns.of_cell(figure.place))
        amount = f"<b>{amount} {labels.short_unit(say, figure.unit)}</b>{mark}"
        return f'<p class="apart">{say(f"{title}为 {amount}", f"{title} says {amount}")}</p>'

    # -- what is not there --

    def missing(self, missing: Sequence[Missing]) -> str:
        if not missing:
            return ""
        entries = html.items((self._missing(found) for found in missing), "missing")
        heading = self.say("应说明而未说明", "Not stated though it should be")
        return f"<h3>{heading}</h3>\n{entries}"

    def _missing(self, found: Missing) -> str:
        say = self.say
        title = text(say.of(statement_titles()[found.statement]))
        section = text(say.of(TITLES.get(found.section_key, (found.section_key, found.section_key))))
        where = (
            f"{say('，', ', ')}{parts.place_link(self.links, self.disclosure.name, found.place)}" if found.place else ""
        )
        clause = f"{say('：', ': ')}{say.zh(f'“{text(found.clause)}”')}" if found.clause else ""
        why = say.of(words.MISSING[found.status])
        return f'{section}{say("：", ": ")}{title} <span class="quiet">{why}{clause}{where}</span>'


def _things(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements grouped by what they speak of, in the order of their first; what repeats begins anew."""
    inside = {found.statement_id for found in statements}
    groups: list[list[Statement]] = []
    latest: dict[tuple[str, ...], list[Statement]] = {}
    for found in statements:
        if found.parent and found.parent in inside:
            continue
        about = (found.stem,) if found.kind == "name" else found.about
        group = latest.get(about)
        names = found.kind == "name"
        if group is None or (not names and any(other.measure == found.measure for other in group)):
            group = latest[about] = []
            groups.append(group)
        group.append(found)
    return groups


def _without_side(found: Statement) -> tuple[str, ...]:
    return found.stem, found.unit_name, found.subject, found.code


def _words(sayings: Sayings, say: Speaker, found: Statement, *, alone: bool) -> tuple[str, str]:
    """What is said as HTML, before and as the link: `比上年增加 ` and `700.68 万元`."""
    number, quoted = sayings.number(found), sayings.quoted(found)
    compared = say.of(words.COMPARED.get(found.compared, ("", "")))
    if found.kind == "name":
        return "", say.zh(text(found.subject or found.clause))
    if found.kind == "none_stated":
        return say("写明没有：", "stated to be none: "), quoted
    if found.kind == "change" or found.measure.startswith("change"):
        if not found.number:
            return "", quoted
        return _changed(say, found, compared if alone or found.measure == "change_amount" else ""), number
    if found.kind == "share":
        return say("占 ", "share "), number
    if found.kind == "completion":
        return say(f"完成{compared} ", f"of {compared} " if compared else "completed "), number
    return say.of(_AMOUNT_IN_WORDS.get(found.measure, ("", ""))), number


def _changed(say: Speaker, found: Statement, compared: str) -> str:
    """`比上年增加 `, `on last year: increase `."""
    direction = say.of(words.DIRECTION.get(found.direction, ("增减", "change")))
    return say(f"{compared}{direction} ", f"{compared}: {direction} " if compared else f"{direction} ")
