"""What the feeds speak of: a dataset, where its page and its files are, and how addresses are written."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from mingzhang.ground.attribution import MAKER
from mingzhang.packages.dataset import Dataset

KIND_ZH = {"budget": "预算", "final": "决算"}
SCOPE_ZH = {"dept": "部门", "unit": "单位"}

FORMATS = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"),
    "json.gz": ("JSON (gzip)", "application/gzip"),
    "parquet": ("Parquet", "application/vnd.apache.parquet"),
    "sqlite": ("SQLite", "application/vnd.sqlite3"),
    "sqlite.zip": ("SQLite (ZIP)", "application/zip"),
    "zip": ("ZIP", "application/zip"),
    "txt": ("Text", "text/plain"),
}
"""Name and registered media type of each format, by the ending of the file's name."""


@dataclass(frozen=True, slots=True)
class Download:
    """One file offered: address from the portal's root (`data/<package>/facts.xlsx`), size, SHA-256 (hex).

    `holds` says what it holds: `package` (everything), or the name of a table.
    """

    address: str
    bytes: int
    sha256: str
    holds: str = "package"

    @property
    def format(self) -> str:
        """`CSV`, by the ending."""
        return FORMATS[self.ending][0]

    @property
    def media_type(self) -> str:
        """`text/csv`, by the ending."""
        return FORMATS[self.ending][1]

    @property
    def ending(self) -> str:
        """`json.gz`: the last two parts of the file's name where they are a format together, else the last."""
        *_, before, last = f".{self.address.rpartition('/')[2]}".split(".")
        both = f"{before}.{last}"
        return both if both in FORMATS else last


@dataclass(frozen=True, slots=True)
class Published:
    """A dataset with its page (`d/<package>/`) and the files offered of it; addresses are from the portal's root.

    `issued` is the date of the first release that had the package, `modified` that of the first with its present
    version; both are from the records of releases and blank where no release has it.
    """

    dataset: Dataset
    page: str
    downloads: tuple[Download, ...]
    issued: str = ""
    modified: str = ""

    @property
    def whole(self) -> tuple[Download, ...]:
        """The files that each hold the whole dataset: what DCAT and schema.org call distributions."""
        return tuple(download for download in self.downloads if download.holds == "package")


@dataclass(frozen=True, slots=True)
class Release:
    """A dated version of the catalog: `2026.11.1`, its date (`2026-11-21`), and the version of every package in it.

    The date is recorded when the release is made; nothing here reads a clock. `titles` are those the packages had
    then; `reasons` says of packages with another version than before what changed and why; `withdrawn` why those that
    the release before still had are gone. Each is a text in Chinese and one in English.
    """

    name: str
    date: str
    packages: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    titles: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    withdrawn: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """The portal. `url` is its absolute address with a final slash, or empty where it is not known.

    Without it every address is written relative to the document it stands in, which JSON, JSON-LD and Atom permit;
    the same files then work wherever the portal is put.

    `newest` is the address that always has the newest release, where this portal stands beside it, or blank: there
    datasets and the catalog have their identity, which stays from release to release. `release` and `date` are those
    of the release that this portal is, `issued` is the date of the first release of all; blank where there is none.
    """

    url: str = ""
    title: str = MAKER
    title_en: str = "Mingzhang"
    description: str = "地方政府部门预算、决算公开文档的开放数据，每个数字都注明原文位置。"
    description_en: str = "Open data from the budgets and final accounts that Chinese local governments disclose."
    newest: str = ""
    release: str = ""
    date: str = ""
    issued: str = ""

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        is_absolute = parts.scheme in ("http", "https") and parts.netloc and not parts.query and not parts.fragment
        if self.url and not (is_absolute and self.url.endswith("/")):
            raise ValueError(f"{self.url!r} is no address of a portal; expected https://example.org/path/ or nothing")

    def address(self, path: str, here: str) -> str:
        """The address of `path` as it is written in the document at `here`, both from the portal's root."""
        quoted = _quoted(path)
        if self.url:
            return self.url + quoted
        relative = posixpath.relpath("/" + quoted, posixpath.dirname("/" + here))
        return f"{relative}/" if path.endswith("/") or not path else relative

    def identity(self, path: str, here: str) -> str:
        """What names the thing at `path` for ever: its address in the newest release, where there is such a place."""
        return self.newest + _quoted(path) if self.newest else self.address(path, here)


def _quoted(path: str) -> str:
    return quote(path, safe="/#")


def dataset_id(one: Published, site: Site, here: str) -> str:
    """What names a dataset in every release: DCAT and schema.org say it is one dataset in several versions."""
    return site.identity(f"{one.page}#dataset", here)


def describe(dataset: Dataset) -> str:
    """One sentence in Chinese on what the dataset holds; search engines want fifty characters at least."""
    facts = _facts(dataset)
    return (
        f"{dataset.agency_name}公开的{dataset.fiscal_year}年度{SCOPE_ZH[dataset.scope]}{KIND_ZH[dataset.kind]}："
        f"{len(dataset.tables)}张表，{facts}个金额，单位为元，每个都注明原文位置；附核对结果和遮盖个人信息后的原文。"
    )


def describe_en(dataset: Dataset) -> str:
    """The same in English; names stay Chinese."""
    return (
        f"{dataset.title_en}: {len(dataset.tables)} tables with {_facts(dataset)} amounts in yuan, "
        "each with its place in the source; with the results of the checks and the source, personal data masked."
    )


def in_order(published: Sequence[Published]) -> list[Published]:
    """By name: the order of every feed."""
    return sorted(published, key=lambda one: one.dataset.name)


def _facts(dataset: Dataset) -> int:
    return dataset.file("data/facts.csv").rows


def one_or_many(nodes: Sequence[Any]) -> Any:
    """A property of JSON-LD as readers know it where there is one value, a list where there are several."""
    return nodes[0] if len(nodes) == 1 else list(nodes)
