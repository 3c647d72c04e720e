"""Pieces that several kinds of pages show: crumbs, figures, findings, downloads, columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mingzhang.amounts import NOT_APPLICABLE
from mingzhang.model import Locator
from mingzhang.schemas import COMMON_TABLES, Field, Table
from mingzhang.site import addresses, descriptions, html, labels, words
from mingzhang.site.catalog import Disclosure, FoundFinding, PublishedFile
from mingzhang.site.html import text
from mingzhang.site.language import Pair, Speaker
from mingzhang.site.page import Crumb, Links
from mingzhang.site.rows import Figure

_MOST_PLACES = 6
_MOST_VALUES = 8
_FOLDED: tuple[tuple[Callable[[FoundFinding], bool], Pair], ...] = (
    (
        lambda found: found.status == "rounding",
        (
            "四舍五入 {} 处：与各项之和相差在尾数以内，视为成立",
            "Rounding ({}): sums off by the last digit only, taken to hold",
        ),
    ),
    (
        lambda found: found.status == "fail",
        ("说明 {} 项：怎样读的，以及无需处理的情况", "Notes ({}): how things were read, and what needs no action"),
    ),
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


def figure_link(links: Links, package: str, figure: Figure) -> str:
    """A printed amount that leads to its cell in the source."""
    return links.to(
        addresses.source(package),
        text(figure.printed),
        str(figure.place),
        title=_amount_title(links.say, figure),
    )


def _amount_title(say: Speaker, figure: Figure) -> str:
    """English readers are told 元 as well."""
    line = figure.place.line
    told = labels.yuan(figure) if say.lang == "en" else ""
    return say(f"查看原文第 {line} 行", f"{told} yuan, source line {line}" if told else f"source line {line}")


def key_amount(links: Links, package: str, figure: Figure) -> str:
    """An amount that stands alone: with its unit and, for English readers, in 元."""
    say = links.say
    told = f"{figure_link(links, package, figure)} <small>{labels.short_unit(say, figure.unit)}</small>"
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
    """Findings as calm notes: what, whose, where. What failed or could not be checked is shown; the rest is folded.

    `here` names the table whose page this is: places in it need no title.
    """
    shown = [found for found in findings if found.is_open]
    entries = [_finding(links, disclosure, found, here) for found in shown]
    pieces = [html.items(entries, "findings")] if shown else []
    for is_folded, summary in _FOLDED:
        folded = [found for found in findings if not found.is_open and is_folded(found)]
        if folded:
            listed = html.items((_finding(links, disclosure, found, here) for found in folded), "findings")
            told = links.say.of(summary).format(len(folded))
            pieces.append(f'<details class="more"><summary>{told}</summary>\n{listed}\n</details>')
    return "\n".join(pieces)


def is_loud(findings: Iterable[FoundFinding]) -> bool:
    """Whether a visitor should see the findings at once."""
    return any(found.is_open for found in findings)


def _finding(links: Links, disclosure: Disclosure, found: FoundFinding, here: str) -> str:
    say = links.say
    tag = say.of(words.SEVERITY[found.severity] if found.status == "fail" else words.STATUS[found.status])
    about = [say.of(words.ATTRIBUTION[found.attribution]), text(found.check), *_places(links, disclosure, found, here)]
    css = found.severity if found.status == "fail" else ""
    message = say.mixed(found.message, found.message_en)
    return f'<span class="tag {text(css)}">{tag}</span> {message} <span class="quiet">{dots(about)}</span>'


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


def columns_table(links: Links, schema: Table) -> str:
    """A schema as a table of its columns."""
    rows = [_column(links, schema, column) for column in schema.columns]
    say = links.say
    head = (say("列名", "Column"), say("中文", "Title"), say("类型", "Type"), say("说明", "Meaning"))
    return html.table(head, rows, label=say("字段说明", "Columns"))


def _column(links: Links, schema: Table, column: Field) -> Sequence[str]:
    anchor = f"{schema.name}.{column.name}"
    name = links.to(addresses.dictionary(schema.family), f"<code>{column.name}</code>", anchor)
    say = links.say
    told = say(f"共 {len(column.enum)} 种，见数据字典", f"{len(column.enum)} values, see the dictionary")
    values = links.to(addresses.dictionary(schema.family), told, anchor)
    return name, text(say.title(column)), say.of(words.TYPE[column.type]), column_rule(say, column, values)


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
