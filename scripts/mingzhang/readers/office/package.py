"""The parts of an Office file (ECMA-376 part 2), within a limit of size, and read without entities."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.office.xml import declares_entities, named

MOST_BYTES = 128 * 1024 * 1024
"""All parts of a file, unpacked; a department's tables take a few megabytes."""

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, ParseError, LookupError, EOFError, NotImplementedError),
    *(RuntimeError, ValueError),
)
"""What a damaged archive, or parts that contradict each other, raise."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is called in refusals, whose code is `read-` and the format."""

    noun: str
    format: str

    @property
    def code(self) -> str:
        """The code of a file that cannot be read."""
        return f"read-{self.format.lower()}"

    def refusal(self, code: str, name: str, message: str, expected: str) -> DisclosureError:
        """A refusal that says what to do."""
        remedy = f"open the {self.noun}, save it again as {self.format}, and give that"
        return DisclosureError(code, message, name, None, expected, remedy)


class Link(NamedTuple):
    """What a part refers to: the kind of the other part and its path."""

    kind: str
    path: str


@contextmanager
def opened(kind: Kind, name: str, data: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive of a file; whatever proves to be broken in it while it is read is told in words."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive
    except _BROKEN as error:
        message = f"the {kind.noun} is damaged: {str(error)[:120]}"
        raise kind.refusal(kind.code, name, message, f"a whole {kind.format} {kind.noun}") from None


class Package:
    """The archive of one file. Raises `DisclosureError` where it breaks a limit."""

    def __init__(self, kind: Kind, name: str, archive: zipfile.ZipFile) -> None:
        self.kind, self.name, self.archive = kind, name, archive
        size = sum(one.file_size for one in archive.infolist())
        if size > MOST_BYTES:
            message = f"the {kind.noun} has {size} bytes when it is unpacked"
            raise self.refusal("read-too-large", message, f"at most {MOST_BYTES}")

    def refusal(self, code: str, message: str, expected: str) -> DisclosureError:
        """A refusal of this file."""
        return self.kind.refusal(code, self.name, message, expected)

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of all parts."""
        return frozenset(self.archive.namelist())

    def read(self, path: str) -> bytes:
        """The bytes of a part. Raises KeyError where it is not there."""
        return self.archive.read(path)

    def root(self, path: str) -> Element:
        """The XML of a part."""
        data = self.read(path)
        if declares_entities(data):
            message = f"the {self.kind.noun} declares entities"
            raise self.refusal(self.kind.code, message, "XML without a document type")
        return fromstring(data)  # noqa: S314 -- what declares entities is refused before

    def links(self, path: str) -> dict[str, Link]:
        """Id → what a part refers to inside the file; what lies outside is left out."""
        folder, file = posixpath.split(path)
        listed = posixpath.join(folder, "_rels", f"{file}.rels")
        if listed not in self.paths:
            return {}
        return {
            one.get("Id", ""): Link(
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
            )
            for one in named(self.root(listed), "Relationship")
            if one.get("TargetMode") != "External"
        }

    def target(self, path: str, kind: str) -> str:
        """The path of the first part of a kind that another one refers to; blank where there is none."""
        return next((link.path for link in self.links(path).values() if link.kind == kind), "")
