"""The sides of a comparison in English: what the portal says is English, what a document prints is quoted."""

from __future__ import annotations

import csv
import re

import pytest
from mingzhang.checks.naming import column_named, in_column, printed, sum_of
from mingzhang.site.side_names import side_en
from mingzhang.tables import STANDARD, StandardTable

from tests.portal import PACKAGES

HAN = re.compile("[\u3400-\u9fff]")
QUOTED = re.compile("“[^“”]*”|《[^》]*》")
AMOUNT = re.compile(r"\d(?:亿元|万元|万|元|个|辆|人|批|平方米)")


@pytest.mark.parametrize("table", STANDARD, ids=lambda table: table.id)
def test_a_row_of_a_standard_table_is_called_by_the_english_title(table: StandardTable) -> None:
    title = f"“{table.title_en}”"
    assert side_en(f"《{table.title}》") == title
    assert side_en(f"《{table.title}》示例服务支出") == f"“示例服务支出” in {title}"


def test_columns_are_called_as_in_messages() -> None:
    for name in ("general", "project", "personnel", "carried_over", "government_fund"):
        named = in_column(printed("示例服务支出"), name)
        assert side_en(named.zh) == f"“示例服务支出”, {column_named(name).en}"


def test_sums_name_their_parts() -> None:
    parts = [printed(name) for name in ("一、示例支出", "二、示例服务支出", "三、示例保障支出", "四、示例补助")]
    assert side_en(sum_of(tuple(parts[:2])).zh) == "Sum of “一、示例支出” and “二、示例服务支出”"
    assert side_en(sum_of(tuple(parts)).zh) == "Sum of “一、示例支出” and 3 others"
    assert side_en("人员经费＋公用经费") == "Personnel + Public (running) costs"


@pytest.mark.parametrize(
    ("label", "english"),
    [
        ("收入总计的增减额", "Total revenue: change, amount"),
        ("示例保障支出完成率", "“示例保障支出”: completion rate"),
        ("示例保障支出决算", "“示例保障支出”: executed"),
        ("一、政府示例预算", "“一、政府示例预算”"),
        ("支出方支出总计的增减幅度", "Total expenditure: change, per cent (expenditure side)"),
        ("年度资金乘3年", "Money of the year times 3"),
        ("文中“示例经费”", "“示例经费” in the text"),
        ("2022年决算示例支出", "“示例支出”, 2022 final accounts"),
    ],
)
def test_phrases_of_checks(label: str, english: str) -> None:
    assert side_en(label) == english


def test_no_side_of_the_packages_is_left_in_chinese() -> None:
    """Outside quotation marks there is Chinese only behind a number: its unit."""
    labels = set()
    for path in PACKAGES.glob("*/*/data/checks.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            labels |= {row[side] for row in csv.DictReader(file) for side in ("left_label", "right_label")} - {""}
    loose = {label: side_en(label) for label in labels if HAN.search(AMOUNT.sub("", QUOTED.sub("", side_en(label))))}
    assert not loose
