"""Quality: every disclosure's tables at a glance, totals, and findings over the whole catalog.

One page holds everything while the catalog is small. Beyond that the matrix stands on one page per division,
which bounds every page by what one division publishes, and the hub counts divisions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from mingzhang import codes
from mingzhang.checks.base import Category
from mingzhang.schemas import Table, tables_in
from mingzhang.site import addresses, html, words
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Speaker
from mingzhang.site.ledgers import Account, Ledgers, TableState
from mingzhang.site.page import Crumb, Links, Page
from mingzhang.site.pages.findings import SCRIPT, category_count, category_tiles, counted, family_options, select
from mingzhang.site.pages.parts import check_link, shape
from mingzhang.site.tallies import CATEGORIES, KNOWN, by_category, by_check

_FEW = 24
_KINDS = ("budget", "final")


def quality_page(ledgers: Ledgers, lang: Lang) -> Page:
    """The hub: totals, what the categories mean, the matrix or the list of divisions, the filter, checks that fail."""
    links = Links(addresses.QUALITY, lang)
    say = links.say
    title = say("质量", "Quality")
    accounts = _in_order(ledgers.accounts)
    is_small = len(accounts) <= _FEW
    told = say(
        f"{len(accounts)} 份公开文档，每一处核对的结果都在这里。",
        f"{say.count(len(accounts), '', 'disclosure')}, and how every check came out.",
    )
    checks = links.to(addresses.CHECKS, say("核对什么", "what is checked"))
    see = say(f"另见{checks}。", f"See also {checks}.")
    body = "\n".join(
        (
            f"<h1>{title}</h1>\n<p>{told}{say('', ' ')}{see}</p>",
            f"<p>{counted(say, ledgers.tally)}</p>",
            category_tiles(links, by_category(ledgers.tally), lambda name: f"?category={name}#findings"),
            _categories(say),
            _tables(accounts, links) if is_small else _divisions(accounts, links),
            _filters(ledgers, accounts, links),
            _by_check(ledgers, links),
        )
    )
    description = say(
        "各单位各年各表的状况，以及全部核对结果，可筛选。",
        "The state of every table of every disclosure, and all findings, with filters.",
    )
    return Page(addresses.QUALITY, title, description, body, wide=True, script=SCRIPT, lang=lang)


def division_pages(ledgers: Ledgers, lang: Lang) -> Iterator[Page]:
    """One page for every division that has disclosures."""
    for code, of_division in groupby(_in_order(ledgers.accounts), key=lambda account: account.entry.division_code):
        yield _division_page(code, list(of_division), lang)


def _division_page(code: str, accounts: Sequence[Account], lang: Lang) -> Page:
    address = addresses.quality(code)
    links = Links(address, lang)
    say = links.say
    name = _place(accounts[0])
    total = _total(accounts)
    finds = f"{links.href(addresses.QUALITY)}?unit={code}"
    every = f'<a href="{finds}">{say("筛选这里的全部结果", "Filter all findings of this division")}</a>'
    body = "\n".join(
        (
            f"<h1{say.mark}>{html.heading(name)}</h1>",
            f'<p class="meta">{say.count(len(accounts), "份公开文档", "disclosure")} · {every}</p>',
            _counts_line(say, total),
            _tables(accounts, links),
        )
    )
    title = say(f"{name}的质量", f"Quality of disclosures: {name}")
    description = say(f"{name}各单位各年各表的状况。", f"The state of every table of every disclosure of {name}.")
    crumbs = (Crumb(say("质量", "Quality"), addresses.QUALITY),)
    return Page(address, title, description, body, crumbs, wide=True, lang=lang)


def _counts_line(say: Speaker, counts: Counter[Category]) -> str:
    return html.items((f"<span>{category_count(say, name, counts[name])}</span>" for name in CATEGORIES), "cats")


def _in_order(accounts: Sequence[Account]) -> list[Account]:
    """By division, unit and year, the budget of a year before its final account."""
    return sorted(
        accounts, key=lambda account: (account.entry.unit_key, account.entry.fiscal_year, account.entry.package)
    )


def _total(accounts: Sequence[Account]) -> Counter[Category]:
    total: Counter[Category] = Counter()
    for account in accounts:
        total.update(account.categories)
    return total


def _place(account: Account) -> str:
    return "".join(found.name for found in codes.division_path(account.entry.division_code, account.entry.fiscal_year))


def _categories(say: Speaker) -> str:
    """What the four categories mean: told once, here."""
    told = html.definitions(
        ((f"{shape(name)}{say.of(words.CATEGORY[name])}", say.of(words.CATEGORY_WHY[name])) for name in CATEGORIES),
        "texts meaning",
    )
    counted = say(
        "每项检查的结果各计一处；有的检查汇总别的检查（如公开义务），同一处问题会计两次，结果里写明“见”哪一项。",
        "Every check counts what it found. Some sum up others (disclosure duties), so one fault may count twice; such "
        "findings name the other check with “see”.",
    )
    heading = say("四类结果", "The four categories")
    return f'<section>\n<h2 id="categories">{heading}</h2>\n{told}\n<p class="quiet">{counted}</p>\n</section>'


# -- the matrix ---------------------------------------------------------------------------------


def _tables(accounts: Sequence[Account], links: Links) -> str:
    """Unit × year × table, budgets and final accounts apart, since their tables differ."""
    say = links.say
    matrices = "\n".join(
        _matrix(kind, [account for account in accounts if account.kind == kind], links) for kind in _KINDS
    )
    heading = f'<h2 id="matrix">{say("各表的状况", "State of the tables")}</h2>'
    return f"<section>\n{heading}\n{_legend(say)}\n{matrices}\n</section>"


def _legend(say: Speaker) -> str:
    return html.items(
        (f"{_state(say, name, 0)} <span>{say.of(words.MATRIX_WHY[name])}</span>" for name in words.MATRIX),
        "matrix-legend",
    )


def _matrix(kind: str, accounts: Sequence[Account], links: Links) -> str:
    if not accounts:
        return ""
    say = links.say
    found = {table.table for account in accounts for table in account.tables}
    tables = [table for table in tables_in(kind, found) if table.family == kind]
    heads = "".join(_head(say, table, number) for number, table in enumerate(tables, 1))
    first = say("单位与年度", "Unit and year")
    bodies = "\n".join(
        f"<tbody>\n{chr(10).join(_rows(list(of_division), tables, links))}\n</tbody>"
        for _, of_division in groupby(accounts, key=lambda account: account.entry.division_code)
    )
    title = say.of({"budget": ("预算", "Budgets"), "final": ("决算", "Final accounts")}[kind])
    table = f'<table class="matrix">\n<thead><tr><th scope="col">{first}</th>{heads}</tr></thead>\n{bodies}\n</table>'
    return f"<h3>{title}</h3>\n{html.scroll(table, title)}"


def _head(say: Speaker, table: Table, number: int) -> str:
    return f'<th scope="col"><b>{number}</b> {text(say.title(table))}</th>'


def _rows(accounts: Sequence[Account], tables: Sequence[Table], links: Links) -> Iterator[str]:
    say = links.say
    account = accounts[0]
    division = links.to(addresses.quality(account.entry.division_code), say.zh(text(_place(account))))
    yield f'<tr class="division"><th scope="rowgroup" colspan="{len(tables) + 1}">{division}</th></tr>'
    for account in accounts:
        entry = account.entry
        unit = links.to(addresses.unit(*entry.unit_key), say.zh(text(entry.agency_name)))
        year = links.to(addresses.disclosure_checks(entry.package), text(entry.short_title(say)))
        known = {table.table: table for table in account.tables}
        cells = "".join(_cell(entry.package, known.get(table.name), links) for table in tables)
        yield f'<tr><th scope="row">{unit}<small>{year}</small></th>{cells}</tr>'


def _cell(package: str, table: TableState | None, links: Links) -> str:
    """The state of a table with the way to it; blank where this disclosure has no such table."""
    if table is None:
        return "<td></td>"
    shown = "".join(_state(links.say, name, number) for name, number in table.states)
    return f"<td>{links.to(addresses.table(package, table.table), shown)}</td>"


def _state(say: Speaker, name: str, number: int) -> str:
    """A state as sign and word, in a colour of its own; with how many cells or findings."""
    count = f" {number}" if number else ""
    sign = f'<i aria-hidden="true">{words.MATRIX_SHAPE[name]}</i>'
    return f'<span class="s {name}">{sign}{say.of(words.MATRIX[name])}{count}</span>'


def _divisions(accounts: Sequence[Account], links: Links) -> str:
    """Every division with what it has, by province."""
    say = links.say
    heads = "".join(
        f'<th scope="col" class="n">{shape(name)}{say.of(words.CATEGORY[name])}</th>' for name in CATEGORIES
    )
    head = (
        f'<tr><th scope="col">{say("区划", "Division")}</th>'
        f'<th scope="col" class="n">{say("公开文档", "Disclosures")}</th>{heads}</tr>'
    )
    rows = "\n".join(
        _division_row(list(found), links)
        for _, found in groupby(accounts, key=lambda account: account.entry.division_code)
    )
    table = f'<table class="catalogue">\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>'
    title = say("各地的状况", "Division by division")
    told = say("每个区划有一页，列出各单位各年各表的状况。", "Every division has a page with the state of every table.")
    return f'<section>\n<h2 id="matrix">{title}</h2>\n<p>{told}</p>\n{html.scroll(table, title)}\n</section>'


def _division_row(accounts: Sequence[Account], links: Links) -> str:
    total = _total(accounts)
    code = accounts[0].entry.division_code
    name = links.to(addresses.quality(code), links.say.zh(text(_place(accounts[0]))))
    cells = "".join(f'<td class="n">{total[category] or ""}</td>' for category in CATEGORIES)
    return f'<tr><th scope="row">{name}</th><td class="n">{len(accounts):,}</td>{cells}</tr>'


# -- findings over everything -------------------------------------------------------------------


def _filters(ledgers: Ledgers, accounts: Sequence[Account], links: Links) -> str:
    """Hidden where there are no scripts; the summary by check stands right below."""
    say = links.say
    files = links.href(addresses.FINDINGS)
    search = 'type="search" autocomplete="off"'
    families = {code[0] for code in ledgers.failures if code in KNOWN}
    years = sorted({account.entry.fiscal_year for account in accounts}, reverse=True)
    checks = [(code, f"{code} {text(say(*_titles(code)))}") for code in KNOWN if code in ledgers.failures]
    unit = say("单位、地区或区划代码", "Unit, place or division code (Chinese)")
    part = say("名称的一部分", "part of a name")
    without = say(
        "筛选需要脚本。下面按检查列出，每项检查的页面列有所在之处。",
        "Filters need scripts. Below are the checks; the page of each tells where it fails.",
    )
    said = say("结果里的字", "Words in the findings")
    return (
        f'<section>\n<h2 id="findings">{say("在全部结果中查找", "Look through all findings")}</h2>\n'
        f"<noscript><p>{without}</p></noscript>\n"
        f'<form class="filters findings-all" role="search" hidden data-index="{files}">\n'
        f'<p class="wide"><label for="f-words">{said}</label><input id="f-words" name="words" {search}></p>\n'
        f'<p class="wide"><label for="f-unit">{unit}</label>'
        f'<input id="f-unit" name="unit" {search} placeholder="{part}"></p>\n'
        + select("category", say("类别", "Category"), [(n, say.of(words.CATEGORY[n])) for n in CATEGORIES], say)
        + select("severity", say("轻重", "Severity"), [(n, say.of(p)) for n, p in words.SEVERITY.items()], say)
        + select("family", say("哪一族检查", "Family"), family_options(say, families), say)
        + select("check", say("检查", "Check"), checks, say)
        + select("year", say("年度", "Year"), [(str(year), str(year)) for year in years], say)
        + f'<p class="act"><button type="reset">{say("清除", "Clear")}</button></p>\n'
        + '<p class="count wide" aria-live="polite"></p>\n</form>\n<div class="matches" hidden></div>\n</section>'
    )


def _titles(code: str) -> tuple[str, str]:
    return KNOWN[code].title_zh, KNOWN[code].title_en


def _by_check(ledgers: Ledgers, links: Links) -> str:
    """Every check that found something, with its findings by category."""
    say = links.say
    heads = "".join(
        f'<th scope="col" class="n">{shape(name)}{say.of(words.CATEGORY[name])}</th>' for name in CATEGORIES
    )
    head = f'<tr><th scope="col">{say("检查", "Check")}</th>{heads}</tr>'
    counts = by_check(ledgers.tally)
    rows = []
    for code in KNOWN:
        found: Counter[Category] = Counter()
        for (_, category), number in counts.get(code, {}).items():
            found[category] += number
        if any(found[name] for name in CATEGORIES):
            cells = "".join(f'<td class="n">{found[name] or ""}</td>' for name in CATEGORIES)
            rows.append(f'<tr><th scope="row">{check_link(links, code, titled=True)}</th>{cells}</tr>')
    title = say("按检查汇总", "Check by check")
    table = f'<table class="catalogue">\n<thead>{head}</thead>\n<tbody>\n{chr(10).join(rows)}\n</tbody>\n</table>'
    more = links.to(addresses.CHECKS, say(f"全部 {len(KNOWN)} 项检查", f"All {len(KNOWN)} checks"))
    return f'<section>\n<h2 id="by-check">{title}</h2>\n<p>{more}</p>\n{html.scroll(table, title)}\n</section>'
