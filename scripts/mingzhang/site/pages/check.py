"""The page of one check: rule, reason, basis, what to do, both examples, and where it fails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mingzhang.checking.examples import document_of, findings_of, pair_findings_of
from mingzhang.checks import Example, Finding
from mingzhang.checks.years import PairFinding, YearCheck
from mingzhang.site import addresses, html, words
from mingzhang.site.catalog import place_of
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Speaker
from mingzhang.site.ledgers import Failure, Ledgers
from mingzhang.site.page import Crumb, Links, Page
from mingzhang.site.pages import parts
from mingzhang.site.pages.checks import COUNTED, figures_of, heads_of, severity
from mingzhang.site.published_parts import FoundFinding
from mingzhang.site.tallies import AnyCheck, titles_of
from mingzhang.site.years import YearFinding

_NUMBER = re.compile(r"[-−]?[\d,]+(\.\d+)*\s*%?")
_TITLE = re.compile(r"第[一二三四五六七八九十]+部分.*|[一二三四五六七八九十]+、.{1,30}")
Marked = frozenset[tuple[int, int]]
"""Lines and cells (0: the whole line) that a finding names."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of an example's document: its lines, the number of the first, and what a finding names in it."""

    lines: tuple[str, ...]
    first: int
    marked: Marked
    caption: tuple[str, str] = ("", "")


def check_page(check: AnyCheck, ledgers: Ledgers, lang: Lang) -> Page:
    """One check."""
    address = addresses.check(check.code)
    links = Links(address, lang)
    say = links.say
    title = say.of(titles_of(check))
    family = links.to(addresses.CHECKS, say.of(words.CHECK_FAMILY[check.code[0]]), check.code[0])
    whose = say.of(words.ATTRIBUTION[check.attribution])
    about = parts.dots(
        (f"<code>{check.code}</code>", family, severity(say, check), say(f"关于{whose}", f"about the {whose}"))
    )
    body = "\n".join(
        (
            f'<h1>{html.heading(title)}</h1>\n<p class="meta">{about}</p>',
            _words(check, say),
            _examples(check, say),
            _results(check, ledgers, links),
        )
    )
    description = say(f"检查 {check.code}：{check.why_zh}", f"Check {check.code}: {check.title_en}.")
    crumbs = (Crumb(say("核对什么", "What is checked"), addresses.CHECKS),)
    return Page(address, f"{check.code} {title}", description, body, crumbs, lang=lang)


def _words(check: AnyCheck, say: Speaker) -> str:
    rule = check.rule_en.split("\n\n") if say.lang == "en" else [check.rule_zh]
    shown = "\n".join(f"<p>{say.mixed(part, ' '.join(part.split()))}</p>" for part in rule)
    told = html.definitions(
        (
            (say("为什么", "Why it matters"), say.mixed(check.why_zh, check.why_en)),
            (say("依据", "Legal basis"), say.mixed(check.basis_zh, check.basis_en)),
            (say("前提", "What it requires"), say.mixed(check.requires_zh, check.requires_en)),
            (say("怎样改", "How to fix"), say.mixed(check.fix_zh, check.fix_en)),
        ),
        "texts",
    )
    return f'<div class="rule">{shown}</div>\n{told}'


# -- examples -----------------------------------------------------------------------------------


def _examples(check: AnyCheck, say: Speaker) -> str:
    bad, findings = _bad(check.code, check)
    says = html.items(
        (f'<span class="tag {found.severity}">{say.of(words.SEVERITY[found.severity])}</span> '
         f"{say.mixed(found.message_zh, found.message_en)}" for found in findings), "findings",
    )  # fmt: skip
    heading = say("不成立的例子", "An example that fails")
    invented = say(
        "例子是虚构的。标出的是检查所指的地方。", "The example is invented. What the check points to is marked."
    )
    hears = say("检查这样说", "What the check says of it")
    good = say("成立的例子", "An example that holds")
    return (
        f'<section>\n<h2 id="example">{heading}</h2>\n<p class="quiet">{invented}</p>\n{_shown(bad, say)}\n'
        f"<h3>{hears}</h3>\n{says}\n"
        f"<details><summary>{good}</summary>\n{_shown(_good(check.code, check), say)}\n</details>\n</section>"
    )


