"""Hostile and honest contributions: what `mingzhang review` accepts, refuses, and says of them."""

from __future__ import annotations

import csv
import html
import itertools
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from mingzhang.review import Allowed, review, summary
from mingzhang.review.presentation import commands
from mingzhang.review.report import MAX_BYTES
from mingzhang.review.workflow_commands import command
from mingzhang.schemas.whole import whole_tables

from tests.contributions import (
    HOSTILE,
    codes,
    commit,
    convert,
    edit_csv,
    edit_descriptor,
    git,
    give_version,
    packages,
    reseal,
    revise,
    run,
    sixth,
)

# --- honest contributions --------------------------------------------------------------------------


def test_a_new_package_is_accepted(fork: Path) -> None:
    folder = sixth(fork)
    commit(fork)
    judged = review(fork, "main")
    assert judged.is_accepted, summary(judged)
    assert judged.scope.added == (folder.name,)
    told = summary(judged)
    assert "可以接受" in told
    assert "Accepted" in told
    assert folder.name in told
    facts = (folder / "data" / "facts.csv").read_text(encoding="utf-8").count("\n") - 1
    assert f", {facts} amounts" in told
    assert run("review", "--repository", fork, "--against", "main").exit_code == 0


def table_under(told: str, first_column: str) -> list[list[str]]:
    """The rows of the first table of a report whose head begins so, as a reader sees them."""
    lines = told.splitlines()
    begun = next(at for at, line in enumerate(lines) if line.startswith(f"| {first_column} |")) + 2
    rows = itertools.takewhile(lambda line: line.startswith("|"), lines[begun:])
    return [[html.unescape(cell.strip()) for cell in row.strip("|").split("|")] for row in rows]


def test_the_report_lists_the_tables_of_a_new_package_and_the_amounts_that_changed(fork: Path) -> None:
    added, revised = sixth(fork), packages(fork)[0]
    before = amounts_of(revised)
    convert(fork, revise(revised))
    assert run("bump", "--root", fork / "datapackage", "--against", "main").exit_code == 0
    commit(fork)
    told = summary(review(fork, "main", allowed=Allowed(units=True)))
    with (added / "data" / "tables.csv").open(encoding="utf-8", newline="") as file:
        whole = whole_tables(csv.DictReader(file))
    wanted = [[row["title_printed"], row["facts"], row["unread_cells"]] for row in whole]
    shown = table_under(told, "表 Table")
    assert [[title, facts, unread] for title, _, facts, unread in shown] == wanted
    assert any(state.startswith("有数据 ") for _, state, _, _ in shown)
    after = amounts_of(revised)
    changed = {fact for fact in before if before[fact] != after[fact]}
    assert changed
    rows = table_under(told, "金额 Amount")
    assert {re.fullmatch(r".*\((.+)\)", row[0])[1]: tuple(row[1:3]) for row in rows} == {  # type: ignore[index]
        fact: (before[fact], after[fact]) for fact in changed
    }
    assert all(re.fullmatch(r"L\d+C\d+", row[3]) and row[4].startswith("原文修订") for row in rows)


def amounts_of(folder: Path) -> dict[str, str]:
    with (folder / "data" / "facts.csv").open(encoding="utf-8", newline="") as file:
        return {row["fact_id"]: row["amount_yuan"] for row in csv.DictReader(file)}


def test_files_that_are_not_yet_committed_count(fork: Path) -> None:
    folder = sixth(fork)
    assert review(fork, "main").scope.added == (folder.name,)


def test_a_corrected_package_with_its_version_is_accepted_and_its_change_is_told(fork: Path) -> None:
    folder = packages(fork)[0]
    republished = revise(folder)
    convert(fork, republished)
    refused = review(fork, "main")
    assert codes(refused) == {"version-too-small"}
    assert run("bump", "--root", fork / "datapackage", "--against", "main").exit_code == 0
    commit(fork)
    judged = review(fork, "main")
    assert judged.is_accepted, summary(judged)
    told = summary(judged)
    assert "原文修订 document revised" in told
    assert "7654321&#46;00" in told
    assert judged.scope.changed == (folder.name,)


