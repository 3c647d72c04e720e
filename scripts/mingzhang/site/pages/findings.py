"""Findings as people read them: the summary of a disclosure, each finding with its lines, the page of all checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from mingzhang.checks.base import Category, label_in
from mingzhang.ground.source import Locator
from mingzhang.site import addresses, html, labels, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Speaker
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import parts
from mingzhang.site.pages.parts import check_link, severity_tag, shape
from mingzhang.site.pages.quoted import Quote, quote
from mingzhang.site.pages.shown_at import ShownAt
from mingzhang.site.published_parts import FoundFinding
from mingzhang.site.tallies import CATEGORIES, KNOWN, Tally, by_category, by_status, compared, family_of
from mingzhang.site.years import YearFinding

SCRIPT = "assets/quality/main.js"
_SEVERITIES = tuple(words.SEVERITY)
_AT_ONCE = 4
_MOST_QUOTES = 4
_MOST_WRONG = 6


# -- counts -------------------------------------------------------------------------------------


def counted(say: Speaker, tally: Tally) -> str:
    """What was compared and how it came out, which adds up; apart from it what could not be or does not apply."""
    status, category = by_status(tally), by_category(tally)
    looked_at, unchecked = compared(tally), category["unchecked"]
    pieces = [
        say(f"成立 <b>{status['pass']:,}</b>", f"<b>{status['pass']:,}</b> hold"),
        say(f"尾差 <b>{status['rounding']:,}</b>", f"<b>{status['rounding']:,}</b> hold up to rounding"),
    ]
    for name in (name for name in CATEGORIES if name != "unchecked"):
        zh, en = words.CATEGORY[name]
        pieces.append(say(f"{zh} <b>{category[name]:,}</b>", f"<b>{category[name]:,}</b> {en.lower()}"))
    absent = status["not_applicable"]
    also = say(f"另有 {unchecked:,} 处无法核对", f" Another {unchecked:,} could not be checked")
    also += say(f"，{absent:,} 处不适用。", f" and {absent:,} do not apply.")
    return say(
        f"核对了 <b>{looked_at:,}</b> 处：{'，'.join(pieces)}。{also}",
        f"<b>{looked_at:,}</b> places were checked: {', '.join(pieces)}.{also}",
    )


def category_tiles(links: Links, counts: Mapping[Category, int], href: Callable[[Category], str]) -> str:
    """The four categories with their counts, each a link to where they are listed."""
    shown = {name: category_count(links.say, name, counts.get(name, 0)) for name in CATEGORIES}
    return html.items(
        (
            html.link(href(name), shown[name]) if counts.get(name) else f"<span>{shown[name]}</span>"
            for name in CATEGORIES
        ),
        "cats",
    )


def category_count(say: Speaker, name: Category, count: int) -> str:
    """A category as sign, number and name."""
    return f'{shape(name)}<b>{count:,}</b> <span class="name">{say.of(words.CATEGORY[name])}</span>'


def legend_link(links: Links) -> str:
    """Where the four categories are explained."""
    return links.to(addresses.QUALITY, links.say("四类结果是什么意思", "What the four categories mean"), "categories")


# -- the section of a disclosure's page ---------------------------------------------------------


def findings_section(disclosure: Disclosure, links: Links) -> str:
    """The calm summary: counts, the categories, what is wrong in the document, and the way to everything."""
    say = links.say
    address = addresses.disclosure_checks(disclosure.name)
    wrong = [found for found in in_order(disclosure.findings) if found.category == "wrong"]
    shown = html.items((brief(links, disclosure, found) for found in wrong[:_MOST_WRONG]), "findings")
    rest = len(wrong) - _MOST_WRONG
    more = f" {say(f'另有 {rest} 处', f'({rest} more)')}" if rest > 0 else ""
    every = links.to(address, say("查看全部核对结果", "All results of the checks"), css="forward")
    return "\n".join(
        (
            f'<section>\n<h2 id="findings">{say("核对结果", "What was checked")}</h2>',
            f"<p>{counted(say, disclosure.tally)}</p>",
            category_tiles(links, by_category(disclosure.tally), lambda name: f"checks/#{name}"),
            f"<h3>{say.of(words.CATEGORY['wrong'])}</h3>\n{shown}" if wrong else "",
            f'<p class="quiet">{parts.dots((f"{every}{more}", legend_link(links)))}</p>\n</section>',
        )
    )


def brief(links: Links, disclosure: Disclosure, found: FoundFinding) -> str:
    """One line: what, a link to all about it, and the check."""
    say = links.say
    address = addresses.disclosure_checks(disclosure.name)
    detail = links.to(address, say("详情", "details"), found.anchor)
    about = parts.dots((check_link(links, found.check), detail))
    return f'{severity_tag(say, found)} {say.mixed(found.message, found.message_en)} <span class="quiet">{about}</span>'


def in_order(findings: Iterable[FoundFinding]) -> list[FoundFinding]:
    """The gravest first; otherwise as the ledger has them."""
    return sorted(findings, key=lambda found: _SEVERITIES.index(found.severity))


# -- the page of a disclosure's checks ----------------------------------------------------------


def disclosure_checks_page(disclosure: Disclosure, years: Sequence[YearFinding], lang: Lang) -> Page:
    """Everything that was checked in a disclosure."""
    address = addresses.disclosure_checks(disclosure.name)
    links = Links(address, lang)
    say = links.say
    told = [found for found in in_order(disclosure.findings) if found.category]
    view = _View(disclosure, links)
    title = say("核对结果", "Results of the checks")
    file = links.to(addresses.data(disclosure.name, "data/checks.csv"), "checks.csv", css="file")
    body = "\n".join(
        (
            f"<h1>{title}</h1>",
            f'<p class="meta">{_about(disclosure, links)}</p>',
            f"<p>{counted(say, disclosure.tally)}</p>",
            category_tiles(links, by_category(disclosure.tally), lambda name: f"#{name}"),
            f'<p class="quiet">{parts.dots((legend_link(links), file))}</p>',
            _filters(view, told) if told else "",
            *(view.category(name, [found for found in told if found.category == name]) for name in CATEGORIES),
            view.years(years) if years else "",
            _held(disclosure, links),
        )
    )
    whose = parts.title(say, disclosure)
    status, counts = by_status(disclosure.tally), by_category(disclosure.tally)
    description = say(
        f"{whose}：成立 {status['pass']} 处，文件中的错误 {counts['wrong']} 处，逐一列出两边的数与原文。",
        f"{whose}: {status['pass']} checks hold, {counts['wrong']} are wrong in the document; both sides of each.",
    )
    crumbs = parts.crumbs(say, disclosure)
    return Page(address, f"{title} · {whose}", description, body, crumbs, script=SCRIPT, lang=lang)


def _about(disclosure: Disclosure, links: Links) -> str:
    say = links.say
    whole = links.to(addresses.disclosure(disclosure.name), parts.title_html(say, disclosure))
    source = links.to(addresses.source(disclosure.name), say("原文", "Source (Chinese)"))
    return parts.dots((whole, source))


class _View:
    """One page of checks: what a finding needs of its disclosure, looked up once."""

    def __init__(self, disclosure: Disclosure, links: Links) -> None:
        self.disclosure = disclosure
        self.links = links
        self.shown = ShownAt(disclosure, links)
        self.anchors: set[str] = set()

    def category(self, name: Category, findings: Sequence[FoundFinding]) -> str:
        """One category: what it means, and its findings check by check."""
        say = self.links.say
        heading = f'<h2 id="{name}">{shape(name)}{say.of(words.CATEGORY[name])} <small>{len(findings)}</small></h2>'
        why = f'<p class="quiet">{say.of(words.CATEGORY_WHY[name])}</p>'
        if not findings:
            return f'<section class="category">\n{heading}\n<p class="quiet">{say("没有。", "None.")}</p>\n</section>'
        return f'<section class="category {name}">\n{heading}\n{why}\n{self._groups(findings)}\n</section>'

    def years(self, findings: Sequence[YearFinding]) -> str:
        """Findings beside other disclosures of the unit; they stand in no package's ledger."""
        say = self.links.say
        heading = f'<h2 id="years">{say("与其他年度、与预决算对照", "Beside other disclosures of the unit")}</h2>'
        why = say(
            "由本站对照同一单位的两份公开得出，不在数据包的 checks.csv 里，也不计入上面的数。",
            "Found by comparing two disclosures of one unit in this catalog. Not part of the package's checks.csv nor "
            "of the counts above.",
        )
        groups = self._groups(in_order(findings), tagged=True)
        return f'<section class="category">\n{heading}\n<p class="quiet">{why}</p>\n{groups}\n</section>'

    def _groups(self, findings: Sequence[FoundFinding], *, tagged: bool = False) -> str:
        of_check = groupby(findings, key=lambda found: (found.severity, found.check))
        return "\n".join(self._group(list(found), tagged=tagged) for _, found in of_check)

    def _group(self, findings: Sequence[FoundFinding], *, tagged: bool) -> str:
        """The findings of one check; many of the same kind are folded after the first few."""
        say, first = self.links.say, findings[0]
        number = f" <small>{say.count(len(findings), '处', 'place')}</small>" if len(findings) > 1 else ""
        tag = severity_tag(say, first)
        kind = f"{shape(first.category)}{say.of(words.CATEGORY[first.category])} · " if tagged else ""
        heading = f"<h3>{kind}{tag} {check_link(self.links, first.check, titled=True)}{number}</h3>"
        items = [self._item(found) for found in findings]
        listed = f'<ul class="ledger">\n{"".join(items[:_AT_ONCE])}</ul>'
        if rest := items[_AT_ONCE:]:
            told = say(f"其余 {len(rest)} 处", f"{len(rest)} more")
            listed += (
                f'\n<details class="more"><summary>{told}</summary>\n<ul class="ledger">{"".join(rest)}</ul></details>'
            )
        return f'<div class="group">\n{heading}\n{listed}\n</div>'

    def _item(self, found: FoundFinding) -> str:
        anchor = "" if found.anchor in self.anchors else f' id="{found.anchor}"'
        self.anchors.add(found.anchor)
        table = table_of(self.disclosure, found)
        data = (
            f' data-family="{family_of(found.check)}" data-severity="{found.severity}"'
            f' data-category="{found.category}" data-table="{table}"'
        )
        message = f"<p>{self.links.say.mixed(found.message, found.message_en)}</p>"
        return f"<li{anchor}{data}>{message}{sides(self.links, found)}{self._places(found)}</li>\n"

    def _places(self, found: FoundFinding) -> str:
        return quotes(self.links, self.disclosure, found, self.shown)