@cache
def _bad(code: str, check: AnyCheck) -> tuple[tuple[_Piece, ...], tuple[Finding | PairFinding, ...]]:
    """The bad example and what the check says of it; computed once for both languages (`code` names it)."""
    if isinstance(check, YearCheck):
        of_pair = [finding for finding in pair_findings_of(check, check.bad) if finding.status == "fail"]
        marks = [_marked_in(of_pair, package) for package in _packages(of_pair)]
        return _pair_pieces(check, good=False, marks=marks), tuple(of_pair)
    found = [finding for finding in findings_of(check, check.bad) if finding.status == "fail"]
    marked = frozenset((place.line, place.cell) for finding in found for place in finding.locators)
    return tuple(_pieces(check.bad, marked)), tuple(found)


def _packages(found: Sequence[PairFinding]) -> tuple[str, str]:
    """The names of the two packages of a pair of examples."""
    return (found[0].left_package, found[0].right_package) if found else ("", "")


def _marked_in(found: Sequence[PairFinding], package: str) -> Marked:
    places = (place_of(at.locator) for finding in found for at in finding.places if at.package == package)
    return frozenset((place.line, place.cell) for place in places)


@cache
def _good(code: str, check: AnyCheck) -> tuple[_Piece, ...]:
    if isinstance(check, YearCheck):
        return _pair_pieces(check, good=True, marks=[frozenset(), frozenset()])
    return tuple(_pieces(check.good, frozenset()))


def _pair_pieces(check: YearCheck, *, good: bool, marks: Sequence[Marked]) -> tuple[_Piece, ...]:
    pair = check.good if good else check.bad
    pieces = []
    for side, year, marked in zip((pair.left, pair.right), (pair.left_year, pair.right_year), marks, strict=True):
        zh, en = words.KIND[side.kind]
        for number, piece in enumerate(_pieces(side, marked, year)):
            caption = (f"{year}年{zh}", f"{en.capitalize()} {year}") if not number else ("", "")
            pieces.append(_Piece(piece.lines, piece.first, piece.marked, caption))
    return tuple(pieces)


def _pieces(example: Example, marked: Marked, year: int = 0) -> Iterator[_Piece]:
    """The example's own texts, without the frame around them, each with its line numbers in the whole document."""
    whole = (document_of(example, year) if year else document_of(example)).split("\n")
    start = 0
    for part in (example.document, example.overview, example.tables, example.narrative, example.forms):
        lines = part.replace("⇥", "\t").split("\n") if part else []
        if lines:
            first = next((at for at in range(start, len(whole)) if whole[at : at + len(lines)] == lines), len(whole))
            yield _Piece(tuple(lines), first + 1, marked)
            start = first


def _shown(pieces: Sequence[_Piece], say: Speaker) -> str:
    """Pieces of documents as people read them: tables as tables."""
    shown = []
    for piece in pieces:
        if any(piece.caption):
            shown.append(f'<p class="caption">{say.of(piece.caption)}</p>')
        shown.append(f'<div class="example"{say.mark}>\n{"".join(_blocks(piece, say))}\n</div>')
    return "\n".join(shown)


def _blocks(piece: _Piece, say: Speaker) -> Iterator[str]:
    rows: list[tuple[int, list[str]]] = []
    for number, line in enumerate(piece.lines, piece.first):
        if "\t" in line:
            rows.append((number, line.split("\t")))
            continue
        if rows:
            yield _table(rows, piece.marked, say)
            rows = []
        if line.strip():
            shown = text(line.strip())
            named = any(at == number for at, _ in piece.marked)
            css = ' class="h"' if _TITLE.fullmatch(line.strip()) else ""
            yield f"<p{css}>{f'<mark>{shown}</mark>' if named else shown}</p>\n"
    if rows:
        yield _table(rows, piece.marked, say)


