"""The page of one disclosure: key figures, tables, what was read, where it comes from, how to cite it."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.site import addresses, html, words
from mingzhang.site.catalog import Disclosure, Evidence, StandardTable
from mingzhang.site.html import text
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import key_figures, parts
from mingzhang.site.pages.key_figures import KeyFigure
from mingzhang.site.pages.project_list import projects_section
from mingzhang.site.pages.stated import stated_section


def disclosure_page(disclosure: Disclosure) -> Page:
    """One disclosure."""
    address = addresses.disclosure(disclosure.name)
    links = Links(address)
    body = "\n".join(
        (
            _heading(disclosure, links),
            _key_figures(disclosure, links),
            _by_function(disclosure, links),
            projects_section(disclosure, links),
            _tables(disclosure, links),
            stated_section(disclosure, links),
            _reading(disclosure, links),
            _findings(disclosure, links),
            _downloads(disclosure, links),
            _provenance(disclosure, links),
            _citation(disclosure),
        )
    )
    description = f"{disclosure.title}：{disclosure.count('facts')} 个金额，每个都链接到原文所在的行；数据可下载。"
    return Page(address, disclosure.title, description, body, parts.crumbs(disclosure, here=True))


def _heading(disclosure: Disclosure, links: Links) -> str:
    about = (
        text(disclosure.division_name),
        f"{disclosure.fiscal_year} 年度",
        f"{words.SCOPE[disclosure.scope]}{words.KIND[disclosure.kind]}",
        links.to(addresses.source(disclosure.name), "查看原文"),
    )
    return f'<h1>{html.heading(disclosure.title)}</h1>\n<p class="meta">{parts.dots(about)}</p>'


# -- figures ------------------------------------------------------------------------------------


def _key_figures(disclosure: Disclosure, links: Links) -> str:
    kind = disclosure.kind
    return "\n".join(
        (
            '<section class="key">',
            _figure_list(disclosure, links, key_figures.TOTALS[kind], "figures large"),
            _figure_list(disclosure, links, key_figures.PARTS[kind], "figures"),
            _figure_list(disclosure, links, key_figures.THREE_PUBLIC[kind], "figures"),
            '<p class="quiet">点击数字查看它在原文中的位置。数字与单位照原文印刷；空白不等于零。</p>\n</section>',
        )
    )


def _figure_list(disclosure: Disclosure, links: Links, wanted: Sequence[KeyFigure], css: str) -> str:
    return html.definitions(((_term(figure), _value(disclosure, links, figure)) for figure in wanted), css)


def _term(wanted: KeyFigure) -> str:
    return f"<small>{wanted.part_of}</small> {wanted.label}" if wanted.part_of else wanted.label


def _value(disclosure: Disclosure, links: Links, wanted: KeyFigure) -> str:
    figure = key_figures.find_figure(disclosure, wanted)
    if figure is None:
        table = disclosure.table(wanted.table)
        target = addresses.table(disclosure.name, table.name)
        why = "原文空白" if table.state == "data" else words.STATE[table.state]
        return links.to(target, why, css="none")
    return f"{parts.figure_link(links, disclosure.name, figure)} <small>{text(figure.unit)}</small>"


def _by_function(disclosure: Disclosure, links: Links) -> str:
    found = key_figures.shares(disclosure)
    if not found:
        return ""
    bars = "\n".join(
        f"<div><dt>{text(figure.row_label)}</dt>"
        f'<dd><span class="bar"><i style="width:{share * 100:.1f}%"></i></span>'
        f"{parts.figure_link(links, disclosure.name, figure)}</dd></div>"
        for figure, share in found
    )
    table = links.to(addresses.table(disclosure.name, "expenditure"), "支出总表")
    unit = text(found[0][0].unit)
    return (
        f'<section>\n<h2>钱花在哪里</h2>\n<p class="quiet">按支出功能分类，单位：{unit}。'
        f"细到款、项的数字见{table}。</p>\n"
        f'<dl class="bars">\n{bars}\n</dl>\n</section>'
    )


# -- tables and what was read -------------------------------------------------------------------


def _tables(disclosure: Disclosure, links: Links) -> str:
    rows = "\n".join(_table_row(disclosure, table, number, links) for number, table in enumerate(disclosure.tables, 1))
    head = (
        '<tr><th scope="col" class="code">表</th><th scope="col">名称</th><th scope="col">状态</th>'
        '<th scope="col" class="n">金额个数</th></tr>'
    )
    box = html.scroll(
        f'<table class="tables">\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>', "全部标准表"
    )
    return f'<section>\n<h2 id="tables">全部标准表</h2>\n{box}\n</section>'


def _table_row(disclosure: Disclosure, table: StandardTable, number: int, links: Links) -> str:
    target = links.to(addresses.table(disclosure.name, table.name), text(table.schema.title))
    facts = str(table.counts["facts"]) if table.state == "data" else ""
    state = f'<span class="state-word {table.state}">{words.STATE[table.state]}</span>'
    return (
        f'<tr><td class="code">{number}</td><th scope="row">{target}</th>'
        f'<td>{state}</td><td class="n">{facts}</td></tr>'
    )


def _reading(disclosure: Disclosure, links: Links) -> str:
    numeric, unread = disclosure.count("numeric_cells"), disclosure.count("unread_cells")
    captured, structural = disclosure.count("captured_cells"), disclosure.count("structural_cells")
    verdict = "全部有去向，没有未读取的。" if not unread else f"其中 {unread} 个未能读取，逐一列在下面，未作猜测。"
    absent = disclosure.count("not_applicable_cells")
    also = f"另有 {absent} 格印为“不适用”。" if absent else ""
    return (
        '<section>\n<h2 id="reading">读取与核对</h2>\n'
        f"<p>原文的标准表共有 <b>{numeric}</b> 个数字单元格：<b>{captured}</b> 个读为金额或数量，"
        f"<b>{structural}</b> 个是科目编码、行次等。{verdict}{also}</p>\n"
        f"<p>{_identities(disclosure, links)}</p>\n</section>"
    )


def _identities(disclosure: Disclosure, links: Links) -> str:
    """How the sums and the correspondences between tables came out, in one line."""
    counts = disclosure.identities
    rounding, failed, unchecked = counts["rounding"], counts["fail"], counts["insufficient_data"]
    held = counts["pass"] + rounding
    of_which = f"（含 {rounding} 处四舍五入）" if rounding else ""
    told = [f"核对了 <b>{held + failed}</b> 处加总与对应关系，<b>{held}</b> 处成立{of_which}"]
    told.append(f"<b>{failed}</b> 处不符，列在下面" if failed else "没有不符的")
    if unchecked:
        told.append(f"另有 {unchecked} 处因原文缺少数字不能核对")
    ledger = links.to(addresses.data(disclosure.name, "data/checks.csv"), "checks.csv", css="file")
    return f"{'，'.join(told)}。每一处的两边数字见 {ledger}。"


def _findings(disclosure: Disclosure, links: Links) -> str:
    found = disclosure.findings
    if not found:
        return '<section>\n<h2 id="findings">疑点与说明</h2>\n<p>没有需要说明的事项。</p>\n</section>'
    none = "" if parts.is_loud(found) else "<p>没有需要留意的疑点。</p>\n"
    return (
        '<section>\n<h2 id="findings">疑点与说明</h2>\n'
        '<p class="quiet">“读取”指转换或识别中的情况，与公开单位无关；“原文”指文档本身。'
        "数字一律照原文，不作更正。</p>\n"
        f"{none}{parts.finding_list(links, disclosure, found)}\n</section>"
    )


# -- files and provenance -----------------------------------------------------------------------


def _downloads(disclosure: Disclosure, links: Links) -> str:
    package = disclosure.name
    first = [disclosure.file(path) for path in ("data/facts.csv", "datapackage.json", "source.txt")]
    names = ("全部金额 facts.csv", "数据包描述 datapackage.json", "原文 source.txt")
    entries = [parts.download(links, package, file, name) for file, name in zip(first, names, strict=True)]
    everything = links.to(addresses.archive(package), "整个数据包（ZIP）", css="file button")
    rest = [parts.download(links, package, file) for file in disclosure.files if file not in first]
    return (
        '<section class="downloads">\n<h2 id="downloads">下载</h2>\n'
        f"<p>{everything}</p>\n{html.items(entries, 'files')}\n"
        f"<details><summary>逐表下载（{len(rest)} 个文件）</summary>\n"
        f"{html.items(rest, 'files')}\n</details>\n</section>"
    )


def _provenance(disclosure: Disclosure, links: Links) -> str:
    original = disclosure.original
    pairs = [
        ("文件名", f"<code>{text(original['title'])}</code>"),
        ("大小", f"{int(original['bytes']):,} 字节"),
        ("SHA-256", parts.checksum(text(original["hash"].removeprefix("sha256:")))),
    ]
    evidence = [
        _evidence(disclosure, links, words.EVIDENCE.get(name, text(name)), found)
        for name, found in disclosure.evidence.items()
    ]
    rows = html.table(("", "认定", "依据"), evidence, css="plain evidence", label="身份依据")
    return (
        '<section>\n<h2 id="provenance">来源</h2>\n<p>由公开文档转换而成。下面是原始文件的指纹，可据以核对。</p>\n'
        f"{html.definitions(pairs)}\n<h3>身份是怎样认定的</h3>\n{rows}\n</section>"
    )


def _evidence(disclosure: Disclosure, links: Links, name: str, found: Evidence) -> tuple[str, str, str]:
    shown = words.SCOPE.get(found.value) or words.KIND.get(found.value) or found.value
    place = f"，{parts.place_link(links, disclosure.name, found.place)}" if found.place else ""
    return name, text(shown), f"{text(words.basis(found.basis))}{place}"


def _citation(disclosure: Disclosure) -> str:
    cite = f"{disclosure.title}. 数据包 {disclosure.name}，版本 {disclosure.version}. Mingzhang 明账. CC BY 4.0."
    return (
        '<section>\n<h2 id="cite">引用与许可</h2>\n'
        f'<p class="cite">{text(cite)}</p>\n'
        '<p class="quiet">引用单个数字时，请附它的原文位置，例如 '
        f"<code>{disclosure.name} L165C5</code>。数据以 "
        '<a href="https://creativecommons.org/licenses/by/4.0/deed.zh-hans">CC BY 4.0</a> 许可发布。</p>\n</section>'
    )
