"""The data dictionary: terms, and from the schemas rules, tables and columns."""

from __future__ import annotations

from mingzhang.ground.amounts import NOT_APPLICABLE
from mingzhang.schemas import TABLES, Table
from mingzhang.site import addresses, html, words
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Pair, Speaker, Titled
from mingzhang.site.page import Crumb, Links, Page
from mingzhang.site.pages import parts
from mingzhang.site.pages.glossary import glossary

FAMILIES: dict[str, Pair] = {
    "budget": ("预算的标准表", "Standard tables of budgets"),
    "final": ("决算的标准表", "Standard tables of final accounts"),
    "common": ("每个数据包都有的表", "Tables of every package"),
}

_RULES: tuple[tuple[str, Pair, Pair], ...] = (
    (
        "blank",
        ("空白、零、不适用", "Blank, zero, not applicable"),
        (
            f"三者不同，处处分开：空白表示原文没有印数字（CSV 中为空）；印刷的零照写为 <code>0.00</code>；"
            f"原文以横线表示不适用的，写作 <code>{NOT_APPLICABLE}</code>。把空白当作零会得出错误的结论。",
            f"Three different things, kept apart everywhere: blank means that no number is printed (empty in a CSV); "
            f"a printed zero is written <code>0.00</code>; where a dash is printed for not applicable, the CSV "
            f"has <code>{NOT_APPLICABLE}</code>. To take blank for zero leads to false conclusions.",
        ),
    ),
    (
        "yuan",
        ("金额单位", "Units of money"),
        (
            "CSV 中的金额一律以元为单位，列名以 <code>_yuan</code> 结尾；原文多为万元，换算精确无误差。"
            "原文印刷的样子保留在 <code>facts.csv</code> 的 <code>printed</code> 与 <code>printed_unit</code>。",
            "Amounts in the CSV files are in yuan, and their columns end in <code>_yuan</code>. Documents mostly print "
            '<span lang="zh">万元</span> (10,000 yuan); the conversion is exact. What is printed stands in '
            "<code>printed</code> and <code>printed_unit</code> of <code>facts.csv</code>.",
        ),
    ),
    (
        "leaf",
        ("求和之前", "Before adding up"),
        (
            "同一笔钱会出现在多张表中、收支总表的两边，表中又有合计与小计。先选定一张表（<code>table</code>）、"
            "一个阶段（<code>phase</code>）和一个收支方向（<code>direction</code>），"
            "再取 <code>is_leaf</code> 为 <code>true</code> 的行；在标准表里先选一边（<code>side</code>），"
            "再按 <code>level</code>、<code>row_kind</code> 或 <code>item_kind</code> 筛选。"
            "收支表两边的合计含年初、年末的结转结余，它们的 <code>carryover</code> 为 <code>carried_over</code>。"
            "部门（数据包名称含 <code>-dept-</code>）的数字已包含所属单位（<code>-unit-</code>）的，两者不可相加，"
            "不同年度也分开。",
            "The same money stands in several tables and on both sides of a balance, and tables contain totals and "
            "subtotals. Choose one table (<code>table</code>), one phase (<code>phase</code>) and one direction "
            "(<code>direction</code>), then the rows whose <code>is_leaf</code> is <code>true</code>; in the standard "
            "tables choose one <code>side</code> and filter by <code>level</code>, <code>row_kind</code> or "
            "<code>item_kind</code>. Both sides of a balance hold what is carried in and out, with "
            "<code>carried_over</code> as their <code>carryover</code>. The figures of a department "
            "(<code>-dept-</code> in the name of the package) contain those of its units (<code>-unit-</code>): never "
            "add the two, and keep years apart.",
        ),
    ),
    (
        "locator",
        ("原文位置", "Places in the source"),
        (
            "<code>L165C5</code> 表示 <code>source.txt</code> 第 165 行第 5 格，均从 1 数起。"
            "在原文页的地址后加 <code>#L165C5</code> 就到那一格。",
            "<code>L165C5</code> is line 165, cell 5 of <code>source.txt</code>, both counted from 1. With "
            "<code>#L165C5</code> after the address of a source page you get to that cell.",
        ),
    ),
    (
        "text",
        ("编码是文本", "Codes are text"),
        (
            "编码列请按文本读取：<code>0101</code> 不是 101。pandas 用 <code>dtype=str</code>，不要经过浮点数。",
            "Read codes as text: <code>0101</code> is not 101. In pandas use <code>dtype=str</code>, and keep money "
            "away from floating point.",
        ),
    ),
    (
        "apostrophe",
        ("前置撇号", "The apostrophe in front"),
        (
            "以 <code>=</code>、<code>+</code>、<code>-</code>、<code>@</code> 开头的文字前面加了一个撇号 "
            "<code>'</code>，以免表格软件把它当公式运行；这个撇号不属于原文。",
            "Texts that begin with <code>=</code>, <code>+</code>, <code>-</code> or <code>@</code> have an apostrophe "
            "<code>'</code> in front, so that no spreadsheet runs them as a formula; it is not part of the document.",
        ),
    ),
    (
        "never-corrected",
        ("不更正", "Nothing is corrected"),
        (
            "数字照原文保留，哪怕它看起来有误；疑点写在 <code>checks.csv</code>，并注明出自原文还是出自读取。",
            "Figures stay as printed even where they look wrong; doubts stand in <code>checks.csv</code>, which says "
            "whether they come from the document or from reading it.",
        ),
    ),
)


