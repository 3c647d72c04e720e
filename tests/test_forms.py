"""Performance forms: the three hard cases of DOMAIN §3.5, what must hold for any form, and the measured rates."""

from __future__ import annotations

import csv
import random
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mingzhang.forms import FormsReading, ProjectRow, Target, form_rows, read_forms
from mingzhang.forms.labels import read_label
from mingzhang.forms.values import parse_value
from mingzhang.ground.privacy import MASK
from mingzhang.schemas.forms import FORM_TABLES

from tests.bounded import examples
from tests.documents import source_of
from tests.generator_forms import document, measure

PACKAGES = Path(__file__).parents[1] / "datapackage"


def _reading(name: str) -> FormsReading:
    folder = next(PACKAGES.glob(f"*/{name}"))
    projects = []
    if (folder / "data" / "projects.csv").exists():
        with (folder / "data" / "projects.csv").open(encoding="utf-8", newline="") as file:
            projects = [
                ProjectRow(row["unit_name"], row["project_name"], Decimal(row["total_yuan"]), row["locator"])
                for row in csv.DictReader(file)
                if row["row_kind"] == "project"
            ]
    text = (folder / "source.txt").read_text(encoding="utf-8")
    return read_forms(source_of(text), "final" if name.endswith("final") else "budget", projects, None)


def _target(reading: FormsReading, name: str) -> Target:
    return next(target for target in reading.targets if target.fields["project_name"].value == name)


# -- DOMAIN §3.5 ------------------------------------------------------------------------------------


def test_hard_case_a_form_printed_several_times() -> None:
    reading = _reading("141123-014-2023-dept-budget")
    forms = [target for target in reading.targets if target.fields["project_name"].value == "办公费用"]
    assert len(forms) == 1
    assert [
        (i.level1, i.level2, i.name, i.period.printed, i.year.printed, i.name_status, i.lines)
        for i in forms[0].indicators
    ] == [
        ("产出", "数量", "办公室任务完成率", "≥90%", "≥90%", "as_printed", (544, 599)),
        ("产出", "质量", "办公室服务质量", "良好", "良好", "as_printed", (545, 600)),
        ("产出", "时效", "会议、活动开展及时性", "及时", "及时", "restored", (546, 601)),
        ("产出", "成本", "总成本", "≤10万元", "≤10万元", "as_printed", (547, 624)),
        ("效益", "社会效益", "单位正常运转保障度", "保障保障", "保障保障", "as_printed", (549, 626)),
        ("满意度", "服务对象满意度", "单位人员满意度", "≥90%", "≥90%", "as_printed", (552, 629)),
        ("满意度", "服务对象满意度", "服务人员满意度", "≥90%", "≥90%", "as_printed", (553, 630)),
    ]
    doubled = forms[0].indicators[4].period
    assert (doubled.text, doubled.is_qualitative) == ("保障", True)


def test_hard_case_b_rows_squeezed_and_overlapping() -> None:
    target = _target(_reading("140404-002-2023-dept-budget"), "移动大数据信息平台运维费")
    assert [(i.level1, i.level2, i.name, i.period.printed, i.year.printed, i.lines) for i in target.indicators] == [
        ("产出", "数量", "平台运维次数", "≥3次", "≥3次", (629,)),
        ("产出", "质量", "平台运维服务方案符合度", "符合", "符合", (630,)),
        ("产出", "质量", "平台运维服务验收合格率", "100%", "", (631,)),
        ("产出", "时效", "平台运维服务时间", "2023年1月-12月", "2023年1月-12月", (631,)),
        ("产出", "成本", "信息平台运维成本", "≤6万元", "≤6万元", (632,)),
        ("效益", "经济效益", "平台使用正常进行", "保障", "保障", (633,)),
        ("效益", "社会效益", "政府办工作效率", "提高", "提高", (634,)),
        ("效益", "可持续影响", "长效机制管理建设", "完善", "完善", (636,)),
        ("满意度", "服务对象满意度", "工作人员满意度", "≥95%", "≥95%", (637,)),
    ]
    assert target.indicators[2].year_status == "unreliable"


