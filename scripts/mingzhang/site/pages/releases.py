"""All releases: when, what changed and why, and what of each can be taken away."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from mingzhang.site import addresses, html
from mingzhang.site.html import text
from mingzhang.site.language import Lang
from mingzhang.site.page import Links, Page
from mingzhang.site.pages.history import causes_told, counts_told
from mingzhang.versions.released import ReleasedPackage, ReleaseFile, ReleaseRecord, Withdrawn

OFFERED = (
    "changes.csv",
    "catalog.json",
    "files.csv",
    "CITATION.cff",
    "datacite.json",
    "zenodo.json",
    "SHA256SUMS",
)
"""Files of a release that its portal keeps under `releases/`, besides its archive. `facts.csv` is `data/facts.csv`;
`CHANGELOG.md`, which the generator of the pages would take for one, is in the archive."""

CHECKING = "sha256sum --check --ignore-missing SHA256SUMS"
"""How files are checked where not all that the list names were taken."""

_ABOUT = (
    "每次发布是全部数据的一个固定版本：地址、文件与校验值不再改变，可放心引用。“latest”总指向最新的一次。",
    "Each release is a fixed version of all data: its addresses, files and checksums do not change, so that it can be "
    "cited. “latest” always leads to the newest.",
)
_NONE = ("还没有发布。这里是正在准备的数据。", "There is no release yet. What you see is being prepared.")
_MOST_OPEN = 20


@dataclass(frozen=True, slots=True)
class Releases:
    """What the page tells: the records, oldest first, the packages that have a page, and this portal's own release.

    `here` is the name of the release that this portal is; blank for a portal that is none. Only a portal that is
    one stands beside those of other releases, so only it links to them.
    """

    records: Sequence[ReleaseRecord] = ()
    packages: Collection[str] = field(default=())
    here: str = ""


def archive_name(release: str) -> str:
    """The file that holds everything of a release."""
    return f"mingzhang-{release}.zip"


def releases_page(releases: Releases, lang: Lang) -> Page:
    """All releases, newest first."""
    links = Links(addresses.RELEASES, lang)
    say = links.say
    title = say("版本与发布", "Releases")
    parts = [_release(record, releases, links) for record in reversed(releases.records)]
    body = f"<h1>{title}</h1>\n<p>{say.of(_ABOUT if parts else _NONE)}</p>\n" + "\n".join(parts)
    description = say("每次数据发布的日期、变化与下载。", "Date, changes and downloads of every release of the data.")
    return Page(addresses.RELEASES, title, description, body, lang=lang)


def _release(record: ReleaseRecord, releases: Releases, links: Links) -> str:
    name = str(record.name)
    body = "\n".join(
        filter(
            None,
            (
                _summary(record, links),
                _list(links, "变更", "Changed", [_changed(one, releases, links) for one in record.changed]),
                _list(links, "新增", "Added", [_package(one, releases, links) for one in record.new]),
                _list(links, "撤回", "Withdrawn", [_withdrawn(one, links) for one in record.withdrawn]),
                _downloads(record, releases, links),
            ),
        )
    )
    return (
        f'<section class="release">\n<h2 id="{name}">{name} <small>{text(record.date)}</small></h2>\n{body}\n</section>'
    )


def _summary(record: ReleaseRecord, links: Links) -> str:
    say, totals = links.say, record.totals
    counted = (
        say.count(totals["packages"], "份公开文档", "disclosure"),
        say.count(totals["units"], "个单位", "unit"),
        say.count(totals["facts"], "个金额", "amount"),
    )
    since = say(f"自 {record.previous} 以来：", f"Since {record.previous}: ") if record.previous else ""
    told = (
        say.count(len(record.new), "份新增", "added", "added"),
        say.count(len(record.changed), "份变更", "changed", "changed"),
        say.count(len(record.withdrawn), "份撤回", "withdrawn", "withdrawn"),
    )
    return f"<p>{say.listed(counted)}{say('。', '. ')}{since}{say('，', ', ').join(told)}{say('。', '.')}</p>"


def _list(links: Links, zh: str, en: str, entries: list[str]) -> str:
    if not entries:
        return ""
    heading, inner = links.say(zh, en), html.items(entries)
    if len(entries) <= _MOST_OPEN:
        return f"<h3>{heading}</h3>\n{inner}"
    return f"<details><summary>{heading}: {len(entries)}</summary>\n{inner}\n</details>"


def _package(package: ReleasedPackage, releases: Releases, links: Links) -> str:
    say = links.say
    title = say.zh(text(package.title))
    if package.name in releases.packages:
        title = links.to(addresses.disclosure(package.name), title, "versions")
    return f"{title} <code>{package.name}</code> {package.version}"


def _changed(package: ReleasedPackage, releases: Releases, links: Links) -> str:
    say = links.say
    causes, counts = causes_told(say, package.causes), counts_told(say, package.changes)
    told = say("。", ". ").join(filter(None, (causes, counts)))
    return (
        f"{_package(package, releases, links)}{say(f'（原 {package.before}）', f' (was {package.before})')}<br>{told}"
    )


def _withdrawn(package: Withdrawn, links: Links) -> str:
    why = links.say(package.reason_zh, package.reason_en)
    return f"<code>{text(package.name)}</code> {text(package.before)}{links.say('：', ': ')}{text(why)}"


# -- what can be taken away -------------------------------------------------------------------------


def _downloads(record: ReleaseRecord, releases: Releases, links: Links) -> str:
    say, name = links.say, str(record.name)
    record_link = links.to(addresses.release_record(name), say("发布记录（JSON）", "Record (JSON)"), css="file")
    entries = [record_link]
    if releases.here:
        entries = [*(_download(record, file, releases, links) for file in _offered(record)), record_link]
    address = ""
    if releases.here and name != releases.here:
        there = say("打开这个版本", "Open this release")
        left = say(
            "较早的版本可能只留下数据文件，没有网页；已撤回的数据也会从中移除。",
            "Of an old release only the data may remain, not the pages; what was withdrawn since is gone from it too.",
        )
        target = html.link(_beside(links, name, addresses.in_language("", links.lang)), there)
        address = f'<p>{target} <span class="quiet">{left}</span></p>\n'
    return f"{address}{html.items(entries, 'files')}{_checking(record, releases, links)}"


def _checking(record: ReleaseRecord, releases: Releases, links: Links) -> str:
    """How to check what was taken away; of this portal's own release, so that it is said once."""
    if str(record.name) != releases.here:
        return ""
    say = links.say
    told = say(
        "校验：把下载的文件与 SHA256SUMS 放在同一文件夹，运行 {}（macOS 用 {}）。"
        "清单所列的 facts.csv 在 {}，CHANGELOG.md 在 ZIP 中。",
        "To check files, put them beside SHA256SUMS and run {} (macOS: {}). Of what it lists, facts.csv is {}, and "
        "CHANGELOG.md is in the ZIP.",
    ).format(
        f"<code>{CHECKING}</code>",
        f"<code>{CHECKING.replace('sha256sum', 'shasum -a 256')}</code>",
        links.to(addresses.ALL_FACTS, addresses.ALL_FACTS, css="file"),
    )
    return f'\n<p class="quiet">{told}</p>'


def _offered(record: ReleaseRecord) -> Iterator[ReleaseFile]:
    for name in (archive_name(str(record.name)), *OFFERED):
        file = record.file(name)
        if file is not None:
            yield file


def _download(record: ReleaseRecord, file: ReleaseFile, releases: Releases, links: Links) -> str:
    name = str(record.name)
    address = addresses.release_file(name, file.name)
    href = links.href(address) if name == releases.here else text(_beside(links, name, address))
    return f'<a class="file" href="{href}">{text(file.name)}</a> <small>{html.size(file.bytes)}</small>'


def _beside(links: Links, release: str, address: str) -> str:
    """The address of something in the portal of another release, which stands beside this one."""
    return f"{addresses.relative(links.here, '')}../{release}/{address}"
