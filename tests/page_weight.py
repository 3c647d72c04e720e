"""What a page costs to fetch: its own bytes and those of what it names, compressed as servers send them."""

from __future__ import annotations

import gzip
import posixpath
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.portal import Built, read_built

LEVEL = 6
"""What nginx and GitHub Pages compress with, more or less."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Compressed bytes of the page itself and of its styles and scripts, and which files the first view waits for."""

    page: int
    styles_and_scripts: int
    blocking: tuple[str, ...]
    """Styles and scripts that are no modules: a browser shows nothing before it has them."""
    late: tuple[str, ...]
    """Modules that the page does not name: a browser learns of them only from another module, a journey later."""

    @property
    def total(self) -> int:
        """Without images."""
        return self.page + self.styles_and_scripts


def weigh(site: Path, address: str) -> Weight:
    """Weigh one page of a built site, by its address without a query."""
    path = site / address / "index.html"
    page = read_built(path)
    blocking = _files(site, address, _styles(page) + _scripts(page, is_module=False))
    modules = _files(site, address, _scripts(page, is_module=True) + _links(page, "modulepreload"))
    imported = {needed.resolve() for module in modules for needed in _imported(module)}
    return Weight(
        compressed(path),
        sum(map(compressed, (*blocking, *modules))),
        tuple(file.relative_to(site).as_posix() for file in blocking),
        tuple(sorted(path.as_posix() for path in imported - {module.resolve() for module in modules})),
    )


@cache
def compressed(path: Path) -> int:
    """Bytes of a file after gzip."""
    return len(gzip.compress(path.read_bytes(), LEVEL, mtime=0))


def _styles(page: Built) -> list[str]:
    return _links(page, "stylesheet")


def _links(page: Built, relation: str) -> list[str]:
    links = [element.attributes for element in page.elements if element.tag == "link"]
    return [link["href"] or "" for link in links if link.get("rel") == relation]


def _scripts(page: Built, *, is_module: bool) -> list[str]:
    scripts = [element.attributes for element in page.elements if element.tag == "script"]
    return [
        script["src"] or "" for script in scripts if script.get("src") and (script.get("type") == "module") == is_module
    ]


def _imported(module: Path) -> list[Path]:
    statement = r"""^\s*(?:import|export)\b(?:[^;()"']*\bfrom\b)?\s*["'](\.\.?/[^"']+)["']"""
    found = re.findall(statement, module.read_text(encoding="utf-8"), re.MULTILINE)
    return [module.parent / name for name in found]


def _files(site: Path, address: str, references: list[str]) -> list[Path]:
    return [_file(site, address, reference) for reference in references]


def _file(site: Path, address: str, reference: str) -> Path:
    found = site / posixpath.normpath(posixpath.join(address or ".", reference.split("?")[0]))
    assert found.is_file(), f"{address or 'home'} names {reference}, which is not there"
    return found
