"""The tables of performance forms and the columns that only they have."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mingzhang.schemas.fields import FIELDS, Field
from mingzhang.schemas.table import Reference, Table

STATUSES = ("as_printed", "restored", "inferred", "unreliable")
LEVEL1 = ("产出", "效益", "满意度", "成本", "预算执行")
LEVEL2 = (
    "数量",
    "质量",
    "时效",
    "成本",
    "经济成本",
    "社会成本",
    "生态环境成本",
    "经济效益",
    "社会效益",
    "生态效益",
    "可持续影响",
    "服务对象满意度",
)
SOURCES = ("total", "central", "provincial", "local", "own", "other", "fiscal", "carried_over")
CONFIDENCES = ("exact", "normalised", "similar", "none")
_STATUS = "as_printed 如原文；restored 由原文他处补全；inferred 推定；unreliable 不可靠，只有原文可信。"
_LINES = r"[1-9]\d*-[1-9]\d*( [1-9]\d*-[1-9]\d*)*"
_LOCATORS = r"L[1-9]\d*( L[1-9]\d*)*"
_DECIMAL = r"\d+(\.\d+)?"
_COMPARATORS = ("≥", ">", "=", "<", "≤", "≠")


def _text(name: str, title: str, title_en: str, description: str = "", **more: Any) -> Field:
    return Field(name, "string", title, title_en, description, **more)


def _status(name: str, title: str, title_en: str) -> Field:
    return _text(name, title, title_en, _STATUS, enum=STATUSES, required=True)


def _yuan(stem: str, title: str, title_en: str) -> Field:
    return Field(f"{stem}_yuan", "number", f"{title}（元）", f"{title_en} (yuan)", "", column_type="value")


def _value(prefix: str, title: str, title_en: str, with_status: bool = True) -> list[Field]:
    """The columns of one indicator value: as printed and taken apart."""
    unsafe = "以 =、+、-、@ 开头时前加撇号。"
    fields = [
        _text(f"{prefix}_printed", f"{title}（原文）", f"{title_en}, as printed", unsafe),
        _text(f"{prefix}_comparator", f"{title}比较符", f"{title_en}, comparator", pattern="[≥>=<≤≠]"),
        _text(f"{prefix}_number", f"{title}数值", f"{title_en}, number", pattern=_DECIMAL),
        _text(f"{prefix}_number_to", f"{title}数值上限", f"{title_en}, upper number", pattern=_DECIMAL),
        _text(f"{prefix}_unit", f"{title}单位", f"{title_en}, unit"),
        _text(f"{prefix}_text", f"{title}文字", f"{title_en}, words", "定性表述，或日期等不是数值的文字。"),
        Field(f"{prefix}_is_qualitative", "boolean", f"{title}为定性", f"{title_en} is qualitative", required=True),
        Field(
            f"{prefix}_is_placeholder",
            "boolean",
            f"{title}为模板占位",
            f"{title_en} is a placeholder",
            "模板未填或只填一部分，如 XX月XX日、未填报、达成预期指标。",
            required=True,
        ),
    ]
    if with_status:
        fields.append(_status(f"{prefix}_status", f"{title}状态", f"{title_en}, status"))
    return fields


_FORM_FIELDS: list[Field] = [
    _text("form_id", "表单标识", "Form id", "target/项目名称 或 evaluation/项目名称；同名者加 #2。", required=True),
    _text("form_scope", "表单范围", "Form scope", enum=("project", "overall"), required=True),
    _text("agency_code_printed", "主管部门代码（原文）", "Agency code as printed", pattern=r"\d{3,12}"),
    _text("agency_name_printed", "主管部门（原文）", "Agency name as printed"),
    _text("unit_code_printed", "单位代码（原文）", "Unit code as printed", pattern=r"\d{3,12}"),
    _text("project_row_id", "对应项目", "Linked project", "项目表中的 row_id；未能对应时为空。"),
    _text("link_confidence", "对应把握", "Confidence of the link", enum=CONFIDENCES, required=True),
    _text("basis", "对应依据", "Basis of the link", "名称、单位、金额中相符者。"),
    Field("fragments", "integer", "片段数", "Fragments", "合并前的片段数。", required=True, minimum=1),
    _text("form_lines", "起止行", "Lines of the form", "各片段的起止行，以空格分隔。", required=True, pattern=_LINES),
    Field("indicators", "integer", "指标数", "Indicators", required=True, minimum=0),
    _status("head_status", "表头状态", "Status of the head"),
    _status("status", "状态", "Status"),
    _text("note", "说明", "Note", "做了什么处理及原因。"),
    _text("raw", "原文单元格", "Raw cells", "整行单元格，以 ⇥ 分隔；不含经办人、电话所在行。"),
    _text("lines", "原文行", "Source lines", "本条所依据的全部行。", pattern=_LOCATORS),
    _text(
        "attribute",
        "项目属性",
        "Attribute",
        "one_off 一次性；recurring 经常性；continuing 延续性（阶段性）；new 新增。",
        enum=("one_off", "recurring", "continuing", "new"),
    ),
    _text("attribute_printed", "项目属性（原文）", "Attribute as printed"),
    Field("period_years", "integer", "项目期（年）", "Period in years", minimum=0),
    _text("period_printed", "项目期（原文）", "Period as printed"),
    *(
        _yuan(f"{side}_{source}", f"{side_title}{title}", f"{title_en}, {side_en}")
        for side, side_title, side_en in (("period", "实施期", "whole period"), ("year", "年度", "year"))
        for source, title, title_en in (
            ("total", "资金总额", "Total"),
            ("central", "中央财政资金", "Central funds"),
            ("provincial", "省级财政资金", "Provincial funds"),
            ("local", "市县（区）财政资金", "City and county funds"),
            ("own", "单位自筹", "Unit's own funds"),
            ("other", "其他资金", "Other funds"),
        )
    ),
    _text("overview", "项目概况", "Overview"),
    _text("basis_text", "立项依据", "Basis"),
    _text("necessity", "项目设立必要性", "Necessity"),
    _text("measures", "保证项目实施的制度、措施", "Measures"),
    _text("plan", "项目实施计划", "Plan"),
    _text("period_goal", "实施期目标", "Goal of the period"),
    _text("year_goal", "年度目标", "Goal of the year"),
    _text("filled_in", "填报日期", "Filled in", "ISO 8601。", pattern=r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?"),
    Field("fund_no", "integer", "序号", "Number", required=True, minimum=1),
    _text("source", "资金来源", "Source of funds", enum=SOURCES, required=True),
    _text("label_printed", "印刷名称", "Label as printed"),
    Field("indicator_no", "integer", "指标序号", "Indicator number", required=True, minimum=1),
    _text("level1", "一级指标", "Level 1", enum=LEVEL1, required=True),
    _text("level2", "二级指标", "Level 2", enum=LEVEL2),
    _text("level3", "三级指标", "Level 3", "指标名称；任一栏被截断时为补全后的名称。"),
    _text("level1_printed", "一级指标（本行原文）", "Level 1 as printed on the row"),
    _text("level2_printed", "二级指标（本行原文）", "Level 2 as printed on the row"),
    _text("period_level3_printed", "实施期三级指标（原文）", "Level 3 as printed, period"),
    _text("year_level3_printed", "年度三级指标（原文）", "Level 3 as printed, year"),
    *_value("period", "实施期指标值", "Period value"),
    *_value("year", "年度指标值", "Year value"),
    *_value("target", "年初指标值", "Target", with_status=False),
    *_value("adjusted", "调整后指标值", "Adjusted target", with_status=False),
    *_value("actual", "实际完成值", "Actual value", with_status=False),
    _text("weight", "分值", "Weight"),
    _text("description", "指标说明", "Description"),
    _text("score", "得分", "Score"),
    _text("reason", "偏差原因及改进措施", "Reason for deviation"),
    _status("level_status", "级次状态", "Status of the levels"),
    _status("name_status", "名称状态", "Status of the name"),
    _status("value_status", "数值状态", "Status of the values"),
    _yuan("declared", "目标申报数", "Declared"),
    _yuan("initial", "年初预算编制数", "Initial budget"),
    _yuan("executed", "全年执行数", "Executed"),
    _yuan("balance", "资金结（转）余", "Balance"),
    _text("rate", "执行率（%）", "Execution rate (%)"),
    _text("execution_score", "预算执行得分", "Score of the execution"),
    _text("goal", "年度目标", "Goal"),
    _text("actual_goal", "实际完成情况", "Achievement"),
    _text("total_score", "总分", "Total score"),
    _text("grade", "等级", "Grade"),
    _text("analysis_execution", "项目实施和预算执行情况", "Implementation and execution"),
    _text("analysis_output", "产出情况", "Output"),
    _text("analysis_benefit", "效益情况", "Benefit"),
    _text("analysis_satisfaction", "满意度情况", "Satisfaction"),
    _text("experience", "主要经验做法", "Experience"),
    _text("problems", "存在的主要问题及原因", "Problems"),
    _text("improvements", "下一步改进措施及建议", "Improvements"),
    _text("field", "栏目", "Field", required=True),
    replace(FIELDS["value"], title="值", title_en="Value", description="", pattern=""),
    replace(FIELDS["side"], title="期间", title_en="Period or year", enum=("period", "year"), description=""),
    replace(FIELDS["printed_unit"], required=False),
    replace(FIELDS["locator"], unique=False),
]
_FORM_FIELDS.append(Field("link_no", "integer", "序号", "Number", required=True, minimum=1))
_OWN = {field.name: replace(field, unique=False) for field in _FORM_FIELDS}


def _table(**described: Any) -> Table:
    """A common table whose columns are described here first, then in `fields`."""
    return Table(family="common", own=_OWN, **described)


_HEAD = (
    "form_id",
    "form_scope",
    "project_name",
    "agency_code_printed",
    "agency_name_printed",
    "unit_code_printed",
    "unit_name",
    "project_row_id",
    "link_confidence",
)
_TAIL = ("indicators", "fragments", "first_line", "last_line", "form_lines", "head_status", "note", "locator")
_LEVELS = ("level1", "level2", "level3", "level1_printed", "level2_printed")
_PARTS = (
    "printed",
    "comparator",
    "number",
    "number_to",
    "unit",
    "text",
    "is_qualitative",
    "is_placeholder",
)
_FORM = (Reference(("form_id",), "targets", ("form_id",)),)
_EVALUATED = (Reference(("form_id",), "evaluations", ("form_id",)),)


def _parts(prefix: str, *more: str) -> tuple[str, ...]:
    return tuple(f"{prefix}_{part}" for part in (*_PARTS, *more))


FORM_TABLES: tuple[Table, ...] = (
    _table(
        name="targets",
        title="项目支出绩效目标申报表",
        title_en="Performance targets of projects",
        fields=(
            *_HEAD,
            "attribute",
            "attribute_printed",
            "period_years",
            "period_printed",
            *(
                f"{side}_{source}_yuan"
                for side in ("period", "year")
                for source in ("total", "central", "provincial", "local", "own", "other")
            ),
            "overview",
            "basis_text",
            "necessity",
            "measures",
            "plan",
            "period_goal",
            "year_goal",
            "filled_in",
            *_TAIL,
        ),
        key=("form_id",),
        description="每张申报表一行（跨页、重复印刷的片段已合并）。各栏状态见 form_values，资金状态见 target_funds。",
        description_en="One row per form, its fragments joined. Statuses: form_values (fields), target_funds (money)",
    ),
    _table(
        name="target_funds",
        title="绩效目标资金来源",
        title_en="Funds of the performance targets",
        fields=(
            "form_id",
            "fund_no",
            "side",
            "source",
            "label_printed",
            "amount_yuan",
            "printed",
            "printed_unit",
            "status",
            "note",
            "locator",
        ),
        key=("form_id", "fund_no"),
        description="total 行为合计，求和前请按 source 筛选。",
        description_en="Rows of source total are sums; filter by source before adding.",
        references=_FORM,
    ),
    _table(
        name="indicators",
        title="绩效指标",
        title_en="Performance indicators",
        fields=(
            "form_id",
            "indicator_no",
            "project_name",
            *_LEVELS,
            "period_level3_printed",
            "year_level3_printed",
            *_parts("period", "status"),
            *_parts("year", "status"),
            "weight",
            "description",
            "level_status",
            "name_status",
            "status",
            "note",
            "raw",
            "lines",
            "locator",
        ),
        key=("form_id", "indicator_no"),
        description="每个三级指标一行。status 为各部分状态中最差者。只有一栏指标值的表单，指标值在 year 各列。",
        description_en="One row per third-level indicator; one-sided forms fill the year columns.",
        references=_FORM,
    ),
    _table(
        name="evaluations",
        title="项目支出绩效自评表",
        title_en="Self-evaluations of projects",
        fields=(
            *_HEAD,
            "declared_yuan",
            "initial_yuan",
            "budget_yuan",
            "executed_yuan",
            "balance_yuan",
            "rate",
            "execution_score",
            "goal",
            "actual_goal",
            "total_score",
            "grade",
            "analysis_execution",
            "analysis_output",
            "analysis_benefit",
            "analysis_satisfaction",
            "experience",
            "problems",
            "improvements",
            *_TAIL,
        ),
        key=("form_id",),
        description="每张自评表一行；金额为资金总额行，分来源见 evaluation_funds。",
        description_en="One row per evaluation; money is the total row, by source see evaluation_funds.",
    ),
    _table(
        name="evaluation_funds",
        title="自评资金来源",
        title_en="Funds of the evaluations",
        fields=(
            "form_id",
            "fund_no",
            "source",
            "label_printed",
            "declared_yuan",
            "initial_yuan",
            "budget_yuan",
            "executed_yuan",
            "balance_yuan",
            "rate",
            "score",
            "printed_unit",
            "status",
            "note",
            "raw",
            "locator",
        ),
        key=("form_id", "fund_no"),
        references=_EVALUATED,
    ),
    _table(
        name="evaluation_indicators",
        title="自评指标",
        title_en="Indicators of the evaluations",
        fields=(
            "form_id",
            "indicator_no",
            "project_name",
            *_LEVELS,
            *_parts("target"),
            *_parts("adjusted"),
            *_parts("actual"),
            "weight",
            "score",
            "reason",
            "level_status",
            "name_status",
            "value_status",
            "status",
            "note",
            "raw",
            "lines",
            "locator",
        ),
        key=("form_id", "indicator_no"),
        description="每个指标一行；第一行（预算执行）由资金表生成。",
        description_en="One row per indicator; the first row (execution) is made from the money rows.",
        references=_EVALUATED,
    ),
    _table(
        name="form_values",
        title="表单栏目与状态",
        title_en="Fields of the forms with their status",
        fields=("form_id", "field", "value", "status", "note", "raw", "locator"),
        key=("form_id", "field"),
        description="表单表头每一栏一行：值、状态、说明与整行原文。",
        description_en="One row per field of a form's head: value, status, note and the raw row.",
    ),
    _table(
        name="form_links",
        title="项目与表单对应",
        title_en="Projects and their forms",
        fields=("link_no", "form_id", "project_row_id", "unit_name", "project_name", "link_confidence", "basis"),
        key=("link_no",),
        optional=("form_id",),
        description="每张表单一行，每个没有表单的项目一行。",
        description_en="One row per form, and one per project without a form.",
    ),
)
