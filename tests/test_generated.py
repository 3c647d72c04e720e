"""Generated disclosures with all their hazards: every printed figure comes back, or is listed as unread."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest
from mingzhang.convert.pipeline import Conversion
from mingzhang.extract.facts import CsvRow
from mingzhang.ground.amounts import is_numeric
from mingzhang.tables import standard_tables

from tests.corpus import CLEAN, conversion, generated
from tests.documents import convert
from tests.generator import BUDGET_ONLY, HAZARDS, Amount, Document, Kind, Scope, generate

SEEDS = range(150)


def _conversion(seed: int) -> tuple[Document, Conversion]:
    return generated(seed), conversion(seed)


def _is_doubtful(document: Document, amount: Amount) -> bool:
    """Without 单位资金 the header of table 2 does not say what its last column is: nothing there is guessed."""
    lost = "lost_header_column" in document.truth.hazards
    return lost and (amount.table, amount.column) == ("revenue", "carried_over")


def _check(document: Document, conversion: Conversion) -> None:
    truth = document.truth
    assert conversion.identity.package_name == truth.identity.package_name
    assert conversion.identity.agency_name == truth.identity.entity
    facts = {fact["locator"]: fact for fact in conversion.tables["facts"]}
    assert len(facts) == len(conversion.tables["facts"])
    doubtful = [amount for amount in truth.amounts if _is_doubtful(document, amount)]
    expected = {f"L{a.line}C{a.cell}": a for a in truth.amounts if a not in doubtful}
    assert facts.keys() == expected.keys()
    for place, amount in expected.items():
        fact = facts[place]
        assert (fact["table"], fact["column"]) == (amount.table, amount.column), place
        assert (fact["printed"], fact["printed_unit"]) == (amount.printed, amount.unit.replace("台/套", "台（套）")), (
            place
        )
        value = Decimal(amount.hundredths).scaleb(-2)
        if amount.unit == "万元":
            assert (Decimal(fact["amount_yuan"]), fact["quantity"]) == (value * 10_000, ""), place
        else:
            assert (fact["amount_yuan"], Decimal(fact["quantity"])) == ("", value), place
    unread = {str(place): printed for reading in conversion.readings for place, printed in reading.account.unread}
    listed = [(cell.line, cell.cell, cell.printed) for cell in truth.unread]
    listed += [(cell.line, cell.cell, cell.printed) for cell in doubtful]
    assert unread == {f"L{line}C{cell}": printed for line, cell, printed in listed}
    assert {reading.layout.table: reading.state for reading in conversion.readings} == truth.states


@pytest.mark.parametrize("start", SEEDS[::10])
def test_every_figure_comes_back_from_its_own_line_and_cell(start: int) -> None:
    for seed in range(start, start + 10):
        document, conversion = _conversion(seed)
        try:
            _check(document, conversion)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, {sorted(document.truth.hazards)}: {error}") from error


@pytest.mark.parametrize("kind", ["budget", "final"])
@pytest.mark.parametrize("hazard", sorted(HAZARDS))
def test_each_hazard_alone(kind: Kind, hazard: str) -> None:
    if kind == "final" and hazard in BUDGET_ONLY:
        return
    document = generate(5000, kind=kind, hazards=frozenset({hazard}))
    _check(document, convert(document.text))


@pytest.mark.parametrize("kind", ["budget", "final"])
def test_all_hazards_at_once(kind: Kind) -> None:
    # A column without a header and rows with one cell more together leave whole rows unread (test_extract).
    impossible = BUDGET_ONLY if kind == "final" else {"lost_header_column"}
    possible = HAZARDS.keys() - {"gb18030"} - impossible
    for seed in range(6):
        document = generate(seed, kind=kind, hazards=frozenset(possible))
        _check(document, convert(document.text))


def test_every_numeric_cell_of_a_table_is_accounted_for() -> None:
    for seed in SEEDS[:60]:
        _, conversion = _conversion(seed)
        lines = conversion.source.lines
        for reading in conversion.readings:
            account = reading.account
            assert account.numeric == account.captured + account.structural + len(account.unread)
            if reading.first_line and reading.last_line:
                rows = [line for line in lines[reading.first_line - 1 : reading.last_line] if "\t" in line]
                cells = [cell for line in rows for cell in line.split("\t")]
                assert account.numeric == sum(map(is_numeric, cells)), (seed, reading.layout.key)


def test_printed_amount_times_unit_is_the_amount() -> None:
    for seed in SEEDS[:60]:
        for fact in _conversion(seed)[1].tables["facts"]:
            wide = str.maketrans("０１２３４５６７８９", "0123456789")
            number = Decimal(fact["printed"].translate(wide).replace(",", ""))
            factor = 10_000 if fact["printed_unit"] == "万元" else 1
            assert Decimal(fact["amount_yuan"] or fact["quantity"]) == number * factor


# The printed totals that the leaves of a table (or of one side, or some columns of it) must sum to.
_TOTAL_KEYS = {
    "budget/balance": ("{side}/total",),
    "budget/appropriation_balance": ("{side}/total",),
    "final/balance": ("{side}/total",),
    "final/appropriation_balance": ("{side}/total",),
    "budget/operating_costs": ("total",),
    "budget/three_public": ("total",),
    "final/three_public": ("total",),
}
_OWN_MEASURE = ("carried_over", "opening", "revenue", "closing", "budget", "executed")
"""Columns beside a table's total that are no part of it."""
_BESIDE = ("carried_over", "closing")
"""Of these, those of the total's own direction and phase: they would be added to what the total does not hold."""


