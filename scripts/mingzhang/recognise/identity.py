"""What a disclosure is: whose, of which place and year, budget or final account — each with its evidence."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from mingzhang import codes
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.source import Kind, Scope, Source
from mingzhang.ground.text import INSTITUTION, clean, fold
from mingzhang.recognise.document import YEAR, Document, TableBlock
from mingzhang.recognise.titles import kinds_titled

_COVER_LINES = 12
_TITLES_THAT_TELL_THE_KIND = 2
_COVER = re.compile(
    r"(?:关于)?(?P<name>.{0,60}?)(?:关于)?(?P<early>部门|单位)?(?P<year>(?:19|20)\d{2})年?(?:度)?"
    rf"(?P<after>.{{2,60}}?{INSTITUTION}(?:\(.{{2,4}}\))?)??"
    r"(?P<scope>部门|单位)?(?P<kind>预算|决算)(?P<rest>.{0,20})"
)
_COVER_REST = re.compile(
    r"(及三公经费(预算|决算)?)?(编制)?(信息)?(的?公开)?(的)?(情况)?(说明|报告|目录|表|文本)?(\(.{1,6}\))?"
)
_NO_NAME = re.compile(r"第[一二三四五六七八九十]+(部分|章|篇)|[一二三四五六七八九十]+、|附件")
_CHINESE_YEAR = re.compile(r"[二一][〇○零一二三四五六七八九]{3}(?=年)")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_AGENCY = re.compile(r"[\[(]?(?P<code>[0-9]{3,12})[\])]?[-—–_:.]?(?P<name>[^0-9].+)")
_AGENCY_LABEL = re.compile(r"主管部门(及代码|名称及代码|代码)|预算单位(及代码)?")
_SUFFIX = re.compile(r"\((部门|本级|机关|汇总)\)$")
NAME_LABELS = ("部门名称", "单位名称", "部门", "编制单位", "填报单位", "公开部门", "编报单位", "预算部门", "预算单位")
"""Captions above a table that name the department or unit."""
_KIND_WORD = {"预算": "budget", "决算": "final"}
_SCOPE_WORD = {"部门": "dept", "单位": "unit"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that is known of a disclosure, and the line that says it."""

    value: str
    line: int | None
    basis: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who discloses what. `agency_code` is as printed, or `x` and eight hex digits where none is."""

    agency_name: str
    agency_name_normalised: str
    division_code: str
    division_name: str
    agency_code: str
    fiscal_year: int
    scope: Scope
    kind: Kind
    evidence: dict[str, Evidence] = field(default_factory=dict)

    @property
    def package_name(self) -> str:
        """`<division>-<agency>-<year>-<scope>-<kind>`."""
        return f"{self.division_code}-{self.agency_code}-{self.fiscal_year}-{self.scope}-{self.kind}"


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the caller says because the document does not (recorded in the package)."""

    division: str = ""
    agency: str = ""
    year: int | None = None


NO_OVERRIDES = Overrides()
"""Nothing is said; all is read from the document."""


@dataclass(frozen=True, slots=True)
class _Cover:
    name: Evidence | None
    year: Evidence | None
    kind: Evidence | None
    scope: Evidence | None
    before: str = ""


def normalise_agency(name: str) -> str:
    """A unit's name for comparing: no spaces, no suffix such as （部门）."""
    return _SUFFIX.sub("", fold(name))


