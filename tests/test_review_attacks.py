"""Cleverer contributions: what commits hide, names deceive about, and data claims; each is named and refused."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mingzhang.review import Allowed, review, summary
from mingzhang.review.history import MAX_COMMITS
from mingzhang.review.names import against_name, twins
from mingzhang.review.presentation import as_dict, commands, lines
from mingzhang.review.report import MAX_BYTES
from mingzhang.review.rules import MAX_FILE, REMEDIES
from mingzhang.review.units import looks_like

from tests.contributions import (
    CLEAN,
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
from tests.generator import generate
from tests.test_review import ATTACKS as PLAIN_ATTACKS

MOBILE = "13800000000"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 9\n"


def taken_back(fork: Path, path: Path, content: bytes) -> None:
    """A file in one commit that is gone in the next, which holds an honest package."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    commit(fork)
    path.unlink()
    sixth(fork)


# --- what is gone at the end ---------------------------------------------------------------------------


def bomb_taken_back(fork: Path) -> None:
    """Git packs it to a thousandth."""
    taken_back(fork, packages(fork)[0] / "data" / "extra.csv", b"0" * (MAX_FILE + 1))


def telephone_taken_back(fork: Path) -> None:
    source = sixth(fork) / "source.txt"
    honest = source.read_bytes()
    source.write_bytes(honest + f"联系电话\t{MOBILE}\n".encode())
    commit(fork)
    source.write_bytes(honest)


def original_taken_back(fork: Path) -> None:
    taken_back(fork, fork / "originals" / "disclosure.pdf", b"%PDF-1.7\n\0\xff")


def original_left_at_the_top(fork: Path) -> None:
    sixth(fork)
    (fork / "disclosure.txt").write_text(f"联系电话\t{MOBILE}\n", encoding="utf-8")


def original_in_another_encoding_taken_back(fork: Path) -> None:
    taken_back(fork, fork / "disclosure.txt", f"联系电话\t{MOBILE}\n".encode("gb18030"))


def telephone_in_a_message(fork: Path) -> None:
    sixth(fork)
    git(fork, "add", "-A")
    git(fork, "commit", "-q", "-m", f"a package\n\n联系电话 {MOBILE}")


def telephone_in_a_name(fork: Path) -> None:
    sixth(fork)
    (fork / f"联系电话 {MOBILE}.txt").write_text("x")


def link_taken_back(fork: Path) -> None:
    (fork / "docs").symlink_to("/")
    commit(fork)
    (fork / "docs").unlink()
    sixth(fork)


def smuggled_in_a_merge(fork: Path) -> None:
    """Neither parent has the file, the merge has it, and the commit after it has not."""
    sixth(fork)
    commit(fork)
    git(fork, "checkout", "-q", "-b", "side", "main")
    (fork / "README.md").write_text("# Another\n")
    commit(fork)
    git(fork, "checkout", "-q", "contribution")
    git(fork, "merge", "-q", "--no-ff", "--no-commit", "side")
    (fork / "notes.txt").write_text(f"联系电话\t{MOBILE}\n", encoding="utf-8")
    commit(fork)
    (fork / "notes.txt").unlink()


def pointer(fork: Path) -> None:
    path = sixth(fork) / "source.txt"
    path.write_text(POINTER)
    reseal(path.parent)


def pointer_taken_back(fork: Path) -> None:
    taken_back(fork, packages(fork)[0] / "data" / "extra.csv", POINTER.encode())


# --- files that govern others --------------------------------------------------------------------------


def governing(path: str) -> Callable[[Path], None]:
    def attack(fork: Path) -> None:
        sixth(fork)
        (fork / path).parent.mkdir(parents=True, exist_ok=True)
        (fork / path).write_text("datapackage/** -diff linguist-generated\n")

    attack.__name__ = f"governing_{re.sub(r'[^a-z]+', '_', path.lower())}"
    return attack


# --- names ---------------------------------------------------------------------------------------------


