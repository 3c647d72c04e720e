"""The descriptions of the schemas in English, by the Chinese text; the tests say when one is missing."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "含合计、小计及其分项；求和前请按 item_kind 筛选。": (
        "Contains totals, subtotals and their parts; filter by item_kind before adding up."
    ),
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
    "含合计与各级小计行；求和前请只取一个 level（1 类、2 款或 3 项）。": (
        "Contains totals and subtotals of every level; take one level (1 类, 2 款 or 3 项) before adding up."
    ),
    "0 合计，1 类，2 款，3 项。": "0 total, 1 类, 2 款, 3 项.",
    "部门预算支出经济分类：类 3 位、款 5 位；原文无编码时由名称与政府经济分类共同确定。": (
        "Departmental economic classification: 类 has 3 digits, 款 5; where no code is printed, determined by the name "
        "together with the government classification."
    ),
    "含合计行；求和前请按 row_kind 筛选。": "Contains total rows; filter by row_kind before adding up.",
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
    "每张标准表一行，说明其中每个数字单元格的去向。": (
        "One row for each standard table: what became of each of its numeric cells."
    ),
    "data 有数据；empty_stated 空表并注明；empty_unstated 空表未注明；missing 未见此表。": (
        "data: has figures; empty_stated: empty, and says so; empty_unstated: empty without saying why; "
        "missing: not found."
    ),
    "含结构性数字；未读取的也计入。": "Structural numbers and unread ones included.",
    "编码、行次、栏次等不是金额的数字。": "Codes, line and column numbers: numbers that are no amounts.",
    "每一个都在 checks.csv 中列明位置与原因。": "Each is listed in checks.csv with its place and the reason.",
    "每个印刷的金额一行，带全部维度。同一笔钱会出现在多张表中，且含合计：分析时先选一张表，再取 is_leaf = true。": (
        "One row for each printed amount, with all its dimensions. The same money stands in several tables, totals "
        "included: choose one table, then is_leaf = true."
    ),
    "数据表/行键/列，重新读取后不变。": "Table/row key/column; does not change when the document is read again.",
    "印刷的行名称（含序号）。": "Name of the row as printed, with its ordinal.",
    "true：不是同一表内其他金额之和；求和时只取 true。": (
        "true: not a sum of other amounts of the same table; add up only these."
    ),
    "GB/T 2260。": "GB/T 2260.",
    "原文印刷的编码；未印刷时为 x 加名称摘要。": "As printed; otherwise x with a digest of the name.",
    "不是金额的数（辆、台套等），单位见 printed_unit。": "Not money (vehicles, sets); see printed_unit.",
    "单元格中印刷的文字（去除标记）。": "What the cell prints, without markup.",
    "文档的部分与章节，按原文次序。": "Parts and sections of the document, in its order.",
    "同类章节第二次出现时加 -2。": "With -2 where a section of the same kind occurs again.",
    "跨年度、跨地区一致的章节含义。": "What the section is about, the same in every year and place.",
    "1 部分，2 一、，3（一），4 1、。": "1 part, 2 一、, 3 （一）, 4 1、.",
    "仅为排版，不可作键。": "Layout only, not a key.",
    "本节自有段落（不含下级章节、标准表与绩效表）；跨页断开的段落已接合。": (
        "The section's own paragraphs, without subsections, standard tables and forms; those broken over pages joined."
    ),
    "情况说明中每一个数字一行；同一数字在原文中出现几次就有几行，不可求和。称“无”与写“0”不同。": (
        "One row for each figure of the narrative, as often as it is printed: not for adding up. “无” (none) and “0” "
        "are not the same."
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
    "章节应当说明而未说明的事项；缺失不等于零。": ("What a section ought to state and does not; missing is not zero."),
    "no_section 无此章节；empty_section 章节为空；no_figure 只有文字；not_stated 有其他数字而无此项。": (
        "no_section: there is none; empty_section; no_figure: words only; not_stated: other figures, but not this."
    ),
    "每张申报表一行（跨页、重复印刷的片段已合并）。各栏状态见 form_values，资金状态见 target_funds。": (
        "One row for each form, its fragments joined. For the state of each field see form_values, of the money "
        "target_funds."
    ),
    "target/项目名称 或 evaluation/项目名称；同名者加 #2。": (
        "target/ or evaluation/ and the name of the project; #2 is added to a repeated name."
    ),
    "projects 中的 locator；未能对应时为空。": "The locator in projects; empty where none corresponds.",
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
    "total 行为合计，求和前请按 source 筛选。": "The row total is a sum; filter by source before adding up.",
    "每个三级指标一行。status 为各部分状态中最差者。只有一栏指标值的表单，指标值在 year 各列。": (
        "One row for each third-level indicator. status is the worst of its parts. Forms with one column of values "
        "have it in the columns of year."
    ),
    "指标名称；任一栏被截断时为补全后的名称。": "Name of the indicator, restored where one column cuts it.",
    "定性表述，或日期等不是数值的文字。": "Words: a quality, a date, whatever is no number.",
    "模板未填或只填一部分，如 XX月XX日、未填报、达成预期指标。": (
        "The template was not, or only partly, filled in, as in XX月XX日, 未填报."
    ),
    "整行单元格，以 ⇥ 分隔；不含经办人、电话所在行。": (
        "The cells of the row, separated by ⇥; without the row of clerk and telephone."
    ),
    "本条所依据的全部行。": "All lines this was read from.",
    "每张自评表一行；金额为资金总额行，分来源见 evaluation_funds。": (
        "One row for each self-evaluation; amounts are those of the total, for sources see evaluation_funds."
    ),
    "每个指标一行；第一行（预算执行）由资金表生成。": (
        "One row for each indicator; the first (budget execution) is made from the money."
    ),
    "表单表头每一栏一行：值、状态、说明与整行原文。": (
        "One row for each field of the head of a form: value, state, note and the printed row."
    ),
    "每张表单一行，每个没有表单的项目一行。": "One row for each form, and one for each project without a form.",
    "名称、单位、金额中相符者。": "Which of name, unit and amount agree.",
    "本数据包中出现的全部科目编码。name 为编码表中的名称，name_printed 为原文名称。": (
        "All codes that occur in the package. name is that of the code list, name_printed that of the document."
    ),
    "schemas/codes 的编码表中是否收录。": "Whether the code list in schemas/codes has it.",
    "每一次比较一行，通过的也列出；不能检查的写明原因。": (
        "One row for each comparison, those that hold included; what cannot be checked says why."
    ),
    "比较了什么；重新读取后不变。": "What was compared; does not change when the document is read again.",
    "以空格分隔。": "Separated by spaces.",
}
