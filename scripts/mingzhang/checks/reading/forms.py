"""Performance forms: pieces joined, indicators restored, inferred or unreliable."""

from __future__ import annotations

from collections.abc import Mapping

from mingzhang.checks.base import Example
from mingzhang.checks.engine.phrases import Value, label
from mingzhang.checks.reading.note import ReadingNote
from mingzhang.forms.wording import WORDING

_TABLE = (
    "2023年项目支出预算表（本年预算）\n单位：万元\n"
    "项目名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算⇥财政专户管理资金⇥单位资金\n"
    "档案数字化⇥8.00⇥8.00⇥⇥⇥⇥\n"
)
_FORM = (
    "县(区)级预算部门(单位)项目支出绩效目标申报表\n(2023年度)\n项目名称⇥⇥档案数字化⇥⇥⇥⇥⇥\n"
    "绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值⇥二级指标⇥三级指标⇥指标值\n"
    "⇥产出指标⇥数量指标⇥扫描档案数量⇥≥500卷⇥数量指标⇥扫描档案数量⇥≥500卷\n"
    "⇥⇥质量指标⇥扫描合格率⇥≥98%⇥质量指标⇥扫描合格率⇥≥98%\n"
    "⇥效益指标⇥社会效益指标⇥查档便利程度⇥提高⇥社会效益指标⇥查档便利程度⇥提高\n"
)


_WHAT = {code: label(f"form.{code}", *words) for code, words in WORDING.items() if code}


class _FormNote(ReadingNote):
    """A note of what was done to a form or an indicator, as codes of `forms/wording.py`."""

    def complete(self, values: Mapping[str, str]) -> Mapping[str, Value]:
        """The codes as phrases."""
        return {
            **{name: text for name, text in values.items() if name not in ("codes", "status")},
            "what": tuple(_WHAT[code] for code in values["codes"].split()),
        }


class R31(_FormNote):
    """A performance form printed in several pieces, or several times, was joined to one."""

    code = "R31"
    rule_zh = "分成几段、或重复印刷的一张绩效表，已合并为一张。"
    severity = "info"
    attribution = "extraction"
    title_zh = "绩效表由多段合并"
    title_en = "Performance form joined from several pieces"
    why_zh = "一张表单被分页拆开或重复印刷，合并后只算一张。"
    why_en = "A form cut by a page break or printed twice is one form and must be counted once."
    fix_zh = "无需处理；可逐段核对原文。"
    fix_en = "Nothing to do; each piece is linked for comparison."
    good = Example(tables=_TABLE, forms=_FORM)
    bad = Example(tables=_TABLE, forms=f"{_FORM}\n{_FORM}")
    message_zh = "此表单：{what:；}。"
    message_en = "This form: {what:; }."


class R32(_FormNote):
    """A cut name or value of an indicator was restored from the other side of the form."""

    code = "R32"
    rule_zh = "指标的名称或数值被截断，已由表单的另一栏补全。"
    severity = "info"
    attribution = "extraction"
    title_zh = "指标由另一栏补全"
    title_en = "Indicator restored from the other side"
    why_zh = "年度栏与实施期栏印的是同一指标，一栏被截断时可由另一栏补全；补全的均有标记。"
    why_en = (
        "The year and the period print the same indicator, so a cell cut on one side is restored from "
        "the other, and marked."
    )
    fix_zh = "无需处理；原文照录在 raw 一列。"
    fix_en = "Nothing to do; the original text is in the column `raw`."
    good = Example(tables=_TABLE, forms=_FORM)
    bad = Example(tables=_TABLE, forms=_FORM.replace("⇥质量指标⇥扫描合格率⇥≥98%\n", "⇥质量指标⇥扫描合⇥≥98%\n"))
    message_zh = "指标“{name}”：{what:；}。"
    message_en = "Indicator “{name}”: {what:; }."


class R33(_FormNote):
    """The place of an indicator in the hierarchy was inferred; its printed label was lost or drifted."""

    code = "R33"
    rule_zh = "指标在级次中的位置是推定的：所印的标签丢失或错位。"
    severity = "info"
    attribution = "extraction"
    title_zh = "指标级次为推定"
    title_en = "Level of an indicator inferred"
    why_zh = "合并单元格的标签转换后会错行、错列或丢失，按整张表的固定次序推定；推定的均有标记。"
    why_en = (
        "Labels of merged cells drift or get lost in conversion; the level is inferred from the fixed "
        "order of the form, and marked."
    )
    fix_zh = "请对照原文核对一、二级指标。"
    fix_en = "Compare the first and second level with the original."
    good = Example(tables=_TABLE, forms=_FORM)
    bad = Example(tables=_TABLE, forms=_FORM.replace("⇥⇥质量指标⇥扫描合格率⇥≥98%⇥质量指标", "⇥⇥⇥扫描合格率⇥≥98%⇥"))
    message_zh = "指标“{name}”：{what:；}。"
    message_en = "Indicator “{name}”: {what:; }."


class R34(_FormNote):
    """An indicator could not be reconstructed; only its raw cells can be relied on."""

    code = "R34"
    rule_zh = "一个指标无法复原，只有原始单元格可信。"
    severity = "review"
    attribution = "extraction"
    title_zh = "指标不可靠"
    title_en = "Indicator unreliable"
    why_zh = "单元格缺失或相互挤占，无法确定原意；不作猜测，只保留原文。"
    why_en = "Cells are missing or run into each other; nothing is guessed, only the original text is kept."
    fix_zh = "请对照公布的原件。"
    fix_en = "Compare with the published original."
    good = Example(tables=_TABLE, forms=_FORM)
    bad = Example(tables=_TABLE, forms=_FORM.replace("⇥质量指标⇥扫描合格率⇥≥98%\n", "⇥质量指标⇥扫描合格率⇥\n"))
    message_zh = "指标“{name}”：{what:；}。"
    message_en = "Indicator “{name}”: {what:; }."