def twin_of_what_is_there(fork: Path) -> None:
    """Of a file that the contribution does not touch."""
    (packages(fork)[0] / "readme.MD").write_text("x")


def twin_of_the_data_folder(fork: Path) -> None:
    sixth(fork)
    (fork / "DataPackage").mkdir()
    (fork / "DataPackage" / "x.txt").write_text("x")


def twin_with_a_joiner(fork: Path) -> None:
    sixth(fork)
    (fork / "READ\u200dME.md").write_text("x")


def device(fork: Path) -> None:
    (sixth(fork) / "data" / "con.csv").write_text("x")


def turned_around(fork: Path) -> None:
    (sixth(fork) / "data" / "\u202evsc.exe").write_text("x")


def trailing_dot(fork: Path) -> None:
    sixth(fork)
    (fork / "docs.").mkdir()
    (fork / "docs." / "x").write_text("x")


def long_path(fork: Path) -> None:
    folder = fork / "a" / ("b" * 120) / ("c" * 120)
    sixth(fork)
    folder.mkdir(parents=True)
    (folder / "x").write_text("x")


# --- what data claims ----------------------------------------------------------------------------------


def unit_that_looks_like_another(fork: Path) -> None:
    text = generate(2, kind="budget", hazards=CLEAN).text.replace("207-太", "998-太").replace("市", "巿")
    document = fork.parent / "lookalike.txt"
    document.write_text(text, encoding="utf-8")
    division = packages(fork)[0].parent.name  # the document names no place that exists
    done = run("convert", "--root", fork / "datapackage", "--division", division, document)
    assert done.exit_code in (0, 1), done.output


def version_of_the_future(fork: Path) -> None:
    give_version(sixth(fork), "9.0.0")


def older_document_again(fork: Path) -> None:
    """The version published first comes back as the newest, honestly bumped."""
    folder = packages(fork)[0]
    first = (folder / "source.txt").read_text(encoding="utf-8")
    convert(fork, revise(folder), "republished.txt")
    bumped(fork, "main")
    commit(fork)
    git(fork, "branch", "-f", "main", "HEAD")
    convert(fork, first, "republished.txt")
    bumped(fork, "main")


def bumped(fork: Path, against: str) -> None:
    assert run("bump", "-q", "--root", fork / "datapackage", "--against", against).exit_code == 0


def history_rewritten(fork: Path) -> None:
    folder = packages(fork)[0]
    convert(fork, revise(folder), "republished.txt")
    bumped(fork, "main")
    edit_descriptor(folder, lambda d: d["history"][-1]["sources"][0].update(title="x"))  # type: ignore[index]


def licence_changed(fork: Path) -> None:
    edit_descriptor(sixth(fork), lambda d: d["licenses"][0].update(name="CC0-1.0"))  # type: ignore[index]


def hash_of_another_document(fork: Path) -> None:
    """The same text, said to be read from another document; no version tells of it."""
    digest = "sha256:" + "1" * 64
    folder = packages(fork)[0]
    edit_descriptor(folder, lambda d: d["sources"][0].update(hash=digest))  # type: ignore[index]
    assert run("rebuild", "-q", "--root", fork / "datapackage", folder).exit_code in (0, 1)


def spoilt_descriptor(change: Callable[[str], str], name: str) -> Callable[[Path], None]:
    def attack(fork: Path) -> None:
        path = sixth(fork) / "datapackage.json"
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    attack.__name__ = f"json_{name}"
    return attack


def first_member(value: str) -> Callable[[str], str]:
    return lambda text: text.replace("{", '{"x": ' + value + ",", 1)


