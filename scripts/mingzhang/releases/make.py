"""Making a release: every package judged and written, one at a time; all files appear at once or none does."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mingzhang.feeds import Download, Published, Site, catalog_json
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.dataset import Dataset
from mingzhang.packages.model import package_folder
from mingzhang.packages.package_place import PackagePlace
from mingzhang.packages.published import PublishedPackage, read_package
from mingzhang.packages.replacing import written_beside
from mingzhang.packages.store import read_files
from mingzhang.releases import git
from mingzhang.releases.archive import ReleaseArchive
from mingzhang.releases.changelog import write_changelog, write_changes
from mingzhang.releases.metadata import About, about, citation, datacite, readme, zenodo
from mingzhang.releases.place import place_release
from mingzhang.releases.plan import DATA, LICENCES, SCHEMAS, Plan, Refused
from mingzhang.releases.since import Since, judge_package, judge_vanished, since_last, withdrawn_since
from mingzhang.site import addresses
from mingzhang.site.archive import pack
from mingzhang.site.downloads import facts_csv
from mingzhang.site.release import site_of
from mingzhang.versions import open_revisions
from mingzhang.versions.released import RECORDS, ReleaseFile, ReleaseRecord, dates_of

CHECKSUMS = "SHA256SUMS"
_FACTS, _FILES = "facts.csv", "files.csv"


@dataclass(frozen=True, slots=True)
class Made:
    """A release on disk: its folder, the path of its record and what stands there."""

    folder: Path
    record_path: Path
    record: ReleaseRecord


def make_release(plan: Plan, out: Path) -> Made:
    """Write `out/<name>/` and the record in the project.

    The packages must have been validated. Raises `Refused` where a version may not stand in a release or the
    release was made before and would now differ, `DisclosureError` where something cannot be read or written;
    nothing is written then.
    """
    target, record_path = out / str(plan.name), plan.project / RECORDS / f"{plan.name}.json"
    _refuse_foreign(target)
    try:
        with written_beside(target) as beside:
            folder = beside / "release"
            folder.mkdir()
            record = _Writer(plan, folder).write()
            _compare(plan, record)
            place_release(folder, target, beside / "replaced", record.written(), record_path)
    except OSError as error:
        raise _failed(error, target) from None
    return Made(target, record_path, record)


def _failed(error: OSError, where: Path) -> DisclosureError:
    reason = os.strerror(error.errno) if error.errno else str(error)
    return DisclosureError("release-failed", reason, error.filename or where, None, "room to write and the right to")


class _Writer:
    """Fills the folder of a release; of each package only what lists and descriptions need is kept."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self.plan, self.folder = plan, folder
        self.packages: list[Since] = []
        self.published: list[Published] = []
        self.rows: list[str] = []
        self.reasons: list[DisclosureError] = []
        self.totals: Counter[str] = Counter()

    def write(self) -> ReleaseRecord:
        """All files; returns the record, which tells of each."""
        name = f"mingzhang-{self.plan.name}"
        tagged = self._tagged()
        with ReleaseArchive(self.folder / f"{name}.zip", name) as archive, (self.folder / _FACTS).open("wb") as facts:
            for path in self.plan.folders:
                package = read_package(path)
                self.reasons.extend(judge_package(package, self.plan.last, tagged, path))
                header = not self.packages
                facts.write(facts_csv(package, with_header=header))
                self._add(package, archive)
            self._judge_gone()
            record = self._record()
            told = about(record, self.packages)
            self._write_texts(record, told)
            self._finish(archive, told)
        self._write_lists(record, told)
        return replace(record, files=self._files())

    def _tagged(self) -> PackagePlace | None:
        last = self.plan.last
        if last is None or not git.has_tag(self.plan.project, str(last.name)):
            return None
        return open_revisions(git.tag_revision(str(last.name)), self.plan.project / DATA)

    def _add(self, package: PublishedPackage, archive: ReleaseArchive) -> None:
        dataset = package.dataset
        inside = package_folder(Path(DATA), dataset.name).as_posix()
        for path, data in package.files.items():
            archive.add(f"{inside}/{path}", data)
            self.rows.append(f"{dataset.name}/{path},{len(data)},{hashlib.sha256(data).hexdigest()}\n")
        self.packages.append(since_last(package, self.plan.last))
        self.published.append(_published(dataset, pack(dataset.name, package.files)))
        rows = {file.path: file.rows for file in dataset.tables}
        self.totals.update(
            packages=1,
            facts=rows["data/facts.csv"],
            rows=sum(rows.values()),
            files=len(package.files),
            bytes=sum(map(len, package.files.values())),
        )

    def _judge_gone(self) -> None:
        self.reasons.extend(judge_vanished(self._names(), self.plan.last, self.plan.withdrawn))
        if self.reasons:
            raise Refused(self.reasons)

    def _names(self) -> frozenset[str]:
        return frozenset(package.dataset.name for package in self.packages)

    def _record(self) -> ReleaseRecord:
        plan, names = self.plan, self._names()
        units = len({package.dataset.unit_key for package in self.packages})
        return ReleaseRecord(
            plan.name,
            plan.date,
            str(plan.last.name) if plan.last else "",
            plan.portal,
            {"packages": self.totals["packages"], "units": units, **self.totals},
            tuple(package.recorded() for package in self.packages),
            withdrawn_since(plan.last, names, plan.withdrawn),
        )

    def _write_texts(self, record: ReleaseRecord, told: About) -> None:
        self._put("CHANGELOG.md", write_changelog(self.plan, record, self.packages))
        self._put("changes.csv", write_changes(self.packages))
        self._put("CITATION.cff", citation(told))
        self._put("datacite.json", datacite(told))
        self._put("zenodo.json", zenodo(told))

    def _finish(self, archive: ReleaseArchive, told: About) -> None:
        """What the archive holds besides packages."""
        for path, data in read_files(self.plan.project / SCHEMAS).items():
            archive.add(f"{SCHEMAS}/{path}", data)
        for name in LICENCES:
            archive.add(name, (self.plan.project / name).read_bytes())
        archive.add("README.md", readme(told))
        for name in ("CHANGELOG.md", "changes.csv", "CITATION.cff", "datacite.json", "zenodo.json"):
            archive.add(name, (self.folder / name).read_bytes())

    def _write_lists(self, record: ReleaseRecord, told: About) -> None:
        self._put(_FILES, ("path,bytes,sha256\n" + "".join(self.rows)).encode())
        general = [_download(self.folder / _FACTS, addresses.ALL_FACTS)]
        records = (*self.plan.earlier, record)
        dated = [_dated(one, records) for one in self.published]
        self._put("catalog.json", catalog_json(dated, site_of(Site(told.address), records, record), general))
        listed = "".join(f"{file.sha256}  {file.name}\n" for file in self._files())
        self._put(CHECKSUMS, listed.encode())

    def _put(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)

    def _files(self) -> tuple[ReleaseFile, ...]:
        return tuple(_described(path) for path in sorted(self.folder.iterdir()))


