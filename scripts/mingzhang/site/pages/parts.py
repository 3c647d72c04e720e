"""Pieces that several kinds of pages show: crumbs, figures, findings, downloads, columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mingzhang.ground.amounts import NOT_APPLICABLE
from mingzhang.ground.source import Locator
from mingzhang.schemas import COMMON_TABLES, Field, Table
from mingzhang.site import addresses, descriptions, html, labels, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.html import text
from mingzhang.site.language import Pair, Speaker
from mingzhang.site.page import Crumb, Links
from mingzhang.site.published_parts import FoundFinding, PublishedFile
from mingzhang.site.rows import Figure
from mingzhang.site.tallies import CATEGORIES, KNOWN, titles_of

_HEADINGS = re.compile(r'<h([23]) id="([^"]+)">(.*?)</h\1>')
_TAG = re.compile(r"<small\b.*?</small>|<[^>]+>")
_MOST_PLACES = 6
_MOST_VALUES = 8
_ROUNDING: Pair = (
    "尾差 {} 处：与各项之和相差在尾数以内，视为成立",
    "Rounding ({}): sums off by the last digit only, taken to hold",
)

_TITLES = {f"data/{table.name}.csv": table for table in COMMON_TABLES}
"""Standard tables have names of their own in every document; the others are called the same everywhere."""


def short_title(say: Speaker, disclosure: Disclosure) -> str:
    """`2023年部门预算`, `Departmental budget 2023`: enough where the unit is known."""
    return say.of(words.SHORT_TITLE[disclosure.scope, disclosure.kind]).format(disclosure.fiscal_year)


def title(say: Speaker, disclosure: Disclosure) -> str:
    """Unit and what it published, as plain text: the name of a unit stays Chinese."""
    return say(disclosure.title, f"{disclosure.agency_name} · {short_title(say, disclosure)}")


def title_html(say: Speaker, disclosure: Disclosure) -> str:
    """The same as HTML, for headings and links."""
    if say.lang == "zh":
        return html.heading(disclosure.title)
    return f"{say.zh(html.heading(disclosure.agency_name))} {text(short_title(say, disclosure))}"


def crumbs(say: Speaker, disclosure: Disclosure, *, here: bool = False) -> tuple[Crumb, ...]:
    """The way down to a disclosure, or (with `here` false) to a page inside it."""
    above: tuple[Crumb, ...] = (
        Crumb(say("单位", "Units"), addresses.UNITS),
        Crumb(disclosure.agency_name, addresses.unit(*disclosure.unit_key), is_name=True),
    )
    return above if here else (*above, Crumb(short_title(say, disclosure), addresses.disclosure(disclosure.name)))


def with_contents(links: Links, body: str) -> str:
    """The body of a long page with the list of its sections: folded above it on a phone, beside it on a desk.

    The sections are those whose heading of the second level, or `h3` in a block of its own, has an id.
    """
    say = links.say
    title = say("本页内容", "On this page")
    entries = "\n".join(
        f'<li class="l{level}"><a href="#{anchor}">{_TAG.sub("", shown).strip()}</a></li>'
        for level, anchor, shown in _HEADINGS.findall(body)
    )
    return (
        f'<div class="beside">\n<nav class="here" aria-label="{title}">\n'
        f"<details><summary>{title}</summary>\n<ul>\n{entries}\n</ul>\n</details>\n</nav>\n"
        f'<div class="sections">\n{body}\n</div>\n</div>'
    )


def figure_link(links: Links, package: str, figure: Figure) -> str:
    """A printed amount that leads to its cell in the source."""
    return links.to(
        addresses.source(package),
        text(figure.printed),
        str(figure.place),
        title=_amount_title(links.say, figure),
    )


def _amount_title(say: Speaker, figure: Figure) -> str:
    """English readers are told 元; that it leads to the source every page says once, not at each of its figures."""
    told = labels.yuan(figure) if say.lang == "en" else ""
    return f"{told} yuan" if told else ""


def key_amount(links: Links, package: str, figure: Figure, sign: str = "") -> str:
    """An amount that stands alone: with its unit, the sign of what was found (HTML) and, for English readers, in 元."""
    say = links.say
    unit = f"<small>{labels.short_unit(say, figure.unit)}</small>"
    beside = f'<span class="together">{unit}{sign}</span>' if sign else unit
    told = f"{figure_link(links, package, figure)} {beside}"
    return f"{told} {labels.in_yuan(say, figure)}".rstrip()


def table_link(links: Links, disclosure: Disclosure, table: str, anchor: str = "") -> str:
    """A standard table by its title: `《预算收入总表》`, `“Revenue”`."""
    say = links.say
    shown = say("《{}》", "“{}”").format(text(say.title(disclosure.table(table).schema)))
    return links.to(addresses.table(disclosure.name, table), shown, anchor)


def place_link(links: Links, package: str, place: Locator) -> str:
    """`第 165 行`, `line 165`: a link to a line of the source."""
    shown = links.say(f"第 {place.line} 行", f"line {place.line}")
    return links.to(addresses.source(package), shown, f"L{place.line}", title=str(place))


def dots(pieces: Iterable[str]) -> str:
    """Pieces of HTML in one line, set apart by quiet dots."""
    return '<span class="dot">·</span>'.join(pieces)


def finding_list(links: Links, disclosure: Disclosure, findings: Sequence[FoundFinding], *, here: str = "") -> str:
    """Findings as calm notes in their four categories: what, whose, where, and a link to all about it.

    What is wrong in the document, worth a look or graver than a note is shown; the rest is folded.
    `here` names the table whose page this is: places in it need no title.
    """
    say = links.say
    pieces = []
    for name in CATEGORIES:
        of_category = [found for found in findings if found.category == name]
        loud = [found for found in of_category if is_loud([found])]
        quiet = [found for found in of_category if not is_loud([found])]
        title = f"{shape(name)}{say.of(words.CATEGORY[name])}"
        if loud:
            pieces.append(f'<p class="category-name">{title} <small>{len(loud)}</small></p>')
            pieces.append(html.items((_finding(links, disclosure, found, here) for found in loud), "findings"))
        pieces.append(_folded(links, disclosure, quiet, here, f"{title} <small>{len(quiet)}</small>"))
    rounding = [found for found in findings if found.status == "rounding"]
    pieces.append(_folded(links, disclosure, rounding, here, say.of(_ROUNDING).format(len(rounding))))
    return "\n".join(piece for piece in pieces if piece)


def _folded(links: Links, disclosure: Disclosure, findings: Sequence[FoundFinding], here: str, summary: str) -> str:
    if not findings:
        return ""
    listed = html.items((_finding(links, disclosure, found, here) for found in findings), "findings")
    return f'<details class="more"><summary>{summary}</summary>\n{listed}\n</details>'


def is_loud(findings: Iterable[FoundFinding]) -> bool:
    """Whether a visitor should see the findings at once: neither mere notes nor what could not be checked."""
    return any(found.status == "fail" and found.severity != "info" for found in findings)


def shape(category: str) -> str:
    """The sign of a category; its name always stands beside it."""
    return f'<i class="shape {category}" aria-hidden="true">{words.CATEGORY_SHAPE[category]}</i>'


def severity_tag(say: Speaker, found: FoundFinding) -> str:
    """How grave a finding is, in a word."""
    return f'<span class="tag {found.severity}">{say.of(words.SEVERITY[found.severity])}</span>'


def check_link(links: Links, code: str, *, titled: bool = False) -> str:
    """A check by its code, with `titled` also its title: a link to its page, if there is such a check."""
    known = KNOWN.get(code)
    if known is None:
        return links.say.mixed(code, code)
    title = links.say.of(titles_of(known))
    shown = f"<code>{code}</code> {text(title)}" if titled else code
    return links.to(addresses.check(code), shown, title="" if titled else title)


def _finding(links: Links, disclosure: Disclosure, found: FoundFinding, here: str) -> str:
    say = links.say
    tag = severity_tag(say, found) if found.status == "fail" else ""
    detail = []
    if found.category:
        shown = say("详情", "details")
        detail = [links.to(addresses.disclosure_checks(disclosure.name), shown, found.anchor)]
    about = [check_link(links, found.check), *_places(links, disclosure, found, here), *detail]
    message = say.mixed(found.message, found.message_en)
    return f'{tag} {message} <span class="quiet">{dots(about)}</span>'.lstrip()


def _places(links: Links, disclosure: Disclosure, found: FoundFinding, here: str) -> list[str]:
    """Every place of a finding: the lines, under the table they stand in."""
    by_table: dict[str, list[int]] = {}
    for line in dict.fromkeys(place.line for place in found.places):
        table = disclosure.table_at(line)
        by_table.setdefault(table.name if table else "", []).append(line)
    return [_lines(links, disclosure, name, lines, here) for name, lines in by_table.items()]


def _lines(links: Links, disclosure: Disclosure, name: str, lines: Sequence[int], here: str) -> str:
    say = links.say
    source = addresses.source(disclosure.name)
    shown = say.listed(
        [
            links.to(source, str(line), f"L{line}", title=say(f"原文第 {line} 行", f"source line {line}"))
            for line in lines[:_MOST_PLACES]
        ]
    )
    more = ""
    if len(lines) > _MOST_PLACES:
        more = say(f"…等 {len(lines)}", f" and {len(lines) - _MOST_PLACES} more")
    table = table_link(links, disclosure, name) if name and name != here else ""
    where = say(f"原文第 {shown}{more} 行", f"source {'lines' if len(lines) > 1 else 'line'} {shown}{more}")
    return f"{table}{say('', ' ') if table else ''}{where}"


def download(links: Links, package: str, file: PublishedFile, label: str = "") -> str:
    """One file with its size and checksum."""
    name = label or f"<code>{text(file.path.removeprefix('data/'))}</code>"
    target = links.to(addresses.data(package, file.path), name, css="file")
    known = _TITLES.get(file.path)
    title = f" {text(links.say.title(known))}" if known and not label else ""
    return f'{target}{title} <span class="quiet">{html.size(file.bytes)}</span> {checksum(file.sha256)}'


def checksum(digest: str) -> str:
    """A SHA-256, in full, breaking where it must."""
    return f'<code class="hash" title="SHA-256">{digest}</code>'


def columns_named(links: Links, schema: Table) -> str:
    """The columns of a CSV in their order; the dictionary, which is the same for every disclosure, explains them."""
    say = links.say
    names = " ".join(f"<code>{column.name}</code>" for column in schema.columns)
    explained = links.to(
        addresses.dictionary(schema.family), say("数据字典", "the dictionary"), schema.name, css="leaf"
    )
    told = say(f"含义、类型与取值见{explained}。", f"For meaning, type and values see {explained}.")
    return f'<p class="names">{names}</p>\n<p>{told}</p>'


def column_rule(say: Speaker, column: Field, values: str = "") -> str:
    """Meaning and constraints of a column in one line of HTML; `values` stands for a long list of values."""
    parts = [meaning(say, column.description)] if column.description else []
    if column.is_amount:
        absent = f"<code>{NOT_APPLICABLE}</code>"
        parts.append(
            say(
                f"元；空白为未印数字，{absent} 为不适用。", f"Yuan; blank: no number printed, {absent}: not applicable."
            )
        )
    if column.enum:
        every = say.listed([f"<code{_mark(say, value)}>{text(value)}</code>" for value in column.enum])
        known = values if values and len(column.enum) > _MOST_VALUES else every
        parts.append(say(f"取值：{known}。", f"Values: {known}."))
    if column.required:
        parts.append(say("必填。", "Required."))
    return " ".join(parts)


def meaning(say: Speaker, description: str) -> str:
    """The description of a table or column. Schemas keep it in Chinese; `descriptions` has it in English."""
    return say.mixed(description, descriptions.ENGLISH.get(description, description))


def _mark(say: Speaker, value: str) -> str:
    return "" if value.isascii() else say.mark
