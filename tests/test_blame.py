"""What is laid at the publisher, whatever check found it: only what our reading of everything compared proves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from mingzhang.checks import Disclosure, Finding
from mingzhang.checks.engine.blame import _explained, judge_blame
from mingzhang.checks.engine.phrases import label
from mingzhang.extract.model import Leaves
from mingzhang.ground.source import Locator, Mark

from tests.documents import budget, convert, table
from tests.test_check_evidence import CLASSES, TOTAL, _expenditure

SAID = label("test.blame", "甲与乙不同。", "One differs from the other.")


def _disclosure(*tables: str) -> Disclosure:
    """The readings of a small document, without what its checks found."""
    made = convert(budget(*tables))
    return Disclosure(made.source, made.identity, None, made.readings, None, None, [])  # type: ignore[arg-type]


def _finding(check: str, places: tuple[Locator, ...], difference: str = "1.00") -> Finding:
    return Finding(
        check, "expenditure/x", "fail", "error", "publisher", SAID, difference=difference, locators=places, cells=places
    )


def _judged(disclosure: Disclosure, *findings: Finding) -> list[Finding]:
    return judge_blame(disclosure, {"T": findings})["T"]


def _cells(disclosure: Disclosure, name: str, row: int) -> tuple[Locator, ...]:
    reading = next(reading for reading in disclosure.readings if reading.layout.table == name)
    return tuple(cell.place for cell in reading.records[row].amounts.values())


@pytest.mark.parametrize("check", ["A01", "X01", "N01", "P20", "Q01"])
@pytest.mark.parametrize("mark", ["ocr", "cut", "joined"])
def test_a_figure_that_was_not_simply_read_is_nobody_s_mistake(check: str, mark: str) -> None:
    disclosure = _disclosure(_expenditure(TOTAL, *CLASSES))
    places = _cells(disclosure, "expenditure", 1)
    assert _judged(disclosure, _finding(check, places))[0].attribution == "publisher"
    source = replace(disclosure.source, marks=(Mark(places[0], mark),))  # type: ignore[arg-type]
    (found,) = _judged(replace(disclosure, source=source), _finding(check, places))
    assert (found.attribution, found.category) == ("extraction", "reading")
    assert str(places[0]) in found.message_zh


def test_a_table_whose_sums_fail_in_many_rows_is_not_trusted_by_any_check() -> None:
    disclosure = _disclosure(_expenditure(TOTAL, *CLASSES))
    reading = next(reading for reading in disclosure.readings if reading.layout.table == "expenditure")
    reading.leaves[("", "expenditure")] = Leaves("unproved", Decimal(1))
    rows = [_cells(disclosure, "expenditure", row) for row in range(3)]
    one = [_finding("A03", rows[0])]
    assert [f.attribution for f in _judged(disclosure, *one)] == ["publisher"]
    many = [_finding("A03", row) for row in rows]
    assert {f.attribution for f in _judged(disclosure, *many, _finding("N01", rows[1]))} == {"extraction"}


def test_two_rows_that_take_part_in_every_failing_sum_explain_them() -> None:
    assert _explained([frozenset({1, 2}), frozenset({2, 3}), frozenset({4})])
    assert not _explained([frozenset({1}), frozenset({2}), frozenset({3})])


def test_what_fails_more_often_than_it_holds_compares_what_is_not_the_same() -> None:
    disclosure = _disclosure(_expenditure(TOTAL, *CLASSES))
    fails = [_finding("P20", (Locator(900 + n),)) for n in range(4)]
    holds = [replace(fails[0], status="pass", severity="info", difference="0") for _ in range(4)]
    assert {f.attribution for f in _judged(disclosure, *fails, *holds) if f.status == "fail"} == {"publisher"}
    assert {f.attribution for f in _judged(disclosure, *fails, *holds[:3]) if f.status == "fail"} == {"extraction"}


def test_a_difference_that_is_what_was_carried_over_is_no_mistake() -> None:
    overview = table(
        "2023年预算收支总表",
        "收入||支出|",
        "项目|2023年|项目|2023年合计",
        "一、一般公共预算|30.00|一、一般公共服务支出|34.00",
        "本年收入合计|30.00|本年支出合计|34.00",
        "上年结转|4.00|年终结转|",
        "收入总计|34.00|支出总计|34.00",
        caption="单位：万元",
    )
    disclosure = _disclosure(overview, _expenditure(TOTAL, *CLASSES))
    places = _cells(disclosure, "expenditure", 0)
    same, other = _judged(disclosure, _finding("X01", places, "-4.00"), _finding("X01", places, "3.00"))
    assert (same.status, same.severity) == ("not_applicable", "info")
    assert "上年结转" in same.message_zh
    assert (other.status, other.attribution) == ("fail", "publisher")


@pytest.mark.parametrize(("difference", "status"), [("9.00", "not_applicable"), ("-9.00", "fail")])
def test_a_total_may_exceed_its_parts_where_secrets_are_left_out(difference: str, status: str) -> None:
    disclosure = _disclosure(_expenditure(TOTAL, *CLASSES))
    note = "（注：根据国家保密规定，部分项目信息公开时予以剔除。）"
    source = replace(disclosure.source, text=f"{disclosure.source.text}\n{note}\n")
    places = (*_cells(disclosure, "expenditure", 0), *_cells(disclosure, "expenditure", 1))
    assert _judged(disclosure, _finding("A09", places, difference))[0].status == "fail"
    (found,) = _judged(replace(disclosure, source=source), _finding("A09", places, difference))
    assert found.status == status