def test_nothing_changed_is_nothing_to_judge(fork: Path) -> None:
    judged = review(fork, "main")
    assert judged.is_accepted
    assert judged.packages == ()


def test_code_beside_data_is_told(fork: Path) -> None:
    (fork / "README.md").write_text("# Another\n")
    sixth(fork)
    judged = review(fork, "main")
    assert judged.scope.outside == ("README.md",)
    assert "须由维护者审阅" in summary(judged)


# --- hostile contributions -------------------------------------------------------------------------


def outside(fork: Path) -> None:
    (fork / "datapackage" / "evil.sh").write_text("x")


def in_wrong_division(fork: Path) -> None:
    folder = sixth(fork)
    division = fork / "datapackage" / "110101"
    division.mkdir()
    folder.rename(division / folder.name)


def wrong_name(fork: Path) -> None:
    folder = sixth(fork)
    folder.rename(folder.with_name(folder.name.replace("budget", "final")))


def link_to_file(fork: Path) -> None:
    folder = sixth(fork)
    (folder / "README.md").unlink()
    (folder / "README.md").symlink_to("/etc/passwd")


def link_to_folder(fork: Path) -> None:
    folder = sixth(fork)
    shutil.rmtree(folder / "data")
    (folder / "data").symlink_to(packages(fork)[0] / "data")


def link_as_package(fork: Path) -> None:
    folder = sixth(fork)
    shutil.rmtree(folder)
    folder.symlink_to("../../..")


def link_outside_the_data(fork: Path) -> None:
    sixth(fork)
    (fork / "docs").symlink_to("/")


def submodule(fork: Path) -> None:
    inner = fork / "datapackage" / "inner"
    inner.mkdir()
    git(inner, "init", "-q")
    (inner / "x").write_text("x")
    git(inner, "add", "x")
    git(inner, "commit", "-q", "-m", "x")


def hidden_submodule(fork: Path) -> None:
    submodule(fork)
    (fork / ".gitmodules").write_text('[submodule "x"]\n\tpath = datapackage/inner\n\turl = ./x\n\tignore = all\n')


def path_that_is_no_text(fork: Path) -> None:
    path = os.fsencode(fork / "datapackage") + b"/\xff\xfe.txt"
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY))


def huge(fork: Path) -> None:
    with (sixth(fork) / "data" / "facts.csv").open("r+b") as file:
        file.truncate(2 * 1024**3)


