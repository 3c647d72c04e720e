"""The two sides of a comparison in English, which the ledger of checks calls by their Chinese names.

Those names are put together in `checks/naming.py` and `checks/narrative`: sums, columns and tables named by their
schema around what the document prints. Here they are taken apart again; what is printed stays quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial

from mingzhang.narrative.ids import MEASURES, statement_titles
from mingzhang.schemas import FIELDS
from mingzhang.site.comparison_sides import PHRASES_EN, SIDES_EN
from mingzhang.tables import STANDARD

_OF_YEAR = re.compile(r"(\d{4})年(预算|决算)(.+)")
_MANY = re.compile(r"(.+)等(\d+)项之和")
_FEW = re.compile(r"(.+)之和")
_BETWEEN = re.compile("(?<![一二三四五六七八九十])、")
"""Between parts of a sum, not behind the ordinal of one: `二、外交支出`."""
_ADDED = re.compile(r".+＋.+")
_IN_TABLE = re.compile(r"(《[^》]+》)(.*)")
_IN_COLUMN = re.compile(r"(.+)（([^（）]+)）")
_MEASURES_EN = dict(MEASURES.values())
_LONGEST_FIRST = "|".join(sorted(_MEASURES_EN, key=len, reverse=True))
_MEASURED = re.compile(f"(.+?)(?:的|(?<=支出)|(?<=收入)|(?<=费)|(?!预算|决算|价值))({_LONGEST_FIRST})")
"""`住房保障支出决算` is a figure with its measure, `政府性基金预算` the name of a fund."""
_SIDED = re.compile("(收入|支出)方(.+)")
_KINDS_EN = {"预算": "budget", "决算": "final accounts"}


def side_en(label: str) -> str:
    """What a side is called in English, its first letter a capital: `Sum of “工资福利支出” and 3 others`."""
    named = _named(label)
    return f"{named[:1].upper()}{named[1:]}"


def _named(label: str) -> str:
    known = _known().get(label)
    if known:
        return known
    for shape, in_english in _SHAPES:
        found = shape.fullmatch(label)
        english = in_english(found) if found else ""
        if english:
            return english
    return f"“{label}”"


@cache
def _known() -> Mapping[str, str]:
    """Names that are whole: of columns, of statements, and those that checks write out."""
    columns = {field.title.removesuffix("（元）"): field.title_en.removesuffix(" (yuan)") for field in FIELDS.values()}
    return columns | {zh: en for zh, en in statement_titles().values() if "：" not in zh} | SIDES_EN


@cache
def _tables() -> Mapping[str, str]:
    return {f"《{table.title}》": f"“{table.title_en}”" for table in STANDARD}


def _of_year(found: re.Match[str]) -> str:
    return f"{_named(found[3])}, {found[1]} {_KINDS_EN[found[2]]}"


def _phrase(english: str, found: re.Match[str]) -> str:
    return english.format(*found.groups())


def _many(found: re.Match[str]) -> str:
    return f"sum of {_named(found[1])} and {int(found[2]) - 1} others"


def _few(found: re.Match[str]) -> str:
    *first, last = [_named(part) for part in _BETWEEN.split(found[1])]
    return f"sum of {', '.join(first)} and {last}" if first else f"sum of {last}"


def _added(found: re.Match[str]) -> str:
    return " + ".join(_named(part) for part in found[0].split("＋"))


def _in_table(found: re.Match[str]) -> str:
    """A standard table by its English title; any other is one that the document prints."""
    table = _tables().get(found[1], found[1])
    return f"{_named(found[2].removesuffix('列'))} in {table}" if found[2] else table


def _in_column(found: re.Match[str]) -> str:
    column = _known().get(found[2])
    return f"{_named(found[1])}, {column}" if column else ""


def _sided(found: re.Match[str]) -> str:
    return f"{_named(found[2])} ({_known()[found[1]].lower()} side)"


def _measured(found: re.Match[str]) -> str:
    return f"{_named(found[1])}: {_MEASURES_EN[found[2]]}"


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (_OF_YEAR, _of_year),
    *((re.compile(shape), partial(_phrase, english)) for shape, english in PHRASES_EN),
    (_MANY, _many),
    (_FEW, _few),
    (_ADDED, _added),
    (_IN_TABLE, _in_table),
    (_IN_COLUMN, _in_column),
    (_SIDED, _sided),
    (_MEASURED, _measured),
)
"""Tried in this order; one that tells nothing leaves the label to the next."""
