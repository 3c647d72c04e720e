"""Releases: what they hold, what they refuse, and that the same commit gives the same bytes."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from mingzhang.feeds import catalog_schema
from mingzhang.ground.attribution import MAKER
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.escape import is_formula
from mingzhang.packages.build import write_json
from mingzhang.packages.descriptor import DESCRIPTOR
from mingzhang.packages.history import FIELDS, Revision
from mingzhang.packages.published import read_package
from mingzhang.releases import Made, Refused, make_release, plan_release
from mingzhang.releases.changelog import COLUMNS, write_changelog, write_changes
from mingzhang.releases.metadata import project_zenodo
from mingzhang.releases.since import Since, since_last
from mingzhang.versions.released import RECORDS, WITHDRAWN, first_with, read_name, read_records

from tests.project import (
    REPOSITORY,
    bump,
    commit,
    convert,
    correct_one_amount,
    git,
    hashes,
    run,
    start_project,
    text_of,
)

FIRST, SECOND = "2026.10.1", "2026.10.2"
MINGZHANG = Path(sys.executable).with_name("mingzhang")


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two packages, released once; the record is committed and tagged."""
    project = start_project(tmp_path_factory.mktemp("release") / "project", 1, 2)
    done = run("release", FIRST, "--project", project, "--out", project / "build" / "releases", "-j", 1)
    assert done.exit_code == 0, done.output
    commit(project, FIRST)
    git(project, "tag", FIRST)
    return project


