"""The checks of figures against tables, theme by theme; the rules are in `cells`."""

from __future__ import annotations

from mingzhang.checks.base import Example
from mingzhang.checks.narrative.against_tables import NoneCheck, TableCheck

_OVERVIEW = (
    "2023年预算支出总表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n"
    "合计⇥⇥100.00⇥60.00⇥40.00\n201⇥一般公共服务支出⇥100.00⇥60.00⇥40.00\n"
)
_SPENDING = "三、支出预算情况说明\n2023年度支出预算100.00万元，其中：基本支出{}万元。"
_GENERAL = (
    "2023年一般公共预算支出预算表（不含上年结转）\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n合计⇥⇥30.00⇥30.00⇥\n"
    "201⇥一般公共服务支出⇥26.00⇥26.00⇥\n210⇥卫生健康支出⇥4.00⇥4.00⇥\n"
)
_STRUCTURE = "五、一般公共预算支出情况说明\n（二）结构情况\n一般公共服务支出26.00万元；卫生健康支出{}万元。"
_BASIC = (
    "2023年一般公共预算安排基本支出分经济科目表（不含上年结转）\n单位：万元\n"
    "部门预算支出经济科目名称⇥政府预算支出经济科目名称⇥合计⇥人员经费⇥公用经费\n合计⇥⇥12.00⇥⇥12.00\n"
    "商品和服务支出⇥⇥12.00⇥⇥12.00\n办公费⇥办公经费⇥7.00⇥⇥7.00\n差旅费⇥办公经费⇥5.00⇥⇥5.00\n"
)
_ITEMS = "六、一般公共预算基本支出情况说明\n公用经费12.00万元，主要包括办公费{}万元、差旅费5.00万元。"
_THREE = (
    "2023年一般公共预算“三公”经费支出预算表\n单位：万元\n项目⇥合计⇥一般公共预算\n因公出国（境）费⇥⇥\n公务接待费⇥1.00⇥1.00\n"
    "公务用车购置及运行费⇥2.00⇥2.00\n①公务用车购置费⇥⇥\n②公务用车运行维护费⇥2.00⇥2.00\n合计⇥3.00⇥3.00\n"
)
_THREE_TEXT = "七、“三公”经费增减变动原因说明\n2023年财政拨款安排的“三公”经费预算3.00万元。其中：公务接待费{}万元。"
_COSTS = (
    "2023年机关运行经费预算财政拨款情况统计表\n单位：万元\n单位名称⇥合计⇥一般公共预算\n部门合计⇥34.83⇥34.83\n"
    "示例县档案馆⇥34.83⇥34.83\n"
)
_COSTS_TEXT = "八、机关运行经费增减变动原因说明\n2023年机关运行经费预算{}万元。"
_SUPPLEMENTARY = (
    "部门决算公开相关信息统计表\n金额单位：万元\n项目⇥行次⇥统计数\n一、政府采购情况⇥⇥\n合计⇥1⇥30.00\n货物⇥2⇥10.00\n"
    "工程⇥3⇥\n服务⇥4⇥20.00\n三、国有资产占用情况⇥⇥\n（一）车辆数合计（辆）⇥7⇥3\n"
)
_SUPPLEMENTARY_TEXT = "十、其他重要事项情况说明\n（三）国有资产占用情况说明\n截至2023年12月31日，共有车辆{}辆。"


class _Repeated(TableCheck):
    """What the themes have in common."""

    why_zh = "说明与报表是同一份公开信息；同一个数两处不同，读者不知道该信哪一个。"
    why_en = (
        "Text and tables are one publication; if one figure differs between them, readers cannot know which is true."
    )


class N01(_Repeated):
    """Totals and sources of revenue and expenditure, basic and project expenditure, appropriations and fund budgets
    in the text are those of the tables (tolerance: 0 at equal decimals, else half a unit of the coarser one).

    Where a place may mean the total with or without what is carried over, either cell will do.
    """

    code = "N01"
    rule_zh = (
        "文中的收支总数与来源、基本支出与项目支出、财政拨款和各项基金预算，与报表相同（小数位数相同时不允许差额，"
        "否则允许较粗一方末位的一半）。文中的总数可能含结转也可能不含时，与其中任一单元格相符即可。"
    )
    title_zh = "文中收支总数与报表一致"
    title_en = "Totals stated are those of the tables"
    good = Example(tables=_OVERVIEW, narrative=_SPENDING.format("60.00"))
    bad = Example(tables=_OVERVIEW, narrative=_SPENDING.format("66.00"))


