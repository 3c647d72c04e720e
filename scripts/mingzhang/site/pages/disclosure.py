"""The page of one disclosure: key figures, tables, what was read, where it comes from, how to cite it."""

from __future__ import annotations

from collections.abc import Sequence

from mingzhang.site import addresses, html, labels, words
from mingzhang.site.catalog import Disclosure, Evidence, StandardTable
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Speaker
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import key_figures, parts
from mingzhang.site.pages.key_figures import KeyFigure
from mingzhang.site.pages.project_list import projects_section
from mingzhang.site.pages.stated import stated_section


def disclosure_page(disclosure: Disclosure, lang: Lang) -> Page:
    """One disclosure."""
    address = addresses.disclosure(disclosure.name)
    links = Links(address, lang)
    say = links.say
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
            _citation(say, disclosure),
        )
    )
    title, facts = parts.title(say, disclosure), disclosure.count("facts")
    description = say(
        f"{title}：{facts} 个金额，每个都链接到原文所在的行；数据可下载。",
        f"{title}: {facts} figures, each with a link to the line of the document that prints it; data to download.",
    )
    return Page(address, title, description, body, parts.crumbs(say, disclosure, here=True), lang=lang)


def _heading(disclosure: Disclosure, links: Links) -> str:
    say = links.say
    scope, kind = say.of(words.SCOPE[disclosure.scope]), say.of(words.KIND[disclosure.kind])
    about = (
        say.zh(text(disclosure.division_name)),
        say(f"{disclosure.fiscal_year} 年度", f"fiscal year {disclosure.fiscal_year}"),
        say(f"{scope}{kind}", f"{kind} of a {scope}"),
        links.to(addresses.source(disclosure.name), say("查看原文", "Read the source (Chinese)")),
    )
    return f'<h1>{parts.title_html(say, disclosure)}</h1>\n<p class="meta">{parts.dots(about)}</p>'


# -- figures ------------------------------------------------------------------------------------


_ABOUT_FIGURES = (
    "点击数字查看它在原文中的位置。数字与单位照原文印刷；空白不等于零。",
    "Click a figure to see it in the document. Figures and units stand as printed; blank is not zero.",
)


def _key_figures(disclosure: Disclosure, links: Links) -> str:
    kind = disclosure.kind
    return "\n".join(
        (
            '<section class="key">',
            _figure_list(disclosure, links, key_figures.TOTALS[kind], "figures large"),
            _figure_list(disclosure, links, key_figures.PARTS[kind], "figures"),
            _figure_list(disclosure, links, key_figures.THREE_PUBLIC[kind], "figures"),
            f'<p class="quiet">{links.say.of(_ABOUT_FIGURES)}</p>\n</section>',
        )
    )


def _figure_list(disclosure: Disclosure, links: Links, wanted: Sequence[KeyFigure], css: str) -> str:
    return html.definitions(((_term(links.say, figure), _value(disclosure, links, figure)) for figure in wanted), css)


def _term(say: Speaker, wanted: KeyFigure) -> str:
    part_of, label = say.of(wanted.part_of), say.of(wanted.label)
    return f"<small>{part_of}</small> {label}" if part_of else label


def _value(disclosure: Disclosure, links: Links, wanted: KeyFigure) -> str:
    figure = key_figures.find_figure(disclosure, wanted)
    if figure is None:
        table = disclosure.table(wanted.table)
        target = addresses.table(disclosure.name, table.name)
        say = links.say
        why = say("原文空白", "blank") if table.state == "data" else say.of(words.STATE[table.state])
        return links.to(target, why, css="none")
    return parts.key_amount(links, disclosure.name, figure)


def _by_function(disclosure: Disclosure, links: Links) -> str:
    say = links.say
    found = key_figures.shares(disclosure)
    if not found:
        return ""
    bars = "\n".join(
        f"<div><dt>{labels.named(say, figure.row_label)}</dt>"
        f'<dd><span class="bar"><i style="width:{share * 100:.1f}%"></i></span>'
        f"{parts.figure_link(links, disclosure.name, figure)}</dd></div>"
        for figure, share in found
    )
    shown = say("支出总表", "expenditure table")
    table = links.to(addresses.table(disclosure.name, "expenditure"), shown)
    unit = labels.unit(say, found[0][0].unit)
    told = say(
        f"按支出功能分类，单位：{unit}。细到款、项的数字见{table}。",
        f"Expenditure by function, unit: {unit}. For finer divisions see the {table}.",
    )
    return (
        f'<section>\n<h2>{say("钱花在哪里", "Where the money goes")}</h2>\n<p class="quiet">{told}</p>\n'
        f'<dl class="bars">\n{bars}\n</dl>\n</section>'
    )