def yaml_bomb(fork: Path) -> None:
    """Nine lists of nine of the one before: three billion words, if anything read YAML of a contribution."""
    levels = [f"x{n}: &x{n} [{','.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 10)]
    (sixth(fork) / "mkdocs.yml").write_text("x0: &x0 [" + ",".join(["lol"] * 9) + "]\n" + "\n".join(levels))


# --- texts ---------------------------------------------------------------------------------------------

TEXTS = {
    "stop_commands": "::stop-commands::x",
    "escape_sequence": "\x1b[2J\x1b]0;pwned\x07\x1b]8;;https://evil.invalid\x07x",
    "turned_around": "\u202e\u2066fdp.exe",
    "tracking_image": "![x](https://evil.invalid/pixel.png) <img src=https://evil.invalid/p.png>",
    "link": "[点此](https://evil.invalid) <https://evil.invalid> www.evil.invalid @everyone #1",
    "details": "</td></table></details><details open><summary>✅ 可以接受 Accepted",
    "new_line": "x\n\n# ✅ 可以接受 Accepted\n::error::x",
    "huge": "长" * 3_000_000,
}


def text_in(which: str) -> Callable[[Path], None]:
    def attack(fork: Path) -> None:
        folder = sixth(fork)
        edit_csv(folder / "data" / "facts.csv", lambda rows: rows[0].update(row_label=TEXTS[which], amount_yuan="x"))
        edit_descriptor(folder, lambda d: d.update(title=TEXTS[which]))

    attack.__name__ = f"text_{which}"
    return attack


JSON_ATTACKS = {
    "deep": first_member("[" * 200_000 + "]" * 200_000),
    "not_a_number": first_member("NaN"),
    "infinity": first_member("-Infinity"),
    "huge_exponent": first_member("1e400000000"),
    "long_number": first_member("9" * 100_000),
    "twice": first_member('1, "x": 2'),
    "lone_surrogate": first_member('"\\ud800"'),
    "byte_order_mark": lambda text: "\ufeff" + text,
}
GOVERNING = (
    ".gitattributes",
    ".gitmodules",
    ".lfsconfig",
    ".gitignore",
    ".github/workflows/packages.yml",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    "hooks/pre-commit",
    ".devcontainer/devcontainer.json",
)
ATTACKS: dict[Callable[[Path], None], set[str]] = {
    bomb_taken_back: {"change-history"},
    telephone_taken_back: {"change-personal-data"},
    original_taken_back: {"change-binary"},
    original_left_at_the_top: {"change-personal-data"},
    original_in_another_encoding_taken_back: {"change-binary"},
    telephone_in_a_message: {"change-personal-data"},
    telephone_in_a_name: {"change-personal-data"},
    link_taken_back: {"change-history"},
    smuggled_in_a_merge: {"change-personal-data"},
    pointer: {"change-pointer"},
    pointer_taken_back: {"change-pointer"},
    **{governing(path): {"change-control"} for path in GOVERNING},
    twin_of_what_is_there: {"change-case"},
    twin_of_the_data_folder: {"change-case"},
    twin_with_a_joiner: {"change-case", "change-name"},
    device: {"change-name"},
    turned_around: {"change-name"},
    trailing_dot: {"change-name"},
    long_path: {"change-name"},
    unit_that_looks_like_another: {"change-lookalike"},
    version_of_the_future: {"version-history"},
    older_document_again: {"change-replayed"},
    history_rewritten: {"version-history"},
    licence_changed: {"descriptor", "package-schema"},
    hash_of_another_document: {"version-history"},
    **{
        spoilt_descriptor(change, name): {"json-syntax", "json-duplicate-key", "json-form", "text-encoding"}
        | {"package-schema", "file-size", "descriptor"}
        for name, change in JSON_ATTACKS.items()
    },
    yaml_bomb: {"file-unexpected"},
    **{text_in(which): {"descriptor", "csv-form", "amount-syntax", "package-schema", "file-size"} for which in TEXTS},
}
"""Attack → codes; one of them at least must name it."""


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_a_clever_contribution_is_named_and_refused(attack: Callable[[Path], None], fork: Path) -> None:
    attack(fork)
    commit(fork)
    judged = review(fork, "main")
    assert not judged.is_accepted
    assert codes(judged) & ATTACKS[attack], codes(judged)
    told = summary(judged)
    everything = "\n".join([told, *lines(judged), *commands(judged), json.dumps(as_dict(judged))])
    assert MOBILE not in everything
    assert "可以接受 Accepted" not in html.unescape(told).replace("✅ 可以接受 Accepted", "", told.count("**✅"))[:200]
    assert_inert(told)
    for line in commands(judged):
        assert line.isprintable()
        assert line.startswith(("::error ", "::warning ")) or "more are in the summary" in line


def assert_inert(told: str) -> None:
    """Nothing in a summary loads, links, names a person, hides or is a control."""
    assert not re.search(r"<(?!br>)[a-zA-Z/!]", told), "HTML"
    assert not re.search(r"\]\(|https?://|www\.|@", told), "a link or a name"
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", told), (
        "a control"
    )
    assert not re.search(r"^\s*(::|##\[)", told, re.MULTILINE), "a command"
    assert len(told.encode()) <= MAX_BYTES + 500


