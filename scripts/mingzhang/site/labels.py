"""Names, units and notes of documents as readers of either language see them.

English terms come from reviewed data only: the code lists (`name_en`) and `schemas/codes/names_en.csv`. A name
without one stays Chinese; the printed name is always shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Protocol

from mingzhang.checks.base import Label, label_in
from mingzhang.codes import Scheme, load_codes, normalise_name
from mingzhang.codes.published_lists import read_rows
from mingzhang.forms.wording import HEAD_NOTES, WORDING
from mingzhang.ground.amounts import MONEY_UNITS
from mingzhang.site import words
from mingzhang.site.html import mixed, text
from mingzhang.site.language import Speaker

_SIDE_OTHERWISE = (("前一个数", "First figure"), ("后一个数", "Second figure"))
"""What a side is called that the ledger does not name."""
_SCHEMES: tuple[Scheme, ...] = ("functional", "dept_economic", "gov_economic", "revenue")
_ORDINAL = re.compile(
    r"^(?:其中[:：]?)?(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、]?(?=[一-鿿]))?"
)


class Amount(Protocol):
    """A printed amount with its value in 元 (empty for a count)."""

    @property
    def unit(self) -> str:
        """As printed."""

    @property
    def yuan(self) -> str:
        """Exact, or nothing."""


@cache
def _names() -> Mapping[str, str]:
    """Every name that has an English term; no name has one in both places."""
    found = {row["name"]: row["name_en"] for row in read_rows("names_en")}
    for scheme in _SCHEMES:
        for code in load_codes(scheme).values():
            if code.name_en:
                found.setdefault(code.name, code.name_en)
    return {normalise_name(name): english for name, english in found.items()}


def english_name(printed: str) -> str:
    """The usual English term for a printed name, or nothing; ordinals before it do not matter."""
    name = normalise_name(printed)
    return _names().get(name) or _names().get(_ORDINAL.sub("", name), "")


def named(say: Speaker, printed: str, before: str = "") -> str:
    """A printed name as HTML; in English under the English term, where there is one. `before`: an ordinal."""
    shown = f"{text(before)}{text(printed)}"
    english = english_name(printed) if say.lang == "en" else ""
    return f'{text(english)} <small class="printed" lang="zh">{shown}</small>' if english else say.zh(shown)


def unit(say: Speaker, printed: str) -> str:
    """A unit of measure, explained where it is Chinese on an English page: `万元 (10,000 yuan)`."""
    english = words.UNIT_EN.get(printed) if say.lang == "en" else None
    return f"{say.zh(text(printed))} ({english})" if english else short_unit(say, printed)


def short_unit(say: Speaker, printed: str) -> str:
    """The printed unit alone, where it has been explained or `in_yuan` stands beside it."""
    return text(printed) if printed.isascii() else say.zh(text(printed))


def in_yuan(say: Speaker, amount: Amount) -> str:
    """`= 12,345,600 yuan` for English readers, who do not count in 万; nothing in Chinese or for a count."""
    told = yuan(amount) if say.lang == "en" and amount.unit != "元" else ""
    return f'<small class="yuan">= {told} yuan</small>' if told else ""


def yuan(amount: Amount) -> str:
    """`12,345,600`, exact; nothing where the amount is no money."""
    if not amount.yuan or amount.unit not in MONEY_UNITS:
        return ""
    return f"{Decimal(amount.yuan):,f}".removesuffix(".00")


@cache
def _notes() -> Mapping[str, str]:
    return {
        **{zh: en for zh, en in WORDING.values() if zh},
        **{zh: en for en, zh in HEAD_NOTES.items()},
    }


def side(say: Speaker, label: Label, place: int) -> str:
    """What a side (0 the first, 1 the second) of a comparison is called, as HTML; what is printed stays quoted."""
    if not label:
        return say.of(_SIDE_OTHERWISE[place])
    if say.lang == "zh":
        return text(label_in(label, "zh"))
    named = f"“{label}”" if isinstance(label, str) else label.en
    return mixed(f"{named[:1].upper()}{named[1:]}")


def note(say: Speaker, zh: str) -> str:
    """A note on a form, which packages keep in Chinese; a part without known English stays Chinese."""
    if say.lang == "zh":
        return text(zh)
    return "; ".join(mixed(_notes().get(part, part)) for part in zh.split("；"))


def quoted(say: Speaker, value: str) -> str:
    """What a document says in a cell: numbers and Latin as they are, Chinese marked, a printed grade explained."""
    if value.isascii():
        return text(value)
    english = next((en for zh, en in words.GRADE.values() if zh == value), "") if say.lang == "en" else ""
    return say.zh(text(value)) + (f" <small>({english})</small>" if english else "")


def level(say: Speaker, printed: str, rank: int) -> str:
    """A first or second (`rank`) level of an indicator: `Outputs`, `quantity`."""
    english = words.LEVELS_EN.get(printed) if say.lang == "en" else None
    if english is None:
        return say.zh(text(printed))
    return english.capitalize() if rank == 1 else english.lower()
