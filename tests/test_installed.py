"""pyproject.toml has ranges, constraints.txt the exact versions of all that `make` installs, and all of it is here."""

from __future__ import annotations

import re

import pytest

from tests.installed import EXTRAS, PROJECT, ROOT, pins, version_here, wanted

ONLY_ELSEWHERE = {"colorama", "tzdata", "tomli"}
"""Needed on another system or an older Python than the one that runs this."""


def test_every_package_that_is_installed_has_a_pin() -> None:
    assert sorted(wanted().keys() - pins().keys()) == [], "add what `pip freeze` says to constraints.txt"


def test_no_pin_is_of_a_package_that_nothing_asks_for() -> None:
    assert sorted(pins().keys() - wanted().keys() - ONLY_ELSEWHERE) == []


@pytest.mark.parametrize("name", sorted(pins()))
def test_what_is_pinned_is_installed_and_allowed_by_all_who_ask_for_it(name: str) -> None:
    if name in ONLY_ELSEWHERE and not version_here(name):
        return
    assert version_here(name) == pins()[name], "make clean setup"
    for one in wanted().get(name, []):
        assert one.specifier.contains(pins()[name]), one


def test_pins_stand_in_their_order() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()[1:]
    names = [line.partition("==")[0].lower().replace("_", "-") for line in lines]
    assert names == sorted(names)


def test_a_user_is_never_held_to_one_version() -> None:
    """`==` in a library refuses everybody who has another version of anything."""
    for line in (*PROJECT["dependencies"], *(line for extra in EXTRAS.values() for line in extra)):
        assert "==" not in line, line
        assert ">=" in line or line.startswith("mingzhang["), line


def test_make_installs_every_extra_so_that_no_test_is_skipped_in_silence() -> None:
    extras = re.search(r"--editable '\.\[(.+?)\]'", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert extras is not None
    named = set(extras[1].split(","))
    for _ in EXTRAS:
        named |= {found for name in named for line in EXTRAS[name] for found in _own(line)}
    assert named == set(EXTRAS)


def _own(line: str) -> list[str]:
    found = re.fullmatch(r"mingzhang\[(.+)\]", line)
    return found[1].split(",") if found else []


def test_readers_of_data_install_little() -> None:
    """Publishing needs a theme, a second validator and OCR; reading packages and converting documents does not."""
    core = {re.split(r"[<>=\[]", line)[0] for line in PROJECT["dependencies"]}
    assert core == {"click", "jsonschema", "lxml", "pandas", "pypdfium2", "rich", "xlrd"}
