"""schema.org `Dataset` for the page of one disclosure, as search engines for data read it."""

from __future__ import annotations

import json
from typing import Any, Literal

from mingzhang.feeds.published import Download, Published, Site, dataset_id, describe, describe_en, one_or_many
from mingzhang.packages.dataset import Dataset, OriginalDocument
from mingzhang.schemas import Field

Language = Literal["zh", "en"]

_FOR_SCRIPTS = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def schema_org(one: Published, site: Site, here: str = "", language: Language = "zh") -> str:
    """JSON-LD to stand inside `<script type="application/ld+json">` of the page at `here` (its own page by default).

    No text in it can end the script.
    """
    text = json.dumps(_dataset(one, site, here or one.page, language), ensure_ascii=False, separators=(",", ":"))
    return text.translate(_FOR_SCRIPTS)


def _dataset(one: Published, site: Site, here: str, language: Language) -> dict[str, Any]:
    dataset, is_english = one.dataset, language == "en"
    page = site.address(one.page, here)
    maker = {"@type": "Organization", "name": site.title, "url": site.address("", here)}
    department = {"@type": "GovernmentOrganization", "name": dataset.agency_name}
    dates = {"datePublished": one.issued, "dateModified": one.modified}
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": dataset_id(one, site, here),
        "name": dataset.title_en if is_english else dataset.title,
        "alternateName": dataset.title if is_english else dataset.title_en,
        "description": describe_en(dataset) if is_english else describe(dataset),
        "url": page,
        "identifier": [dataset.name, f"sha256:{dataset.hash}"],
        "version": dataset.version,
        **{name: date for name, date in dates.items() if date},
        "license": dataset.licence.url,
        "isAccessibleForFree": True,
        "inLanguage": "zh",
        "keywords": list(dataset.keywords),
        "creator": department,
        "contributor": maker,
        "publisher": maker,
        "temporalCoverage": f"{dataset.starts}/{dataset.ends}",
        "spatialCoverage": {
            "@type": "Place",
            "name": dataset.division_name,
            "identifier": {"@type": "PropertyValue", "propertyID": "GB/T 2260", "value": dataset.division_code},
        },
        "variableMeasured": [_variable(field, is_english) for field in _fields(dataset)],
        "isBasedOn": one_or_many([_original(original, department) for original in dataset.originals]),
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": site.identity("", here),
            "name": site.title,
            "url": site.address("", here),
        },
        "distribution": [_download(download, site, here) for download in one.whole],
    }


def _original(original: OriginalDocument, department: dict[str, Any]) -> dict[str, Any]:
    found_at = {"url": original.url, "datePublished": original.published}
    return {
        "@type": "DigitalDocument",
        "name": original.file_name,
        "identifier": f"sha256:{original.sha256}",
        "size": f"{original.bytes} B",
        "encodingFormat": original.media_type,
        **{name: value for name, value in found_at.items() if value},
        "publisher": department,
    }


def _fields(dataset: Dataset) -> tuple[Field, ...]:
    """The columns of `facts`, which hold every amount with all its dimensions."""
    table = dataset.file("data/facts.csv").table
    return table.columns if table is not None else ()


def _variable(field: Field, is_english: bool) -> dict[str, str]:
    described = {
        "@type": "PropertyValue",
        "name": field.name,
        "description": field.title_en if is_english else field.title,
    }
    return {**described, "unitCode": "CNY"} if field.is_amount else described


def _download(download: Download, site: Site, here: str) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": download.format,
        "encodingFormat": download.media_type,
        "contentUrl": site.address(download.address, here),
        "contentSize": f"{download.bytes} B",
        "sha256": download.sha256,
    }
