"""Numbers as automatic numbering prints them (ECMA-376 part 1, 17.18.59, ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ((1000, "千", "仟"), (100, "百", "佰"), (10, "十", "拾"))
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def counted(value: int, kind: str) -> str:
    """A number in the way a format names; formats that no Chinese document uses are printed as digits."""
    return _KINDS.get(kind, str)(value)


def chinese(value: int, *, legal: bool = False) -> str:
    """一, 十, 十一, 二十, 一百零一; `legal` with the digits of cheques, where ten is 壹拾."""
    if not 0 < value < 10_000:
        return str(value)
    digits, text, skipped = _LEGAL if legal else _DIGITS, "", False
    for unit, plain, formal in _UNITS:
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if skipped and text else "") + digits[digit] + (formal if legal else plain)
        skipped = not digit
    if value:
        text += ("零" if skipped and text else "") + digits[value]
    return text[1:] if text.startswith("一十") else text


def _digital(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _from(first: str, most: int) -> Callable[[int], str]:
    """Signs that stand one after another in Unicode."""
    return lambda value: chr(ord(first) + value - 1) if 0 < value <= most else str(value)


def _circled(value: int) -> str:
    if 20 < value <= 35:
        return chr(0x3251 + value - 21)
    return _from("①", 20)(value)


def _of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _letters(value: int) -> str:
    """a … z, aa, bb, …"""
    if not 0 < value <= 780:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for unit, letters in _ROMAN:
        count, value = divmod(value, unit)
        text += letters * count
    return text


def _full_width(value: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(value)) if value >= 0 else str(value)


_KINDS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting"), chinese),
    "taiwaneseCountingThousand": chinese,
    "chineseLegalSimplified": lambda value: chinese(value, legal=True),
    "ideographDigital": _digital,
    "taiwaneseDigital": _digital,
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "none": lambda _: "",
}
