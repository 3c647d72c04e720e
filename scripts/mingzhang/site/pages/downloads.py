"""Everything there is to download, with sizes and checksums; and the page of addresses."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.site import addresses, html
from mingzhang.site.catalog import PublishedFile
from mingzhang.site.html import text
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import parts
from mingzhang.site.pages.units import Entry

_LOAD = (
    ("Python（pandas）", 'import pandas as pd\nfacts = pd.read_csv("facts.csv", dtype=str, keep_default_na=False)'),
    ("R", 'facts <- read.csv("facts.csv", colClasses = "character", encoding = "UTF-8")'),
    ("DuckDB", "SELECT * FROM read_csv('facts.csv', all_varchar = true);"),
)

_FEW = 24
"""Up to so many packages are listed file by file here; their own pages always list every file."""

Listed = tuple[Entry, Sequence[PublishedFile]]


def downloads_page(packages: Sequence[Listed], common: Sequence[PublishedFile]) -> Page:
    """All files: those of the whole catalog first, then package by package."""
    links = Links(addresses.DOWNLOADS)
    everything = next(file for file in common if file.path == addresses.ALL_FACTS)
    lists = [file for file in common if file is not everything]
    body = "\n".join(
        (
            "<h1>数据下载</h1>",
            "<p>全部数据以 CC BY 4.0 许可发布，可自由使用，注明出处即可。金额以元为单位，编码按文本读取。</p>",
            "<h2>全部金额</h2>",
            f"<p>{_common(links, everything, '全部金额 facts.csv', 'file button')}</p>",
            _warning(links),
            _checksums(links),
            _loading(),
            f'<h2 id="packages">数据包（{len(packages)}）</h2>',
            "\n".join(_package(links, entry, files, brief=len(packages) > _FEW) for entry, files in packages),
            '<h2 id="codes">编码表</h2>',
            html.items(
                (_common(links, file, f"<code>{file.path.rsplit('/', 1)[1]}</code>") for file in lists), "files"
            ),
        )
    )
    return Page(addresses.DOWNLOADS, "数据下载", "全部数据文件，附大小与 SHA-256。", body)


def _warning(links: Links) -> str:
    rules = links.to(addresses.DICTIONARY, "求和之前", "leaf")
    return (
        f'<p class="notes">{rules}请读一读：同一笔钱会出现在多张表中。'
        "用 Excel 打开 CSV 时，请从“数据 → 自文本/CSV”导入，编码选 UTF-8，各列选“文本”；直接双击可能出现乱码。</p>"
    )


def _loading() -> str:
    blocks = "\n".join(f"<h3>{name}</h3>\n<pre><code>{text(code)}</code></pre>" for name, code in _LOAD)
    return f"<details><summary>怎样载入</summary>\n{blocks}\n</details>"


def _checksums(links: Links) -> str:
    listed = links.to(addresses.ALL_FILES, "files.csv", css="file")
    sums = links.to(addresses.CHECKSUMS, "SHA256SUMS", css="file")
    return (
        f"<p>下面每个文件都注明大小与 SHA-256；机器可读的清单是 {listed} 和 {sums}，"
        "把它和文件放在一起，用 <code>sha256sum --check SHA256SUMS</code> 核对。</p>"
    )


def _package(links: Links, entry: Entry, files: Sequence[PublishedFile], *, brief: bool) -> str:
    archive, *rest = files
    title = links.to(addresses.disclosure(entry.package), text(entry.title))
    whole = parts.download(links, entry.package, archive, "数据包（ZIP）")
    single = html.items((parts.download(links, entry.package, file) for file in rest), "files")
    if brief:
        each = links.to(addresses.disclosure(entry.package), "逐个文件", "downloads")
        return f'<p id="{entry.package}">{title} <span class="quiet">{each}</span><br>{whole}</p>'
    return (
        f'<section class="card" id="{entry.package}">\n<h3>{title}</h3>\n'
        f"<p><code>{entry.package}</code></p>\n<p>{whole}</p>\n"
        f"<details><summary>逐个文件（{len(rest)}）</summary>\n{single}\n</details>\n</section>"
    )


def _common(links: Links, file: PublishedFile, label: str, css: str = "file") -> str:
    return (
        f'{links.to(file.path, label, css=css)} <span class="quiet">{html.size(file.bytes)}</span> '
        f"{parts.checksum(file.sha256)}"
    )


def addresses_page() -> Page:
    """The promise of lasting addresses."""
    rows = [f"<code>{text(pattern.address)}</code><br>{text(pattern.meaning)}" for pattern in addresses.PATTERNS]
    body = (
        "<h1>地址</h1>\n<p>这些地址长期有效，可以放心引用；改动时旧地址会转到新地址。"
        "地址都从本站的根算起。</p>\n" + html.items(rows, "files")
    )
    return Page(addresses.ADDRESSES, "地址", "本站长期有效的地址。", body)
