"""Rules about what the commits of a contribution brought, also where a later one took it back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from mingzhang.ground.privacy import find_personal, mask
from mingzhang.review.changed import ChangedFile
from mingzhang.review.history import Past, PastFile, read_objects
from mingzhang.review.rules import MAX_FILE, MAX_TOTAL, Objection, against_file, is_below

_POINTER = b"version https://git-lfs.github.com/spec/"
_DIGEST = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{64}(?![0-9A-Za-z])")
_ADDRESS = re.compile(r"<[^<>\n]{1,200}>$", re.MULTILINE)
"""The address of `Signed-off-by: NAME <ADDRESS>`, which its bearer means to publish."""


def against_past(
    repository: Path, past: Past, root: str, own: frozenset[str], known: frozenset[tuple[str, str]]
) -> Iterator[Objection]:
    """Everything against the commits; `known` are the codes and paths that already stand against what is left.

    `own` names what the project has at its top besides the data: there a maintainer reads, and invented telephone
    numbers are what tests are made of. Everything else may hold a document, and is looked through.
    """
    if past.excess:
        yield Objection("change-history", ".", past.excess)
        return
    if past.size > MAX_TOTAL:
        yield Objection("change-history", ".", f"the commits hold {past.size} bytes; at most {MAX_TOTAL}")
    told = set(known)
    for file in past.files:
        for one in against_file(ChangedFile(file.path, "A", file.mode, file.size), root):
            if (one.code, one.path) not in told:
                told.add((one.code, one.path))
                yield Objection("change-history", one.path, f"commit {file.commit[:12]} holds {one.message}")
    if past.size <= MAX_TOTAL:
        yield from _against_contents(repository, [file for file in past.files if _is_judged(file, root, own)])
    for commit, message in past.messages:
        if find_personal(_ADDRESS.sub("", message)):
            yield Objection("change-personal-data", ".", f"the message of commit {commit[:12]} holds personal data")


def _is_judged(file: PastFile, root: str, own: frozenset[str]) -> bool:
    is_file = file.mode.startswith("100") and file.size <= MAX_FILE
    return is_file and (is_below(file.path, root) or file.path.partition("/")[0] not in own)


def _against_contents(repository: Path, files: Sequence[PastFile]) -> Iterator[Objection]:
    """Each content once, at the first place that has it."""
    first: dict[str, PastFile] = {}
    for file in files:
        first.setdefault(file.blob, file)
        if mask(file.path) != file.path:
            yield Objection("change-personal-data", file.path, "the name of the file holds personal data")
    for blob, content in read_objects(repository, sorted(first)):
        file = first[blob]
        held = f"commit {file.commit[:12]} holds "
        if content.startswith(_POINTER):
            yield Objection("change-pointer", file.path, f"{held}a pointer of Git LFS instead of the file")
        elif (text := _text(content)) is None:
            yield Objection("change-binary", file.path, f"{held}what is no UTF-8 text and cannot be looked through")
        elif places := find_personal(_DIGEST.sub("", text)):
            message = f"{held}personal data on line {places[0].line}; the value is not repeated here"
            yield Objection("change-personal-data", file.path, message)


def _text(content: bytes) -> str | None:
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
