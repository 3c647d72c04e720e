"""What the blocks of the story share: cards, tables whose rows carry bars, amounts that lead to their line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from mingzhang.ground.amounts import NOT_APPLICABLE
from mingzhang.ground.source import Locator
from mingzhang.site import addresses, labels
from mingzhang.site.amount_states import STATES, State
from mingzhang.site.catalog import Disclosure
from mingzhang.site.charts import Mark, Part, Scale, add_up, bar, stacked
from mingzhang.site.forms import Money
from mingzhang.site.html import text
from mingzhang.site.language import Pair
from mingzhang.site.narrative import Statement
from mingzhang.site.page import Links
from mingzhang.site.pages import marks
from mingzhang.site.pages.glossary import help_mark
from mingzhang.site.pages.sayings import Sayings
from mingzhang.site.rows import Figure, TableRow

_LONG = 28


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as printed, where it stands, and its value in 元 to draw it by (None: nothing to draw).

    `said` is the statement it was read from, where no table prints it.
    """

    printed: str
    unit: str
    yuan: str
    place: Locator
    said: Statement | None = None

    @property
    def value(self) -> Decimal | None:
        """Exact; None for what is no money."""
        return Decimal(self.yuan) if self.yuan else None


Printed = Amount | None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a block: a name as HTML, amounts by column, and how its bars look (one mark a column)."""

    name: str
    amounts: tuple[Printed, ...]
    css: str = ""
    plain: str = ""
    mark: str = ""
    number: int = 0
    shades: tuple[str, ...] = ("s1",)
    why_none: State = "blank"

    @property
    def value(self) -> Decimal:
        """Of its first amount, for order; nothing printed counts as none."""
        first = self.amounts[0]
        return (first.value if first else None) or Decimal(0)

    @property
    def marks(self) -> list[Mark]:
        """What is drawn."""
        pairs = zip(self.amounts, self.shades, strict=False)
        return [Mark(amount.value, css) for amount, css in pairs if amount and amount.value is not None]


def of_figure(figure: Figure | None) -> Printed:
    """A figure of a table; None stays None."""
    return Amount(figure.printed, figure.unit, figure.yuan, figure.place) if figure else None


def of_money(money: Money | None) -> Printed:
    """An amount of a form or project."""
    return Amount(money.printed, money.unit, money.yuan, money.place) if money else None


def of_statement(found: Statement | None) -> Printed:
    """A figure of the narrative; a statement without a number is none."""
    return Amount(found.number, found.unit, found.yuan, found.place, found) if found and found.number else None


def largest_first(lines: Sequence[Line]) -> list[Line]:
    """In order of their first amount, equal ones as printed, numbered from 1."""
    ordered = sorted(lines, key=lambda line: -line.value)
    return [replace(line, number=number) for number, line in enumerate(ordered, 1)]


def scale_of(lines: Sequence[Line]) -> Scale:
    """The scale that has room for every bar of these lines."""
    return Scale.over(mark.value for line in lines for mark in line.marks)


def _css(amount: Printed) -> str:
    """Amounts stay on one line, unless what is printed is no amount anyone would print."""
    return "n long" if amount and len(amount.printed) + len(amount.unit) > _LONG else "n"


class Frame:
    """Writes pieces of the story of one disclosure."""

    def __init__(self, disclosure: Disclosure, links: Links) -> None:
        self.disclosure = disclosure
        self.links = links
        self.say = links.say
        self.package = disclosure.name
        self.sayings = Sayings(disclosure, links)
        self.concerns = disclosure.concerns

    # -- names --

    def row_name(self, table: str, row: TableRow, printed: str) -> str:
        """A printed name that leads to its row of the table's page."""
        there = addresses.table(self.package, table)
        return self.links.to(there, labels.named(self.say, printed or row.label), str(row.place))

    def plain_name(self, printed: str) -> tuple[str, str]:
        """A name without HTML and the attribute of its language: English where there is a term."""
        english = labels.english_name(printed) if self.say.lang == "en" else ""
        return (english, "") if english else (printed, "" if printed.isascii() else self.say.mark)

    def line(self, table: str, row: TableRow, printed: str, column: str, css: str = "") -> Line:
        """A row of a standard table with one of its amounts."""
        amount = of_figure(row.figures.get(column))
        none: State = "na" if row.cells.get(column) == NOT_APPLICABLE else "blank"
        plain, mark = self.plain_name(printed or row.label)
        name = self.row_name(table, row, printed)
        return Line(name, (amount,), css, plain, mark, why_none=none)

    def titled(self, title: Pair, amounts: tuple[Printed, ...], css: str = "") -> Line:
        """A line that the portal names itself."""
        said = self.say.of(title)
        return Line(text(said), amounts, css, said)

    # -- amounts --

    def amount(self, amount: Printed, unit: str, why_none: State = "blank") -> str:
        """A printed amount as a link to its cell, with its findings; its unit where it is not the table's."""
        say = self.say
        if amount is None:
            return f'<span class="none">{say.of(STATES[why_none])}</span>'
        line = amount.place.line
        yuan = labels.yuan(amount) if say.lang == "en" else ""
        title = say(f"原文第 {line} 行", f"{yuan} yuan, source line {line}" if yuan else f"source line {line}")
        percent = "%" if amount.unit == "%" else ""
        printed = text(amount.printed) if amount.printed.isascii() else say.zh(text(amount.printed))
        shown = self.links.to(addresses.source(self.package), printed + percent, str(amount.place), title=title)
        shown = self._mark(amount) + shown
        other = amount.unit and not percent and amount.unit != unit
        return f"{shown} <small>{labels.short_unit(say, amount.unit)}</small>" if other else shown

    def _mark(self, amount: Amount) -> str:
        """The sign of the findings about an amount, before it, so that figures stay aligned."""
        if amount.said:
            return self.sayings.mark(amount.said)
        return marks.concern(self.links, self.package, self.concerns.of_cell(amount.place))

    # -- drawings --

    def whole(self, lines: Sequence[Line], total: Printed, seen: Pair) -> str:
        """The bar of all lines, or nothing where there are fewer than two parts or they do not add up."""
        shown = [line for line in lines if line.value]
        values = [line.value for line in lines]
        if len(shown) < 2 or not add_up(values, total.value if total else None):
            return ""
        parts = [Part(line.number, line.plain, line.value, line.mark) for line in lines]
        where = self.say("：各项占比，数字见下表", ": shares; numbers in the table below")
        return stacked(parts, self.say.of(seen) + where)

    def parts(
        self,
        lines: Sequence[Line],
        head: tuple[str, ...],
        title: str,
        total: Line,
        seen: Pair,
        *,
        beside: Sequence[Line] = (),
        bars: bool = True,
    ) -> str:
        """The bar of all lines (`seen` says what it shows) above their table; `beside`: rows that are no parts.

        The numbers of the lines are the key to the bar: without one they are left out.
        """
        whole = self.whole(lines, total.amounts[0], seen)
        if not whole:
            lines = [replace(line, number=0) for line in lines]
        table = self.table([*lines, *beside], head, title, total if total.amounts[0] else None, bars=bars)
        return f"{whole}\n{table}" if whole else table

    def table(
        self,
        lines: Sequence[Line],
        head: tuple[str, ...],
        title: str,
        total: Line | None = None,
        *,
        bars: bool = True,
        scale: Scale | None = None,
    ) -> str:
        """Rows with their bars and amounts. `head` names the first column and the amounts; `title` is the id of what
        names the table. Bars share one scale (`scale`, where tables share it); a single amount is not drawn."""
        scale = scale or scale_of(lines)
        drawn = bars and sum(bool(mark.value) for line in lines for mark in line.marks) > 1
        unit = self.unit_of([*lines, *([total] if total else [])])
        rows = "\n".join(self._row(line, scale if drawn else None, unit, head) for line in lines)
        foot = f"\n<tfoot>{self._row(total, None, unit, head)}</tfoot>" if total else ""
        return f"{self._opening(head, title, unit)}\n<tbody>\n{rows}\n</tbody>{foot}\n</table>"

    def _opening(self, head: tuple[str, ...], title: str, unit: str) -> str:
        """The start of a table: the unit beside the name of its one amount, or above several."""
        first, *rest = head
        measure = labels.short_unit(self.say, unit) if unit else ""
        several = len(rest) > 1
        css = "money several" if several else "money"
        beside = f" <small>{measure}</small>" if measure and not several else ""
        above = f"<caption>{self.say('单位：', 'Unit: ')}{measure}</caption>\n" if measure and several else ""
        css_of_unit = "n long" if len(unit) > _LONG else "n"
        columns = "".join(f'<th scope="col" class="{css_of_unit}">{name}{beside}</th>' for name in rest)
        names = f'<tr><th scope="col">{first}</th>{columns}</tr>'
        return f'<table class="{css}" aria-labelledby="{title}">\n{above}<thead>{names}</thead>'

    def _row(self, line: Line, scale: Scale | None, unit: str, head: tuple[str, ...]) -> str:
        number = f'<span class="no">{line.number}</span> ' if line.number else ""
        drawing = bar(scale, line.marks) if scale else ""
        cells = "".join(
            f'<td class="{_css(amount)}"{self._label(name, head)}>{self.amount(amount, unit, line.why_none)}</td>'
            for amount, name in zip(line.amounts, head[1:], strict=True)
        )
        css = f' class="{line.css}"' if line.css else ""
        name = f'<span class="name">{line.name}</span>' if line.css else line.name
        return f'<tr{css}><th scope="row">{number}{name}{drawing}</th>{cells}</tr>'

    @staticmethod
    def _label(name: str, head: tuple[str, ...]) -> str:
        """Several amounts stand under the name on a phone; each then says what it is."""
        return f' data-label="{name}"' if len(head) > 2 else ""

    @staticmethod
    def unit_of(lines: Sequence[Line]) -> str:
        """The unit most amounts have."""
        units = [amount.unit for line in lines for amount in line.amounts if amount and amount.unit not in ("", "%")]
        return max(dict.fromkeys(units), key=units.count, default="")

    # -- frames --

    def card(self, name: str, title: Pair, pieces: Sequence[str], term: str = "") -> str:
        """One block; nothing where it has no piece. Its heading has the id `story-…`; `term` explains it."""
        body = "\n".join(piece for piece in pieces if piece)
        if not body:
            return ""
        heading = self.say.of(title) + (help_mark(self.links, term) if term else "")
        return f'<section class="block">\n<h3 id="story-{name}">{heading}</h3>\n{body}\n</section>'

    def source(self, *tables: str) -> str:
        """Where the numbers of a block come from: the page of each table and its CSV."""
        entries = []
        for name in tables:
            table = self.disclosure.table(name)
            page = self.links.to(addresses.table(self.package, name), text(self.say.title(table.schema)))
            file = self.links.to(addresses.data(self.package, f"data/{name}.csv"), f"{name}.csv", css="file")
            entries.append(f"{page} {file}")
        return f'<p class="from">{self.say("全表：", "Full table: ")}{self.say("；", "; ").join(entries)}</p>'

    def stated_source(self) -> str:
        """Where the figures of the narrative stand: further down the page, and as CSV."""
        told = self.say("情况说明里的全部数字", "All figures of the explanations")
        file = self.links.to(addresses.data(self.package, "data/statements.csv"), "statements.csv", css="file")
        return f'<p class="from"><a href="#statements">{told}</a> {file}</p>'

    def quiet(self, zh: str, en: str) -> str:
        """A remark."""
        return f'<p class="quiet">{self.say(zh, en)}</p>'

    def fold(self, summary: str, inner: str) -> str:
        """What is there for who asks."""
        return f'<details class="more"><summary>{summary}</summary>\n{inner}\n</details>'
