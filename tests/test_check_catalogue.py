"""Every check is listed, documented in both languages, and fires on its bad example only."""

from __future__ import annotations

import re

import pytest
from mingzhang.checking.examples import findings_of
from mingzhang.checks import CHECKS, Check
from mingzhang.checks.years import YEAR_CHECKS, YearCheck

WORDS = ("title", "why", "basis", "requires", "fix")
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_is_documented_in_both_languages(check: Check) -> None:
    cls = type(check)
    assert cls.__name__ == cls.code
    assert cls.__doc__
    assert len(cls.__doc__) > 30
    assert cls.severity
    assert cls.attribution
    for name in WORDS:
        chinese, english = getattr(cls, f"{name}_zh"), getattr(cls, f"{name}_en")
        assert any("\u4e00" <= c <= "\u9fff" for c in chinese), name
        assert english.isprintable(), name
        assert len(english) > 5, name
        assert english[0] == english[0].upper(), name


@pytest.mark.parametrize("check", [*CHECKS, *YEAR_CHECKS], ids=lambda check: check.code)
def test_the_rule_stands_in_both_languages_beside_the_logic(check: Check | YearCheck) -> None:
    """Each class states its own rule in both: the Chinese one names the same other checks as the English one."""
    own = vars(type(check))
    assert "rule_zh" in own, "add rule_zh beneath the code of the check"
    assert len(HAN.findall(check.rule_zh)) >= 8
    assert check.rule_zh.endswith("。")
    others = re.compile(r"(?<![A-Z])[RAXNPQDY]\d\d(?!\d)")
    assert set(others.findall(check.rule_en)) <= set(others.findall(check.rule_zh))
    assert ("For review" in check.rule_en) <= ("复核" in check.rule_zh)


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
