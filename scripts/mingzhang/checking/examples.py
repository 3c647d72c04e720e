"""The examples of the checks: a small invented document around each, and what the check says of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from mingzhang.checking.published import published_of
from mingzhang.checks import Check, Example, Finding
from mingzhang.checks.years import Pair, PairFinding, YearCheck, compare_packages
from mingzhang.convert.pipeline import convert_source
from mingzhang.ground.privacy import mask, masked_places
from mingzhang.ground.source import Original, Source
from mingzhang.readers.canonical import canonicalise
from mingzhang.recognise.identity import Overrides

AGENCY = "示例县档案馆"
YEAR = 2023
_FILE = "example.txt"
_OVERRIDES = Overrides(division="350128", agency="099")
_FRAME = {
    "budget": (
        f"{AGENCY}\n{YEAR}年度部门预算\n",
        "第一部分 概况\n",
        f"第二部分 {YEAR}年部门预算报表\n",
        f"第三部分 {YEAR}年度部门预算情况说明\n",
        "第四部分 名词解释\n",
    ),
    "final": (
        f"{AGENCY}\n{YEAR}年度部门决算\n",
        "第一部分 概况\n",
        f"第二部分 {YEAR}年度部门决算表\n",
        f"第三部分 {YEAR}年度部门决算情况说明\n",
        "第四部分 名词解释\n",
    ),
}


def document_of(example: Example, year: int = YEAR) -> str:
    """The whole text of an example of a year: its pieces in their parts, or its own document."""
    if example.document:
        return _plain(example.document)
    frame = (part.replace(str(YEAR), str(year)) for part in _FRAME[example.kind])
    cover, overview, tables, narrative, terms = frame
    pieces = (cover, overview, example.overview, tables, example.tables, narrative, example.narrative, terms)
    return "\n".join(_plain(piece) for piece in (*pieces, example.forms) if piece)


def findings_of(check: Check, example: Example) -> list[Finding]:
    """What a check finds in an example, everything that passes included."""
    conversion = convert_source(_source(document_of(example)), _OVERRIDES)
    return [finding for finding in conversion.findings if finding.check == check.code]


def pair_findings_of(check: YearCheck, pair: Pair) -> list[PairFinding]:
    """What a check between disclosures finds in a pair of examples, everything that passes included."""
    sides = ((pair.left, pair.left_year), (pair.right, pair.right_year))
    packages = [published_of(convert_source(_source(document_of(*side)), _OVERRIDES)) for side in sides]
    return [finding for finding in compare_packages(packages).findings if finding.check == check.code]


def _source(text: str) -> Source:
    """The text as a reader hands it on: canonical and masked."""
    data = text.encode()
    masked = mask(canonicalise(text, Path(_FILE)))
    original = Original(_FILE, len(data), hashlib.sha256(data).hexdigest(), "utf-8")
    return Source(masked, (original,), masked_places(masked))


def _plain(piece: str) -> str:
    return piece.replace("⇥", "\t")
