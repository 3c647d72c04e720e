"""The page that stands for all pages of a retired release: what was removed, what is still there, and where."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingzhang.feeds.published import FORMATS
from mingzhang.packages.model import NAME
from mingzhang.site import html
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Pair, Speaker
from mingzhang.site.pages.releases import CHECKING
from mingzhang.site.standalone import Frame, leading_page

_ABOUT = (
    "这个版本的网页已移除，数据没有：全部下载文件仍在原来的地址，校验值不变，引用继续有效。",
    "The pages of this release were removed, its data were not: every file is at the address it always had, with the "
    "same checksum, so that citations still hold.",
)
_WITHDRAWN = (
    "这个版本的网页已移除；有的数据已撤下，合并全部数据的文件也因此一并撤下。其他文件仍在原来的地址，校验值不变。",
    "The pages of this release were removed, and some data were withdrawn; the files that held all data together went "
    "with them. Every other file is at the address it always had, with the same checksum.",
)
_CHECK = (
    "校验：把文件与 SHA256SUMS 放在同一文件夹，运行 ",
    "To check files, put them beside SHA256SUMS and run ",
)


@dataclass(frozen=True, slots=True)
class Retired:
    """A release and what is left of it: its catalog, the paths kept with their sizes in bytes, the styles kept.

    `withdrawn` are packages whose files were removed.
    """

    name: str
    catalog: Mapping[str, Any]
    kept: tuple[str, ...]
    styles: tuple[str, ...]
    sizes: Mapping[str, int]
    withdrawn: frozenset[str] = frozenset()

    @property
    def about(self) -> Pair:
        """What happened to it."""
        return _WITHDRAWN if self.withdrawn else _ABOUT

    @property
    def title(self) -> Pair:
        """The heading of the page that stands for it."""
        if self.withdrawn:
            return f"{self.name}：网页已移除，部分数据已撤下", f"{self.name}: pages removed, some data withdrawn"
        return f"{self.name}：网页已移除，数据仍在", f"{self.name}: pages removed, data still here"


def tombstone(retired: Retired, lang: Lang) -> bytes:
    """The page itself, at the top of the release and, in English, under `en/`."""
    say, root = Speaker(lang), "../" if lang == "en" else ""
    title = say.of(retired.title)
    styles = sorted((path for path in retired.styles if path.endswith(".css")), key=lambda path: "portal" in path)
    frame = Frame(root, say("en/", "../"), styles)
    about = f"<h1>{text(title)}</h1>\n<p>{say.of(retired.about)}</p>"
    body = "\n".join(filter(None, (about, _today(retired, root, say), *_lists(retired, root, say))))
    return frame.page(title, say.of(retired.about), body, lang)


def leading(retired: Retired, path: str) -> bytes:
    """What stands at the address of a page that was removed; `path` from the top of the release."""
    lang: Lang = "en" if path.startswith("en/") else "zh"
    top = "en/" if lang == "en" else ""
    here = posixpath.dirname(path)
    up = posixpath.relpath(top or ".", here or ".")
    parts = path.split("/")
    package = next((part for part in parts if NAME.fullmatch(part)), "")
    anchor = f"#{package}" if package else ""
    return leading_page(f"{up}/{anchor}", Speaker(lang).of(retired.title), lang)


def _today(retired: Retired, root: str, say: Speaker) -> str:
    latest = f"{root}../latest/{say('', 'en/')}"
    newest = html.link(latest, say("最新版本的网页", "the pages of the newest release"))
    all_of_them = html.link(f"{latest}releases/#{retired.name}", say("这个版本的变更记录", "what this release changed"))
    return f"<p>{say('另见：', 'See also: ')}{say.listed((newest, all_of_them))}{say('。', '.')}</p>"


def _lists(retired: Retired, root: str, say: Speaker) -> Iterator[str]:
    own = f"releases/{retired.name}/"
    whole = [path for path in retired.kept if path.startswith(own)]
    general = [path for path in retired.kept if path.startswith("data/") and path.count("/") == 1]
    general += [path for path in retired.kept if "/" not in path]
    command = f"<code>{CHECKING}</code>{say('。', '.')}"
    yield f"<h2>{say('整个版本', 'The whole release')}</h2>\n{_files(retired, whole, root)}" if whole else ""
    yield f"<p>{say.of(_CHECK)}{command}</p>" if whole else ""
    yield f"<h2>{say('全部数据', 'All data')}</h2>\n{_files(retired, general, root)}" if general else ""
    yield f"<h2>{say('各份公开文档', 'Each disclosure')}</h2>"
    yield from (_package(retired, package, root, say) for package in retired.catalog.get("packages", ()))


def _files(retired: Retired, paths: Sequence[str], root: str) -> str:
    return html.items((_file(retired, path, root) for path in paths), "files")


def _file(retired: Retired, path: str, root: str, shown: str = "") -> str:
    name = shown or path.rpartition("/")[2]
    return (
        f'<a class="file" href="{text(root + path)}">{text(name)}</a> <small>{html.size(retired.sizes[path])}</small>'
    )


def _package(retired: Retired, package: Mapping[str, Any], root: str, say: Speaker) -> str:
    """One disclosure with its files; a name that is none is shown and leads nowhere."""
    name, title = str(package.get("name", "")), say.zh(text(str(package.get("title", ""))))
    if not NAME.fullmatch(name):
        return f"<section>\n<h3>{title}</h3>\n</section>"
    folder = f"data/{name}/"
    paths = [path for path in retired.kept if path.startswith(folder) and "/" not in path.removeprefix(folder)]
    paths += [path for path in (f"{folder}data/facts.csv",) if path in retired.kept]
    files = " · ".join(_file(retired, path, root, _format(path, name)) for path in paths)
    if name in retired.withdrawn:
        files = say("这个版本的文件已撤下。", "Its files of this release were withdrawn.")
    today = html.link(f"{root}../latest/{say('', 'en/')}d/{name}/", say("今日网页", "its page today"))
    version = say(f"版本 {package.get('version', '')}", f"version {package.get('version', '')}")
    return (
        f'<section id="{name}">\n<h3>{title}</h3>\n'
        f"<p><code>{name}</code> {text(version)} · {today}</p>\n<p>{files}</p>\n</section>"
    )


def _format(path: str, package: str) -> str:
    """What a file that bears the name of its package is called: `ZIP`; blank for any other."""
    stem, _, ending = path.rpartition("/")[2].partition(".")
    return FORMATS.get(ending, (ending,))[0] if stem == package else ""
