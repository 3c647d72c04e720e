"""What the portal calls things, in Chinese."""

from __future__ import annotations

KIND = {"budget": "预算", "final": "决算"}
SCOPE = {"dept": "部门", "unit": "单位"}
SIDE = {"revenue": "收入", "expenditure": "支出", "personnel": "人员经费", "public": "公用经费", "": ""}

STATE = {
    "data": "有数据",
    "empty_stated": "空表（已注明）",
    "empty_unstated": "空表（未注明）",
    "missing": "未见此表",
}
STATE_WHY = {
    "data": "",
    "empty_stated": "原文印有这张表，表中没有数字，并注明“本表无数据”。",
    "empty_unstated": "原文印有这张表，表中没有数字，也没有注明为何为空。",
    "missing": "在原文中没有找到这张表。可能未公开，也可能在转换文档时遗失。",
}
SEVERITY = {"error": "差错", "warning": "疑点", "review": "待核对", "info": "说明"}
ATTRIBUTION = {"publisher": "原文", "extraction": "读取"}
STATUS = {
    "pass": "通过",
    "rounding": "尾差",
    "fail": "未通过",
    "not_applicable": "不适用",
    "insufficient_data": "无法检查",
}
TYPE = {"string": "文本", "integer": "整数", "number": "数值", "boolean": "真/假"}
EVIDENCE = {
    "agency_name": "单位名称",
    "division_code": "行政区划",
    "agency_code": "部门编码",
    "fiscal_year": "年度",
    "scope": "部门或单位",
    "kind": "预算或决算",
}

FORM = {"target": "绩效目标表", "evaluation": "绩效自评表"}
VALUE_STATUS = {"restored": "补全", "inferred": "推定", "unreliable": "不可靠"}
VALUE_STATUS_WHY = {
    "restored": "原文此处残缺，由同一张表的另一处补全",
    "inferred": "原文没有直接印出，按整张表的结构推定",
    "unreliable": "原文残缺或自相矛盾，无法复原，只有原文可信",
}
SHAPE = {"restored": "◐", "inferred": "◇", "unreliable": "▲"}
DOUBTED = {
    "level": "级次",
    "name": "名称",
    "value": "数值",
    "period": "实施期值",
    "year": "年度值",
}
VALUE_COLUMN = {
    "period": "实施期指标值",
    "year": "年度指标值",
    "target": "年初指标值",
    "adjusted": "调整后指标值",
    "actual": "实际完成值",
}
MONEY_COLUMN = {
    "period": "实施期",
    "year": "年度",
    "declared": "目标申报数",
    "initial": "年初预算",
    "budget": "全年预算",
    "executed": "全年执行",
    "balance": "结（转）余",
}
FUND_SOURCE = {
    "total": "资金总额",
    "central": "中央财政资金",
    "provincial": "省级财政资金",
    "local": "市县（区）财政资金",
    "own": "单位自筹",
    "other": "其他资金",
    "fiscal": "财政拨款",
    "carried_over": "上年结转",
}
CONFIDENCE = {
    "exact": "",
    "normalised": "名称写法略有不同，视为同一项目",
    "similar": "名称或单位写法相近，可能是同一项目",
    "none": "项目表中没有同名的项目",
}
FORM_FIELD = {
    "project_name": "项目名称",
    "agency": "主管部门",
    "unit": "实施单位",
    "attribute": "项目属性",
    "period": "项目期",
    "filled_in": "填报时间",
    "overview": "项目概况",
    "basis": "立项依据",
    "necessity": "设立必要性",
    "measures": "制度与措施",
    "plan": "实施计划",
    "period_goal": "实施期目标",
    "year_goal": "年度目标",
    "actual_goal": "实际完成情况",
    "total_score": "总分",
    "grade": "等级",
    "analysis_execution": "实施与预算执行",
    "analysis_output": "产出",
    "analysis_benefit": "效益",
    "analysis_satisfaction": "满意度",
    "experience": "经验做法",
    "problems": "问题及原因",
    "improvements": "改进措施",
}

COMPARED = {
    "last_year": "比上年",
    "last_year_budget": "比上年预算",
    "last_year_final": "比上年决算",
    "initial_budget": "年初预算",
    "full_year_budget": "全年预算",
    "budget": "预算",
    "other_year": "比以前年度",
    "unknown": "",
}
DIRECTION = {"increase": "增加", "decrease": "减少", "unchanged": "持平"}
MISSING = {
    "no_section": "没有这一节",
    "empty_section": "这一节是空的",
    "no_figure": "只有文字，没有数字",
    "not_stated": "这一节没有提到",
}
GRADE = {"excellent": "优", "good": "良", "fair": "中", "poor": "差"}
RECEPTION = {
    "domestic_reception": "国内接待",
    "foreign_guest_reception": "外事接待",
    "overseas_reception": "国（境）外接待",
}

_BASIS = {
    "cover": "封面",
    "table titles": "表的标题",
    "table captions": "表上的说明",
    "performance form": "绩效表",
    "argument": "转换时指定",
    "assumed: neither 部门 nor 单位 is said anywhere": "原文未写明，按部门处理",
    "no code printed: from the SHA-256 of the normalised name": "原文未印编码，由名称的摘要代替",
}
_BEGINS = "name begins with "


def basis(found: str) -> str:
    """What a part of the identity was read from."""
    if found.startswith(_BEGINS):
        return f"名称以“{found.removeprefix(_BEGINS)}”开头"
    return _BASIS.get(found, found)