def identify(document: Document, overrides: Overrides = NO_OVERRIDES) -> Identity:
    """Identify a disclosure or raise a `DisclosureError` that names what is missing or ambiguous."""
    path = document.source.file_name
    cover = _read_cover(document.source)
    kind = cover.kind or _kind_from_titles(document)
    if kind is None:
        raise DisclosureError(
            "identify-not-a-disclosure",
            "this text is no budget or final-account disclosure: no cover title and no standard table was found",
            path,
            1,
            "a cover line such as 2023年度部门预算公开 and the standard tables",
            "check that the right file was given, and that it was converted with TAB-separated tables",
        )
    year = _year(document, cover, overrides, path)
    name = _name(document, cover, path)
    agency = _agency(document, name, overrides, path)
    division, division_name = _division(name, int(year.value), overrides, path)
    scope = cover.scope or _scope_from_captions(document)
    evidence = {
        "agency_name": name,
        "division_code": division,
        "agency_code": agency,
        "fiscal_year": year,
        "scope": scope,
        "kind": kind,
    }
    return Identity(
        agency_name=name.value,
        agency_name_normalised=normalise_agency(name.value),
        division_code=division.value,
        division_name=division_name,
        agency_code=agency.value,
        fiscal_year=int(year.value),
        scope="unit" if scope.value == "unit" else "dept",
        kind="final" if kind.value == "final" else "budget",
        evidence=evidence,
    )


# -- cover ------------------------------------------------------------------------------------------


def _read_cover(source: Source) -> _Cover:
    lines = [(n, _fold_cover(line)) for n, line in enumerate(source.lines, 1) if line.strip()][:_COVER_LINES]
    wrapped = [(n, text + after) for (n, text), (_, after) in pairwise(lines)]
    for candidates in (lines, wrapped):
        for position, (number, text) in enumerate(candidates):
            match = _COVER.fullmatch(text)
            if match and _COVER_REST.fullmatch(match["rest"]) and not _NO_NAME.match(match["name"]):
                return _cover(match, number, lines[:position], source)
    return _Cover(None, None, None, None)


def _fold_cover(line: str) -> str:
    return _CHINESE_YEAR.sub(lambda year: year.group().translate(_CHINESE_DIGITS), fold(line))


def _cover(match: re.Match[str], number: int, before: list[tuple[int, str]], source: Source) -> _Cover:
    scope = match["scope"] or match["early"]
    return _Cover(
        _cover_name(before, number, match["name"] or match["after"] or "", source),
        Evidence(match["year"], number, "cover"),
        Evidence(_KIND_WORD[match["kind"]], number, "cover"),
        Evidence(_SCOPE_WORD[scope], number, "cover") if scope else None,
        "".join(text for _, text in before),
    )


def _cover_name(before: list[tuple[int, str]], number: int, inline: str, source: Source) -> Evidence | None:
    if inline:
        return Evidence(_printed_name(source, number, inline), number, "cover")
    candidates = [(line, text) for line, text in before if 4 <= len(text) <= 50 and not YEAR.search(text)]
    if not candidates:
        return None
    line, text = candidates[0]
    return Evidence(_printed_name(source, line, text), line, "cover")


def _printed_name(source: Source, line: int, folded: str) -> str:
    """The name with its own brackets: layout spaces go, the characters stay as printed."""
    printed = clean(source.lines[line - 1])
    for end in range(len(printed), 0, -1):
        if fold(printed[:end]).endswith(folded):
            start = next(start for start in range(end, -1, -1) if fold(printed[start:end]) == folded)
            return printed[start:end]
    return folded


def _kind_from_titles(document: Document) -> Evidence | None:
    counted: Counter[str] = Counter()
    first: dict[str, int] = {}
    for block in document.tables:
        if block.title and block.rows:
            kinds = kinds_titled(block.title.key)
            if len(kinds) == 1:
                (only,) = kinds
                counted[only] += 1
                first.setdefault(only, block.title.line)
    if len(counted) != 1:
        return None
    kind, count = counted.most_common(1)[0]
    return Evidence(kind, first[kind], "table titles") if count >= _TITLES_THAT_TELL_THE_KIND else None


# -- year, name, scope ------------------------------------------------------------------------------


