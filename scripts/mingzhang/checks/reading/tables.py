"""Whole tables: found, recognised, repeated, and all their numbers accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.engine.phrases import Value, label, wording
from mingzhang.checks.naming import table_of
from mingzhang.checks.reading.note import OwnReading, ReadingNote
from mingzhang.ground.source import Locator

_TABLE = (
    "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥30.00⇥22.00⇥8.00\n201⇥一般公共服务支出⇥30.00⇥22.00⇥8.00\n"
)
_TITLES = (
    "收入决算表",
    "支出决算表",
    "财政拨款收入支出决算总表",
    "一般公共预算财政拨款支出决算表",
    "一般公共预算财政拨款基本支出决算明细表",
    "政府性基金预算财政拨款收入支出决算表",
    "国有资本经营预算财政拨款支出决算表",
    "财政拨款“三公”经费支出决算表",
    "部门决算公开相关信息统计表",
)
_ALL = (
    "收入支出决算总表\n金额单位：万元\n收入⇥⇥⇥支出⇥⇥\n项目⇥行次⇥金额⇥项目⇥行次⇥金额\n"
    "一、一般公共预算财政拨款收入⇥1⇥8.00⇥一、一般公共服务支出⇥32⇥8.00\n\n"
) + "".join(f"{title}\n说明：本表无数据\n\n" for title in _TITLES)
_UNTITLED = (
    "\n\f\n单位：万元\n单位名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算\n"
    "部门合计⇥3.00⇥3.00⇥⇥\n示例县档案馆⇥3.00⇥3.00⇥⇥\n"
)


_NUMERIC = label("side.numeric_cells", "数字单元格", "numeric cells")
_READ = label("side.read", "已读取与归类", "read or structural")


class R00(OwnReading):
    """Every numeric cell of every standard table is accounted for.

    Captured as a fact, structural (a code, line or column number), or listed as unread. The sum
    of the three must be the number of numeric cells, so nothing can be lost in silence.
    """

    code = "R00"
    rule_zh = (
        "每张标准表的每个数字单元格都有去向：作为金额读取，属于编码、行次等结构，或列为未读取。"
        "三者之和必须等于数字单元格总数，因此不会有数字悄悄丢失。"
    )
    severity = "error"
    attribution = "extraction"
    title_zh = "数字单元格全部有去向"
    title_en = "Every numeric cell is accounted for"
    why_zh = "读取表格时最怕无声丢失。每个数字要么成为金额，要么是编码或行次，要么列为未读取。"
    why_en = (
        "What must never happen is a silent loss: every number becomes an amount, is a code or line "
        "number, or is listed as unread."
    )
    requires_zh = "文档中有的每张标准表各有一条；文档中没有的表不产生结果。"
    requires_en = "One instance per standard table that stands in the document."
    fix_zh = "查看该表的 R01 条目，逐个核对未读取的单元格。"
    fix_en = "Look at the R01 entries of the table and check the unread cells one by one."
    good = Example(tables=_TABLE)
    bad = Example(tables=_TABLE.replace("22.00⇥8.00\n201", "22.00⇥8..00\n201"))

    account = wording(
        "R00.account",
        "{table}共有 {numeric} 个数字单元格，读取金额 {captured} 个，编码与行次 {structural} 个，未读取 {unread} 个。",
        "The {table} has {numeric} numeric cells: {captured} amounts read, {structural} codes and line numbers, "
        "{unread} unread.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per standard table that stands in the document."""
        for reading in disclosure.readings:
            if not reading.present:
                continue
            account = reading.account
            read = account.captured + account.structural
            unread = account.numeric - read
            yield Finding(
                self.code,
                reading.layout.table,
                "fail" if unread else "pass",
                self.severity,
                self.attribution,
                self.account(
                    table=table_of(reading.layout),
                    numeric=account.numeric,
                    captured=account.captured,
                    structural=account.structural,
                    unread=unread,
                ),
                left=_NUMERIC,
                left_value=str(account.numeric),
                right=_READ,
                right_value=str(read),
                difference=str(unread),
                tolerance="0",
                locators=(Locator(reading.first_line or 1),),
            )