@pytest.fixture
def project(released: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    shutil.copytree(released, tmp_path / "project", symlinks=True)
    return tmp_path / "project"


def folders(project: Path) -> list[Path]:
    return sorted((project / "datapackage").glob("*/*"))


def make(project: Path, name: str, date: str = "") -> Made:
    """A release without asking the validators, which have tests of their own."""
    return make_release(plan_release(project, name, date), project / "build" / "releases")


def reasons(project: Path, name: str, date: str = "") -> set[str]:
    """The codes for which a release is refused; nothing may have been written then."""
    before = hashes(project)
    with pytest.raises((Refused, DisclosureError)) as caught:
        make(project, name, date)
    after = {path: digest for path, digest in hashes(project).items() if not path.startswith(".git/")}
    assert after == {path: digest for path, digest in before.items() if not path.startswith(".git/")}
    assert not list((project / "build" / "releases").glob(".*"))
    error = caught.value
    return {reason.code for reason in error.reasons} if isinstance(error, Refused) else {error.code}


def revise(project: Path, seed: int = 1, *, by: int = 1) -> Path:
    """A department publishes its document again with one amount corrected."""
    return convert(project, correct_one_amount(text_of(seed), by))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


# --- what a release holds --------------------------------------------------------------------------


def test_the_files_are_those_of_the_record_and_of_the_checksums(released: Path) -> None:
    folder = released / "build" / "releases" / FIRST
    (record,) = read_records(released / RECORDS)
    found = hashes(folder)
    assert {file.name: file.sha256 for file in record.files} == found
    listed = dict(reversed(line.split("  ")) for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert listed == {name: digest for name, digest in found.items() if name != "SHA256SUMS"}
    assert set(found) == {
        "SHA256SUMS", "zenodo.json", "CHANGELOG.md", "CITATION.cff", "catalog.json", "changes.csv", "datacite.json",
        "facts.csv", "files.csv", f"mingzhang-{FIRST}.zip",
    }  # fmt: skip


def test_the_archive_holds_every_package_the_schemas_and_the_licences_as_they_are(released: Path) -> None:
    with zipfile.ZipFile(released / "build" / "releases" / FIRST / f"mingzhang-{FIRST}.zip") as archive:
        held = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
        assert {name.partition("/")[0] for name in archive.namelist()} == {f"mingzhang-{FIRST}"}
        assert {(entry.date_time, entry.external_attr >> 16) for entry in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0o100644)
        }
    for part in ("datapackage", "schemas"):
        on_disk = {f"{part}/{path}": digest for path, digest in hashes(released / part).items()}
        assert on_disk == {
            path: hashlib.sha256(data).hexdigest() for path, data in held.items() if path.startswith(f"{part}/")
        }
    for name in ("LICENSE", "LICENSE-DATA.md"):
        assert held[name] == (released / name).read_bytes()
    assert "数据包" in held["README.md"].decode()
    assert "one Frictionless data package" in held["README.md"].decode()
    made = released / "build" / "releases" / FIRST
    for name in ("CHANGELOG.md", "changes.csv", "CITATION.cff"):
        assert held[name] == (made / name).read_bytes()


def test_all_facts_and_all_files_are_those_of_the_packages(released: Path) -> None:
    made = released / "build" / "releases" / FIRST
    one_by_one = [
        {"package": folder.name, **row}
        for folder in folders(released)
        for row in rows((folder / "data" / "facts.csv").read_bytes())
    ]
    assert rows((made / "facts.csv").read_bytes()) == one_by_one
    listed = {row["path"]: (int(row["bytes"]), row["sha256"]) for row in rows((made / "files.csv").read_bytes())}
    assert listed == {
        f"{folder.name}/{path}": ((folder / path).stat().st_size, digest)
        for folder in folders(released)
        for path, digest in hashes(folder).items()
    }


def test_the_catalog_meets_its_schema_and_names_files_of_the_portal(released: Path) -> None:
    made = released / "build" / "releases" / FIRST
    catalog = json.loads((made / "catalog.json").read_bytes())
    jsonschema.validate(catalog, catalog_schema())
    assert [package["name"] for package in catalog["packages"]] == [folder.name for folder in folders(released)]
    (facts,) = catalog["files"]
    assert facts["address"] == "data/facts.csv"
    assert facts["sha256"] == hashes(made)["facts.csv"]


def test_the_record_tells_versions_hashes_and_totals(released: Path) -> None:
    (record,) = read_records(released / RECORDS)
    assert (str(record.name), record.date, record.previous) == (FIRST, "2026-10-09", "")
    for folder in folders(released):
        package = record.package(folder.name)
        assert package is not None
        assert (package.version, package.before, package.is_new) == ("1.0.0", "", True)
        assert package.hash == hashlib.sha256((folder / DESCRIPTOR).read_bytes()).hexdigest()
    facts = [row for folder in folders(released) for row in rows((folder / "data" / "facts.csv").read_bytes())]
    assert record.totals["facts"] == len(facts)
    assert (record.totals["packages"], record.totals["units"]) == (2, 2)
    assert read_records(released / RECORDS)[0].written() == (released / RECORDS / f"{FIRST}.json").read_bytes()


# --- metadata for archives -------------------------------------------------------------------------


def test_datacite_fields(released: Path) -> None:
    """Required properties of DataCite 4.5 and the values its controlled lists allow, for those that are used."""
    found = json.loads((released / "build" / "releases" / FIRST / "datacite.json").read_bytes())
    assert found["schemaVersion"] == "http://datacite.org/schema/kernel-4"
    assert found["types"]["resourceTypeGeneral"] == "Dataset"
    assert found["creators"]
    assert found["publisher"]["name"]
    assert re.fullmatch(r"\d{4}", found["publicationYear"])
    assert found["titles"][0] == {"title": found["titles"][0]["title"], "lang": "zh"}
    assert {one["dateType"] for one in found["dates"]} == {"Issued"}
    assert {one["contributorType"] for one in found["contributors"]} == {"Producer"}
    assert {one["descriptionType"] for one in found["descriptions"]} == {"Abstract"}
    assert found["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"
    assert found["version"] == FIRST
    assert "url" not in found


def test_zenodo_fields(released: Path) -> None:
    found = json.loads((released / "build" / "releases" / FIRST / "zenodo.json").read_bytes())
    required = ("title", "upload_type", "description", "creators", "access_right", "license", "publication_date")
    assert all(found[name] for name in required)
    assert (found["upload_type"], found["access_right"], found["license"]) == ("dataset", "open", "cc-by-4.0")
    assert found["version"] == FIRST


def test_the_project_s_own_zenodo_file_says_what_every_release_says(released: Path) -> None:
    """Zenodo reads it from the root of the repository when a release is made on GitHub."""
    assert (REPOSITORY / ".zenodo.json").read_bytes() == project_zenodo()
    general = json.loads(project_zenodo())
    own = json.loads((released / "build" / "releases" / FIRST / "zenodo.json").read_bytes())
    same = general.keys() - {"description"}
    assert {key: own[key] for key in same} == {key: general[key] for key in same}
    assert not {"version", "publication_date"} & general.keys()


def test_citation_file(released: Path) -> None:
    """CFF 1.2.0: required keys, and the forms that its schema asks of those that are used."""
    found = yaml.safe_load((released / "build" / "releases" / FIRST / "CITATION.cff").read_text(encoding="utf-8"))
    assert found["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= found.keys()
    assert found["authors"] == [{"name": MAKER}]
    assert (found["type"], found["license"], found["version"]) == ("dataset", "CC-BY-4.0", FIRST)
    assert str(found["date-released"]) == "2026-10-09"
    known = {"cff-version", "message", "type", "title", "abstract", "authors", "version", "date-released", "license",
             "keywords", "url"}  # fmt: skip
    assert found.keys() <= known


def test_the_address_of_the_portal_is_kept_from_release_to_release(project: Path) -> None:
    plan = plan_release(project, SECOND, portal="https://example.org/mingzhang/")
    made = make_release(plan, project / "build" / "releases")
    own = f"https://example.org/mingzhang/{SECOND}/"
    assert json.loads((made.folder / "datacite.json").read_bytes())["url"] == own
    assert yaml.safe_load((made.folder / "CITATION.cff").read_text())["url"] == own
    catalog = json.loads((made.folder / "catalog.json").read_bytes())
    assert (catalog["release"], catalog["date"]) == (SECOND, made.record.date)
    assert catalog["id"] == "https://example.org/mingzhang/latest/"
    first = read_records(project / RECORDS)[0]
    assert {one["issued"] for one in catalog["packages"]} == {first.date}
    assert all(file["address"].startswith(own) for package in catalog["packages"] for file in package["files"])
    commit(project)
    assert plan_release(project, "2026.10.3").portal == "https://example.org/mingzhang/"


# --- the same bytes --------------------------------------------------------------------------------


def test_two_clones_give_the_same_bytes(released: Path, tmp_path: Path) -> None:
    """Another time zone, language, umask, order of hashes, number of workers, and no tags."""
    start = git(released, "rev-list", "--max-parents=0", "HEAD").strip()
    made = []
    for number, (zone, language, seed, mask) in enumerate(
        (("Asia/Shanghai", "zh_CN.UTF-8", "1", 0o022), ("America/Los_Angeles", "C", "7", 0o077))
    ):
        clone = tmp_path / f"clone{number}"
        flags = ["--no-tags"] if number else []
        subprocess.run(["git", "clone", "-q", *flags, str(released), str(clone)], check=True)
        git(clone, "checkout", "-q", start)
        environment = {**os.environ, "TZ": zone, "LC_ALL": language, "LANG": language, "PYTHONHASHSEED": seed}
        command = [str(MINGZHANG), "release", FIRST, "-q", "-j", str(number + 1)]
        done = subprocess.run(command, cwd=clone, env=environment, umask=mask, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        made.append({**hashes(clone / "build"), **hashes(clone / RECORDS)})
    assert made[0] == made[1]
    assert made[0][f"{FIRST}.json"] == hashes(released / RECORDS)[f"{FIRST}.json"]


def test_the_record_writes_hashes_as_descriptors_do(released: Path) -> None:
    path = released / RECORDS / f"{FIRST}.json"
    stated = [one["hash"] for one in json.loads(path.read_bytes())["packages"]]
    catalog = json.loads((released / "build" / "releases" / FIRST / "catalog.json").read_bytes())
    found = ["sha256:" + hashlib.sha256((folder / DESCRIPTOR).read_bytes()).hexdigest() for folder in folders(released)]
    assert stated == [one["hash"] for one in catalog["packages"]] == found


def test_made_again_it_is_the_same_or_refused(project: Path) -> None:
    before = hashes(project / "build")
    commit(project, "a later commit", day="2026-12-24T10:00:00+08:00")
    make(project, FIRST)
    assert hashes(project / "build") == before
    revise(project)
    bump(project)
    commit(project)
    assert reasons(project, FIRST) == {"release-differs"}


# --- what changed ----------------------------------------------------------------------------------


def test_one_corrected_amount_stands_in_changelog_and_changes(project: Path) -> None:
    folder = revise(project)
    bump(project)
    commit(project)
    made = make(project, SECOND)
    package = made.record.package(folder.name)
    assert package is not None
    assert (package.before, package.version) == ("1.0.0", "1.0.1")
    own = rows((folder / "changes" / "1.0.1.csv").read_bytes())
    unproved = [row for row in own if row["field"] == "is_leaf"]  # the sum that is printed does not follow
    assert unproved
    assert all((row["kind"], row["new"]) == ("described", "") for row in unproved)
    assert {tuple(row["fact_id"].split("/")[:2]) for row in own} == {("balance", "revenue")}
    assert package.causes == {"source_revised": len({row["fact_id"] for row in own})}
    assert package.changes == {"changed": 1, "described": len(unproved)}
    assert {row["field"] for row in own if row not in unproved} == {"amount_yuan", "printed"}
    assert [one.name for one in made.record.changed] == [folder.name]
    changes = rows((made.folder / "changes.csv").read_bytes())
    assert [{name: row[name] for name in FIELDS} for row in changes] == own
    assert {(row["package"], row["version"]) for row in changes} == {(folder.name, "1.0.1")}
    (amount,) = [row for row in changes if row["field"] == "amount_yuan"]
    told = (made.folder / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "公布者修订了文档" in told
    assert "the publisher revised the document" in told
    assert amount["fact_id"] in told
    assert amount["new"].replace(".", "&#46;") in told


def test_two_versions_in_one_release_are_told_step_by_step(project: Path) -> None:
    for by in (1, 2):
        folder = revise(project, by=by)
        bump(project)
        commit(project)
    made = make(project, SECOND)
    package = made.record.package(folder.name)
    assert package is not None
    assert (package.before, package.version) == ("1.0.0", "1.0.2")
    changes = rows((made.folder / "changes.csv").read_bytes())
    assert list(dict.fromkeys(row["version"] for row in changes)) == ["1.0.1", "1.0.2"]
    told = (made.folder / "CHANGELOG.md").read_text(encoding="utf-8")
    assert told.index("#### 1.0.2") < told.index("#### 1.0.1")


def test_the_next_release_tells_only_what_came_since(project: Path) -> None:
    folder = revise(project)
    bump(project)
    commit(project)
    make(project, SECOND)
    commit(project)
    git(project, "tag", SECOND)
    made = make(project, "2026.10.3")
    assert rows((made.folder / "changes.csv").read_bytes()) == []
    assert not made.record.changed
    records = read_records(project / RECORDS)
    assert [str(record.name) for record in records] == [FIRST, SECOND, "2026.10.3"]
    found = [first_with(records, folder.name, version) for version in ("1.0.0", "1.0.1", "9.0.0")]
    assert [str(record.name) if record else None for record in found] == [FIRST, SECOND, None]


HOSTILE = '=1+1</td><script>alert(1)</script>|`](https://evil.invalid)\n# 标题 ![x](y) <img src=x onerror="1">'


def test_hostile_text_is_harmless_in_changelog_and_changes(released: Path) -> None:
    plan = plan_release(released, SECOND)
    package = read_package(folders(released)[0])
    row = {"fact_id": "a`b|c", "kind": "changed", "field": "amount_yuan", "old": "1", "new": HOSTILE,
           "cause": "source_revised", "row_label": HOSTILE, "locator": "L1C1"}  # fmt: skip
    source = {"hash": "sha256:" + "0" * 64}
    new = Revision("1.0.1", (source,), "patch", ("source_revised",), {"changed": 1}, {}, (HOSTILE,), (row,))
    since = since_last(package, plan.last)
    step = Since(since.dataset, "1.0.0", ((new, Revision("1.0.0", (source,))),))
    assert plan.last is not None
    told = write_changelog(plan, plan.last, [step]).decode()
    for wrong in ("<script", "<img", "](https://evil", "![x]", "\n# 标题"):
        assert wrong not in told
    cells = [cell for line in csv.reader(io.StringIO(write_changes([step]).decode())) for cell in line]
    assert cells[: len(COLUMNS)] == list(COLUMNS)
    assert not [cell for cell in cells if is_formula(cell)]


# --- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("2026.10", "release-name"),
        ("2026.13.1", "release-name"),
        ("2026.9.1", "release-name"),
        ("2026.10.0", "release-name"),
        ("2026.10.01", "release-name"),
        ("v2026.10.2", "release-name"),
        ("2026.10.2\n", "release-name"),
        ("../../2026.10.2", "release-name"),
        ("2026.09.1", "release-not-newer"),
        ("2025.12.1", "release-not-newer"),
        ("2026.10.3", "release-number"),
    ],
)
def test_a_wrong_name_is_refused(released: Path, name: str, code: str) -> None:
    assert reasons(released, name) == {code}


@pytest.mark.parametrize("date", ["2026-11-01", "2026-10-08", "yesterday", "2026-10-32"])
def test_a_wrong_date_is_refused(released: Path, date: str) -> None:
    assert reasons(released, SECOND, date) == {"release-date"}


def test_the_first_of_another_month_is_number_one(released: Path) -> None:
    assert reasons(released, "2026.11.2", "2026-11-02") == {"release-number"}
    assert str(plan_release(released, "2026.11.1", "2026-11-02").name) == "2026.11.1"


def test_an_invalid_package_is_refused(project: Path) -> None:
    path = folders(project)[0] / "data" / "facts.csv"
    path.write_bytes(path.read_bytes().replace(b".00,", b".01,", 1))
    commit(project)
    before = hashes(project)
    done = run("release", SECOND, "--project", project, "--out", project / "build" / "releases", "-j", 1)
    assert done.exit_code == 1
    assert "[release-invalid] " in done.output
    assert folders(project)[0].name in done.output
    assert "was not released" in done.output
    assert hashes(project) == before


@pytest.mark.parametrize("where", ["datapackage/README.txt", "schemas/codes/new.csv"])
def test_what_is_not_committed_is_refused(project: Path, where: str) -> None:
    (project / where).write_text("x")
    assert reasons(project, SECOND) == {"release-uncommitted"}


def test_a_changed_package_that_is_not_committed_is_refused(project: Path) -> None:
    revise(project)
    assert "release-uncommitted" in reasons(project, SECOND)


def test_an_unbumped_change_is_refused_with_the_tag_and_without(project: Path) -> None:
    revise(project)
    commit(project)
    assert reasons(project, SECOND) == {"release-unbumped"}
    git(project, "tag", "-d", FIRST)
    assert reasons(project, SECOND) == {"release-unbumped"}


def test_too_small_a_version_is_refused(project: Path) -> None:
    """A document without one of its rows calls for MINOR; somebody writes a patch."""
    text = text_of(1)
    lines = text.split("\n")
    rows_of_tables = (number for number, line in enumerate(lines) if re.search(r"\t.*\t.*\t\d+\.\d", line))
    del lines[next(rows_of_tables)]
    folder = convert(project, "\n".join(lines))
    bump(project)
    descriptor = json.loads((folder / DESCRIPTOR).read_bytes())
    assert descriptor["version"] == "1.1.0"
    data = (folder / DESCRIPTOR).read_text(encoding="utf-8")
    (folder / DESCRIPTOR).write_text(data.replace("1.1.0", "1.0.1"), encoding="utf-8")
    (folder / "changes" / "1.1.0.csv").rename(folder / "changes" / "1.0.1.csv")
    commit(project)
    assert reasons(project, SECOND) == {"release-unbumped"}


def test_a_rewritten_history_is_refused(project: Path) -> None:
    """A new version that knows nothing of the one that was released."""
    folder = revise(project)
    path = folder / DESCRIPTOR
    descriptor = json.loads(path.read_bytes())
    assert descriptor["version"] == "1.0.0"
    path.write_text(json.dumps({**descriptor, "version": "2.0.0"}, ensure_ascii=False), "utf-8")
    commit(project)
    assert "release-history" in reasons(project, SECOND)
    git(project, "tag", "-d", FIRST)
    assert "release-history" in reasons(project, SECOND)


def test_a_package_may_not_vanish_without_a_word(project: Path) -> None:
    gone = folders(project)[0]
    shutil.rmtree(gone)
    commit(project)
    assert reasons(project, SECOND) == {"release-vanished"}
    told = f"package,reason_zh,reason_en\n{gone.name},发布方撤回,<b>taken back</b>\n"
    (project / RECORDS / WITHDRAWN).write_text(told, encoding="utf-8")
    made = make(project, SECOND)
    assert [(one.name, one.before) for one in made.record.withdrawn] == [(gone.name, "1.0.0")]
    changelog = (made.folder / "CHANGELOG.md").read_text(encoding="utf-8")
    assert gone.name in changelog
    assert "<b>" not in changelog
    assert read_records(project / RECORDS)[-1] == made.record


def test_a_withdrawn_package_may_not_be_there(project: Path) -> None:
    told = f"package,reason_zh,reason_en\n{folders(project)[0].name},撤回,taken back\n"
    (project / RECORDS / WITHDRAWN).write_text(told, encoding="utf-8")
    assert reasons(project, SECOND) == {"release-withdrawn"}


@pytest.mark.parametrize(
    "told", ["package\n", "package,reason_zh,reason_en\nx,y,z\n", "package,reason_zh,reason_en\n,,\n"]
)
def test_a_wrong_list_of_withdrawn_packages_is_refused(project: Path, told: str) -> None:
    (project / RECORDS / WITHDRAWN).write_text(told, encoding="utf-8")
    assert reasons(project, SECOND) == {"release-record"}


def test_no_packages_or_no_licence_is_refused(project: Path) -> None:
    shutil.rmtree(project / "datapackage")
    (project / "LICENSE").unlink()
    commit(project)
    assert reasons(project, SECOND) == {"release-empty", "release-licence"}


def test_a_foreign_folder_is_left_alone(project: Path) -> None:
    (project / "build" / "releases" / SECOND).mkdir()
    (project / "build" / "releases" / SECOND / "mine.txt").write_text("x")
    assert reasons(project, SECOND) == {"release-folder"}


def test_a_folder_without_git_is_refused(released: Path, tmp_path: Path) -> None:
    shutil.copytree(released / "datapackage", tmp_path / "datapackage")
    with pytest.raises(DisclosureError, match="release-git"):
        plan_release(tmp_path, FIRST)


# --- all of it or nothing --------------------------------------------------------------------------


def fail_at(monkeypatch: pytest.MonkeyPatch, method: str, number: int, error: BaseException) -> None:
    """Let the `number`-th call of a method of `Path` on a path of a release fail."""
    plain, calls = getattr(Path, method), iter(range(1, 10_000))

    def failing(self: Path, *arguments: Any, **named: Any) -> Any:
        if SECOND in str(self) and next(calls) == number:
            raise error
        return plain(self, *arguments, **named)

    monkeypatch.setattr(Path, method, failing)


FAILURES = [
    (method, number, error)
    for method, numbers in {
        "open": range(1, 3),  # all facts, the record
        "write_bytes": (1, 5, 8),  # files of the release, from the first to the last
        "rename": (1, 2),  # what stood there before, the new folder
        "replace": (1,),  # the record
    }.items()
    for number in numbers
    for error in (OSError(errno.ENOSPC, "no room"), OSError(errno.EROFS, "read-only"), KeyboardInterrupt())
]


@pytest.mark.parametrize(("method", "number", "error"), FAILURES, ids=lambda told: getattr(told, "strerror", told))
def test_whatever_fails_the_release_before_it_stays(
    project: Path, monkeypatch: pytest.MonkeyPatch, method: str, number: int, error: BaseException
) -> None:
    """A folder without a record stands there, as a process that was killed leaves it; another attempt fails."""
    made = make(project, SECOND)
    made.record_path.unlink()
    (made.folder / "SHA256SUMS").write_text("from another attempt")
    before = hashes(project)
    fail_at(monkeypatch, method, number, error)
    expected = KeyboardInterrupt if isinstance(error, KeyboardInterrupt) else DisclosureError
    with pytest.raises(expected):
        make(project, SECOND)
    monkeypatch.undo()
    assert hashes(project) == before
    make(project, SECOND)
    assert read_records(project / RECORDS)[-1] == made.record
    assert (made.folder / "SHA256SUMS").read_text() != "from another attempt"


def test_a_first_release_that_fails_leaves_no_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = hashes(project)
    fail_at(monkeypatch, "replace", 1, OSError(errno.ENOSPC, "no room"))
    with pytest.raises(DisclosureError, match="release-failed"):
        make(project, SECOND)
    monkeypatch.undo()
    assert hashes(project) == before
    assert not (project / "build" / "releases" / SECOND).exists()


def test_a_release_is_made_again_where_its_record_cannot_be_written(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record is there already and says the same, so it is not written."""
    fail_at(monkeypatch, "replace", 1, OSError(errno.EROFS, "read-only"))
    assert make(project, FIRST).record == read_records(project / RECORDS)[0]


@pytest.mark.skipif(os.geteuid() == 0, reason="ROOT: nothing is read-only for root")
def test_a_folder_that_may_not_be_written_to_is_named(project: Path) -> None:
    (project / "build" / "releases").chmod(0o555)
    assert reasons(project, SECOND) == {"release-failed"}


def test_a_release_keeps_the_address_of_its_record(project: Path) -> None:
    """Made again with another address, or with none where it had one, it is the same."""
    portal = "https://example.org/mingzhang/"
    first = hashes(project / "build")
    for given in ("", portal):
        make_release(plan_release(project, FIRST, portal=given), project / "build" / "releases")
    assert hashes(project / "build") == first
    out = project / "build" / "releases"
    made = make_release(plan_release(project, SECOND, portal=portal), out)
    found = hashes(made.folder)
    for given in ("", "https://elsewhere.example.org/"):
        assert hashes(make_release(plan_release(project, SECOND, portal=given), out).folder) == found
    done = run("release", SECOND, "--project", project, "--out", out, "--portal", "https://else.example/", "-j", 1)
    assert done.exit_code == 0
    assert f"keeps the address that its record names: {portal}" in done.output


# --- records ---------------------------------------------------------------------------------------


def _without(key: str) -> Any:
    return lambda record: record.pop(key)


@pytest.mark.parametrize(
    "spoil",
    [
        _without("date"),
        _without("packages"),
        _without("files"),
        lambda record: record.update(format=2),
        lambda record: record.update(release="2026.10.9"),
        lambda record: record.update(date="9 October"),
        lambda record: record["packages"][0].update(name="../x"),
        lambda record: record["packages"][0].update(hash="0"),
        lambda record: record["packages"][0].update(version="1"),
        lambda record: record["packages"][0].update(causes={"weather": 1}),
        lambda record: record["packages"][0].update(causes={"source_revised": "many"}),
        lambda record: record["files"][0].update(name="../../etc/passwd"),
        lambda record: record["withdrawn"].append({"name": "x"}),
    ],
)
def test_what_is_no_record_is_refused(released: Path, tmp_path: Path, spoil: Any) -> None:
    record = json.loads((released / RECORDS / f"{FIRST}.json").read_bytes())
    spoil(record)
    (tmp_path / f"{FIRST}.json").write_bytes(write_json(record))
    with pytest.raises(DisclosureError, match="release-record"):
        read_records(tmp_path)


def test_a_record_that_is_no_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / f"{FIRST}.json").write_text("{")
    with pytest.raises(DisclosureError, match="release-record"):
        read_records(tmp_path)


def test_names_are_ordered_by_number() -> None:
    names = [read_name(text) for text in ("2026.10.10", "2026.09.2", "2026.10.9", "2027.01.1")]
    assert [str(name) for name in sorted(names)] == ["2026.09.2", "2026.10.9", "2026.10.10", "2027.01.1"]


def test_json_lists_the_files(released: Path, tmp_path: Path) -> None:
    done = run("release", FIRST, "--project", released, "--out", tmp_path / "out", "--json", "-q", "-j", 1)
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert {file["name"]: file["sha256"] for file in told["files"]} == hashes(Path(told["folder"]))