def _year(document: Document, cover: _Cover, overrides: Overrides, path: str) -> Evidence:
    titles = Counter(year for block in document.tables if (year := _block_year(block)))
    if overrides.year is not None:
        _agree_year(overrides.year, cover, titles, path)
        return Evidence(str(overrides.year), None, "argument")
    if cover.year is not None:
        printed = int(cover.year.value)
        if titles and titles.most_common(1)[0][1] > sum(titles.values()) / 2 and printed not in titles:
            usual = titles.most_common(1)[0][0]
            raise DisclosureError(
                "identify-two-years",
                f"the cover says {printed} but the tables say {usual}",
                path,
                cover.year.line,
                "one fiscal year in a disclosure",
                "give the right one with --year",
            )
        return cover.year
    if len(titles) == 1:
        year = next(iter(titles))
        line = next(block.first_line for block in document.tables if _block_year(block) == year)
        return Evidence(str(year), line, "table titles")
    raise DisclosureError(
        "identify-year",
        "no fiscal year could be read" if not titles else f"several years are printed: {_listing(titles)}",
        path,
        1,
        "a cover line such as 2023年度部门预算公开",
        "give the year with --year",
    )


def _agree_year(year: int, cover: _Cover, titles: Counter[int], path: str) -> None:
    """An argument may settle which of the printed years counts, or supply one where none is printed."""
    printed = set(titles) | ({int(cover.year.value)} if cover.year else set())
    if printed and year not in printed:
        raise DisclosureError(
            "identify-contradiction",
            f"--year {year} is printed nowhere; the document says {', '.join(map(str, sorted(printed)))}",
            path,
            cover.year.line if cover.year else 1,
            "an argument that agrees with the document",
            "leave --year out, or correct it",
        )


def _block_year(block: TableBlock) -> int | None:
    return block.year[1] if block.rows and block.year else None


def _name(document: Document, cover: _Cover, path: str) -> Evidence:
    names = Counter[str]()
    first: dict[str, int] = {}
    for block in document.tables:
        if found := block.caption(*NAME_LABELS):
            names[found[1]] += 1
            first.setdefault(found[1], found[0])
    usual = names.most_common(1)[0][0] if names else ""
    if cover.name is not None:
        if normalise_agency(usual) in cover.before and cover.name.value in usual and usual != cover.name.value:
            return Evidence(usual, cover.name.line, "cover, over several lines")
        return cover.name
    if usual:
        return Evidence(usual, first[usual], "table captions")
    raise DisclosureError(
        "identify-name",
        "no name of a department or unit was found",
        path,
        1,
        "the name on the cover, or 部门名称：… above a table",
        "put the name on the cover as the document prints it",
    )


def _scope_from_captions(document: Document) -> Evidence:
    for block in document.tables:
        for label, scope in (("部门名称", "dept"), ("单位名称", "unit")):
            if found := block.caption(label):
                return Evidence(scope, found[0], "table captions")
    return Evidence("dept", None, "assumed: neither 部门 nor 单位 is said anywhere")


# -- agency -----------------------------------------------------------------------------------------


def _agency(document: Document, name: Evidence, overrides: Overrides, path: str) -> Evidence:
    if overrides.agency and not re.fullmatch(r"[0-9]{3,12}|x[0-9a-f]{8}", overrides.agency):
        raise DisclosureError(
            "identify-agency",
            f"{overrides.agency!r} is no agency code",
            path,
            None,
            "3 to 12 digits",
            "correct --agency",
        )
    own = [found for found in _printed_agencies(document.source) if _is_same(found[1], normalise_agency(name.value))]
    if overrides.agency:
        printed = {code: line for code, _, line in own}
        if printed and overrides.agency not in printed:
            raise DisclosureError(
                "identify-contradiction",
                f"--agency {overrides.agency}, but {name.value} is printed with {', '.join(sorted(printed))}",
                path,
                min(printed.values()),
                "an argument that agrees with the document",
                "leave --agency out, or correct it",
            )
        return Evidence(overrides.agency, None, "argument")
    shortest = min((len(code) for code, _, _ in own), default=0)
    candidates: dict[str, int] = {}
    for code, _, line in own:
        if len(code) == shortest:
            candidates.setdefault(code, line)
    if len(candidates) == 1:
        code, line = next(iter(candidates.items()))
        return Evidence(code, line, "performance form")
    if candidates:
        raise DisclosureError(
            "identify-agency",
            f"several agency codes are printed for {name.value}: {', '.join(sorted(candidates))}",
            path,
            min(candidates.values()),
            "one agency code",
            "say which with --agency",
        )
    digest = hashlib.sha256(normalise_agency(name.value).encode()).hexdigest()[:8]
    return Evidence(f"x{digest}", None, "no code printed: from the SHA-256 of the normalised name")


