"""The five narratives, whole: golden readings, every number accounted for, spans that show what is printed."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest
from mingzhang.ground.amounts import MONEY_UNITS
from mingzhang.narrative import NarrativeReading
from mingzhang.schemas.narrative import NARRATIVE_TABLES, SECTION_ID
from mingzhang.vocabulary.section_titles import SILENT

from .narrative_cases import NAMES, packaged
from .narrative_golden import GOLDEN, render

FORMS = re.compile(r"绩效.{0,12}(申报表|自评表)\s*(\(2023年度\))?$")


def spoken_lines(reading: NarrativeReading) -> dict[int, str]:
    """Numbers of the lines that belong to sections with statements, found without the product's own tokeniser."""
    parents = {section.section_id: section for section in reading.sections}

    def keys(section_id: str) -> set[str]:
        found = set()
        while section_id:
            found.add(parents[section_id].key)
            section_id = parents[section_id].parent
        return found

    deepest = {
        line: section.section_id
        for section in sorted(reading.sections, key=lambda found: found.level)
        for line in range(section.first_line + 1, section.last_line + 1)
    }
    return {line: section for line, section in deepest.items() if not keys(section) & SILENT}


@pytest.mark.parametrize("name", NAMES)
def test_golden(name: str) -> None:
    golden = GOLDEN / f"{name}.txt"
    assert render(packaged(name)[1]) == golden.read_text(encoding="utf-8"), (
        "read on purpose otherwise? python -m tests.narrative_golden --force"
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_in_a_statement_or_exempt_by_a_rule(name: str) -> None:
    source, reading = packaged(name)
    titles = {section.first_line for section in reading.sections}
    inside = spoken_lines(reading)
    residue: Counter[str] = Counter()
    counted = 0
    in_form = False
    for number, line in enumerate(source.lines, 1):
        if "\t" in line or FORMS.search(line.strip()):
            in_form = True
        if number in titles:
            in_form = False
            continue
        if in_form or number not in inside:
            continue
        for match in re.finditer(r"\d[\d,.，．]*", line):
            counted += 1
            first, last = match.start() + 1, match.start() + len(match.group().rstrip(",.，．"))
            if any(s.locator.line == number and s.span[0] <= first and last <= s.span[1] for s in reading.statements):
                continue
            rule = [e.rule for e in reading.exempt if e.locator.line == number and e.first_char <= first <= e.last_char]
            assert rule, f"{name} L{number}: {match.group()} in {line[max(0, first - 30) : last + 10]!r}"
            residue[f"{rule[0]} {match.group()}"] += 1
    print(f"\n{name}: {counted} numbers, {sum(residue.values())} exempt: {dict(residue)}")
    assert counted > 30
    assert reading.unread == ()


@pytest.mark.parametrize("name", NAMES)
def test_spans_show_what_is_printed(name: str) -> None:
    source, reading = packaged(name)
    for statement in reading.statements:
        line = source.lines[statement.locator.line - 1]
        first, last = statement.span
        shown = line[first - 1 : last]
        assert shown
        assert re.sub(r"<[^>]*>", "", statement.printed).endswith(re.sub(r"<[^>]*>", "", shown))


@pytest.mark.parametrize("name", NAMES)
def test_printed_number_times_unit_is_the_value(name: str) -> None:
    for statement in packaged(name)[1].statements:
        row = statement.row()
        if statement.value is None:
            assert row["value_yuan"] == row["quantity"] == row["printed_number"] == ""
            continue
        if re.fullmatch(r"[\d,.\s]+", row["printed_number"]):
            printed = Decimal(re.sub(r"[,\s]", "", row["printed_number"]))
            factor = MONEY_UNITS.get(row["printed_unit"])
            expected = printed * factor if factor else printed
            assert Decimal(row["value_yuan"] or row["quantity"]) == expected
            assert bool(row["value_yuan"]) == (factor is not None)


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_and_parents_exist(name: str) -> None:
    reading = packaged(name)[1]
    ids = [statement.statement_id for statement in reading.statements]
    assert len(ids) == len(set(ids))
    assert {statement.parent for statement in reading.statements} - {""} <= set(ids)
    sections = [section.section_id for section in reading.sections]
    assert len(sections) == len(set(sections))
    assert all(re.fullmatch(SECTION_ID, section) for section in sections)
    assert {statement.section_id for statement in reading.statements} <= set(sections)


@pytest.mark.parametrize("name", NAMES)
def test_rows_fit_the_schemas(name: str) -> None:
    rows = packaged(name)[1].rows()
    assert list(rows) == [table.name for table in NARRATIVE_TABLES]
    for table in NARRATIVE_TABLES:
        columns = {column.name: column for column in table.columns}
        for row in rows[table.name]:
            assert tuple(row) == table.fields
            for field, value in row.items():
                column = columns[field]
                assert value or not column.required, (table.name, field, row)
                assert not value or not column.enum or value in column.enum, (field, value)
                assert not value or not column.pattern or re.fullmatch(column.pattern, value), (field, value)


def test_sections_of_the_budget_with_broken_lines() -> None:
    reading = packaged("140900-103-2023-unit-budget")[1]
    organisation = next(s for s in reading.sections if s.key == "organisation")
    assert "政务改革协调科（信息科）" in organisation.text


def test_twelve_amounts_inside_a_reason_hang_on_the_change() -> None:
    statements = packaged("141123-014-2023-dept-budget")[1].statements
    inside = [s for s in statements if s.kind == "reason_amount" and s.locator.line == 425]
    for side in ("revenue", "expenditure"):
        own = [s for s in inside if s.parent == f"change_reasons/{side}_change_amount/{side}"]
        assert [str(s.value) for s in own if s.statement == "reason_amount"] == [
            "85.2", "49.2", "25", "12.624", "100", "50", "16.6", "19.6", "2", "4", "10", "12.2",
        ]  # fmt: skip
        assert own[0].subject.name == "兴县金融服务平台建设费"
        assert own[4].subject.name == "2021年度银行业金融机构支持地方经济发展先进单位奖励金"


def test_section_that_answers_with_a_sentence_is_missing_its_figures() -> None:
    missing = packaged("140214-003-2023-dept-budget")[1].missing
    assert {(m.statement, m.status) for m in missing if m.section_key == "operating_costs"} == {
        ("operating_costs_this_year", "no_figure"),
        ("operating_costs_change_amount", "no_figure"),
    }  # the sentence is the reason, so that is not missing
