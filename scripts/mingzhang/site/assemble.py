"""The docs folder MkDocs builds from: hand-written pages, generated pages and downloads, written whole."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mingzhang.codes import schemas_dir
from mingzhang.feeds import Download, Site, atom, atom_feed, catalog_json, dcat, dcat_jsonld
from mingzhang.feeds import catalog as catalog_feed
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.published import described
from mingzhang.packages.replacing import put_in_place, written_beside
from mingzhang.packages.store import find_packages
from mingzhang.site import addresses, downloads, find, project_list
from mingzhang.site.catalog import NOT_SHOWN, Disclosure, read_disclosure
from mingzhang.site.comparison import comparison_file, comparison_index
from mingzhang.site.downloads import Offer
from mingzhang.site.language import LANGUAGES, Lang
from mingzhang.site.ledgers import Ledgers
from mingzhang.site.modules import modules_of
from mingzhang.site.page import Page
from mingzhang.site.pages.check import check_page
from mingzhang.site.pages.checks import checks_page
from mingzhang.site.pages.code_lists import code_files, code_pages
from mingzhang.site.pages.compare import compare_page
from mingzhang.site.pages.decisions import decisions_page, front_matter
from mingzhang.site.pages.dictionary import dictionary_pages
from mingzhang.site.pages.disclosure import disclosure_page
from mingzhang.site.pages.downloads import Listed, Offered, addresses_page, downloads_page
from mingzhang.site.pages.findings import disclosure_checks_page
from mingzhang.site.pages.home import home_page
from mingzhang.site.pages.performance import performance_page
from mingzhang.site.pages.projects import projects_page
from mingzhang.site.pages.quality import division_pages, quality_page
from mingzhang.site.pages.releases import Releases, releases_page
from mingzhang.site.pages.source import source_page
from mingzhang.site.pages.table import table_page
from mingzhang.site.pages.unit import unit_page
from mingzhang.site.pages.units import Entry, entry_of, units_page
from mingzhang.site.published_parts import PublishedFile, published_file
from mingzhang.site.release import as_news, find_record, judge_shown, news_site, released_files, site_of
from mingzhang.site.tallies import KNOWN
from mingzhang.site.years import YearFinding, compare_catalog
from mingzhang.versions.released import ReleaseRecord, dates_of, read_records

_MARKER = ".mingzhang-site"
_NOT_COPIED = ("overrides", "generated")

_Shown = tuple[Disclosure, Entry, list[Page], Offer, downloads.Made]
"""A package read, what lists keep of it, its pages, and what it offers to take away."""


@dataclass(frozen=True, slots=True)
class SiteReport:
    """What was written, and which packages could not be shown."""

    docs: Path
    packages: int
    pages: int
    errors: tuple[DisclosureError, ...]


def assemble_site(
    root: Path, written: Path, docs: Path, *, address: str = "", jobs: int = 1, release: Path | None = None
) -> SiteReport:
    """Write the docs folder from the packages under `root` and the hand-written pages of `written`.

    `address` is where the portal will be, if that is known; without it feeds use relative addresses. Downloads are
    made in `jobs` processes; the result is the same for every number. `release` is the folder of the release that
    this portal is, if it is one: its files are offered, and a package that is not as it was released is an error.
    The folder is written beside `docs` and put in its place, so nothing of an earlier run survives
    and a killed run changes nothing. A package that cannot be shown is reported; the others go on.
    """
    _refuse_foreign(docs)
    with written_beside(docs) as beside:
        site = _Site(beside / "docs", _site_at(address), jobs)
        site.copy_written(written)
        site.copy_release(release)
        site.write_catalog(root)
        site.write(_MARKER, b"")
        put_in_place(site.folder, docs)
    return SiteReport(docs, len(site.listed), site.pages, tuple(site.errors))


class _Site:
    """The folder being filled; keeps of every package only what lists need."""

    def __init__(self, folder: Path, site: Site, jobs: int) -> None:
        self.folder = folder
        self.site = site
        self.jobs = jobs
        self.releases: list[ReleaseRecord] = []
        self.release: ReleaseRecord | None = None
        self.shown: list[Path] = []
        self.pages = 0
        self.listed: list[Listed] = []
        self.errors: list[DisclosureError] = []
        self.files: dict[str, PublishedFile] = {}
        self.facts = io.BytesIO()
        self.ledgers = Ledgers()
        self.years: Mapping[str, tuple[YearFinding, ...]] = {}
        self.imported: dict[str, tuple[str, ...]] = {}

    def copy_written(self, written: Path) -> None:
        """Hand-written pages, styles and images as they are; decisions with what makes them English pages."""
        self.releases = read_records(written / "releases")
        for path in sorted(written.rglob("*")):
            relative = path.relative_to(written)
            if path.is_file() and relative.parts[0] not in _NOT_COPIED and not path.name.startswith("."):
                data = path.read_bytes()
                if relative.parts[0] == "decisions" and path.suffix == ".md":
                    data = front_matter(data.decode()).encode() + data
                self.write(relative.as_posix(), data)

    def copy_release(self, folder: Path | None) -> None:
        """The files of the release that this portal is, if it is one."""
        if folder is not None:
            self.release = find_record(folder, self.releases)
            for path, data in released_files(folder, self.release):
                self.write(path, data)
        self.site = site_of(self.site, self.releases, self.release)

    def write_catalog(self, root: Path) -> None:
        """All packages, then the pages about all of them."""
        folders = find_packages(root)
        self._compare(folders)
        for folder, made in zip(folders, downloads.made_of_each(folders, self.jobs), strict=True):
            try:
                shown = self._show(folder, made)
            except DisclosureError as error:
                self.errors.append(error)
            else:
                self._write_disclosure(*shown)
                self.shown.append(folder)
        entries = [entry for entry, _ in self.listed]
        self._write_findings()
        self._write_hubs(entries)
        self._write_quality()
        self.write(addresses.FIND_UNITS, find.unit_index(entries))
        for path, data in (*find.project_files(entries), *project_list.project_files(entries)):
            self.write(path, data)
        self.write(addresses.COMPARE_INDEX, comparison_index(entry.package for entry in entries))

    def write(self, path: str, data: bytes) -> PublishedFile:
        """One file below the folder."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        file = published_file(path, data)
        if path.startswith("data/"):
            self.files[path] = file
        return file

    def _compare(self, folders: Sequence[Path]) -> None:
        """Disclosures of one unit beside each other, before the pages of either are written."""
        compared = compare_catalog(folders)
        self.years = compared.findings
        self.ledgers.compare(compared)
        self.errors.extend(compared.errors)

    def _show(self, folder: Path, made: downloads.Made | DisclosureError) -> _Shown:
        """Everything about one package; the one place where a package that does not fit is trapped."""
        try:
            if isinstance(made, DisclosureError):
                raise made
            disclosure = read_disclosure(folder)
            if self.release:
                judge_shown(disclosure, self.release)
            package = described(disclosure.package)
            dates = dates_of(self.releases, disclosure.name, disclosure.version)
            offer = downloads.offer_of(package, made, self.site, dates)
            offer = replace(offer, releases=tuple(self.releases))
            years = self.years.get(disclosure.name, ())
            shown = disclosure, entry_of(disclosure), list(_disclosure_pages(disclosure, offer, years)), offer, made
            self.write(addresses.comparison(disclosure.name), comparison_file(disclosure))
            return shown
        except NOT_SHOWN as error:
            raise DisclosureError(
                "site-package", f"cannot be shown: {error}", folder, remedy="run `mingzhang rebuild` on it"
            ) from error

    def _write_disclosure(
        self, disclosure: Disclosure, entry: Entry, pages: Sequence[Page], offer: Offer, made: downloads.Made
    ) -> None:
        self._write_pages(pages)
        for file in disclosure.files:
            self.write(addresses.data(disclosure.name, file.path), disclosure.package.files[file.path])
        self._write_made(made)
        if self.listed and self.listed[-1][0].division_code != entry.division_code:
            self._write_findings()
        self.listed.append((entry, offer))
        self.ledgers.add(disclosure, entry, self.years.get(disclosure.name, ()))
        header = not self.facts.tell()
        self.facts.write(downloads.facts_csv(disclosure.package, with_header=header))

    def _write_findings(self) -> None:
        """The texts of all findings of the division that is done."""
        for path, data in self.ledgers.texts():
            self.write(path, data)

    def _write_quality(self) -> None:
        """What was checked in the whole catalog and how it came out."""
        self.write(addresses.FINDINGS, self.ledgers.index())
        for lang in LANGUAGES:
            self._write_pages([quality_page(self.ledgers, lang), *division_pages(self.ledgers, lang)])
            self._write_pages([checks_page(self.ledgers, lang)])
            self._write_pages([check_page(check, self.ledgers, lang) for check in KNOWN.values()])

    def _write_made(self, made: downloads.Made) -> list[Download]:
        for download, data in made:
            self.write(download.address, data)
        return [download for download, _ in made]

    def _write_hubs(self, entries: Sequence[Entry]) -> None:
        units: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry in entries:
            units[entry.unit_key].append(entry)
        whole: dict[tuple[str, str], list[Download]] = defaultdict(list)
        for entry, offer in self.listed:
            for address in (addresses.workbook(entry.package), addresses.archive(entry.package)):
                whole[entry.unit_key].append(offer.at(address))
        lists = [self.write(path, (schemas_dir() / "codes" / name).read_bytes()) for path, name in code_files().items()]
        everything = self._write_everything()
        of_units = self._write_units()
        self._write_lists_of_files()
        has_feed = self._write_feeds(everything)
        names = {offer.dataset.name for _, offer in self.listed}
        releases = Releases(self.releases, names, str(self.release.name) if self.release else "")
        for lang in LANGUAGES:
            for key in sorted(units):
                own = [*of_units.get("-".join(key), ()), *whole[key]]
                self._write_pages([unit_page(units[key], lang, own)])
            self._write_pages([home_page(entries, lang, self.releases, self.ledgers.tally), units_page(entries, lang)])
            self._write_pages([projects_page(entries, lang), compare_page(entries, lang)])
            self._write_pages([addresses_page(lang), releases_page(releases, lang)])
            offered = Offered(self.listed, everything, of_units, lists, has_feed=has_feed)
            self._write_pages([downloads_page(offered, lang)])
            self._write_pages([decisions_page(self.folder, lang), *dictionary_pages(lang), *code_pages(lang)])

    def _write_everything(self) -> list[Download]:
        """The files that hold all packages; `facts.csv` always, the others as far as they fit."""
        facts = self.write(addresses.ALL_FACTS, self.facts.getvalue())
        datasets = [offer.dataset for _, offer in self.listed]
        made = downloads.write_catalog_files(self.shown, datasets, self.folder, self.jobs)
        everything = [Download(facts.path, facts.bytes, facts.sha256, downloads.FACTS)]
        for download in made:
            if isinstance(download, DisclosureError):
                self.errors.append(download)
            else:
                self.files[download.address] = PublishedFile(download.address, download.bytes, download.sha256)
                everything.append(download)
        return everything

    def _write_units(self) -> dict[str, list[Download]]:
        """The files of units with several disclosures, by `<division>-<agency>`."""
        folders: dict[str, list[Path]] = defaultdict(list)
        for (_, offer), folder in zip(self.listed, self.shown, strict=True):
            folders[offer.dataset.unit_key].append(folder)
        written = {}
        for key, made in downloads.made_of_units(folders, self.jobs):
            if isinstance(made, DisclosureError):
                self.errors.append(made)
            else:
                written[key] = self._write_made(made)
        return written

    def _write_feeds(self, everything: Sequence[Download]) -> bool:
        """The catalog for machines; whether there is a feed of news, which needs a release."""
        published = [offer.published for _, offer in self.listed]
        releases = [as_news(record) for record in self.releases]
        self.write(catalog_feed.ADDRESS, catalog_json(published, self.site, everything))
        self.write(dcat.ADDRESS, dcat_jsonld(published, self.site, everything))
        feed = atom_feed(published, releases, news_site(self.site))
        if feed is not None:
            self.write(atom.ADDRESS, feed)
        return feed is not None

    def _write_lists_of_files(self) -> None:
        """Everything under `data/` with size and checksum, paths from there."""
        files = [(path.removeprefix("data/"), file) for path, file in sorted(self.files.items())]
        rows = "".join(f"{path},{file.bytes},{file.sha256}\n" for path, file in files)
        self.write(addresses.ALL_FILES, f"path,bytes,sha256\n{rows}".encode())
        self.write(addresses.CHECKSUMS, "".join(f"{file.sha256}  {path}\n" for path, file in files).encode())

    def _write_pages(self, pages: Sequence[Page]) -> None:
        for page in pages:
            page = replace(page, has_feed=bool(self.releases))
            self.write(page.path, page.markdown(self._imported(page.script)).encode())
            self.pages += 1

    def _imported(self, script: str) -> tuple[str, ...]:
        """The modules a script of the portal imports; all are here already, as hand-written."""
        if script and script not in self.imported:
            self.imported[script] = modules_of(script, self.folder)
        return self.imported.get(script, ())


