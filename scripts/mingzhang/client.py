"""For readers of data: packages and their tables, from folders, archives and addresses.

Nothing that is read is trusted: `DisclosureError` names file and line of whatever is not as a package is.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.frames import tables_frame
from mingzhang.packages.package_place import open_place
from mingzhang.packages.published import PublishedPackage

if TYPE_CHECKING:
    import pandas as pd

Source = str | os.PathLike[str] | PublishedPackage
"""A package that is open, a path (folder or ZIP of one package or many), or an `http(s)://` address."""

_FEW = 3


def open(source: Source, name: str = "") -> PublishedPackage:
    """One package: a folder, a ZIP archive, or an address.

    An address is that of a `datapackage.json`, of the folder it lies in, of a ZIP, or of the `catalog.json` of a
    portal. Where packages lie together, `name` says which; it may be left out where there is one only.
    Raises `DisclosureError` where there is none, or another.
    """
    found = _named(source, name) if name else list(open_all(source))
    if len(found) != 1:
        names = ", ".join(package.name for package in found[:_FEW])
        told = f"holds {len(found)} packages: {names} …" if found else f"holds no package {name}".rstrip()
        raise DisclosureError("package-not-found", told, str(source), None, "one package", "give its name")
    return found[0]


def open_all(source: Source) -> Iterator[PublishedPackage]:
    """Every package of a folder, archive or catalog, sorted by name; their files are read when they are asked for."""
    if isinstance(source, PublishedPackage):
        return iter((source,))
    if _is_address(source):
        from mingzhang.remote import open_address

        return open_address(source)
    return iter(open_place(Path(source)))


def load(table: str, *sources: Source, exact: bool = False) -> pd.DataFrame:
    """A table of one or many packages as one data frame; the first column, `package`, names the package of a row.

    Codes and texts are strings (`0101` stays `0101`), counts `Int64`, yes and no `boolean`, amounts in yuan `Float64`
    or, with `exact=True`, `decimal.Decimal` as printed. A blank cell is NA, a printed zero is 0; where the document
    says “not applicable” the cell is NA and the column `not_applicable` names it. Packages without the table are
    left out. Raises `DisclosureError` where none has it, or a value is not what the package's own schema says.
    """
    if not sources:
        raise TypeError('load() needs a package to read, such as load("facts", "datapackage")')
    return tables_frame(_all_of(sources), table, exact=exact)


def _named(source: Source, name: str) -> list[PublishedPackage]:
    """The packages of this name; of a folder or archive the others are not read."""
    if isinstance(source, PublishedPackage) or _is_address(source):
        return [package for package in open_all(source) if package.name == name]
    package = open_place(Path(source)).read(name)
    return [] if package is None else [package]


def _is_address(source: Source) -> TypeGuard[str]:
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


def _all_of(sources: Iterable[Source]) -> Iterator[PublishedPackage]:
    for source in sources:
        yield from open_all(source)
