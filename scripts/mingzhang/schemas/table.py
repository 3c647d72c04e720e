"""What a published table is: fields, key, references, and the Table Schema they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, Literal

from mingzhang.ground.amounts import NOT_APPLICABLE
from mingzhang.schemas.fields import FIELDS, Field

Family = Literal["budget", "final", "common"]

MISSING_VALUES = ("", NOT_APPLICABLE)
"""Blank and not applicable, as plain strings: clients of version 1 fail on the labelled ones of version 2."""


@dataclass(frozen=True)
class Reference:
    """A foreign key inside the package: columns here, and as many there."""

    fields: tuple[str, ...]
    table: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One published table.

    `own` describes columns that only a family of tables has, or has in a narrower sense than
    `fields.FIELDS`; `optional` names columns that may be blank here though not elsewhere. A table
    that is not `core` has a file only where a document prints it, and so it is with the columns named
    `where_printed`: a file has those that hold anything (`narrowed`, `printed`).
    """

    name: str
    family: Family
    title: str
    title_en: str
    fields: tuple[str, ...]
    key: tuple[str, ...]
    description: str = ""
    description_en: str = ""
    references: tuple[Reference, ...] = ()
    optional: tuple[str, ...] = ()
    core: bool = True
    where_printed: frozenset[str] = frozenset()
    own: Mapping[str, Field] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def columns(self) -> tuple[Field, ...]:
        """The fields in order; the table's key is required (but for optional parts of it) and, alone, unique."""
        return tuple(self._column(name) for name in self.fields)

    def _column(self, name: str) -> Field:
        column = self.own.get(name) or FIELDS[name]
        if name in self.optional:
            column = replace(column, required=False, unique=False)
        if name in self.key and name not in self.optional:
            column = replace(column, required=True, unique=len(self.key) == 1)
        return column

    def narrowed(self, names: Iterable[str]) -> Table:
        """The table as a file has it that holds, of the columns where they are printed, only those among `names`."""
        if not self.where_printed:
            return self
        held = frozenset(names)
        return _narrowed(self, tuple(name for name in self.fields if name not in self.where_printed or name in held))

    def printed(self, rows: Sequence[Mapping[str, str]]) -> Table:
        """The table as it is written for these rows."""
        return self.narrowed(name for name in self.where_printed if any(row[name] for row in rows))

    def widened(self, header: Sequence[str]) -> list[int | None] | None:
        """For each column its place in a file with this header, None where the file lacks it and may.

        None altogether where it is no header that a file of this table can have.
        """
        if tuple(header) != self.narrowed(header).fields:
            return None
        places = {name: place for place, name in enumerate(header)}
        return [places.get(name) for name in self.fields]

    def descriptor(self) -> dict[str, Any]:
        """The table as Table Schema."""
        described: dict[str, Any] = {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "name": self.name,
            "title": self.title,
            "title_en": self.title_en,
        }
        if self.description:
            described["description"] = self.description
            described["description_en"] = self.description_en
        described["fields"] = [
            column.descriptor() | ({"wherePrinted": True} if column.name in self.where_printed else {})
            for column in self.columns
        ]
        described["missingValues"] = list(MISSING_VALUES)
        described["primaryKey"] = list(self.key)
        if self.references:
            described["foreignKeys"] = [
                {"fields": list(ref.fields), "reference": {"resource": ref.table, "fields": list(ref.to)}}
                for ref in self.references
            ]
        return described


@cache
def _narrowed(table: Table, fields: tuple[str, ...]) -> Table:
    references = tuple(reference for reference in table.references if set(reference.fields) <= set(fields))
    return replace(table, fields=fields, references=references, where_printed=table.where_printed & set(fields))
