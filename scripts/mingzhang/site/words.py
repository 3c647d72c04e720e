"""What the portal calls things: pairs of Chinese and English (see `language`)."""

from __future__ import annotations

from mingzhang.site.language import Pair

KIND: dict[str, Pair] = {"budget": ("预算", "budget"), "final": ("决算", "final accounts")}
SCOPE: dict[str, Pair] = {"dept": ("部门", "department"), "unit": ("单位", "unit")}
SHORT_TITLE: dict[tuple[str, str], Pair] = {
    ("dept", "budget"): ("{}年部门预算", "Departmental budget {}"),
    ("unit", "budget"): ("{}年单位预算", "Unit budget {}"),
    ("dept", "final"): ("{}年部门决算", "Departmental final accounts {}"),
    ("unit", "final"): ("{}年单位决算", "Unit final accounts {}"),
}
"""What a disclosure is called where its unit is known, by scope and kind; the braces stand for the year."""
SIDE: dict[str, Pair] = {
    "revenue": ("收入", "Revenue"),
    "expenditure": ("支出", "Expenditure"),
    "personnel": ("人员经费", "Personnel"),
    "public": ("公用经费", "Running costs"),
    "": ("", ""),
}
STATE: dict[str, Pair] = {
    "data": ("有数据", "data"),
    "empty_stated": ("空表（已注明）", "empty, as stated"),
    "empty_unstated": ("空表（未注明）", "empty, not stated why"),
    "missing": ("未见此表", "not found"),
}
STATE_WHY: dict[str, Pair] = {
    "data": ("", ""),
    "empty_stated": (
        "原文印有这张表，表中没有数字，并注明“本表无数据”。",
        "The document prints this table without figures and states that there are none.",
    ),
    "empty_unstated": (
        "原文印有这张表，表中没有数字，也没有注明为何为空。",
        "The document prints this table without figures and does not say why.",
    ),
    "missing": (
        "在原文中没有找到这张表。可能未公开，也可能在转换文档时遗失。",
        "The table was not found in the document. It may not have been published, or was lost in conversion.",
    ),
}
LEAVES: dict[str, Pair] = {
    "proved": (
        "最细一级的金额经印刷的合计（本表、逐级或另一张表的）证明，可以求和。",
        "The finest figures are proved by printed totals (of this table, of each level or of another table) and may be "
        "summed.",
    ),
    "rounding": (
        "最细一级的金额相加与印刷的合计相差 {gap} 元，在四舍五入之内，可以求和。",
        "The finest figures differ from the printed total by {gap} yuan, no more than rounding; they may be summed.",
    ),
    "unproved": (
        "最细一级的金额相加与印刷的合计相差 {gap} 元，级次未得到证明：CSV 中 is_leaf 留空，请勿求和。",
        "The finest figures differ from the printed total by {gap} yuan, so the leaves are unproved: is_leaf is blank "
        "in the CSV. Do not add these figures up.",
    ),
    "no_total": (
        "没有印刷的合计可比，级次未得到证明：CSV 中 is_leaf 留空，请勿求和。",
        "No total is printed to compare with, so the leaves are unproved: is_leaf is blank in the CSV. Do not add "
        "these figures up.",
    ),
}
"""Whether the finest figures of a part of a table add up; the braces stand for the difference in 元."""
SEVERITY: dict[str, Pair] = {
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "review": ("供复核", "for review"),
    "info": ("提示", "note"),
}
ATTRIBUTION: dict[str, Pair] = {"publisher": ("原文", "document"), "extraction": ("读取", "reading")}
STATUS: dict[str, Pair] = {
    "pass": ("成立", "holds"),
    "rounding": ("尾差", "rounding"),
    "fail": ("不成立", "fails"),
    "not_applicable": ("不适用", "does not apply"),
    "insufficient_data": ("无法核对", "could not be checked"),
}
CATEGORY: dict[str, Pair] = {
    "wrong": ("文件中的错误", "Wrong in the document"),
    "look": ("值得核对", "Worth a look"),
    "unchecked": ("无法核对", "Could not be checked"),
    "reading": ("读取存疑或缺失", "Doubtful or lost in our reading"),
}
"""What a finding is to a reader (`mingzhang.checks.base.category_of`)."""
CATEGORY_SHAPE = {"wrong": "✕", "look": "◇", "unchecked": "○", "reading": "▽"}
CATEGORY_WHY: dict[str, Pair] = {
    "wrong": (
        "原文自己对不上：合计不等于各项之和、两处所印的数不一样、应当写明的没有写。数字照原文，不作更正。",
        "The document contradicts itself or leaves out what it must say: a total that is not the sum of its items, two "
        "places that print different figures, a duty not met. Figures stand as printed and are never corrected.",
    ),
    "look": (
        "可能有正当的理由，由人来判断：口径不同、名称相近、数值不寻常。不算作错误。",
        "There may be a good reason; a person should judge: another scope, names that are alike, an unusual value. "
        "None of these is called an error.",
    ),
    "unchecked": (
        "要比较的数缺了一边，或者读取时存疑，因此没有下结论，也不算成立。",
        "One of the two figures is missing or was read with doubt, so nothing was concluded. It does not count as "
        "holding.",
    ),
    "reading": (
        "转换与识别中的情况：没有读到的、补全的、推定的。与公布者无关，原文可能并无问题。",
        "About our own conversion and recognition: what was not read, was restored or inferred. It has nothing to do "
        "with the publisher, and the document may be perfectly right.",
    ),
}
CHECK_FAMILY: dict[str, Pair] = {
    "R": ("读取", "Reading"),
    "A": ("表内计算", "Arithmetic inside a table"),
    "X": ("表间核对", "Between tables"),
    "N": ("文字说明", "Narrative"),
    "P": ("绩效表", "Performance forms"),
    "Q": ("合理性与文字质量", "Plausibility and text"),
    "D": ("公开义务", "Duties of disclosure"),
    "Y": ("跨年与预决算", "Between years, budget and final accounts"),
}
"""Families of checks by the first letter of their codes."""
CHECK_FAMILY_ABOUT: dict[str, Pair] = {
    "R": (
        "我们读了什么、补了什么、哪里没有读到。",
        "What was read, what was restored, and what was not read.",
    ),
    "A": (
        "合计等于各项之和，上级等于下级之和，各列相加等于合计列。",
        "Totals are the sums of their rows, levels and columns.",
    ),
    "X": (
        "同一笔钱印在两张表里，应当是同一个数。",
        "The same money printed in two tables is the same figure.",
    ),
    "N": (
        "文字里的数字与表、与文字自身相符：金额、比重、增减、个数、名单。",
        "Figures in the text agree with the tables and with each other: amounts, shares, changes, counts, lists.",
    ),
    "P": (
        "绩效目标表与自评表的金额、权重、得分、指标与项目相符。",
        "Money, weights, scores and indicators of the forms agree with each other and with the projects.",
    ),
    "Q": (
        "占位符、模板残留、旧年份、不同的写法、少见的组合；多数只供复核。",
        "Placeholders, leftovers of templates, stale years, variants of names, unusual pairs; mostly for review.",
    ),
    "D": (
        "法律和财政部门要求公开的内容是否公开了。",
        "Whether what the law and the finance authorities want disclosed is disclosed.",
    ),
    "Y": (
        "同一单位的两份公开相互对照：上年与本年，预算与决算。",
        "Two disclosures of one unit beside each other: last year and this year, budget and final accounts.",
    ),
}
MATRIX: dict[str, Pair] = {
    "valid": ("成立", "valid"),
    "failed": ("不符", "fails"),
    "unread": ("未读", "unread"),
    "empty_stated": ("空表", "empty"),
    "empty_unstated": ("空·未注", "no reason"),
    "missing": ("未见", "not found"),
}
"""What a standard table of a disclosure is in the matrix of quality; `MATRIX_WHY` explains each."""
MATRIX_SHAPE = {
    "valid": "●",
    "failed": "✕",
    "unread": "▽",
    "empty_stated": "□",
    "empty_unstated": "◫",
    "missing": "–",
}
MATRIX_WHY: dict[str, Pair] = {
    "valid": (
        "有数据，数字全部有去向，表内计算与表间核对没有错误；正文与表不符的，不算表的错",
        "figures are printed, all are accounted for, and nothing is wrong in the arithmetic of the table or beside "
        "other tables; where only the text disagrees, the table is valid",
    ),
    "failed": (
        "表内计算或与其他表的核对至少有一处不成立",
        "the arithmetic of the table, or its agreement with another table, fails in at least one place",
    ),
    "unread": ("有数字单元格没有读到，责任在读取", "cells with numbers could not be read, which is about our reading"),
    "empty_stated": ("公布了空表，并注明没有数据", "published empty, saying that there are no data"),
    "empty_unstated": ("公布了空表，没有注明原因", "published empty, not saying why"),
    "missing": ("没有公布，或没有找到", "not published, or not found"),
}
TYPE: dict[str, Pair] = {
    "string": ("文本", "text"),
    "integer": ("整数", "integer"),
    "number": ("数值", "number"),
    "boolean": ("真/假", "true/false"),
}
EVIDENCE: dict[str, Pair] = {
    "agency_name": ("单位名称", "Name of the unit"),
    "division_code": ("行政区划", "Division"),
    "agency_code": ("部门编码", "Agency code"),
    "fiscal_year": ("年度", "Fiscal year"),
    "scope": ("部门或单位", "Department or unit"),
    "kind": ("预算或决算", "Budget or final accounts"),
}

