"""Family R: what our own reading lost, repaired, inferred or doubts. Never blamed on the publisher
unless the document itself is at fault (a missing table, a missing unit of measure).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mingzhang.checks.base import Check, Disclosure, Finding, NotedCheck
from mingzhang.model import Locator
from mingzhang.schemas import FIELDS

_WHY_ZH = {
    "malformed": "不是规范的数字",
    "header": "本表表头无法识别",
    "column": "所在列的表头无法识别",
    "doubtful": "所在列可能属于表头缺失的相邻列",
    "width": "该行单元格数与表头不一致，无法确定所属列",
    "unit": "计量单位未知",
    "label": "所在行没有任何名称",
    "second": "本表只有一行数字，该行是多出的一行",
    "copy": "本表重复印刷，后一份未读取",
    "unrecognised": "未能识别为任何标准表",
}
_WHY_EN = {
    "malformed": "it is not a well-formed number",
    "header": "the header of the table could not be identified",
    "column": "the header of its column could not be identified",
    "doubtful": "its column may belong to a neighbour that lost its header",
    "width": "the row has another number of cells than the header, so its columns are uncertain",
    "unit": "the unit of measure is unknown",
    "label": "its row has no label at all",
    "second": "the table has one row of figures, and this is another",
    "copy": "the table is printed twice and the second print was not read",
    "unrecognised": "the block could not be recognised as any standard table",
}


class R00(Check):
    """Every numeric cell of every standard table is accounted for.

    Captured as a fact, structural (a code, line or column number), or listed as unread. The sum
    of the three must be the number of numeric cells, so nothing can be lost in silence.
    """

    code = "R00"
    severity = "error"
    attribution = "extraction"
    title_zh = "数字单元格全部有去向"
    title_en = "Every numeric cell is accounted for"
    why_zh = "读取表格时最怕无声丢失。每个数字要么成为金额，要么是编码或行次，要么列为未读取。"
    fix_zh = "查看该表的 R01 条目，逐个核对未读取的单元格。"

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
                f"《{reading.layout.title}》共有 {account.numeric} 个数字单元格，"
                f"读取金额 {account.captured} 个，编码与行次 {account.structural} 个，未读取 {unread} 个。",
                f"{account.numeric} numeric cells: {account.captured} amounts read, "
                f"{account.structural} codes and line numbers, {unread} unread.",
                left_label="numeric_cells",
                left_value=str(account.numeric),
                right_label="captured_cells + structural_cells",
                right_value=str(read),
                difference=str(unread),
                tolerance="0",
                locators=(Locator(reading.first_line or 1),),
            )


class R01(NotedCheck):
    """A cell that holds a number, or stands where one belongs, was not read.

    The cell is published nowhere as an amount; its place and text are listed so that a reader can
    look it up.
    """

    code = "R01"
    severity = "error"
    attribution = "extraction"
    title_zh = "未读取的单元格"
    title_en = "Unread cell"
    why_zh = "不能确定含义的数字不作猜测，只列出位置。"
    fix_zh = "对照原文；若是转换文档时的差错，请更正后重新转换。"
    message_zh = "单元格“{printed}”未读取：{why_zh}。"
    message_en = "The cell “{printed}” was not read: {why_en}."

    def complete(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """Say why in both languages."""
        why = values["why"]
        return {**values, "why_zh": _WHY_ZH[why], "why_en": _WHY_EN[why]}


def _column_titles(values: Mapping[str, str]) -> Mapping[str, str]:
    field = FIELDS.get(f"{values['column']}_yuan") or FIELDS.get(values["column"])
    titles = {
        "title": field.title.removesuffix("（元）") if field else values["column"],
        "title_en": field.title_en.removesuffix(" (yuan)") if field else values["column"],
    }
    doubtful = values.get("doubtful")
    if doubtful:
        titles["more_zh"] = f"其右侧第 {doubtful} 格因此不能确定归属，若有金额则不读取。"
        titles["more_en"] = (
            f" Cell {doubtful} next to it is therefore uncertain, and an amount there would not be read."
        )
    return {**values, **titles}


class R02(NotedCheck):
    """A column that the standard table has is not in the printed header.

    Either the publisher's form lacks it or its header was lost in conversion. The column stays
    empty; nothing is guessed into it.
    """

    code = "R02"
    severity = "info"
    attribution = "extraction"
    title_zh = "表头缺列"
    title_en = "Column without a header"
    why_zh = "表头缺失时，相邻列的金额可能错位。"
    fix_zh = "对照原文表头；必要时在转换文档中补回表头。"
    message_zh = "表头中没有“{title}”一列，该列留空。{more_zh}"
    message_en = "The header has no column “{title_en}”; the column stays empty.{more_en}"

    def complete(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """Name the column by its title."""
        return _column_titles(values)


class R03(NotedCheck):
    """A column whose header is not known. Its numbers are listed as unread."""

    code = "R03"
    severity = "error"
    attribution = "extraction"
    title_zh = "无法识别的列"
    title_en = "Unidentified column"
    why_zh = "含义不明的列不能并入任何已知列。"
    fix_zh = "若是该地区惯用的列名，请在 layouts 中为相应的列增加同义词。"
    message_zh = "第 {cell} 格的表头“{header}”无法识别，其中的数字未读取。"
    message_en = "The header “{header}” of cell {cell} is unknown; numbers below it were not read."


class R04(NotedCheck):
    """A label broken in two by a page break was joined again."""

    code = "R04"
    severity = "info"
    attribution = "extraction"
    title_zh = "跨页断开的名称已拼接"
    title_en = "Label joined across a page break"
    why_zh = "分页会把一个名称拆成两行，拼接属于推断，故予标明。"
    fix_zh = "无需处理；可点击两处位置核对。"
    message_zh = "名称被分页拆成两行，已拼接为“{label}”。"
    message_en = "The label was broken over two lines and joined to “{label}”."


class R05(NotedCheck):
    """A row has another number of cells than the header, yet all its cells fall where they belong."""

    code = "R05"
    severity = "info"
    attribution = "extraction"
    title_zh = "行的单元格数与表头不同"
    title_en = "Row with another number of cells"
    why_zh = "分页后列数变化是转换文档的常见痕迹，可能造成错列。"
    fix_zh = "无需处理；如金额与原文不符请报告。"
    message_zh = "该行有 {cells} 个单元格，表头有 {header} 个；其排法与该行合计、合计行所用各列相符，已照此读取。"
    message_en = (
        "The row has {cells} cells and the header {header}; placed so that the row's sum holds and "
        "only columns of the total row are used, it was read."
    )


class R06(NotedCheck):
    """A standard table was not found in the document.

    财预〔2016〕143号 asks that every table be published, empty ones with an explanation. Whether the
    publisher left it out or the conversion lost it cannot be told here.
    """

    code = "R06"
    severity = "warning"
    attribution = "extraction"
    title_zh = "未找到标准表"
    title_en = "Standard table not found"
    why_zh = "缺表意味着该部分收支没有公开，或文档不完整。"
    fix_zh = "对照公布的文档；若原文有此表，请检查标题是否完整。"
    message_zh = "文档中未找到《{title}》。"
    message_en = "The table {title} was not found in the document."


class R07(NotedCheck):
    """A table without a title was recognised by its header alone, which fits exactly one layout."""

    code = "R07"
    severity = "warning"
    attribution = "extraction"
    title_zh = "仅凭表头识别的表"
    title_en = "Table recognised by its header only"
    why_zh = "没有标题的表可能被误认。"
    fix_zh = "请核对该表确为所列标准表。"
    message_zh = "此处的表没有标题，其表头只符合《{title}》，已按该表读取。"
    message_en = "The table here has no title; its header fits {title} only and it was read as that."


class R08(NotedCheck):
    """A block of rows in the part with the reports is no standard table, or could be several."""

    code = "R08"
    severity = "error"
    attribution = "extraction"
    title_zh = "无法识别的表"
    title_en = "Unrecognised table"
    why_zh = "整张表未读取，其中的数字不在数据中。"
    fix_zh = "检查表题是否缺失或改名；若为新的标准表，请增加 layout。"
    message_zh = "此处 {rows} 行的表未能识别，未读取。{more_zh}"
    message_en = "A block of {rows} rows was not recognised and not read.{more_en}"

    def complete(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """Name the candidates where there are several."""
        names = values.get("candidates")
        return {
            **values,
            "more_zh": f"可能是：{names}。" if names else "",
            "more_en": f" It could be: {names}." if names else "",
        }


class R09(NotedCheck):
    """A table prints no unit of measure, or one that is unknown.

    Where all other tables agree on one unit it is used and said so; otherwise the amounts are unread.
    """

    code = "R09"
    severity = "warning"
    attribution = "publisher"
    title_zh = "计量单位缺失或未知"
    title_en = "Unit of measure missing or unknown"
    why_zh = "元与万元相差一万倍，计量单位不能猜。"
    fix_zh = "公布者应在每张表上注明计量单位。"
    message_zh = "本表{printed_zh}{used_zh}"
    message_en = "The table {printed_en}{used_en}"

    def complete(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """Say what is printed and what was done."""
        printed, used = values["printed"], values["used"]
        return {
            "printed_zh": f"印刷的计量单位“{printed}”未知，" if printed else "没有印刷计量单位，",
            "used_zh": f"按其他各表一致的“{used}”推断。" if used else "其金额未读取。",
            "printed_en": f"prints an unknown unit of measure “{printed}”; "
            if printed
            else "prints no unit of measure; ",
            "used_en": f"“{used}” was inferred, on which all other tables agree."
            if used
            else "its amounts were not read.",
        }


class R11(NotedCheck):
    """An economic name could not be given exactly one code; the code stays empty."""

    code = "R11"
    severity = "review"
    attribution = "extraction"
    title_zh = "经济分类名称无法确定编码"
    title_en = "Economic name without one code"
    why_zh = "同一名称在两套经济分类中重复出现，无法唯一确定时不作猜测。"
    fix_zh = "若名称为新科目或常见变体，请补充 schemas/codes。"
    message_zh = "“{name}”不能唯一确定编码，编码留空。{more}"
    message_en = "“{name}” could not be given exactly one code, which stays empty."

    def complete(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """List the candidates."""
        found = values.get("candidates")
        return {**values, "more": f"候选：{found}。" if found else ""}


class R12(NotedCheck):
    """A number in full-width digits, with a minus sign or in accounting brackets was understood."""

    code = "R12"
    severity = "info"
    attribution = "extraction"
    title_zh = "特殊写法的数字"
    title_en = "Number in an unusual form"
    why_zh = "全角数字、负号与括号负数的含义经过解读，故予标明。"
    fix_zh = "无需处理；可核对原文。"
    message_zh = "“{printed}”读作 {value}。"
    message_en = "“{printed}” was read as {value}."


class R13(NotedCheck):
    """A row among the projects looks like a unit, but its sum does not show it, or the other way round."""

    code = "R13"
    severity = "review"
    attribution = "extraction"
    title_zh = "项目表的单位行不能确证"
    title_en = "Unit row not certain"
    why_zh = "项目表不印层级，只能由名称与金额之和共同判断。"
    fix_zh = "请对照原文判断该行是单位还是项目。"
    message_zh = "“{name}”是单位还是项目，名称与金额之和不能互相印证。"
    message_en = "Whether “{name}” is a unit or a project: its name and the sums do not confirm each other."


class R14(NotedCheck):
    """The year in a table's title or caption is not the year of the disclosure."""

    code = "R14"
    severity = "warning"
    attribution = "publisher"
    title_zh = "表上年份与封面不符"
    title_en = "Year of a table differs from the cover"
    why_zh = "可能沿用了旧年度的表，金额未必属于本年度。"
    fix_zh = "请公布者核对该表所属年度。"
    message_zh = "《{title}》印的是 {printed} 年，封面为 {year} 年。"
    message_en = "The table {title} is dated {printed}, the cover {year}."


