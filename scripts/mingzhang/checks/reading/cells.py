"""Single cells and the rows they stand in: unread, unusual, without a known code or meaning."""

from __future__ import annotations

from collections.abc import Mapping

from mingzhang.checks.base import Example
from mingzhang.checks.engine.phrases import Value, label, wording
from mingzhang.checks.reading.note import ReadingNote

_WHY = {
    "malformed": label("R01.malformed", "不是规范的数字", "it is not a well-formed number"),
    "header": label("R01.header", "本表表头无法识别", "the header of the table could not be identified"),
    "column": label("R01.column", "所在列的表头无法识别", "the header of its column could not be identified"),
    "doubtful": label(
        "R01.doubtful", "所在列可能属于表头缺失的相邻列", "its column may belong to a neighbour that lost its header"
    ),
    "width": label(
        "R01.width",
        "该行单元格数与表头不一致，无法确定所属列",
        "the row has another number of cells than the header, so its columns are uncertain",
    ),
    "unit": label("R01.unit", "计量单位未知", "the unit of measure is unknown"),
    "label": label("R01.label", "所在行没有任何名称", "its row has no label at all"),
    "second": label(
        "R01.second", "本表只有一行数字，该行是多出的一行", "the table has one row of figures, and this is another"
    ),
    "copy": label(
        "R01.copy", "本表重复印刷，后一份未读取", "the table is printed twice and the second print was not read"
    ),
    "classification": label(
        "R01.classification",
        "本表各行是另一种分类的科目，与表头不符",
        "the rows of the table are codes of another classification than its header says",
    ),
    "shifted": label("R01.shifted", "本表各列与表头错位", "the columns of the table do not stand under their headers"),
}
_TABLE = (
    "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥30.00⇥22.00⇥8.00\n201⇥一般公共服务支出⇥30.00⇥22.00⇥8.00\n"
)
_ECONOMIC = (
    "2023年一般公共预算安排基本支出分经济科目表（不含上年结转）\n单位：万元\n"
    "部门预算支出经济科目名称⇥政府预算支出经济科目名称⇥合计⇥人员经费⇥公用经费\n合计⇥⇥15.00⇥15.00⇥\n"
    "工资福利支出⇥⇥15.00⇥15.00⇥\n基本工资⇥工资奖金津补贴⇥15.00⇥15.00⇥\n"
)
_PROJECTS = (
    "2023年项目支出预算表（本年预算）\n单位：万元\n"
    "项目名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算⇥财政专户管理资金⇥单位资金\n"
    "示例县档案服务中心⇥20.00⇥20.00⇥⇥⇥⇥\n档案数字化⇥14.00⇥14.00⇥⇥⇥⇥\n库房维修⇥6.00⇥6.00⇥⇥⇥⇥\n"
)


class R01(ReadingNote):
    """A cell that holds a number, or stands where one belongs, was not read.

    The cell is published nowhere as an amount; its place and text are listed so that a reader can
    look it up.
    """

    code = "R01"
    rule_zh = "有数字、或应有数字的单元格没有读取。它不作为金额发布；位置与内容列出，供查对原文。"
    severity = "error"
    attribution = "extraction"
    title_zh = "未读取的单元格"
    title_en = "Unread cell"
    why_zh = "不能确定含义的数字不作猜测，只列出位置。"
    why_en = "A number whose meaning is uncertain is not guessed; its place is listed instead."
    fix_zh = "对照原文；若是转换文档时的差错，请更正后重新转换。"
    fix_en = "Compare with the original; where conversion spoiled the cell, correct it and convert again."
    good = Example(tables=_TABLE)
    bad = Example(tables=_TABLE.replace("201⇥一般公共服务支出⇥30.00", "201⇥一般公共服务支出⇥30.0.0"))
    message_zh = "单元格“{printed}”未读取：{why}。"
    message_en = "The cell “{printed}” was not read: {why}."

    def complete(self, values: Mapping[str, str]) -> Mapping[str, Value]:
        """Say why in both languages."""
        return {**values, "why": _WHY[values["why"]]}


_CANDIDATES = wording("R11.candidates", "候选：{names}。", "")


