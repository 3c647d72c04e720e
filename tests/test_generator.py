"""The generator keeps its word, and the dumb reader finds exactly what was printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from tests.generator import ENCODINGS, Document, Kind, generate
from tests.generator.damage import DAMAGES, Damage, concatenate

ROOT = Path(__file__).parents[1]
SEEDS = range(200)
CLEAN: frozenset[str] = frozenset()


def _read_number(cell: str) -> int:
    """Hundredths, read from the text and not from the truth."""
    text = unicodedata.normalize("NFKC", re.sub(r"</?b>", "", cell)).strip().replace(",", "")
    return int(Decimal(text) * 100)


Values = dict[tuple[str, str, str], dict[str, int]]


def _read_values(document: Document) -> Values:
    """(table, side, column) → {code, or label without a code: hundredths}; equal keys are added up."""
    lines = document.text.split("\n")
    values: Values = defaultdict(lambda: defaultdict(int))
    for amount in document.truth.amounts:
        value = _read_number(lines[amount.line - 1].split("\t")[amount.cell - 1])
        values[amount.table, amount.side, amount.column][amount.code or amount.row_label] += value
    return values


def _check_trees(values: Values, tables: tuple[str, ...], side: str = "") -> None:
    for (table, of_side, column), rows in list(values.items()):
        if table not in tables or of_side != side:
            continue
        codes = {code for code in rows if code.isdigit()}
        for parent in codes:
            children = [code for code in codes if len(code) == len(parent) + 2 and code.startswith(parent)]
            if children:
                assert rows[parent] == sum(rows[code] for code in children), (table, column, parent)
        assert rows["合计"] == sum(rows[code] for code in codes if len(code) == 3), (table, column)


def _check_parts(values: Values, table: str, whole: str, parts: tuple[str, ...], side: str = "") -> None:
    """In every row of the table the whole is the sum of its parts."""
    keys = {key for column in (whole, *parts) for key in values[table, side, column]}
    for key in keys:
        found = sum(values[table, side, part].get(key, 0) for part in parts)
        assert values[table, side, whole].get(key, 0) == found, (table, key)


FUNDS = ("general", "government_fund", "state_capital")
TYPES = ("basic", "project")


def _check_budget(values: Values, scope: str) -> None:
    def at(table: str, column: str, key: str = "合计", side: str = "") -> int:
        return values[table, side, column].get(key, 0)

    tables = ("revenue", "expenditure", "general_expenditure", "government_fund_expenditure")
    _check_trees(values, (*tables, "government_fund_revenue"))
    for side in ("revenue", "expenditure"):
        _check_trees(values, ("state_capital",), side)
    _check_parts(values, "state_capital", "total", TYPES, "expenditure")
    _check_parts(values, "revenue", "total", (*FUNDS, "special_account", "unit_funds"))
    for table in tables[1:]:
        _check_parts(values, table, "total", TYPES)
    _check_parts(values, "balance", "total", ("current_year", "carried_over"), "expenditure")
    _check_parts(values, "appropriation_balance", "total", FUNDS, "expenditure")
    _check_parts(values, "basic_expenditure", "total", ("personnel", "public"))
    _check_parts(values, "three_public", "total", FUNDS)
    _check_parts(values, "operating_costs", "total", FUNDS)
    _check_parts(values, "projects", "total", (*FUNDS, "special_account", "unit_funds"))
    _check_parts(values, "projects_carried_over", "total", FUNDS)

    left, right = values["balance", "revenue", "total"], values["balance", "expenditure", "total"]
    sources = sum(value for key, value in left.items() if "、" in key)
    assert left["本年收入合计"] == sources == at("revenue", "total")
    assert left["上年结转"] == at("revenue", "carried_over")
    assert left["收入总计"] == left["本年收入合计"] + left["上年结转"] == right["支出总计"]
    assert right["本年支出合计"] == sum(v for k, v in right.items() if k.isdigit()) == right["支出总计"]
    assert at("expenditure", "total") == right["支出总计"]
    for code, value in right.items():
        if code.isdigit():
            assert at("expenditure", "total", code) == value

    left = values["appropriation_balance", "revenue", "total"]
    right = values["appropriation_balance", "expenditure", "total"]
    assert left["收入总计"] == left["本年收入合计"] + left["上年财政拨款结转"] == right["支出总计"]
    assert left["本年收入合计"] == sum(at("revenue", fund) for fund in FUNDS)
    assert right["本年支出合计"] == sum(v for k, v in right.items() if k.isdigit())
    carried = sum(value for key, value in left.items() if "、" in key) - left["本年收入合计"]
    assert carried == left["上年财政拨款结转"] == at("revenue", "carried_over")

    assert at("general_expenditure", "total") == at("revenue", "general")
    assert at("general_expenditure", "basic") == at("basic_expenditure", "total") == at("expenditure", "basic")
    economic = values["basic_expenditure", "", "total"]
    for category in ("301", "302", "303", "310"):
        items = [v for k, v in economic.items() if len(k) == 5 and k.startswith(category)]
        assert economic.get(category, 0) == sum(items)
    assert at("basic_expenditure", "personnel") == economic.get("301", 0) + economic.get("303", 0)
    assert at("government_fund_expenditure", "total") == at("revenue", "government_fund")
    assert at("government_fund_revenue", "total") == at("government_fund_expenditure", "total")
    assert at("state_capital", "total", side="expenditure") == at("revenue", "state_capital")
    assert at("state_capital", "total", side="revenue") == at("revenue", "state_capital")

    three = values["three_public", "", "total"]
    cars = three.get("公务用车购置及运行费", 0)
    assert cars == three.get("①公务用车购置费", 0) + three.get("②公务用车运行维护费", 0)
    assert three.get("合计", 0) == three.get("因公出国（境）费", 0) + three.get("公务接待费", 0) + cars
    assert three.get("②公务用车运行维护费", 0) == economic.get("30231", 0)
    units = values["operating_costs", "", "total"]
    assert units["部门合计"] == sum(units.values()) - units["部门合计"]
    assert units["部门合计"] <= at("basic_expenditure", "public")

    levels = 3 if scope == "dept" else 1
    projects = sum(values["projects", "", "total"].values())
    carried_projects = sum(values["projects_carried_over", "", "total"].values())
    assert projects + carried_projects == levels * at("expenditure", "project")
    assert carried_projects == levels * at("revenue", "carried_over")


def _check_final(values: Values) -> None:
    def at(table: str, column: str, key: str = "合计", side: str = "") -> int:
        return values[table, side, column].get(key, 0)

    tables = ("revenue", "expenditure", "general_expenditure", "government_fund", "state_capital")
    _check_trees(values, tables)
    sources = ("superior_subsidy", "public_service", "operating", "affiliated_remittance", "other")
    _check_parts(values, "revenue", "total", ("appropriation", *sources))
    _check_parts(values, "expenditure", "total", (*TYPES, "remitted_up", "operating", "affiliated_subsidy"))
    for table in tables[2:]:
        _check_parts(values, table, "total", TYPES)
    _check_parts(values, "appropriation_balance", "total", FUNDS, "expenditure")

    left, right = values["balance", "revenue", "amount"], values["balance", "expenditure", "amount"]
    income = sum(value for key, value in left.items() if "、" in key)
    assert left["本年收入合计"] == income == at("revenue", "total")
    assert right["本年支出合计"] == sum(v for k, v in right.items() if k.isdigit())
    assert right["本年支出合计"] == at("expenditure", "total")
    assert left["总计"] == left["本年收入合计"] + left["年初结转和结余"] == right["总计"]
    assert right["总计"] == right["本年支出合计"] + right["年末结转和结余"]

    left = values["appropriation_balance", "revenue", "total"]
    right = values["appropriation_balance", "expenditure", "total"]
    assert left["本年收入合计"] == at("revenue", "appropriation")
    opening = sum(value for key, value in left.items() if key.endswith("财政拨款") and "、" not in key)
    assert left["年初财政拨款结转和结余"] == opening
    assert left["总计"] == left["本年收入合计"] + opening == right["总计"]
    assert right["总计"] == right["本年支出合计"] + right["年末财政拨款结转和结余"]
    for fund, table in zip(FUNDS, tables[2:], strict=True):
        assert at("appropriation_balance", fund, "本年支出合计", "expenditure") == at(table, "total")
    fund_table = [at("government_fund", column) for column in ("opening", "revenue", "total", "closing")]
    assert fund_table[0] + fund_table[1] == fund_table[2] + fund_table[3]

    personnel = values["basic_expenditure", "personnel", "amount"]
    public = values["basic_expenditure", "public", "amount"]
    assert personnel["人员经费合计"] == personnel["301"] + personnel["303"]
    assert public["公用经费合计"] == public["302"] + public["310"]
    assert at("general_expenditure", "basic") == personnel["人员经费合计"] + public["公用经费合计"]
    for rows in (personnel, public):
        for category in ("301", "302", "303", "310"):
            items = [v for k, v in rows.items() if len(k) == 5 and k.startswith(category)]
            assert rows.get(category, 0) == sum(items)

    for column in ("budget", "executed"):
        three = values["three_public", "", column]
        cars = three["公务用车购置费"] + three["公务用车运行维护费"]
        assert three["公务用车购置及运行维护费"] == cars
        assert three["合计"] == three["因公出国（境）费"] + cars + three["公务接待费"]
    more = values["supplementary", "", "value"]
    assert more["合计"] == more["货物"] + more["工程"] + more["服务"]
    assert more["(一) 行政单位"] == public["公用经费合计"]
    assert more["(一) 车辆数合计(辆)"] == sum(v for k, v in more.items() if re.match(r"\d\. ", k))


def _complete(seed: int) -> Document:
    """The document of a seed with its own hazards, but no table missing: sums need all of them."""
    document = generate(seed)
    hazards = document.truth.hazards
    if "missing_table" in hazards:
        return generate(seed, kind=document.truth.identity.kind, hazards=hazards - {"missing_table"})
    return document


def test_sums_of_the_printed_figures_are_true() -> None:
    for seed in SEEDS:
        document = _complete(seed)
        values = _read_values(document)
        if document.truth.identity.kind == "budget":
            _check_budget(values, document.truth.identity.scope)
        else:
            _check_final(values)


def test_truth_points_at_what_is_printed() -> None:
    for seed in SEEDS:
        document = generate(seed)
        truth = document.truth
        rows = [line.split("\t") for line in document.text.split("\n")]
        assert len(truth.places) == len(truth.amounts) + len(truth.unread)
        printed = [(cell.line, cell.cell, cell.printed) for cell in truth.amounts]
        printed += [(cell.line, cell.cell, cell.printed) for cell in truth.unread]
        for line, cell, text in printed:
            assert re.sub(r"</?b>", "", rows[line - 1][cell - 1]).strip() == text
        for amount in truth.amounts:
            value = _read_number(rows[amount.line - 1][amount.cell - 1])
            assert value == amount.hundredths == amount.value * 100


def test_title_lines_and_states() -> None:
    for seed in SEEDS:
        document = generate(seed)
        truth = document.truth
        lines = document.text.split("\n")
        with_amounts = {amount.table for amount in truth.amounts}
        for table, state in truth.states.items():
            assert (state == "data") == (table in with_amounts)
            assert (state == "missing") == (table not in truth.title_lines)
        for line in truth.title_lines.values():
            assert re.fullmatch(r"#*[^\t#]*表([（(][^\t]+[）)])?", lines[line - 1].replace(" ", ""))


@pytest.mark.parametrize("kind", ["budget", "final"])
def test_clean_documents_have_no_hazard(kind: Kind) -> None:
    document = generate(7, kind=kind, hazards=CLEAN)
    assert document.truth.hazards == CLEAN
    assert not document.truth.unread
    assert document.encode() == document.text.encode()


def test_same_seed_same_bytes_on_any_machine(tmp_path: Path) -> None:
    for run in ("1", "2"):
        command = [sys.executable, "-m", "tests.generator", "--count", "8", "--out", str(tmp_path / run)]
        environment = {**os.environ, "PYTHONHASHSEED": run}
        subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True)
    for at in range(8):
        name = f"gen_{at:05d}.txt"
        first, second = ((tmp_path / run / name).read_bytes() for run in ("1", "2"))
        assert first == second == generate(at).encode()


def test_forms_name_the_agency_and_invented_clerks() -> None:
    document = generate(3, kind="budget", hazards=frozenset({"personal_data"}))
    identity = document.truth.identity
    assert f"\t{identity.agency_code}-{identity.entity}\t" in document.text
    assert re.search(r"经办人:\t\w{3}\t联系电话:\t138000000\d\d\t", document.text)
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", document.text.replace("138000000", ""))
    assert identity.package_name == (
        f"{identity.division_code}-{identity.agency_code}-{identity.year}-{identity.scope}-budget"
    )


def test_impossible_hazards_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown"):
        generate(1, hazards=frozenset({"rain"}))
    with pytest.raises(ValueError, match="budgets only"):
        generate(1, kind="final", hazards=frozenset({"lost_header_column"}))
    with pytest.raises(ValueError, match="GB18030"):
        generate(1, hazards=ENCODINGS)


@pytest.mark.parametrize("spoil", DAMAGES)
def test_damage_changes_the_text_and_says_so(spoil: Callable[[str, Random], Damage]) -> None:
    for seed in range(30):
        text = generate(seed).text
        first, second = (spoil(text, Random(seed)) for _ in range(2))
        assert first == second
        assert first.text != text
        assert first.detail


def test_concatenation_keeps_both_documents() -> None:
    both = concatenate(generate(1).text, generate(2).text)
    assert both.text.startswith(generate(1).text)
    assert both.text.endswith(generate(2).text)
    assert both.text.split("\n")[both.line - 1 :] == generate(2).text.split("\n")