# -- tables and what was read -------------------------------------------------------------------


def _tables(disclosure: Disclosure, links: Links) -> str:
    rows = "\n".join(_table_row(disclosure, table, number, links) for number, table in enumerate(disclosure.tables, 1))
    say = links.say
    title = say("全部标准表", "All standard tables")
    head = (
        f'<tr><th scope="col" class="code">{say("表", "No.")}</th><th scope="col">{say("名称", "Table")}</th>'
        f'<th scope="col">{say("状态", "State")}</th><th scope="col" class="n">{say("金额个数", "Figures")}</th></tr>'
    )
    box = html.scroll(f'<table class="tables">\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>', title)
    return f'<section>\n<h2 id="tables">{title}</h2>\n{box}\n</section>'


def _table_row(disclosure: Disclosure, table: StandardTable, number: int, links: Links) -> str:
    target = links.to(addresses.table(disclosure.name, table.name), text(links.say.title(table.schema)))
    facts = str(table.counts["facts"]) if table.state == "data" else ""
    state = f'<span class="state-word {table.state}">{links.say.of(words.STATE[table.state])}</span>'
    return (
        f'<tr><td class="code">{number}</td><th scope="row">{target}</th>'
        f'<td>{state}</td><td class="n">{facts}</td></tr>'
    )


def _reading(disclosure: Disclosure, links: Links) -> str:
    say = links.say
    numeric, unread = disclosure.count("numeric_cells"), disclosure.count("unread_cells")
    captured, structural = disclosure.count("captured_cells"), disclosure.count("structural_cells")
    verdict = (
        say(
            f"其中 {unread} 个未能读取，逐一列在下面，未作猜测。", f"{unread} could not be read; they are listed below."
        )
        if unread
        else say("全部有去向，没有未读取的。", "All are accounted for, none is unread.")
    )
    absent = disclosure.count("not_applicable_cells")
    also = (
        say(f"另有 {absent} 格印为“不适用”。", f" A further {absent} are printed as not applicable.") if absent else ""
    )
    told = say(
        f"原文的标准表共有 <b>{numeric}</b> 个数字单元格：<b>{captured}</b> 个读为金额或数量，"
        f"<b>{structural}</b> 个是科目编码、行次等。{verdict}{also}",
        f"The standard tables print <b>{numeric}</b> cells with numbers: <b>{captured}</b> were read as amounts or "
        f"quantities, <b>{structural}</b> are codes, line numbers and the like. {verdict}{also}",
    )
    return (
        f'<section>\n<h2 id="reading">{say("读取与核对", "Reading and checking")}</h2>\n<p>{told}</p>\n'
        f"<p>{_identities(disclosure, links)}</p>\n</section>"
    )


def _identities(disclosure: Disclosure, links: Links) -> str:
    """How the sums and the correspondences between tables came out, in one line."""
    say = links.say
    counts = disclosure.identities
    rounding, failed, unchecked = counts["rounding"], counts["fail"], counts["insufficient_data"]
    held = counts["pass"] + rounding
    of_which = say(f"（含 {rounding} 处四舍五入）", f" ({rounding} of them up to rounding)") if rounding else ""
    told = [
        say(
            f"核对了 <b>{held + failed}</b> 处加总与对应关系，<b>{held}</b> 处成立{of_which}",
            f"Of <b>{held + failed}</b> sums and correspondences checked, <b>{held}</b> hold{of_which}",
        ),
        say(f"<b>{failed}</b> 处不符，列在下面", f"failed: <b>{failed}</b>, listed below")
        if failed
        else say("没有不符的", "none fails"),
    ]
    if unchecked:
        told.append(
            say(f"另有 {unchecked} 处因原文缺少数字不能核对", f"{unchecked} more cannot be checked for lack of figures")
        )
    ledger = links.to(addresses.data(disclosure.name, "data/checks.csv"), "checks.csv", css="file")
    return say(
        f"{'，'.join(told)}。每一处的两边数字见 {ledger}。", f"{'; '.join(told)}. Both sides of each stand in {ledger}."
    )


_WHOSE = (
    "“读取”指转换或识别中的情况，与公开单位无关；“原文”指文档本身。数字一律照原文，不作更正。",
    "“Reading” is about conversion or recognition and has nothing to do with the publisher; “document” is about the "
    "document itself. Figures always stand as printed and are never corrected.",
)


