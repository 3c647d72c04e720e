"""Tables of the narrative: its sections, what they state, and what they ought to state and do not."""

from __future__ import annotations

from mingzhang.schemas.fields import Field
from mingzhang.schemas.table import Reference, Table
from mingzhang.vocabulary.section_titles import KEYS
from mingzhang.vocabulary.wordings import COMPARED

SECTION_ID = r"[a-z_]+(-[2-9]|-[1-9]\d+)?"
STATEMENT_KINDS = ("figure", "share", "change", "completion", "none_stated", "name", "reason_amount")
SUBJECT_KINDS = ("function", "economic", "fund", "use", "asset", "grade", "reception", "post", "unit", "reason")
MISSING_STATES = ("no_section", "empty_section", "no_figure", "not_stated")
DIRECTIONS = ("increase", "decrease", "unchanged")


def _text(name: str, title: str, title_en: str, description: str = "", **more: object) -> Field:
    return Field(name, "string", title, title_en, description, **more)  # type: ignore[arg-type]


_FIELDS = (
    _text("section_id", "章节标识", "Section id", "同类章节第二次出现时加 -2。", required=True, pattern=SECTION_ID),
    _text("section_key", "章节类别", "Section key", "跨年度、跨地区一致的章节含义。", required=True, enum=KEYS),
    _text("parent_section", "上级章节", "Parent section", pattern=SECTION_ID),
    Field(
        "section_level", "integer", "章节层级", "Level", "1 部分，2 一、，3（一），4 1、。", required=True, minimum=1
    ),
    _text("ordinal_printed", "印刷序号", "Ordinal as printed", "仅为排版，不可作键。"),
    _text("section_title", "规范标题", "Normalised title", required=True),
    _text("text", "正文", "Text", "本节自有段落（不含下级章节、标准表与绩效表）；跨页断开的段落已接合。"),
    _text(
        "statement_id",
        "陈述标识",
        "Statement key",
        "章节/陈述/方向/单位/对象，重新读取后不变。",
        required=True,
        unique=True,
    ),
    _text(
        "statement",
        "陈述",
        "Statement id",
        "说的是什么（如 revenue_total、basic_share），跨年度、跨地区一致。",
        required=True,
        pattern=r"[a-z]+(_[a-z0-9]+)*",
    ),
    _text(
        "statement_kind",
        "陈述类别",
        "Kind of statement",
        "figure 数额，share 占比，change 增减，completion 完成率，none_stated 称无（不是零），name 名称，"
        "reason_amount 原因中的数字。",
        required=True,
        enum=STATEMENT_KINDS,
    ),
    _text("subject_kind", "对象类别", "Kind of subject", enum=SUBJECT_KINDS),
    _text("subject", "对象", "Subject", "原文所称的对象。"),
    _text(
        "subject_code", "对象编码", "Subject code", "功能或经济分类编码，或资金、等级等的规范代码；不能唯一确定时为空。"
    ),
    Field(
        "value_yuan",
        "number",
        "金额（元）",
        "Amount (yuan)",
        "printed_number × printed_unit，精确；不是金额或未写数字时为空。",
        column_type="value",
    ),
    _text("change_direction", "增减方向", "Direction of change", "增减数额本身不带符号。", enum=DIRECTIONS),
    _text("compared_with", "比较对象", "Compared with", enum=COMPARED),
    _text("printed_number", "原文数字", "Number as printed"),
    _text("printed_clause", "原文", "Clause as printed"),
    _text("reason", "原因", "Reason as printed"),
    _text("parent_statement", "所属陈述", "Parent statement", "原因中的数字所解释的陈述。"),
    Field(
        "first_char", "integer", "起始字符", "First character", "在该行中的位置，从 1 起。", required=True, minimum=1
    ),
    Field("last_char", "integer", "结束字符", "Last character", required=True, minimum=1),
    _text(
        "missing_status",
        "缺失情况",
        "How it is missing",
        "no_section 无此章节；empty_section 章节为空；no_figure 只有文字；not_stated 有其他数字而无此项。",
        required=True,
        enum=MISSING_STATES,
    ),
)

NARRATIVE_FIELDS: dict[str, Field] = {field.name: field for field in _FIELDS}

NARRATIVE_TABLES: tuple[Table, ...] = (
    Table(
        name="sections",
        family="common",
        own=NARRATIVE_FIELDS,
        title="情况说明章节",
        title_en="Sections of the narrative",
        fields=(
            "section_id",
            "section_key",
            "parent_section",
            "section_level",
            "ordinal_printed",
            "section_title",
            "title_printed",
            "first_line",
            "last_line",
            "text",
            "locator",
        ),
        key=("section_id",),
        description="文档的部分与章节，按原文次序。",
        description_en="Parts and sections of the document, in its order.",
        optional=("locator",),
    ),
    Table(
        name="statements",
        family="common",
        own=NARRATIVE_FIELDS,
        title="情况说明中的数字",
        title_en="Figures stated in the narrative",
        fields=(
            "statement_id",
            "statement",
            "statement_kind",
            "section_id",
            "side",
            "unit_name",
            "subject_kind",
            "subject",
            "subject_code",
            "value_yuan",
            "quantity",
            "change_direction",
            "compared_with",
            "printed_number",
            "printed_unit",
            "printed_clause",
            "reason",
            "parent_statement",
            "fact_id",
            "locator",
            "first_char",
            "last_char",
        ),
        key=("statement_id",),
        description="情况说明中每一个数字一行；同一数字在原文中出现几次就有几行，不可求和。称“无”与写“0”不同。",
        description_en=(
            "One row per figure asserted in the narrative; what is printed twice stands twice, so do not sum. "
            "“None” and a printed zero are different things."
        ),
        references=(
            Reference(("section_id",), "sections", ("section_id",)),
            Reference(("fact_id",), "facts", ("fact_id",)),
        ),
        optional=("locator", "printed_unit", "fact_id"),
    ),
    Table(
        name="statements_missing",
        family="common",
        own=NARRATIVE_FIELDS,
        title="应说明而未说明",
        title_en="Statements missing from the narrative",
        fields=("section_key", "statement", "missing_status", "section_id", "printed_clause", "locator"),
        key=("section_key", "statement"),
        description="章节应当说明而未说明的事项；缺失不等于零。",
        description_en="What a section ought to state and does not; missing is not zero.",
        optional=("locator", "section_id"),
    ),
)