def table_of(disclosure: Disclosure, found: FoundFinding) -> str:
    """The standard table a finding is about, by its instance or its first place; blank for text and forms."""
    if isinstance(found, YearFinding):
        return ""
    named = found.instance.partition("/")[0]
    if any(table.name == named for table in disclosure.tables):
        return named
    table = disclosure.table_at(found.places[0].line) if found.places else None
    return table.name if table else ""


def sides(links: Links, found: FoundFinding) -> str:
    """What stands on either side, the difference and what is tolerated, as the ledger has them.

    Without a value on either side, names that the label quotes are what was compared.
    """
    say = links.say
    sides_of = (found.left, found.right)
    named = [(labels.side(say, label, place), value) for place, (label, value) in enumerate(sides_of)]
    if found.left[1] or found.right[1]:
        pairs = [
            (name, say.mixed(value, value) if value else say("无", "none")) for name, value in named if name or value
        ]
    else:
        quoted = [
            labels.side(say, label, place) for place, (label, _) in enumerate(sides_of) if "“" in label_in(label, "zh")
        ]
        pairs = [(say("对照", "Compared"), name) for name in quoted]
    if found.difference:
        pairs.append((say("相差", "Difference"), text(found.difference)))
    if found.tolerance and found.tolerance != "0":
        pairs.append((say("容许", "Tolerated"), text(found.tolerance)))
    return html.definitions(pairs, "sides") if pairs else ""


