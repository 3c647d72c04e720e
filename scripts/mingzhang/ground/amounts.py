"""Printed numbers to exact values and back: `Decimal` all the way, no float touches an amount."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

NOT_APPLICABLE = "——"
"""How "not applicable" stands in every CSV file (labelled in each schema's `missingValues`)."""

MONEY_UNITS: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
"""Units of money a disclosure may print, as factors to 元."""

CellKind = Literal["blank", "number", "not_applicable", "malformed"]

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,80}>")
_BOLD = re.compile(r"\*{2,3}(?P<text>[^*]+)\*{2,3}")
_SPACE = re.compile(r"[\s\u200b\u3000\xa0]+")
_DASHES = re.compile(r"[-‐‑‒–—―─－]{1,6}|/")
# At most 15 digits before the point and 8 behind it: `Decimal` then computes every amount exactly.
_PLAIN = re.compile(r"[0-9]{1,15}(\.[0-9]{1,8})?|\.[0-9]{1,8}")
_GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3}){1,4}(\.[0-9]{1,8})?")
_NEGATIVE = re.compile(r"-(?P<minus>.+)|\((?P<bracket>[^()]+)\)")
_NUMERIC = re.compile(r"[-+(]?[\d.,]*\d[\d.,]*\)?%?")
_DIGIT = re.compile(r"\d")
_MINUS = str.maketrans({"−": "-", "﹣": "-", "–": "-"})
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－（）", "0123456789.,-()")
"""The only characters of another form that stand in a number; NFKC would also read ² and ① as digits."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell of a standard table holds.

    `printed` is its text without markup and outer white space; `value` is set for numbers only;
    `plain` is false where full-width digits, a bracket or a minus sign had to be understood.
    """

    kind: CellKind
    printed: str
    value: Decimal | None = None
    plain: bool = True


_BLANK = Cell("blank", "")


def strip_markup(text: str) -> str:
    """The text of a cell without tags such as `<b>`, Markdown's `**` and outer white space."""
    if "<" in text:
        text = _TAG.sub("", text)
    text = text.strip()
    bold = _BOLD.fullmatch(text) if text.startswith("**") else None
    return bold["text"].strip() if bold else text


@lru_cache(maxsize=16384)
def parse_cell(text: str) -> Cell:
    """Read one cell; never guesses: what is not exactly a number is `malformed`.

    Thousands separators must stand where they belong (`1,31.62` is malformed); a minus sign or
    accounting brackets make a number negative; dashes alone mean "not applicable".
    """
    printed = strip_markup(text)
    if not printed:
        return _BLANK
    if _PLAIN.fullmatch(printed):
        return Cell("number", printed, Decimal(printed))
    if _DASHES.fullmatch(printed):
        return Cell("not_applicable", printed)
    value = _parse_number(printed.translate(_FULL_WIDTH).translate(_MINUS))
    if value is None:
        return Cell("malformed", printed)
    return Cell("number", printed, value, plain=_parse_number_unsigned(printed) is not None)


def _parse_number(text: str) -> Decimal | None:
    if negative := _NEGATIVE.fullmatch(text):
        inner = _parse_number_unsigned(negative["minus"] or negative["bracket"])
        return None if inner is None else -inner
    return _parse_number_unsigned(text)


def _parse_number_unsigned(text: str) -> Decimal | None:
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return None


@lru_cache(maxsize=16384)
def is_numeric(text: str) -> bool:
    """Whether a cell looks like a number at all, well formed or not (the cells that must be accounted for)."""
    if not text or _DIGIT.search(text) is None:
        return False
    bare = strip_markup(text)
    if not bare or (bare.isascii() and bare[0].isalpha()):
        return False
    folded = _SPACE.sub("", unicodedata.normalize("NFKC", bare)).translate(_MINUS)
    return _NUMERIC.fullmatch(folded) is not None


def to_yuan(value: Decimal, unit: str) -> Decimal:
    """`value` in 元; `unit` must be a key of `MONEY_UNITS`."""
    return value * MONEY_UNITS[unit]


def format_yuan(amount: Decimal) -> str:
    """An amount in 元 as every CSV prints it: plain, at least two decimals, no exponent (`13136200.00`)."""
    exponent = amount.as_tuple().exponent
    assert isinstance(exponent, int), "amounts are finite by construction"
    if exponent > -2:
        amount = amount.quantize(Decimal("0.01"))
    text = f"{amount:f}"
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def format_quantity(value: Decimal) -> str:
    """A count or other number that is not money, plain and without an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
