"""What archives ask of a release: DataCite 4.5, Zenodo's deposit fields, CITATION.cff 1.2.0; and its README."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingzhang.ground.attribution import MAKER
from mingzhang.ground.escape import html_text, markdown_text
from mingzhang.packages.build import LICENSES, write_json
from mingzhang.releases.since import Since
from mingzhang.versions.released import ReleaseRecord

TITLE = "明账：中国地方部门预算与决算公开数据"
TITLE_EN = "Mingzhang: open data on the budgets and final accounts of Chinese local departments"
KEYWORDS = ("部门预算", "部门决算", "财政公开", "government budget", "final accounts", "open data", "China")


@dataclass(frozen=True, slots=True)
class About:
    """What all descriptions say: the release, the units and divisions it holds, and the years."""

    record: ReleaseRecord
    agencies: tuple[str, ...]
    divisions: tuple[str, ...]
    years: tuple[int, ...]

    @property
    def abstract(self) -> str:
        """What it holds, in Chinese."""
        count = self.record.totals
        return (
            f"{count['units']} 个单位公开的 {count['packages']} 份部门预算和决算（{self._years}年度），转换为 "
            f"Frictionless 数据包：{count['facts']} 个金额，每一个都注明在原文中的位置；照原文，不作更正。"
        )

    @property
    def abstract_en(self) -> str:
        """The same in English."""
        count = self.record.totals
        return (
            f"Budgets and final accounts disclosed by departments of Chinese local governments ({count['packages']} "
            f"disclosures of {count['units']} units, fiscal years {self._years}) as Frictionless data packages: "
            f"{count['facts']} amounts, each with its place in the document, as printed and never corrected."
        )

    @property
    def version(self) -> str:
        """The name of the release."""
        return str(self.record.name)

    @property
    def address(self) -> str:
        """Where the portal keeps this release; blank where the portal's address is not known."""
        return f"{self.record.portal}{self.version}/" if self.record.portal else ""

    @property
    def _years(self) -> str:
        first, last = min(self.years), max(self.years)
        return str(first) if first == last else f"{first}–{last}"


def about(record: ReleaseRecord, packages: Sequence[Since]) -> About:
    """What the descriptions need, gathered from the packages."""
    datasets = [package.dataset for package in packages]
    return About(
        record,
        tuple(sorted({one.agency_name for one in datasets})),
        tuple(sorted({one.division_name for one in datasets})),
        tuple(sorted({one.fiscal_year for one in datasets})),
    )


def datacite(about: About) -> bytes:
    """DataCite Metadata Schema 4.5 in its JSON form; the archive that takes the release gives the DOI."""
    licence = LICENSES[0]
    fields: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Frictionless data packages"},
        "creators": [{"name": MAKER, "nameType": "Organizational"}],
        "titles": [{"title": TITLE, "lang": "zh"}, {"title": TITLE_EN, "titleType": "TranslatedTitle", "lang": "en"}],
        "publisher": {"name": MAKER},
        "publicationYear": str(about.record.name.year),
        "version": about.version,
        "language": "zh",
        "dates": [{"date": about.record.date, "dateType": "Issued"}],
        "subjects": [{"subject": keyword} for keyword in KEYWORDS],
        "contributors": [
            {"name": name, "nameType": "Organizational", "contributorType": "Producer"} for name in about.agencies
        ],
        "geoLocations": [{"geoLocationPlace": name} for name in about.divisions],
        "rightsList": [
            {
                "rights": licence["title"],
                "rightsUri": licence["path"],
                "rightsIdentifier": licence["name"],
                "rightsIdentifierScheme": "SPDX",
                "schemeUri": "https://spdx.org/licenses/",
            }
        ],
        "descriptions": [
            {"description": about.abstract, "descriptionType": "Abstract", "lang": "zh"},
            {"description": about.abstract_en, "descriptionType": "Abstract", "lang": "en"},
        ],
        "formats": ["text/csv", "application/json", "application/zip"],
        "sizes": [f"{about.record.totals['packages']} data packages", f"{about.record.totals['bytes']} B"],
    }
    if about.address:
        fields["url"] = about.address
    return write_json(fields)


