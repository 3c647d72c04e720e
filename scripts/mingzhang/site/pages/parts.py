"""Pieces that several kinds of pages show: crumbs, figures, findings, downloads, columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mingzhang.amounts import NOT_APPLICABLE
from mingzhang.model import Locator
from mingzhang.schemas import COMMON_TABLES, Field, Table
from mingzhang.site import addresses, html, words
from mingzhang.site.catalog import Disclosure, FoundFinding, PublishedFile
from mingzhang.site.html import text
from mingzhang.site.page import Crumb, Links
from mingzhang.site.rows import Figure

_MOST_PLACES = 6
_MOST_VALUES = 8
_FOLDED: tuple[tuple[Callable[[FoundFinding], bool], str], ...] = (
    (lambda found: found.status == "rounding", "四舍五入 {} 处：与各项之和相差在尾数以内，视为成立"),
    (lambda found: found.status == "fail", "说明 {} 项：怎样读的，以及无需处理的情况"),
)


_TITLES = {f"data/{table.name}.csv": table.title for table in COMMON_TABLES}
"""Standard tables have names of their own in every document; the others are called the same everywhere."""


def short_title(disclosure: Disclosure) -> str:
    """`2023年部门预算`: enough where the unit is known."""
    return f"{disclosure.fiscal_year}年{words.SCOPE[disclosure.scope]}{words.KIND[disclosure.kind]}"


def crumbs(disclosure: Disclosure, *, here: bool = False) -> tuple[Crumb, ...]:
    """The way down to a disclosure, or (with `here` false) to a page inside it."""
    above: tuple[Crumb, ...] = (
        ("单位", addresses.UNITS),
        (disclosure.agency_name, addresses.unit(*disclosure.unit_key)),
    )
    return above if here else (*above, (short_title(disclosure), addresses.disclosure(disclosure.name)))


def figure_link(links: Links, package: str, figure: Figure) -> str:
    """A printed amount that leads to its cell in the source."""
    return links.to(
        addresses.source(package),
        text(figure.printed),
        str(figure.place),
        title=f"查看原文第 {figure.place.line} 行",
    )


def place_link(links: Links, package: str, place: Locator) -> str:
    """`第 165 行`: a link to a line of the source."""
    return links.to(addresses.source(package), f"第 {place.line} 行", f"L{place.line}", title=str(place))


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
            told = summary.format(len(folded))
            pieces.append(f'<details class="more"><summary>{told}</summary>\n{listed}\n</details>')
    return "\n".join(pieces)


def is_loud(findings: Iterable[FoundFinding]) -> bool:
    """Whether a visitor should see the findings at once."""
    return any(found.is_open for found in findings)


def _finding(links: Links, disclosure: Disclosure, found: FoundFinding, here: str) -> str:
    tag = words.SEVERITY[found.severity] if found.status == "fail" else words.STATUS[found.status]
    about = [words.ATTRIBUTION[found.attribution], text(found.check), *_places(links, disclosure, found, here)]
    css = found.severity if found.status == "fail" else ""
    return f'<span class="tag {text(css)}">{tag}</span> {text(found.message)} <span class="quiet">{dots(about)}</span>'


def _places(links: Links, disclosure: Disclosure, found: FoundFinding, here: str) -> list[str]:
    """Every place of a finding: the lines, under the table they stand in."""
    by_table: dict[str, list[int]] = {}
    for line in dict.fromkeys(place.line for place in found.places):
        table = disclosure.table_at(line)
        by_table.setdefault(table.name if table else "", []).append(line)
    return [_lines(links, disclosure, name, lines, here) for name, lines in by_table.items()]


def _lines(links: Links, disclosure: Disclosure, name: str, lines: Sequence[int], here: str) -> str:
    source = addresses.source(disclosure.name)
    shown = "、".join(
        links.to(source, str(line), f"L{line}", title=f"原文第 {line} 行") for line in lines[:_MOST_PLACES]
    )
    more = f"…等 {len(lines)} 行" if len(lines) > _MOST_PLACES else " 行"
    title = ""
    if name and name != here:
        page = addresses.table(disclosure.name, name)
        title = links.to(page, f"《{text(disclosure.table(name).schema.title)}》")
    return f"{title}原文第 {shown}{more}"


def download(links: Links, package: str, file: PublishedFile, label: str = "") -> str:
    """One file with its size and checksum."""
    name = label or f"<code>{text(file.path.removeprefix('data/'))}</code>"
    target = links.to(addresses.data(package, file.path), name, css="file")
    title = "" if label else f" {text(_TITLES.get(file.path, ''))}"
    return f'{target}{title} <span class="quiet">{html.size(file.bytes)}</span> {checksum(file.sha256)}'


def checksum(digest: str) -> str:
    """A SHA-256, in full, breaking where it must."""
    return f'<code class="hash" title="SHA-256">{digest}</code>'


def columns_table(links: Links, schema: Table) -> str:
    """A schema as a table of its columns."""
    rows = [_column(links, schema, column) for column in schema.columns]
    return html.table(("列名", "中文", "类型", "说明"), rows, label="字段说明")


def _column(links: Links, schema: Table, column: Field) -> Sequence[str]:
    anchor = f"{schema.name}.{column.name}"
    name = links.to(addresses.dictionary(schema.family), f"<code>{column.name}</code>", anchor)
    values = links.to(addresses.dictionary(schema.family), f"共 {len(column.enum)} 种，见数据字典", anchor)
    return name, text(column.title), words.TYPE[column.type], column_rule(column, values)


def column_rule(column: Field, values: str = "") -> str:
    """Meaning and constraints of a column in one line of HTML; `values` stands for a long list of values."""
    parts = [text(column.description)] if column.description else []
    if column.is_amount:
        parts.append(f"元；空白为未印数字，<code>{NOT_APPLICABLE}</code> 为不适用。")
    if column.enum:
        every = "、".join(f"<code>{text(value)}</code>" for value in column.enum)
        parts.append(f"取值：{values if values and len(column.enum) > _MOST_VALUES else every}。")
    if column.required:
        parts.append("必填。")
    return " ".join(parts)