def quotes(links: Links, disclosure: Disclosure, found: FoundFinding, shown_at: ShownAt) -> str:
    """The source lines of a finding, each under links to it and to what it became; the cells meant are marked."""
    by_line: dict[tuple[str, int], list[int]] = {}
    printed: dict[tuple[str, int], str] = {}
    for index, place in enumerate(found.places):
        package = found.packages[index] if isinstance(found, YearFinding) else disclosure.name
        line = found.lines[index] if isinstance(found, YearFinding) else line_at(disclosure, place.line)
        by_line.setdefault((package, place.line), []).append(place.cell)
        printed[package, place.line] = line
    shown = [
        f'<li><span class="quiet">{_where(links, disclosure.name, found, key, numbers, shown_at)}</span>'
        f"{quote(links.say, Quote(printed[key], frozenset(numbers), _values(found)))}</li>"
        for key, numbers in list(by_line.items())[:_MOST_QUOTES]
    ]
    more = [
        parts.place_link(links, package, Locator(line))
        for package, line in list(by_line)[_MOST_QUOTES : _MOST_QUOTES * 5]
    ]
    rest = len(by_line) - _MOST_QUOTES * 5
    if rest > 0:
        more.append(links.say(f"等 {rest} 处", f"and {rest} more"))
    also = f'<li class="quiet">{links.say("还有", "Also")} {links.say.listed(more)}</li>' if more else ""
    return f'<ul class="quotes">{"".join(shown)}{also}</ul>' if shown else ""


def line_at(disclosure: Disclosure, line: int) -> str:
    """A line of the source; blank where the source has no such line."""
    return disclosure.lines[line - 1] if line <= len(disclosure.lines) else ""


def _values(found: FoundFinding) -> tuple[str, ...]:
    return tuple(value for _, value in (found.left, found.right) if value)


