"""From a place of the source to where the pages show what stands there: a row, a part of a form, a statement."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.ground.source import Locator
from mingzhang.site import addresses
from mingzhang.site.catalog import Disclosure
from mingzhang.site.html import text
from mingzhang.site.language import Pair
from mingzhang.site.narrative import Statement
from mingzhang.site.page import Links
from mingzhang.site.pages.source_facts import read_cells
from mingzhang.site.published_parts import FoundFinding
from mingzhang.site.statement_places import anchor

_FORMS: Pair = ("绩效表", "performance forms")
_EXPLAINED: Pair = ("情况说明", "explanations")


class ShownAt:
    """Links from findings of one disclosure to what they are about."""

    def __init__(self, disclosure: Disclosure, links: Links) -> None:
        self._disclosure = disclosure
        self._links = links
        self._cells = read_cells(disclosure, links)
        self._concerns = disclosure.concerns
        self._amounts = frozenset(figure.place for figure in disclosure.figures.values())
        self._statements: dict[int, list[Statement]] = {}
        for group in disclosure.narrative.statements.values():
            for statement in group:
                self._statements.setdefault(statement.place.line, []).append(statement)

    def is_amount(self, place: Locator) -> bool:
        """Whether a place is a cell with an amount of a standard table, which the page of the source can mark."""
        return place in self._amounts

    def link(self, found: FoundFinding, line: int, numbers: Sequence[int]) -> str:
        """A link to what the line became, at the cells with these numbers; nothing where it became nothing."""
        table = self._disclosure.table_at(line)
        href = self._row(line, numbers) or self._statement(found, line)
        if table is not None:
            shown = self._links.say("《{}》", "“{}”").format(text(self._links.say.title(table.schema)))
            page = self._links.href(addresses.table(self._disclosure.name, table.name))
        else:
            shown = self._links.say.of(_FORMS if line in self._cells else _EXPLAINED)
            page = ""
        target = href or page
        return f'<a href="{target}">{shown}</a>' if target else ""

    def _row(self, line: int, numbers: Sequence[int]) -> str:
        """Where the cell itself is shown, or the record that begins before it."""
        known = self._cells.get(line, {})
        wanted = min(numbers, default=0)
        begun = max((cell for cell in known if cell <= wanted), default=min(known, default=0))
        return known[begun].href if known else ""

    def _statement(self, found: FoundFinding, line: int) -> str:
        """The number that was compared, or the first that was read from the line."""
        stated = self._statements.get(line, ())
        if not stated:
            return ""
        meant = next((one for one in stated if found in self._concerns.of_statement(one)), stated[0])
        return self._links.href(addresses.disclosure(self._disclosure.name), anchor(meant))
