"""Headers and rows of cells: lost and unknown columns, rows of another width, labels cut by a page."""

from __future__ import annotations

from collections.abc import Mapping

from mingzhang.checks.base import Example
from mingzhang.checks.engine.phrases import Value, wording
from mingzhang.checks.naming import column_named
from mingzhang.checks.reading.note import ReadingNote

_TABLE = (
    "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥30.00⇥22.00⇥8.00\n201⇥一般公共服务支出⇥30.00⇥22.00⇥8.00\n"
)
_REVENUE = (
    "2023年预算收入总表\n单位：万元\n"
    "科目编码⇥科目名称⇥合计⇥一般公共预算⇥政府性基金⇥国有资本经营预算⇥财政专户管理资金⇥单位资金⇥上年结转\n"
    "合计⇥⇥30.00⇥30.00⇥⇥⇥⇥⇥\n201⇥一般公共服务支出⇥30.00⇥30.00⇥⇥⇥⇥⇥\n"
)
_CUT = (
    "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥8.00⇥⇥8.00\n201⇥一般公共服务支出⇥8.00⇥⇥8.00\n20126⇥档案事⇥8.00⇥⇥8.00\n\n⇥务⇥⇥⇥\n"
)


class R02(ReadingNote):
    """A column that the standard table has is not in the printed header.

    Either the publisher's form lacks it or its header was lost in conversion. The column stays
    empty; nothing is guessed into it.
    """

    code = "R02"
    rule_zh = (
        "标准表应有的一列，表头没有印出：可能是公布者的表格没有这一列，也可能是转换时丢了表头。该列留空，不作猜测。"
    )
    severity = "info"
    attribution = "extraction"
    title_zh = "表头缺列"
    title_en = "Column without a header"
    why_zh = "表头缺失时，相邻列的金额可能错位。"
    why_en = "Where a header is missing, the amounts beside it may be shifted."
    fix_zh = "对照原文表头；必要时在转换文档中补回表头。"
    fix_en = "Compare the header with the original; restore it in the converted document if it was lost."
    good = Example(tables=_REVENUE)
    bad = Example(tables=_REVENUE.replace("⇥单位资金", ""))
    message_zh = "表头中没有“{title}”一列，该列留空。{more}"
    message_en = "The header has no column “{title}”; the column stays empty.{more}"

    def complete(self, values: Mapping[str, str]) -> Mapping[str, Value]:
        """Name the column by its title."""
        return _column_titles(values)


class R03(ReadingNote):
    """A column whose header is not known. Its numbers are listed as unread."""

    code = "R03"
    rule_zh = "每一列的表头都应当认得；不认得的列，其中的数字列为未读取，不作猜测。"
    severity = "error"
    attribution = "extraction"
    title_zh = "无法识别的列"
    title_en = "Unidentified column"
    why_zh = "含义不明的列不能并入任何已知列。"
    why_en = "A column of unknown meaning must not be mixed with one that is known."
    fix_zh = "若是该地区惯用的列名，请在 layouts 中为相应的列增加同义词。"
    fix_en = "Where it is the usual name of a region, add it as a synonym of its column in `layouts`."
    good = Example(tables=_TABLE)
    bad = Example(tables=_TABLE.replace("⇥项目支出\n", "⇥甲类支出\n"))
    message_zh = "第 {cell} 格的表头“{header}”无法识别，其中的数字未读取。"
    message_en = "The header “{header}” of cell {cell} is unknown; numbers below it were not read."


class R04(ReadingNote):
    """A label broken in two by a page break was joined again."""

    code = "R04"
    rule_zh = "被分页断成两段的名称已拼接。"
    severity = "info"
    attribution = "extraction"
    title_zh = "跨页断开的名称已拼接"
    title_en = "Label joined across a page break"
    why_zh = "分页会把一个名称拆成两行，拼接属于推断，故予标明。"
    why_en = "A page break cuts a label in two rows; joining them is inference, so it is marked."
    fix_zh = "无需处理；可点击两处位置核对。"
    fix_en = "Nothing to do; both places are linked for comparison."
    good = Example(tables=_CUT.replace("档案事⇥8.00⇥⇥8.00\n\n⇥务⇥⇥⇥", "档案事务⇥8.00⇥⇥8.00"))
    bad = Example(tables=_CUT)
    message_zh = "名称被分页拆成两行，已拼接为“{label}”。"
    message_en = "The label was broken over two lines and joined to “{label}”."


class R05(ReadingNote):
    """A row has another number of cells than the header, yet all its cells fall where they belong."""

    code = "R05"
    rule_zh = "一行的单元格数与表头不同，但各单元格都能落在应在的位置。"
    severity = "info"
    attribution = "extraction"
    title_zh = "行的单元格数与表头不同"
    title_en = "Row with another number of cells"
    why_zh = "分页后列数变化是转换文档的常见痕迹，可能造成错列。"
    why_en = "Rows often change their number of cells after a page break, and amounts may be shifted."
    fix_zh = "无需处理；如金额与原文不符请报告。"
    fix_en = "Nothing to do; report it where an amount differs from the original."
    good = Example(tables=_TABLE)
    bad = Example(
        tables=_TABLE.replace("201⇥一般公共服务支出⇥30.00⇥22.00⇥8.00", "201⇥一般公共服务支出⇥30.00⇥22.00⇥8.00⇥")
    )
    message_zh = "该行有 {cells} 个单元格，表头有 {header} 个；其排法与该行合计、合计行所用各列相符，已照此读取。"
    message_en = (
        "The row has {cells} cells and the header {header}; placed so that the row's sum holds and "
        "only columns of the total row are used, it was read."
    )


_DOUBTFUL = wording(
    "R02.doubtful",
    "其右侧第 {cell} 格因此不能确定归属，若有金额则不读取。",
    " Cell {cell} next to it is therefore uncertain, and an amount there would not be read.",
)


def _column_titles(values: Mapping[str, str]) -> Mapping[str, Value]:
    doubtful = values.get("doubtful")
    return {
        "title": column_named(values["column"]),
        "more": _DOUBTFUL(cell=doubtful) if doubtful else "",
    }