class N02(_Repeated):
    """Expenditure by function in the text is that of the table (tolerance as for N01)."""

    code = "N02"
    rule_zh = "文中各功能分类支出与报表相同（允许差额同N01）。"
    title_zh = "文中各功能分类支出与报表一致"
    title_en = "Expenditure by function stated is that of the tables"
    good = Example(tables=_GENERAL, narrative=_STRUCTURE.format("4.00"))
    bad = Example(tables=_GENERAL, narrative=_STRUCTURE.format("14.00"))


class N03(_Repeated):
    """Basic expenditure, personnel and running costs and their economic items are those of the table (as for N01).

    An item that the table prints in several rows (机关 and 事业 units) is their sum.
    """

    code = "N03"
    rule_zh = (
        "文中的基本支出、人员经费、公用经费及其经济科目与报表相同（允许差额同N01）。"
        "报表分几行列示的科目（机关与事业单位）取其和。"
    )
    title_zh = "文中人员经费、公用经费与基本支出表一致"
    title_en = "Personnel, running costs and items stated are those of the table"
    good = Example(tables=_BASIC, narrative=_ITEMS.format("7.00"))
    bad = Example(tables=_BASIC, narrative=_ITEMS.format("7.70"))


class N04(_Repeated):
    """The three public expenses in the text are those of the table: total, items, budget and outturn (as for N01)."""

    code = "N04"
    rule_zh = "文中“三公”经费的总额、各项、预算数与决算数，与报表相同（允许差额同N01）。"
    title_zh = "文中“三公”经费与报表一致"
    title_en = "Three public expenses stated are those of the table"
    good = Example(tables=_THREE, narrative=_THREE_TEXT.format("1.00"))
    bad = Example(tables=_THREE, narrative=_THREE_TEXT.format("1.50"))


class N05(_Repeated):
    """Operating costs of government offices in the text are those of the table (as for N01).

    In final accounts the supplementary table prints them for administrative units and for those under the civil
    service law; both together are the figure.
    """

    code = "N05"
    rule_zh = (
        "文中的机关运行经费与报表相同（允许差额同N01）。决算的统计表按行政单位和参公单位分列，两者之和即为所称数额。"
    )
    title_zh = "文中机关运行经费与报表一致"
    title_en = "Operating costs stated are those of the table"
    good = Example(tables=_COSTS, narrative=_COSTS_TEXT.format("34.83"))
    bad = Example(tables=_COSTS, narrative=_COSTS_TEXT.format("34.84"))


class N06(_Repeated):
    """Procurement, cars and large equipment in the text of final accounts are those of their supplementary table."""

    code = "N06"
    rule_zh = "决算文中的政府采购、车辆、大型设备，与统计表相同。"
    title_zh = "文中政府采购、车辆、设备与统计表一致"
    title_en = "Procurement, cars and equipment stated are those of the table"
    good = Example(tables=_SUPPLEMENTARY, narrative=_SUPPLEMENTARY_TEXT.format(3), kind="final")
    bad = Example(tables=_SUPPLEMENTARY, narrative=_SUPPLEMENTARY_TEXT.format(4), kind="final")


class N07(NoneCheck):
    """What the text says there is none of has no amount in its table either."""

    code = "N07"
    rule_zh = "文中称“无”的事项，在报表中也没有金额。"
    title_zh = "文中称无的事项在报表中也没有数额"
    title_en = "What is stated as none has no amount in the tables"
    why_zh = "文字说没有，报表却有数额，二者必有一误。"
    why_en = "Where the text says there is none and the table holds an amount, one of them is wrong."
    requires_zh = "文字明确称无，且有对应的报表；报表缺失时记为“无法核对”，空白视为没有。"
    requires_en = (
        "A statement that there is none and the table; a missing table cannot be checked, a blank cell is none."
    )
    good = Example(
        tables=_COSTS.replace("34.83", ""), narrative="八、机关运行经费增减变动原因说明\n本单位无机关运行经费。"
    )
    bad = Example(tables=_THREE, narrative="七、“三公”经费增减变动原因说明\n本部门无“三公”经费预算。")
