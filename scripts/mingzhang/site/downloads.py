"""What the portal offers to take away: files made of a disclosure, of a unit, and of the whole catalog.

The size of a file decides whether it is made (decision 0014): a disclosure has every format but SQLite, its JSON
packed; a unit has files of its own once it has several disclosures; the catalog has everything, as long as it fits.
"""

from __future__ import annotations

import csv
import gzip
import io
import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from mingzhang.feeds import Download, Published, Site
from mingzhang.formats.as_json import json_bytes, table_json
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.dataset import Dataset
from mingzhang.packages.published import PublishedPackage, read_described, read_package, read_packages
from mingzhang.schemas import Table
from mingzhang.site import addresses
from mingzhang.site.archive import pack, zip_packages, zip_single
from mingzhang.site.published_parts import published_file
from mingzhang.versions.released import ReleaseRecord

WHOLE, CATALOG, FACTS, CHANGES = "package", "catalog", "facts", "changes"
"""What a file holds: everything of a disclosure, everything of the catalog, or all amounts; else a table, by name."""

MOST_BYTES = 500_000_000
"""Of packages that go into one ZIP or database of the whole catalog; packed they have a fifth of it. 100 MB is the most
that a file on GitHub may have."""

MOST_ROWS = 1_048_575
"""Amounts that a sheet holds below its heading."""

_SEVERAL = 2
"""Disclosures from which on a unit has files of its own; those of a single disclosure would say the same twice."""

Made = tuple[tuple[Download, bytes], ...]
"""Files with what is told about them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the pages of a disclosure tell about taking it away and citing it.

    `released` is the date of the first release that has this version, blank where there is none; `releases` are
    the records of all releases, oldest first.
    """

    published: Published
    site: Site
    released: str = ""
    releases: tuple[ReleaseRecord, ...] = ()

    @property
    def dataset(self) -> Dataset:
        """Title, version, licence and hash, as every surface tells them."""
        return self.published.dataset

    def at(self, address: str) -> Download:
        """One file by its address."""
        return next(download for download in self.published.downloads if download.address == address)

    def of_table(self, name: str) -> tuple[Download, ...]:
        """The files that hold one table."""
        return tuple(download for download in self.published.downloads if download.holds == name)


# -- one disclosure -----------------------------------------------------------------------------


def made_of_each(folders: Sequence[Path], jobs: int) -> Iterator[Made | DisclosureError]:
    """For each package the files that are made of it, in order; of one that cannot be described, why."""
    return _spread(_made_of, folders, jobs)


def _made_of(folder: Path) -> Made | DisclosureError:
    try:
        return tuple(files_of(read_package(folder)))
    except DisclosureError as error:
        return error


def files_of(package: PublishedPackage) -> Iterator[tuple[Download, bytes]]:
    """The package in other formats; those that hold all of it first."""
    from mingzhang.formats.as_parquet import parquet_bytes
    from mingzhang.formats.xlsx import xlsx_bytes

    name = package.dataset.name
    yield _told(addresses.workbook(name), xlsx_bytes([package]), WHOLE)
    yield _told(addresses.archive(name), pack(name, package.files), WHOLE)
    yield _told(addresses.packed_json(name), _gzip(json_bytes([package])), WHOLE)
    yield _told(addresses.parquet(name), parquet_bytes(package, _facts(package.dataset)), FACTS)
    for file in package.dataset.tables:
        if file.printed is not None and file.printed.family != "common":
            table = file.printed
            yield _told(addresses.table_json(name, table.name), table_json(package, table), table.name)


def offer_of(package: PublishedPackage, made: Made, site: Site, dates: tuple[str, str] = ("", "")) -> Offer:
    """All files of a disclosure: those made of it, then those it consists of.

    `dates` are those of the first releases that had it and that had this version, as `dates_of` gives them.
    """
    dataset = package.dataset
    own = [(dataset.descriptor, "descriptor")]
    own += [(file, file.table.name if file.table else PurePosixPath(file.path).stem) for file in dataset.files]
    files = [Download(addresses.data(dataset.name, file.path), file.bytes, file.sha256, holds) for file, holds in own]
    changes = [
        _told(addresses.data(dataset.name, path), data, CHANGES)[0]
        for path, data in package.files.items()
        if path.startswith(f"{CHANGES}/")
    ]
    downloads = (*(download for download, _ in made), *files, *changes)
    return Offer(Published(dataset, addresses.disclosure(dataset.name), downloads, *dates), site, dates[1])


def _facts(dataset: Dataset) -> Table:
    table = dataset.file("data/facts.csv").table
    assert table is not None
    return table


# -- all amounts of several disclosures ---------------------------------------------------------


