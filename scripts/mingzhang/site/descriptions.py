"""The descriptions of the schemas in English, by the Chinese text; the tests say when one is missing."""

from __future__ import annotations

from mingzhang.schemas import TABLES

_COLUMNS: dict[str, str] = {
    "并列两栏中的哪一栏。": "Which of the two lists printed side by side.",
    "项目前印刷的序号，如“一、”“①”，仅为排版，不可作键。": (
        "The ordinal printed before the item, such as “一、” or “①”; layout only, not a key."
    ),
    "项目名称（去除序号与换行空格）。": "Name of the item, without ordinal, line breaks and spaces.",
    "项目的规范含义，跨年度、跨地区一致。": "What the item means, the same in every year and place.",
    "支出功能分类：类 3 位、款 5 位、项 7 位。": (
        "Functional classification of expenditure: 类 has 3 digits, 款 5, 项 7."
    ),
    "source.txt 中的行与单元格（从 1 起），如 L165C5。": "Line and cell in source.txt, counted from 1, as in L165C5.",
    "0 合计，1 类，2 款，3 项。": "0 total, 1 类, 2 款, 3 项.",
    "部门预算支出经济分类：类 3 位、款 5 位；原文无编码时由名称与政府经济分类共同确定。": (
        "Departmental economic classification: 类 has 3 digits, 款 5; where no code is printed, determined by the name "
        "together with the government classification."
    ),
    "部门文档中仅在原文分单位列示时填写；单位文档中即该单位。": (
        "In documents of departments only where they list units one by one; in those of a unit, that unit."
    ),
    "该单位内按印刷次序的序号；同名项目以此区分。": (
        "Number within the unit, in printed order; tells projects of the same name apart."
    ),
    "原文印刷的项目编码。": "The code printed for the project.",
    "决算表印刷的行次。": "The line number printed in tables of final accounts.",
    "printed × printed_unit，精确。计数项为空。": "printed × printed_unit, exact. Empty for counts.",
    "金额一律为元；数量按 unit 计。": "Money is in yuan; quantities are in unit.",
    "元，或辆、台（套）等数量单位。": "元 (yuan), or a unit of quantity such as 辆 (vehicles).",
    "data 有数据；empty_stated 空表并注明；empty_unstated 空表未注明；missing 未见此表。": (
        "data: has figures; empty_stated: empty, and says so; empty_unstated: empty without saying why; "
        "missing: not found."
    ),
    "含结构性数字；未读取的也计入。": "Structural numbers and unread ones included.",
    "编码、行次、栏次等不是金额的数字。": "Codes, line and column numbers: numbers that are no amounts.",
    "每一个都在 checks.csv 中列明位置与原因。": "Each is listed in checks.csv with its place and the reason.",
    "数据表/行键/列，重新读取后不变。": "Table/row key/column; does not change when the document is read again.",
    "印刷的行名称（含序号）。": "Name of the row as printed, with its ordinal.",
    "0 合计，1 类，2 款。": "0 total, 1 类, 2 款.",
    "true：不是同一表同一方向内其他金额之和；选定表、阶段和收支方向后只取 true 求和。"
    "末级相加与印刷的合计不符时为空，不可求和（见 tables 的 leaves）；非本期金额一律 false。": (
        "true: not a sum of other amounts of the same table and direction; choose table, phase and direction, then add "
        "up only these. Empty where the leaves do not add up to the printed total, so do not sum them (see leaves in "
        "tables); false for amounts of another period."
    ),
    "数据表/行键；facts 与各标准表以此相联，重新读取后不变。": (
        "Table/row key; joins facts with the standard tables, and does not change when the document is read again."
    ),
    "current 本期，previous 上年，change 增减。": (
        "current: of the year; previous: of the one before; change: the change between them."
    ),
    "dept 部门（含所属单位），unit 单位；两者不可相加。": (
        "dept: a department, its units included; unit: one unit. Never add the two."
    ),
    "budget 预算，final 决算。": "budget; final: final accounts.",
    "本数据包的部门或单位：行政区划代码-部门（单位）编码；本行的单位见 unit_code、unit_name。": (
        "The department or unit of this package: division code-agency code; the unit of the row is in unit_code and "
        "unit_name."
    ),
    "多个单位列于一表时，本行单位的编码（原文印刷）。": (
        "Where a table lists several units, the code printed for that of the row."
    ),
    "本表所属的版式族；未见此表时为空。": (
        "Family of printed forms that the table belongs to; empty where it is missing."
    ),
    "本表印刷版式的名称；未见此表时为空。": "Name of the form the table is printed in; empty where it is missing.",
    "末级相加与印刷的合计：proved 相符；rounding 差在四舍五入之内；unproved 不符，此时 is_leaf 为空；"
    "no_total 无合计可比。": (
        "Leaves against the printed total: proved: equal; rounding: within what rounding makes; unproved: not, and "
        "is_leaf is empty; no_total: nothing to compare with."
    ),
    "政府购买服务指导性目录一级。": "Level 1 of the catalogue of services to purchase.",
    "政府购买服务指导性目录二级。": "Level 2 of the catalogue of services to purchase.",
    "政府购买服务指导性目录三级。": "Level 3 of the catalogue of services to purchase.",
    "原文印刷的项目类别。": "The kind of project as printed.",
    "原文印刷的采购品目。": "The item of procurement as printed.",
    "原文印刷的采购品目编码。": "The code printed for the item of procurement.",
    "原文印刷的采购组织形式。": "How the procurement is organised, as printed.",
    "原文印刷的资金性质。": "The kind of funds as printed.",
    "原文印刷的备注。": "The remark as printed.",
    "收支总表收入与支出都有：求和只取一个方向，否则同一笔钱算两遍。": (
        "A balance has revenue and expenditure: add up one direction only, or the same money counts twice."
    ),
    "GB/T 2260。": "GB/T 2260.",
    "原文印刷的编码；未印刷时为 x 加名称摘要。": "As printed; otherwise x with a digest of the name.",
    "不是金额的数（辆、台套等），单位见 printed_unit。": "Not money (vehicles, sets); see printed_unit.",
    "单元格中印刷的文字（去除标记）。": "What the cell prints, without markup.",
    "同类章节第二次出现时加 -2。": "With -2 where a section of the same kind occurs again.",
    "跨年度、跨地区一致的章节含义。": "What the section is about, the same in every year and place.",
    "1 部分，2 一、，3（一），4 1、。": "1 part, 2 一、, 3 （一）, 4 1、.",
    "仅为排版，不可作键。": "Layout only, not a key.",
    "本节自有段落（不含下级章节、标准表与绩效表）；跨页断开的段落已接合。": (
        "The section's own paragraphs, without subsections, standard tables and forms; those broken over pages joined."
    ),
    "章节/陈述/方向/单位/对象，重新读取后不变。": (
        "Section/statement/side/unit/subject; does not change when the document is read again."
    ),
    "说的是什么（如 revenue_total、basic_share），跨年度、跨地区一致。": (
        "What is stated (such as revenue_total, basic_share), the same in every year and place."
    ),
    "figure 数额，share 占比，change 增减，completion 完成率，none_stated 称无（不是零），name 名称，"
    "reason_amount 原因中的数字。": (
        "figure: an amount; share; change; completion: a rate; none_stated: said to be none (not zero); name; "
        "reason_amount: a figure inside a reason."
    ),
    "原文所称的对象。": "What it is about, as printed.",
    "功能或经济分类编码，或资金、等级等的规范代码；不能唯一确定时为空。": (
        "Functional or economic code, or our code of a fund or grade; empty where it is not certain."
    ),
    "printed_number × printed_unit，精确；不是金额或未写数字时为空。": (
        "printed_number × printed_unit, exact; empty where it is no money or no number is printed."
    ),
    "增减数额本身不带符号。": "The amount of a change has no sign of its own.",
    "原因中的数字所解释的陈述。": "The statement that the figure inside a reason explains.",
    "在该行中的位置，从 1 起。": "Position in its line, from 1.",
    "no_section 无此章节；empty_section 章节为空；no_figure 只有文字；not_stated 有其他数字而无此项。": (
        "no_section: there is none; empty_section; no_figure: words only; not_stated: other figures, but not this."
    ),
    "target/项目名称 或 evaluation/项目名称；同名者加 #2。": (
        "target/ or evaluation/ and the name of the project; #2 is added to a repeated name."
    ),
    "项目表中的 row_id；未能对应时为空。": "The row_id in a table of projects; empty where none corresponds.",
    "one_off 一次性；recurring 经常性；continuing 延续性（阶段性）；new 新增。": (
        "one_off: once; recurring: every year; continuing: for several years; new."
    ),
    "以 =、+、-、@ 开头时前加撇号。": "With an apostrophe where it begins with =, +, - or @.",
    "ISO 8601。": "ISO 8601.",
    "合并前的片段数。": "Fragments before they were joined.",
    "各片段的起止行，以空格分隔。": "First and last line of every fragment, separated by spaces.",
    "as_printed 如原文；restored 由原文他处补全；inferred 推定；unreliable 不可靠，只有原文可信。": (
        "as_printed; restored from elsewhere in the document; inferred; unreliable: trust the document only."
    ),
    "做了什么处理及原因。": "What was done, and why (in Chinese).",
    "指标名称；任一栏被截断时为补全后的名称。": "Name of the indicator, restored where one column cuts it.",
    "定性表述，或日期等不是数值的文字。": "Words: a quality, a date, whatever is no number.",
    "模板未填或只填一部分，如 XX月XX日、未填报、达成预期指标。": (
        "The template was not, or only partly, filled in, as in XX月XX日, 未填报."
    ),
    "整行单元格，以 ⇥ 分隔；不含经办人、电话所在行。": (
        "The cells of the row, separated by ⇥; without the row of clerk and telephone."
    ),
    "本条所依据的全部行。": "All lines this was read from.",
    "名称、单位、金额中相符者。": "Which of name, unit and amount agree.",
    "schemas/codes 的编码表中是否收录。": "Whether the code list in schemas/codes has it.",
    "比较了什么；重新读取后不变。": "What was compared; does not change when the document is read again.",
    "以空格分隔。": "Separated by spaces.",
    "本行代表的比较次数；成立的比较按检查和表合为一行。": (
        "How many comparisons the row stands for; those that hold are one row for each check and table."
    ),
    "facts.csv 的 fact_id，以空格分隔。": "fact_id of facts.csv, separated by spaces.",
    "statements.csv 的 statement_id，以空格分隔。": "statement_id of statements.csv, separated by spaces.",
    "wrong 文件中的错误，look 值得核对，unchecked 无法核对，reading 读取存疑或缺失；其他留空。": (
        "wrong: wrong in the document; look: worth a look; unchecked: could not be checked; reading: doubtful or lost "
        "in our reading; otherwise empty."
    ),
    "JSON：措辞的代号和所填的值；句子由检查的模板生成，不在数据中。成立的比较留空。": (
        "JSON: the codes of the wordings and the values filled in; sentences are made from the templates of the check "
        "and are no data. Empty for what holds."
    ),
    "说明这一条的另一条（check/instance）；没有时空白。": (
        "The finding that explains this one (check/instance); empty where none does."
    ),
}

ENGLISH = {**_COLUMNS, **{table.description: table.description_en for table in TABLES if table.description}}
"""Descriptions of columns, which stand here, and of tables, whose schemas have both languages."""