def test_hard_case_c_levels_from_the_sums_of_weights() -> None:
    reading = _reading("140404-001-2023-unit-final")
    form = next(form for form in reading.evaluations if form.fields["project_name"].value == "区委办业务费")
    as_printed, inferred = "as_printed", "inferred"
    met = "达成预期指标"
    full = ("=100%", "=100%", met)
    assert [
        (
            i.level1,
            i.level2,
            i.level_status,
            i.name,
            i.target.printed,
            i.adjusted.printed,
            i.actual.printed,
            i.weight,
            i.score,
            i.lines[0],
        )
        for i in form.indicators
    ] == [
        ("预算执行", "", inferred, "执行率", "62", "62", "37.633 (60.70%)", "10", "6.07", 559),
        ("产出", "数量", as_printed, "工作部署开展完成率", *full, "5", "5", 564),
        ("产出", "数量", as_printed, "收集、整理全区重要信息完整率", *full, "2", "2", 565),
        ("产出", "数量", as_printed, "日常文书处理率", *full, "2", "2", 566),
        ("产出", "数量", as_printed, "区委各种会议事务及重要活动组织率", *full, "5", "5", 567),
        ("产出", "数量", as_printed, "重要文件起草完成率", *full, "2", "2", 568),
        ("产出", "数量", as_printed, "沟通协调工作完成率", *full, "2", "2", 569),
        ("产出", "质量", inferred, "督查工作完成率", *full, "2", "2", 570),
        ("产出", "质量", inferred, "信访举报办结率", *full, "5", "5", 571),
        ("产出", "质量", inferred, "重要文件、会议纪要审核通过率", *full, "5", "5", 572),
        ("产出", "时效", inferred, "各项文件处理及时性", "及时", "及时", met, "10", "10", 573),
        ("产出", "成本", inferred, "项目预算控制数", "≤62万元", "≤62万元", "≤37.6万元", "10", "6", 574),
        ("效益", "社会效益", inferred, "单位正常运转保障", "正常运转", "正常运转", met, "25", "25", 575),
        ("效益", "社会效益", inferred, "群众满意度", "=0", "=0", met, "5", "5", 576),
        ("满意度", "服务对象满意度", as_printed, "服务对象满意度", ">=90%", ">=90%", met, "10", "10", 577),
    ]
    assert form.indicators[13].name_status == "unreliable"
    scores = sum(Decimal(indicator.score) for indicator in form.indicators)
    assert scores == Decimal(form.fields["total_score"].value) == Decimal("92.07")


def test_what_cannot_be_rebuilt_is_unreliable() -> None:
    reading = _reading("140404-001-2023-unit-final")
    form = next(form for form in reading.evaluations if form.fields["project_name"].value == "政研室业务费")
    doubtful = {i.lines[0] for i in form.indicators if i.status == "unreliable"}
    assert doubtful == {605, 606, 607, 608, 609}
    assert all(i.raw for i in form.indicators)


# -- all five documents -----------------------------------------------------------------------------

COUNTS = {
    "140404-002-2023-dept-budget": (12, 0, 0),
    "141123-014-2023-dept-budget": (20, 0, 0),
    "140900-103-2023-unit-budget": (10, 0, 1),
    "140214-003-2023-dept-budget": (7, 0, 21),
    "140404-001-2023-unit-final": (0, 6, 0),
}


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_every_form_once_and_every_project_accounted_for(name: str) -> None:
    reading = _reading(name)
    without_form = [link for link in reading.links if not link.form_id]
    assert (len(reading.targets), len(reading.evaluations), len(without_form)) == COUNTS[name]
    if reading.targets:
        assert all(link.confidence in ("exact", "similar") for link in reading.links if link.form_id)
    for target in reading.targets:
        for side in ("period", "year"):
            amounts = {fund.source: fund.amount for fund in target.funds if fund.side == side}
            total = amounts.pop("total")
            parts = [amount for amount in amounts.values() if amount is not None]
            assert total == sum(parts), (target.form_id, side)


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_rows_fit_the_schema_and_show_no_clerk(name: str) -> None:
    reading = _reading(name)
    rows = form_rows(reading)
    _check_rows(rows)
    assert rows == form_rows(_reading(name))
    assert not any(MASK in value for table in rows.values() for row in table for value in row.values())