def dictionary_pages(lang: Lang) -> list[Page]:
    """The overview and one page per family."""
    return [_overview(lang), *(_family_page(family, lang) for family in FAMILIES)]


def _overview(lang: Lang) -> Page:
    links = Links(addresses.DICTIONARY, lang)
    say = links.say
    rules = "\n".join(
        f'<h3 id="{anchor}">{say.of(title)}</h3>\n<p>{say.of(rule)}</p>' for anchor, title, rule in _RULES
    )
    lists = "\n".join(_family(links, family) for family in FAMILIES)
    title = say("数据字典", "Data dictionary")
    told = say(
        "公开文件用到的名词，以及每张表、每一列的含义。"
        "表与列由发布的表结构（<code>schemas/</code>）直接生成，与数据包中的描述一致。",
        "The terms documents use, and what every table and column means. Tables and columns are written from the "
        "published schemas (<code>schemas/</code>), the same that packages carry.",
    )
    jump = say(
        '<a href="#terms">名词</a> · <a href="#rules">通行的规则</a> · <a href="#tables">全部数据表</a>',
        '<a href="#terms">Terms</a> · <a href="#rules">General rules</a> · <a href="#tables">All tables</a>',
    )
    body = (
        f"<h1>{title}</h1>\n<p>{told}</p>\n<p>{jump}</p>\n"
        f'<h2 id="terms">{say("名词", "Terms")}</h2>\n{glossary(say)}\n'
        f'<h2 id="rules">{say("通行的规则", "Rules that hold everywhere")}</h2>\n{rules}\n'
        f'<h2 id="tables">{say("全部数据表", "All tables")}</h2>\n{lists}'
    )
    description = say(
        "预算名词，每张表、每一列的含义与规则。", "Terms of budgets, what every table and column means, and the rules."
    )
    return Page(addresses.DICTIONARY, title, description, body, lang=lang)


def _family(links: Links, family: str) -> str:
    say = links.say
    title = say.of(FAMILIES[family])
    rows = [
        (
            links.to(addresses.dictionary(family), text(say.title(table)), table.name),
            f"<code>{table.name}</code>",
            str(len(table.columns)),
        )
        for table in TABLES
        if table.family == family
    ]
    head = (say("表", "Table"), say("文件", "File"), say("列数", "Columns"))
    return f"<h3>{title}</h3>\n{html.table(head, rows, label=title)}"


def _family_page(family: str, lang: Lang) -> Page:
    address = addresses.dictionary(family)
    say = Links(address, lang).say
    title, above = say.of(FAMILIES[family]), say("数据字典", "Data dictionary")
    tables = [table for table in TABLES if table.family == family]
    jump = html.items((f'<a href="#{table.name}">{text(say.title(table))}</a>' for table in tables), "chips")
    body = f"<h1>{title}</h1>\n{jump}\n" + "\n".join(_table(say, table) for table in tables)
    crumbs = (Crumb(above, addresses.DICTIONARY),)
    description = say(f"{title}的全部列。", f"{title}: all columns.")
    return Page(address, f"{title} · {above}", description, body, crumbs, wide=True, lang=lang)


def _table(say: Speaker, table: Table) -> str:
    note = f"<p>{parts.meaning(say, table.description)}</p>\n" if table.description else ""
    rows = "\n".join(
        f'<tr id="{table.name}.{column.name}"><th scope="row"><code>{column.name}</code></th>'
        f"<td>{text(say.title(column))}<br>{_other(say, column)}</td>"
        f"<td>{say.of(words.TYPE[column.type])}</td><td>{parts.column_rule(say, column)}</td></tr>"
        for column in table.columns
    )
    titles = (say("列名", "Column"), say("名称", "Title"), say("类型", "Type"), say("说明", "Meaning"))
    head = html.row(titles, head=True)
    key = say.listed([f"<code>{name}</code>" for name in table.key])
    about = parts.dots((f"<code>{table.name}.csv</code>", _other(say, table), f"{say('主键', 'key')} {key}"))
    return (
        f'<section id="{table.name}">\n<h2>{text(say.title(table))}</h2>\n'
        f'<p class="quiet">{about}</p>\n{note}'
        + html.scroll(
            f'<table class="plain dict">\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>',
            say.title(table),
        )
        + "\n</section>"
    )


def _other(say: Speaker, thing: Titled) -> str:
    """The title in the other language, quietly."""
    other, lang = say(thing.title_en, thing.title), say("en", "zh")
    return f'<span class="quiet" lang="{lang}">{text(other)}</span>'
