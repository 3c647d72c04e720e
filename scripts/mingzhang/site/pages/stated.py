"""What the narrative of a disclosure states in figures, beside the table figures it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from mingzhang.model import Locator
from mingzhang.narrative.ids import STEMS, statement_titles
from mingzhang.site import addresses, html, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.correspondence import counterpart
from mingzhang.site.html import text
from mingzhang.site.narrative import TITLES, Missing, Section, Statement
from mingzhang.site.page import Links
from mingzhang.site.rows import Figure

_AMOUNT_IN_WORDS = {
    "value": "价值 ",
    "initial_budget": "年初预算 ",
    "full_budget": "全年预算 ",
    "budget": "预算 ",
    "executed": "决算 ",
    "last_year": "上年 ",
}
_WITHOUT_STEM = frozenset({"function", "basic_item", "revenue_source", "appropriation_source", "assets", "reason"})
"""What is named by its subject alone."""


def stated_section(disclosure: Disclosure, links: Links) -> str:
    """The section 情况说明里的数字; nothing where the narrative states none."""
    narrative = disclosure.narrative
    if not narrative.figures and not narrative.missing:
        return ""
    writer = _Writer(disclosure, links)
    groups = [
        writer.section(section, narrative.statements[section.section_id])
        for section in narrative.sections
        if narrative.statements[section.section_id]
    ]
    return (
        '<section class="stated">\n<h2 id="statements">情况说明里的数字</h2>\n'
        f"{writer.about(narrative.figures)}\n{chr(10).join(groups)}\n{writer.missing(narrative.missing)}\n</section>"
    )


class _Writer:
    """Writes the statements of one disclosure; an anchor is given once."""

    def __init__(self, disclosure: Disclosure, links: Links) -> None:
        self.disclosure = disclosure
        self.links = links
        self.source = addresses.source(disclosure.name)
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
        equal = sum(_is_equal(statement, figure) for statement, figure in pairs)
        beside = f"其中 {len(pairs)} 个在表中有对应的数字，{equal} 个相同" if pairs else "没有能与表中数字直接对应的"
        apart = f"，{len(pairs) - equal} 个不同，两边都列在下面" if len(pairs) > equal else ""
        return (
            f'<p class="quiet">正文共写了 {figures} 个数字，{beside}{apart}。'
            "点击数字查看原文那一行；原因照原文抄录。</p>"
        )

    def _pairs(self) -> Iterable[tuple[Statement, Figure]]:
        for section in self.disclosure.narrative.sections:
            for statement in self.disclosure.narrative.statements[section.section_id]:
                if figure := counterpart(self.disclosure.kind, section.key, statement, self.disclosure.figures):
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
        apart = sum(not _is_equal(found, figure) for found, figure in beside)
        told = f'<span class="quiet">{figures} 个数字</span>' if figures else ""
        told += f' <span class="tag">{apart} 处与表不同</span>' if apart else ""
        opened = " open" if apart or (beside and not self.opened) else ""
        self.opened = self.opened or bool(opened)
        title, printed = text(section.title), text(section.printed or section.title)
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
        stop = "、" if first.kind == "name" else "；"
        said = stop.join(self.said(found, alone=len(thing) == 1) for found in thing)
        reasons = dict.fromkeys(found.reason for found in thing if found.reason)
        told = "".join(f'<p class="reason"><small>原因</small>{text(reason)}</p>' for reason in reasons)
        inner = [child for found in thing for child in under.get(found.statement_id, ())]
        told += self._inner(inner)
        why = f'<td class="why">{told}</td>' if told else ""
        beside = "".join(self.beside(found) for found in thing)
        name = _name(first, with_side=both_sides)
        return f'<tr><th scope="row">{name}</th><td>{said}</td><td class="beside">{beside}</td>{why}</tr>'

    def _inner(self, inner: Sequence[Statement]) -> str:
        """The figures inside a reason, one by one."""
        if not inner:
            return ""
        entries = (f"{_name(found)} {self.said(found, alone=True)}" for found in inner)
        return (
            f'<details class="more"><summary>原因中的 {len(inner)} 个数字</summary>\n'
            f"{html.items(entries, 'inner')}\n</details>"
        )

    def said(self, found: Statement, *, alone: bool) -> str:
        """One statement in words; the printed number leads to its line."""
        shown = self._link(found, _words(found, alone=alone))
        anchor = f"{found.place}-{found.first_char}"
        if anchor in self.anchors:
            return shown
        self.anchors.add(anchor)
        return f'<span id="{anchor}">{shown}</span>'

    def _link(self, found: Statement, shown: tuple[str, str]) -> str:
        before, number = shown
        return text(before) + self.links.to(
            self.source, text(number), str(found.place), title=f"原文第 {found.place.line} 行：{found.clause}"
        )

    def beside(self, found: Statement) -> str:
        figure = self.pairs.get(found.statement_id)
        if figure is None:
            return ""
        table = self.disclosure.table(figure.table)
        target = addresses.table(self.disclosure.name, table.name)
        title = self.links.to(target, f"《{text(table.schema.title)}》", str(self.rows[figure.fact_id]))
        if _is_equal(found, figure):
            return f'<p class="same">与{title}一致</p>'
        amount = self.links.to(self.source, text(figure.printed), str(figure.place))
        return f'<p class="apart">{title}为 <b>{amount} {text(figure.unit)}</b></p>'

    # -- what is not there --

    def missing(self, missing: Sequence[Missing]) -> str:
        if not missing:
            return ""
        entries = html.items((self._missing(found) for found in missing), "missing")
        return f"<h3>应说明而未说明</h3>\n{entries}"

    def _missing(self, found: Missing) -> str:
        title = statement_titles()[found.statement][0]
        section = text(TITLES.get(found.section_key, found.section_key))
        where = f"，{self._place(found.place)}" if found.place else ""
        clause = f"：“{text(found.clause)}”" if found.clause else ""
        return f'{section}：{text(title)} <span class="quiet">{words.MISSING[found.status]}{clause}{where}</span>'

    def _place(self, place: Locator) -> str:
        return self.links.to(self.source, f"第 {place.line} 行", str(place))


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


def _is_equal(statement: Statement, figure: Figure) -> bool:
    return Decimal(statement.yuan) == Decimal(figure.yuan)


def _without_side(found: Statement) -> tuple[str, ...]:
    return found.stem, found.unit_name, found.subject, found.code


def _name(found: Statement, *, with_side: bool = False) -> str:
    """What a statement speaks of: its subject, or its title; the side or unit where it is one of several."""
    subject = words.GRADE.get(found.code) or words.RECEPTION.get(found.code) or found.subject
    title = STEMS[found.stem].title
    if found.stem in _WITHOUT_STEM and subject:
        shown = subject
    else:
        shown = f"{title}（{subject}）" if subject and found.kind != "name" else title
    unit = f"<small>{text(found.unit_name)}</small>" if found.unit_name else ""
    side = words.SIDE.get(found.side, "") if with_side else ""
    return text(f"{shown}（{side}）" if side else shown) + unit


def _words(found: Statement, *, alone: bool) -> tuple[str, str]:
    """What is said, before and as the link: `比上年增加 ` and `700.68 万元`."""
    number = f"{found.number} {found.unit}" if found.unit and found.unit != "%" else f"{found.number}{found.unit}"
    compared = words.COMPARED.get(found.compared, "")
    if found.kind == "name":
        return "", found.subject or found.clause
    if found.kind == "none_stated":
        return "写明没有：", f"“{found.clause}”"
    if found.kind == "change" or found.measure.startswith("change"):
        direction = words.DIRECTION.get(found.direction, "增减")
        if not found.number:
            return "", f"“{found.clause}”"
        return f"{compared if alone or found.measure == 'change_amount' else ''}{direction} ", number
    if found.kind == "share":
        return "占 ", number
    if found.kind == "completion":
        return f"完成{compared} ", number
    return _AMOUNT_IN_WORDS.get(found.measure, ""), number
