"""Tables of packages as pandas data frames with the types of their schemas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.values import INAPPLICABLE_FIELD, Row, Value, has_inapplicable
from mingzhang.schemas import Table

if TYPE_CHECKING:
    import pandas as pd

PACKAGE_FIELD = "package"
"""First column of a frame of several packages: the name of the package a row is from."""

_TYPES = {"string": "string", "integer": "Int64", "boolean": "boolean", "number": "Float64"}
"""pandas' type for each type of a schema; all of them tell a blank cell (NA) from every value."""


class Tables(Protocol):
    """What is needed of a package here: `published.PublishedPackage` has it."""

    @property
    def name(self) -> str:
        """The package's name."""

    @property
    def version(self) -> str:
        """Its version."""

    @property
    def schemas(self) -> Mapping[str, Mapping[str, Any]]:
        """The Table Schemas that it states, by table."""

    def table(self, name: str) -> Table:
        """A table as it states it."""

    def rows(self, table: Table) -> Sequence[Row]:
        """The rows of a table."""


def table_frame(package: Tables, name: str, *, exact: bool = False) -> pd.DataFrame:
    """One table of one package; see `tables_frame`. Its `attrs` name package, version and table."""
    found = _frame([package], name, exact=exact, named=False)
    found.attrs = {"package": package.name, "version": package.version, "table": name}
    return found


def tables_frame(packages: Iterable[Tables], name: str, *, exact: bool = False) -> pd.DataFrame:
    """The table of this name of all packages that have it, below each other; the first column is `package`.

    Codes and texts are strings (`0101` stays `0101`), counts `Int64`, yes and no `boolean`, amounts in yuan `Float64`
    or, where `exact`, `decimal.Decimal` as printed. A blank cell is NA, a printed zero 0; where the document says
    “not applicable” (`——`) the cell is NA and `not_applicable` names its column (several are parted by a space).
    Raises `DisclosureError` where no package has the table, or a value is not of the type its schema states.
    """
    return _frame(packages, name, exact=exact, named=True)


def _frame(packages: Iterable[Tables], name: str, *, exact: bool, named: bool) -> pd.DataFrame:
    import pandas as pd

    columns, types, known = _columns(packages, name, named=named)
    if not types:
        told = f"the tables are {', '.join(sorted(known))}" if known else "there is no package"
        raise DisclosureError("package-no-table", f"no package has a table {name[:60]!r}", remedy=told)
    return pd.DataFrame({column: _array(columns[column], kind, exact=exact) for column, kind in types.items()})


def _columns(
    packages: Iterable[Tables], name: str, *, named: bool
) -> tuple[dict[str, list[Value]], dict[str, str], set[str]]:
    """Values by column and types by column, of all packages with the table, and the names of all tables there are."""
    columns: dict[str, list[Value]] = {}
    types: dict[str, str] = {}
    known: set[str] = set()
    length = 0
    for package in packages:
        known |= set(package.schemas)
        if name not in package.schemas:
            continue
        table = package.table(name)
        rows = list(_rows(package, table))
        for column, kind in _kinds(table, named=named).items():
            types.setdefault(column, kind)
            columns.setdefault(column, [None] * length)
        for values in rows:
            for column in columns:
                columns[column].append(values.get(column))
        length += len(rows)
    return columns, types, known


def _kinds(table: Table, *, named: bool) -> dict[str, str]:
    first = {PACKAGE_FIELD: "string"} if named else {}
    last = {INAPPLICABLE_FIELD: "string"} if has_inapplicable(table) else {}
    return {**first, **{field.name: field.type for field in table.columns}, **last}


def _rows(package: Tables, table: Table) -> Iterator[dict[str, Value]]:
    for row in package.rows(table):
        values = dict(zip(table.fields, row.values, strict=True))
        yield {PACKAGE_FIELD: package.name, **values, INAPPLICABLE_FIELD: " ".join(row.inapplicable) or None}


def _array(values: Sequence[Value], kind: str, *, exact: bool) -> Any:
    import pandas as pd

    if kind == "number" and exact:
        return pd.Series(values, dtype="object")
    if kind == "number":
        return pd.array([None if value is None else float(value) for value in values], dtype="Float64")
    return pd.array(list(values), dtype=_TYPES[kind])