def zenodo(about: About) -> bytes:
    """`zenodo.json`, the fields of a deposit as Zenodo's `.zenodo.json` has them; the description is HTML.

    The file has no dot before its name: GitHub takes none with its releases, and Zenodo reads `.zenodo.json` from
    the root of a repository alone, where the project has its own (`project_zenodo`).
    """
    related = {"identifier": about.address, "relation": "isIdenticalTo", "scheme": "url"}
    return _deposit(
        (about.abstract, about.abstract_en),
        {"publication_date": about.record.date, "version": about.version},
        {"related_identifiers": [related]} if about.address else {},
    )


def project_zenodo() -> bytes:
    """`.zenodo.json` at the root of the project, which Zenodo reads when it archives a release made on GitHub.

    It says what holds for every release: Zenodo takes version and date from the tag, and counts would go stale.
    """
    return _deposit((_ANY_RELEASE, _ANY_RELEASE_EN), {}, {})


def _deposit(abstract: tuple[str, str], dated: Mapping[str, Any], related: Mapping[str, Any]) -> bytes:
    """What every deposit says, with what one release adds to it."""
    return write_json(
        {
            "title": f"{TITLE} {TITLE_EN}",
            "upload_type": "dataset",
            **dated,
            "creators": [{"name": MAKER}],
            "description": "".join(f"<p>{html_text(text)}</p>" for text in abstract),
            "access_right": "open",
            "license": LICENSES[0]["name"].lower(),
            "keywords": list(KEYWORDS),
            "language": "zho",
            **related,
        }
    )


_ANY_RELEASE = (
    "中国地方政府部门公开的预算和决算，转换为 Frictionless 数据包：每一个金额都注明在原文中的位置；照原文，不作更正。"
    "含数据（CC BY 4.0）与生成它们的程序（Apache-2.0）。"
)
_ANY_RELEASE_EN = (
    "Budgets and final accounts disclosed by departments of Chinese local governments as Frictionless data packages: "
    "every amount with its place in the document, as printed and never corrected. Data (CC BY 4.0) and the program "
    "that makes them (Apache-2.0)."
)


def citation(about: About) -> bytes:
    """`CITATION.cff` 1.2.0. Every value is written as a JSON string, which YAML reads as it is."""
    lines = [
        "cff-version: 1.2.0",
        f"message: {_quoted('引用这份数据时请注明版本。When you cite these data, name the release.')}",
        "type: dataset",
        f"title: {_quoted(TITLE_EN)}",
        f"abstract: {_quoted(about.abstract_en)}",
        "authors:",
        f"  - name: {_quoted(MAKER)}",
        f"version: {_quoted(about.version)}",
        f"date-released: {about.record.date}",
        f"license: {LICENSES[0]['name']}",
        "keywords:",
        *(f"  - {_quoted(keyword)}" for keyword in KEYWORDS),
        *([f"url: {_quoted(about.address)}"] if about.address else []),
    ]
    return ("\n".join(lines) + "\n").encode()


def readme(about: About) -> bytes:
    """What stands first in the ZIP, in both languages."""
    portal = f"\n\n<{about.address}>" if about.address else ""
    text = f"""\
# 明账 Mingzhang {about.version}

{about.record.date}{portal}

{markdown_text(about.abstract)}

- `datapackage/<区划代码>/<数据包>/`：每份公开文档一个 Frictionless 数据包。金额一律以元为单位。
  `data/facts.csv` 是全部金额，`source.txt` 是原文（已遮盖个人信息）。
- `schemas/`：表结构与编码表。
- `CHANGELOG.md`、`changes.csv`：自上次发布以来的全部变化及其原因。
- 数据以 CC BY 4.0 许可（`LICENSE-DATA.md`），代码与结构以 Apache-2.0 许可（`LICENSE`）。

{markdown_text(about.abstract_en)}

- `datapackage/<division>/<package>/`: one Frictionless data package per disclosure. All amounts are in yuan;
  `data/facts.csv` holds every amount, `source.txt` is the document with personal data masked.
- `schemas/`: table schemas and code lists.
- `CHANGELOG.md`, `changes.csv`: everything that changed since the last release, and why.
- The data are licensed CC BY 4.0 (`LICENSE-DATA.md`), schemas and code Apache-2.0 (`LICENSE`).
"""
    return text.encode()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