class R15(NotedCheck):
    """A row whose label is unknown or missing was read as it stands."""

    code = "R15"
    severity = "review"
    attribution = "extraction"
    title_zh = "未知的行"
    title_en = "Unknown row"
    why_zh = "金额已读取，但不能归入任何科目或项目。"
    fix_zh = "请对照原文；若为常见写法，请补充同义词。"
    message_zh = "《{table}》中名称为“{label}”的行不在已知项目或编码之列，金额照录。"
    message_en = "The row “{label}” of {table} is neither a known item nor coded; its amounts are kept as printed."


class R19(NotedCheck):
    """A standard table stands twice in the document."""

    code = "R19"
    severity = "warning"
    attribution = "extraction"
    title_zh = "同一张表出现两次"
    title_en = "Table printed twice"
    why_zh = "重复印刷若都读取会重复计数。"
    fix_zh = "请核对是续表还是重复。"
    message_zh = "《{title}》的标题出现两次；{how_zh}。"
    message_en = "The title of {title} stands twice; {how_en}."

    def complete(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """Say whether the second was joined or left."""
        joined = values.get("how") == "joined"
        return {
            **values,
            "how_zh": "后一段是续表，已合并" if joined else "后一份与前一份重复，未读取",
            "how_en": "the second continues it and was joined" if joined else "the second repeats it and was not read",
        }


class R20(NotedCheck):
    """A code printed in the document is not in our lists, which are observed and not official."""

    code = "R20"
    severity = "review"
    attribution = "extraction"
    title_zh = "编码表未收录的编码"
    title_en = "Code not in the lists"
    why_zh = "可能是新科目，也可能是识别差错。"
    fix_zh = "核对后把新科目补入 schemas/codes。"
    message_zh = "编码 {printed}（{name}）不在编码表中，照录。"
    message_en = "The code {printed} ({name}) is not in the code lists; kept as printed."


class R21(NotedCheck):
    """The name above a table is not the name on the cover."""

    code = "R21"
    severity = "review"
    attribution = "publisher"
    title_zh = "表上名称与封面不符"
    title_en = "Name above a table differs from the cover"
    why_zh = "可能误用了其他单位的表。"
    fix_zh = "请公布者核对该表所属单位。"
    message_zh = "《{title}》上的名称为“{printed}”，封面为“{name}”。"
    message_en = "The table {title} names “{printed}”, the cover “{name}”."


READING_CHECKS: tuple[Check, ...] = (
    R00(),
    R01(),
    R02(),
    R03(),
    R04(),
    R05(),
    R06(),
    R07(),
    R08(),
    R09(),
    R11(),
    R12(),
    R13(),
    R14(),
    R15(),
    R19(),
    R20(),
    R21(),
)
