"""The parts of a document: opened within limits of count, size, ratio and depth, and read without entities."""

from __future__ import annotations

import posixpath
import re
import zipfile
from functools import cached_property
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.word.xml import named

MOST_BYTES = 128 * 1024 * 1024
"""All parts of a document, unpacked."""

MOST_PARTS = 10_000
MOST_RATIO, FREE_BYTES = 200, 16 * 1024 * 1024
"""How many times larger than its packed bytes a document may become, once it is larger than the second number."""

_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MOST_DEPTH = 120
"""Elements within elements; a text box in a nested table has about thirty."""

_REMEDY = "open the document, save it again as DOCX, and give that"
_ENTITIES = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)


class Link(NamedTuple):
    """What a part refers to: the kind of the other part and its path."""

    kind: str
    path: str


class Package:
    """The ZIP archive of one document. Raises `DisclosureError` where it breaks a limit or is encrypted."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name, self.archive = name, archive
        parts = archive.infolist()
        size, packed = sum(one.file_size for one in parts), sum(one.compress_size for one in parts)
        if any(one.flag_bits & 1 for one in parts):
            self._refuse("read-encrypted", "the document is protected by a password", "a document without password")
        if any(one.compress_type not in _PACKING for one in parts):
            self._refuse("read-docx", "a part is packed in a way that no document has", "parts deflated or stored")
        if size > MOST_BYTES or (size > FREE_BYTES and size > packed * MOST_RATIO):
            self._refuse("read-too-large", f"the document has {size} bytes when unpacked", f"at most {MOST_BYTES}")
        if len(parts) > MOST_PARTS:
            self._refuse("read-too-large", f"the document has {len(parts)} parts", f"at most {MOST_PARTS}")

    def _refuse(self, code: str, message: str, expected: str) -> None:
        raise DisclosureError(code, message, self.name, None, expected, _REMEDY)

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
        if _ENTITIES.search(data):
            self._refuse("read-docx", "the document declares entities", "XML without a document type")
        root = fromstring(data)  # noqa: S314 -- what declares entities is refused before
        if _is_deep(root):
            self._refuse("read-docx-depth", f"elements within more than {MOST_DEPTH} others", "a document of tables")
        return root

    def links(self, path: str) -> dict[str, Link]:
        """Id → what a part refers to inside the document; what lies outside is left out."""
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

    def linked(self, path: str, kind: str) -> Element | None:
        """The XML of the first part of a kind that another one refers to, if it is there."""
        found = next((link.path for link in self.links(path).values() if link.kind == kind), "")
        return self.root(found) if found in self.paths else None


def _is_deep(root: Element) -> bool:
    level = [root]
    for _ in range(MOST_DEPTH):
        level = [below for element in level for below in element]
        if not level:
            return False
    return True