def _table(rows: Sequence[tuple[int, list[str]]], marked: Marked, say: Speaker) -> str:
    """Rows of cells; those before the first figure head the table."""
    width = max(len(cells) for _, cells in rows)
    body = next((at for at, (_, cells) in enumerate(rows) if any(map(_is_figure, cells))), len(rows))
    lines = []
    for at, (number, cells) in enumerate(rows):
        tag = "th" if at < body < len(rows) else "td"
        whole = (number, 0) in marked
        shown = [_cell(tag, cell, is_marked=whole or (number, place) in marked) for place, cell in enumerate(cells, 1)]
        shown += ["<td></td>"] * (width - len(cells))
        lines.append(f"<tr>{''.join(shown)}</tr>")
    label = say("例子中的表", "Table of the example")
    return html.scroll(f'<table class="piece">\n{chr(10).join(lines)}\n</table>', label) + "\n"


def _cell(tag: str, cell: str, *, is_marked: bool) -> str:
    shown = text(cell.strip())
    tag = tag if shown else "td"
    css = ' class="n"' if _is_figure(cell) else ""
    return f"<{tag}{css}>{f'<mark>{shown or chr(0x3000)}</mark>' if is_marked else shown}</{tag}>"


def _is_figure(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell.strip()))


# -- where it fails -----------------------------------------------------------------------------


def _results(check: AnyCheck, ledgers: Ledgers, links: Links) -> str:
    say = links.say
    figures = figures_of(ledgers).get(check.code, {})
    heads = heads_of(check.code[0])
    counted = html.definitions(
        ((say.of(heads[name]), f"{figures.get(name, 0):,}") for name in COUNTED), "figures three"
    )
    kept = ledgers.failures.get(check.code, [])
    listed = html.items((_failure(failure, links) for failure in kept), "findings")
    total = figures.get("told", 0) + figures.get("unchecked", 0)
    heading = f'<section>\n<h2 id="results">{say("在已收录的文档中", "In this catalog")}</h2>\n{counted}'
    if isinstance(check, YearCheck) and not ledgers.pairs:
        none = say(
            "还没有同一单位可以相互对照的两份公开，这项检查尚未用到。",
            "No unit has two disclosures to be compared yet, so this check has not been used.",
        )
        return f"{heading}\n<p>{none}</p>\n</section>"
    if not kept:
        none = say("没有不成立的。", "It fails nowhere.") if figures else say("还没有遇到。", "It has met nothing yet.")
        return f"{heading}\n<p>{none}</p>\n</section>"
    filtered = f"{links.href(addresses.QUALITY)}?check={check.code}"
    more = say(
        f'<a href="{filtered}">在质量页筛选这项检查</a>（共 {total:,} 处）',
        f'<a href="{filtered}">Filter the page of quality by this check</a> ({total:,} in all)',
    )
    return f"{heading}\n{listed}\n<p>{more}</p>\n</section>"


def _failure(failure: Failure, links: Links) -> str:
    """Where, what, and both places."""
    say, entry, found = links.say, failure.entry, failure.finding
    where = links.to(addresses.disclosure_checks(entry.package), entry.title_html(say), found.anchor)
    tag = f'<span class="tag {found.severity}">{say.of(words.CATEGORY[found.category])}</span>'
    places = _places(found, entry.package, links)
    return (
        f'{tag} {say.mixed(found.message, found.message_en)} <span class="quiet">{parts.dots((where, *places))}</span>'
    )


def _places(found: FoundFinding, package: str, links: Links) -> list[str]:
    of = found.packages if isinstance(found, YearFinding) else (package,) * len(found.places)
    named = dict.fromkeys(parts.place_link(links, whose, place) for whose, place in zip(of, found.places, strict=True))
    return list(named)[:4]