class R11(ReadingNote):
    """An economic name could not be given exactly one code; the code stays empty."""

    code = "R11"
    rule_zh = "一个经济分类名称不能确定唯一的编码；编码留空。"
    severity = "review"
    attribution = "extraction"
    title_zh = "经济分类名称无法确定编码"
    title_en = "Economic name without one code"
    why_zh = "同一名称在两套经济分类中重复出现，无法唯一确定时不作猜测。"
    why_en = "The same name stands in both economic classifications; without one clear answer none is guessed."
    fix_zh = "若名称为新科目或常见变体，请补充 schemas/codes。"
    fix_en = "Where the name is new or a common variant, add it to `schemas/codes`."
    good = Example(tables=_ECONOMIC)
    bad = Example(tables=_ECONOMIC.replace("基本工资", "岗位工资及其他"))
    message_zh = "“{name}”不能唯一确定编码，编码留空。{more}"
    message_en = "“{name}” could not be given exactly one code, which stays empty."

    def complete(self, values: Mapping[str, str]) -> Mapping[str, Value]:
        """List the candidates."""
        found = values.get("candidates")
        return {**values, "more": _CANDIDATES(names=found) if found else ""}


class R12(ReadingNote):
    """A number in full-width digits, with a minus sign or in accounting brackets was understood."""

    code = "R12"
    rule_zh = "全角、带负号或用括号表示负数的数字，已按其含义读取。"
    severity = "info"
    attribution = "extraction"
    title_zh = "特殊写法的数字"
    title_en = "Number in an unusual form"
    why_zh = "全角数字、负号与括号负数的含义经过解读，故予标明。"
    why_en = "Full-width digits, minus signs and brackets had to be understood, so they are marked."
    fix_zh = "无需处理；可核对原文。"
    fix_en = "Nothing to do; compare with the original."
    good = Example(tables=_TABLE)
    bad = Example(tables=_TABLE.replace("支出⇥30.00⇥22.00⇥8.00", "支出⇥３０.００⇥22.00⇥8.00"))
    message_zh = "“{printed}”读作 {value}。"
    message_en = "“{printed}” was read as {value}."


class R13(ReadingNote):
    """A row among the projects looks like a unit, but its sum does not show it, or the other way round."""

    code = "R13"
    rule_zh = "项目表中的某一行像是单位，但合计不能证实；或者相反。"
    severity = "review"
    attribution = "extraction"
    title_zh = "项目表的单位行不能确证"
    title_en = "Unit row not certain"
    why_zh = "项目表不印层级，只能由名称与金额之和共同判断。"
    why_en = "The table of projects prints no levels; they follow from names and sums together."
    fix_zh = "请对照原文判断该行是单位还是项目。"
    fix_en = "Compare with the original and decide whether the row is a unit or a project."
    good = Example(tables=_PROJECTS)
    bad = Example(tables=_PROJECTS.replace("示例县档案服", "办公设备购置⇥2.00⇥2.00⇥⇥⇥⇥\n示例县档案服"))
    message_zh = "“{name}”是单位还是项目，名称与金额之和不能互相印证。"
    message_en = "Whether “{name}” is a unit or a project: its name and the sums do not confirm each other."


class R15(ReadingNote):
    """A row whose label is unknown or missing was read as it stands."""

    code = "R15"
    rule_zh = "名称未知或缺失的一行，照原样读取。"
    severity = "review"
    attribution = "extraction"
    title_zh = "未知的行"
    title_en = "Unknown row"
    why_zh = "金额已读取，但不能归入任何科目或项目。"
    why_en = "The amounts were read, but they belong to no known code or item."
    fix_zh = "请对照原文；若为常见写法，请补充同义词。"
    fix_en = "Compare with the original; add a synonym where the wording is common."
    good = Example(tables=_TABLE)
    bad = Example(tables=_TABLE.replace("201⇥一般公共服务支出⇥30", "⇥其他事项⇥30"))
    message_zh = "{table}中名称为“{label}”的行不在已知项目或编码之列，金额照录。"
    message_en = "The row “{label}” of the {table} is neither a known item nor coded; its amounts are kept as printed."


class R20(ReadingNote):
    """A code printed in the document is not in our lists, which are observed and not official."""

    code = "R20"
    rule_zh = "文档所印编码不在编码表中；编码表由已公开文档整理，并非官方发布。"
    severity = "review"
    attribution = "extraction"
    title_zh = "编码表未收录的编码"
    title_en = "Code not in the lists"
    why_zh = "可能是新科目，也可能是识别差错。"
    why_en = "It may be a new code, or one that was read wrongly."
    fix_zh = "核对后把新科目补入 schemas/codes。"
    fix_en = "Check the code, and add it to `schemas/codes` where it is new."
    good = Example(tables=_TABLE)
    bad = Example(tables=_TABLE.replace("201⇥一般公共服务支出", "298⇥示例新设支出"))
    message_zh = "编码 {printed}（{name}）不在编码表中，照录。"
    message_en = "The code {printed} ({name}) is not in the code lists; kept as printed."
