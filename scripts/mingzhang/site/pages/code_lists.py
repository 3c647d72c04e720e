"""The code lists: classifications, their mapping, divisions by province."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mingzhang import codes
from mingzhang.codes import Division, Scheme
from mingzhang.codes.tables import read_rows
from mingzhang.site import addresses, html
from mingzhang.site.html import text
from mingzhang.site.page import Crumb, Links, Page

_SCHEMES: Mapping[Scheme, tuple[str, str]] = {
    "functional": ("支出功能分类", "functional.csv"),
    "dept_economic": ("部门预算支出经济分类", "economic_department.csv"),
    "gov_economic": ("政府预算支出经济分类", "economic_government.csv"),
    "revenue": ("收入分类", "revenue.csv"),
}
_UNIT_TYPE = {"administrative": "机关", "institution": "事业单位", "both": "机关与事业单位"}
_UP: tuple[Crumb, ...] = (("编码表", addresses.CODES),)
_MAPPING = "mapping"
_DIVISIONS = "divisions"
_OBSERVED = "收集自公开文档，并非财政部的正式文本：未列出的科目未必不存在，“所见年份”是文档的年份。"


def code_pages() -> list[Page]:
    """The overview, one page per list, one per province."""
    return [
        _overview(),
        *(_scheme_page(scheme) for scheme in _SCHEMES),
        _mapping_page(),
        _divisions_page(),
        *(_province_page(province) for province in _provinces()),
    ]


def code_files() -> dict[str, str]:
    """Published name → file under `schemas/codes/`."""
    names = [file for _, file in _SCHEMES.values()] + ["economic_mapping.csv", "divisions.csv"]
    return {f"data/codes/{name}": name for name in sorted(names)}


def _overview() -> Page:
    links = Links(addresses.CODES)
    rows = [
        (links.to(addresses.codes(scheme), title), str(len(codes.load_codes(scheme))), _file(links, file))
        for scheme, (title, file) in _SCHEMES.items()
    ]
    mapping = sum(map(len, codes.load_mapping().values()))
    rows.append(
        (
            links.to(addresses.codes(_MAPPING), "部门与政府经济分类对照"),
            str(mapping),
            _file(links, "economic_mapping.csv"),
        )
    )
    divisions = sum(map(len, codes.divisions().values()))
    rows.append((links.to(addresses.codes(_DIVISIONS), "行政区划"), str(divisions), _file(links, "divisions.csv")))
    body = f"<h1>编码表</h1>\n<p>数据中的编码取自这些表。科目{_OBSERVED}</p>\n" + html.table(
        ("编码表", "条目", "下载"), rows, label="编码表"
    )
    return Page(addresses.CODES, "编码表", "支出功能分类、经济分类、收入分类与行政区划。", body)


def _file(links: Links, file: str) -> str:
    return links.to(f"data/codes/{file}", f"<code>{file}</code>", css="file")


def _scheme_page(scheme: Scheme) -> Page:
    title, file = _SCHEMES[scheme]
    links = Links(addresses.codes(scheme))
    years = _years(file)
    rows = "\n".join(_code(code, years.get(code.code, "")) for code in codes.load_codes(scheme).values())
    head = html.row(("编码", "名称", "所见年份"), head=True)
    table = f'<table class="codes">\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>'
    body = f"<h1>{title}</h1>\n<p>{_OBSERVED}</p>\n<p>{_file(links, file)}</p>\n{html.scroll(table, title)}"
    return Page(addresses.codes(scheme), f"{title} · 编码表", f"{title}：编码、名称、英文名。", body, _UP)


def _years(file: str) -> dict[str, str]:
    rows = read_rows(file.removesuffix(".csv"))
    key = next(iter(rows[0]))
    return {row[key]: _span(row["first_year"], row["last_year"]) for row in rows}


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _code(code: codes.Code, years: str) -> str:
    english = f'<br><span class="quiet" lang="en">{text(code.name_en)}</span>' if code.name_en else ""
    other = f' <span class="quiet">又作 {text("、".join(code.aliases))}</span>' if code.aliases else ""
    return (
        f'<tr id="{code.code}" class="l{code.level - 1}"><th scope="row"><code>{code.code}</code></th>'
        f"<td>{text(code.name)}{other}{english}</td><td>{years}</td></tr>"
    )


def _mapping_page() -> Page:
    links = Links(addresses.codes(_MAPPING))
    department, government = codes.load_codes("dept_economic"), codes.load_codes("gov_economic")

    def named(scheme: Scheme, known: Mapping[str, codes.Code], code: str) -> str:
        if code not in known:
            return f"<code>{code}</code>"
        return f"{links.to(addresses.codes(scheme), f'<code>{code}</code>', code)} {text(known[code].name)}"

    rows = [
        (named("dept_economic", department, dept), named("gov_economic", government, gov), _UNIT_TYPE[kind])
        for dept, found in codes.load_mapping().items()
        for gov, kind in found.items()
    ]
    body = (
        "<h1>部门与政府经济分类对照</h1>\n<p>同一笔支出在部门预算与政府预算中的两个科目。</p>\n"
        f"<p>{_file(links, 'economic_mapping.csv')}</p>\n"
        + html.table(("部门预算科目", "政府预算科目", "适用"), rows, label="对照")
    )
    return Page(addresses.codes(_MAPPING), "经济分类对照 · 编码表", "部门与政府经济分类的对照。", body, _UP)


# -- divisions ----------------------------------------------------------------------------------


def _provinces() -> list[Division]:
    return [spans[-1] for spans in codes.divisions().values() if spans[-1].level == "province"]


def _divisions_page() -> Page:
    links = Links(addresses.codes(_DIVISIONS))
    entries = [
        f"{links.to(addresses.divisions_of(province.code), text(province.name))} "
        f'<span class="quiet"><code>{province.code}</code></span>'
        for province in _provinces()
    ]
    body = (
        "<h1>行政区划</h1>\n<p>GB/T 2260 代码，省、地、县三级，2002 年以来的名称与变更都在内。"
        f"</p>\n<p>{_file(links, 'divisions.csv')}</p>\n{html.items(entries, 'columns')}"
    )
    return Page(addresses.codes(_DIVISIONS), "行政区划 · 编码表", "GB/T 2260 行政区划代码。", body, _UP)


def _province_page(province: Division) -> Page:
    address = addresses.divisions_of(province.code)
    links = Links(address)
    spans = [
        (position, span)
        for code, found in codes.divisions().items()
        if code.startswith(province.code[:2])
        for position, span in enumerate(reversed(found))
    ]
    rows = "\n".join(_division(links, span, first=position == 0) for position, span in spans)
    head = html.row(("代码", "名称", "有效年份", "后继"), head=True)
    table = f'<table class="codes">\n<thead>{head}</thead>\n<tbody>\n{rows}\n</tbody>\n</table>'
    body = f"<h1>{text(province.name)}</h1>\n{html.scroll(table, province.name)}"
    crumbs = (*_UP, ("行政区划", addresses.codes(_DIVISIONS)))
    return Page(address, f"{province.name} · 行政区划", f"{province.name}的行政区划代码与变更。", body, crumbs)


def _division(links: Links, span: Division, *, first: bool) -> str:
    anchor = f' id="{span.code}"' if first else ""
    depth = {"province": 0, "prefecture": 1, "county": 2}[span.level]
    years = _validity(span)
    return (
        f'<tr{anchor} class="l{depth}{" ended" if span.valid_to else ""}"><th scope="row"><code>{span.code}</code></th>'
        f"<td>{text(span.name)}</td><td>{years}</td><td>{_successors(links, span.successors)}</td></tr>"
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
