"""Functional, economic and revenue codes by code and by name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from mingzhang.codes.published_lists import read_rows

Scheme = Literal["functional", "dept_economic", "gov_economic", "revenue"]
UnitType = Literal["administrative", "institution", "both"]

FILES: Mapping[Scheme, tuple[str, str]] = MappingProxyType(
    {
        "functional": ("functional", "function_code"),
        "dept_economic": ("economic_department", "dept_economic_code"),
        "gov_economic": ("economic_government", "gov_economic_code"),
        "revenue": ("revenue", "revenue_code"),
    }
)
"""List and key column of every scheme."""

_SHAPES: Mapping[str, tuple[Scheme, frozenset[int]]] = MappingProxyType(
    {
        "1": ("revenue", frozenset({3, 5, 7, 9})),
        "2": ("functional", frozenset({3, 5, 7})),
        "3": ("dept_economic", frozenset({3, 5})),
        "5": ("gov_economic", frozenset({3, 5})),
    }
)
_SPACE = re.compile(r"\s+")
_YEARS = re.compile(r"\[[\d-]*\]$")


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a classification; `level` counts from 1 (类), `parent` is empty at the top.

    `aliases` holds other spellings and earlier names alike: either may stand in a document.
    """

    code: str
    name: str
    level: int
    parent: str
    aliases: tuple[str, ...] = ()
    name_en: str = ""


def normalise_name(name: str) -> str:
    """The form in which names are compared: no white space, NFKC (full-width brackets become ASCII)."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", name))


@cache
def load_codes(scheme: Scheme) -> Mapping[str, Code]:
    """Every code of one scheme, in the order of the codes."""
    file, key = FILES[scheme]
    return MappingProxyType({row[key]: _code_of(row, key) for row in read_rows(file)})


def _code_of(row: Mapping[str, str], key: str) -> Code:
    earlier = [_YEARS.sub("", name) for name in row["earlier_names"].split(";")]
    aliases = tuple(name for name in (*row["aliases"].split(";"), *earlier) if name)
    return Code(row[key], row["name"], int(row["level"]), row["parent_code"], aliases, row["name_en"])


@cache
def _by_name(scheme: Scheme) -> Mapping[str, tuple[Code, ...]]:
    found: dict[str, list[Code]] = defaultdict(list)
    for code in load_codes(scheme).values():
        for name in dict.fromkeys(normalise_name(name) for name in (code.name, *code.aliases)):
            found[name].append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def find_by_name(scheme: Scheme, name: str, *, level: int | None = None, prefix: str = "") -> tuple[Code, ...]:
    """All codes with that name or alias, narrowed by level and by the beginning of the code; may be empty.

    Names repeat (行政运行 stands under every 款), so the caller decides what more than one match means.
    """
    return tuple(
        code
        for code in _by_name(scheme).get(normalise_name(name), ())
        if level in (None, code.level) and code.code.startswith(prefix)
    )


def scheme_of(code: str) -> Scheme | None:
    """The scheme a code belongs to by its first digit and length; None for anything else."""
    if not (code.isascii() and code.isdigit()):
        return None
    scheme, lengths = _SHAPES.get(code[0], (None, frozenset[int]()))
    return scheme if len(code) in lengths else None


@cache
def load_mapping() -> Mapping[str, Mapping[str, UnitType]]:
    """Department economic 款 → government economic 款 → the kind of unit that books it so."""
    mapping: dict[str, dict[str, UnitType]] = defaultdict(dict)
    kinds: dict[str, UnitType] = {kind: kind for kind in ("administrative", "institution", "both")}
    for row in read_rows("economic_mapping"):
        mapping[row["dept_economic_code"]][row["gov_economic_code"]] = kinds[row["unit_type"]]
    return MappingProxyType({code: MappingProxyType(found) for code, found in mapping.items()})


def gov_codes_for(dept_code: str) -> frozenset[str]:
    """Government economic codes a department economic code may be booked under; empty if none is known."""
    return frozenset(load_mapping().get(dept_code, ()))
