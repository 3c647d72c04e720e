"""Every check is listed, documented in both languages, and fires on its bad example only."""

from __future__ import annotations

import pytest
from mingzhang.checks import CHECKS, Check
from mingzhang.examples import findings_of

WORDS = ("title", "why", "basis", "requires", "fix")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_is_documented_in_both_languages(check: Check) -> None:
    cls = type(check)
    assert cls.__name__ == cls.code
    assert cls.__doc__
    assert len(cls.__doc__) > 30
    for name in WORDS:
        chinese, english = getattr(cls, f"{name}_zh"), getattr(cls, f"{name}_en")
        assert any("\u4e00" <= c <= "\u9fff" for c in chinese), name
        assert english.isprintable(), name
        assert len(english) > 5, name
        assert english[0] == english[0].upper(), name


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_fires_on_its_bad_example(check: Check) -> None:
    findings = findings_of(check, check.bad)
    assert any(finding.status == "fail" for finding in findings)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_is_silent_on_its_good_example(check: Check) -> None:
    findings = findings_of(check, check.good)
    assert [finding.message_zh for finding in findings if finding.status == "fail"] == []


def test_examples_are_no_other_check_s_pair() -> None:
    """An example is made for its check: no two checks share their pair."""
    pairs = [(check.good, check.bad) for check in CHECKS]
    assert len(set(pairs)) == len(pairs)
