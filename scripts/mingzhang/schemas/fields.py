"""Every published column, described once: the same quantity has the same name in every table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from mingzhang.schemas.more_fields import AMOUNTS, TEXTS, of_other_periods

FieldType = Literal["string", "integer", "number", "boolean"]
CodeList = Literal["divisions", "functional", "dept_economic", "gov_economic", "revenue"]

AMOUNT = r"-?(0|[1-9]\d*)\.\d{2,}"
LOCATOR = r"L[1-9]\d*(C[1-9]\d*)?"
LOCATORS = r"L[1-9]\d*(C[1-9]\d*)?( L[1-9]\d*(C[1-9]\d*)?)*"
CODE = r"\d{3}(\d{2}){0,3}"


@dataclass(frozen=True, slots=True)
class Field:
    """One column: name, type, titles in both languages, what it means, its constraints and FDP type."""

    name: str
    type: FieldType
    title: str
    title_en: str
    description: str = ""
    required: bool = False
    unique: bool = False
    pattern: str = ""
    enum: tuple[str, ...] = ()
    minimum: int | None = None
    column_type: str = ""
    codelist: str = ""

    @property
    def is_amount(self) -> bool:
        """Whether the column holds 元."""
        return self.name.endswith("_yuan")

    @property
    def may_be_inapplicable(self) -> bool:
        """Whether a cell may be `——`: amounts only (in `supplementary` the column is called `value`)."""
        return self.is_amount or self.name == "value"

    @property
    def is_free_text(self) -> bool:
        """Whether the column can hold any text of a document."""
        return self.type == "string" and not self.pattern and not self.enum

    def descriptor(self) -> dict[str, Any]:
        """The field as Table Schema."""
        constraints: dict[str, Any] = {}
        if self.required:
            constraints["required"] = True
        if self.unique:
            constraints["unique"] = True
        if self.pattern and self.type == "string":
            constraints["pattern"] = self.pattern
        if self.enum:
            constraints["enum"] = list(self.enum)
        if self.minimum is not None:
            constraints["minimum"] = self.minimum
        described: dict[str, Any] = {
            "name": self.name,
            "type": self.type,
            "title": self.title,
            "title_en": self.title_en,
        }
        if self.description:
            described["description"] = self.description
        if self.type == "integer":
            described["bareNumber"] = True
        if self.column_type:
            described["columnType"] = self.column_type
        if self.codelist:
            described["codelist"] = self.codelist
        if constraints:
            described["constraints"] = constraints
        return described


def _text(name: str, title: str, title_en: str, description: str = "", **more: Any) -> Field:
    return Field(name, "string", title, title_en, description, **more)


def _yuan(stem: str, title: str, title_en: str, description: str = "") -> Field:
    return Field(f"{stem}_yuan", "number", f"{title}（元）", f"{title_en} (yuan)", description, column_type="value")


def _count(name: str, title: str, title_en: str, description: str = "") -> Field:
    return Field(name, "integer", title, title_en, description, required=True, minimum=0)


def _levels(
    prefix: str, title: str, title_en: str, concept: str, levels: tuple[str, ...], codelist: str
) -> list[Field]:
    fields = []
    for number, level in enumerate(levels, 1):
        fields.append(
            _text(
                f"{prefix}_level{number}_code",
                f"{title}{level}编码",
                f"{title_en} code, level {number}",
                pattern=CODE,
                column_type=f"{concept}:level{number}:code",
                codelist=codelist,
            )
        )
        fields.append(
            _text(
                f"{prefix}_level{number}_name",
                f"{title}{level}名称",
                f"{title_en} name, level {number}",
                column_type=f"{concept}:level{number}:label",
            )
        )
    return fields


ROW_KINDS = ("item", "subtotal", "total", "memo", "department", "unit", "project")
FUNDS = (
    "general",
    "government_fund",
    "state_capital",
    "special_account",
    "unit_funds",
    "appropriation",
    "superior_subsidy",
    "public_service",
    "operating",
    "affiliated_remittance",
    "other",
)
ITEM_KINDS = (
    *FUNDS,
    "function",
    "subtotal",
    "total",
    "carried_in",
    "carried_out",
    "surplus_used",
    "surplus_distributed",
    "abroad",
    "reception",
    "vehicles",
    "vehicle_purchase",
    "vehicle_operation",
    "procurement_total",
    "procurement_goods",
    "procurement_works",
    "procurement_services",
    "costs_administrative",
    "costs_civil_service_law",
    "vehicles_leader",
    "vehicles_principal",
    "vehicles_confidential",
    "vehicles_emergency",
    "vehicles_enforcement",
    "vehicles_technical",
    "vehicles_retired",
    "vehicles_other",
    "equipment_over_500k",
    "equipment_over_1m",
    "meeting",
    "training",
    "operating_costs",
    "administration",
    "research_abroad",
)
LEAF_STATES = ("proved", "rounding", "unproved", "no_total")
TABLE_STATES = ("data", "empty_stated", "empty_unstated", "missing")

_FIELDS: list[Field] = [
    _text(
        "row_id",
        "行标识",
        "Row id",
        "数据表/行键；facts 与各标准表以此相联，重新读取后不变。",
        required=True,
    ),
    _text(
        "locator",
        "原文位置",
        "Locator",
        "source.txt 中的行与单元格（从 1 起），如 L165C5。",
        required=True,
        unique=True,
        pattern=LOCATOR,
    ),
    _text(
        "side",
        "收支方向",
        "Side",
        "并列两栏中的哪一栏。",
        enum=("revenue", "expenditure", "dept_economic", "gov_economic"),
    ),
    _text("enumerator", "序号", "Enumerator", "项目前印刷的序号，如“一、”“①”，仅为排版，不可作键。"),
    _text("item", "项目", "Item", "项目名称（去除序号与换行空格）。"),
    _text(
        "item_kind",
        "项目类别",
        "Item kind",
        "项目的规范含义，跨年度、跨地区一致。",
        enum=(*ITEM_KINDS, "other_item"),
        required=True,
    ),
    _text("parent_item", "上级项目", "Parent item"),
    _text("line_no", "行次", "Line number", "决算表印刷的行次。"),
    _text("section", "部分", "Section"),
    _text("row_kind", "行类别", "Row kind", enum=ROW_KINDS, required=True),
    Field("level", "integer", "级次", "Level", "0 合计，1 类，2 款，3 项。", required=True, minimum=0),
    _text("code", "科目编码", "Code", pattern=CODE),
    _text("name", "科目名称", "Name"),
    _text(
        "function_code",
        "功能分类科目编码",
        "Functional code",
        "支出功能分类：类 3 位、款 5 位、项 7 位。",
        pattern=CODE,
        column_type="functional-classification:generic:code",
        codelist="functional",
    ),
    _text(
        "function_name",
        "功能分类科目名称",
        "Functional name",
        column_type="functional-classification:generic:label",
    ),
    _text(
        "dept_economic_code",
        "部门经济分类编码",
        "Department economic code",
        "部门预算支出经济分类：类 3 位、款 5 位；原文无编码时由名称与政府经济分类共同确定。",
        pattern=CODE,
        column_type="economic-classification:generic:code",
        codelist="dept_economic",
    ),
    _text(
        "dept_economic_name",
        "部门经济分类名称",
        "Department economic name",
        column_type="economic-classification:generic:label",
    ),
    _text("gov_economic_code", "政府经济分类编码", "Government economic code", pattern=CODE, codelist="gov_economic"),
    _text("gov_economic_name", "政府经济分类名称", "Government economic name"),
    _text("category", "经费类别", "Category", enum=("personnel", "public"), required=True),
    _text(
        "unit_name",
        "单位名称",
        "Unit name",
        "部门文档中仅在原文分单位列示时填写；单位文档中即该单位。",
        column_type="administrative-classification:generic:level2:label",
    ),
    _text(
        "project_no", "项目序号", "Project number", "该单位内按印刷次序的序号；同名项目以此区分。", pattern=r"[1-9]\d*"
    ),
    _text(
        "project_code", "项目编码", "Project code", "原文印刷的项目编码。", column_type="activity:generic:project:code"
    ),
    _text("project_name", "项目名称", "Project name", column_type="activity:generic:project:label"),
    _text("value", "数值", "Value", "金额一律为元；数量按 unit 计。", pattern=r"-?\d+(\.\d+)?"),
    _text("unit", "单位", "Unit", "元，或辆、台（套）等数量单位。"),
    # amounts
    _yuan("total", "合计", "Total"),
    _yuan("amount", "金额", "Amount"),
    _yuan("current_year", "当年预算安排", "Current-year budget"),
    _yuan("carried_over", "上年结转", "Carried over from last year"),
    _yuan("general", "一般公共预算", "General public budget"),
    _yuan("government_fund", "政府性基金预算", "Government fund budget"),
    _yuan("state_capital", "国有资本经营预算", "State capital operating budget"),
    _yuan("special_account", "财政专户管理资金", "Special fiscal account"),
    _yuan("unit_funds", "单位资金", "Unit's own funds"),
    _yuan("basic", "基本支出", "Basic expenditure"),
    _yuan("project", "项目支出", "Project expenditure"),
    _yuan("personnel", "人员经费", "Personnel"),
    _yuan("public", "公用经费", "Public (running) costs"),
    _yuan("appropriation", "财政拨款收入", "Fiscal appropriation"),
    _yuan("superior_subsidy", "上级补助收入", "Subsidy from superior units"),
    _yuan("public_service", "事业收入", "Public-service income"),
    _yuan("operating", "经营收支", "Operating income or expenditure"),
    _yuan("affiliated_remittance", "附属单位上缴收入", "Remitted by affiliated units"),
    _yuan("other", "其他收入", "Other income"),
    _yuan("remitted_up", "上缴上级支出", "Remitted to superior units"),
    _yuan("affiliated_subsidy", "对附属单位补助支出", "Subsidy to affiliated units"),
    _yuan("opening", "年初结转和结余", "Opening balance"),
    _yuan("revenue", "本年收入", "Revenue of the year"),
    _yuan("closing", "年末结转和结余", "Closing balance"),
    _yuan("budget", "全年预算数", "Full-year budget"),
    _yuan("executed", "决算数", "Executed"),
    # tables.csv
    _text("table", "数据表", "Table", required=True),
    _text("family", "版式族", "Family", "本表所属的版式族；未见此表时为空。", pattern=r"[a-z0-9_-]+"),
    _text("layout", "版式", "Layout", "本表印刷版式的名称；未见此表时为空。", pattern=r"[a-z0-9_/-]+"),
    _text(
        "leaves",
        "末级核对",
        "Leaves",
        "末级相加与印刷的合计：proved 相符；rounding 差在四舍五入之内；unproved 不符，此时 is_leaf 为空；"
        "no_total 无合计可比。",
        enum=LEAF_STATES,
    ),
    _yuan("leaves_difference", "末级之和减合计", "Sum of the leaves less the total"),
    _text("title_printed", "印刷标题", "Title as printed"),
    _text("number_printed", "印刷表号", "Number as printed"),
    Field("first_line", "integer", "起始行", "First line", minimum=1),
    Field("last_line", "integer", "结束行", "Last line", minimum=1),
    _text("unit_printed", "印刷计量单位", "Unit as printed"),
    _text(
        "state",
        "状态",
        "State",
        "data 有数据；empty_stated 空表并注明；empty_unstated 空表未注明；missing 未见此表。",
        enum=TABLE_STATES,
        required=True,
    ),
    _count("records", "记录数", "Records"),
    _count("facts", "金额数", "Facts"),
    _count("numeric_cells", "数字单元格", "Numeric cells", "含结构性数字；未读取的也计入。"),
    _count("captured_cells", "已读取", "Captured cells"),
    _count("structural_cells", "结构性", "Structural cells", "编码、行次、栏次等不是金额的数字。"),
    _count("not_applicable_cells", "不适用", "Not-applicable cells"),
    _count("unread_cells", "未读取", "Unread cells", "每一个都在 checks.csv 中列明位置与原因。"),
    # facts.csv
    _text(
        "fact_id",
        "金额标识",
        "Fact id",
        "数据表/行键/列，重新读取后不变。",
        required=True,
        unique=True,
        column_type="budget-line-id",
    ),
    _text("column", "列", "Column", required=True),
    _text("row_label", "行名称", "Row label", "印刷的行名称（含序号）。"),
    Field(
        "is_leaf",
        "boolean",
        "末级",
        "Is leaf",
        "true：不是同一表同一方向内其他金额之和；选定表、阶段和收支方向后只取 true 求和。"
        "末级相加与印刷的合计不符时为空，不可求和（见 tables 的 leaves）；非本期金额一律 false。",
    ),
    _text(
        "period",
        "期间",
        "Period",
        "current 本期，previous 上年，change 增减。",
        enum=("current", "previous", "change"),
        required=True,
    ),
    _text(
        "direction",
        "收支方向",
        "Direction",
        "收支总表收入与支出都有：求和只取一个方向，否则同一笔钱算两遍。",
        enum=("revenue", "expenditure"),
        required=True,
        column_type="direction",
    ),
    _text(
        "scope",
        "范围",
        "Scope",
        "dept 部门（含所属单位），unit 单位；两者不可相加。",
        enum=("dept", "unit"),
        required=True,
    ),
    _text("kind", "种类", "Kind", "budget 预算，final 决算。", enum=("budget", "final"), required=True),
    _text("division_name", "行政区划名称", "Division", required=True, column_type="geo:source:label"),
    _text("unit_code", "单位编码", "Unit code", "多个单位列于一表时，本行单位的编码（原文印刷）。"),
    _text("phase", "阶段", "Phase", enum=("approved", "adjusted", "executed"), required=True, column_type="phase:id"),
    Field("fiscal_year", "integer", "年度", "Fiscal year", required=True, minimum=1990, column_type="date:fiscal-year"),
    _text(
        "division_code",
        "行政区划代码",
        "Division code",
        "GB/T 2260。",
        required=True,
        pattern=r"\d{6}",
        column_type="geo:source:code",
        codelist="divisions",
    ),
    _text(
        "agency_code",
        "部门（单位）编码",
        "Agency code",
        "原文印刷的编码；未印刷时为 x 加名称摘要。",
        required=True,
        pattern=r"\d{3,12}|x[0-9a-f]{8}",
        column_type="administrative-classification:generic:level1:code",
    ),
    _text(
        "agency_name",
        "部门（单位）名称",
        "Agency name",
        required=True,
        column_type="administrative-classification:generic:level1:label",
    ),
    _text("fund", "资金性质", "Fund", enum=FUNDS, column_type="fin-source:generic:code"),
    _text(
        "expenditure_type",
        "支出性质",
        "Expenditure type",
        enum=("basic", "project", "personnel", "public", "remitted_up", "operating", "affiliated_subsidy"),
        column_type="expenditure-type:code",
    ),
    _text("carryover", "结转", "Carryover", enum=("current", "carried_over")),
    Field(
        "amount_yuan",
        "number",
        "金额（元）",
        "Amount (yuan)",
        "printed × printed_unit，精确。计数项为空。",
        column_type="value",
    ),
    Field("quantity", "number", "数量", "Quantity", "不是金额的数（辆、台套等），单位见 printed_unit。"),
    _text("currency", "币种", "Currency", enum=("CNY",), column_type="value-currency:code"),
    _text("printed", "原文数字", "Printed", "单元格中印刷的文字（去除标记）。", required=True),
    _text("printed_unit", "原文单位", "Printed unit", required=True),
    # codes.csv
    _text(
        "scheme", "分类体系", "Scheme", enum=("functional", "dept_economic", "gov_economic", "revenue"), required=True
    ),
    _text("parent_code", "上级编码", "Parent code", pattern=CODE),
    _text("name_printed", "原文名称", "Name as printed"),
    Field("listed", "boolean", "已收录", "Listed", "schemas/codes 的编码表中是否收录。", required=True),
    # checks.csv
    _text("check", "检查", "Check", required=True, pattern=r"[RAXNPDQY]\d{2,3}"),
    _text("instance", "对象", "Instance", "比较了什么；重新读取后不变。", required=True),
    _text(
        "status",
        "结果",
        "Status",
        enum=("pass", "rounding", "fail", "not_applicable", "insufficient_data"),
        required=True,
    ),
    _text("severity", "级别", "Severity", enum=("error", "warning", "review", "info"), required=True),
    _text("attribution", "归因", "Attribution", enum=("publisher", "extraction"), required=True),
    _text("cause", "原因", "Cause", "说明这一条的另一条（check/instance）；没有时空白。"),
    _count("comparisons", "比较次数", "Comparisons", "本行代表的比较次数；成立的比较按检查和表合为一行。"),
    _text("left_value", "左值", "Left value"),
    _text("right_value", "右值", "Right value"),
    _text("difference", "差额", "Difference"),
    _text("tolerance", "容差", "Tolerance"),
    _text("fact_ids", "所比较的金额", "Facts compared", "facts.csv 的 fact_id，以空格分隔。"),
    _text("statement_ids", "所比较的陈述", "Statements compared", "statements.csv 的 statement_id，以空格分隔。"),
    _text("locators", "原文位置", "Locators", "以空格分隔。", pattern=LOCATORS),
    _text(
        "arguments",
        "说明的内容",
        "Arguments of the message",
        "JSON：措辞的代号和所填的值；句子由检查的模板生成，不在数据中。成立的比较留空。",
    ),
    *_levels(
        "function", "功能分类", "Functional", "functional-classification:generic", ("类", "款", "项"), "functional"
    ),
    *_levels(
        "dept_economic",
        "部门经济分类",
        "Department economic",
        "economic-classification:generic",
        ("类", "款"),
        "dept_economic",
    ),
    *_levels(
        "gov_economic",
        "政府经济分类",
        "Government economic",
        "economic-classification:government",
        ("类", "款"),
        "gov_economic",
    ),
    _text("revenue_code", "收入分类编码", "Revenue code", pattern=CODE, codelist="revenue"),
    _text("revenue_name", "收入分类名称", "Revenue name"),
]

_FIELDS += [_text(name, *words) for name, words in TEXTS.items() if name not in {field.name for field in _FIELDS}]
_FIELDS += [_yuan(stem, *words) for stem, words in AMOUNTS.items()]
_FIELDS += [
    _yuan(stem, *words)
    for stem, words in of_other_periods({field.name: (field.title, field.title_en) for field in _FIELDS})
]

FIELDS: dict[str, Field] = {field.name: field for field in _FIELDS}
