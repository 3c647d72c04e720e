"""DCAT (as DCAT-AP profiles it) in JSON-LD: the catalog for harvesters of open-data portals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mingzhang.feeds.published import Download, Published, Site, describe, describe_en, in_order
from mingzhang.formats import Dataset

ADDRESS = "catalog.jsonld"

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_THEME = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
_CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def dcat_jsonld(published: Sequence[Published], site: Site) -> bytes:
    """A `dcat:Catalog` of all datasets; a distribution is a file that holds the whole dataset.

    Without a site URL identifiers are relative to the document.
    """
    catalog = {
        "@context": _CONTEXT,
        "@id": site.address("", ADDRESS),
        "@type": "dcat:Catalog",
        "dct:title": _texts(site.title, site.title_en),
        "dct:description": _texts(site.description, site.description_en),
        "dct:publisher": _agent(site.title),
        "dct:language": {"@id": _CHINESE},
        "foaf:homepage": {"@id": site.address("", ADDRESS)},
        "dcat:dataset": [_dataset(one, site) for one in in_order(published)],
    }
    return (json.dumps(catalog, ensure_ascii=False, indent=1) + "\n").encode()


def _dataset(one: Published, site: Site) -> dict[str, Any]:
    dataset = one.dataset
    page = site.address(one.page, ADDRESS)
    return {
        "@id": f"{page}#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.name,
        "dct:title": _texts(dataset.title, dataset.title_en),
        "dct:description": _texts(describe(dataset), describe_en(dataset)),
        "dcat:version": dataset.version,
        "dct:license": {"@id": dataset.licence.url},
        "dct:publisher": _agent(site.title),
        "dct:creator": _agent(site.title),
        "dct:language": {"@id": _CHINESE},
        "dcat:theme": {"@id": _THEME},
        "dcat:keyword": list(dataset.keywords),
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _date(dataset.starts),
            "dcat:endDate": _date(dataset.ends),
        },
        "dct:spatial": _place(dataset),
        "dcat:landingPage": {"@id": page},
        "spdx:checksum": _checksum(dataset.hash),
        "prov:wasDerivedFrom": {
            "@type": "prov:Entity",
            "dct:title": dataset.original.file_name,
            "dct:publisher": _agent(dataset.agency_name),
            "dcat:byteSize": _size(dataset.original.bytes),
            "spdx:checksum": _checksum(dataset.original.sha256),
        },
        "dcat:distribution": [_distribution(download, dataset, site) for download in one.whole],
    }


def _distribution(download: Download, dataset: Dataset, site: Site) -> dict[str, Any]:
    address = site.address(download.address, ADDRESS)
    return {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _texts(f"{dataset.title}（{download.format}）", f"{dataset.title_en} ({download.format})"),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": _MEDIA_TYPES + download.media_type},
        "dcat:byteSize": _size(download.bytes),
        "spdx:checksum": _checksum(download.sha256),
        "dct:license": {"@id": dataset.licence.url},
    }


def _texts(chinese: str, english: str) -> list[dict[str, str]]:
    return [{"@value": chinese, "@language": "zh"}, {"@value": english, "@language": "en"}]


def _agent(name: str) -> dict[str, str]:
    return {"@type": "foaf:Agent", "foaf:name": name}


def _place(dataset: Dataset) -> dict[str, Any]:
    """The division by its GB/T 2260 code."""
    return {
        "@type": "dct:Location",
        "skos:prefLabel": dataset.division_name,
        "skos:notation": dataset.division_code,
    }


def _checksum(digest: str) -> dict[str, Any]:
    return {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
        "spdx:checksumValue": {"@value": digest, "@type": "xsd:hexBinary"},
    }


def _size(number: int) -> dict[str, str]:
    return {"@value": str(number), "@type": "xsd:nonNegativeInteger"}


def _date(text: str) -> dict[str, str]:
    return {"@value": text, "@type": "xsd:date"}
