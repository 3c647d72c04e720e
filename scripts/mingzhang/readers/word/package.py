"""The parts of a document, within limits of count, ratio and depth too."""

from __future__ import annotations

import zipfile
from xml.etree.ElementTree import Element

from mingzhang.readers.office.package import Kind
from mingzhang.readers.office.package import Package as OfficePackage

DOCUMENT = Kind("document", "DOCX")

MOST_PARTS = 10_000
MOST_RATIO, FREE_BYTES = 200, 16 * 1024 * 1024
"""How many times larger than its packed bytes a document may become, once it is larger than the second number."""

_PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MOST_DEPTH = 120
"""Elements within elements; a text box in a nested table has about thirty."""


class Package(OfficePackage):
    """The archive of one document. Raises `DisclosureError` where it breaks a limit or is encrypted."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        super().__init__(DOCUMENT, name, archive)
        parts = archive.infolist()
        size, packed = sum(one.file_size for one in parts), sum(one.compress_size for one in parts)
        if any(one.flag_bits & 1 for one in parts):
            message = "the document is protected by a password"
            raise self.refusal("read-encrypted", message, "a document without password")
        if any(one.compress_type not in _PACKING for one in parts):
            message = "a part is packed in a way that no document has"
            raise self.refusal(DOCUMENT.code, message, "parts deflated or stored")
        if size > FREE_BYTES and size > packed * MOST_RATIO:
            message = f"the document has {size} bytes when it is unpacked"
            raise self.refusal("read-too-large", message, f"at most {MOST_RATIO} times its packed bytes")
        if len(parts) > MOST_PARTS:
            message = f"the document has {len(parts)} parts"
            raise self.refusal("read-too-large", message, f"at most {MOST_PARTS}")

    def root(self, path: str) -> Element:
        """The XML of a part."""
        root = super().root(path)
        if _is_deep(root):
            message = f"elements within more than {MOST_DEPTH} others"
            raise self.refusal("read-docx-depth", message, "a document of tables")
        return root

    def linked(self, path: str, kind: str) -> Element | None:
        """The XML of the first part of a kind that another one refers to, if it is there."""
        found = self.target(path, kind)
        return self.root(found) if found in self.paths else None


def _is_deep(root: Element) -> bool:
    level = [root]
    for _ in range(MOST_DEPTH):
        level = [below for element in level for below in element]
        if not level:
            return False
    return True
