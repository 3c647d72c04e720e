"""A whole document: its sections with their running heads, then its footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.source import Locator, Mark, MarkKind
from mingzhang.readers.office.xml import attribute, child, named, tag, toggle, told
from mingzhang.readers.port import Reading
from mingzhang.readers.word.blocks import blocks
from mingzhang.readers.word.flow import Flow
from mingzhang.readers.word.numbering import Numbering
from mingzhang.readers.word.package import Package
from mingzhang.readers.word.styles import Styles

_WORDS = re.compile(r"[^\W\d_第页共]")
_ON_THE_SAME_PAGE = ("continuous", "nextColumn")
_RUNNING: tuple[tuple[str, MarkKind], ...] = (("headerReference", "header"), ("footerReference", "footer"))


def read_document(package: Package) -> Reading:
    """The reading of the document that a package holds. Raises `DisclosureError` (`read-no-text`), ValueError."""
    main = package.target("", "officeDocument")
    body = child(package.root(main), "body")
    if body is None:
        raise ValueError("it has no body")
    flow = _flow(package, main)
    sections = _sections(body)
    _Sections(package, main, flow, sections).write(body)
    _write_notes(package, main, flow)
    flow.finish()
    if any(path.rpartition("/")[2].lower() == "vbaproject.bin" for path in package.paths):
        flow.marks.append(Mark(Locator(1), "hidden", note="macros, neither read nor run"))
    _refuse_no_text(package.name, flow)
    return Reading("\n".join([*flow.lines, ""]), marks=tuple(sorted(flow.marks, key=lambda mark: mark.locator)))


def _flow(package: Package, main: str) -> Flow:
    styles = Styles(package.linked(main, "styles"))
    return Flow(package, main, styles, Numbering(package.linked(main, "numbering"), styles))


def _sections(body: Element) -> list[Element]:
    """What is said of each section, where it ends: in its last paragraph, of the last one in the body."""
    ends = [child(block, "pPr", "sectPr") for block in blocks(body) if tag(block) == "p"]
    return [one for one in (*ends, child(body, "sectPr")) if one is not None]


class _Sections:
    """Writes the body section by section."""

    def __init__(self, package: Package, main: str, flow: Flow, sections: Sequence[Element]) -> None:
        self.package, self.flow, self.sections = package, flow, sections
        self.links = package.links(main)
        settings = package.linked(main, "settings")
        self.has_even = toggle(settings, "evenAndOddHeaders") is True
        self.told: set[str] = set()

    def write(self, body: Element) -> None:
        """All blocks, and a page break where a section begins on a page of its own."""
        number = 0
        self._running(number)
        for block in blocks(body):
            self.flow.block(block)
            if tag(block) == "p" and child(block, "pPr", "sectPr") is not None:
                number += 1
                if number < len(self.sections) and told(self.sections[number], "type") not in _ON_THE_SAME_PAGE:
                    self.flow.break_page()
                self._running(number)
        self.flow.close()

    def _running(self, number: int) -> None:
        """Running heads and feet stand beside the text: noted, each once, where its first section begins."""
        if number >= len(self.sections):
            return
        section = self.sections[number]
        for name, kind in _RUNNING:
            for one in (part for part in section if tag(part) == name):
                link = self.links.get(attribute(one, "id"))
                if link is None or link.path in self.told or not self._is_shown(section, attribute(one, "type")):
                    continue
                self.told.add(link.path)
                self._note(link.path, kind)

    def _is_shown(self, section: Element, kind: str) -> bool:
        if kind == "first":
            return toggle(section, "titlePg") is True
        return kind != "even" or self.has_even

    def _note(self, path: str, kind: MarkKind) -> None:
        if path not in self.package.paths:
            return
        aside = Flow(self.package, path, self.flow.styles, Numbering(None, self.flow.styles))
        aside.write(self.package.root(path))
        aside.finish()
        text = "；".join(line for line in aside.lines if _WORDS.search(line))
        if text:
            self.flow.marks.append(Mark(Locator(max(1, len(self.flow.lines))), kind, note=text))


def _write_notes(package: Package, main: str, flow: Flow) -> None:
    """Footnotes and endnotes that the text refers to, below it; a paragraph of them is a line."""
    met = list(dict.fromkeys(flow.notes))
    if not met:
        return
    found = dict(_notes(package, main))
    flow.break_page()
    for key in met:
        if key in found:
            flow.write(found[key])
    flow.close()


def _notes(package: Package, main: str) -> Iterator[tuple[tuple[str, str], Element]]:
    for kind in ("footnote", "endnote"):
        root = package.linked(main, f"{kind}s")
        for one in () if root is None else named(root, kind):
            yield (kind, attribute(one, "id")), one


def _refuse_no_text(name: str, flow: Flow) -> None:
    if any(line.strip() for line in flow.lines):
        return
    pictures = any(mark.mark == "picture" for mark in flow.marks)
    message = "the document holds pictures, no text" if pictures else "the document holds no text"
    remedy = "give the document that the pictures were made from, or its text"
    raise DisclosureError("read-no-text", message, name, None, "the text of a disclosure", remedy)
