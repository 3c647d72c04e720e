"""How to cite a dataset: as text, BibTeX and CSL-JSON."""

from __future__ import annotations

import json
from typing import Any

from mingzhang.feeds.published import Published, Site

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
    """After GB/T 7714. `released` is the date of the release that is cited, left out where there is none."""
    dataset = one.dataset
    parts = [dataset.agency_name, f"{dataset.title}[DS/OL]", f"{site.title}, 版本 {dataset.version}"]
    if released:
        parts[-1] += f", {released}"
    parts.append(f"数据包 {dataset.name}, sha256:{dataset.hash}")
    if site.url:
        parts.append(site.address(one.page, ""))
    return ". ".join(parts) + "."


def cite_text_en(one: Published, site: Site, released: str = "") -> str:
    """The same in English; the names stay Chinese."""
    dataset = one.dataset
    year = f" ({released[:4]})" if released else ""
    parts = [
        f"{dataset.agency_name}{year}",
        f"{dataset.title_en} [Data set], version {dataset.version}",
        site.title_en,
        f"Package {dataset.name}, sha256:{dataset.hash}",
    ]
    if site.url:
        parts.append(site.address(one.page, ""))
    return ". ".join(parts) + "."


def cite_bibtex(one: Published, site: Site, released: str = "") -> str:
    """A biblatex `@dataset`; there is no `date` where no release is cited."""
    dataset = one.dataset
    fields = {
        "author": f"{{{_bibtex(dataset.agency_name)}}}",
        "title": _bibtex(dataset.title),
        "version": dataset.version,
        "publisher": _bibtex(site.title),
        "note": _bibtex(f"{dataset.title_en}; package {dataset.name}; sha256:{dataset.hash}; {dataset.licence.name}"),
    }
    if released:
        fields["date"] = released
    if site.url:
        fields["url"] = site.address(one.page, "")
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@dataset{{{dataset.name},", *lines, "}"]) + "\n"


def cite_csl(one: Published, site: Site, released: str = "") -> str:
    """An array with one CSL-JSON item; `issued` only where a release is cited. CSL has no field for a licence."""
    dataset = one.dataset
    item: dict[str, Any] = {
        "id": dataset.name,
        "type": "dataset",
        "title": dataset.title,
        "author": [{"literal": dataset.agency_name}],
        "publisher": site.title,
        "version": dataset.version,
        "archive_location": f"sha256:{dataset.hash}",
        "language": "zh",
        "translated-title": dataset.title_en,
        "custom": {"license": dataset.licence.name},
    }
    if released:
        item["issued"] = {"date-parts": [[int(part) for part in released.split("-")]]}
    if site.url:
        item["URL"] = site.address(one.page, "")
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def _bibtex(text: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in text)
