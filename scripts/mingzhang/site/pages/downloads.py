"""Everything there is to download, with sizes and checksums; and the page of addresses."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.site import addresses, html
from mingzhang.site.catalog import PublishedFile
from mingzhang.site.html import text
from mingzhang.site.language import Lang
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import parts
from mingzhang.site.pages.units import Entry

_LOAD = (
    ("Python, pandas", 'import pandas as pd\nfacts = pd.read_csv("facts.csv", dtype=str, keep_default_na=False)'),
    ("R", 'facts <- read.csv("facts.csv", colClasses = "character", encoding = "UTF-8")'),
    ("DuckDB", "SELECT * FROM read_csv('facts.csv', all_varchar = true);"),
)

_LICENCE = (
    "全部数据以 CC BY 4.0 许可发布，可自由使用，注明出处即可。金额以元为单位，编码按文本读取。",
    "All data are licensed under CC BY 4.0: use them freely and name the source. Amounts are in yuan; read codes as "
    "text.",
)
_FEW = 24
"""Up to so many packages are listed file by file here; their own pages always list every file."""

Listed = tuple[Entry, Sequence[PublishedFile]]


def downloads_page(packages: Sequence[Listed], common: Sequence[PublishedFile], lang: Lang) -> Page:
    """All files: those of the whole catalog first, then package by package."""
    links = Links(addresses.DOWNLOADS, lang)
    say = links.say
    everything = next(file for file in common if file.path == addresses.ALL_FACTS)
    lists = [file for file in common if file is not everything]
    body = "\n".join(
        (
            f"<h1>{say('数据下载', 'Downloads')}</h1>",
            f"<p>{say.of(_LICENCE)}</p>",
            f"<h2>{say('全部金额', 'All figures')}</h2>",
            f"<p>{_common(links, everything, say('全部金额 facts.csv', 'All figures: facts.csv'), 'file button')}</p>",
            _warning(links),
            _checksums(links),
            _loading(links),
            f'<h2 id="packages">{say("数据包", "Packages")} ({len(packages)})</h2>',
            "\n".join(_package(links, entry, files, brief=len(packages) > _FEW) for entry, files in packages),
            f'<h2 id="codes">{say("编码表", "Code lists")}</h2>',
            html.items(
                (_common(links, file, f"<code>{file.path.rsplit('/', 1)[1]}</code>") for file in lists), "files"
            ),
        )
    )
    description = say("全部数据文件，附大小与 SHA-256。", "All data files, with sizes and SHA-256.")
    return Page(addresses.DOWNLOADS, say("数据下载", "Downloads"), description, body, lang=lang)


def _warning(links: Links) -> str:
    say = links.say
    rules = links.to(addresses.DICTIONARY, say("求和之前", "Before adding up"), "leaf")
    told = say(
        f"{rules}请读一读：同一笔钱会出现在多张表中。"
        "用 Excel 打开 CSV 时，请从“数据 → 自文本/CSV”导入，编码选 UTF-8，各列选“文本”；直接双击可能出现乱码。",
        f"{rules}, please read the rule: the same money stands in several tables. In Excel, import a CSV by "
        "“Data → From Text/CSV” with the encoding UTF-8 and all columns as text; a double click may garble it.",
    )
    return f'<p class="notes">{told}</p>'


def _loading(links: Links) -> str:
    blocks = "\n".join(f"<h3>{name}</h3>\n<pre><code>{text(code)}</code></pre>" for name, code in _LOAD)
    return f"<details><summary>{links.say('怎样载入', 'How to load it')}</summary>\n{blocks}\n</details>"


def _checksums(links: Links) -> str:
    listed = links.to(addresses.ALL_FILES, "files.csv", css="file")
    sums = links.to(addresses.CHECKSUMS, "SHA256SUMS", css="file")
    told = links.say(
        f"下面每个文件都注明大小与 SHA-256；机器可读的清单是 {listed} 和 {sums}，"
        "把它和文件放在一起，用 <code>sha256sum --check SHA256SUMS</code> 核对。",
        f"Every file below has its size and SHA-256; the lists for machines are {listed} and {sums}. Put the latter "
        "beside the files and run <code>sha256sum --check SHA256SUMS</code>.",
    )
    return f"<p>{told}</p>"


def _package(links: Links, entry: Entry, files: Sequence[PublishedFile], *, brief: bool) -> str:
    archive, *rest = files
    say = links.say
    title = links.to(addresses.disclosure(entry.package), entry.title_html(say))
    whole = parts.download(links, entry.package, archive, say("数据包（ZIP）", "Package (ZIP)"))
    single = html.items((parts.download(links, entry.package, file) for file in rest), "files")
    if brief:
        each = links.to(addresses.disclosure(entry.package), say("逐个文件", "file by file"), "downloads")
        return f'<p id="{entry.package}">{title} <span class="quiet">{each}</span><br>{whole}</p>'
    return (
        f'<section class="card" id="{entry.package}">\n<h3>{title}</h3>\n'
        f"<p><code>{entry.package}</code></p>\n<p>{whole}</p>\n"
        f"<details><summary>{say('逐个文件', 'File by file')} ({len(rest)})</summary>\n{single}\n</details>\n</section>"
    )


def _common(links: Links, file: PublishedFile, label: str, css: str = "file") -> str:
    return (
        f'{links.to(file.path, label, css=css)} <span class="quiet">{html.size(file.bytes)}</span> '
        f"{parts.checksum(file.sha256)}"
    )


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
