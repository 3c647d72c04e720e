"""A Markdown extension that takes a page of finished HTML as one block, unread.

Python-Markdown gives the same output without it, only slower: it would read every tag of every
table. It is also a second wall: what a document says can never be taken for Markdown.
"""

from __future__ import annotations

from markdown import Markdown  # type: ignore[import-untyped]  # ships no types
from markdown.extensions import Extension  # type: ignore[import-untyped]
from markdown.preprocessors import Preprocessor  # type: ignore[import-untyped]

from mingzhang.site.page import VERBATIM

_AFTER_WHITE_SPACE_BEFORE_HTML = 25


class _StashPage(Preprocessor):  # type: ignore[misc]
    def run(self, lines: list[str]) -> list[str]:
        if not lines or lines[0] != VERBATIM:
            return lines
        return [self.md.htmlStash.store("\n".join(lines[1:]))]


class VerbatimExtension(Extension):  # type: ignore[misc]
    """Registers the preprocessor."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Put it before anything looks for HTML."""
        md.preprocessors.register(_StashPage(md), "mingzhang_verbatim", _AFTER_WHITE_SPACE_BEFORE_HTML)


def makeExtension(**options: object) -> VerbatimExtension:
    """The entry point named in `mkdocs.yml`."""
    return VerbatimExtension(**options)