def _groups(conversion: Conversion) -> dict[tuple[str, str, str], list[CsvRow]]:
    """Facts by table, side and measure."""
    groups: dict[tuple[str, str, str], list[CsvRow]] = defaultdict(list)
    for fact in conversion.tables["facts"]:
        sided = fact["table"] in ("balance", "appropriation_balance", "state_capital")
        side = fact["direction"] if sided else ""
        splits = fact["table"] in ("revenue", "government_fund", "three_public")
        measure = fact["column"] if splits and fact["column"] in _OWN_MEASURE else fact["printed_unit"]
        if fact["table"] == "supplementary":
            measure = "vehicles" if fact["printed_unit"] == "辆" else fact["fact_id"].split("/")[1].split("_")[0]
        groups[fact["table"], side, measure].append(fact)
    return groups


def _sum(facts: list[CsvRow]) -> Decimal:
    return sum((Decimal(fact["amount_yuan"] or fact["quantity"]) for fact in facts), Decimal(0))


@pytest.mark.parametrize("kind", ["budget", "final"])
@pytest.mark.parametrize("scope", ["dept", "unit"])
def test_leaves_sum_to_the_printed_total(kind: Kind, scope: Scope) -> None:
    checked: set[str] = set()
    for seed in range(25):
        conversion = convert(generate(seed, kind=kind, scope=scope, hazards=CLEAN).text)
        for (table, side, measure), facts in _groups(conversion).items():
            printed = [fact for fact in facts if fact["row_kind"] in ("total", "department")]
            totals = [fact for fact in printed if fact["column"] in ("total", "amount", measure)]
            if table in ("projects", "projects_carried_over") and scope == "unit":
                totals = [fact for fact in facts if fact["column"] == "total"]  # projects only: nothing sums them
            if table == "supplementary":
                totals = [fact for fact in facts if fact["row_kind"] == "subtotal"] or facts
            leaves = [fact for fact in facts if fact["is_leaf"] == "true"]
            assert totals, (seed, table, side, measure)
            if measure in _BESIDE:
                assert not leaves, (seed, table, side, measure)
                continue
            assert _sum(leaves) == _sum(totals), (seed, table, side, measure)
            checked.add(table)
    assert checked == {table.name for table in standard_tables(kind) if table.core}


@pytest.mark.parametrize("raised", ["projects", "projects_carried_over"])
def test_lists_of_projects_without_total_are_proved_together_or_not_at_all(raised: str) -> None:
    """Projects of this year's and of carried-over money are all projects of the expenditure, to the yuan."""
    document = generate(6, kind="budget", scope="unit", hazards=CLEAN)
    lists = ("projects", "projects_carried_over")
    assert {_leaf_texts(document.text, name) for name in lists} == {("false", "true")}
    chosen = next(amount for amount in document.truth.amounts if amount.table == raised)
    lines = document.text.split("\n")
    row = lines[chosen.line - 1].split("\t")
    lines[chosen.line - 1] = "\t".join(f"{chosen.value + 1:.2f}" if cell == chosen.printed else cell for cell in row)
    assert {_leaf_texts("\n".join(lines), name) for name in lists} == {("",)}


def _leaf_texts(text: str, table: str) -> tuple[str, ...]:
    return tuple(sorted({fact["is_leaf"] for fact in convert(text).tables["facts"] if fact["table"] == table}))


def test_fact_ids_are_unique_and_stay_when_lines_are_inserted_above() -> None:
    for seed in SEEDS[:40]:
        document, conversion = _conversion(seed)
        lines = document.text.split("\n")
        at = next(
            at
            for at, line in enumerate(lines)
            if "第一部分" in line and "概况" in line and "\t" not in line and "." not in line
        )
        moved = convert("\n".join([*lines[: at + 1], "", "本部门另有说明。", "", *lines[at + 1 :]]))
        before = {fact["fact_id"]: fact for fact in conversion.tables["facts"]}
        after = {fact["fact_id"]: fact for fact in moved.tables["facts"]}
        assert len(before) == len(conversion.tables["facts"])
        assert before.keys() == after.keys()
        for fact_id, fact in before.items():
            assert {**fact, "locator": ""} == {**after[fact_id], "locator": ""}
            line, _, cell = fact["locator"].removeprefix("L").partition("C")
            assert after[fact_id]["locator"] == f"L{int(line) + 3}C{cell}"


def test_fact_ids_do_not_hang_on_rows_of_other_tables_or_ordinals() -> None:
    document = generate(11, kind="budget", hazards=CLEAN)
    text = document.text
    changed = text.replace("八、社会保障和就业支出", "九、社会保障和就业支出")
    ids = [{fact["fact_id"] for fact in convert(version).tables["facts"]} for version in (text, changed)]
    assert text != changed
    assert ids[0] == ids[1]
