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
SEVERITY: dict[str, Pair] = {
    "error": ("差错", "error"),
    "warning": ("疑点", "doubt"),
    "review": ("待核对", "to review"),
    "info": ("说明", "note"),
}
ATTRIBUTION: dict[str, Pair] = {"publisher": ("原文", "document"), "extraction": ("读取", "reading")}
STATUS: dict[str, Pair] = {
    "pass": ("通过", "holds"),
    "rounding": ("尾差", "rounding"),
    "fail": ("未通过", "fails"),
    "not_applicable": ("不适用", "not applicable"),
    "insufficient_data": ("无法检查", "cannot be checked"),
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
SHAPE = {"restored": "◐", "inferred": "◇", "unreliable": "▲"}
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
    "not_stated": ("这一节没有提到", "the section does not mention it"),
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
