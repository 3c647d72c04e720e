"""Family R, outside the standard tables: what reading masked, neutralised, restored, inferred or could not place."""

from __future__ import annotations

from mingzhang.checks.base import Check, NotedCheck


class R17(NotedCheck):
    """Personal data (names and telephone numbers of clerks) stands in the original and was masked.

    《个人信息保护法》第六条 (minimisation); 《政府信息公开条例》第十五条. Only the places are listed.
    """

    code = "R17"
    severity = "info"
    attribution = "publisher"
    title_zh = "个人信息已遮盖"
    title_en = "Personal data masked"
    why_zh = "经办人姓名与电话属个人信息，本站不再传播，只记录位置。"
    fix_zh = "公布者应在公开前删除经办人姓名与电话。"
    message_zh = "原文此处有个人信息，已逐字遮盖（共 {count} 处）。"
    message_en = "The original holds personal data here; it was masked character by character ({count} places)."


class R18(NotedCheck):
    """A text that a spreadsheet would run as a formula was preceded by an apostrophe."""

    code = "R18"
    severity = "warning"
    attribution = "publisher"
    title_zh = "公式样文字已中和"
    title_en = "Formula-like text neutralised"
    why_zh = "以 = + - @ 开头的文字在电子表格中会被当作公式执行。"
    fix_zh = "无需处理；CSV 中该文字前加了一个半角撇号。"
    message_zh = "文字以“{first}”开头，CSV 中已在其前加撇号，以免电子表格执行。"
    message_en = (
        "The text begins with “{first}”; an apostrophe was put before it in the CSV so that no spreadsheet runs it."
    )


class R22(NotedCheck):
    """A number of the narrative that no statement accounts for; it stands in the text of its section only."""

    code = "R22"
    severity = "info"
    attribution = "extraction"
    title_zh = "情况说明中未读取的数字"
    title_en = "Number of the narrative not read"
    why_zh = "措辞未被识别的数字不作猜测，只列出位置；原文仍在 sections 的正文中。"
    fix_zh = "若为常见说法，请在 narrative 中补充相应的句式。"
    message_zh = "情况说明中的“{printed}”没有归入任何陈述。"
    message_en = "“{printed}” in the narrative belongs to no statement that was read."


class R31(NotedCheck):
    """A performance form printed in several pieces, or several times, was joined to one."""

    code = "R31"
    severity = "info"
    attribution = "extraction"
    title_zh = "绩效表由多段合并"
    title_en = "Performance form joined from several pieces"
    why_zh = "一张表单被分页拆开或重复印刷，合并后只算一张。"
    fix_zh = "无需处理；可逐段核对原文。"
    message_zh = "此表单：{what}。"
    message_en = "This form: {what_en}."


class R32(NotedCheck):
    """A cut name or value of an indicator was restored from the other side of the form."""

    code = "R32"
    severity = "info"
    attribution = "extraction"
    title_zh = "指标由另一栏补全"
    title_en = "Indicator restored from the other side"
    why_zh = "年度栏与实施期栏印的是同一指标，一栏被截断时可由另一栏补全；补全的均有标记。"
    fix_zh = "无需处理；原文照录在 raw 一列。"
    message_zh = "指标“{name}”：{what}。"
    message_en = "Indicator “{name}”: {what_en}."


class R33(NotedCheck):
    """The place of an indicator in the hierarchy was inferred; its printed label was lost or drifted."""

    code = "R33"
    severity = "info"
    attribution = "extraction"
    title_zh = "指标级次为推定"
    title_en = "Level of an indicator inferred"
    why_zh = "合并单元格的标签转换后会错行、错列或丢失，按整张表的固定次序推定；推定的均有标记。"
    fix_zh = "请对照原文核对一、二级指标。"
    message_zh = "指标“{name}”：{what}。"
    message_en = "Indicator “{name}”: {what_en}."


class R34(NotedCheck):
    """An indicator could not be reconstructed; only its raw cells can be relied on."""

    code = "R34"
    severity = "review"
    attribution = "extraction"
    title_zh = "指标不可靠"
    title_en = "Indicator unreliable"
    why_zh = "单元格缺失或相互挤占，无法确定原意；不作猜测，只保留原文。"
    fix_zh = "请对照公布的原件。"
    message_zh = "指标“{name}”：{what}。"
    message_en = "Indicator “{name}”: {what_en}."


TEXT_READING_CHECKS: tuple[Check, ...] = (R17(), R18(), R22(), R31(), R32(), R33(), R34())