FORM: dict[str, Pair] = {
    "target": ("绩效目标表", "performance targets"),
    "evaluation": ("绩效自评表", "self-evaluations"),
}
VALUE_STATUS: dict[str, Pair] = {
    "restored": ("补全", "restored"),
    "inferred": ("推定", "inferred"),
    "unreliable": ("不可靠", "unreliable"),
}
VALUE_STATUS_WHY: dict[str, Pair] = {
    "restored": (
        "原文此处残缺，由同一张表的另一处补全",
        "damaged here in the document, restored from another place of the same form",
    ),
    "inferred": (
        "原文没有直接印出，按整张表的结构推定",
        "not printed as such, inferred from the structure of the whole form",
    ),
    "unreliable": (
        "原文残缺或自相矛盾，无法复原，只有原文可信",
        "damaged or contradictory beyond repair; trust the document only",
    ),
}
SHAPE = {"restored": "◐", "inferred": "△", "unreliable": "▲"}
DOUBTED: dict[str, Pair] = {
    "level": ("级次", "level"),
    "name": ("名称", "name"),
    "value": ("数值", "value"),
    "period": ("实施期值", "value of the period"),
    "year": ("年度值", "value of the year"),
}
VALUE_COLUMN: dict[str, Pair] = {
    "period": ("实施期指标值", "Target, whole period"),
    "year": ("年度指标值", "Target, this year"),
    "target": ("年初指标值", "Initial target"),
    "adjusted": ("调整后指标值", "Adjusted target"),
    "actual": ("实际完成值", "Achieved"),
}
MONEY_COLUMN: dict[str, Pair] = {
    "period": ("实施期", "Whole period"),
    "year": ("年度", "This year"),
    "declared": ("目标申报数", "Declared"),
    "initial": ("年初预算", "Initial budget"),
    "budget": ("全年预算", "Full-year budget"),
    "executed": ("全年执行", "Executed"),
    "balance": ("结（转）余", "Balance"),
}
FUND_SOURCE: dict[str, Pair] = {
    "total": ("资金总额", "Total"),
    "central": ("中央财政资金", "Central government"),
    "provincial": ("省级财政资金", "Province"),
    "local": ("市县（区）财政资金", "City, county or district"),
    "own": ("单位自筹", "Raised by the unit"),
    "other": ("其他资金", "Other"),
    "fiscal": ("财政拨款", "Fiscal appropriation"),
    "carried_over": ("上年结转", "Carried over"),
}
CONFIDENCE: dict[str, Pair] = {
    "exact": ("", ""),
    "normalised": ("名称写法略有不同，视为同一项目", "names differ slightly; taken for the same project"),
    "similar": ("名称或单位写法相近，可能是同一项目", "names or units are similar; possibly the same project"),
    "none": ("项目表中没有同名的项目", "no project of that name in the tables"),
}
FORM_FIELD: dict[str, Pair] = {
    "project_name": ("项目名称", "Project"),
    "agency": ("主管部门", "Department in charge"),
    "unit": ("实施单位", "Implementing unit"),
    "attribute": ("项目属性", "Kind of project"),
    "period": ("项目期", "Period"),
    "filled_in": ("填报时间", "Filled in"),
    "overview": ("项目概况", "Overview"),
    "basis": ("立项依据", "Legal basis"),
    "necessity": ("设立必要性", "Why it is needed"),
    "measures": ("制度与措施", "Rules and measures"),
    "plan": ("实施计划", "Plan"),
    "period_goal": ("实施期目标", "Goal, whole period"),
    "year_goal": ("年度目标", "Goal, this year"),
    "actual_goal": ("实际完成情况", "What was achieved"),
    "total_score": ("总分", "Total score"),
    "grade": ("等级", "Grade"),
    "analysis_execution": ("实施与预算执行", "Implementation and execution"),
    "analysis_output": ("产出", "Outputs"),
    "analysis_benefit": ("效益", "Benefits"),
    "analysis_satisfaction": ("满意度", "Satisfaction"),
    "experience": ("经验做法", "Experience"),
    "problems": ("问题及原因", "Problems and causes"),
    "improvements": ("改进措施", "Improvements"),
}
LEVELS_EN = {
    "产出": "Outputs",
    "效益": "Benefits",
    "满意度": "Satisfaction",
    "成本": "Costs",
    "预算执行": "Budget execution",
    "数量": "quantity",
    "质量": "quality",
    "时效": "timeliness",
    "经济成本": "economic costs",
    "社会成本": "social costs",
    "生态环境成本": "environmental costs",
    "经济效益": "economic benefits",
    "社会效益": "social benefits",
    "生态效益": "ecological benefits",
    "可持续影响": "lasting effects",
    "服务对象满意度": "satisfaction of those served",
}
"""The first and second levels of indicators (`mingzhang.schemas.forms`), in English."""