def _findings(disclosure: Disclosure, links: Links) -> str:
    say = links.say
    found = disclosure.findings
    heading = f'<section>\n<h2 id="findings">{say("疑点与说明", "Doubts and notes")}</h2>\n'
    if not found:
        return f"{heading}<p>{say('没有需要说明的事项。', 'Nothing to report.')}</p>\n</section>"
    none = "" if parts.is_loud(found) else f"<p>{say('没有需要留意的疑点。', 'No doubt that needs attention.')}</p>\n"
    return (
        f'{heading}<p class="quiet">{say.of(_WHOSE)}</p>\n'
        f"{none}{parts.finding_list(links, disclosure, found)}\n</section>"
    )


# -- files and provenance -----------------------------------------------------------------------


def _downloads(disclosure: Disclosure, links: Links) -> str:
    say = links.say
    package = disclosure.name
    first = [disclosure.file(path) for path in ("data/facts.csv", "datapackage.json", "source.txt")]
    names = (
        say("全部金额 facts.csv", "All figures: facts.csv"),
        say("数据包描述 datapackage.json", "Descriptor: datapackage.json"),
        say("原文 source.txt", "Source: source.txt"),
    )
    entries = [parts.download(links, package, file, name) for file, name in zip(first, names, strict=True)]
    whole = say("整个数据包（ZIP）", "The whole package (ZIP)")
    everything = links.to(addresses.archive(package), whole, css="file button")
    rest = [parts.download(links, package, file) for file in disclosure.files if file not in first]
    more = say(f"逐表下载（{len(rest)} 个文件）", f"Table by table ({len(rest)} files)")
    return (
        f'<section class="downloads">\n<h2 id="downloads">{say("下载", "Downloads")}</h2>\n'
        f"<p>{everything}</p>\n{html.items(entries, 'files')}\n"
        f"<details><summary>{more}</summary>\n{html.items(rest, 'files')}\n</details>\n</section>"
    )


def _provenance(disclosure: Disclosure, links: Links) -> str:
    say = links.say
    original = disclosure.original
    pairs = [
        (say("文件名", "File name"), f"<code{say.mark}>{text(original['title'])}</code>"),
        (say("大小", "Size"), say(f"{int(original['bytes']):,} 字节", f"{int(original['bytes']):,} bytes")),
        ("SHA-256", parts.checksum(text(original["hash"].removeprefix("sha256:")))),
    ]
    evidence = [
        _evidence(disclosure, links, say.of(words.EVIDENCE[name]) if name in words.EVIDENCE else text(name), found)
        for name, found in disclosure.evidence.items()
    ]
    head = ("", say("认定", "Taken for"), say("依据", "Evidence"))
    rows = html.table(head, evidence, css="plain evidence", label=say("身份依据", "Evidence of identity"))
    told = say(
        "由公开文档转换而成。下面是原始文件的指纹，可据以核对。",
        "Converted from a published document. This is the fingerprint of the original file, to compare with.",
    )
    return (
        f'<section>\n<h2 id="provenance">{say("来源", "Provenance")}</h2>\n<p>{told}</p>\n{html.definitions(pairs)}\n'
        f"<h3>{say('身份是怎样认定的', 'How it was identified')}</h3>\n{rows}\n</section>"
    )


def _evidence(disclosure: Disclosure, links: Links, name: str, found: Evidence) -> tuple[str, str, str]:
    say = links.say
    known = words.SCOPE.get(found.value) or words.KIND.get(found.value)
    shown = text(say.of(known)) if known else say.mixed(found.value, found.value)
    place = f"{say('，', ', ')}{parts.place_link(links, disclosure.name, found.place)}" if found.place else ""
    return name, shown, f"{say.mixed(*words.basis(found.basis))}{place}"


def _citation(say: Speaker, disclosure: Disclosure) -> str:
    name, version = disclosure.name, disclosure.version
    cite = say(
        f"{text(disclosure.title)}. 数据包 {name}，版本 {text(version)}. Mingzhang 明账. CC BY 4.0.",
        f"{parts.title_html(say, disclosure)}. Data package {name}, version {text(version)}. Mingzhang. CC BY 4.0.",
    )
    place = f"<code>{name} L165C5</code>"
    licence = f"https://creativecommons.org/licenses/by/4.0/{say('deed.zh-hans', '')}"
    named = f'<a href="{licence}">CC BY 4.0</a>'
    told = say(
        f"引用单个数字时，请附它的原文位置，例如 {place}。数据以 {named} 许可发布。",
        f"When you cite a single figure, add its place in the document, as in {place}. The data are licensed {named}.",
    )
    return (
        f'<section>\n<h2 id="cite">{say("引用与许可", "Citation and licence")}</h2>\n'
        f'<p class="cite">{cite}</p>\n<p class="quiet">{told}</p>\n</section>'
    )
