"""The page of one disclosure: key figures, tables, what was read, where it comes from, how to cite it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingzhang.packages.dataset import OriginalDocument
from mingzhang.site import addresses, html, key_figures, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.downloads import Offer
from mingzhang.site.html import text
from mingzhang.site.key_figures import KeyFigure
from mingzhang.site.language import Lang, Speaker
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import marks, parts
from mingzhang.site.pages.citation import citation_section
from mingzhang.site.pages.compare import compare_link
from mingzhang.site.pages.files import disclosure_downloads
from mingzhang.site.pages.findings import findings_section
from mingzhang.site.pages.glossary import help_on
from mingzhang.site.pages.history import history_section
from mingzhang.site.pages.known_amounts import known_amount
from mingzhang.site.pages.project_list import projects_section
from mingzhang.site.pages.stated import stated_section
from mingzhang.site.pages.story import story_section
from mingzhang.site.published_parts import Evidence, StandardTable


def disclosure_page(disclosure: Disclosure, lang: Lang, offer: Offer) -> Page:
    """One disclosure."""
    address = addresses.disclosure(disclosure.name)
    links = Links(address, lang)
    say = links.say
    sections = "\n".join(
        (
            _key_figures(disclosure, links),
            story_section(disclosure, links),
            projects_section(disclosure, links),
            _tables(disclosure, links),
            stated_section(disclosure, links),
            _reading(disclosure, links),
            findings_section(disclosure, links),
            disclosure_downloads(disclosure, links, offer),
            _provenance(disclosure, links),
            history_section(disclosure, links, offer.releases),
            citation_section(links, offer),
        )
    )
    body = f"{_heading(disclosure, links)}\n{parts.with_contents(links, sections)}"
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
        compare_link(links, [disclosure.name], say("比较", "Compare")),
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
    return html.definitions(((_term(links, figure), _value(disclosure, links, figure)) for figure in wanted), css)


def _term(links: Links, wanted: KeyFigure) -> str:
    say = links.say
    part_of, label = say.of(wanted.part_of), say.of(wanted.label) + help_on(links, wanted.label)
    return f"<small>{part_of}</small> {label}" if part_of else label


def _value(disclosure: Disclosure, links: Links, wanted: KeyFigure) -> str:
    known = disclosure.known_amounts.key_figure(wanted)
    if not known.figures:
        return known_amount(links, disclosure.name, known)
    [figure] = known.figures
    concern = marks.concern(links, disclosure.name, disclosure.concerns.of_cell(figure.place))
    return parts.key_amount(links, disclosure.name, figure, concern)


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
            f"其中 {unread} 个未能读取，逐一列在核对结果里，未作猜测。",
            f"{unread} could not be read; they are listed among the results of the checks.",
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
    return f'<section>\n<h2 id="reading">{say("读取", "What was read")}</h2>\n<p>{told}</p>\n</section>'


# -- files and provenance -----------------------------------------------------------------------


def _provenance(disclosure: Disclosure, links: Links) -> str:
    say = links.say
    originals = "\n".join(html.definitions(_about_original(say, original)) for original in disclosure.originals)
    evidence = [
        _evidence(disclosure, links, say.of(words.EVIDENCE[name]) if name in words.EVIDENCE else text(name), found)
        for name, found in disclosure.evidence.items()
    ]
    head = (say("内容", "What"), say("认定", "Taken for"), say("依据", "Evidence"))
    rows = html.table(head, evidence, css="plain evidence", label=say("身份依据", "Evidence of identity"))
    told = say(
        "由公开文档转换而成。下面是原始文件的指纹，可据以核对。",
        "Converted from a published document. This is the fingerprint of the original file, to compare with.",
    )
    return (
        f'<section>\n<h2 id="provenance">{say("来源", "Provenance")}</h2>\n<p>{told}</p>\n{originals}\n'
        f"<h3>{say('身份是怎样认定的', 'How it was identified')}</h3>\n{rows}\n</section>"
    )


def _about_original(say: Speaker, original: OriginalDocument) -> Iterator[tuple[str, str]]:
    """What is known of one file as published; its address is a link that leaves the portal."""
    yield say("文件名", "File name"), f"<code{say.mark}>{text(original.file_name)}</code>"
    yield say("大小", "Size"), say(f"{original.bytes:,} 字节", f"{original.bytes:,} bytes")
    yield "SHA-256", parts.checksum(text(original.sha256))
    if original.url:
        shown = f'<a href="{text(original.url)}" rel="external nofollow noopener noreferrer">{text(original.url)}</a>'
        yield say("地址", "Address"), shown
    if original.published:
        yield say("发布日期", "Published"), text(original.published)
    if original.fetched:
        yield say("获取日期", "Fetched"), text(original.fetched)


def _evidence(disclosure: Disclosure, links: Links, name: str, found: Evidence) -> tuple[str, str, str]:
    say = links.say
    known = words.SCOPE.get(found.value) or words.KIND.get(found.value)
    shown = text(say.of(known)) if known else say.mixed(found.value, found.value)
    place = f"{say('，', ', ')}{parts.place_link(links, disclosure.name, found.place)}" if found.place else ""
    return name, shown, f"{say.mixed(*words.basis(found.basis))}{place}"
