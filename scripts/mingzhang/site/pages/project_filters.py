"""The form above the list of all projects. `assets/all-projects` works it; it is hidden without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang import codes
from mingzhang.site import addresses, words
from mingzhang.site.html import text
from mingzhang.site.language import Pair, Speaker
from mingzhang.site.page import Links
from mingzhang.site.pages.units import Entry

_ANY: Pair = ("不限", "any")
_NUMBER = 'type="number" inputmode="decimal" min="0" step="any"'
_WHERE: tuple[tuple[str, Pair], ...] = (
    ("", ("名称、用途与指标", "name, purpose and indicators")),
    ("name", ("只在名称", "name only")),
    ("indicators", ("只在绩效指标", "indicators only")),
    ("purpose", ("只在用途", "purpose only")),
)
_FORMS: tuple[tuple[str, Pair], ...] = (("", _ANY), ("yes", ("有", "yes")), ("no", ("没有", "no")))
_ORDERS: tuple[tuple[str, Pair], ...] = (
    ("", ("默认次序", "default order")),
    ("-amount", ("金额从大到小", "largest amount first")),
    ("amount", ("金额从小到大", "smallest amount first")),
    ("-year", ("年度从新到旧", "newest year first")),
    ("year", ("年度从旧到新", "oldest year first")),
    ("unit", ("单位，按区划", "unit, by division")),
    ("-unit", ("单位，按区划倒序", "unit, by division, reversed")),
    ("-indicators", ("指标从多到少", "most indicators first")),
    ("indicators", ("指标从少到多", "fewest indicators first")),
    ("name", ("项目名称", "name of the project")),
    ("-name", ("项目名称，倒序", "name of the project, reversed")),
)
"""The order that nobody has to name comes first; a minus turns a column round."""
_NOTE: Pair = (
    "文档不写单个项目属于哪个支出功能：这里看的是单位的项目支出列在哪些科目。用途和指标里的字按相邻的两个字查找。",
    "Documents do not print the function of a single project: what counts is under which functions the unit books its "
    "expenditure on projects. Words in purposes and indicators are looked up by pairs of neighbouring characters.",
)


def filters(links: Links, listed: Sequence[Entry]) -> str:
    """The form, and the place for what fits. What is asked for less often is folded."""
    say = links.say
    folded = (
        f"<details><summary>{say('更多条件与排列', 'More conditions, and the order')}</summary>\n"
        f'<div class="fields">\n{_more(say, listed)}</div>\n<p class="quiet">{say.of(_NOTE)}</p></details>\n'
    )
    take = say("下载所选（CSV）", "Download the selection (CSV)")
    acts = (
        f'<p class="act"><button type="reset">{say("清除", "Clear")}</button> '
        f'<button type="button" class="csv" hidden>{take}</button></p>'
    )
    return (
        f'<form class="filters of-projects" role="search" hidden data-list="{links.href(addresses.PROJECT_LIST)}">\n'
        f'<div class="fields">\n{_first(say)}</div>\n{folded}'
        f'<p class="count" role="status"></p>\n<div class="sums"></div>\n{acts}\n</form>\n'
        '<div class="matches" hidden></div>'
    )


def _first(say: Speaker) -> str:
    return "".join(
        (
            _typed(
                "words",
                say("名称、用途或指标中的字", "Words in name, purpose or indicators (Chinese)"),
                _search(say("两个字以上", "two characters or more")),
            ),
            _typed(
                "unit",
                say("单位、地区或编码", "Unit or place (Chinese), or code"),
                _search(say("名称的一部分", "part of a name")),
            ),
            _typed("from", say("金额从（万元）", "Amount from (10,000 yuan)"), _NUMBER),
            _typed("to", say("到（万元）", "to (10,000 yuan)"), _NUMBER),
        )
    )


def _more(say: Speaker, listed: Sequence[Entry]) -> str:
    everything = ("", say.of(_ANY))
    years = sorted({str(entry.fiscal_year) for entry in listed}, reverse=True)
    return "".join(
        (
            _chosen("division", say("地区", "Place"), [everything, *_divisions(listed)], say.mark),
            _chosen("year", say("年度", "Year"), [everything, *((year, year) for year in years)]),
            _chosen("kind", say("预算或决算", "Budget or accounts"), [everything, *_said(say, words.KIND.items())]),
            _typed(
                "function",
                say("支出功能（科目名称或编码）", "Function (name or code)"),
                _search(say("例如：教育、社会保障", "e.g. education, 208")),
            ),
            _chosen("in", say("字在哪里找", "Look for the words in"), _said(say, _WHERE)),
            _chosen("form", say("绩效表", "Form"), _said(say, _FORMS)),
            _chosen("sort", say("排列", "Order"), _said(say, _ORDERS)),
        )
    )


def _said(say: Speaker, pairs: Iterable[tuple[str, Pair]]) -> list[tuple[str, str]]:
    return [(value, say.of(pair)) for value, pair in pairs]


def _search(hint: str) -> str:
    return f'type="search" autocomplete="off" placeholder="{hint}"'


def _typed(name: str, label: str, attributes: str) -> str:
    return f'<p><label for="f-{name}">{label}</label><input id="f-{name}" name="{name}" {attributes}></p>\n'


def _chosen(name: str, label: str, options: Iterable[tuple[str, str]], mark: str = "") -> str:
    """A choice; `mark` marks every option but the first, which is none."""
    made = "".join(
        f'<option value="{text(value)}"{mark if value else ""}>{text(shown)}</option>' for value, shown in options
    )
    return f'<p><label for="f-{name}">{label}</label><select id="f-{name}" name="{name}">{made}</select></p>\n'


def _divisions(listed: Sequence[Entry]) -> list[tuple[str, str]]:
    """Provinces, prefectures and counties that have projects; the value is how their codes begin."""
    found: dict[str, str] = {}
    for entry in listed:
        path = codes.division_path(entry.division_code, entry.fiscal_year)
        for depth, division in enumerate(path):
            found.setdefault(_beginning(division.code), "\u3000" * depth + division.name)
    return sorted(found.items())


def _beginning(code: str) -> str:
    """What the codes of a division and of all below it begin with."""
    return code.removesuffix("00").removesuffix("00")