def _where(
    links: Links, here: str, found: FoundFinding, key: tuple[str, int], numbers: Sequence[int], shown_at: ShownAt
) -> str:
    """Links to a line of the source and to what was made of it; the line of another package is named with it."""
    package, line = key
    say = links.say
    own = package == here
    places = (Locator(line, cell) for cell in numbers) if own else ()
    place = next(filter(shown_at.is_amount, places), Locator(line))
    whose = "" if own else f"{text(package_title(say, package))} "
    told = f"{whose}{say(f'第 {line} 行', f'line {line}')}"
    target = links.to(addresses.source(package), told, str(place), css="at")
    return f"{target} {shown_at.link(found, line, numbers) if own else ''}".rstrip()


def package_title(say: Speaker, package: str) -> str:
    """`2022年部门预算`, from the name of a package of the same unit."""
    _, _, year, scope, kind = package.split("-")
    return say.of(words.SHORT_TITLE[scope, kind]).format(year)


# -- filters and what holds ---------------------------------------------------------------------


def _filters(view: _View, told: Sequence[FoundFinding]) -> str:
    """Only what occurs can be chosen; hidden where there are no scripts, since everything is shown then."""
    say, disclosure = view.links.say, view.disclosure
    families = {family_of(found.check) for found in told}
    tables = {table_of(disclosure, found) for found in told}
    titles = [(table.name, text(say.title(table.schema))) for table in disclosure.tables if table.name in tables]
    return (
        '<form class="filters findings-here" hidden>\n'
        + select("family", say("哪一族检查", "Family"), family_options(say, families), say)
        + select("severity", say("轻重", "Severity"), _present(say, words.SEVERITY, {f.severity for f in told}), say)
        + select("category", say("类别", "Category"), _present(say, words.CATEGORY, {f.category for f in told}), say)
        + select("table", say("表", "Table"), titles, say)
        + f'<p class="act"><button type="reset">{say("清除", "Clear")}</button></p>\n'
        + '<p class="count wide" aria-live="polite"></p>\n</form>'
    )


def _present(say: Speaker, known: Mapping[str, tuple[str, str]], present: set[str]) -> list[tuple[str, str]]:
    return [(name, say.of(pair)) for name, pair in known.items() if name in present]


def family_options(say: Speaker, present: Iterable[str]) -> list[tuple[str, str]]:
    """Families of checks to choose from."""
    return [(letter, f"{letter} {say.of(title)}") for letter, title in words.CHECK_FAMILY.items() if letter in present]


def select(name: str, label: str, options: Iterable[tuple[str, str]], say: Speaker) -> str:
    """One choice of a filter; labels are HTML."""
    listed = "".join(f'<option value="{text(value)}">{shown}</option>' for value, shown in options)
    every = say("不限", "any")
    return (
        f'<p><label for="f-{name}">{label}</label><select id="f-{name}" name="{name}">'
        f'<option value="">{every}</option>{listed}</select></p>\n'
    )


def _held(disclosure: Disclosure, links: Links) -> str:
    """What holds, check by check, in numbers; the instances stand in checks.csv."""
    say = links.say
    rows = list(_held_rows(disclosure.tally, links))
    title = say("成立的核对", "What holds")
    head = (
        say("检查", "Check"),
        say("核对处", "Instances"),
        say("成立", "Hold"),
        say("尾差", "Rounding"),
        say("不适用", "Not applicable"),
    )
    table = html.table(head, rows, css="plain counts", label=title)
    status = by_status(disclosure.tally)
    told = say(
        f"按检查列出（{len(rows)} 项检查，{status['pass'] + status['rounding']:,} 处成立）",
        f"Check by check ({len(rows)} checks, {status['pass'] + status['rounding']:,} instances hold)",
    )
    file = links.to(addresses.data(disclosure.name, "data/checks.csv"), "checks.csv", css="file")
    each = say(f"每一处的两边数字见 {file}。", f"Both sides of every instance stand in {file}.")
    return (
        f'<section>\n<h2 id="held">{title} <small>{status["pass"] + status["rounding"]:,}</small></h2>\n<p>{each}</p>\n'
        f"<details><summary>{told}</summary>\n{table}\n</details>\n</section>"
    )


def _held_rows(tally: Tally, links: Links) -> Iterator[Sequence[str]]:
    of_check: dict[str, Counter[str]] = {}
    for (check, status, _), count in tally.items():
        of_check.setdefault(check, Counter())[status] += count
    order = list(KNOWN)
    known = [check for check in of_check if check in KNOWN]
    for check in sorted(known, key=order.index):
        counts = of_check[check]
        if counts["pass"] or counts["rounding"] or counts["not_applicable"]:
            yield (
                check_link(links, check, titled=True),
                *(
                    f"{number:,}" if number else ""
                    for number in (
                        sum(counts.values()), counts["pass"], counts["rounding"], counts["not_applicable"]
                    )
                ),
            )  # fmt: skip
