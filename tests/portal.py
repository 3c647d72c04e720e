"""Builds the portal for tests, and reads built pages."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from mingzhang.site.assemble import assemble_site

REPOSITORY = Path(__file__).parents[1]
PACKAGES = REPOSITORY / "datapackage"
WRITTEN = REPOSITORY / "site_src"

_CONFIG = """\
INHERIT: {inherit}
docs_dir: {docs}
site_dir: {site}
theme:
  custom_dir: {overrides}
"""


def build_site(root: Path, folder: Path, *, reported: frozenset[str] = frozenset()) -> Path:
    """Assemble and build the portal of the packages under `root`; returns the site's folder.

    `reported` are the codes of errors that must be reported, no more and no fewer.
    """
    docs, site = folder / "docs", folder / "site"
    report = assemble_site(root, WRITTEN, docs)
    assert {error.code for error in report.errors} == reported, report.errors
    config = folder / "mkdocs.yml"
    config.write_text(
        _CONFIG.format(inherit=REPOSITORY / "mkdocs.yml", docs=docs, site=site, overrides=WRITTEN / "overrides"),
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)],
        capture_output=True,
        text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr, done.stderr
    return site


@dataclass
class Element:
    """A start tag with its attributes and the text up to its end tag, without the signs of findings inside it."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""


@dataclass
class Built:
    """A built page: its elements in order, by id, and its bytes."""

    path: Path
    size: int
    elements: list[Element] = field(default_factory=list)
    by_id: dict[str, Element] = field(default_factory=dict)


class _Reader(HTMLParser):
    VOID = frozenset({"meta", "link", "img", "br", "input", "wbr", "path", "circle", "hr"})

    def __init__(self, page: Built) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs))
        self.page.elements.append(element)
        if name := element.attributes.get("id"):
            assert name not in self.page.by_id, f"{self.page.path}: id {name} twice"
            self.page.by_id[name] = element
        if tag not in self.VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"{self.page.path}: </{tag}> at {self.getpos()}"
        assert self.open[-1].tag == tag, f"{self.page.path}: </{tag}> at {self.getpos()}"
        ended = self.open.pop()
        is_sign = "concern" in (ended.attributes.get("class") or "").split()
        if self.open and not is_sign:
            self.open[-1].text += ended.text

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.open:
            self.open[-1].text += data


def read_built(path: Path) -> Built:
    """Parse a built page; tags that are not closed in order are a failure."""
    data = path.read_bytes()
    page = Built(path, len(data))
    reader = _Reader(page)
    reader.feed(data.decode())
    assert not reader.open, f"{path}: <{reader.open[-1].tag}> is never closed"
    return page