def _published(dataset: Dataset, archive: bytes) -> Published:
    """A package with the files that the portal of this release offers of it."""
    name = dataset.name
    whole = Download(addresses.archive(name), len(archive), hashlib.sha256(archive).hexdigest())
    tables = (
        Download(addresses.data(name, file.path), file.bytes, file.sha256, file.path.removeprefix("data/")[:-4])
        for file in dataset.tables
    )
    return Published(dataset, addresses.disclosure(name), (whole, *tables))


def _dated(one: Published, records: Sequence[ReleaseRecord]) -> Published:
    issued, modified = dates_of(records, one.dataset.name, one.dataset.version)
    return replace(one, issued=issued, modified=modified)


def _download(path: Path, address: str) -> Download:
    file = _described(path)
    return Download(address, file.bytes, file.sha256, "catalog")


def _described(path: Path) -> ReleaseFile:
    with path.open("rb") as file:
        return ReleaseFile(path.name, path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _compare(plan: Plan, record: ReleaseRecord) -> None:
    """A release that was made before is the same again, or is refused: what was published does not move."""
    if plan.own is not None and plan.own.written() != record.written():
        differing = [file.name for file in record.files if plan.own.file(file.name) != file]
        message = f"{plan.name} was released already and would now differ: {', '.join(differing) or 'its record'}"
        raise Refused([DisclosureError("release-differs", message, RECORDS / f"{plan.name}.json", None, "a new name")])


def _refuse_foreign(target: Path) -> None:
    if os.path.lexists(target) and not (target / CHECKSUMS).is_file():
        remedy = "name another folder with --out"
        raise DisclosureError("release-folder", "holds something else than a release", target, None, "", remedy)


def validated(outcomes: Iterable[tuple[Path, str]]) -> None:
    """Refuse a release where a package is not valid: `outcomes` are folders with what is wrong, or blank."""
    remedy = "run `mingzhang validate` and mend the package"
    reasons = [
        DisclosureError("release-invalid", wrong, folder, None, "a valid package", remedy)
        for folder, wrong in outcomes
        if wrong
    ]
    if reasons:
        raise Refused(reasons)
