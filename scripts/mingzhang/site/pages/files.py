"""How files are offered: what each is good for and its size first, checksums folded away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.feeds import Download
from mingzhang.site import addresses, html
from mingzhang.site.catalog import Disclosure
from mingzhang.site.downloads import FACTS, Offer
from mingzhang.site.html import text
from mingzhang.site.language import Pair
from mingzhang.site.page import Links
from mingzhang.site.pages import parts
from mingzhang.site.published_parts import StandardTable

_WORKBOOK: Pair = ("Excel 工作簿", "Excel workbook")
_FOR_MOST: Pair = (
    "每张表一页，用 Excel 或 WPS 直接打开；编码不会变样。适合大多数人。",
    "Every table on a sheet; opens in Excel and WPS, codes stay as they are. Best for most people.",
)
_OTHERS: tuple[tuple[str, Pair, Pair], ...] = (
    (
        "zip",
        ("CSV（ZIP）", "CSV (ZIP)"),
        ("完整的数据包：全部 CSV、描述、原文、核对记录", "the complete package: all CSV, descriptor, source, checks"),
    ),
    ("json.gz", ("JSON（gzip）", "JSON (gzip)"), ("全部表，给程序用", "all tables, for programs")),
    (
        "parquet",
        ("Parquet", "Parquet"),
        ("全部金额，精确小数；pandas、DuckDB、R", "all figures, exact decimals; pandas, DuckDB, R"),
    ),
    ("csv", ("金额 facts.csv", "Figures: facts.csv"), ("全部金额，一行一个", "all figures, one a line")),
    (
        "datapackage.json",
        ("描述 datapackage.json", "Descriptor: datapackage.json"),
        ("每个文件、每一列的说明", "what every file and column is"),
    ),
    (
        "txt",
        ("原文 source.txt", "Source: source.txt"),
        ("公开文档全文，已遮盖个人信息", "the document, personal data masked"),
    ),
)
"""Ending of a file's address, what it is called, and what it is good for; in the order most people want them."""


def disclosure_downloads(disclosure: Disclosure, links: Links, offer: Offer) -> str:
    """The section of a disclosure: the workbook for most people, the other formats, every file with its checksum."""
    say = links.say
    package = disclosure.name
    workbook = offer.at(addresses.workbook(package))
    whole = {_ending(download): download for download in offer.published.downloads if _is_whole(download)}
    entries = [_entry(links, whole[ending], say.of(name), say.of(what)) for ending, name, what in _OTHERS]
    use = links.to(addresses.USE, say("怎样使用这些文件", "How to use these files"), css="leaf")
    database = links.to(addresses.DOWNLOADS, say("全部数据的下载", "the downloads of everything"))
    told = say(
        f"各种格式的数值完全相同，金额一律为元。{use}。SQLite 数据库见{database}。",
        f"All formats hold the same values, amounts in yuan. {use}. For a SQLite database see {database}.",
    )
    return (
        f'<section class="downloads">\n<h2 id="downloads">{say("下载", "Downloads")}</h2>\n'
        f"<p>{links.to(workbook.address, say.of(_WORKBOOK), css='file button')} {_size(workbook)}<br>"
        f'<small class="quiet">{say.of(_FOR_MOST)}</small></p>\n'
        f'{html.items(entries, "files formats")}\n<p class="quiet">{told}</p>\n'
        f"{checksums(links, offer.published.downloads, f'data/{package}/')}\n</section>"
    )


def table_downloads(disclosure: Disclosure, table: StandardTable, links: Links, offer: Offer) -> str:
    """The list of a table's page: its CSV and JSON, and the workbook that has it as a sheet; with checksums."""
    say = links.say
    names = {"csv": "CSV", "json": "JSON"}
    own = sorted(offer.of_table(table.name), key=_ending)
    entries = [f"{links.to(one.address, names[_ending(one)], css='file')} {_size(one)}" for one in own]
    workbook = offer.at(addresses.workbook(disclosure.name))
    sheet = say(
        f"工作表“{text(table.schema.title)}”，与其他各表同在一个工作簿",
        f"the sheet {say.zh(f'“{text(table.schema.title)}”')} of the workbook of all tables",
    )
    entries.append(
        f'{links.to(workbook.address, "XLSX", css="file")} {_size(workbook)} <small class="quiet">{sheet}</small>'
    )
    return f"{html.items(entries, 'files formats')}\n{checksums(links, (*own, workbook), f'data/{disclosure.name}/')}"


def checksums(links: Links, files: Sequence[Download], below: str) -> str:
    """Every file with its size and SHA-256, folded away; names are told without `below`."""
    say = links.say
    entries = (
        f"{links.to(file.address, f'<code>{text(file.address.removeprefix(below))}</code>', css='file')} "
        f"{_size(file)} {parts.checksum(file.sha256)}"
        for file in files
    )
    summary = say(f"逐个文件与校验值 SHA-256（{len(files)}）", f"File by file, with SHA-256 ({len(files)})")
    return f"<details><summary>{summary}</summary>\n{html.items(entries, 'files')}\n</details>"


def entries(links: Links, files: Iterable[tuple[Download, Pair, Pair]]) -> str:
    """Files as a list: what each is called and what it is good for."""
    say = links.say
    return html.items((_entry(links, file, say.of(name), say.of(what)) for file, name, what in files), "files formats")


def _entry(links: Links, file: Download, name: str, what: str) -> str:
    return f'{links.to(file.address, name, css="file")} {_size(file)} <small class="quiet">{what}</small>'


def _size(file: Download) -> str:
    return f'<span class="quiet">{html.size(file.bytes)}</span>'


def _is_whole(file: Download) -> bool:
    return file.holds in ("package", FACTS, "descriptor", "source")


def _ending(file: Download) -> str:
    """`json.gz`; the descriptor by its name, since it is a JSON that is no data."""
    name = file.address.rpartition("/")[2]
    return name if name == "datapackage.json" else name.partition(".")[2]
