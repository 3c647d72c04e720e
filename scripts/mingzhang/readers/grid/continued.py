"""Tables that go on over pages: which they are, the same columns on every page, rows put together again.

A table goes on where nothing but running heads stands between it and the next one and the columns of one are among
those of the other. Three things happen then:

* Columns: where a page shows fewer of them (a lone total, whose name is merged over three columns; a body without the
  finer header), its rows get the empty cells that the other pages' rows have.
* A header that is repeated is marked, so that nobody takes it for data.
* A row that a page break cut in two is one row again: what follows has text only where the cell above it is filled to
  its side, or figures only where the row above has none though nearly every other row has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingzhang.readers.grid.model import Page, Row, Table
from mingzhang.readers.grid.writing import is_number, join_lines

_SAME = 4.0  # points by which a column's side may move from page to page
_OFTEN = 0.8  # of the rows: a column that is nearly always filled
_BEGINS = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、.．)）]|[（(]?\d{1,3}[、.．)）]|\[?\d{3,7}\]?$|合\s*计|总\s*计|小\s*计|其中"
)


def join_tables(pages: Sequence[Page]) -> None:
    """Put together in place what page breaks cut, page by page."""
    chain: list[tuple[Page, int]] = []  # where the parts of the table that may go on stand: page and block
    for page in pages:
        blocks = page.blocks
        if not blocks:
            continue  # a blank page cuts no table
        if chain and isinstance(blocks[0], Table) and _align(chain, page):
            _follow(chain, page)
        else:
            chain = []
        if not chain or len(page.blocks) > 1:
            chain = []
        if page.blocks and isinstance(page.blocks[-1], Table):
            chain.append((page, len(page.blocks) - 1))


def _tables(chain: Sequence[tuple[Page, int]]) -> Iterator[Table]:
    for page, index in chain:
        block = page.blocks[index]
        assert isinstance(block, Table)
        yield block


def _align(chain: Sequence[tuple[Page, int]], page: Page) -> bool:
    """Give the pages of a table the same columns; False where they have nothing in common."""
    first, following = next(_tables(chain)), page.blocks[0]
    assert isinstance(following, Table)
    edges, others = first.edges, following.edges
    if max(abs(edges[0] - others[0]), abs(edges[-1] - others[-1])) > _SAME:
        return False
    if _are_among(others, edges):
        page.blocks[0] = _widen(following, edges)
    elif _are_among(edges, others):
        for (part, index), table in zip(chain, list(_tables(chain)), strict=True):
            part.blocks[index] = _widen(table, others)
    else:
        return False
    return True


def _are_among(some: Sequence[float], all_: Sequence[float]) -> bool:
    return all(any(abs(edge - other) <= _SAME for other in all_) for edge in some)


def _widen(table: Table, edges: tuple[float, ...]) -> Table:
    """The table with all these columns; its own are among them."""
    if len(table.edges) == len(edges):
        return table
    places = [min(range(len(edges)), key=lambda k: abs(edges[k] - edge)) for edge in table.edges[:-1]]
    return replace(table, edges=edges, rows=tuple(_move(row, places, len(edges) - 1) for row in table.rows))


def _move(row: Row, places: Sequence[int], columns: int) -> Row:
    """A row with its cells in other columns."""
    cells = [""] * columns
    for place, cell in zip(places, row.cells, strict=True):
        cells[place] = cell
    wrapped, cut, full = (tuple(places[column] for column in found) for found in (row.wrapped, row.cut, row.full))
    return replace(row, cells=tuple(cells), wrapped=wrapped, cut=cut, full=full)


def _follow(chain: Sequence[tuple[Page, int]], page: Page) -> None:
    """Mark the repeated header, and take the rest of a row cut in two back to its first half."""
    parts = list(_tables(chain))
    following = page.blocks[0]
    assert isinstance(following, Table)
    repeated = _repeated(parts[0].rows, following.rows)
    rows = following.rows
    last = max(
        (n for n, part in enumerate(parts) if part.rows), default=0
    )  # a page may hold nothing but a row's middle
    above = parts[last].rows
    body = [row for part in parts for row in part.rows[part.repeated or _header(part.rows) :]]
    if above and repeated < len(rows) and (row := _rejoin(above[-1], rows[repeated], body)):
        row = replace(row, elsewhere=(*above[-1].elsewhere, (page.number, rows[repeated].box)))
        last_page, index = chain[last]
        last_page.blocks[index] = replace(parts[last], rows=(*above[:-1], row))
        rows = (*rows[:repeated], *rows[repeated + 1 :])
    page.blocks[0] = replace(following, rows=rows, repeated=repeated, goes_on=True)


def _header(rows: Sequence[Row]) -> int:
    """How many rows stand above the first with a number in it."""
    return next((n for n, row in enumerate(rows) if any(is_number(cell) for cell in row.cells)), 0)


def _repeated(first: Sequence[Row], following: Sequence[Row]) -> int:
    """How many rows at the beginning of a page repeat those at the table's beginning."""
    count = 0
    for one, other in zip(first, following, strict=False):
        if one.cells != other.cells:
            break
        count += 1
    return count if any(any(row.cells) for row in first[:count]) else 0


def _rejoin(row: Row, rest: Row, body: Sequence[Row]) -> Row | None:
    """The row that `row` and `rest` are two halves of, or None where they are two rows."""
    filled = [column for column, cell in enumerate(rest.cells) if cell]
    if not filled or any(_BEGINS.match(rest.cells[column]) for column in filled if not _is_tail(row, rest, column)):
        return None
    tails = [column for column in filled if row.cells[column]]
    if not tails or not all(_is_tail(row, rest, column) for column in tails):
        return None
    new = [column for column in filled if not row.cells[column]]
    if not all(_is_usual(body, column) and is_number(rest.cells[column]) for column in new):
        return None
    cells = tuple(join_lines(part for part in parts if part) for parts in zip(row.cells, rest.cells, strict=True))
    return replace(row, cells=cells, joined=tuple(sorted({*row.joined, *filled})))


def _is_tail(row: Row, rest: Row, column: int) -> bool:
    """Whether a cell is the end of the cell above it, which its text fills to the side."""
    above, below = row.cells[column], rest.cells[column]
    if column not in row.full or _BEGINS.match(below):
        return False
    if is_number(above):
        return is_number(above + below) and below.strip("0123456789.,%") == "" and not re.search(r"\.\d\d$", above)
    return not is_number(below) or not above


def _is_usual(body: Sequence[Row], column: int) -> bool:
    return sum(1 for row in body if row.cells[column]) >= _OFTEN * len(body)
