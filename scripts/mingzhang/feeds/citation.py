"""How to cite a dataset: as text, BibTeX and CSL-JSON.

The department is the author, Mingzhang compiled and publishes the data (`mingzhang.ground.attribution`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mingzhang.feeds.published import Published, Site

UNRELEASED = ("未发布的草稿", "unreleased draft")
"""Said in place of a date where a version is in no release: it may still change."""

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}


def cite_text(one: Published, site: Site, released: str = "") -> str:
    """After GB/T 7714. `released` is the date of the release that is cited; where there is none, that is said."""
    dataset = one.dataset
    parts = [dataset.agency_name, f"{dataset.title}[DS/OL]", f"{site.title} 整理, 版本 {dataset.version}"]
    parts[-1] += f", {released or UNRELEASED[0]}"
    parts.append(f"数据包 {dataset.name}, sha256:{dataset.hash}")
    if site.url:
        parts.append(site.address(one.page, ""))
    parts += [f"原文 {found}" for found in _found_at(one, "发布", "获取", "，")]
    return ". ".join(parts) + "."


def cite_text_en(one: Published, site: Site, released: str = "") -> str:
    """The same in English; the names stay Chinese."""
    dataset = one.dataset
    year = f" ({released[:4]})" if released else ""
    parts = [
        f"{dataset.agency_name}{year}",
        f"{dataset.title_en} [Data set], version {dataset.version}{'' if released else f', {UNRELEASED[1]}'}",
        f"Compiled by {site.title}",
        f"Package {dataset.name}, sha256:{dataset.hash}",
    ]
    if site.url:
        parts.append(site.address(one.page, ""))
    parts += [f"Source {found}" for found in _found_at(one, "published", "fetched", ", ")]
    return ". ".join(parts) + "."


def cite_bibtex(one: Published, site: Site, released: str = "") -> str:
    """A `@dataset` for biblatex (`date`) and BibTeX (`year`); where no release is cited there is neither."""
    dataset = one.dataset
    notes = [dataset.title_en, f"package {dataset.name}", f"sha256:{dataset.hash}", dataset.licence.name]
    notes += [f"source {found}" for found in _found_at(one, "published", "fetched", ", ")]
    fields = {
        "author": f"{{{_bibtex(dataset.agency_name)}}}",
        "title": _bibtex(dataset.title),
        "version": dataset.version,
        "editor": f"{{{_bibtex(site.title)}}}",
        "editortype": "compiler",
        "publisher": _bibtex(site.title),
        "note": _bibtex("; ".join(notes if released else [*notes, UNRELEASED[1]])),
    }
    if released:
        fields |= {"date": released, "year": released[:4]}
    if site.url:
        fields["url"] = site.address(one.page, "")
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@dataset{{{dataset.name},", *lines, "}"]) + "\n"


def cite_csl(one: Published, site: Site, released: str = "") -> str:
    """An array with one CSL-JSON item: `issued` where a release is cited, else `status`. CSL knows no licence."""
    dataset = one.dataset
    item: dict[str, Any] = {
        "id": dataset.name,
        "type": "dataset",
        "title": dataset.title,
        "author": [{"literal": dataset.agency_name}],
        "compiler": [{"literal": site.title}],
        "publisher": site.title,
        "version": dataset.version,
        "archive_location": f"sha256:{dataset.hash}",
        "language": "zh",
        "translated-title": dataset.title_en,
        "custom": {"license": dataset.licence.name},
    }
    if released:
        item["issued"] = {"date-parts": [[int(part) for part in released.split("-")]]}
    else:
        item["status"] = UNRELEASED[1]
    if site.url:
        item["URL"] = site.address(one.page, "")
    if found := list(_found_at(one, "published", "fetched", ", ")):
        item["note"] = "; ".join(f"source {address}" for address in found)
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def _found_at(one: Published, published: str, fetched: str, comma: str) -> Iterator[str]:
    """Each address of an original, once, with the days that are known: `https://… (published 2024-02-08)`."""
    said = set()
    for original in one.dataset.originals:
        days = ((published, original.published), (fetched, original.fetched))
        known = comma.join(f"{what} {day}" for what, day in days if day)
        found = f"{original.url} ({known})" if known else original.url
        if original.url and found not in said:
            said.add(found)
            yield found


def _bibtex(text: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in text)
