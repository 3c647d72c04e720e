"""How printed Chinese text is compared: without layout spaces, in one form of brackets and quotes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from mingzhang.ground.amounts import strip_markup

_HEADING = re.compile(r"^\s*#{1,6}\s*")
_SPACES = re.compile(r"\s+")
_INNER = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")
INSTITUTION = (
    r"(局|厅|委|办|办公室|中心|站|所|院|队|学校|中学|小学|幼儿园|馆|委员会|政府|法院|检察院|部|处|科|室"
    r"|协会|联合会|总工会|公司|园|场|社|团委|联社|支队|大队|段|台|校|党校|档案馆|基地|机关|本级)"
)
"""How the names of departments and units end."""
_QUOTES = str.maketrans("", "", "“”\"'‘’「」『』")
_ORDINAL = r"(?:[一二三四五六七八九十百]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.．、](?!\d)|[①-⑳])"
_ENUMERATOR = re.compile(rf"^(?:{_ORDINAL}|其中[:：]\s*{_ORDINAL}?)")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """For comparing only: no markup, white space or quotation marks; NFKC (so （ and ( are the same)."""
    text = strip_markup(_HEADING.sub("", text))
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).translate(_QUOTES)


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """For publishing: no markup, no white space that line breaks left between Chinese characters."""
    text = strip_markup(_HEADING.sub("", text))
    return _INNER.sub("", text) if " " in text or "\u3000" in text or "\xa0" in text else text


@lru_cache(maxsize=65536)
def split_enumerator(label: str) -> tuple[str, str]:
    """`一、一般公共预算` → (`一、`, `一般公共预算`); without an enumerator the first part is empty."""
    match = _ENUMERATOR.match(label)
    return (match.group(), label[match.end() :].strip()) if match else ("", label)


@lru_cache(maxsize=65536)
def bare_label(label: str) -> str:
    """A label for comparing, without its enumerator (taken off first: folding turns `①` into a digit)."""
    return fold(split_enumerator(clean(label))[1])