def test_every_objection_has_an_attack() -> None:
    named = {code for expected in (*PLAIN_ATTACKS.values(), *ATTACKS.values()) for code in expected}
    assert set(REMEDIES) <= named
    assert len(PLAIN_ATTACKS) + len(ATTACKS) >= 75


def test_what_a_terminal_shows_of_an_attack_moves_no_cursor(fork: Path) -> None:
    text_in("escape_sequence")(fork)
    turned_around(fork)
    commit(fork)
    for options in ((), ("--github",), ("--json",)):
        done = run("review", "--repository", fork, "--against", "main", *options)
        assert done.exit_code == 1
        assert "\x1b" not in done.output
        assert "\u202e" not in done.output


# --- what must not be refused ----------------------------------------------------------------------------


def test_a_branch_of_several_honest_commits_and_a_merge_of_main_is_accepted(fork: Path) -> None:
    folder = sixth(fork)
    commit(fork)
    shutil.rmtree(folder)
    commit(fork)
    sixth(fork)
    git(fork, "add", "-A")
    git(fork, "commit", "-q", "-m", "again\n\nSigned-off-by: T Tester <13800000000@example.invalid>")
    git(fork, "checkout", "-q", "main")
    (fork / "README.md").write_text("# The project goes on\n")
    commit(fork)
    git(fork, "checkout", "-q", "contribution")
    git(fork, "merge", "-q", "--no-ff", "-m", "merge main", "main")
    judged = review(fork, "main")
    assert judged.is_accepted, summary(judged)


def test_the_project_s_own_folders_may_hold_pictures_and_invented_numbers(fork: Path) -> None:
    (fork / "tests").mkdir()
    (fork / "tests" / "test_x.py").write_text("")
    commit(fork)
    git(fork, "branch", "-f", "main", "HEAD")
    (fork / "tests" / "picture.png").write_bytes(b"\x89PNG\0")
    (fork / "tests" / "test_x.py").write_text(f"NUMBER = '{MOBILE}'\n")
    commit(fork)
    assert review(fork, "main").is_accepted


def test_files_that_govern_others_are_for_a_maintainer_where_no_package_changes(fork: Path) -> None:
    (fork / ".gitattributes").write_text("* -text\n")
    commit(fork)
    judged = review(fork, "main")
    assert judged.is_accepted
    assert judged.scope.outside == (".gitattributes",)
    assert "须由维护者审阅" in summary(judged)