def _disclosure_pages(disclosure: Disclosure, offer: Offer, years: Sequence[YearFinding]) -> Iterator[Page]:
    for lang in LANGUAGES:
        yield from _pages_in(lang, disclosure, offer)
        yield disclosure_checks_page(disclosure, years, lang)
    yield source_page(disclosure)


def _pages_in(lang: Lang, disclosure: Disclosure, offer: Offer) -> Iterator[Page]:
    """The pages of a disclosure that exist in every language."""
    yield disclosure_page(disclosure, lang, offer)
    for table in disclosure.tables:
        yield table_page(disclosure, table, lang, offer)
    if disclosure.forms:
        yield performance_page(disclosure, lang)


def _site_at(address: str) -> Site:
    """The portal at its address, which may lack the slash at its end."""
    try:
        return Site(f"{address.rstrip('/')}/" if address else "")
    except ValueError as error:
        raise DisclosureError("site-address", str(error), remedy="set MINGZHANG_SITE_URL, or leave it out") from None


def _refuse_foreign(docs: Path) -> None:
    """Never replace a folder that was not written here."""
    if docs.exists() and any(docs.iterdir()) and not (docs / _MARKER).exists():
        raise DisclosureError(
            "site-folder",
            "holds files that `mingzhang site` did not write",
            docs,
            remedy="name another folder or empty it",
        )
