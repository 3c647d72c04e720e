"""Numbers that identify a person wherever they stand, or behind a label that says so.

Mobile numbers, identity numbers (GB 11643), e-mail addresses; behind their labels also telephone numbers that were
damaged or disguised (spaces, stars, letters for digits), identity numbers of 15 digits or with a wrong check digit,
bank cards and accounts, QQ and WeChat. All rules read a shadow of a line (see `person_labels.SHADOW`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.ground.person_labels import MASK, MOBILE_REST, NO_AMOUNT, Span

_MOBILE = re.compile(  # the left side (nothing, 0, 86 or 0086) is looked at second: faster
    r"1[3-9](?:(?<!\d..)|(?<=0..)(?<!\d0..)|(?<=86..)(?<!\d86..)|(?<=0086..)(?<!\d0086..))(?<![≤≥¥$]..)"
    + MOBILE_REST
    + NO_AMOUNT
)
_IDENTITY = re.compile(
    r"[1-8]\d{5}(?<!\d.{6}) ?"
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?\d{3}[\dXx](?![0-9A-Za-z])"
)
_EMAIL = re.compile(r"(?<![A-Za-z0-9_.%+-])[A-Za-z0-9_.%+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+")
_INTERNATIONAL = re.compile(r"\+86[- ]{0,2}(?P<value>0?[1-9]\d{1,2}[- ]\d{7,8})(?!\d)")

_PUBLIC = "(?<!监督)(?<!举报)(?<!咨询)(?<!服务)(?<!投诉)(?<!公开)(?<!热线)(?<!值班)(?<!报警)(?<!查询)(?<!客服)"
_GAP = " {0,4}"
_PHONE = (
    rf"(?:{_PUBLIC}(?:电{_GAP}话|手{_GAP}机|座{_GAP}机|传{_GAP}真)(?:号码|号)?|联系方式"
    r"|(?<![A-Za-z])(?i:tel|fax|phone|mobile)\.?)"
)
_DIGIT = r"[\dOoIl*×]"
_DISGUISED = re.compile(
    rf"{_PHONE}{_GAP}[:;]{_GAP}(?P<value>(?![48]00)\+?\(?(?=(?:[-() ]{{0,2}}{_DIGIT}){{7}})"
    rf"(?=(?:[-() OoIl*×]*\d){{4}}){_DIGIT}(?:[-() ]{{0,2}}{_DIGIT}){{6,19}})(?![\d.]|{_GAP}[万亿元])"
)
_ASKED = rf"{_GAP}[:;]?{_GAP}\t*"
_LABELLED = (
    re.compile(rf"身份证(?:件)?(?:号码|号)?{_ASKED}(?P<value>\d(?:[- ]?\d){{13,16}}(?:[- ]?[\dXx])?)(?!\d)"),
    re.compile(rf"(?:卡号|[账帐]号|[账帐]户){_ASKED}(?P<value>\d(?:[- ]?\d){{9,27}})(?![\d.])"),
    re.compile(rf"(?<![A-Za-z])[Qq]{{2}}(?:号码|号)?{_ASKED}(?P<value>[1-9]\d{{4,11}})(?![\d.]|{_GAP}[万亿元])"),
    re.compile(
        rf"微{_GAP}信(?:号码|号)?{_GAP}[:;]{_GAP}\t*(?P<value>[A-Za-z][\w-]{{5,19}}|[1-9]\d{{4,11}}(?!\d))", re.ASCII
    ),
)
"""Identity cards (15 digits, dashes, a failing check digit too), bank cards and accounts, QQ, WeChat."""

TRIGGER = re.compile(  # one set of first characters: four times faster than alternatives
    r"[1-8１-８@＠+＋话機机真式身卡账帐QqＱｑ微TtFfPpMm](?:"
    r"(?<=[1-8１-８])[-0-9０-９ .\u00a0\u2002-\u2015\u202f\u2212\u3000\ufe63\uff0d\uff0e]{10}"
    r"|(?<=[@＠+＋话機机真式])|(?<=身)份证|(?<=卡)号|(?<=[账帐])[号户]|(?<=[QqＱｑ])[QqＱｑ]|(?<=微)\s{0,4}信"
    r"|(?<=[Tt])(?i:el)|(?<=[Ff])(?i:ax)|(?<=[Pp])(?i:hone)|(?<=[Mm])(?i:obile))"
)
"""What a line holds if any rule of this module can speak of it; cheap, and never too narrow."""


def number_spans(line: str) -> Iterator[Span]:
    """Every number of a line (its shadow) that identifies a person."""
    for found in _MOBILE.finditer(line):
        yield Span(*found.span())
    for found in _IDENTITY.finditer(line):
        if _is_identity(found.group()):
            yield Span(*found.span())
    if "@" in line:
        for found in _EMAIL.finditer(line):
            yield Span(*found.span())
    for pattern in (_INTERNATIONAL, _DISGUISED, *_LABELLED):
        for found in pattern.finditer(line):
            if MASK not in found["value"]:
                yield Span(*found.span("value"))


def _is_identity(number: str) -> bool:
    """GB 11643-1999; a number "born" since 2000 may be a project code, so its check digit decides."""
    digits = number.replace(" ", "").upper()
    if digits[6:8] == "19":
        return True
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits[:17]))
    return digits[17] == "10X98765432"[total % 11]
