"""Which family a document follows, by the votes of its titles, headers, captions and table numbers."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.layouts import Family, Layout
from mingzhang.layouts.model import compiled
from mingzhang.recognise.document import Document, TableBlock
from mingzhang.recognise.fitting import Headers
from mingzhang.recognise.titles import titled


def choose_family(document: Document, families: Sequence[Family], headers: Headers) -> Family:
    """The family that most votes are for; of equal ones the one that explains more by itself, then the first.

    A title that a family knows is a vote, each header cell it understands below it another, each it
    does not understand one against; so is every line that only this family prints (`marks`).
    """
    votes = [_votes(document, family, headers) for family in families]
    return families[votes.index(max(votes))]


def _votes(document: Document, family: Family, headers: Headers) -> tuple[int, int]:
    """The votes for a family, and for how many tables it needs no other."""
    votes, own = sum(_marks(block, family) for block in document.tables), 0
    for block in document.tables:
        if block.title is None:
            continue
        candidates = titled(block.title.key, family.layouts) or titled(block.title.key, family.all_layouts)
        layout, _ = choose_layout(block, candidates, family, headers)
        if layout is not None:
            fit = headers.fit(layout, block)
            own += layout in family.layouts
            votes += 1 if headers.of(layout, block).contradicted else 1 + fit.known + fit.not_unknown
    return votes, own


def _marks(block: TableBlock, family: Family) -> int:
    printed = [block.number_printed, *(text for _, text in block.captions)]
    return sum(1 for pattern in family.marks for text in printed if text and compiled(pattern).fullmatch(text))


def choose_layout(
    block: TableBlock, candidates: list[Layout], family: Family, headers: Headers
) -> tuple[Layout | None, list[Layout]]:
    """The layout that explains a block's header best, or all that explain it equally well.

    A family's own layout comes before its base's; only where it leaves header cells unexplained
    that the base explains does the base read the table.
    """
    own = [layout for layout in candidates if layout in family.layouts]
    best = _best(block, own, headers)
    if family.base is None or (best and headers.fit(best[0], block).not_unknown == 0):
        return _only(best)
    inherited, _ = choose_layout(block, [layout for layout in candidates if layout not in own], family.base, headers)
    if inherited is None:
        return _only(best)
    if not best or headers.fit(inherited, block).not_unknown > headers.fit(best[0], block).not_unknown:
        return inherited, [inherited]
    return _only(best)


def _only(best: list[Layout]) -> tuple[Layout | None, list[Layout]]:
    return (best[0] if len(best) == 1 else None), best


def _best(block: TableBlock, layouts: list[Layout], headers: Headers) -> list[Layout]:
    """The layouts that fit best; several where they fit equally. Where no row is printed, variants are alike."""
    fits = [headers.fit(layout, block) for layout in layouts]
    best = [layout for layout, fit in zip(layouts, fits, strict=True) if fit == max(fits)]
    same_table = len({layout.table for layout in best}) == 1
    return best[:1] if same_table and best and not headers.of(best[0], block).slots else best
