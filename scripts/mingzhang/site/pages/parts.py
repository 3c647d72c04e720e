"""Pieces that several kinds of pages show: crumbs, figures, findings, downloads, columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.amounts import NOT_APPLICABLE
from mingzhang.model import Locator
from mingzhang.schemas import Field, Table
from mingzhang.site import addresses, html, words
from mingzhang.site.catalog import Disclosure, FoundFinding, PublishedFile
from mingzhang.site.html import text
from mingzhang.site.page import Crumb, Links
from mingzhang.site.rows import Figure

_MOST_PLACES = 6
_MOST_VALUES = 8
_FOLDED = (
    ("rounding", "与各项之和相差在四舍五入的范围内。"),
    ("insufficient_data", "原文缺少所需的数字，不能检查，也不算通过。"),
)


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


def finding_list(links: Links, package: str, findings: Sequence[FoundFinding]) -> str:
    """Findings as calm notes: what, whose, where; those that only tell of rounding stay folded."""
    shown = [found for found in findings if found.status == "fail"]
    pieces = [html.items((_finding(links, package, found) for found in shown), "findings")] if shown else []
    for status, why in _FOLDED:
        folded = [found for found in findings if found.status == status]
        if folded:
            entries = html.items((_finding(links, package, found) for found in folded), "findings")
            summary = f"{words.STATUS[status]} {len(folded)} 项：{why}"
            pieces.append(f'<details class="more"><summary>{summary}</summary>\n{entries}\n</details>')
    return "\n".join(pieces)


def is_loud(findings: Iterable[FoundFinding]) -> bool:
    """Whether a visitor should see the findings at once."""
    return any(found.status == "fail" and found.severity != "info" for found in findings)


def _finding(links: Links, package: str, found: FoundFinding) -> str:
    lines = list(dict.fromkeys(place.line for place in found.places))
    shown = "、".join(
        links.to(addresses.source(package), str(line), f"L{line}", title=f"原文第 {line} 行")
        for line in lines[:_MOST_PLACES]
    )
    more = f"…共 {len(lines)} 行" if len(lines) > _MOST_PLACES else ""
    tag = words.SEVERITY[found.severity] if found.status == "fail" else words.STATUS[found.status]
    about = [words.ATTRIBUTION[found.attribution], text(found.check)]
    if shown:
        about.append(f"原文第 {shown}{more} 行" if not more else f"原文第 {shown}{more}")
    css = found.severity if found.status == "fail" else ""
    return f'<span class="tag {text(css)}">{tag}</span> {text(found.message)} <span class="quiet">{dots(about)}</span>'


def download(links: Links, package: str, file: PublishedFile, label: str = "") -> str:
    """One file with its size and checksum."""
    name = label or f"<code>{text(file.path.removeprefix('data/'))}</code>"
    target = links.to(addresses.data(package, file.path), name, css="file")
    return f'{target} <span class="quiet">{html.size(file.bytes)}</span> {checksum(file.sha256)}'


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
