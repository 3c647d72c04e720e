"""One page of the portal as a Markdown file that is a title and a body of finished HTML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mingzhang.site import addresses
from mingzhang.site.html import flat, link, text
from mingzhang.site.language import Lang, Speaker

VERBATIM = "<!-- mingzhang: html -->"
"""Marks a page whose body is finished HTML (see `mingzhang.site.verbatim`)."""


class Crumb(NamedTuple):
    """A page above: its title (plain text) and address; `is_name` says that the title is Chinese in either language."""

    title: str
    address: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """`address` as in `addresses`; `title` and `description` are plain text, `body` is HTML.

    All are in `lang`. `crumbs` are the pages above, without home. `script` is a module of the
    portal that this page alone needs. `elsewhere` is where the switch of languages leads from a page that exists once.
    `has_feed` says that the portal has a feed of news, which the page then names.
    """

    address: str
    title: str
    description: str
    body: str
    crumbs: tuple[Crumb, ...] = ()
    wide: bool = False
    script: str = ""
    lang: Lang = "zh"
    elsewhere: str = ""
    has_feed: bool = False

    @property
    def path(self) -> str:
        """The Markdown file under `docs_dir`."""
        return f"{addresses.in_language(self.address, self.lang)}index.md"

    def markdown(self, imported: Sequence[str] = ()) -> str:
        """Front matter and body; titles are escaped, since templates print them as they are.

        `imported` are the modules that the script imports: browsers then fetch all at once, not one after the other.
        """
        meta = [
            f"title: {json.dumps(flat(self.title), ensure_ascii=False)}",
            f"description: {json.dumps(flat(self.description), ensure_ascii=False)}",
            *([f"lang: {self.lang}"] if self.lang != "zh" else []),
            *([] if addresses.is_bilingual(self.address) else ["alone: true"]),
            *([f"elsewhere: {self.elsewhere}"] if self.elsewhere else []),
            *(["body_class: wide"] if self.wide else []),
            *([f"script: {self.script}"] if self.script else []),
            *([f"imported: {json.dumps(imported)}"] if imported else []),
            *(["feed: true"] if self.has_feed else []),
        ]
        return "\n".join(
            ["---", *meta, "---", VERBATIM, '<div class="page">', self._crumbs() + self.body, "</div>", ""]
        )

    def _crumbs(self) -> str:
        if not self.crumbs:
            return ""
        links = Links(self.address, self.lang)
        say = links.say
        steps = (Crumb(say("首页", "Home"), addresses.HOME), *self.crumbs)
        entries = "".join(
            f"<li{say.mark if step.is_name else ''}>{links.to(step.address, flat(step.title))}</li>" for step in steps
        )
        return f'<nav class="crumbs" aria-label="{say("位置", "Breadcrumbs")}"><ol>{entries}</ol></nav>\n'


class Links:
    """Links from one page: what its writer needs before the page exists. `say` says things in its language."""

    def __init__(self, here: str, lang: Lang) -> None:
        self.lang = lang
        self.here = addresses.in_language(here, lang)
        self.say = Speaker(lang)

    def _relative(self, there: str, anchor: str) -> str:
        return addresses.relative(self.here, addresses.in_language(there, self.lang), anchor)

    def href(self, there: str, anchor: str = "") -> str:
        """The relative address, ready for an attribute."""
        return text(self._relative(there, anchor))

    def to(self, there: str, inner: str, anchor: str = "", *, title: str = "", css: str = "") -> str:
        """A link to the page of the same language, if there is one; `inner` is HTML."""
        return link(self._relative(there, anchor), inner, title=title, css=css)
