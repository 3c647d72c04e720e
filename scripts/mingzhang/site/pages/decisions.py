"""The list of design decisions: the hand-written files of `decisions/`, by number."""

from __future__ import annotations

from pathlib import Path

from mingzhang.site import addresses, html
from mingzhang.site.html import text
from mingzhang.site.page import Links, Page


def decisions_page(docs: Path) -> Page:
    """Links to every decision that was copied into the docs folder, with its first heading."""
    links = Links(addresses.DECISIONS)
    entries = [
        links.to(f"{addresses.DECISIONS}{path.stem}/", text(_title(path)))
        for path in sorted((docs / "decisions").glob("*.md"))
        if path.stem != "index"
    ]
    body = (
        "<h1>设计决定</h1>\n<p>为什么这样做：每个决定一页，写下选择、理由与代价。</p>\n" + html.items(entries)
        if entries
        else "<h1>设计决定</h1>\n<p>还没有。</p>"
    )
    return Page(addresses.DECISIONS, "设计决定", "为什么这样做。", body)


def _title(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((line.removeprefix("# ").strip() for line in lines if line.startswith("# ")), path.stem)
