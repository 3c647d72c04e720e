"""Writing a hub: pages in two languages, an index to find units by, one catalog of all, and DCAT that leads on."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.extras import require
from mingzhang.hub.page import FIND, SCRIPT, hub_page
from mingzhang.hub.read import is_address
from mingzhang.hub.sites import Site, judge_sites
from mingzhang.packages.replacing import put_in_place, written_beside
from mingzhang.site import addresses
from mingzhang.site.compact_json import compact_json
from mingzhang.site.language import LANGUAGES
from mingzhang.site.modules import modules_of
from mingzhang.site.standalone import MARK, PORTAL_STYLE

CATALOG, DCAT = "catalog.json", "catalog.jsonld"
_OWN = "hub.json"
"""Tells a folder that holds a hub, and may be replaced, from any other."""
_TITLE = ("明账：各地", "Mingzhang: all sites")
_ABOUT = (
    "各地政府部门预算、决算公开文档的开放数据：每地一个站点，这里是总目录。",
    "Open data from the budgets and final accounts that Chinese departments disclose: one site for each place, "
    "all of them listed here.",
)


@dataclass(frozen=True, slots=True)
class Hub:
    """What a hub says of itself: its address (may be blank) and its titles."""

    sites: tuple[Site, ...]
    address: str = ""
    title: str = _TITLE[0]
    title_en: str = _TITLE[1]


def write_hub(hub: Hub, out: Path, assets: Path) -> list[Path]:
    """Write the hub to `out`, which is replaced as a whole; returns its files. Raises `DisclosureError`.

    `assets` is the folder of the portal's own styles and scripts (`site_src/assets`).
    """
    judge_sites(hub.sites)
    if hub.address and not is_address(hub.address):
        raise _wrong(out, f"{hub.address[:80]!r} is no address", "give one such as https://example.org/path/")
    if os.path.lexists(out) and not (out / _OWN).is_file():
        raise _wrong(out, "holds something else than a hub", "name another folder with --out")
    try:
        with written_beside(out) as beside:
            _fill(hub, beside / "fresh", assets)
            put_in_place(beside / "fresh", out)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise _wrong(Path(error.filename or out), reason, "make room or choose another folder") from None
    return sorted(path for path in out.rglob("*") if path.is_file())


def _fill(hub: Hub, folder: Path, assets: Path) -> None:
    material = _material_style()
    style = f"assets/stylesheets/{material.name}"
    for source, place in (
        (material, style),
        (assets / "portal.css", PORTAL_STYLE),
        (assets / "mark.svg", MARK),
        (assets / "hub.js", SCRIPT),
        *((assets / module, f"assets/{module}") for module in modules_of("hub.js", assets)),
    ):
        _put(folder / place, source.read_bytes())
    for lang in LANGUAGES:
        title = hub.title_en if lang == "en" else hub.title
        page = hub_page(hub.sites, title, _ABOUT, (style, PORTAL_STYLE), lang)
        _put(folder / ("en" if lang == "en" else "") / "index.html", page)
    _put(folder / FIND, find_index(hub.sites))
    _put(folder / CATALOG, merged_catalog(hub))
    _put(folder / DCAT, merged_dcat(hub))
    told = {"sites": [site.address for site in hub.sites], "title": hub.title, "title_en": hub.title_en}
    _put(folder / _OWN, _dump(told))


def find_index(sites: Sequence[Site]) -> bytes:
    """All units: division, name, number of the site, address of its page in that site, and its years."""
    units: dict[tuple[int, str, str], list[Any]] = {}
    for number, site in enumerate(sites):
        for one in site.disclosures:
            place = addresses.unit(one.division_code, one.agency_code)
            unit = units.setdefault((number, *one.unit_key), [one.division, one.agency, number, place, []])
            if one.fiscal_year not in unit[4]:
                unit[4].append(one.fiscal_year)
    rows = [[*unit[:4], sorted(unit[4])] for _, unit in sorted(units.items(), key=lambda found: found[0][1:])]
    return compact_json({"sites": [site.address for site in sites], "units": rows})


def merged_catalog(hub: Hub) -> bytes:
    """`catalog.json` of all portals: as that of one, with `sites`, and of each package the files that hold it whole."""
    tables: dict[str, Any] = {}
    for site in hub.sites:
        for key, table in site.catalog["tables"].items():
            tables.setdefault(key, table)
    packages = [
        {**one.entry, "site": site.address} for site in hub.sites for one in site.disclosures
    ]  # fmt: skip
    counts = {
        "packages": len(packages),
        "units": len({one.unit_key for site in hub.sites for one in site.disclosures}),
        "facts": sum(site.facts for site in hub.sites),
        "rows": sum(int(site.catalog["counts"]["rows"]) for site in hub.sites),
    }
    return _dump(
        {
            "format": 1,
            "title": hub.title,
            "title_en": hub.title_en,
            "description": _ABOUT[0],
            "description_en": _ABOUT[1],
            "home": hub.address or "./",
            "counts": counts,
            "files": [],
            "sites": [_site(site) for site in hub.sites],
            "tables": dict(sorted(tables.items())),
            "packages": sorted(packages, key=lambda one: str(one["name"])),
        }
    )


def _site(site: Site) -> dict[str, Any]:
    return {
        "home": site.address,
        "catalog": f"{site.address}{CATALOG}",
        "title": site.catalog["title"],
        "counts": {"packages": len(site.disclosures), "units": site.units, "facts": site.facts},
    }


def merged_dcat(hub: Hub) -> bytes:
    """A `dcat:Catalog` of catalogs: harvesters follow each to the DCAT of its portal, which has the datasets."""
    return _dump(
        {
            "@context": {
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
                "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            },
            "@id": hub.address or "./",
            "@type": "dcat:Catalog",
            "dct:title": _texts(hub.title, hub.title_en),
            "dct:description": _texts(*_ABOUT),
            "foaf:homepage": {"@id": hub.address or "./"},
            "dcat:catalog": [_dcat_site(site) for site in hub.sites],
        }
    )


def _dcat_site(site: Site) -> dict[str, Any]:
    return {
        "@id": site.identity,
        "@type": "dcat:Catalog",
        "dct:title": _texts(str(site.catalog["title"]), str(site.catalog["title_en"])),
        "foaf:homepage": {"@id": site.address},
        "rdfs:seeAlso": {"@id": f"{site.address}{DCAT}"},
    }


def _texts(chinese: str, english: str) -> list[Mapping[str, str]]:
    return [{"@value": chinese, "@language": "zh"}, {"@value": english, "@language": "en"}]


def _dump(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _material_style() -> Path:
    """The base styles of the portal's theme, as it is installed."""
    require("material")
    spec = find_spec("material")
    folders = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    found = sorted(path for folder in folders for path in folder.glob("templates/assets/stylesheets/main.*.min.css"))
    if not found:
        raise _wrong(Path("mkdocs-material"), "has no styles where they are expected", "install another version of it")
    return found[0]


def _wrong(where: Path, message: str, remedy: str) -> DisclosureError:
    return DisclosureError("hub-write", message, where, None, "", remedy)