def _check_rows(rows: dict[str, list[dict[str, str]]]) -> None:
    import re

    assert set(rows) == {table.name for table in FORM_TABLES}
    for table in FORM_TABLES:
        keys = [tuple(row[name] for name in table.key) for row in rows[table.name]]
        assert len(keys) == len(set(keys)), table.name
        for row in rows[table.name]:
            assert set(row) == set(table.fields), (table.name, set(row) ^ set(table.fields))
            for column in table.columns:
                value = row[column.name]
                assert value or not column.required, (table.name, column.name, row)
                if value and column.enum:
                    assert value in column.enum, (table.name, column.name, value)
                if value and column.pattern:
                    assert re.fullmatch(column.pattern, value), (table.name, column.name, value)
                if value and column.type == "integer":
                    assert value.isdigit(), (table.name, column.name, value)
                if value and column.type == "number":
                    Decimal(value)


# -- links ------------------------------------------------------------------------------------------


def test_links_tolerate_variants_and_say_so() -> None:
    text, forms = document(5, forms=1, damages=0)
    name, unit = forms[0].project, forms[0].unit
    assert forms[0].kind == "target"
    source = source_of(text)
    year = Decimal(forms[0].money["total"][1].replace(",", ""))

    def confidence(*projects: ProjectRow) -> list[str]:
        return [link.confidence for link in read_forms(source, "budget", projects, None).links]

    assert confidence(ProjectRow(unit, name, year, "L9C1")) == ["exact"]
    assert confidence(ProjectRow(unit, "XM" + name, year, "L9C1")) == ["normalised"]
    assert confidence(ProjectRow(unit, name + "用", year, "L9C1")) == ["similar"]
    assert confidence(ProjectRow(unit, "毫不相干的事项", year, "L9C1")) == ["none", "none"]
    two = (ProjectRow(unit, name, year + 100000, "L9C1"), ProjectRow(unit, name, year, "L10C1"))
    chosen = read_forms(source, "budget", two, None).links[0]
    assert chosen.project is not None
    assert chosen.project.locator == "L10C1"


# -- values and labels ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "comparator", "number", "unit", "text", "placeholder"),
    [
        ("≥90%", "≥", "90", "%", "", False),
        (">=90%", "≥", "90", "%", "", False),
        ("=100%", "=", "100", "%", "", False),
        ("≤ 1,200.5 万元", "≤", "1200.5", "万元", "", False),
        ("68条", "", "68", "条", "", False),
        ("≥95百分号", "≥", "95", "%", "", False),
        ("保障保障", "", "", "", "保障", False),
        ("良好定性", "", "", "", "良好", False),
        ("≤500元/次(元/人·小时等)", "≤", "500", "元/次(元/人·小时等)", "", True),
        ("2023年XX月XX日-XX月XX日", "", "", "", "2023年XX月XX日-XX月XX日", True),
        ("达成预期指标", "", "", "", "达成预期指标", True),
        ("未填报", "", "", "", "未填报", True),
        ("2023年1月-12月", "", "", "", "2023年1月-12月", False),
        ("1年", "", "1", "年", "", False),
        ("提高60%", "", "60", "%", "提高", False),
        ("90%以上", "≥", "90", "%", "", False),
        ("不低于3次", "≥", "3", "次", "", False),
        ("万元", "", "", "万元", "", True),
        ("", "", "", "", "", False),
    ],
)
def test_values(printed: str, comparator: str, number: str, unit: str, text: str, placeholder: bool) -> None:
    value = parse_value(printed)
    assert (value.comparator, value.number, value.unit, value.text) == (comparator, number, unit, text)
    assert value.is_placeholder == placeholder


