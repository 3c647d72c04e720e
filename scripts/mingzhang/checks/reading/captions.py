"""What stands above a table: unit of measure, year, name."""

from __future__ import annotations

from collections.abc import Mapping

from mingzhang.checks.base import Attribution, Example
from mingzhang.checks.engine.phrases import Value, label, wording
from mingzhang.checks.reading.note import ReadingNote
from mingzhang.ground.notes import Note

_TABLE = (
    "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥30.00⇥22.00⇥8.00\n201⇥一般公共服务支出⇥30.00⇥22.00⇥8.00\n"
)
_GENERAL = (
    "\n2023年一般公共预算支出预算表（不含上年结转）\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥30.00⇥22.00⇥8.00\n201⇥一般公共服务支出⇥30.00⇥22.00⇥8.00\n"
)


_UNKNOWN_UNIT = wording(
    "R09.unknown_unit", "印刷的计量单位“{unit}”未知，", "prints an unknown unit of measure “{unit}”; "
)
_NO_UNIT = label("R09.no_unit", "没有印刷计量单位，", "prints no unit of measure; ")
_INFERRED = wording(
    "R09.inferred",
    "按其他各表一致的“{unit}”推断。",
    "“{unit}” was inferred, on which all other tables agree.",
)
_NOT_READ = label("R09.not_read", "其金额未读取。", "its amounts were not read.")


class R09(ReadingNote):
    """A table prints no unit of measure, or one that is unknown.

    Where all other tables agree on one unit it is used and said so; otherwise the amounts are unread.
    """

    code = "R09"
    rule_zh = "一张表没有印计量单位，或所印单位不认识。其他各表单位一致时，采用该单位并加以说明；否则金额不读取。"
    severity = "warning"
    attribution = "publisher"
    title_zh = "计量单位缺失或未知"
    title_en = "Unit of measure missing or unknown"
    why_zh = "元与万元相差一万倍，计量单位不能猜。"
    why_en = "Yuan and ten thousand yuan differ by ten thousand times; the unit must not be guessed."
    basis_zh = "财预〔2016〕143号：公开内容准确、形式规范，各表应注明计量单位。"
    basis_en = "Cai Yu [2016] No. 143: published content is accurate and in due form, with a unit for every table."
    fix_zh = "公布者应在每张表上注明计量单位。"
    fix_en = "The publisher prints the unit of measure above every table."
    good = Example(tables=_TABLE)
    bad = Example(tables=_TABLE.replace("单位：万元\n", ""))
    message_zh = "本表{printed}{used}"
    message_en = "The table {printed}{used}"

    def blamed(self, note: Note) -> Attribution:
        """A measure that is printed and unknown to us may be one we read wrongly."""
        return "extraction" if note.values["printed"] else self.attribution

    def complete(self, values: Mapping[str, str]) -> Mapping[str, Value]:
        """Say what is printed and what was done."""
        printed, used = values["printed"], values["used"]
        return {
            "printed": _UNKNOWN_UNIT(unit=printed) if printed else _NO_UNIT,
            "used": _INFERRED(unit=used) if used else _NOT_READ,
        }


class R14(ReadingNote):
    """The year in a table's title or caption is not the year of the disclosure."""

    code = "R14"
    rule_zh = "表题或表上说明中的年份不是本文件的年度。"
    severity = "warning"
    attribution = "publisher"
    title_zh = "表上年份与封面不符"
    title_en = "Year of a table differs from the cover"
    why_zh = "可能沿用了旧年度的表，金额未必属于本年度。"
    why_en = "A table of another year may have been carried along, and its amounts may not be of this year."
    basis_zh = "财预〔2016〕143号：公开内容真实、准确，属于所公开的年度。"
    basis_en = "Cai Yu [2016] No. 143: what is published is true and accurate, and of the year it is published for."
    fix_zh = "请公布者核对该表所属年度。"
    fix_en = "The publisher checks which year the table belongs to."
    good = Example(tables=_TABLE + _GENERAL)
    bad = Example(tables=_TABLE + _GENERAL.replace("2023年", "2022年"))
    message_zh = "{title}印的是 {printed} 年，封面为 {year} 年。"
    message_en = "The {title} is dated {printed}, the cover {year}."


class R21(ReadingNote):
    """The name above a table is not the name on the cover."""

    code = "R21"
    rule_zh = "表上所印的单位名称不是封面上的名称。"
    severity = "review"
    attribution = "publisher"
    title_zh = "表上名称与封面不符"
    title_en = "Name above a table differs from the cover"
    why_zh = "可能误用了其他单位的表。"
    why_en = "The table of another unit may have been used by mistake."
    basis_zh = "财预〔2016〕143号：公开内容真实、准确，属于公布单位本身。"
    basis_en = "Cai Yu [2016] No. 143: what is published is true and accurate, and the publisher's own."
    fix_zh = "请公布者核对该表所属单位。"
    fix_en = "The publisher checks whose table it is."
    good = Example(tables=_TABLE.replace("单位：万元", "部门名称：示例县档案馆\n单位：万元"))
    bad = Example(tables=_TABLE.replace("单位：万元", "部门名称：示例县图书馆\n单位：万元"))
    message_zh = "{title}上的名称为“{printed}”，封面为“{name}”。"
    message_en = "The {title} names “{printed}”, the cover “{name}”."
