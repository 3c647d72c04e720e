"""The docs folder MkDocs builds from: hand-written pages, generated pages and downloads, written whole."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingzhang.codes import schemas_dir
from mingzhang.errors import DisclosureError
from mingzhang.site import addresses, find
from mingzhang.site.archive import pack
from mingzhang.site.catalog import NOT_SHOWN, Disclosure, PublishedFile, read_disclosure
from mingzhang.site.language import LANGUAGES, Lang
from mingzhang.site.page import Page
from mingzhang.site.pages.code_lists import code_files, code_pages
from mingzhang.site.pages.decisions import decisions_page, front_matter
from mingzhang.site.pages.dictionary import dictionary_pages
from mingzhang.site.pages.disclosure import disclosure_page
from mingzhang.site.pages.downloads import Listed, addresses_page, downloads_page
from mingzhang.site.pages.home import home_page
from mingzhang.site.pages.performance import performance_page
from mingzhang.site.pages.projects import projects_page
from mingzhang.site.pages.source import source_page
from mingzhang.site.pages.table import table_page
from mingzhang.site.pages.units import Entry, entry_of, unit_page, units_page
from mingzhang.store import find_packages

_MARKER = ".mingzhang-site"
_NOT_COPIED = ("overrides", "generated")


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What was written, and which packages could not be shown."""

    docs: Path
    packages: int
    pages: int
    errors: tuple[DisclosureError, ...]


def assemble_site(root: Path, written: Path, docs: Path) -> SiteReport:
    """Write the docs folder from the packages under `root` and the hand-written pages of `written`.

    The folder is written beside `docs` and put in its place, so nothing of an earlier run survives
    and a killed run changes nothing. A package that cannot be shown is reported; the others go on.
    """
    _refuse_foreign(docs)
    docs.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{docs.name}-", dir=docs.parent))
    try:
        site = _Site(beside)
        site.copy_written(written)
        site.write_catalog(root)
        site.write(_MARKER, b"")
        _put_in_place(beside, docs)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return SiteReport(docs, len(site.listed), site.pages, tuple(site.errors))