@pytest.mark.parametrize(
    ("printed", "level", "code"),
    [
        ("数量指标", 2, "quantity"),
        ("可持續影响指标", 2, "sustainable"),
        ("可持续发展指标", 2, "sustainable"),
        ("服务对象满意度指", 2, "satisfaction"),
        ("数重指标", 2, "quantity"),
        ("产出指标(50分)", 1, "产出"),
        ("经济成本指标", 2, "economic_cost"),
    ],
)
def test_labels(printed: str, level: int, code: str) -> None:
    label = read_label(printed)
    assert label is not None
    assert (label.level, label.code) == (level, code)


# -- measured ---------------------------------------------------------------------------------------


def test_damaged_forms_come_back_right_or_marked() -> None:
    rates = measure(120, damages=3, first=10_000)
    assert rates.share(rates.right) >= 0.98
    assert rates.share(rates.silent) <= 0.001, rates.wrong[:5]


def test_undamaged_forms_come_back_whole() -> None:
    rates = measure(40, damages=0, first=20_000)
    assert (rates.marked, rates.wrong) == (0, [])


# -- whatever the text ------------------------------------------------------------------------------

_PIECES = [
    "项目名称",
    "主管部门及代码",
    "项目资金(元)",
    "实施期资金总额:",
    "年度资金总额:",
    "1,000",
    "绩效指标",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "产出指标",
    "数量指标",
    "满意度指标",
    "服务对象满意度",
    "≥90%",
    "某项工作",
    "填报日期:",
    "20230230999999",
    "总分",
    "100",
    "年度目标",
    "总体目标",
    "其中:中央财政资金",
    "",
    " ",
    "\f",
    "云水县项目支出绩效自评表",
    "实际完成值",
    "分值",
    "全年执行数",
    "金",
    "001-甲",
    "项目概况 无",
    "经济成本指标",
    "未知效益指标",
]


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14), max_size=30))
def test_rows_of_pieces_never_raise(lines: list[list[str]]) -> None:
    text = "云水县项目支出绩效目标申报表\n" + "\n".join("\t".join(line) for line in lines) + "\n"
    _check_rows(form_rows(read_forms(source_of(text), "budget", (), None)))


@settings(max_examples=examples(60), deadline=None)
@given(st.text(max_size=400))
def test_any_text_never_raises(text: str) -> None:
    from mingzhang.ground.source import Original, Source

    source = Source(f"绩效目标申报表\n项目名称\t{text}\n主管部门\t{text}\n", (Original("x", 0, "0" * 64, "utf-8"),))
    form_rows(read_forms(source, "budget", (), None))


def test_torn_forms_never_raise() -> None:
    for seed in range(60):
        rng = random.Random(seed)
        cells = [line.split("\t") for line in document(seed, 2, 3)[0].split("\n")]
        for _ in range(40):
            row = rng.choice(cells)
            other = rng.choice(cells)
            row[rng.randrange(len(row))] = rng.choice(other)
            rng.shuffle(row) if rng.random() < 0.2 else None
        _check_rows(form_rows(read_forms(source_of("\n".join("\t".join(row) for row in cells)), "budget", (), None)))


def test_a_list_of_indicators_that_is_no_single_form_is_read_in_one_pass() -> None:
    """Searched as one form, four thousand rows would take hours: time grows with the third power."""
    head = ["项目支出绩效目标申报表", "（2024年度）", "项目名称\t示例项目\t\t", "一级指标\t二级指标\t三级指标\t指标值"]
    levels = [("产出指标", "数量指标"), ("", "质量指标"), ("效益指标", "社会效益指标"), ("", "")]
    rows = [f"{one}\t{two}\t第{n}项{two or one}完成数\t≥{n}次" for n in range(1000) for one, two in levels]
    reading = read_forms(source_of("\n".join([*head, *rows]) + "\n"), "budget", [])
    assert len(reading.indicators) == 4000
    assert {row.level2 for row in reading.indicators} == {"数量", "质量", "社会效益"}