def facts_csv(package: PublishedPackage, *, with_header: bool) -> bytes:
    """The amounts of one package as lines of a file that holds those of several; only the first column is new."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if with_header:
        writer.writerow(["package", *package.header("facts")])
    writer.writerows([package.name, *row.values()] for row in package.cells("facts"))
    return out.getvalue().encode()


# -- one unit -----------------------------------------------------------------------------------


def made_of_units(units: Mapping[str, Sequence[Path]], jobs: int) -> Iterator[tuple[str, Made | DisclosureError]]:
    """For each unit with several disclosures its own files; `units` has the package folders of each."""
    several = {key: tuple(folders) for key, folders in units.items() if len(folders) >= _SEVERAL}
    made = _spread(partial(_made_of_unit, several), list(several), jobs)
    return zip(several, made, strict=True)


def _made_of_unit(units: Mapping[str, Sequence[Path]], key: str) -> Made | DisclosureError:
    from mingzhang.formats.xlsx import xlsx_bytes

    try:
        packages = list(read_packages(units[key]))
        workbook = xlsx_bytes(packages)
    except DisclosureError as error:
        return error
    facts = b"".join(facts_csv(package, with_header=number == 0) for number, package in enumerate(packages))
    return (
        _told(addresses.unit_workbook(key), workbook, WHOLE),
        _told(addresses.unit_facts(key), facts, FACTS),
    )


# -- everything ---------------------------------------------------------------------------------


def write_catalog_files(
    folders: Sequence[Path], datasets: Sequence[Dataset], docs: Path, jobs: int
) -> list[Download | DisclosureError]:
    """Write what holds all packages below `docs`, as far as it fits; nothing where there is no package.

    A package that breaks its schema can keep a file from being made: then the error stands in its place.
    """
    described = list(zip(folders, datasets, strict=True))
    tasks = [(address, docs, described) for address in _fitting(datasets)] if datasets else []
    return list(_spread(_write_catalog_file, tasks, jobs))


def _fitting(datasets: Sequence[Dataset]) -> Iterator[str]:
    """The addresses of the files of the whole catalog that may be made."""
    yield addresses.ALL_FACTS_PARQUET
    if sum(dataset.file("data/facts.csv").rows for dataset in datasets) <= MOST_ROWS:
        yield addresses.ALL_FACTS_XLSX
    if sum(file.bytes for dataset in datasets for file in dataset.files) <= MOST_BYTES:
        yield addresses.ALL_SQLITE
        yield addresses.ALL_PACKAGES


def _write_catalog_file(task: tuple[str, Path, Sequence[tuple[Path, Dataset]]]) -> Download | DisclosureError:
    from mingzhang.formats.write import write_export, write_facts

    address, docs, described = task
    target = docs / address

    def packages() -> Iterator[PublishedPackage]:
        return (read_described(folder, dataset) for folder, dataset in described)

    try:
        if address == addresses.ALL_PACKAGES:
            zip_packages(target, ((package.dataset, package.files) for package in packages()))
        elif address == addresses.ALL_SQLITE:
            database = target.with_suffix("")
            write_export("sqlite", packages, database)
            zip_single(target, database)
            database.unlink()
        else:
            write_facts("parquet" if address == addresses.ALL_FACTS_PARQUET else "xlsx", packages, target)
    except DisclosureError as error:
        target.unlink(missing_ok=True)
        return error
    file = published_file(address, target.read_bytes())
    return Download(address, file.bytes, file.sha256, CATALOG if address in _WHOLE else FACTS)


_WHOLE = (addresses.ALL_SQLITE, addresses.ALL_PACKAGES)


# -- pieces -------------------------------------------------------------------------------------


def _told(address: str, data: bytes, holds: str) -> tuple[Download, bytes]:
    file = published_file(address, data)
    return Download(address, file.bytes, file.sha256, holds), data


def _gzip(data: bytes) -> bytes:
    """The same bytes every time: no name, no time."""
    out = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, out, 0) as packed:
        packed.write(data)
    return out.getvalue()


def _spread(function: Callable[[Any], Any], tasks: Sequence[Any], jobs: int) -> Iterator[Any]:
    """The results in order, worked out in several processes where there is more than one task for each."""
    if jobs < 2 or len(tasks) < 2:
        yield from map(function, tasks)
        return
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(min(jobs, len(tasks)), context) as pool:
            yield from pool.map(function, tasks, chunksize=max(1, min(8, len(tasks) // (jobs * 4))))
    except BrokenProcessPool:
        raise DisclosureError(
            "worker-died", "a process that made downloads was killed", "", None, "", "look at memory; try -j 1"
        ) from None