COMPARED: dict[str, Pair] = {
    "last_year": ("比上年", "on last year"),
    "last_year_budget": ("比上年预算", "on last year's budget"),
    "last_year_final": ("比上年决算", "on last year's final accounts"),
    "initial_budget": ("年初预算", "the initial budget"),
    "full_year_budget": ("全年预算", "the full-year budget"),
    "budget": ("预算", "the budget"),
    "other_year": ("比以前年度", "on an earlier year"),
    "unknown": ("", ""),
}
DIRECTION: dict[str, Pair] = {
    "increase": ("增加", "increase"),
    "decrease": ("减少", "decrease"),
    "unchanged": ("持平", "unchanged"),
}
MISSING: dict[str, Pair] = {
    "no_section": ("没有这一节", "there is no such section"),
    "empty_section": ("这一节是空的", "the section is empty"),
    "no_figure": ("只有文字，没有数字", "words only, no figure"),
    "not_stated": ("这一节没有写明", "the section does not state it"),
}
GRADE: dict[str, Pair] = {
    "excellent": ("优", "excellent"),
    "good": ("良", "good"),
    "fair": ("中", "fair"),
    "poor": ("差", "poor"),
}
RECEPTION: dict[str, Pair] = {
    "domestic_reception": ("国内接待", "domestic receptions"),
    "foreign_guest_reception": ("外事接待", "receptions of foreign guests"),
    "overseas_reception": ("国（境）外接待", "receptions abroad"),
}
UNIT_EN = {
    "元": "yuan",
    "千元": "1,000 yuan",
    "万元": "10,000 yuan",
    "百万元": "1 million yuan",
    "亿元": "100 million yuan",
    "辆": "vehicles",
    "台(套)": "units",
    "台（套）": "units",
    "个": "number",
    "项": "items",
    "平方米": "square metres",
    "人": "persons",
    "人次": "person-times",
    "批次": "groups",
    "次": "times",
}
"""Printed units of measure in English; what is not listed stays as printed."""
_BASIS: dict[str, Pair] = {
    "cover": ("封面", "cover"),
    "table titles": ("表的标题", "titles of tables"),
    "table captions": ("表上的说明", "captions of tables"),
    "performance form": ("绩效表", "performance form"),
    "argument": ("转换时指定", "given at conversion"),
    "assumed: neither 部门 nor 单位 is said anywhere": (
        "原文未写明，按部门处理",
        "stated nowhere, taken for a department",
    ),
    "no code printed: from the SHA-256 of the normalised name": (
        "原文未印编码，由名称的摘要代替",
        "no code printed; a digest of the name stands for it",
    ),
}
_BEGINS = "name begins with "


def basis(found: str) -> Pair:
    """What a part of the identity was read from."""
    if found.startswith(_BEGINS):
        start = found.removeprefix(_BEGINS)
        return f"名称以“{start}”开头", f"the name begins with “{start}”"
    return _BASIS.get(found, (found, found))