def _printed_agencies(source: Source) -> list[tuple[str, str, int]]:
    """(code, normalised name, line) of every `002-…` in a form row that speaks of the department or unit."""
    found = []
    for number, line in enumerate(source.lines, 1):
        if "\t" not in line or not _AGENCY_LABEL.search(line):
            continue
        for cell in line.split("\t"):
            if match := _AGENCY.fullmatch(fold(cell)):
                found.append((match["code"], normalise_agency(match["name"]), number))
    return found


def _is_same(one: str, other: str) -> bool:
    """Whether two names differ at most by names of divisions at the beginning (某县教育局, 教育局)."""
    short, long = sorted((one, other), key=len)
    extra = long.removesuffix(short)
    return one == other or (long != extra and codes.find_division(long).matched.startswith(extra))


# -- division ---------------------------------------------------------------------------------------


def _division(name: Evidence, year: int, overrides: Overrides, path: str) -> tuple[Evidence, str]:
    match = codes.find_division(normalise_agency(name.value), year)
    if overrides.division:
        if overrides.division not in codes.divisions():
            raise DisclosureError(
                "identify-division",
                f"{overrides.division!r} is no division code",
                path,
                None,
                "a six-digit GB/T 2260 code",
                "look it up in schemas/codes/divisions.csv",
            )
        division = codes.division_at(overrides.division, year)
        _agree_division(division, match, name, year, path)
        return Evidence(division.code, None, "argument"), codes.full_name(division, year)
    fitting = [c for c in match.candidates if c.standing in ("valid", "ended_that_year")]
    if len(fitting) == 1 and len(match.candidates) == 1:
        found = fitting[0]
        basis = f"name begins with {match.matched}"
        return Evidence(found.division.code, name.line, basis), found.full_name
    raise DisclosureError(
        "identify-division",
        _why_no_division(name.value, year, match),
        path,
        name.line,
        f"a name that begins with one county, city or province of {year}",
        "say which with --division CODE (schemas/codes/divisions.csv lists them)",
    )


def _agree_division(division: codes.Division, match: codes.DivisionMatch, name: Evidence, year: int, path: str) -> None:
    """An argument may choose among what the name can mean, its successors and what lies inside; no other place."""
    named = {c.division.code for c in match.candidates}
    allowed = named | {code for c in match.candidates for code in c.division.successors}
    inside = {part.code for part in codes.division_path(division.code, year)}
    if named and not allowed & inside:
        raise DisclosureError(
            "identify-contradiction",
            f"--division {division.code} is {codes.full_name(division, year)}, but {name.value} names {_places(match)}",
            path,
            name.line,
            "an argument that agrees with the document",
            "leave --division out, or correct it",
        )


def _places(match: codes.DivisionMatch) -> str:
    return "; ".join(f"{c.division.code} {c.full_name}" for c in match.candidates)


def _why_no_division(name: str, year: int, match: codes.DivisionMatch) -> str:
    if not match.candidates:
        return f"{name} does not begin with the name of a division"
    if all(c.standing in ("ended", "not_yet") for c in match.candidates):
        return f"the division {match.matched} did not exist in {year}: {_places(match)}{_successors(match, year)}"
    return f"the division {match.matched} is ambiguous: {_places(match)}"


def _successors(match: codes.DivisionMatch, year: int) -> str:
    """What became of divisions that ended."""
    known = codes.divisions()
    found = [
        f"{code} {codes.full_name(codes.division_at(code, year), year)}"
        for c in match.candidates
        for code in c.division.successors
        if code in known
    ]
    return f"; since then it is {', '.join(found)}" if found else ""


def _listing(counted: Counter[int]) -> str:
    return ", ".join(str(year) for year in sorted(counted))
