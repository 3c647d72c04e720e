"""The code lists: classifications, their mapping, divisions by province."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingzhang import codes
from mingzhang.codes import Division, Scheme
from mingzhang.codes.published_lists import read_rows
from mingzhang.site import addresses, html, labels
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Pair, Speaker
from mingzhang.site.page import Crumb, Links, Page

_SCHEMES: Mapping[Scheme, tuple[Pair, str]] = {
    "functional": (("支出功能分类", "Functional classification of expenditure"), "functional.csv"),
    "dept_economic": (("部门预算支出经济分类", "Economic classification, departments"), "economic_department.csv"),
    "gov_economic": (("政府预算支出经济分类", "Economic classification, government"), "economic_government.csv"),
    "revenue": (("收入分类", "Revenue classification"), "revenue.csv"),
}
_UNIT_TYPE: dict[str, Pair] = {
    "administrative": ("机关", "government offices"),
    "institution": ("事业单位", "public institutions"),
    "both": ("机关与事业单位", "both"),
}
_MAPPING = "mapping"
_DIVISIONS = "divisions"
_NAMES = "names_en.csv"
_MAPPED: Pair = ("部门与政府经济分类对照", "Departmental and government economic codes")
_DIVISION_LIST: Pair = ("行政区划", "Administrative divisions")
_CODES: Pair = ("编码表", "Code lists")
_OBSERVED: Pair = (
    "收集自公开文档，并非财政部的正式文本：未列出的科目未必不存在，“所见年份”是文档的年份。",
    "Collected from published documents, not the official text of the Ministry of Finance: a code that is missing may "
    "exist, and years are those of the documents. English names are for reading and not official.",
)


def code_pages(lang: Lang) -> list[Page]:
    """The overview, one page per list, one per province."""
    return [
        _overview(lang),
        *(_scheme_page(scheme, lang) for scheme in _SCHEMES),
        _mapping_page(lang),
        _divisions_page(lang),
        *(_province_page(province, lang) for province in _provinces()),
    ]


def code_files() -> dict[str, str]:
    """Published name → file under `schemas/codes/`."""
    names = [file for _, file in _SCHEMES.values()] + ["economic_mapping.csv", "divisions.csv", _NAMES]
    return {f"data/codes/{name}": name for name in sorted(names)}


def _up(say: Speaker) -> tuple[Crumb, ...]:
    return (Crumb(say.of(_CODES), addresses.CODES),)


def _overview(lang: Lang) -> Page:
    links = Links(addresses.CODES, lang)
    say = links.say
    rows = [
        (links.to(addresses.codes(scheme), say.of(title)), str(len(codes.load_codes(scheme))), _file(links, file))
        for scheme, (title, file) in _SCHEMES.items()
    ]
    mapping = sum(map(len, codes.load_mapping().values()))
    divisions = sum(map(len, codes.divisions().values()))
    rows += [
        (links.to(addresses.codes(_MAPPING), say.of(_MAPPED)), str(mapping), _file(links, "economic_mapping.csv")),
        (links.to(addresses.codes(_DIVISIONS), say.of(_DIVISION_LIST)), str(divisions), _file(links, "divisions.csv")),
        (say("英文名称", "Names in English"), str(len(read_rows(_NAMES.removesuffix(".csv")))), _file(links, _NAMES)),
    ]
    title = say.of(_CODES)
    told = say(
        f"数据中的编码取自这些表。科目{_OBSERVED[0]}", f"The codes in the data come from these lists. {_OBSERVED[1]}"
    )
    head = (title, say("条目", "Entries"), say("下载", "Download"))
    body = f"<h1>{title}</h1>\n<p>{told}</p>\n" + html.table(head, rows, label=title)
    description = say(
        "支出功能分类、经济分类、收入分类与行政区划。",
        "Functional, economic and revenue classifications, and administrative divisions.",
    )
    return Page(addresses.CODES, title, description, body, lang=lang)


def _file(links: Links, file: str) -> str:
    return links.to(f"data/codes/{file}", f"<code>{file}</code>", css="file")


def _scheme_page(scheme: Scheme, lang: Lang) -> Page:
    titles, file = _SCHEMES[scheme]
    links = Links(addresses.codes(scheme), lang)
    say = links.say
    title = say.of(titles)
    years = _years(file)
    rows = "\n".join(_code(say, code, years.get(code.code, "")) for code in codes.load_codes(scheme).values())
    head = html.row((say("编码", "Code"), say("名称", "Name"), say("所见年份", "Years seen")), head=True)
    table = f'<table class="codes">\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>'
    told, name = say.of(_OBSERVED), f"{title} · {say.of(_CODES)}"
    body = f"<h1>{title}</h1>\n<p>{told}</p>\n<p>{_file(links, file)}</p>\n{html.scroll(table, title)}"
    description = say(f"{title}：编码、名称、英文名。", f"{title}: codes, Chinese names, usual English names.")
    return Page(addresses.codes(scheme), name, description, body, _up(say), lang=lang)


def _years(file: str) -> dict[str, str]:
    rows = read_rows(file.removesuffix(".csv"))
    key = next(iter(rows[0]))
    return {row[key]: _span(row["first_year"], row["last_year"]) for row in rows}


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _code(say: Speaker, code: codes.Code, years: str) -> str:
    english = code.name_en or labels.english_name(code.name)
    aliases = "、".join(code.aliases)
    other = f' <span class="quiet">{say("又作", "also")} {say.zh(text(aliases))}</span>' if aliases else ""
    if not english:
        names = f"{say.zh(text(code.name))}{other}"
    else:
        names = say(
            f'{text(code.name)}{other}<br><span class="quiet" lang="en">{text(english)}</span>',
            f'{text(english)}<br><span class="quiet" lang="zh">{text(code.name)}</span>{other}',
        )
    return (
        f'<tr id="{code.code}" class="l{code.level - 1}"><th scope="row"><code>{code.code}</code></th>'
        f"<td>{names}</td><td>{years}</td></tr>"
    )


def _mapping_page(lang: Lang) -> Page:
    links = Links(addresses.codes(_MAPPING), lang)
    say = links.say
    department, government = codes.load_codes("dept_economic"), codes.load_codes("gov_economic")

    def named(scheme: Scheme, known: Mapping[str, codes.Code], code: str) -> str:
        if code not in known:
            return f"<code>{code}</code>"
        name = labels.named(say, known[code].name)
        return f"{links.to(addresses.codes(scheme), f'<code>{code}</code>', code)} {name}"

    rows = [
        (named("dept_economic", department, dept), named("gov_economic", government, gov), say.of(_UNIT_TYPE[kind]))
        for dept, found in codes.load_mapping().items()
        for gov, kind in found.items()
    ]
    title = say.of(_MAPPED)
    told = say(
        "同一笔支出在部门预算与政府预算中的两个科目。",
        "The two codes of the same expenditure: in departmental budgets and in the government's.",
    )
    head = (
        say("部门预算科目", "Departmental code"),
        say("政府预算科目", "Government code"),
        say("适用", "Applies to"),
    )
    body = f"<h1>{title}</h1>\n<p>{told}</p>\n<p>{_file(links, 'economic_mapping.csv')}</p>\n" + html.table(
        head, rows, label=title
    )
    name = f"{say('经济分类对照', 'Economic codes compared')} · {say.of(_CODES)}"
    description = say("部门与政府经济分类的对照。", "Which departmental code corresponds to which of the government.")
    return Page(addresses.codes(_MAPPING), name, description, body, _up(say), lang=lang)


# -- divisions ----------------------------------------------------------------------------------


def _provinces() -> list[Division]:
    return [spans[-1] for spans in codes.divisions().values() if spans[-1].level in ("centre", "province")]


def _divisions_page(lang: Lang) -> Page:
    links = Links(addresses.codes(_DIVISIONS), lang)
    say = links.say
    entries = [
        f"{links.to(addresses.divisions_of(province.code), say.zh(text(province.name)))} "
        f'<span class="quiet"><code>{province.code}</code></span>'
        for province in _provinces()
    ]
    title = say.of(_DIVISION_LIST)
    told = say(
        "GB/T 2260 代码，省、地、县三级，2002 年以来的名称与变更都在内。",
        "GB/T 2260 codes of provinces, prefectures and counties, with names and changes since 2002.",
    )
    body = f"<h1>{title}</h1>\n<p>{told}</p>\n<p>{_file(links, 'divisions.csv')}</p>\n{html.items(entries, 'columns')}"
    description = say("GB/T 2260 行政区划代码。", "GB/T 2260 codes of administrative divisions.")
    name = f"{title} · {say.of(_CODES)}"
    return Page(addresses.codes(_DIVISIONS), name, description, body, _up(say), lang=lang)


def _province_page(province: Division, lang: Lang) -> Page:
    address = addresses.divisions_of(province.code)
    links = Links(address, lang)
    say = links.say
    spans = [
        (position, span)
        for code, found in codes.divisions().items()
        if code.startswith(province.code[:2])
        for position, span in enumerate(reversed(found))
    ]
    rows = "\n".join(_division(links, span, first=position == 0) for position, span in spans)
    titles = (say("代码", "Code"), say("名称", "Name"), say("有效年份", "Years valid"), say("后继", "Successor"))
    table = f'<table class="codes">\n<thead>{html.row(titles, head=True)}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>'
    divisions = say.of(_DIVISION_LIST)
    name = text(province.name)
    body = f"<h1{say.mark}>{name}</h1>\n{html.scroll(table, say(province.name, divisions))}"
    crumbs = (*_up(say), Crumb(divisions, addresses.codes(_DIVISIONS)))
    description = say(
        f"{province.name}的行政区划代码与变更。", f"Codes of the divisions of {province.name} and their changes."
    )
    return Page(address, f"{province.name} · {divisions}", description, body, crumbs, lang=lang)


def _division(links: Links, span: Division, *, first: bool) -> str:
    anchor = f' id="{span.code}"' if first else ""
    depth = {"centre": 0, "province": 0, "prefecture": 1, "county": 2}[span.level]
    mark = links.say.mark
    return (
        f'<tr{anchor} class="l{depth}{" ended" if span.valid_to else ""}"><th scope="row"><code>{span.code}</code></th>'
        f"<td{mark}>{text(span.name)}</td><td>{_validity(span)}</td>"
        f"<td{mark if span.successors else ''}>{_successors(links, span.successors)}</td></tr>"
    )


def _validity(span: Division) -> str:
    if span.valid_from is None and span.valid_to is None:
        return ""
    return f"{span.valid_from or ''}–{span.valid_to or ''}"


def _successors(links: Links, successors: Sequence[str]) -> str:
    return "、".join(
        links.to(addresses.divisions_of(f"{code[:2]}0000"), text(codes.division_at(code, None).name), code)
        if code in codes.divisions()
        else code
        for code in successors
    )
