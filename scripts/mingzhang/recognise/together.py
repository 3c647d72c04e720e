"""Whether several files are one disclosure: what each says of itself must not contradict another.

A file that says nothing (tables without a cover) goes with any. Compared is only what is said loudly: kind, year and
scope, and the names of two covers; captions use short names too freely.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.joined import split_files
from mingzhang.ground.source import Source
from mingzhang.recognise.identity.agency import is_same_agency
from mingzhang.recognise.identity.gathering import gather
from mingzhang.recognise.identity.model import Evidence, normalise_agency
from mingzhang.recognise.identity.title import main_cover

_WHAT = {"kind": "kind", "year": "fiscal year", "scope": "scope", "name": "name"}


@dataclass(frozen=True, slots=True)
class _Said:
    """One thing that a file says of itself, on which of its own lines, and how many lines stand before the file."""

    file: str
    value: str
    line: int
    before: int


def check_together(source: Source) -> None:
    """Refuse files that are two disclosures with `convert-two-disclosures`; one file is always together."""
    if len(source.originals) < 2:
        return
    first: dict[str, _Said] = {}
    for what, said in _said_in_files(source):
        known = first.setdefault(what, said)
        if not _agree(what, known.value, said.value):
            message = (
                f"{known.file} (line {known.line}) says {known.value} and {said.file} says {said.value}: "
                f"two disclosures, of another {_WHAT[what]} each"
            )
            remedy = "convert each without --together, or leave out the file that does not belong to it"
            expected = "files of one disclosure"
            line = said.before + said.line
            raise DisclosureError("convert-two-disclosures", message, said.file, line, expected, remedy)


def _said_in_files(source: Source) -> Iterator[tuple[str, _Said]]:
    before = 0
    for original, text in zip(source.originals, split_files(source.text)[0], strict=True):
        for what, evidence in _said_by(Source(text, (original,))).items():
            if evidence is not None:
                yield what, _Said(original.file_name, evidence.value, evidence.line or 1, before)
        before += text.count("\n") + 1


def _said_by(source: Source) -> dict[str, Evidence | None]:
    """What the cover says, or where there is none, what all titles of tables do."""
    found = gather(source)
    cover = main_cover(found)
    if cover is not None:
        return {"kind": cover.kind, "year": cover.year, "scope": cover.scope, "name": cover.name}
    kinds, years = found.title_kinds, found.title_years
    return {
        "kind": kinds.evidence(next(iter(kinds)), "table titles") if len(kinds.counted) == 1 else None,
        "year": years.evidence(next(iter(years)), "table titles") if len(years.counted) == 1 else None,
    }


def _agree(what: str, one: str, other: str) -> bool:
    return is_same_agency(normalise_agency(one), normalise_agency(other)) if what == "name" else one == other
