"""A number as a spreadsheet displays it (number format codes: ECMA-376 part 1, 18.8.30 and 18.8.31).

Exact: the stored decimal is rounded to the 15 digits a spreadsheet knows, then, half up, to those the format shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    31: 'yyyy"年"m"月"d"日"',
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    49: "@",
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats that files name by number only, as Chinese editions show them."""

_DIGITS_KNOWN = Context(prec=15, rounding=ROUND_HALF_UP)
_GENERAL_WIDTH = 11
_LARGEST_POWER = 308
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<number>[#0?][#0?,]*(?:\.[#0?]*)?,*(?:E[+-]0+)?|\.[#0?]+)|(?P<percent>%)"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|AM/PM|A/P)|(?P<literal>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_CURRENCY = re.compile(r"\$([^-\]]*)")


class _Part(NamedTuple):
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    parts: tuple[_Part, ...]
    condition: tuple[str, Decimal] | None = None

    @property
    def is_date(self) -> bool:
        return any(part.kind == "date" for part in self.parts)


def display(stored: str, code: str, *, from_1904: bool = False) -> str:
    """What a cell shows for a stored number under a format code, without the space that only aligns.

    `from_1904` says that days are counted from 1904 on. Raises `ValueError` where `stored` is no number.
    """
    try:
        value = _DIGITS_KNOWN.create_decimal(stored)
    except ArithmeticError:
        raise ValueError(f"{stored!r} is no number") from None
    if not value.is_finite() or value.adjusted() > _LARGEST_POWER:
        raise ValueError(f"{stored!r} is no number")
    section, is_signed = _choose(_sections(code), value)
    if section.is_date:
        return _date(section, value, from_1904).strip()
    return _number(section, value if is_signed else abs(value)).strip()


def is_date(code: str) -> bool:
    """Whether a format shows days or times."""
    return _sections(code)[0].is_date


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    texts, quoted, at = [""], False, 0
    while at < len(code):
        char = code[at]
        if char == "\\" and not quoted:
            texts[-1] += code[at : at + 2]
            at += 2
            continue
        quoted ^= char == '"'
        if char == ";" and not quoted:
            texts.append("")
        else:
            texts[-1] += char
        at += 1
    return tuple(_section(text) for text in texts)


def _section(text: str) -> _Section:
    parts, condition = [], None
    for found in _TOKEN.finditer(text):
        kind, value = str(found.lastgroup), found[str(found.lastgroup)]
        if kind == "bracket" and (tested := _CONDITION.fullmatch(value)):
            condition = tested[1], Decimal(tested[2])
        parts.append(_Part(kind, value))
    return _Section(tuple(parts), condition)


def _choose(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section, bool]:
    """The section for a value, and whether it shows the sign itself (a section of negative numbers alone does not)."""
    conditional = [section for section in sections if section.condition]
    if conditional:
        for section in conditional:
            assert section.condition is not None
            if _meets(value, *section.condition):
                return section, True
        return next((section for section in sections if section.condition is None), sections[0]), True
    if len(sections) == 1:
        return sections[0], True
    if len(sections) == 2:
        return (sections[0], True) if value >= 0 else (sections[1], False)
    return (sections[0], True) if value > 0 else (sections[1], False) if value < 0 else (sections[2], True)


def _meets(value: Decimal, operator: str, limit: Decimal) -> bool:
    return {
        "<": value < limit,
        ">": value > limit,
        "=": value == limit,
        "<=": value <= limit,
        ">=": value >= limit,
        "<>": value != limit,
    }[operator]


# -- numbers ------------------------------------------------------------------------------------------


def _number(section: _Section, value: Decimal) -> str:
    if any(part.kind == "percent" for part in section.parts):
        value *= 100
    shown, is_placed = [], False
    for kind, text in section.parts:
        if kind == "general" or (kind == "literal" and text == "@"):
            shown.append(general(value))
        elif kind == "number":
            if not is_placed:
                shown.append(_placed(value, text))
            is_placed = True
        elif kind == "bracket":
            currency = _CURRENCY.match(text)
            shown.append(currency[1] if currency else "")
        elif kind == "pad":
            shown.append(" ")
        elif kind == "percent":
            shown.append("%")
        elif kind != "fill":
            shown.append(text)
    return "".join(shown)


def general(value: Decimal) -> str:
    """A number without a format: at most eleven characters wide, as a wide column shows it."""
    text = f"{value.normalize():f}" if value else "0"
    whole, _, fraction = text.lstrip("-").partition(".")
    if len(whole) > _GENERAL_WIDTH:
        return f"{value.normalize():.5E}" if len(whole) > 15 else text.partition(".")[0]
    if fraction and len(whole) + 1 + len(fraction) > _GENERAL_WIDTH:
        rounded = _round(value, max(0, _GENERAL_WIDTH - 1 - len(whole)))
        text = f"{rounded.normalize():f}" if rounded else "0"
    return text


def _placed(value: Decimal, places: str) -> str:
    """The number in its places: `#,##0.00`, `0.0,` (thousands), `0.00E+00`."""
    mantissa, _, exponent = places.partition("E")
    if exponent:
        return _scientific(value, mantissa, exponent)
    whole, point, fraction = mantissa.partition(".")
    scale = len(whole) - len(whole.rstrip(",")) + len(fraction) - len(fraction.rstrip(","))
    whole, fraction = whole.rstrip(","), fraction.replace(",", "")
    rounded = _round(abs(value).scaleb(-3 * scale), len(fraction))
    digits, _, decimals = (f"{rounded:,f}" if "," in whole else f"{rounded:f}").partition(".")
    fewest = sum(char == "0" for char in whole)
    digits = "" if not fewest and digits == "0" else digits.zfill(fewest)
    while decimals and fraction[len(decimals) - 1] in "#?" and decimals.endswith("0"):
        decimals = decimals[:-1]
    sign = "-" if value < 0 and rounded else ""
    return f"{sign}{digits}{point}{decimals}"


def _scientific(value: Decimal, mantissa: str, exponent: str) -> str:
    decimals = len(mantissa.partition(".")[2])
    power = value.adjusted() if value else 0
    head = _round(value.scaleb(-power), decimals)
    return f"{head:f}E{exponent[0] if power >= 0 else '-'}{abs(power):0{len(exponent) - 1}d}".replace("E--", "E-")


def _round(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


# -- days and times -----------------------------------------------------------------------------------

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _date(section: _Section, value: Decimal, from_1904: bool) -> str:
    moment = _moment(value, from_1904)
    if moment is None:
        return general(value)
    shown, before = [], ""
    for index, (kind, text) in enumerate(section.parts):
        if kind == "date":
            following = next((part.text[0].lower() for part in section.parts[index + 1 :] if part.kind == "date"), "")
            is_minute = text[0] in "mM" and (before == "h" or following == "s")
            shown.append(_unit(text, moment, is_minute))
            before = text[0].lower()
        elif kind in ("quoted", "escaped", "literal"):
            shown.append("" if text == "@" else text)
    return "".join(shown)


def _moment(value: Decimal, from_1904: bool) -> datetime | None:
    """Day 1 is 1900-01-01, and day 60 the 29 February that never was: a mistake that spreadsheets keep."""
    if not 0 <= value < 2_958_466:
        return None
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    seconds = int(_round(value % 1 * 86_400, 0))
    return start + timedelta(days=int(value), seconds=seconds)


def _unit(text: str, moment: datetime, is_minute: bool) -> str:
    letter, wide = text[0].lower(), len(text) > 1
    if letter == "y":
        return str(moment.year) if len(text) > 2 else f"{moment.year % 100:02d}"
    if letter == "m" and not is_minute and len(text) > 2:
        return _MONTHS[moment.month - 1]
    units = {"d": moment.day, "h": moment.hour, "s": moment.second, "m": moment.minute if is_minute else moment.month}
    return f"{units[letter]:02d}" if wide else str(units[letter])
