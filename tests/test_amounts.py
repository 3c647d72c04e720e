"""Printed numbers: parse ∘ print is the identity, and what is not exactly a number stays malformed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mingzhang.ground.amounts import (
    MONEY_UNITS,
    CellKind,
    format_quantity,
    format_yuan,
    is_numeric,
    parse_cell,
    strip_markup,
    to_yuan,
)

AMOUNTS = st.integers(0, 10**15 - 1).flatmap(
    lambda digits: st.integers(0, 4).map(lambda places: Decimal(digits).scaleb(-places))
)
WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")


@given(AMOUNTS)
def test_parsing_what_is_printed_gives_the_amount(amount: Decimal) -> None:
    for text in (f"{amount:f}", f"{amount:,f}"):
        cell = parse_cell(text)
        assert (cell.kind, cell.value, cell.printed, cell.plain) == ("number", amount, text, True)


@given(AMOUNTS)
def test_every_disguise_of_an_amount_is_read_and_marked(amount: Decimal) -> None:
    text = f"{amount:,f}"
    for disguised in (text.translate(WIDE), f"-{text}", f"−{text}", f"({text})", f"（{text}）"):
        cell = parse_cell(disguised)
        assert cell.kind == "number"
        assert cell.value is not None
        assert abs(cell.value) == amount
        assert not cell.plain
        assert is_numeric(disguised)


@given(
    AMOUNTS, st.sampled_from(["<b>{}</b>", " {} ", "{}  ", "\u3000{}", "\xa0{}", "<strong>{}</strong>", "<B> {} </B>"])
)
def test_markup_and_outer_space_are_not_part_of_a_number(amount: Decimal, frame: str) -> None:
    cell = parse_cell(frame.format(f"{amount:,f}"))
    assert (cell.printed, cell.value, cell.plain) == (f"{amount:,f}", amount, True)


@given(AMOUNTS)
def test_yuan_are_printed_exactly_and_read_back(amount: Decimal) -> None:
    text = format_yuan(amount)
    assert Decimal(text) == amount
    assert "E" not in text.upper()
    assert len(text.partition(".")[2]) >= 2
    assert Decimal(format_quantity(amount)) == amount


@given(AMOUNTS, st.sampled_from(sorted(MONEY_UNITS)))
def test_units_are_exact_factors(amount: Decimal, unit: str) -> None:
    yuan = to_yuan(amount, unit)
    assert yuan / MONEY_UNITS[unit] == amount
    assert Decimal(format_yuan(yuan)) == yuan


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("1,313.62", "万元", "13136200.00"),
        ("0.005", "万元", "50.00"),
        ("0.00001", "万元", "0.10"),
        ("0.0000001", "万元", "0.001"),
        ("12345.67", "元", "12345.67"),
        ("1.5", "千元", "1500.00"),
        ("2", "百万元", "2000000.00"),
        ("0.12345678", "亿元", "12345678.00"),
        ("-3.50", "万元", "-35000.00"),
        ("0", "万元", "0.00"),
    ],
)
def test_amounts_in_yuan(text: str, unit: str, expected: str) -> None:
    value = parse_cell(text).value
    assert value is not None
    assert format_yuan(to_yuan(value, unit)) == expected


MALFORMED = [
    "1,31.62",
    "1,2345",
    ",123",
    "123,",
    "1,,234",
    "12..5",
    "12.5.",
    "1.2.3",
    ".",
    "5.",
    "一百万",
    "壹万",
    "1e5",
    "1E5",
    "NaN",
    "nan",
    "inf",
    "∞",
    "1_000",
    "0x1F",
    "½",
    "²",
    "①",
    "--5",
    "-(5)",
    "(5",
    "5)",
    "((5))",
    "(-5)",
    "+5",
    "5%",
    "12%",
    "3元",
    "1.5万",
    "5-",
    "1/2",
    "1:2",
    "=5",
    "'5",
    "٣",
    "१२",
    "〇",
    "1’234",
    "1'234",
    "1，31.62",
    "12。5",
    "O.5",
    "1O",
    "l2",
    "合计",
    "N/A",
    "无",
    "*",
]


@pytest.mark.parametrize("text", [*MALFORMED, "1 234", "12 .5", "1 313.62", "5 6", "- 5", "<i>5</i> 6", "１ ２"])
def test_what_is_not_exactly_a_number_is_malformed(text: str) -> None:
    cell = parse_cell(text)
    assert (cell.kind, cell.value, cell.printed) == ("malformed", None, strip_markup(text))


@pytest.mark.parametrize("text", ["9" * 16, "1" + ",000" * 5, "0." + "1" * 9, "1" * 400])
def test_what_no_budget_prints_is_malformed_but_accounted_for(text: str) -> None:
    assert parse_cell(text).kind == "malformed"
    assert is_numeric(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "blank"),
        (" ", "blank"),
        ("\u3000\xa0", "blank"),
        ("<b></b>", "blank"),
        ("<b> </b>", "blank"),
        ("<br/>", "blank"),
        ("0", "number"),
        ("0.00", "number"),
        ("——", "not_applicable"),
        ("—", "not_applicable"),
        ("-", "not_applicable"),
        ("--", "not_applicable"),
        ("－－", "not_applicable"),
        ("/", "not_applicable"),
        ("<b>——</b>", "not_applicable"),
        ("//", "malformed"),
        ("-------", "malformed"),
    ],
)
def test_blank_zero_and_not_applicable_are_three_things(text: str, kind: CellKind) -> None:
    assert parse_cell(text).kind == kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("０．５０", "0.50"),
        ("１，３１３．６２", "1313.62"),
        ("－５", "-5"),
        ("﹣5", "-5"),
        ("–5", "-5"),
        ("(1,234.50)", "-1234.50"),
        ("（５）", "-5"),
        (".5", "0.5"),
        ("007", "7"),
        ("-0.00", "0"),
    ],
)
def test_unusual_numbers(text: str, value: str) -> None:
    assert parse_cell(text).value == Decimal(value)


@given(st.text(max_size=12))
def test_any_text_is_one_of_four_things_and_never_guessed(text: str) -> None:
    cell = parse_cell(text)
    assert (cell.value is not None) == (cell.kind == "number")
    if cell.kind == "number":
        assert is_numeric(text)


@pytest.mark.parametrize("text", ["1,31.62", "12..5", "12%", "-5", "(5)", "１２", "1 234", "<b>5</b>", "5.", "2023"])
def test_cells_that_must_be_accounted_for(text: str) -> None:
    assert is_numeric(text)


@pytest.mark.parametrize(
    "text", ["", "——", "合计", "2023年", "一百万", "1e5", "NaN", "XM12", "5元", "<b>合计</b>", ".", ","]
)
def test_cells_that_are_no_number_at_all(text: str) -> None:
    assert not is_numeric(text)
