"""DCAT 3 (as DCAT-AP profiles it) in JSON-LD: the catalog for harvesters of open-data portals.

A dataset keeps its identity from release to release: `@id` is its address in the newest one. What is here of it is the
version that this release has, with its landing page and files there; `dcat:hasVersion` names that version itself.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mingzhang.feeds.published import (
    FORMATS,
    Download,
    Published,
    Site,
    dataset_id,
    describe,
    describe_en,
    in_order,
    one_or_many,
)
from mingzhang.packages.build import LICENSES
from mingzhang.packages.dataset import Dataset, OriginalDocument

ADDRESS = "catalog.jsonld"

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_THEME = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
_CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"

_EVERYTHING = "downloads/#everything"
"""Where the files of the whole catalog stand on the portal: the landing page of the dataset of everything."""

_PACKED = {"json.gz": ("json", "dcat:compressFormat", "gzip"), "sqlite.zip": ("sqlite", "dcat:packageFormat", "zip")}
"""Files that pack one other: its ending, and what the packing is called."""


def dcat_jsonld(published: Sequence[Published], site: Site, general: Sequence[Download] = ()) -> bytes:
    """A `dcat:Catalog` of all datasets; a distribution is a file that holds the whole dataset.

    `general` are the files that hold all packages: the distributions of a dataset of everything. Without a site
    URL identifiers are relative to the document. Dates and versions of the catalog are those of the records of
    releases, left out where there is none.
    """
    ordered = in_order(published)
    datasets = [_dataset(one, site) for one in ordered]
    everything = [_everything(ordered, site, general)] if general and ordered else []
    catalog = {
        "@context": _CONTEXT,
        "@id": site.identity("", ADDRESS),
        "@type": "dcat:Catalog",
        "dct:title": _texts(site.title, site.title_en),
        "dct:description": _texts(site.description, site.description_en),
        "dct:publisher": _agent(site.title),
        "dct:license": {"@id": LICENSES[0]["path"]},
        **_dated(site.issued, site.date, site.release),
        "dct:language": {"@id": _CHINESE},
        "foaf:homepage": {"@id": site.address("", ADDRESS)},
        "dcat:dataset": [*everything, *datasets],
    }
    return (json.dumps(catalog, ensure_ascii=False, indent=1) + "\n").encode()


def _everything(ordered: Sequence[Published], site: Site, general: Sequence[Download]) -> dict[str, Any]:
    """All packages as one dataset: the compilation, whose author is Mingzhang."""
    datasets = [one.dataset for one in ordered]
    own = site.identity(_EVERYTHING, ADDRESS)
    titles = f"{site.title}：全部数据", f"{site.title_en}: all data"
    return {
        "@id": own,
        "@type": "dcat:Dataset",
        "dct:identifier": "mingzhang",
        "dct:title": _texts(*titles),
        "dct:description": _texts(site.description, site.description_en),
        **_dated(site.issued, site.date, site.release),
        **_version_here(own, site.address(_EVERYTHING, ADDRESS), site.release),
        "dct:license": {"@id": LICENSES[0]["path"]},
        "dct:publisher": _agent(site.title),
        "dct:creator": _agent(site.title),
        "dct:language": {"@id": _CHINESE},
        "dcat:theme": {"@id": _THEME},
        "dct:temporal": _period(min(one.starts for one in datasets), max(one.ends for one in datasets)),
        "dcat:landingPage": {"@id": site.address(_EVERYTHING, ADDRESS)},
        "dct:hasPart": [{"@id": dataset_id(one, site, ADDRESS)} for one in ordered],
        "dcat:distribution": [_distribution(download, titles, LICENSES[0]["path"], site) for download in general],
    }


def _dataset(one: Published, site: Site) -> dict[str, Any]:
    dataset = one.dataset
    page, own = site.address(one.page, ADDRESS), dataset_id(one, site, ADDRESS)
    titles = dataset.title, dataset.title_en
    return {
        "@id": own,
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.name,
        "dct:title": _texts(*titles),
        "dct:description": _texts(describe(dataset), describe_en(dataset)),
        **_dated(one.issued, one.modified, dataset.version),
        **_version_here(own, f"{page}#dataset", dataset.version),
        "dct:license": {"@id": dataset.licence.url},
        "dct:publisher": _agent(site.title),
        "dct:creator": _agent(dataset.agency_name),
        "dct:contributor": _agent(site.title),
        "dct:language": {"@id": _CHINESE},
        "dcat:theme": {"@id": _THEME},
        "dcat:keyword": list(dataset.keywords),
        "dct:temporal": _period(dataset.starts, dataset.ends),
        "dct:spatial": _place(dataset),
        "dcat:landingPage": {"@id": page},
        "spdx:checksum": _checksum(dataset.hash),
        "prov:wasDerivedFrom": one_or_many([_original(one, dataset.agency_name) for one in dataset.originals]),
        "dcat:distribution": [_distribution(download, titles, dataset.licence.url, site) for download in one.whole],
    }


def _original(original: OriginalDocument, department: str) -> dict[str, Any]:
    """One file as published. Its address is a page about it, not its name: two files may be found on one page."""
    return {
        "@type": "prov:Entity",
        "dct:title": original.file_name,
        "dct:publisher": _agent(department),
        "dct:format": {"@id": _MEDIA_TYPES + original.media_type},
        **({"foaf:page": {"@id": original.url}} if original.url else {}),
        **({"dct:issued": _date(original.published)} if original.published else {}),
        "dct:extent": {"@type": "dct:SizeOrDuration", "rdfs:label": f"{original.bytes} B"},
        "spdx:checksum": _checksum(original.sha256),
    }


def _dated(issued: str, modified: str, version: str) -> dict[str, Any]:
    """When it first came and last changed, and the version that it is; what is blank is left out."""
    dates = {"dct:issued": issued, "dct:modified": modified}
    dated = {name: _date(date) for name, date in dates.items() if date}
    return {**dated, "dcat:version": version} if version else dated


def _version_here(own: str, here: str, version: str) -> dict[str, Any]:
    """The version that this release has, as a resource of its own, where that has another address."""
    if own == here or not version:
        return {}
    told = {"@id": here, "@type": "dcat:Dataset", "dcat:isVersionOf": {"@id": own}, "dcat:version": version}
    return {"dcat:hasVersion": told}


def _distribution(download: Download, titles: tuple[str, str], licence: str, site: Site) -> dict[str, Any]:
    address = site.address(download.address, ADDRESS)
    zh, en = titles
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _texts(f"{zh}（{_told(download, 'zh')}）", f"{en} ({_told(download, 'en')})"),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        **_format(download),
        "dcat:byteSize": _size(download.bytes),
        "spdx:checksum": _checksum(download.sha256),
        "dct:license": {"@id": licence},
    }


def _told(download: Download, language: str) -> str:
    """The format; of a file that holds amounts alone, that too."""
    if download.holds != "facts":
        return download.format
    return f"全部金额，{download.format}" if language == "zh" else f"all amounts, {download.format}"


def _format(download: Download) -> dict[str, Any]:
    """The media type, of a file that packs one other the type of that and how it is packed."""
    packed = _PACKED.get(download.ending)
    if packed is None:
        return {"dcat:mediaType": _media_type(download.media_type)}
    inner, how, packing = packed
    return {"dcat:mediaType": _media_type(FORMATS[inner][1]), how: _media_type(f"application/{packing}")}


def _media_type(name: str) -> dict[str, str]:
    return {"@id": _MEDIA_TYPES + name}


def _texts(chinese: str, english: str) -> list[dict[str, str]]:
    return [{"@value": chinese, "@language": "zh"}, {"@value": english, "@language": "en"}]


def _agent(name: str) -> dict[str, str]:
    return {"@type": "foaf:Agent", "foaf:name": name}


def _period(starts: str, ends: str) -> dict[str, Any]:
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": _date(starts), "dcat:endDate": _date(ends)}


def _place(dataset: Dataset) -> dict[str, Any]:
    """The division by its GB/T 2260 code."""
    return {
        "@type": "dct:Location",
        "skos:prefLabel": dataset.division_name,
        "skos:notation": dataset.division_code,
    }


def _checksum(digest: str) -> dict[str, Any]:
    """SPDX names the algorithm and has the bare digits as hexadecimal."""
    return {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
        "spdx:checksumValue": {"@value": digest, "@type": "xsd:hexBinary"},
    }


def _size(number: int) -> dict[str, str]:
    return {"@value": str(number), "@type": "xsd:nonNegativeInteger"}


def _date(text: str) -> dict[str, str]:
    return {"@value": text, "@type": "xsd:date"}
