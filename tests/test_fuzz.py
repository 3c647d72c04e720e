"""Whatever text is given: packages or clean errors, every number accounted for, nothing personal left."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from mingzhang.convert.pipeline import Conversion, convert_source
from mingzhang.ground.amounts import MONEY_UNITS, NOT_APPLICABLE, is_numeric, parse_cell, to_yuan
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.privacy import find_personal, mask, masked_places
from mingzhang.ground.source import Original, Source
from mingzhang.packages.build import build_package
from mingzhang.packages.model import NAME
from mingzhang.readers.canonical import canonicalise

from tests.bounded import examples
from tests.documents import BUDGET_COVER, FINAL_COVER
from tests.generator import generate
from tests.generator.damage import HOSTILE, MALFORMED
from tests.growth import grows_with_its_size

HERE = Path("甲.txt")
INERT = r"[-+=@＝＋－＠]?|[-+＋－]?[\d.,．，]+[%％]?|[^-+=@＝＋－＠\t\r\n].*"
"""What no spreadsheet runs: a sign alone, a number, and whatever begins otherwise."""

fuzzing = settings(
    max_examples=examples(80), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def read(text: str) -> Source:
    canonical = mask(canonicalise(text, HERE))
    return Source(canonical, (Original(HERE.name, 1, "0" * 64, "utf-8"),), masked_places(canonical))


def convert(text: str) -> Conversion | None:
    """The conversion with everything that must hold of any, or None for a clean error."""
    try:
        source = read(text)
        assert find_personal(source.text) == ()
        assert mask(source.text) == source.text
        conversion = convert_source(source)
    except DisclosureError as error:
        refusal = error
    else:
        return assert_sound(conversion)
    assert re.fullmatch("[a-z]+(-[a-z0-9]+)+", refusal.code)
    assert refusal.message
    assert refusal.expected or refusal.remedy
    assert "\n" not in str(refusal)
    return None


def assert_sound(conversion: Conversion) -> Conversion:
    assert_accounted(conversion)
    assert_facts(conversion)
    assert_package(conversion)
    return conversion


def assert_accounted(conversion: Conversion) -> None:
    lines = conversion.source.lines
    for reading in conversion.readings:
        account = reading.account
        numbers = [printed for _, printed in account.unread if is_numeric(printed)]
        assert account.numeric == account.captured + account.structural + len(numbers), reading.layout.table
        assert account.captured == reading.facts_count, reading.layout.table
        for place, printed in account.unread:
            assert parse_cell(lines[place.line - 1].split("\t")[place.cell - 1]).printed == printed


def assert_facts(conversion: Conversion) -> None:
    """A fact is what its cell says, times its unit, exactly; no cell gives two, no id stands twice."""
    lines = conversion.source.lines
    facts = conversion.tables["facts"]
    for fact in facts:
        line, cell = fact["locator"].removeprefix("L").split("C")
        found = parse_cell(lines[int(line) - 1].split("\t")[int(cell) - 1])
        assert found.printed == fact["printed"]
        assert found.value is not None
        if fact["printed_unit"] in MONEY_UNITS:
            assert Decimal(fact["amount_yuan"]) == to_yuan(found.value, fact["printed_unit"])
        else:
            assert Decimal(fact["quantity"]) == found.value
    assert len({fact["fact_id"] for fact in facts}) == len(facts)
    assert len({fact["locator"] for fact in facts}) == len(facts)


def assert_package(conversion: Conversion) -> None:
    package = build_package(conversion)
    assert NAME.fullmatch(package.name)
    assert package.files == build_package(conversion).files
    descriptor = json.loads(package.files["datapackage.json"])
    assert descriptor["name"] == package.name
    assert [resource["name"] for resource in descriptor["resources"] if "path" not in resource] == ["lists"]
    for resource in descriptor["resources"]:
        if "path" not in resource:  # written in the descriptor itself
            assert resource["data"]
            continue
        assert resource["bytes"] == len(package.files[resource["path"]])
        if resource["path"].endswith(".csv"):
            assert_csv(package.files[resource["path"]].decode(), resource)


def assert_csv(text: str, resource: dict[str, object]) -> None:
    schema = resource["schema"]
    assert isinstance(schema, dict)
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert rows[0] == [field["name"] for field in schema["fields"]]
    for row in rows[1:]:
        assert len(row) == len(rows[0])
        for name, cell in zip(rows[0], row, strict=True):
            assert "\n" not in cell
            assert re.fullmatch(INERT, cell), (resource["name"], name, cell)
            if name.endswith("_yuan"):
                assert cell in ("", NOT_APPLICABLE) or re.fullmatch(r"-?[0-9]+\.[0-9]{2,}", cell), (name, cell)


# --- texts made of what disclosures are made of ------------------------------------------------------

TITLES = (
    "2023年预算收支总表",
    "2023年预算收入总表",
    "2023年预算支出总表",
    "2023年财政拨款收支总表",
    "2023年一般公共预算支出预算表",
    "2023年一般公共预算安排基本支出分经济科目表",
    "2023年政府性基金预算支出表",
    "2023年国有资本经营预算收支预算表",
    "2023年一般公共预算“三公”经费支出预算表",
    "2023年机关运行经费预算财政拨款情况统计表",
    "2023年项目支出预算表（本年预算）",
    "收入支出决算总表",
    "支出决算表",
    "一般公共预算财政拨款基本支出决算明细表",
    "政府性基金预算财政拨款收入支出决算表",
    "财政拨款“三公”经费支出决算表",
    "部门决算公开相关信息统计表",
)
HEADERS = [
    "科目编码",
    "科目名称",
    "合计",
    "基本支出",
    "项目支出",
    "小计",
    "一般公共预算",
    "政府性基金",
    "国有资本经营预算",
    "上年结转",
    "项目",
    "金额",
    "行次",
    "栏次",
    "项目名称",
    "单位名称",
    "收入",
    "支出",
    "决算数",
    "预算数",
    "全年预算数",
    "本年收入",
    "功能分类科目",
    "部门预算支出经济科目名称",
    "人员经费",
    "公用经费",
    "因公出国（境）费",
    "公务接待费",
    "公务用车购置费",
    "年初结转和结余",
    "2023年",
]
LABELS = [
    "合计",
    "总计",
    "201",
    "20103",
    "2010301",
    "一般公共服务支出",
    "行政运行",
    "一、一般公共预算",
    "本年收入合计",
    "收入总计",
    "（一）支出合计",
    "工资福利支出",
    "基本工资",
    "办公费",
    "兴县人民政府办公室",
    "第一中学",
    "办公楼维修项目",
    "一、因公出国（境）费",
    "车辆数合计（辆）",
    "经办人：张三",
    "联系电话：0355-1234567",
]
NUMBERS = (
    "1.00",
    "0",
    "0.00",
    "12.5",
    "1,234.56",
    "-3.2",
    "(4.00)",
    "——",
    "-",
    "１２.５",
    "1",
    "2",
    "3",
    "2023",
    "30%",
    "²",
    "9" * 40,
    "." + "1" * 40,
)
LINES = (
    "",
    "\f",
    "单位：万元",
    "单位：元",
    "金额单位：人民币万元",
    "单位：斤",
    "部门名称：兴县人民政府办公室",
    "单位名称：第一中学",
    "注：本表无数据",
    "公开03表",
    "预算公开表5",
    "- 5 -",
    "----\t----",
    "第三部分 2023年度部门预算情况说明",
    "一、部门预算收支总体情况",
    "2023年预算收入 1,234.56 万元，比上年增加 10.00 万元，增长 5%。",
    "项目支出绩效目标申报表",
    "主管部门及代码\t002-兴县人民政府办公室",
    "经办人：\t李四\t联系电话：\t13912345678",
    "目录",
)
odd = st.text(st.characters(codec="utf-8"), max_size=8)
cells = st.one_of(
    st.sampled_from(NUMBERS),
    st.sampled_from(NUMBERS),
    st.sampled_from(LABELS),
    st.sampled_from(HEADERS),
    st.sampled_from(MALFORMED + HOSTILE),
    st.just(""),
    odd,
)
rows = st.lists(cells, min_size=1, max_size=9).map("\t".join)
headers = st.lists(st.sampled_from(("", *HEADERS)), min_size=2, max_size=9).map("\t".join)
lines = st.one_of(rows, rows, rows, headers, st.sampled_from(LINES), st.sampled_from(TITLES), odd)
tables = st.tuples(
    st.sampled_from(TITLES), st.just("单位：万元"), headers, st.lists(lines, max_size=14).map("\n".join)
).map("\n".join)
documents = st.tuples(st.sampled_from((BUDGET_COVER, FINAL_COVER, "")), st.lists(tables, max_size=5)).map(
    lambda parts: parts[0] + "\n".join(parts[1])
)


@fuzzing
@given(documents)
def test_any_text_made_of_titles_headers_and_numbers(text: str) -> None:
    convert(text)


@settings(fuzzing, max_examples=examples(60))
@given(st.text(max_size=300), st.sampled_from((BUDGET_COVER, FINAL_COVER, "")))
def test_any_text_at_all(text: str, cover: str) -> None:
    convert(cover + text)


# --- generated disclosures, mutated ------------------------------------------------------------------


@cache
def original(seed: int) -> str:
    return generate(seed).text


Mutation = Callable[[list[str], Random], None]


def delete_line(text: list[str], rng: Random) -> None:
    del text[rng.randrange(len(text))]


def double_line(text: list[str], rng: Random) -> None:
    at = rng.randrange(len(text))
    text.insert(rng.randrange(len(text)), text[at])


def swap_lines(text: list[str], rng: Random) -> None:
    one, other = rng.randrange(len(text)), rng.randrange(len(text))
    text[one], text[other] = text[other], text[one]


def join_lines(text: list[str], rng: Random) -> None:
    at = rng.randrange(len(text) - 1)
    text[at : at + 2] = [text[at] + rng.choice(("", " ", "\t")) + text[at + 1]]


def split_line(text: list[str], rng: Random) -> None:
    at = rng.randrange(len(text))
    cut = rng.randint(0, len(text[at]))
    text[at : at + 1] = [text[at][:cut], text[at][cut:]]


def insert_characters(text: list[str], rng: Random) -> None:
    at = rng.randrange(len(text))
    cut = rng.randint(0, len(text[at]))
    found = rng.choice(
        ("\t", " ", "\u3000", "0", "-", "（", "<b>", "{", "=", "\\", "１", "\f", "█", "\u0301", "合计", "年")
    )
    text[at] = text[at][:cut] + found + text[at][cut:]


def delete_characters(text: list[str], rng: Random) -> None:
    at = rng.randrange(len(text))
    cut = rng.randint(0, len(text[at]))
    text[at] = text[at][:cut] + text[at][cut + rng.randint(1, 3) :]


def change_cells(text: list[str], rng: Random) -> None:
    """Delete, double, swap or replace cells of a row of a table."""
    found = [at for at, line in enumerate(text) if "\t" in line]
    if not found:
        return
    at = rng.choice(found)
    row = text[at].split("\t")
    one, other = rng.randrange(len(row)), rng.randrange(len(row))
    match rng.randrange(4):
        case 0:
            del row[one]
        case 1:
            row.insert(one, row[other])
        case 2:
            row[one], row[other] = row[other], row[one]
        case _:
            row[one] = rng.choice((*MALFORMED, *HOSTILE, *NUMBERS, *LABELS, *HEADERS)).replace("\n", " ")
    text[at] = "\t".join(row)


def move_block(text: list[str], rng: Random) -> None:
    start = rng.randrange(len(text))
    block = text[start : start + rng.randint(2, 40)]
    del text[start : start + len(block)]
    at = rng.randint(0, len(text))
    text[at:at] = block


MUTATIONS: tuple[Mutation, ...] = (
    delete_line,
    double_line,
    swap_lines,
    join_lines,
    split_line,
    insert_characters,
    delete_characters,
    change_cells,
    change_cells,
    change_cells,
    move_block,
)


@settings(fuzzing, max_examples=examples(60))
@given(st.integers(0, 39), st.integers(0, 2**32), st.integers(1, 30))
@example(0, 0, 1)
def test_mutated_disclosures(seed: int, randomness: int, times: int) -> None:
    rng = Random(randomness)
    text = original(seed).split("\n")
    for _ in range(times):
        if len(text) > 1:
            rng.choice(MUTATIONS)(text, rng)
    convert("\n".join(text).replace("\0", ""))


# --- time ------------------------------------------------------------------------------------------

EXPENDITURE = (
    "2023年预算支出总表\n部门名称：兴县人民政府办公室\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
)
PROJECTS = "2023年项目支出预算表（本年预算）\n部门名称：兴县人民政府办公室\n单位：万元\n项目名称\t合计\t一般公共预算\n"
ITEMS = "2023年一般公共预算“三公”经费支出预算表\n单位：万元\n项目\t合计\t一般公共预算\t政府性基金\t国有资本经营预算\n"
ROW = "201\t一般公共服务支出\t1.00\t1.00\t\n"
LARGE: dict[str, tuple[int, Callable[[int], str]]] = {
    "rows": (20_000, lambda n: EXPENDITURE + ROW * n),
    "codes": (20_000, lambda n: EXPENDITURE + "".join(f"{2_000_000 + at}\t甲{at}\t1.00\t\t\n" for at in range(n))),
    "rows of another width": (20_000, lambda n: EXPENDITURE + "201\t甲\t1.00\t1.00\t1.00\t2.00\n" * n),
    "malformed amounts": (20_000, lambda n: EXPENDITURE + "201\t甲\t1..00\t1,0\t\n" * n),
    "projects": (5_000, lambda n: PROJECTS + "".join(f"第{at}项工程\t1.00\t1.00\n" for at in range(n))),
    "institutions": (5_000, lambda n: PROJECTS + "".join(f"第{at}中学\t{n}.00\t1.00\n" for at in range(n))),
    "items": (5_000, lambda n: ITEMS + "".join(f"项目{at}\t1.00\t1.00\t\t\n" for at in range(n))),
    "columns": (2_000, lambda n: EXPENDITURE.rstrip() + "\t合计" * n + "\n" + "201\t甲" + "\t1.00" * n + "\n"),
    "a row of many cells": (200_000, lambda n: EXPENDITURE + "\t".join(["1.00"] * n) + "\n" + ROW),
    "a header of blank cells": (200_000, lambda n: EXPENDITURE.rstrip() + "\t" * n + "\n" + ROW),
    "blank lines": (100_000, lambda n: EXPENDITURE + ROW + "\n" * n + ROW),
    "blocks": (10_000, lambda n: EXPENDITURE + ROW + "甲\t乙\n这一行不是任何表格的内容\n" * n),
    "tables printed again": (500, lambda n: (EXPENDITURE + ROW + "\n") * n),
    "a long number": (300_000, lambda n: EXPENDITURE + f"201\t甲\t{'1' * n}\t{'1,' * (n // 4)}\n"),
    "a long text": (300_000, lambda n: EXPENDITURE + f"201\t{'（' * n}\t1.00\n"),
    "half a tag": (300_000, lambda n: EXPENDITURE + f"201\t{'<b' * (n // 2)}\t{'<' * n}\n"),
    "a long line": (300_000, lambda n: EXPENDITURE + ROW + "2023" * (n // 4) + "\n" + "." * n + "\n" + "第" * n + "\n"),
    "clerks": (10_000, lambda n: EXPENDITURE + ROW + "经办人：张三 联系电话：0355-1234567\n" * n),
    "contacts": (10_000, lambda n: EXPENDITURE + ROW + "联系人\t联系电话\n" + "张三\t0355-1234567\n" * n),
}


@pytest.mark.parametrize(("size", "write"), LARGE.values(), ids=LARGE)
def test_large_documents_take_no_more_than_their_share(size: int, write: Callable[[int], str]) -> None:
    """Four times as much may take four times as long, not sixteen (a clock is only read for what lasts).

    A quarter of the size is enough to see it; `python -m tests.benchmarks --large` processes the whole size.
    """
    assert grows_with_its_size(lambda parts: process(BUDGET_COVER + write(size // (4 * parts))))


def process(text: str) -> None:
    try:
        build_package(convert_source(read(text)))
    except DisclosureError as error:
        if error.code != "read-line-too-long":
            raise