class R06(ReadingNote):
    """A standard table was not found in the document.

    Cai Yu [2016] No. 143 asks that every table be published, empty ones with an explanation. Whether the
    publisher left it out or the conversion lost it cannot be told here.
    """

    code = "R06"
    rule_zh = (
        "文档中没有找到某张标准表。财预〔2016〕143号要求公开每一张表，空表也要保留并说明。是公布者没有公开，"
        "还是转换时丢失，在此无法判断。"
    )
    severity = "warning"
    attribution = "extraction"
    title_zh = "未找到标准表"
    title_en = "Standard table not found"
    why_zh = "缺表意味着该部分收支没有公开，或文档不完整。"
    why_en = (
        "A missing table means that part of revenue or expenditure is not published, or the document is incomplete."
    )
    basis_zh = "财预〔2016〕143号：各表均应公开，没有数据的列出空表并说明。"
    basis_en = "Cai Yu [2016] No. 143: every table is published; one without data is kept, with an explanation."
    fix_zh = "对照公布的文档；若原文有此表，请检查标题是否完整。"
    fix_en = "Compare with the published document; if the table is there, check that its title is whole."
    good = Example(kind="final", tables=_ALL)
    bad = Example(kind="final", tables=_ALL.replace("支出决算表\n说明：本表无数据\n\n财政拨款收入", "财政拨款收入"))
    message_zh = "文档中未找到{title}。"
    message_en = "The {title} was not found in the document."


class R07(ReadingNote):
    """A table without a title was recognised by its header alone, which fits exactly one layout."""

    code = "R07"
    rule_zh = "没有标题的表仅凭表头识别，且表头只符合一种标准表。"
    severity = "warning"
    attribution = "extraction"
    title_zh = "仅凭表头识别的表"
    title_en = "Table recognised by its header only"
    why_zh = "没有标题的表可能被误认。"
    why_en = "A table without a title may be taken for another."
    fix_zh = "请核对该表确为所列标准表。"
    fix_en = "Check that the table is the one it was read as."
    good = Example(tables=_TABLE)
    bad = Example(tables=_TABLE + _UNTITLED)
    message_zh = "此处的表没有标题，其表头只符合{title}，已按该表读取。"
    message_en = "The table here has no title; its header fits only the {title} and it was read as that."


_CANDIDATES = wording("R08.candidates", "可能是：{names}。", " It could be: {names}.")


class R08(ReadingNote):
    """A block of rows in the part with the reports is no standard table, or could be several.

    One finding for the whole block; its places are the first line and every number that was not read.
    """

    code = "R08"
    rule_zh = "报表部分中的一段表格不是标准表，或者可能是其中几种。整段只列一条，列出起始行和每个未读取的数字的位置。"
    severity = "error"
    attribution = "extraction"
    title_zh = "无法识别的表"
    title_en = "Unrecognised table"
    why_zh = "整张表未读取，其中的数字不在数据中。"
    why_en = "A whole table was not read; none of its numbers is in the data."
    fix_zh = "检查表题是否缺失或改名；若为新的标准表，请增加 layout。"
    fix_en = "Check whether its title is missing or changed; add a layout where it is a new standard table."
    good = Example(tables=_TABLE)
    bad = Example(tables=_TABLE + "\n第二部分 2023年部门预算报表\n\n指标⇥甲类⇥乙类\n人数⇥12⇥13\n")
    message_zh = "此处 {rows} 行的表未能识别，其中 {cells} 个数字未读取。{more}"
    message_en = "A block of {rows} rows was not recognised; {cells} {cells:number was|numbers were} not read.{more}"

    def complete(self, values: Mapping[str, str]) -> Mapping[str, Value]:
        """Name the candidates where there are several."""
        names = values.get("candidates")
        return {**values, "more": _CANDIDATES(names=names) if names else ""}


_JOINED = label("R19.joined", "后一段是续表，已合并", "the second continues it and was joined")
_COPY = label("R19.copy", "后一份与前一份重复，未读取", "the second repeats it and was not read")


class R19(ReadingNote):
    """A standard table stands twice in the document."""

    code = "R19"
    rule_zh = "同一张标准表在文档中出现两次。"
    severity = "warning"
    attribution = "extraction"
    title_zh = "同一张表出现两次"
    title_en = "Table printed twice"
    why_zh = "重复印刷若都读取会重复计数。"
    why_en = "If both prints were read, the money would be counted twice."
    fix_zh = "请核对是续表还是重复。"
    fix_en = "Check whether the second is a continuation or a copy."
    good = Example(tables=_TABLE)
    bad = Example(tables=f"{_TABLE}\n{_TABLE}")
    message_zh = "{title}的标题出现两次；{how}。"
    message_en = "The title of the {title} stands twice; {how}."

    def complete(self, values: Mapping[str, str]) -> Mapping[str, Value]:
        """Say whether the second was joined or left."""
        title = super().complete(values)
        return {**title, "how": _JOINED if values.get("how") == "joined" else _COPY}
