"""The suite is whole: what `make check` and the order of a run name is there, and a change finds its tests."""

from __future__ import annotations

from tests.suite import CORE, CORPUS, LONGEST_FIRST, SLOW, SPREAD, TESTS, group_of, order_of, touched_by


def test_every_file_that_is_named_is_there() -> None:
    files = {path.stem for path in TESTS.glob("test_*.py")}
    named = [*LONGEST_FIRST, *SPREAD, *CORE]
    assert {*named, *CORPUS} <= files
    assert len(set(named)) == len(named), "a file is slow or of the core, not both"


def test_the_longest_come_first_and_what_any_worker_takes_last() -> None:
    assert order_of(LONGEST_FIRST[0]) < order_of(LONGEST_FIRST[1]) < order_of("test_amounts") < order_of(SPREAD[0])
    assert group_of("test_amounts") == "test_amounts"
    assert group_of(SPREAD[0]) == ""
    assert {group_of(file) for file in CORPUS} == {"corpus"}


def test_a_change_finds_the_tests_that_name_it() -> None:
    assert touched_by(["README.md", "tests/test_text.py", "tests/gone/test_gone.py"]) == {"test_text"}
    assert "test_privacy" in touched_by(["scripts/mingzhang/ground/privacy.py"])
    assert touched_by(["scripts/mingzhang/site/assemble.py"]) & SLOW
