"""The two languages of the portal: how a page says something in both.

How to write a page (a new kind of page is a module in `pages/`):

1. Give it an address in `addresses` (without a language: English pages stand under `en/` by themselves).
2. Write a function that takes its data and `lang` and returns a `Page`. Make one `Links(address, lang)` and hand
   it to every function below; it knows the language, so a link goes to the page of the same language, or to the
   one that exists (sources, data files).
3. Words of the interface stand side by side where they are used: `say = links.say`, then
   `say("查看原文", "Read the source")`; `say.count(3, "个项目", "project")` minds the plural.
   Words that several pages use are pairs in `words`, said with `say.of(words.KIND["budget"])`.
   Titles of tables, columns and checks come from their schema: `say.title(table)`.
4. What the document says stays Chinese: `say.zh(html)` marks it on English pages (`lang="zh"`), and
   `<th{say.mark}>` marks a whole element; in a link the mark stands inside: `links.to(there, say.zh(name))`.
   `say.mixed(zh, en)` is for messages that quote the document. Never mark what the portal says itself: the tests
   look for Chinese that nobody marked. In attributes (`title`, `aria-label`) nothing can be marked: say them in the
   page's language only.
5. Codes and usual labels: `labels.named` shows the English term, if there is one, above the printed one;
   `labels.unit` explains a unit, `labels.in_yuan` tells 元.
6. Add it to `assemble` (once: it is written in every language), to the kinds of pages in `tests/kinds.py`, and
   if it belongs in the head or foot, as one line `中文 | English` in the `nav` of `mkdocs.yml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from mingzhang.site.html import mixed, text

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = ("zh", "en")
Pair = tuple[str, str]
"""The same in Chinese and in English."""


class Titled(Protocol):
    """A table, a column or a check: something whose schema names it in both languages."""

    @property
    def title(self) -> str:
        """In Chinese."""

    @property
    def title_en(self) -> str:
        """In English."""


class Speaker:
    """Says things in one language."""

    __slots__ = ("lang",)

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def __call__(self, zh: str, en: str) -> str:
        """One of the two."""
        return en if self.lang == "en" else zh

    def of(self, pair: Sequence[str]) -> str:
        """The same for a pair kept in a table of words."""
        return self(*pair)

    def title(self, thing: Titled) -> str:
        """The title of its schema; plain text."""
        return self(thing.title, thing.title_en)

    def count(self, number: int, zh: str, one: str, many: str = "") -> str:
        """`3 个项目`, `3 projects`, `1 project`; large numbers with commas."""
        return self(f"{number:,} {zh}", counted(number, one, many))

    def listed(self, parts: Sequence[str]) -> str:
        """`甲、乙` or `A, B`."""
        return self("、", ", ").join(parts)

    @property
    def mark(self) -> str:
        """The attribute of an element whose content is Chinese whatever the page's language."""
        return self("", ' lang="zh"')

    def zh(self, inner: str) -> str:
        """Chinese HTML (a name, a quotation) on a page of either language."""
        return f'<span lang="zh">{inner}</span>' if self.lang == "en" and inner else inner

    def mixed(self, zh: str, en: str) -> str:
        """A message from data, escaped; what it quotes in Chinese is marked in the English one."""
        return mixed(en) if self.lang == "en" else text(zh)


def counted(number: int, one: str, many: str = "") -> str:
    """`1 package`, `2,000 packages`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