def test_too_many_commits_are_refused_unread(fork: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_COMMITS >= 100
    monkeypatch.setattr("mingzhang.review.history.MAX_COMMITS", 2)
    sixth(fork)
    for _ in range(3):
        commit(fork)
    judged = review(fork, "main")
    assert codes(judged) == {"change-history"}
    assert "git reset --soft" in html.unescape(summary(judged))


def test_too_many_changes_are_refused_unread(fork: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mingzhang.review.history.MAX_CHANGES", 5)
    sixth(fork)
    commit(fork)
    assert codes(review(fork, "main")) == {"change-history"}


def test_removal_and_several_units_are_allowed_apart(fork: Path) -> None:
    sixth(fork)
    shutil.rmtree(packages(fork)[0])
    commit(fork)
    assert codes(review(fork, "main")) == {"change-units", "change-removed"}
    assert codes(review(fork, "main", allowed=Allowed(units=True))) == {"change-removed"}
    assert codes(review(fork, "main", allowed=Allowed(removals=True))) == {"change-units"}
    assert review(fork, "main", allowed=Allowed(units=True, removals=True)).is_accepted


def test_a_maintainer_may_allow_a_unit_with_a_name_like_another(fork: Path) -> None:
    unit_that_looks_like_another(fork)
    commit(fork)
    assert "change-lookalike" not in codes(review(fork, "main", allowed=Allowed(units=True)))


# --- names by themselves ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "datapackage/350102/350102-014-2024-dept-budget/data/facts.csv",
        "site_src/assets/标志.svg",
        ".github/workflows/ci.yml",
        "a/console.txt",
        "a/community",
        "tests/__init__.py",
    ],
)
def test_ordinary_names_are_no_matter(path: str) -> None:
    assert against_name(path) == ""


@pytest.mark.parametrize(
    "path",
    [
        "a/CON",
        "a/nul.txt",
        "a/Com1.tar.gz",
        "a/LPT¹",
        "a/aux .txt",
        "a/b.",
        "a/b /c",
        "a/ b",
        "a:b",
        "a\\b",
        "a\nb",
        "a\x1bb",
        "a\u200eb",
        "a\ufeffb",
        "cafe\u0301",
        "x/.GIT/config",
        "x/git~1/config",
        "x" * 201,
        b"\xff".decode("utf-8", "backslashreplace"),
    ],
)
def test_names_that_some_machine_refuses_or_hides_are_refused(path: str) -> None:
    assert against_name(path)


def test_twins_are_found_in_folders_and_forms() -> None:
    assert list(twins(["a/b", "a/c", "ab", "甲/乙"])) == []
    assert list(twins(["Data/x", "data/y"])) == [("data", "Data")]
    assert list(twins(["straße", "STRASSE"])) == [("straße", "STRASSE")]
    assert list(twins(["é", "e\u0301"])) == [("é", "e\u0301")]
    assert list(twins(["a.", "a"])) == [("a.", "a")]


def test_names_that_nobody_tells_apart_look_alike() -> None:
    assert looks_like("示例巿档案馆") == looks_like("示例市 档案馆")
    assert looks_like("示例县⽂化馆") == looks_like("示例县文化馆")
    assert looks_like("示例县第一小学") != looks_like("示例县第二小学")


# --- the command -----------------------------------------------------------------------------------------


def test_a_report_in_a_new_folder_is_written_and_is_no_part_of_the_contribution(fork: Path) -> None:
    sixth(fork)
    report, saved = fork / "out" / "deep" / "report.md", fork.parent / "new" / "judged.json"
    done = run("review", "--repository", fork, "--against", "main", "--summary", report, "--save", saved)
    assert done.exit_code == 0, done.output
    assert "可以接受 Accepted" in report.read_text(encoding="utf-8")
    told = json.loads(saved.read_text(encoding="utf-8"))
    assert told["accepted"] is True
    assert told["outside"] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told_before_judging(fork: Path, tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    done = run("review", "--repository", fork, "--summary", tmp_path / "shut" / "report.md")
    assert done.exit_code == 2
    assert "[review-report]" in done.output


def test_a_report_that_cannot_be_written_is_told_before_judging(fork: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = run("review", "--repository", fork, "--against", "no-such", "--summary", tmp_path / "file" / "report.md")
    assert done.exit_code == 2
    assert "[review-report]" in done.output
    assert "judg" not in done.output.replace("[review-report]", "")
