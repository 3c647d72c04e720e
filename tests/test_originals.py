"""The five real disclosures: every figure, nothing else, the same bytes; a sample checked by hand.

With the originals at hand they are converted anew; without, the sources their packages carry.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from mingzhang.codes import Scheme, load_codes
from mingzhang.convert.pipeline import Conversion, convert_source
from mingzhang.extract.facts import CsvRow
from mingzhang.packages.build import build_package
from mingzhang.packages.descriptor import read_packaged_history
from mingzhang.packages.model import Files
from mingzhang.packages.reading import read_overrides, read_packaged_source
from mingzhang.packages.store import find_packages, read_files
from mingzhang.readers import read_file
from mingzhang.schemas import STANDARD_TABLES

from tests.dumb_reader import numeric_cells

ROOT = Path(__file__).parents[1]
ORIGINALS = ROOT.parent / "shared" / "disclosures"
PACKAGES = ROOT / "datapackage"
NAMES = {
    "000": "140404-002-2023-dept-budget",
    "001": "141123-014-2023-dept-budget",
    "002": "140900-103-2023-unit-budget",
    "003": "140214-003-2023-dept-budget",
    "004": "140404-001-2023-unit-final",
}
NUMBERS = sorted(NAMES)
originals = pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the original documents are not here")


def _folder(number: str) -> Path:
    return PACKAGES / NAMES[number][:6] / NAMES[number]


@cache
def _from_package(number: str) -> Conversion:
    descriptor = json.loads((_folder(number) / "datapackage.json").read_text(encoding="utf-8"))
    return convert_source(read_packaged_source(_folder(number), descriptor), read_overrides(descriptor))


@cache
def _from_original(number: str) -> Conversion:
    (path,) = ORIGINALS.glob(f"{number}_*.txt")
    return convert_source(read_file(path))


def _packaged(conversion: Conversion, number: str) -> Files:
    """The package of a conversion in the version, and with the history, of the published one."""
    descriptor = json.loads((_folder(number) / "datapackage.json").read_text(encoding="utf-8"))
    history = read_packaged_history(_folder(number), descriptor)
    return build_package(conversion, descriptor["version"], history).files


def _check_figures(conversion: Conversion, text: str) -> None:
    facts = [(fact["locator"], fact["printed"]) for fact in conversion.tables["facts"]]
    cells = [cell for cell in numeric_cells(text) if not cell.structural]
    assert sorted(facts) == sorted((f"L{cell.line}C{cell.cell}", re.sub("</?b>", "", cell.text)) for cell in cells)
    assert not any(reading.account.unread for reading in conversion.readings)
    assert [
        finding.check
        for finding in conversion.findings
        if finding.check in ("R00", "R01", "R08") and finding.status != "pass"
    ] == []


def test_the_five_packages_are_there() -> None:
    assert {path.name for path in find_packages(PACKAGES)} >= set(NAMES.values())


@pytest.mark.parametrize("number", NUMBERS)
def test_facts_are_exactly_the_figures_of_the_packaged_source(number: str) -> None:
    _check_figures(_from_package(number), (_folder(number) / "source.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", NUMBERS)
def test_packages_are_what_their_own_source_gives(number: str) -> None:
    conversion = _from_package(number)
    assert conversion.identity.package_name == NAMES[number]
    built, stored = _packaged(conversion, number), read_files(_folder(number))
    assert built.keys() == stored.keys()
    stale = [name for name in built if built[name] != stored[name]]
    assert stale == [], "run: mingzhang rebuild"


@pytest.mark.parametrize("number", NUMBERS)
def test_the_readme_of_a_package_names_every_file_and_how_to_add_up(number: str) -> None:
    readme = (_folder(number) / "README.md").read_text(encoding="utf-8")
    resources = json.loads((_folder(number) / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    paths = {resource["path"] for resource in resources if "data" not in resource}
    assert set(re.findall(r"\| \[`\w+`\]\(([\w./]+)\) ", readme)) == paths
    assert [resource["name"] for resource in resources if "data" in resource] == ["lists"]
    chinese, english = readme.split("求和之前")[1].split("Before summing")
    for told in (chinese, english.split("##")[0]):
        assert all(f"`{column}`" in told for column in ("table", "phase", "direction", "is_leaf"))
        assert ("`-unit-`" in told) != ("`-dept-`" in told)


def test_a_table_speaks_of_the_levels_it_can_have() -> None:
    """What to do before adding up names no level that the classification of the table does not know."""
    schemes: dict[str, Scheme] = {"function_code": "functional", "dept_economic_code": "dept_economic"}
    tables = [table for table in STANDARD_TABLES if "level" in table.fields and "code" not in table.fields]
    assert tables
    for table in tables:
        scheme = next(schemes[name] for name in table.fields if name in schemes)
        deepest = max(code.level for code in load_codes(scheme).values())
        level = next(column for column in table.columns if column.name == "level")
        for text in (level.description, table.description):
            assert max(map(int, re.findall(r"\d", text))) == deepest, table.name
        assert max(map(int, re.findall(r"\d", table.description_en))) == deepest, table.name


@pytest.mark.originals
@originals
@pytest.mark.parametrize("number", NUMBERS)
def test_facts_are_exactly_the_figures_of_the_original(number: str) -> None:
    (path,) = ORIGINALS.glob(f"{number}_*.txt")
    conversion = _from_original(number)
    assert conversion.identity.package_name == NAMES[number]
    _check_figures(conversion, path.read_text(encoding="utf-8"))


@pytest.mark.originals
@originals
@pytest.mark.parametrize("number", NUMBERS)
def test_packages_are_byte_for_byte_what_the_originals_give(number: str) -> None:
    assert _packaged(_from_original(number), number) == read_files(_folder(number))


STATES = {
    "000": {"government_fund_revenue", "government_fund_expenditure", "state_capital", "projects_carried_over"},
    "001": {"government_fund_revenue", "government_fund_expenditure", "state_capital", "projects_carried_over"},
    "002": {"government_fund_revenue", "government_fund_expenditure", "state_capital", "projects_carried_over"},
    "003": {"government_fund_revenue", "government_fund_expenditure", "state_capital", "projects_carried_over"},
    "004": {"government_fund", "state_capital", "three_public"},
}


@pytest.mark.parametrize("number", NUMBERS)
def test_states_of_the_tables(number: str) -> None:
    states = {reading.layout.table: reading.state for reading in _from_package(number).readings}
    stated = {table for table, state in states.items() if state == "empty_stated"}
    assert stated >= STATES[number]
    assert set(states.values()) <= {"data", "empty_stated", "empty_unstated"}
    assert {table for table, state in states.items() if state == "empty_unstated"} <= {"three_public"}


@pytest.mark.parametrize(
    ("number", "title"),
    [("001", "revenue"), ("002", "revenue"), ("003", "revenue")],
)
def test_the_lost_header_of_table_two_is_said(number: str, title: str) -> None:
    noted = [f.instance for f in _from_package(number).findings if f.check == "R02"]
    assert noted == [f"{title}/unit_funds"]


def test_the_label_a_page_break_cut_is_joined() -> None:
    conversion = _from_package("004")
    (finding,) = [finding for finding in conversion.findings if finding.check == "R04"]
    assert [str(place) for place in finding.locators] == ["L210C4", "L212C4"]
    row = next(row for row in conversion.tables["appropriation_balance"] if row["locator"] == "L210C4")
    assert (row["item"], row["function_code"], row["line_no"]) == ("援助其他地区支出", "219", "49")


def test_not_applicable_is_kept_apart_from_blank() -> None:
    rows = _from_package("004").tables["basic_expenditure"]
    marked = {row["dept_economic_code"] for row in rows if row["amount_yuan"] == "——"}
    items = ("01", "02", "03", "05", "06", "07", "08", "13", "19", "21", "22", "99")
    assert marked == {"309", *(f"309{item}" for item in items), "311", "31101", "31199"}
    assert len([row for row in rows if row["dept_economic_code"]]) == 109
    blank = next(row for row in rows if row["dept_economic_code"] == "30106")
    assert blank["amount_yuan"] == ""


def test_project_rows_of_a_department_with_three_units() -> None:
    rows = _from_package("003").tables["projects"]
    kinds = [row["row_kind"] for row in rows]
    assert kinds.count("department") == 1
    assert [row["unit_name"] for row in rows if row["row_kind"] == "unit"] == [
        "大同市云冈区人民政府办公室",
        "大同市云冈区公共事务服务中心",
        "大同市云冈区政府信息网络中心",
    ]
    same = [row for row in rows if row["project_name"] == "OA协同办公系统和门户网站运维费"]
    assert [(row["total_yuan"], row["unit_name"][-8:]) for row in same] == [
        ("1370000.00", "政府信息网络中心"),
        ("30000.00", "政府信息网络中心"),
    ]
    assert len({row["project_no"] for row in same}) == 2


@pytest.mark.parametrize("number", NUMBERS)
def test_every_fact_names_the_disclosure_it_came_from(number: str) -> None:
    division, agency, year, *_ = NAMES[number].split("-")
    for fact in _from_package(number).tables["facts"]:
        assert (fact["division_code"], fact["agency_code"], fact["fiscal_year"]) == (division, agency, year)
        assert fact["phase"] == ("executed" if number == "004" else "approved")
        assert fact["currency"] == ("CNY" if fact["amount_yuan"] else "")


# Checked by hand against the documents. Dimensions that are not named must be empty.
_HAND = """
000 L94C2 balance total item leaf revenue 13136200.00 fund=general
000 L94C4 balance total item sum expenditure 10663000.00 function=201
000 L94C5 balance current_year item leaf expenditure 10663000.00 function=201 carryover=current
000 L137C3 revenue total total sum revenue 13136200.00
000 L140C3 revenue total item sum revenue 2733400.00 function=2010301
000 L140C4 revenue general item leaf revenue 2733400.00 function=2010301 fund=general
000 L165C3 expenditure total item sum expenditure 2733400.00 function=2010301
000 L165C4 expenditure basic item leaf expenditure 2666100.00 function=2010301 type=basic
000 L165C5 expenditure project item leaf expenditure 67200.00 function=2010301 type=project
000 L188C2 appropriation_balance total item leaf revenue 13136200.00 fund=general
000 L188C5 appropriation_balance general item leaf expenditure 10663000.00 function=201 fund=general
000 L261C4 basic_expenditure personnel item leaf expenditure 1909000.00 dept=30101 gov=50101 fund=general \
type=personnel \
carryover=current
000 L270C5 basic_expenditure public item leaf expenditure 20000.00 dept=30201 gov=50201 fund=general type=public \
carryover=current
000 L360C3 operating_costs general unit leaf expenditure 556600.00 fund=general unit=长治市上党区人民政府办公室
000 L373C3 projects general project leaf expenditure 2468500.00 fund=general type=project carryover=current \
unit=长治市上党区人民政府办公室 project=失地农民最低生活保障金
000 L381C3 projects general project leaf expenditure 1200000.00 fund=general type=project carryover=current \
unit=长治市上党区人民政府办公室 project=信义服务中心良种厂经费
001 L80C2 balance total item leaf revenue 8339000.00 fund=general
001 L126C4 revenue general item leaf revenue 2163200.00 function=2010301 fund=general
001 L146C4 revenue general item leaf revenue 284200.00 function=2210201 fund=general
001 L161C5 expenditure project item leaf expenditure 2087300.00 function=2010302 type=project
001 L269C3 basic_expenditure total subtotal sum expenditure 3171400.00 dept=301 fund=general type=basic \
carryover=current
001 L272C4 basic_expenditure personnel item leaf expenditure 164300.00 dept=30103 gov=50101 fund=general \
type=personnel \
carryover=current
001 L282C5 basic_expenditure public item leaf expenditure 55600.00 dept=30201 gov=50201 fund=general type=public \
carryover=current
001 L363C3 three_public general total sum expenditure 20000.00 fund=general
001 L374C2 operating_costs total unit sum expenditure 348300.00 unit=兴县人民政府办公室
001 L387C3 projects general project leaf expenditure 500000.00 fund=general type=project carryover=current \
unit=兴县人民政府办公室 project=晋兴板挂牌上市奖励资金
001 L390C2 projects total project sum expenditure 250000.00 type=project carryover=current \
unit=兴县人民政府办公室 project=机房升级改造维护费
002 L104C2 balance total item leaf revenue 29794900.00 fund=general unit=忻州市人民政府办公室
002 L150C4 revenue general item leaf revenue 13615800.00 function=2010301 fund=general unit=忻州市人民政府办公室
002 L178C4 expenditure basic item leaf expenditure 13571200.00 function=2010301 type=basic unit=忻州市人民政府办公室
002 L178C5 expenditure project item leaf expenditure 44600.00 function=2010301 type=project unit=忻州市人民政府办公室
002 L280C4 basic_expenditure personnel item leaf expenditure 4374600.00 dept=30101 gov=50101 fund=general \
type=personnel \
carryover=current unit=忻州市人民政府办公室
002 L281C4 basic_expenditure personnel item leaf expenditure 1426900.00 dept=30101 gov=50501 fund=general \
type=personnel \
carryover=current unit=忻州市人民政府办公室
002 L295C5 basic_expenditure public item leaf expenditure 1007500.00 dept=30201 gov=50201 fund=general type=public \
carryover=current unit=忻州市人民政府办公室
002 L313C4 basic_expenditure personnel item leaf expenditure 14200.00 dept=30305 gov=50901 fund=general \
type=personnel \
carryover=current unit=忻州市人民政府办公室
002 L315C5 basic_expenditure public subtotal sum expenditure 350000.00 dept=310 fund=general type=public \
carryover=current unit=忻州市人民政府办公室
002 L384C3 operating_costs general unit leaf expenditure 3317300.00 fund=general unit=忻州市人民政府办公室
002 L395C3 projects general project leaf expenditure 100000.00 fund=general type=project carryover=current \
unit=忻州市人民政府办公室 project=法律顾问费
002 L400C3 projects general project leaf expenditure 500000.00 fund=general type=project carryover=current \
unit=忻州市人民政府办公室 project=护林防火、生态环境媒体暗访专项经费
003 L141C4 revenue general item leaf revenue 5601400.00 function=2010301 fund=general
003 L138C3 revenue total total sum revenue 15921400.00
003 L167C5 expenditure project item leaf expenditure 2394100.00 function=2010301 type=project
003 L222C2 appropriation_balance total subtotal sum revenue 15921400.00
003 L266C4 basic_expenditure personnel item leaf expenditure 672400.00 dept=30101 gov=50501 fund=general \
type=personnel \
carryover=current
003 L277C4 basic_expenditure personnel item leaf expenditure 499100.00 dept=30113 gov=50103 fund=general \
type=personnel \
carryover=current
003 L278C4 basic_expenditure personnel item leaf expenditure 159000.00 dept=30113 gov=50501 fund=general \
type=personnel \
carryover=current
003 L291C5 basic_expenditure public item leaf expenditure 37700.00 dept=30231 gov=50208 fund=general type=public \
carryover=current
003 L360C2 three_public total subtotal sum expenditure 37700.00
003 L362C3 three_public general item leaf expenditure 37700.00 fund=general
003 L374C3 operating_costs general total sum expenditure 483700.00 fund=general
003 L386C3 projects general department sum expenditure 8732700.00 fund=general type=project carryover=current
003 L387C2 projects total unit sum expenditure 2394100.00 type=project carryover=current \
unit=大同市云冈区人民政府办公室
003 L388C3 projects general project leaf expenditure 24100.00 fund=general type=project carryover=current \
unit=大同市云冈区人民政府办公室 project=XM行政事业单位遗属补助经费
003 L390C3 projects general project leaf expenditure 761000.00 fund=general type=project carryover=current \
unit=大同市云冈区人民政府办公室 project=12345政府服务热线
003 L399C3 projects general project leaf expenditure 46900.00 fund=general type=project carryover=current \
unit=大同市云冈区公共事务服务中心 project=补发2022年事业基础绩效
004 L78C3 balance amount item leaf revenue 6928700.00 fund=general unit=中国共产党长治市上党区委员会办公室
004 L78C6 balance amount item leaf expenditure 5944300.00 function=201 unit=中国共产党长治市上党区委员会办公室
004 L109C3 balance amount total sum revenue 6928700.00 unit=中国共产党长治市上党区委员会办公室
004 L131C4 revenue appropriation item leaf revenue 2191800.00 function=2013101 fund=appropriation \
unit=中国共产党长治市上党区委员会办公室
004 L165C5 expenditure project item leaf expenditure 2687100.00 function=2013102 type=project \
unit=中国共产党长治市上党区委员会办公室
004 L194C7 appropriation_balance general item leaf expenditure 5944300.00 function=201 fund=general \
unit=中国共产党长治市上党区委员会办公室
004 L248C5 general_expenditure project item leaf expenditure 2687100.00 function=2013102 fund=general type=project \
unit=中国共产党长治市上党区委员会办公室
004 L277C3 basic_expenditure amount subtotal sum expenditure 3731400.00 dept=301 fund=general type=personnel \
unit=中国共产党长治市上党区委员会办公室
004 L278C6 basic_expenditure amount item leaf expenditure 53100.00 dept=30201 fund=general type=public \
unit=中国共产党长治市上党区委员会办公室
004 L292C3 basic_expenditure amount subtotal sum expenditure 112200.00 dept=303 fund=general type=personnel \
unit=中国共产党长治市上党区委员会办公室
004 L306C3 basic_expenditure amount total sum expenditure 3843600.00 fund=general type=personnel \
unit=中国共产党长治市上党区委员会办公室
004 L306C12 basic_expenditure amount total sum expenditure 322200.00 fund=general type=public \
unit=中国共产党长治市上党区委员会办公室
004 L387C3 supplementary value item leaf expenditure 322200.00 \
unit=中国共产党长治市上党区委员会办公室
004 L390C3 supplementary value subtotal sum expenditure 4 \
unit=中国共产党长治市上党区委员会办公室
004 L398C3 supplementary value item leaf expenditure 4 \
unit=中国共产党长治市上党区委员会办公室
"""


def _hand_checked() -> Iterator[tuple[str, str, list[str], dict[str, str]]]:
    for line in _HAND.replace("\\\n", "").strip().split("\n"):
        number, place, *words = line.split()
        dimensions = dict(word.split("=") for word in words if "=" in word)
        yield number, place, [word for word in words if "=" not in word], dimensions


def _deepest(fact: CsvRow, prefix: str, levels: int) -> str:
    return next((code for n in range(levels, 0, -1) if (code := fact[f"{prefix}_level{n}_code"])), "")


@pytest.mark.parametrize(("number", "place", "words", "dimensions"), list(_hand_checked()), ids=lambda it: str(it)[:24])
def test_facts_checked_by_hand(number: str, place: str, words: list[str], dimensions: dict[str, str]) -> None:
    (fact,) = [fact for fact in _from_package(number).tables["facts"] if fact["locator"] == place]
    leaf = "leaf" if fact["is_leaf"] == "true" else "sum"
    amount = fact["amount_yuan"] or fact["quantity"]
    assert [fact["table"], fact["column"], fact["row_kind"], leaf, fact["direction"], amount] == words
    found = {
        "function": _deepest(fact, "function", 3),
        "dept": _deepest(fact, "dept_economic", 2),
        "gov": _deepest(fact, "gov_economic", 2),
        "fund": fact["fund"],
        "type": fact["expenditure_type"],
        "carryover": fact["carryover"],
        "unit": fact["unit_name"],
        "project": fact["project_name"],
        "revenue": fact["revenue_code"],
    }
    assert {name: value for name, value in found.items() if value} == dimensions
    for prefix, levels in (("function", 3), ("dept_economic", 2), ("gov_economic", 2)):
        codes = [fact[f"{prefix}_level{n}_code"] for n in range(1, levels + 1)]
        assert all(after.startswith(before) for before, after in itertools.pairwise(codes) if after)


def test_the_hand_checked_sample_is_large_enough() -> None:
    sample = list(_hand_checked())
    assert len({(number, place) for number, place, _, _ in sample}) == len(sample) >= 40
    assert {number for number, *_ in sample} == set(NAMES)
