"""One page of the portal as a Markdown file that is a title and a body of finished HTML."""

from __future__ import annotations

import json
from dataclasses import dataclass

from mingzhang.site import addresses
from mingzhang.site.html import flat, link, text

VERBATIM = "<!-- mingzhang: html -->"
"""Marks a page whose body is finished HTML (see `mingzhang.site.verbatim`)."""

Crumb = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """`address` as in `addresses`; `title` and `description` are plain text, `body` is HTML.

    `crumbs` are the pages above: their titles and addresses, without home. `script` is a file of the
    portal that this page alone needs.
    """

    address: str
    title: str
    description: str
    body: str
    crumbs: tuple[Crumb, ...] = ()
    wide: bool = False
    script: str = ""

    @property
    def path(self) -> str:
        """The Markdown file under `docs_dir`."""
        return f"{self.address}index.md"

    def markdown(self) -> str:
        """Front matter and body; titles are escaped, since templates print them as they are."""
        meta = [
            f"title: {json.dumps(flat(self.title), ensure_ascii=False)}",
            f"description: {json.dumps(flat(self.description), ensure_ascii=False)}",
            *(["body_class: wide"] if self.wide else []),
            *([f"script: {self.script}"] if self.script else []),
        ]
        return "\n".join(
            ["---", *meta, "---", VERBATIM, '<div class="page">', self._crumbs() + self.body, "</div>", ""]
        )

    def _crumbs(self) -> str:
        if not self.crumbs:
            return ""
        steps = (("首页", addresses.HOME), *self.crumbs)
        links = Links(self.address)
        entries = "".join(f"<li>{links.to(address, flat(title))}</li>" for title, address in steps)
        return f'<nav class="crumbs" aria-label="位置"><ol>{entries}</ol></nav>\n'


class Links:
    """Links from one address: what a page's writer needs before the page exists."""

    def __init__(self, here: str) -> None:
        self.here = here

    def href(self, there: str, anchor: str = "") -> str:
        """The relative address, ready for an attribute."""
        return text(addresses.relative(self.here, there, anchor))

    def to(self, there: str, inner: str, anchor: str = "", *, title: str = "", css: str = "") -> str:
        """A link; `inner` is HTML."""
        return link(addresses.relative(self.here, there, anchor), inner, title=title, css=css)
