"""The data dictionary, written from the schemas: rules, tables, columns."""

from __future__ import annotations

from mingzhang.amounts import NOT_APPLICABLE
from mingzhang.schemas import TABLES, Table
from mingzhang.site import addresses, html, words
from mingzhang.site.html import text
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import parts

FAMILIES = {
    "budget": "预算的标准表",
    "final": "决算的标准表",
    "common": "每个数据包都有的表",
}

_RULES = (
    (
        "blank",
        "空白、零、不适用",
        f"三者不同，处处分开：空白表示原文没有印数字（CSV 中为空）；印刷的零照写为 <code>0.00</code>；"
        f"原文以横线表示不适用的，写作 <code>{NOT_APPLICABLE}</code>。把空白当作零会得出错误的结论。",
    ),
    (
        "yuan",
        "金额单位",
        "CSV 中的金额一律以元为单位，列名以 <code>_yuan</code> 结尾；原文多为万元，换算精确无误差。"
        "原文印刷的样子保留在 <code>facts.csv</code> 的 <code>printed</code> 与 <code>printed_unit</code>。",
    ),
    (
        "leaf",
        "求和之前",
        "同一笔钱会出现在多张表中，表中又有合计与小计。先选定一张表（<code>table</code>），"
        "再取 <code>is_leaf</code> 为 <code>true</code> 的行；"
        "在标准表里请按 <code>level</code> 或 <code>row_kind</code> 筛选。",
    ),
    (
        "locator",
        "原文位置",
        "<code>L165C5</code> 表示 <code>source.txt</code> 第 165 行第 5 格，均从 1 数起。"
        "在原文页的地址后加 <code>#L165C5</code> 就到那一格。",
    ),
    (
        "text",
        "编码是文本",
        "编码列请按文本读取：<code>0101</code> 不是 101。pandas 用 <code>dtype=str</code>，不要经过浮点数。",
    ),
    (
        "apostrophe",
        "前置撇号",
        "以 <code>=</code>、<code>+</code>、<code>-</code>、<code>@</code> 开头的文字前面加了一个撇号 <code>'</code>，"
        "以免表格软件把它当公式运行；这个撇号不属于原文。",
    ),
    (
        "never-corrected",
        "不更正",
        "数字照原文保留，哪怕它看起来有误；疑点写在 <code>checks.csv</code>，并注明出自原文还是出自读取。",
    ),
)


def dictionary_pages() -> list[Page]:
    """The overview and one page per family."""
    return [_overview(), *(_family_page(family, title) for family, title in FAMILIES.items())]


def _overview() -> Page:
    links = Links(addresses.DICTIONARY)
    rules = "\n".join(f'<h3 id="{anchor}">{title}</h3>\n<p>{rule}</p>' for anchor, title, rule in _RULES)
    lists = "\n".join(_family(links, family, title) for family, title in FAMILIES.items())
    body = (
        "<h1>数据字典</h1>\n<p>由发布的表结构（<code>schemas/</code>）直接生成，与数据包中的描述一致。</p>\n"
        f'<h2 id="rules">通行的规则</h2>\n{rules}\n<h2 id="tables">全部数据表</h2>\n{lists}'
    )
    return Page(addresses.DICTIONARY, "数据字典", "每张表、每一列的含义与规则。", body)


def _family(links: Links, family: str, title: str) -> str:
    rows = [
        (
            links.to(addresses.dictionary(family), text(table.title), table.name),
            f"<code>{table.name}</code>",
            str(len(table.columns)),
        )
        for table in TABLES
        if table.family == family
    ]
    return f"<h3>{title}</h3>\n{html.table(('表', '文件', '列数'), rows, label=title)}"


def _family_page(family: str, title: str) -> Page:
    address = addresses.dictionary(family)
    tables = [table for table in TABLES if table.family == family]
    jump = html.items((f'<a href="#{table.name}">{text(table.title)}</a>' for table in tables), "chips")
    body = f"<h1>{title}</h1>\n{jump}\n" + "\n".join(_table(table) for table in tables)
    return Page(
        address, f"{title} · 数据字典", f"{title}的全部列。", body, (("数据字典", addresses.DICTIONARY),), wide=True
    )


def _table(table: Table) -> str:
    note = f"<p>{text(table.description)}</p>\n" if table.description else ""
    rows = "\n".join(
        f'<tr id="{table.name}.{column.name}"><th scope="row"><code>{column.name}</code></th>'
        f'<td>{text(column.title)}<br><span class="quiet" lang="en">{text(column.title_en)}</span></td>'
        f"<td>{words.TYPE[column.type]}</td><td>{parts.column_rule(column)}</td></tr>"
        for column in table.columns
    )
    head = html.row(("列名", "名称", "类型", "说明"), head=True)
    key = "、".join(f"<code>{name}</code>" for name in table.key)
    english = f'<span lang="en">{text(table.title_en)}</span>'
    about = parts.dots((f"<code>{table.name}.csv</code>", english, f"主键 {key}"))
    return (
        f'<section id="{table.name}">\n<h2>{text(table.title)}</h2>\n'
        f'<p class="quiet">{about}</p>\n{note}'
        + html.scroll(
            f'<table class="plain dict">\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>', table.title
        )
        + "\n</section>"
    )
