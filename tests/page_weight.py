"""What a page costs to fetch: its own bytes and those of what it names, compressed as servers send them."""

from __future__ import annotations

import gzip
import posixpath
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.portal import Built, read_built

LEVEL = 6
"""What nginx and GitHub Pages compress with, more or less."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Compressed bytes of the page itself and of its styles and scripts, and how many files that is."""

    page: int
    styles_and_scripts: int
    files: int

    @property
    def total(self) -> int:
        """Without images."""
        return self.page + self.styles_and_scripts


def weigh(site: Path, address: str) -> Weight:
    """Weigh one page of a built site, by its address without a query."""
    path = site / address / "index.html"
    named = [_file(site, address, name) for name in _named(read_built(path))]
    return Weight(compressed(path), sum(map(compressed, named)), 1 + len(named))


@cache
def compressed(path: Path) -> int:
    """Bytes of a file after gzip."""
    return len(gzip.compress(path.read_bytes(), LEVEL, mtime=0))


def _named(page: Built) -> list[str]:
    """What the browser fetches at once: styles, scripts, and what these import."""
    found = []
    for element in page.elements:
        if element.tag == "link" and element.attributes.get("rel") in ("stylesheet", "modulepreload"):
            found.append(element.attributes["href"] or "")
        if element.tag == "script" and element.attributes.get("src"):
            found.append(element.attributes["src"] or "")
    return found


def _file(site: Path, address: str, reference: str) -> Path:
    found = site / posixpath.normpath(posixpath.join(address or ".", reference.split("?")[0]))
    assert found.is_file(), f"{address or 'home'} names {reference}, which is not there"
    return found
