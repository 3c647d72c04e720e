"""The classification lists and what is looked up in them."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from mingzhang.codes import (
    Scheme,
    find_by_name,
    gov_codes_for,
    load_codes,
    load_mapping,
    normalise_name,
    schemas_dir,
    scheme_of,
)
from mingzhang.codes.published_lists import read_rows

LISTS = sorted(path.stem for path in (schemas_dir() / "codes").glob("*.csv"))
SCHEMES: tuple[Scheme, ...] = ("functional", "dept_economic", "gov_economic", "revenue")

FUNCTIONAL_OF_REFERENCE_DOCUMENTS = {
    "201": "",
    "20103": "2010301 2010302 2010350 2010399",
    "20131": "2013101 2013102 2013150 2013199",
    "208": "",
    "20805": "2080501 2080502 2080505 2080506",
    "210": "",
    "21011": "2101101 2101102 2101103 2101199",
    "213": "",
    "21305": "2130599",
    "217": "",
    "21799": "2179999",
    "221": "",
    "22102": "2210201",
}

BUDGET_CLASSES = {str(number) for number in range(201, 235)} - {"218", "225", "226", "228"}

FINAL_ACCOUNT_ECONOMIC = {
    "301": "01 02 03 06 07 08 09 10 11 12 13 14 99",
    "302": "01 02 03 04 05 06 07 08 09 11 12 13 14 15 16 17 18 24 25 26 27 28 29 31 39 40 99",
    "303": "01 02 03 04 05 06 07 08 09 10 11 99",
    "307": "01 02 03 04",
    "309": "01 02 03 05 06 07 08 13 19 21 22 99",
    "310": "01 02 03 05 06 07 08 09 10 11 12 13 19 21 22 99",
    "311": "01 99",
    "312": "01 03 04 05 99",
    "313": "02 03 04",
    "399": "07 08 09 10 99",
}

BOOKED = {
    # department codes → administrative code, institution code ("" where there is none)
    "30101 30102 30103": ("50101", "50501"),
    "30107": ("", "50501"),
    "30108 30109 30110 30111 30112": ("50102", "50501"),
    "30113": ("50103", "50501"),
    "30106 30114 30199": ("50199", "50501"),
    "30201 30202 30204 30205 30206 30207 30208 30209 30211 30214 30228 30229 30239 30240": ("50201", "50502"),
    "30215": ("50202", "50502"),
    "30216": ("50203", "50502"),
    "30218 30224 30225": ("50204", "50502"),
    "30203 30226 30227": ("50205", "50502"),
    "30217": ("50206", "50502"),
    "30212": ("50207", "50502"),
    "30231": ("50208", "50502"),
    "30213": ("50209", "50502"),
    "30299": ("50299", "50502"),
    "31002 31003 31007": ("50306", "50601"),
}


@pytest.mark.parametrize("name", LISTS)
def test_list_keeps_its_schema(name: str) -> None:
    schema = json.loads((schemas_dir() / "codes" / f"{name}.schema.json").read_text(encoding="utf-8"))
    rows = read_rows(name)
    assert list(rows[0]) == [field["name"] for field in schema["fields"]]
    for field in schema["fields"]:
        assert all(field[key] for key in ("title", "title_en", "description"))
        limits = field.get("constraints", {})
        values = [row[field["name"]] for row in rows]
        filled = [value for value in values if value]
        assert not limits.get("required") or len(filled) == len(values), field["name"]
        assert not limits.get("unique") or len(set(values)) == len(values), field["name"]
        if pattern := limits.get("pattern"):
            assert [value for value in filled if not re.fullmatch(pattern, value)] == []
        if enum := limits.get("enum"):
            assert set(filled) <= set(enum)
        if field["type"] == "integer":
            low, high = limits.get("minimum", 0), limits.get("maximum", 10**6)
            assert all(low <= int(value) <= high for value in filled), field["name"]
    key = Counter(tuple(row[part] for part in schema["primaryKey"]) for row in rows)
    assert [values for values, count in key.items() if count > 1] == []


@pytest.mark.parametrize("name", LISTS)
def test_list_is_sorted_plain_utf8(name: str) -> None:
    path: Path = schemas_dir() / "codes" / f"{name}.csv"
    content = path.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.endswith(b"\n")
    rows = [list(row.values()) for row in read_rows(name)]
    assert rows == sorted(rows)
    assert not any(cell != cell.strip() for row in rows for cell in row)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_parent_is_listed_and_is_the_prefix(scheme: Scheme) -> None:
    codes = load_codes(scheme)
    for code in codes.values():
        assert scheme_of(code.code) == scheme
        assert code.parent == (code.code[:-2] if code.level > 1 else "")
        assert not code.parent or codes[code.parent].level == code.level - 1
        assert normalise_name(code.name) == normalise_name(code.name.replace(" ", ""))


def test_functional_codes_of_the_reference_documents_are_listed() -> None:
    items = {item for under in FUNCTIONAL_OF_REFERENCE_DOCUMENTS.values() for item in under.split()}
    expected = items | FUNCTIONAL_OF_REFERENCE_DOCUMENTS.keys()
    assert len(expected) == 32
    assert expected <= load_codes("functional").keys()
    assert load_codes("functional")["2010399"].name == "其他政府办公厅（室）及相关机构事务支出"
    assert load_codes("functional")["2130599"].name == "其他巩固脱贫攻坚成果衔接乡村振兴支出"


def test_the_thirty_budget_classes_have_names_in_both_languages() -> None:
    codes = load_codes("functional")
    assert len(BUDGET_CLASSES) == 30
    assert all(codes[code].level == 1 and codes[code].name_en for code in BUDGET_CLASSES)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("文化旅游体育与传媒支出", "207"),
        ("文化体育与传媒支出", "207"),
        ("卫生健康支出", "210"),
        ("医疗卫生与计划生育支出", "210"),
        ("资源勘探信息等支出", "215"),
        ("国土海洋气象等支出", "220"),
        ("债务付息支出", "232"),
        ("债务发行费用支出", "233"),
        ("抗疫特别国债安排的支出", "234"),
        ("一般公共 服务支出", "201"),
    ],
)
def test_a_class_is_found_by_any_of_its_names(name: str, code: str) -> None:
    assert [found.code for found in find_by_name("functional", name, level=1)] == [code]


def test_all_matches_are_returned() -> None:
    everywhere = find_by_name("functional", "行政运行")
    assert len(everywhere) > 20
    assert [code.code for code in find_by_name("functional", "行政运行", prefix="20131")] == ["2013101"]
    assert [code.code for code in find_by_name("functional", "其他金融支出")] == ["21799", "2179999"]
    assert find_by_name("functional", "没有这个科目") == ()


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("维修(护)费", ["30213"]),
        ("维修（护）费", ["30213"]),
        ("税金", ["30240"]),
        ("离休", ["30301"]),
        ("房屋建筑物构建", ["30901", "31001"]),
        ("因公出国（境）费", ["30212"]),
        ("工资福利支出", ["301"]),
    ],
)
def test_department_economic_names_and_aliases(name: str, codes: list[str]) -> None:
    assert [code.code for code in find_by_name("dept_economic", name)] == codes


def test_the_same_name_in_both_economic_trees_is_told_apart_by_scheme() -> None:
    assert [code.code for code in find_by_name("gov_economic", "工资福利支出")] == ["50501"]
    assert [code.code for code in find_by_name("gov_economic", "住房公积金")] == ["50103"]
    assert [code.code for code in find_by_name("gov_economic", "资本性支出（一）")] == ["50601"]


def test_economic_codes_of_the_final_account_are_listed() -> None:
    codes = {group + item for group, items in FINAL_ACCOUNT_ECONOMIC.items() for item in items.split()}
    assert len(codes) + len(FINAL_ACCOUNT_ECONOMIC) == 109
    assert codes | FINAL_ACCOUNT_ECONOMIC.keys() <= load_codes("dept_economic").keys()


def test_mapping_holds_the_reference_pairs() -> None:
    for departments, (administrative, institution) in BOOKED.items():
        for code in departments.split():
            expected = {administrative: "administrative", institution: "institution"}
            expected.pop("", None)
            assert load_mapping()[code] == expected
    assert gov_codes_for("30305") == {"50901"}
    assert gov_codes_for("30302") == {"50905"}
    assert gov_codes_for("99999") == frozenset()


def test_mapping_codes_exist_at_the_lowest_level() -> None:
    for dept_code, gov_codes in load_mapping().items():
        assert load_codes("dept_economic")[dept_code].level == 2
        assert all(load_codes("gov_economic")[code].level == 2 for code in gov_codes)


def test_every_economic_item_is_mapped_or_known_to_lack_a_certain_pair() -> None:
    items = {code.code for code in load_codes("dept_economic").values() if code.level == 2}
    assert items - load_mapping().keys() == {"30311", "31304", "39909", "39910"}


@pytest.mark.parametrize(
    ("code", "scheme"),
    [
        ("201", "functional"),
        ("2010301", "functional"),
        ("30101", "dept_economic"),
        ("50101", "gov_economic"),
        ("1030115", "revenue"),
        ("103011501", "revenue"),
        ("140404", None),
        ("3010101", None),
        ("20", None),
        ("401", None),
        ("", None),
        ("２０１", None),
    ],
)
def test_scheme_of(code: str, scheme: Scheme | None) -> None:
    assert scheme_of(code) == scheme


def test_names_are_compared_without_space_and_width() -> None:
    assert normalise_name("维修 （护）费") == "维修(护)费"
    assert normalise_name("其他 交通\u3000费用") == "其他交通费用"
    assert normalise_name("一、二") == "一、二"


def test_schemas_can_be_moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MINGZHANG_SCHEMAS", str(tmp_path))
    assert schemas_dir() == tmp_path
