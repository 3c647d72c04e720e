"""The list of design decisions: the hand-written files of `decisions/`, each in the language of its title."""

from __future__ import annotations

import json
import re
from pathlib import Path

from mingzhang.site import addresses, html
from mingzhang.site.html import text
from mingzhang.site.language import Lang
from mingzhang.site.page import Links, Page

_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_SUMMARY = re.compile(r'^<p class="summary" lang="(zh|en)"><strong>[^<]*</strong> (.+)</p>$', re.MULTILINE)
_HAN = re.compile("[\u4e00-\u9fff]")


def front_matter(decision: str) -> str:
    """What a decision needs before its first line to be shown as a page that exists once, in its own language."""
    title = _title(decision)
    lang = _language(title)
    other: Lang = "en" if lang == "zh" else "zh"
    elsewhere = addresses.in_language(addresses.DECISIONS, other)
    told = json.dumps(html.flat(title), ensure_ascii=False)
    return f"---\ntitle: {told}\nlang: {lang}\nalone: true\nelsewhere: {elsewhere}\n---\n\n"


def decisions_page(docs: Path, lang: Lang) -> Page:
    """Links to every decision that was copied into the docs folder, with its first heading."""
    links = Links(addresses.DECISIONS, lang)
    say = links.say
    entries = [_entry(links, path) for path in sorted((docs / "decisions").glob("*.md")) if path.stem != "index"]
    title = say("设计决定", "Design decisions")
    what = say(
        "为什么这样做：每个决定一页，写下选择、理由与代价。全文多为英文，中文摘要在此。",
        "Why things are as they are: one page for each choice, its reasons and its cost.",
    )
    body = f"<h1>{title}</h1>\n<p>{what}</p>\n" + (html.items(entries) if entries else "")
    description = say("为什么这样做。", "Why things are as they are.")
    return Page(addresses.DECISIONS, title, description, body, lang=lang)


def _entry(links: Links, path: Path) -> str:
    decision = path.read_text(encoding="utf-8")
    number, title = path.stem.partition("-")[0], _title(decision) or path.stem
    lang = _language(title)
    mark = f' lang="{lang}"' if lang != links.lang else ""
    summary = summaries(decision).get(links.lang, "")
    told = f'<br><span class="quiet">{summary}</span>' if summary else ""
    shown = title if title.startswith(number) else f"{number} {title}"
    return f"<span{mark}>{links.to(f'{addresses.DECISIONS}{path.stem}/', text(shown))}</span>{told}"


def summaries(decision: str) -> dict[str, str]:
    """The summary in the language the decision is not written in, as HTML by language."""
    return dict(_SUMMARY.findall(decision))


def _title(decision: str) -> str:
    found = _TITLE.search(decision)
    return found[1].strip() if found else ""


def _language(title: str) -> Lang:
    return "zh" if _HAN.search(title) else "en"
