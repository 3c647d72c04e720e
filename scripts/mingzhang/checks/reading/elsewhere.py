"""Outside the standard tables: personal data, formula-like text, numbers of the narrative."""

from __future__ import annotations

from mingzhang.checks.base import Example
from mingzhang.checks.reading.note import ReadingNote
from mingzhang.ground.person_labels import MASK

_TABLE = (
    "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥30.00⇥22.00⇥8.00\n201⇥一般公共服务支出⇥30.00⇥22.00⇥8.00\n"
)
_PROJECTS = (
    "2023年项目支出预算表（本年预算）\n单位：万元\n"
    "项目名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算⇥财政专户管理资金⇥单位资金\n"
    "示例县档案服务中心⇥20.00⇥20.00⇥⇥⇥⇥\n档案数字化⇥14.00⇥14.00⇥⇥⇥⇥\n库房维修⇥6.00⇥6.00⇥⇥⇥⇥\n"
)
_FORM = (
    "县(区)级预算部门(单位)项目支出绩效目标申报表\n(2023年度)\n项目名称⇥⇥档案数字化⇥⇥⇥⇥⇥\n"
    "负责人:⇥⇥经办人:⇥⇥联系电话:⇥⇥填报日期:⇥20221210\n"
)
_STORY = "一、收支总体情况说明\n本单位按计划召开会议，保障工作正常开展。"


class R17(ReadingNote):
    """Personal data (names and telephone numbers of clerks) stands in the original and was masked.

    Personal Information Protection Law, article 6 (no more than needed); Regulations on Open Government Information,
    article 15. Only the places are listed.
    """

    code = "R17"
    rule_zh = (
        "原件中有个人信息（经办人姓名、电话），已遮盖（《个人信息保护法》第六条最小必要；"
        "《政府信息公开条例》第十五条）。只列出位置。"
    )
    severity = "info"
    attribution = "publisher"
    title_zh = "个人信息已遮盖"
    title_en = "Personal data masked"
    why_zh = "经办人姓名与电话属个人信息，本站不再传播，只记录位置。"
    why_en = (
        "Names and telephone numbers of clerks are personal data; they are not spread further, only "
        "their places are recorded."
    )
    basis_zh = "《个人信息保护法》第六条（最小范围）；《政府信息公开条例》第十五条。"
    basis_en = (
        "Personal Information Protection Law, article 6 (minimisation); Regulations on Open Government "
        "Information, article 15."
    )
    fix_zh = "公布者应在公开前删除经办人姓名与电话。"
    fix_en = "The publisher removes names and telephone numbers of clerks before publication."
    good = Example(tables=_TABLE, forms=_FORM)
    bad = Example(tables=_TABLE, forms=_FORM.replace("经办人:⇥⇥", f"经办人:⇥{MASK * 2}⇥"))
    message_zh = "原文此处有个人信息，已逐字遮盖（共 {count} 处）。"
    message_en = "The original holds personal data here; it was masked character by character ({count} places)."


class R18(ReadingNote):
    """A text that a spreadsheet would run as a formula was preceded by an apostrophe."""

    code = "R18"
    rule_zh = "电子表格会当作公式执行的文字，前面加了撇号。"
    severity = "warning"
    attribution = "publisher"
    title_zh = "公式样文字已中和"
    title_en = "Formula-like text neutralised"
    why_zh = "以 = + - @ 开头的文字在电子表格中会被当作公式执行。"
    why_en = "Spreadsheets run a text that begins with = + - or @ as a formula."
    basis_zh = "OWASP 关于 CSV 注入的建议（见数据字典）。"
    basis_en = "The advice of OWASP on CSV injection (see the data dictionary)."
    fix_zh = "无需处理；CSV 中该文字前加了一个半角撇号。"
    fix_en = "Nothing to do; in the CSV the text is preceded by an apostrophe."
    good = Example(tables=_PROJECTS)
    bad = Example(tables=_PROJECTS.replace("库房维修", "=库房维修()"))
    message_zh = "文字以“{first}”开头，CSV 中已在其前加撇号，以免电子表格执行。"
    message_en = (
        "The text begins with “{first}”; an apostrophe was put before it in the CSV so that no spreadsheet runs it."
    )


class R22(ReadingNote):
    """A number of the narrative that no statement accounts for; it stands in the text of its section only."""

    code = "R22"
    rule_zh = "情况说明中有一个数字没有归入任何陈述，只保留在该节正文中。"
    severity = "info"
    attribution = "extraction"
    title_zh = "情况说明中未读取的数字"
    title_en = "Number of the narrative not read"
    why_zh = "措辞未被识别的数字不作猜测，只列出位置；原文仍在 sections 的正文中。"
    why_en = "A number in a wording that is not known is not guessed; the text itself is kept in `sections`."
    fix_zh = "若为常见说法，请在 narrative 中补充相应的句式。"
    fix_en = "Where the wording is common, add its pattern to `narrative`."
    good = Example(tables=_TABLE, narrative=_STORY)
    bad = Example(tables=_TABLE, narrative=_STORY.replace("召开会议", "召开会议37次"))
    message_zh = "情况说明中的“{printed}”没有归入任何陈述。"
    message_en = "“{printed}” in the narrative belongs to no statement that was read."
