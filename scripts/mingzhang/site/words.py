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
OUTCOMES = ("pass", "rounding", "not_applicable", "insufficient_data", *reversed(SEVERITY))
"""In the order they are told."""
TYPE = {"string": "文本", "integer": "整数", "number": "数值", "boolean": "真/假"}
EVIDENCE = {
    "agency_name": "单位名称",
    "division_code": "行政区划",
    "agency_code": "部门编码",
    "fiscal_year": "年度",
    "scope": "部门或单位",
    "kind": "预算或决算",
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
