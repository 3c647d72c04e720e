"""What the page of a unit quotes of its newest disclosure: duties as paragraphs, its own bodies, assets with values."""

from __future__ import annotations

from dataclasses import replace

import pytest
from mingzhang.ground.source import Locator
from mingzhang.site.narrative import Statement
from mingzhang.site.unit_facts import _assets, _bodies, _paragraphs

_PLAIN = Statement(
    statement_id="buildings/buildings_area",
    stem="buildings",
    measure="",
    kind="figure",
    side="",
    unit_name="",
    subject_kind="",
    subject="",
    code="",
    yuan="",
    quantity="",
    number="",
    unit="",
    direction="",
    compared="",
    clause="",
    reason="",
    parent="",
    place=Locator(7),
    first_char=1,
    last_char=1,
    fact_id="",
)
_LONG = "（一）负责联络工作，指导协调全县有关部门和乡镇"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([_LONG, "", "接待工作，处理有关事务。"], [(1, _LONG + "接待工作，处理有关事务。")]),
        ([_LONG + "。", "其他工作。"], [(1, _LONG + "。"), (2, "其他工作。")]),
        ([_LONG, "（二）其他工作。"], [(1, _LONG), (2, "（二）其他工作。")]),
        (["- （一）收集。", "- （二）整理"], [(1, "（一）收集。"), (2, "（二）整理")]),
        (["主要职责", "贯彻执行有关规定。"], [(1, "主要职责"), (2, "贯彻执行有关规定。")]),
        (["", "\f", " "], []),
    ],
)
def test_duties_are_paragraphs(lines: list[str], told: list[tuple[int, str]]) -> None:
    assert list(_paragraphs(enumerate(lines, 1))) == told


def test_a_value_stands_with_what_it_is_the_value_of() -> None:
    area = replace(_PLAIN, clause="现有房屋100平方米", number="100")
    value = replace(_PLAIN, measure="value", clause="价值5万元", number="5", yuan="50000")
    alien = replace(value, subject="车库", clause="价值1万元")
    said = [(area, "buildings"), (value, "buildings"), (alien, "buildings")]
    assert _assets(said) == (("现有房屋100平方米，价值5万元", Locator(7)),)


def test_there_is_none_of_what_the_section_speaks_of() -> None:
    none = replace(_PLAIN, statement_id="other_assets/assets_amount", stem="assets", kind="none_stated", clause="无")
    whole = replace(none, clause="示例县档案馆无车辆")
    assert _assets([(none, "other_assets"), (whole, "vehicles")]) == (
        ("其他国有资产：无", Locator(7)),
        ("示例县档案馆无车辆", Locator(7)),
    )
    assert _assets([(none, "organisation")]) == ()


def test_bodies_of_a_unit_below_are_left_out_and_a_number_stands_for_names() -> None:
    own = replace(_PLAIN, stem="internal_body", kind="name", subject="综合股")
    below = replace(own, subject="网络股", unit_name="示例县信息中心")
    number = replace(_PLAIN, stem="internal_bodies", clause="内设机构9个")
    assert _bodies({"internal_body": [own, below], "internal_bodies": [number]}) == (("综合股", Locator(7)),)
    assert _bodies({"internal_body": [below], "internal_bodies": [number]}) == (("内设机构9个", Locator(7)),)