class _Site:
    """The folder being filled; keeps of every package only what lists need."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = 0
        self.listed: list[Listed] = []
        self.errors: list[DisclosureError] = []
        self.files: dict[str, PublishedFile] = {}
        self.facts = io.BytesIO()

    def copy_written(self, written: Path) -> None:
        """Hand-written pages, styles and images as they are; decisions with what makes them English pages."""
        for path in sorted(written.rglob("*")):
            relative = path.relative_to(written)
            if path.is_file() and relative.parts[0] not in _NOT_COPIED and not path.name.startswith("."):
                data = path.read_bytes()
                if relative.parts[0] == "decisions" and path.suffix == ".md":
                    data = front_matter(data.decode()).encode() + data
                self.write(relative.as_posix(), data)

    def write_catalog(self, root: Path) -> None:
        """All packages, then the pages about all of them."""
        for folder in find_packages(root):
            try:
                shown = _show(folder)
            except DisclosureError as error:
                self.errors.append(error)
            else:
                self._write_disclosure(*shown)
        entries = [entry for entry, _ in self.listed]
        self._write_hubs(entries)
        self.write(addresses.FIND_UNITS, find.unit_index(entries))
        self.write(addresses.FIND_PROJECTS, find.project_index(entries))
        self.write(addresses.PROJECT_LIST, find.project_list(entries))
        self.write(addresses.PROJECT_WORDS, find.project_words(entries))

    def write(self, path: str, data: bytes) -> PublishedFile:
        """One file below the folder."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        file = PublishedFile(path, len(data), hashlib.sha256(data).hexdigest())
        if path.startswith("data/"):
            self.files[path] = file
        return file

    def _write_disclosure(self, disclosure: Disclosure, entry: Entry, pages: Sequence[Page]) -> None:
        self._write_pages(pages)
        for file in disclosure.files:
            self.write(addresses.data(disclosure.name, file.path), disclosure.contents[file.path])
        archive = pack(disclosure.name, disclosure.contents)
        self.write(addresses.archive(disclosure.name), archive)
        published = PublishedFile(f"{disclosure.name}.zip", len(archive), hashlib.sha256(archive).hexdigest())
        self.listed.append((entry, (published, *disclosure.files)))
        self._append_facts(disclosure)

    def _append_facts(self, disclosure: Disclosure) -> None:
        """All facts of the catalog in one file; only the first column is new: the package."""
        rows = csv.reader(io.StringIO(disclosure.contents["data/facts.csv"].decode(), newline=""))
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        header = next(rows)
        if not self.facts.tell():
            writer.writerow(["package", *header])
        writer.writerows([disclosure.name, *row] for row in rows)
        self.facts.write(out.getvalue().encode())

    def _write_hubs(self, entries: Sequence[Entry]) -> None:
        units: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in entries:
            units[entry.unit_key].append(entry)
        common = [self.write(addresses.ALL_FACTS, self.facts.getvalue())]
        for path, name in code_files().items():
            common.append(self.write(path, (schemas_dir() / "codes" / name).read_bytes()))
        self._write_lists_of_files()
        for lang in LANGUAGES:
            self._write_pages([unit_page(units[key], lang) for key in sorted(units)])
            self._write_pages([home_page(entries, lang), units_page(entries, lang), projects_page(entries, lang)])
            self._write_pages([downloads_page(self.listed, common, lang), addresses_page(lang)])
            self._write_pages([decisions_page(self.folder, lang), *dictionary_pages(lang), *code_pages(lang)])

    def _write_lists_of_files(self) -> None:
        """Everything under `data/` with size and checksum, paths from there."""
        files = [(path.removeprefix("data/"), file) for path, file in sorted(self.files.items())]
        rows = "".join(f"{path},{file.bytes},{file.sha256}\n" for path, file in files)
        self.write(addresses.ALL_FILES, f"path,bytes,sha256\n{rows}".encode())
        self.write(addresses.CHECKSUMS, "".join(f"{file.sha256}  {path}\n" for path, file in files).encode())

    def _write_pages(self, pages: Sequence[Page]) -> None:
        for page in pages:
            self.write(page.path, page.markdown().encode())
            self.pages += 1


def _show(folder: Path) -> tuple[Disclosure, Entry, list[Page]]:
    """Everything about one package; the one place where a package that does not fit is trapped."""
    try:
        disclosure = read_disclosure(folder)
        return disclosure, entry_of(disclosure), list(_disclosure_pages(disclosure))
    except NOT_SHOWN as error:
        raise DisclosureError(
            "site-package", f"cannot be shown: {error}", folder, remedy="run `mingzhang rebuild` on it"
        ) from error


def _disclosure_pages(disclosure: Disclosure) -> Iterator[Page]:
    for lang in LANGUAGES:
        yield from _pages_in(lang, disclosure)
    yield source_page(disclosure)


def _pages_in(lang: Lang, disclosure: Disclosure) -> Iterator[Page]:
    """The pages of a disclosure that exist in every language."""
    yield disclosure_page(disclosure, lang)
    for table in disclosure.tables:
        yield table_page(disclosure, table, lang)
    if disclosure.forms:
        yield performance_page(disclosure, lang)


def _refuse_foreign(docs: Path) -> None:
    """Never replace a folder that was not written here."""
    if docs.exists() and any(docs.iterdir()) and not (docs / _MARKER).exists():
        raise DisclosureError(
            "site-folder",
            "holds files that `mingzhang site` did not write",
            docs,
            remedy="name another folder or empty it",
        )


def _put_in_place(beside: Path, docs: Path) -> None:
    beside.chmod(0o755)
    old = beside.with_name(f"{beside.name}-old-{os.getpid()}")
    if docs.exists():
        docs.rename(old)
    beside.rename(docs)
    shutil.rmtree(old, ignore_errors=True)
