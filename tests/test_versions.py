"""Versions: what differs, why, the number that follows, and the history that a package carries."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from mingzhang.cli import main
from mingzhang.convert.pipeline import convert_source
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.privacy import mask, masked_places
from mingzhang.packages.build import build_package, compact_json
from mingzhang.packages.history import FIELDS, read_changes
from mingzhang.packages.published import PublishedPackage, package_at
from mingzhang.validate.run import validate_package
from mingzhang.versions import compare, open_revisions, smallest_level
from mingzhang.versions.bump import allowed_version, is_allowed
from mingzhang.versions.causes import explain
from mingzhang.versions.differences import Change, Difference, Kind
from mingzhang.versions.presentation import lines
from mingzhang.versions.record import change_rows, judge, next_version, replay

from tests.documents import source_of
from tests.generator import generate

CLEAN: frozenset[str] = frozenset()
Edit = Callable[[str, random.Random], str]


def snapshot(text: str, version: str = "1.0.0") -> PublishedPackage:
    source = source_of(mask(text))
    original = replace(source.originals[0], bytes=len(text.encode()), sha256=f"{abs(hash_of(text)):064x}")
    masked = replace(source, originals=(original,), masked=masked_places(source.text))
    package = build_package(convert_source(masked), version)
    return PublishedPackage(package.name, package.files)


def hash_of(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def facts(version: PublishedPackage) -> dict[str, dict[str, str]]:
    return {row["fact_id"]: row for row in version.cells("facts")}


def amounts(text: str) -> list[tuple[int, int]]:
    """Line and cell of every amount of the tables (0-based)."""
    return [
        (number, at)
        for number, line in enumerate(text.split("\n"))
        for at, cell in enumerate(line.split("\t"))
        if at and cell.count(".") == 1 and cell.replace(".", "").replace(",", "").isdigit()
    ]


def change_amount(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    number, at = rng.choice(amounts(text))
    cells = lines[number].split("\t")
    cells[at] = f"{float(cells[at].replace(',', '')) + 1:.2f}"
    lines[number] = "\t".join(cells)
    return "\n".join(lines)


def blank_amount(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    number, at = rng.choice(amounts(text))
    cells = lines[number].split("\t")
    cells[at] = ""
    lines[number] = "\t".join(cells)
    return "\n".join(lines)


def drop_row(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    del lines[rng.choice(amounts(text))[0]]
    return "\n".join(lines)


def move_down(text: str, rng: random.Random) -> str:
    """A line more before the tables."""
    lines = text.split("\n")
    first = amounts(text)[0][0]
    title = next(
        number
        for number in range(first, 0, -1)
        if lines[number].startswith(("2", "（", "一", "公开")) or not lines[number]
    )
    return "\n".join([*lines[:title], "", *lines[title:]])


EDITS: dict[str, Edit] = {
    "amount": change_amount,
    "blank": blank_amount,
    "row": drop_row,
    "place": move_down,
    "all": lambda text, rng: move_down(drop_row(blank_amount(change_amount(text, rng), rng), rng), rng),
}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("edit", EDITS)
def test_replaying_the_changes_on_the_old_facts_gives_the_new_ones(edit: str, seed: int) -> None:
    text = generate(seed, hazards=CLEAN).text
    old, new = snapshot(text), snapshot(EDITS[edit](text, random.Random(seed)))
    changes = change_rows(compare(old, new))
    assert replay(old.cells("facts"), changes) == facts(new)
    assert (old.files["data/facts.csv"] == new.files["data/facts.csv"]) == (not changes)


@pytest.mark.parametrize("seed", range(6))
def test_between_two_documents_that_have_nothing_in_common_too(seed: int) -> None:
    old = snapshot(generate(seed, kind="budget", hazards=CLEAN).text)
    new = replace(snapshot(generate(seed + 100, kind="budget", hazards=CLEAN).text), name=old.name)
    assert replay(old.cells("facts"), change_rows(compare(old, new))) == facts(new)


@pytest.mark.parametrize("seed", range(8))
def test_a_moved_table_is_no_changed_value(seed: int) -> None:
    text = generate(seed, hazards=CLEAN).text
    difference = compare(snapshot(text), snapshot(move_down(text, random.Random(seed))))
    told = {(change.table, change.kind) for change in difference.changes}
    assert {kind for _, kind in told} == {"moved"}
    assert smallest_level(difference) == "patch"


def test_a_changed_amount_is_one_changed_value() -> None:
    text = generate(3, kind="budget", hazards=CLEAN).text
    number, at = amounts(text)[5]
    lines = text.split("\n")
    cells = lines[number].split("\t")
    was, cells[at] = cells[at], "123456.78"
    lines[number] = "\t".join(cells)
    difference = compare(snapshot(text), snapshot("\n".join(lines)))
    values = [change for change in difference.of_kind("changed") if change.table == "facts"]
    assert [change.field for change in values] == ["amount_yuan"]
    assert (values[0].new, values[0].locator) == ("1234567800.00", f"L{number + 1}C{at + 1}")
    assert values[0].old == f"{float(was.replace(',', '')) * 10000:.2f}"


def test_a_renamed_project_is_no_changed_value() -> None:
    text = next(
        document.text
        for seed in range(60)
        if (document := generate(seed, kind="budget", hazards=CLEAN)) and projects(document.text)
    )
    name = projects(text)[0]
    new = snapshot(text.replace(f"\n{name}\t", f"\n{name}（续）\t"))
    difference = compare(snapshot(text), new)
    of_facts = [change for change in difference.changes if change.table == "facts"]
    assert {change.kind for change in of_facts} == {"renamed"}
    renamed = [change for change in of_facts if change.field == "fact_id"]
    assert renamed
    assert all(name in change.old and f"{name}（续）" in change.new for change in renamed)


def projects(text: str) -> list[str]:
    rows = snapshot(text).cells("projects")
    names = [row["project_name"] for row in rows if row["project_name"]]
    return [name for name in names if names.count(name) == 1 and len(name) > 5]


# --- causes ----------------------------------------------------------------------------------------


def misread(version: PublishedPackage, field: str = "printed") -> PublishedPackage:
    """The same document as an older, worse reader would have left it: one cell differs."""
    rows = version.cells("facts")
    rows[2][field] = "0"
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return PublishedPackage(version.name, {**version.files, "data/facts.csv": out.getvalue().encode()})


def test_the_same_document_read_otherwise_is_a_mended_reading() -> None:
    new = snapshot(generate(1, hazards=CLEAN).text)
    difference = explain(misread(new), new)
    assert {change.cause for change in difference.changes} == {"reading_fixed"}
    assert difference.causes == ("reading_fixed",)


def test_a_revised_document_and_a_mended_reading_are_told_apart() -> None:
    text = generate(1, kind="budget", hazards=CLEAN).text
    old, new = misread(snapshot(text)), snapshot(change_amount(text, random.Random(4)))
    told = {change.row_id: change.cause for change in explain(old, new).changes if change.table == "facts"}
    mended = old.cells("facts")[2]["fact_id"]
    assert told.pop(mended) == "reading_fixed"
    assert told
    assert set(told.values()) == {"source_revised"}


def test_history_of_two_old_versions_is_decided_by_the_document() -> None:
    text = generate(1, kind="budget", hazards=CLEAN).text
    old, new = snapshot(text), misread(snapshot(change_amount(text, random.Random(4))))
    assert {change.cause for change in explain(old, new).changes} == {"source_revised"}


def test_a_new_column_is_a_change_of_schema() -> None:
    new = snapshot(generate(1, hazards=CLEAN).text)
    descriptor, schema = descriptor_and_facts(new)
    schema["fields"] = [field for field in schema["fields"] if field["name"] != "row_label"]
    old = PublishedPackage(new.name, {**new.files, "datapackage.json": json.dumps(descriptor).encode()})
    difference = explain(old, new)
    assert [(one.table, one.field, one.what) for one in difference.schema] == [("facts", "row_label", "column added")]
    assert smallest_level(difference) == "minor"
    assert difference.causes == ("schema_changed",)
    assert smallest_level(explain(new, old)) == "major"
    descriptor, schema = descriptor_and_facts(new)
    for field in schema["fields"]:
        field["title_en"] = "Other"
    old = PublishedPackage(new.name, {**new.files, "datapackage.json": json.dumps(descriptor).encode()})
    assert smallest_level(explain(old, new)) == "patch"


def descriptor_and_facts(version: PublishedPackage) -> tuple[dict[str, Any], dict[str, Any]]:
    """A copy of the descriptor and, inside it, the schema of the facts."""
    descriptor = json.loads(version.files["datapackage.json"])
    return descriptor, next(one for one in descriptor["resources"] if one["name"] == "facts")["schema"]


# --- numbers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "version"), [("none", "1.2.3"), ("patch", "1.2.4"), ("minor", "1.3.0"), ("major", "2.0.0")]
)
def test_the_smallest_version_that_may_follow(level: str, version: str) -> None:
    assert allowed_version("1.2.3", level) == version  # type: ignore[arg-type]
    assert is_allowed("1.2.3", version, level)  # type: ignore[arg-type]


def test_a_smaller_version_is_refused_and_a_larger_one_is_not() -> None:
    assert not is_allowed("1.2.3", "1.2.4", "minor")
    assert not is_allowed("1.2.3", "1.2.3", "patch")
    assert not is_allowed("1.2.3", "1.2.4", "none")
    assert not is_allowed("1.9.0", "1.10.0", "major")
    assert is_allowed("1.2.3", "2.0.0", "patch")


def test_rows_added_are_minor() -> None:
    text = generate(5, hazards=CLEAN).text
    assert smallest_level(compare(snapshot(drop_row(text, random.Random(1))), snapshot(text))) in ("minor",)
    assert smallest_level(compare(snapshot(text), snapshot(text))) == "none"


# --- the commands ----------------------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def published(tmp_path: Path) -> tuple[Path, Path, Path]:
    """The root of packages as it was, as it is, and the document (seed 7) the one package is made of."""
    document = tmp_path / "disclosure.txt"
    document.write_text(generate(7, kind="budget", hazards=CLEAN).text, encoding="utf-8")
    assert run("convert", "-q", "--root", tmp_path / "new", document).exit_code == 0
    shutil.copytree(tmp_path / "new", tmp_path / "old")
    return tmp_path / "old", tmp_path / "new", document


def package_of(root: Path) -> Path:
    (folder,) = root.glob("*/*")
    return folder


def republish(document: Path, root: Path, seed: int = 1) -> None:
    text = change_amount(document.read_text(encoding="utf-8"), random.Random(seed))
    document.write_text(text, encoding="utf-8")
    assert run("convert", "-q", "--root", root, document).exit_code in (0, 1)


def test_a_republished_document_gets_a_version_a_history_and_a_changelog(published: tuple[Path, Path, Path]) -> None:
    old, new, document = published
    republish(document, new)
    refused = run("validate", "--no-frictionless", "--root", new, "--against", old)
    assert refused.exit_code == 1
    assert "[version-too-small]" in refused.output
    assert run("bump", "--root", new, "--against", old, "--check").exit_code == 1
    assert run("bump", "--root", new, "--against", old).exit_code == 0
    folder = package_of(new)
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    version = descriptor["version"]
    assert version in ("1.0.1", "1.1.0")
    assert [entry["version"] for entry in descriptor["history"]] == [version, "1.0.0"]
    hashes = [entry["sources"][0]["hash"] for entry in descriptor["history"]]
    assert hashes[0] == descriptor["sources"][0]["hash"]
    assert (
        hashes[1] == json.loads((package_of(old) / "datapackage.json").read_text())["sources"][0]["hash"] != hashes[0]
    )
    assert descriptor["history"][0]["causes"] == ["source_revised"]
    rows = read_changes((folder / "changes" / f"{version}.csv").read_bytes())
    assert [row["field"] for row in rows if row["kind"] == "changed"] == ["amount_yuan"]
    told = (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {version}\n" in told
    assert "公布者修订了文档" in told
    assert "the publisher revised the document" in told
    assert run("validate", "--root", new, "--against", old).exit_code == 0
    assert run("bump", "--root", new, "--against", old, "--check").exit_code == 0
    before = (folder / "datapackage.json").read_bytes()
    assert run("rebuild", "-q", "--root", new).exit_code in (0, 1)
    assert (folder / "datapackage.json").read_bytes() == before
    assert (folder / "CHANGELOG.md").read_text(encoding="utf-8") == told


def test_the_history_grows_version_by_version(published: tuple[Path, Path, Path], tmp_path: Path) -> None:
    old, new, document = published
    for seed in (1, 2):
        republish(document, new, seed)
        assert run("bump", "--root", new, "--against", old).exit_code == 0
        assert run("validate", "--no-frictionless", "--root", new, "--against", old).exit_code == 0
        shutil.rmtree(old)
        shutil.copytree(new, old)
    history = json.loads((package_of(new) / "datapackage.json").read_text(encoding="utf-8"))["history"]
    assert len(history) == 3
    assert len({entry["sources"][0]["hash"] for entry in history}) == 3


def test_bumping_again_after_more_edits_starts_from_the_published_version(published: tuple[Path, Path, Path]) -> None:
    old, new, document = published
    for seed in (1, 2):
        republish(document, new, seed)
        assert run("bump", "--root", new, "--against", old).exit_code == 0
    descriptor = json.loads((package_of(new) / "datapackage.json").read_text(encoding="utf-8"))
    assert len(descriptor["history"]) == 2
    assert run("validate", "--no-frictionless", "--root", new, "--against", old).exit_code == 0


def test_diff_says_what_changed(published: tuple[Path, Path, Path], tmp_path: Path) -> None:
    old, new, document = published
    assert run("diff", old, new).exit_code == 0
    republish(document, new)
    told = run("diff", old, new, "--out", tmp_path / "out")
    assert told.exit_code == 1
    assert "document revised" in told.stdout
    assert "amounts, in yuan" in told.stdout
    (written,) = (tmp_path / "out").glob("*/changes.csv")
    changes = read_changes(written.read_bytes())
    assert tuple(changes[0]) == FIELDS
    assert replay(package_at(package_of(old)).cells("facts"), changes) == facts(package_at(package_of(new)))
    as_json = json.loads(run("diff", old, new, "--json", "-q").stdout)
    assert as_json["causes"] == ["source_revised"]
    assert {change["table"] for change in as_json["changes"]} >= {"facts"}
    package_of(new).rename(package_of(new).with_name(package_of(new).name.replace("-budget", "-final")))
    gone = run("diff", old, new)
    assert gone.exit_code == 1
    assert "gone" in gone.stdout


def test_versions_in_git_and_in_archives(published: tuple[Path, Path, Path], tmp_path: Path) -> None:
    old, _, document = published
    project = tmp_path / "project"
    project.mkdir()
    shutil.copytree(old, project / "datapackage")
    git = ["git", "-C", str(project), "-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "one"], ["tag", "2026.1.1"]):
        subprocess.run([*git, *command], check=True)
    root = project / "datapackage"
    republish(document, root)
    archive = tmp_path / "old.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(old.rglob("*")):
            packed.write(path, path.relative_to(old.parent))
    by_folder, by_tag, by_zip = (
        json.loads(run("diff", given, root, "--root", root, "--json", "-q").stdout)
        for given in (old, "2026.1.1", archive)
    )
    assert by_folder == by_tag == by_zip
    assert run("bump", "--root", root).exit_code == 0
    assert run("validate", "--no-frictionless", "--root", root, "--against", "HEAD").exit_code == 0


def as_package(root: Path, place: Path) -> Path:
    return package_of(root)


def as_package_of_another_name(root: Path, place: Path) -> Path:
    return Path(shutil.copytree(package_of(root), place))


def as_division(root: Path, place: Path) -> Path:
    return package_of(root).parent


def as_downloads(root: Path, place: Path) -> Path:
    shutil.copytree(package_of(root), place / package_of(root).name)
    return place


def as_project(root: Path, place: Path) -> Path:
    """With a copy of the package elsewhere, as tests and builds of a project have it."""
    shutil.copytree(root, place / "datapackage")
    shutil.copytree(root, place / "build" / "older")
    return place


def as_portal(root: Path, place: Path) -> Path:
    """Files made of a package lie beside its own; pages lie in folders of its name."""
    folder = Path(shutil.copytree(package_of(root), place / "data" / package_of(root).name))
    (folder / f"{folder.name}.zip").write_bytes(root.name.encode())
    (folder / "data" / "facts.json").write_bytes(root.name.encode())
    (place / "d" / folder.name).mkdir(parents=True)
    return place


def as_release(root: Path, place: Path) -> Path:
    """As `mingzhang release` writes it: the packages are in its archive."""
    place.mkdir()
    with zipfile.ZipFile(place / "mingzhang-2026.1.1.zip", "w") as packed:
        for path in sorted(root.rglob("*")):
            packed.write(path, Path("mingzhang-2026.1.1", "datapackage", path.relative_to(root)))
    return place


def as_release_unpacked(root: Path, place: Path) -> Path:
    shutil.copytree(root, place / "mingzhang-2026.1.1" / "datapackage")
    return place


LAYOUTS = (
    as_package,
    as_package_of_another_name,
    as_division,
    as_downloads,
    as_project,
    as_portal,
    as_release,
    as_release_unpacked,
)


@pytest.mark.parametrize("lay", LAYOUTS, ids=lambda lay: lay.__name__)
def test_packages_are_found_however_they_lie_in_a_folder(
    lay: Callable[[Path, Path], Path], published: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    old, new, document = published
    before, same = lay(old, tmp_path / "before"), lay(new, tmp_path / "same")
    assert (run("diff", before, same).exit_code, run("diff", before, new).exit_code) == (0, 0)
    republish(document, new)
    told = run("diff", before, lay(new, tmp_path / "after"), "--json", "-q")
    assert told.exit_code == 1, told.output
    assert json.loads(told.stdout) == json.loads(run("diff", old, new, "--json", "-q").stdout)


@pytest.mark.parametrize("side", [0, 1])
def test_a_side_without_a_package_is_an_error_and_not_all_gone(
    side: int, published: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    empty = tmp_path / "mistyped"
    empty.mkdir()
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as packed:
        packed.writestr("readme.txt", "nothing")
    for nothing in (empty, tmp_path / "empty.zip"):
        sides = [published[0], published[0]]
        sides[side] = nothing
        told = run("diff", *sides)
        assert (told.exit_code, told.stdout) == (2, "")
        assert f"{nothing}: [package-not-found] there is no package" in told.stderr


def test_a_revision_before_the_first_package_is_no_error_and_two_of_them_are(
    published: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    project = tmp_path / "project"
    root = project / "datapackage"
    root.mkdir(parents=True)
    git = ["git", "-C", str(project), "-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    for command in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "none"], ["tag", "none"]):
        subprocess.run([*git, *command], check=True)
    shutil.copytree(published[0], root, dirs_exist_ok=True)
    for command in (["add", "-A"], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *command], check=True)
    told = run("diff", "none", "HEAD", "--root", root)
    assert told.exit_code == 1
    assert package_of(root).name in told.stdout
    both = run("diff", "none", "none", "--root", root)
    assert both.exit_code == 2
    assert "neither none nor none has a package" in both.stderr


def test_beside_one_package_the_others_are_not_told_as_new(published: tuple[Path, Path, Path]) -> None:
    old, new, _ = published
    other = package_of(new).name.replace("-budget", "-final")
    shutil.copytree(package_of(new), package_of(new).with_name(other))
    assert run("diff", package_of(old), new).exit_code == 0
    assert other in run("diff", old, new).stdout


def test_a_folder_that_holds_a_package_twice_is_refused(published: tuple[Path, Path, Path], tmp_path: Path) -> None:
    for release in ("2026.1.1", "latest"):
        shutil.copytree(package_of(published[0]), tmp_path / "site" / release / "data" / package_of(published[0]).name)
    told = run("diff", tmp_path / "site", published[0])
    assert told.exit_code == 2
    assert "twice" in told.stderr


def test_a_package_that_lost_its_descriptor_is_told_and_not_gone(published: tuple[Path, Path, Path]) -> None:
    old, new, _ = published
    (package_of(new) / "datapackage.json").unlink()
    told = run("diff", old, new)
    assert told.exit_code == 2
    assert "datapackage.json" in told.stderr


@pytest.mark.parametrize("given", ["no-such-thing", "--output=x", "HEAD~99", "a b", "x" * 300, ""])
def test_what_names_no_version_is_a_clear_error(given: str, tmp_path: Path) -> None:
    with pytest.raises(DisclosureError) as raised:
        open_revisions(given or "\x00", tmp_path)
    assert raised.value.code == "version-not-found"


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("x/140404-002-2023-dept-budget/source.txt", b"0" * 30_000_000)


def outside(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("../140404-002-2023-dept-budget/datapackage.json", "{}")


def no_archive(path: Path) -> None:
    path.write_bytes(b"PK no archive")


@pytest.mark.parametrize("make", [bomb, outside, no_archive])
def test_hostile_archives_are_refused(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "x.zip")
    with pytest.raises(DisclosureError) as raised:
        open_revisions(str(tmp_path / "x.zip"), tmp_path)
    assert raised.value.code == "package-not-found"


# --- a history that lies ---------------------------------------------------------------------------


def edit_history(folder: Path, change: Callable[[list[dict[str, object]]], None]) -> None:
    path = folder / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    change(descriptor["history"])
    path.write_bytes(compact_json(descriptor) + b"\n")


def edit_changes(folder: Path, old: str, new: str) -> None:
    (path,) = (folder / "changes").glob("*.csv")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def reseal(folder: Path) -> None:
    """Size and hash of the changes as a careful liar would write them."""
    (path,) = (folder / "changes").glob("*.csv")
    data = path.read_bytes()
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    edit_history(folder, lambda h: h[0]["changes"].update(bytes=len(data), hash=digest))  # type: ignore[attr-defined]


def lie(old: str, new: str) -> Callable[[Path], None]:
    """Edit the changes and make size and hash fit."""

    def damage(folder: Path) -> None:
        edit_changes(folder, old, new)
        reseal(folder)

    return damage


VERSION_RULES = {"version-too-small", "version-history"}
"""Rules of validation that only compare with an older version."""

LIES: dict[str, tuple[Callable[[Path], None], str]] = {
    "changelog edited": (lambda p: (p / "CHANGELOG.md").write_text("# <script>\n"), "changelog"),
    "changelog gone": (lambda p: (p / "CHANGELOG.md").unlink(), "file-missing"),
    "changes edited": (lambda p: edit_changes(p, "source_revised", "reading_fixed"), "history-file"),
    "changes gone": (lambda p: next((p / "changes").glob("*.csv")).unlink(), "file-missing"),
    "another file": (lambda p: (p / "changes" / "9.9.9.csv").write_text("x\n"), "file-unexpected"),
    "a foreign file": (lambda p: (p / "changes" / "run.sh").write_text("x\n"), "file-unexpected"),
    "first version dropped": (lambda p: edit_history(p, lambda h: h.pop()), "package-schema"),
    "order turned": (lambda p: edit_history(p, lambda h: h.reverse()), "history-order"),
    "another document": (
        lambda p: edit_history(p, lambda h: h[0]["sources"][0].update(hash="sha256:" + "0" * 64)),  # type: ignore[attr-defined]
        "history-source",
    ),
    "another count": (lambda p: edit_history(p, lambda h: h[0]["facts"].update(added=7)), "history-count"),  # type: ignore[attr-defined]
    "another header": (lie("fact_id,kind", "fact_id,sort"), "history"),
    "an unknown cause": (lie("source_revised", "<script>"), "history-value"),
    "another outcome": (lie(",source_revised", "9,source_revised"), "history-end"),
    "a formula": (lie("\n", "\n=HYPERLINK(1)"), "history-value"),
    "a place that is none": (lie(",L", ",javascript:L"), "history-value"),
    "markup as version": (lambda p: edit_history(p, lambda h: h[1].update(version="<b>")), "package-schema"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_history_that_lies_is_refused(name: str, published: tuple[Path, Path, Path]) -> None:
    old, new, document = published
    republish(document, new)
    assert run("bump", "--root", new, "--against", old).exit_code == 0
    damage, code = LIES[name]
    damage(package_of(new))
    found = validate_package(package_of(new), root=new, with_frictionless=False)
    assert code in {violation.code for violation in found}


def test_a_fact_edited_after_the_version_was_given_is_noticed(published: tuple[Path, Path, Path]) -> None:
    old, new, document = published
    republish(document, new)
    assert run("bump", "--root", new, "--against", old).exit_code == 0
    folder = package_of(new)
    republish(document, new, 2)
    found = {violation.code for violation in validate_package(folder, root=new, with_frictionless=False)}
    assert found & {"history-source", "history-end"}


def test_a_rewritten_past_is_refused(published: tuple[Path, Path, Path]) -> None:
    old, new, document = published
    republish(document, new)
    run("bump", "--root", new, "--against", old)
    past = json.loads((package_of(old) / "datapackage.json").read_text(encoding="utf-8"))
    past["sources"][0]["hash"] = "sha256:" + "1" * 64
    other = PublishedPackage(
        package_of(old).name, {**package_at(package_of(old)).files, "datapackage.json": json.dumps(past).encode()}
    )
    assert "version-history" in {violation.code for violation in judge(other, package_at(package_of(new)))}
    assert judge(package_at(package_of(old)), package_at(package_of(new))) == []


def test_changes_that_were_invented_are_refused(published: tuple[Path, Path, Path]) -> None:
    """A liar who makes size, hash and counts fit still cannot tell another old value."""
    old, new, document = published
    republish(document, new)
    run("bump", "--root", new, "--against", old)
    folder = package_of(new)
    (path,) = (folder / "changes").glob("*.csv")
    row = next(row for row in read_changes(path.read_bytes()) if row["kind"] == "changed")
    lie(f",{row['old']},", ",1.00,")(folder)
    assert run("rebuild", "-q", "--root", new).exit_code in (0, 1)
    found = {violation.code for violation in judge(package_at(package_of(old)), package_at(folder))}
    assert found == {"version-history"}


def test_two_versions_since_the_older_one_may_stand_in_one_history(published: tuple[Path, Path, Path]) -> None:
    old, new, document = published
    between = new.parent / "between"
    republish(document, new, 1)
    run("bump", "--root", new, "--against", old)
    shutil.copytree(new, between)
    republish(document, new, 2)
    run("bump", "--root", new, "--against", between)
    assert judge(package_at(package_of(old)), package_at(package_of(new))) == []


def test_a_published_past_cannot_be_rewritten_where_nothing_else_changed(published: tuple[Path, Path, Path]) -> None:
    old, new, document = published
    republish(document, new)
    run("bump", "--root", new, "--against", old)
    shutil.rmtree(old)
    shutil.copytree(new, old)
    lie("source_revised", "reading_fixed")(package_of(new))
    edit_history(package_of(new), lambda h: h[0].update(causes=["reading_fixed", "source_revised"]))
    found = {violation.code for violation in judge(package_at(package_of(old)), package_at(package_of(new)))}
    assert found == {"version-history"}


def test_a_cause_that_was_invented_is_refused(published: tuple[Path, Path, Path]) -> None:
    old, new, document = published
    republish(document, new)
    run("bump", "--root", new, "--against", old)
    edit_history(package_of(new), lambda h: h[0].update(causes=["reading_fixed"]))
    found = {violation.code for violation in judge(package_at(package_of(old)), package_at(package_of(new)))}
    assert found == {"version-history"}


def test_what_is_a_revision_and_a_path_is_refused(
    published: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, _, _ = published
    git = ["git", "-C", str(old), "-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *command], check=True)
    monkeypatch.chdir(old.parent)
    (old.parent / "HEAD").mkdir()
    with pytest.raises(DisclosureError) as raised:
        open_revisions("HEAD", old)
    assert "revision and a path" in raised.value.message


def test_nothing_changed_needs_no_version() -> None:
    version = snapshot(generate(2, hazards=CLEAN).text)
    assert next_version(version, version, explain(version, version)) == ("1.0.0", ())


# --- what a person reads ---------------------------------------------------------------------------


def told_of(*changes: Change) -> list[str]:
    return [line.strip() for line in lines(Difference("p", "1.0.0", "1.0.1", (), changes, (), True), 40)]


def test_an_amount_is_told_once_with_how_much_it_grew() -> None:

    def change(row: str, kind: Kind, field: str, old: str, new: str) -> Change:
        return Change("facts", f"expenditure/{row}/total", kind, field, old, new, "办公费", "L9C3", "source_revised")

    told = told_of(
        change("201", "changed", "amount_yuan", "634000.00", "644000.50"),
        change("201", "described", "printed", "63.40", "64.40005"),
        change("202", "changed", "amount_yuan", "", "1.00"),
        change("203", "removed", "amount_yuan", "7.00", ""),
        Change("tables", "expenditure", "changed", "records", "3", "4"),
    )
    assert told == [
        "p 1.0.0 -> 1.0.1 (minor; reading mended, document revised)",
        "amounts, in yuan",
        "changed  expenditure/201/total 办公费: 634000.00 -> 644000.50 (+10000.50)  L9C3 [document revised]",
        "changed  expenditure/202/total 办公费: blank -> 1.00  L9C3 [document revised]",
        "removed  expenditure/203/total 办公费: 7.00  (was at L9C3) [document revised]",
        "rows that differ",
        "changed       2 rows of facts",
        "described     1 row of facts",
        "removed       1 row of facts",
        "changed       1 row of tables",
    ]


def test_a_table_in_another_unit_is_told_in_one_line() -> None:
    told = told_of(
        *(Change("facts", f"balance/{row}/total", "described", "printed_unit", "万元", "元") for row in range(30)),
        *(Change("facts", f"balance/{row}/total", "moved", "locator", "L1C1", "L2C1") for row in range(30)),
    )
    assert told[1:] == [
        "texts beside amounts",
        "described 30 rows of balance, printed_unit: 万元 -> 元",
        "rows that differ",
        "described    30 rows of facts",
        "moved        30 rows of all tables: only their place differs",
    ]


def test_outcomes_names_and_many_places_can_be_read() -> None:
    many = " ".join(f"L{line}C1" for line in range(1, 9))
    told = told_of(
        Change("facts", "projects/b/total", "renamed", "fact_id", "projects/a/total", "projects/b/total"),
        Change("checks", "A02/x", "changed", "status", "pass", "fail", "相差10.00元。", many),
        Change("checks", "A02/y", "added", "status", "", "pass"),
        Change("statements", "s/1", "changed", "value", "12", "11"),
    )
    assert told[1:7] == [
        "names",
        "renamed  projects/a/total -> projects/b/total",
        "figures stated in the narrative",
        "changed  s/1: 12 -> 11 (-1)",
        "outcomes of checks",
        "changed  A02/x 相差10.00元。: pass -> fail  L1C1 L2C1 L3C1 L4C1 …",
    ]