def archive_bomb(fork: Path) -> None:
    with zipfile.ZipFile(sixth(fork) / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("x", b"0" * 50_000_000)


def executable(fork: Path) -> None:
    (sixth(fork) / "source.txt").chmod(0o755)


def another_source(fork: Path) -> None:
    """The source does not give the CSV."""
    path = sixth(fork) / "source.txt"
    text = path.read_text(encoding="utf-8")
    found = re.search(r"\t(\d{2,}\.\d\d)\t", text)
    assert found
    path.write_text(text.replace(found[1], "1.00", 1), encoding="utf-8")
    reseal(path.parent)


def csv_by_hand(fork: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        rows[0]["amount_yuan"], rows[0]["printed"], rows[0]["printed_unit"] = "9990000.00", "999.00", "万元"

    edit_csv(sixth(fork) / "data" / "facts.csv", change)


def finding_removed(fork: Path) -> None:
    edit_csv(sixth(fork) / "data" / "checks.csv", lambda rows: rows.pop(3))


def finding_softened(fork: Path) -> None:
    def soften(rows: list[dict[str, str]]) -> None:
        next(row for row in rows if row["arguments"])["arguments"] = '{"printed":"一切正常。"}'

    edit_csv(sixth(fork) / "data" / "checks.csv", soften)


def another_unit_s_name(fork: Path) -> None:
    edit_descriptor(sixth(fork), lambda d: d["identity"].update(agency_name="国务院办公厅"))  # type: ignore[attr-defined]


def another_title(fork: Path) -> None:
    edit_descriptor(sixth(fork), lambda d: d.update(title=HOSTILE))


def markup_in_texts(fork: Path) -> None:
    edit_csv(sixth(fork) / "data" / "facts.csv", lambda rows: rows[0].update(row_label=HOSTILE))


def markup_in_readme(fork: Path) -> None:
    path = sixth(fork) / "README.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n<script>alert(1)</script>\n", encoding="utf-8")


def formula(fork: Path) -> None:
    edit_csv(sixth(fork) / "data" / "facts.csv", lambda rows: rows[0].update(row_label="=HYPERLINK(1)"))


def personal_data(fork: Path) -> None:
    path = sixth(fork) / "source.txt"
    path.write_text(path.read_text(encoding="utf-8") + "联系电话\t13800000000\n", encoding="utf-8")
    reseal(path.parent)


def another_unit_in_passing(fork: Path) -> None:
    sixth(fork)
    other = packages(fork)[0]
    convert(fork, revise(other))
    run("bump", "-q", "--root", fork / "datapackage", "--against", "main")


def published_package_gone(fork: Path) -> None:
    shutil.rmtree(packages(fork)[0])


def version_of_the_past(fork: Path) -> None:
    give_version(packages(fork)[0], "0.9.0")


def version_without_change(fork: Path) -> None:
    give_version(packages(fork)[0], "1.0.1")


def invented_history(fork: Path) -> None:
    def change(descriptor: dict[str, object]) -> None:
        recorded = ("title", "bytes", "hash", "encoding")
        sources = [{key: source[key] for key in recorded} for source in descriptor["sources"]]  # type: ignore[attr-defined]
        first = {"version": "0.0.1", "sources": sources}
        descriptor["history"] = [{"version": "1.0.0", "sources": sources}, first]

    edit_descriptor(sixth(fork), change)


def not_json(fork: Path) -> None:
    (sixth(fork) / "datapackage.json").write_text("{" * 5000 + "\n")


def not_utf8(fork: Path) -> None:
    path = sixth(fork) / "source.txt"
    path.write_bytes(path.read_bytes() + b"\xff\xfe\n")
    reseal(path.parent)


def case_twins(fork: Path) -> None:
    folder = sixth(fork)
    (folder / "readme.md").write_text("x")


def another_file(fork: Path) -> None:
    (sixth(fork) / "data" / "extra.csv").write_text("a\n1\n")


def schema_loosened(fork: Path) -> None:
    def change(descriptor: dict[str, object]) -> None:
        facts = next(table for table in descriptor["resources"] if table["name"] == "facts")  # type: ignore[attr-defined]
        assert next(field for field in facts["schema"]["fields"] if "constraints" in field).pop("constraints")

    edit_descriptor(sixth(fork), change)


def thousands_of_files(fork: Path) -> None:
    folder = sixth(fork) / "data"
    for number in range(5_100):
        (folder / f"{number}.csv").write_text("")


ATTACKS: dict[Callable[[Path], None], set[str]] = {
    outside: {"change-place"},
    in_wrong_division: {"change-place"},
    wrong_name: {"package-name", "package-schema", "file-missing"},
    link_to_file: {"change-link", "file-link"},
    link_to_folder: {"change-link", "file-link"},
    link_as_package: {"change-link"},
    link_outside_the_data: {"change-link"},
    submodule: {"change-submodule"},
    hidden_submodule: {"change-submodule"},
    path_that_is_no_text: {"change-place"},
    huge: {"change-size", "file-size"},
    archive_bomb: {"file-unexpected"},
    executable: {"change-executable"},
    another_source: {"printed", "rebuild-differs", "locator"},
    csv_by_hand: {"printed", "rebuild-differs"},
    finding_removed: {"rebuild-differs", "ledger"},
    finding_softened: {"rebuild-differs"},
    another_unit_s_name: {"identity"},
    another_title: {"descriptor"},
    markup_in_texts: {"rebuild-differs", "fact-record", "printed"},
    markup_in_readme: {"readme"},
    formula: {"formula"},
    personal_data: {"personal-data"},
    another_unit_in_passing: {"change-units"},
    published_package_gone: {"change-removed"},
    version_of_the_past: {"version-too-small"},
    version_without_change: {"version-too-small"},
    invented_history: {"history-order"},
    not_json: {"json-syntax"},
    not_utf8: {"text-encoding"},
    case_twins: {"change-case", "file-unexpected"},
    another_file: {"file-unexpected"},
    schema_loosened: {"table-schema"},
    thousands_of_files: {"change-count", "file-unexpected"},
}
"""Attack → codes of which at least one must name it."""


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_hostile_contribution_is_named_and_refused(attack: Callable[[Path], None], fork: Path) -> None:
    attack(fork)
    if attack is not huge:
        commit(fork)
    judged = review(fork, "main")
    assert not judged.is_accepted
    assert codes(judged) & ATTACKS[attack], codes(judged)
    told = summary(judged)
    assert "不能接受" in told
    assert "<script" not in told
    assert "<img" not in told
    assert "](javascript" not in told
    assert "13800000000" not in told
    assert len(told.encode()) <= MAX_BYTES + 500
    for line in commands(judged):
        assert line.isprintable()
        assert line.count("::") >= 2 or "more are in the summary" in line


def test_a_maintainer_may_allow_several_units(fork: Path) -> None:
    another_unit_in_passing(fork)
    commit(fork)
    assert review(fork, "main", allowed=Allowed(units=True)).is_accepted


def test_what_is_no_revision_is_a_clear_error(fork: Path) -> None:
    for base in ("--upload-pack=x", "no-such-branch", ""):
        done = run("review", "--repository", fork, f"--against={base}")
        assert done.exit_code == 2
        assert "revision" in done.output


def test_the_summary_is_cut_before_it_is_too_long(fork: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sixth(fork)
    judged = review(fork, "main")
    monkeypatch.setattr("mingzhang.review.report.MAX_BYTES", 300)
    told = summary(judged)
    assert "The report is too long" in told
    assert len(told.encode()) < 500


@pytest.mark.parametrize("text", ["a\n::error::b", "a\r\n::set-output name=x::y", "50%0A", "##[group]x", "a,b:c"])
def test_a_text_cannot_leave_its_workflow_command(text: str) -> None:
    line = command("error", text, file=text, title=text, line=3)
    assert line.isprintable()
    head, _, message = line.removeprefix("::error ").partition("::")
    assert head.count(",") == 2
    assert "##[" not in line
    decoded = message.replace("%0A", "\n").replace("%0D", "\r").replace("##%5B", "##[").replace("%25", "%")
    assert decoded == text


def test_nothing_of_the_repository_is_run(fork: Path, tmp_path: Path) -> None:
    """Neither hooks nor programs that the contribution configures."""
    mark = tmp_path / "ran"
    (fork / ".gitattributes").write_text("* filter=evil diff=evil\n")
    for name in ("post-checkout", "pre-commit", "fsmonitor-watchman"):
        hook = fork / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch {mark}\n")
        hook.chmod(0o755)
    git(fork, "config", "core.fsmonitor", f"touch {mark}")
    git(fork, "config", "diff.evil.textconv", f"touch {mark};")
    git(fork, "config", "diff.external", f"touch {mark};")
    mark.unlink(missing_ok=True)
    sixth(fork)
    review(fork, "main")
    assert not mark.exists()
