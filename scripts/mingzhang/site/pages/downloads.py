"""Everything there is to download, with sizes and checksums; and the page of addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingzhang.feeds import Download, atom, catalog, dcat
from mingzhang.site import addresses, html
from mingzhang.site.downloads import MOST_BYTES, MOST_ROWS, WHOLE, Offer
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Pair
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import files, parts
from mingzhang.site.pages.units import Entry, division_list
from mingzhang.site.published_parts import PublishedFile

_LICENCE = (
    "全部数据以 CC BY 4.0 许可发布，可自由使用，注明出处即可。金额以元为单位，编码按文本读取。",
    "All data are licensed under CC BY 4.0: use them freely and name the source. Amounts are in yuan; read codes as "
    "text.",
)
_EVERYTHING: dict[str, tuple[Pair, Pair]] = {
    addresses.ALL_FACTS_XLSX: (
        ("全部金额 facts.xlsx", "All figures: facts.xlsx"),
        ("一个工作表，用 Excel 或 WPS 打开", "one sheet, for Excel and WPS"),
    ),
    addresses.ALL_FACTS: (
        ("全部金额 facts.csv", "All figures: facts.csv"),
        ("一行一个金额，任何软件都能读", "a figure a line, for any software"),
    ),
    addresses.ALL_FACTS_PARQUET: (
        ("全部金额 facts.parquet", "All figures: facts.parquet"),
        ("精确小数；pandas、DuckDB、R", "exact decimals; pandas, DuckDB, R"),
    ),
    addresses.ALL_SQLITE: (
        ("全部数据 mingzhang.sqlite.zip", "All data: mingzhang.sqlite.zip"),
        ("所有的表在一个数据库里，带外键和视图", "every table in one database, with keys and views"),
    ),
    addresses.ALL_PACKAGES: (
        ("全部数据包 mingzhang.zip", "All packages: mingzhang.zip"),
        ("每份公开文档一个文件夹", "a folder for each disclosure"),
    ),
}
"""What the files that hold all packages are called and good for, in the order most people want them."""
_FEW, _MOST = 24, 200
"""Up to so many packages are listed file by file here, up to so many at all; their own pages always list every file."""

Listed = tuple[Entry, Offer]


@dataclass(frozen=True, slots=True)
class Offered:
    """All there is: packages, files that hold all of them, files of units by `<division>-<agency>`, code lists."""

    packages: Sequence[Listed]
    everything: Sequence[Download]
    units: Mapping[str, Sequence[Download]]
    lists: Sequence[PublishedFile]
    has_feed: bool


def downloads_page(offered: Offered, lang: Lang) -> Page:
    """All files: those of the whole catalog first, then unit by unit and package by package."""
    links = Links(addresses.DOWNLOADS, lang)
    say = links.say
    packages = offered.packages
    body = "\n".join(
        (
            f"<h1>{say('数据下载', 'Downloads')}</h1>",
            f"<p>{say.of(_LICENCE)}</p>",
            _everything(links, offered),
            _warning(links),
            _checksums(links),
            _units(links, offered),
            f'<h2 id="packages">{say("数据包", "Packages")} ({len(packages)})</h2>',
            _packages(links, packages),
            f'<h2 id="codes">{say("编码表", "Code lists")}</h2>',
            html.items((_list(links, file) for file in offered.lists), "files"),
            _machines(links, offered),
        )
    )
    description = say("全部数据文件，附大小与 SHA-256。", "All data files, with sizes and SHA-256.")
    return Page(addresses.DOWNLOADS, say("数据下载", "Downloads"), description, body, lang=lang)


def _everything(links: Links, offered: Offered) -> str:
    say = links.say
    there = {file.address: file for file in offered.everything}
    listed = [(there[address], *said) for address, said in _EVERYTHING.items() if address in there]
    missing = [address.rpartition("/")[2] for address in _EVERYTHING if address not in there]
    return "\n".join(
        piece
        for piece in (
            f'<section class="downloads">\n<h2 id="everything">{say("全部数据", "Everything")}</h2>',
            files.entries(links, listed),
            _too_large(links, missing) if missing and offered.packages else "",
            files.checksums(links, [file for file, *_ in listed], "data/"),
            "</section>",
        )
        if piece
    )


def _too_large(links: Links, missing: Sequence[str]) -> str:
    say = links.say
    names = say.listed([f"<code>{name}</code>" for name in missing])
    size = f"{MOST_BYTES // 1_000_000:,} MB"
    told = say(
        f"{names} 没有提供：数据包合计超过 {size} 时不做数据库和总的 ZIP，金额超过 {MOST_ROWS:,} 行时不做工作簿。"
        "可以按单位或数据包下载，或在自己的电脑上用 <code>mingzhang export</code> 导出。",
        f"{names}: not offered. No database and no ZIP of everything is made of packages with more than {size} "
        f"together, and no workbook of more than {MOST_ROWS:,} figures. Take units or packages, or run "
        "<code>mingzhang export</code> on your own machine.",
    )
    return f'<p class="quiet">{told}</p>'


def _warning(links: Links) -> str:
    say = links.say
    rules = links.to(addresses.DICTIONARY, say("求和之前", "Before adding up"), "leaf")
    use = links.to(addresses.USE, say("怎样使用数据", "How to use the data"), css="leaf")
    told = say(
        f"{rules}请读一读：同一笔钱会出现在多张表中。Excel、WPS、pandas、DuckDB、R、SQLite 的步骤见{use}。",
        f"{rules}, please read the rule: the same money stands in several tables. For Excel, WPS, pandas, DuckDB, R "
        f"and SQLite see {use}.",
    )
    return f'<p class="notes">{told}</p>'


def _checksums(links: Links) -> str:
    listed = links.to(addresses.ALL_FILES, "files.csv", css="file")
    sums = links.to(addresses.CHECKSUMS, "SHA256SUMS", css="file")
    use = links.to(addresses.USE, links.say("怎样使用数据", "How to use the data"))
    told = links.say(
        f"每个文件都注明大小与 SHA-256；机器可读的清单是 {listed} 和 {sums}，怎样核对见{use}。",
        f"Every file has its size and SHA-256; the lists for machines are {listed} and {sums}. To verify one, "
        f"see {use}.",
    )
    return f"<p>{told}</p>"


def _units(links: Links, offered: Offered) -> str:
    """Units that have files of their own; none where there are too many; their pages have them."""
    if not offered.units or len(offered.packages) > _MOST:
        return ""
    say = links.say
    entries = {"-".join(entry.unit_key): entry for entry, _ in offered.packages}
    rows = [
        f"{_unit(links, entries[key])}<br>{_unit_files(links, made)}" for key, made in sorted(offered.units.items())
    ]
    told = say("有多份公开文档的单位，各年合在一起。", "Units with several disclosures, all years together.")
    summary = f"{say('单位', 'Units')} ({len(rows)})"
    listed = html.items(rows, "files")
    folded = f"<details><summary>{summary}</summary>\n{listed}\n</details>" if len(rows) > _FEW else listed
    return f'<h2 id="units">{say("按单位下载", "By unit")}</h2>\n<p class="quiet">{told}</p>\n{folded}'


def _unit(links: Links, entry: Entry) -> str:
    return links.to(addresses.unit(*entry.unit_key), links.say.zh(text(entry.agency_name)))


def _unit_files(links: Links, made: Sequence[Download]) -> str:
    return " ".join(
        f"{links.to(file.address, 'XLSX' if file.holds == WHOLE else 'facts.csv', css='file')} "
        f'<span class="quiet">{html.size(file.bytes)}</span> {parts.checksum(file.sha256)}'
        for file in made
    )


def _packages(links: Links, packages: Sequence[Listed]) -> str:
    """Package by package; of a large catalog only its divisions, which lead to the units."""
    if len(packages) <= _MOST:
        return "\n".join(_package(links, entry, offer, brief=len(packages) > _FEW) for entry, offer in packages)
    told = links.say(
        "数据包太多，这里按行政区划列出单位数；每份公开文档的页面列有它的文件，<code>files.csv</code> 列有全部文件。",
        "There are too many packages to list; these are the divisions with their numbers of units. The page of a "
        "disclosure lists all its files, <code>files.csv</code> those of all.",
    )
    return f'<p class="quiet">{told}</p>\n{division_list([entry for entry, _ in packages], links)}'


def _package(links: Links, entry: Entry, offer: Offer, *, brief: bool) -> str:
    say = links.say
    title = links.to(addresses.disclosure(entry.package), entry.title_html(say))
    whole = parts.dots(
        f'{links.to(file.address, text(file.format), css="file")} <span class="quiet">{html.size(file.bytes)}</span>'
        for file in offer.published.whole
    )
    if brief:
        each = links.to(addresses.disclosure(entry.package), say("逐个文件", "file by file"), "downloads")
        return f'<p id="{entry.package}">{title} <span class="quiet">{each}</span><br>{whole}</p>'
    single = files.checksums(links, offer.published.downloads, f"data/{entry.package}/")
    return (
        f'<section class="card" id="{entry.package}">\n<h3>{title}</h3>\n'
        f"<p><code>{entry.package}</code></p>\n<p>{whole}</p>\n{single}\n</section>"
    )


def _list(links: Links, file: PublishedFile) -> str:
    name = f"<code>{file.path.rpartition('/')[2]}</code>"
    return (
        f"{links.to(file.path, name, css='file')} "
        f'<span class="quiet">{html.size(file.bytes)}</span> {parts.checksum(file.sha256)}'
    )


def _machines(links: Links, offered: Offered) -> str:
    say = links.say
    surfaces = [
        (
            catalog.ADDRESS,
            say("目录，附每个文件的地址、大小与 SHA-256", "the catalog: address, size and SHA-256 of every file"),
        ),
        (dcat.ADDRESS, say("DCAT（JSON-LD），供数据门户收割", "DCAT (JSON-LD), for harvesters of data portals")),
    ]
    if offered.has_feed:
        surfaces.append((atom.ADDRESS, say("Atom：新增与更新的数据", "Atom: new and changed data")))
    listed = html.items(
        (f'{links.to(there, there, css="file")} <small class="quiet">{what}</small>' for there, what in surfaces),
        "files formats",
    )
    return f'<h2 id="machines">{say("给机器", "For machines")}</h2>\n{listed}'


def addresses_page(lang: Lang) -> Page:
    """The promise of lasting addresses."""
    say = Links(addresses.ADDRESSES, lang).say
    rows = [
        f"<code>{text(say(pattern.address, addresses.pattern_in_english(pattern.address)))}</code><br>"
        f"{text(say(pattern.zh, pattern.en))}"
        for pattern in addresses.PATTERNS
    ]
    title = say("地址", "Addresses")
    promise = say(
        "这些地址长期有效，可以放心引用；改动时旧地址会转到新地址。地址都从本站的根算起。",
        "These addresses are meant to last and may be cited; should one change, the old one will lead to the new. "
        "They are counted from the root of this site.",
    )
    body = f"<h1>{title}</h1>\n<p>{promise}</p>\n" + html.items(rows, "files")
    description = say("本站长期有效的地址。", "Addresses of this site that are meant to last.")
    return Page(addresses.ADDRESSES, title, description, body, lang=lang)
