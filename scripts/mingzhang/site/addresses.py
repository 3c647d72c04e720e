"""Every address of the portal. They are promised to last: change one only with a redirect left behind.

Addresses are written without a language; `in_language` says where a page stands in English.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache

HOME = ""
UNITS = "units/"
PROJECTS = "projects/"
DOWNLOADS = "downloads/"
DICTIONARY = "dictionary/"
CODES = "codes/"
ABOUT = "about/"
PRIVACY = "privacy/"
CONTRIBUTE = "contribute/"
ADDRESSES = "addresses/"
DECISIONS = "decisions/"
ALL_FACTS = "data/facts.csv"
ALL_FILES = "data/files.csv"
CHECKSUMS = "data/SHA256SUMS"
FIND_UNITS = "assets/find/units.json"
FIND_PROJECTS = "assets/find/projects.json"
PROJECT_LIST = "assets/projects/list.json"
PROJECT_WORDS = "assets/projects/words.json"


_ONCE = re.compile(r"d/[^/]+/source/|decisions/.+")
"""Pages that exist once: sources, in Chinese; single decisions, in English."""


def is_bilingual(address: str) -> bool:
    """Whether there is a page in both languages; files and the pages of `_ONCE` exist once."""
    return (not address or address.endswith("/")) and not _ONCE.fullmatch(address)


def in_language(address: str, lang: str) -> str:
    """Where something stands for readers of a language: English pages under `en/`."""
    return f"en/{address}" if lang == "en" and is_bilingual(address) else address


def unit(division_code: str, agency_code: str) -> str:
    """A unit: all its disclosures."""
    return f"units/{division_code}-{agency_code}/"


def disclosure(package: str) -> str:
    """One disclosure."""
    return f"d/{package}/"


def table(package: str, name: str) -> str:
    """One standard table of a disclosure."""
    return f"d/{package}/{name}/"


def performance(package: str) -> str:
    """The performance forms of a disclosure; a form is `#L495`, an indicator `#L512C4`: their locators."""
    return f"d/{package}/performance/"


def source(package: str) -> str:
    """The masked text of a disclosure; lines are `#L165`, cells with an amount `#L165C5`."""
    return f"d/{package}/source/"


def data(package: str, path: str) -> str:
    """A published file of a package, by its path inside the package."""
    return f"data/{package}/{path}"


def archive(package: str) -> str:
    """The whole package as ZIP."""
    return f"data/{package}/{package}.zip"


def dictionary(family: str) -> str:
    """The tables of one family; a table is `#balance`, a column `#balance.total_yuan`."""
    return f"dictionary/{family}/"


def codes(scheme: str) -> str:
    """One code list; a code is `#2010301`."""
    return f"codes/{scheme}/"


def divisions_of(province: str) -> str:
    """The divisions of one province."""
    return f"codes/divisions/{province}/"


def relative(here: str, there: str, anchor: str = "") -> str:
    """How the page at `here` links to `there`; never absolute, so the portal works under any path."""
    path = _path(here, there)
    return f"{path}#{anchor}" if anchor else path


@lru_cache(maxsize=4096)
def _path(here: str, there: str) -> str:
    path = posixpath.relpath(there or ".", here or ".")
    return path if there and not there.endswith("/") else f"{path}/"


@dataclass(frozen=True, slots=True)
class Pattern:
    """An address as the page of addresses explains it."""

    address: str
    zh: str
    en: str


PATTERNS = (
    Pattern(
        "en/…",
        "同一页的英文版：在地址前加 en/；原文、数据文件与各篇设计决定只有一份",
        "the same page in English; sources, data files and single decisions exist once, without en/",
    ),
    Pattern("units/", "单位名录，按行政区划排列", "all units, by division"),
    Pattern(
        "units/<区划代码>-<部门编码>/",
        "一个单位及其全部公开文档",
        "one unit (division code, agency code) and its disclosures",
    ),
    Pattern(
        "d/<数据包>/", "一份公开文档：摘要、各表、来源、下载", "one disclosure: summary, tables, provenance, downloads"
    ),
    Pattern("d/<数据包>/<数据表>/", "一张标准表；#L80C1 是其中一行", "one standard table; #L80C1 is one of its rows"),
    Pattern(
        "d/<数据包>/performance/",
        "全部项目绩效表；#L495 是从原文第 495 行开始的那一张，#L512C4 是其中一个指标或金额",
        "all performance forms; #L495 is the one that begins on line 495, #L512C4 one of its indicators or amounts",
    ),
    Pattern(
        "d/<数据包>/#L407-20",
        "情况说明里的一个数字：原文第 407 行，第 20 个字起",
        "a figure of the narrative: line 407, from character 20",
    ),
    Pattern("projects/", "所有单位的项目，可按金额、单位、文字筛选", "all projects; filters by money, unit and words"),
    Pattern(
        "d/<数据包>/source/",
        "原文（已遮盖个人信息）；#L165 是第 165 行，#L165C5 是该行第 5 格（数据里有出处的格子）",
        "the source, personal data masked; #L165 is line 165, #L165C5 its fifth cell (of those the data refers to)",
    ),
    Pattern(
        "data/<数据包>/datapackage.json", "数据包描述（Data Package v2）", "descriptor of a package (Data Package v2)"
    ),
    Pattern("data/<数据包>/data/<数据表>.csv", "一张表的 CSV，金额以元为单位", "one table as CSV, amounts in yuan"),
    Pattern("data/<数据包>/source.txt", "原文全文", "the source as plain text"),
    Pattern("data/<数据包>/<数据包>.zip", "整个数据包", "a whole package"),
    Pattern("data/facts.csv", "所有数据包的全部金额", "all figures of all packages"),
    Pattern(
        "data/files.csv",
        "data/ 下全部文件的路径、字节数与 SHA-256",
        "path, bytes and SHA-256 of every file under data/",
    ),
    Pattern("data/SHA256SUMS", "同上，供 sha256sum --check 使用", "the same for sha256sum --check"),
    Pattern(
        "dictionary/<budget|final|common>/",
        "数据字典；#balance 是一张表，#balance.total_yuan 是一列",
        "data dictionary; #balance is a table, #balance.total_yuan a column",
    ),
    Pattern("codes/<编码表>/", "编码表；#2010301 是一个科目", "a code list; #2010301 is a code"),
    Pattern(
        "codes/divisions/<省级代码>/", "一省的行政区划；#350102 是一个区划", "divisions of a province; #350102 is one"
    ),
)
"""The patterns, in the order a visitor meets them."""

_PLACES_EN = {
    "区划代码": "division",
    "部门编码": "agency",
    "数据包": "package",
    "数据表": "table",
    "编码表": "list",
    "省级代码": "province",
}


def pattern_in_english(address: str) -> str:
    """A pattern with the names of its variable parts in English."""
    return re.sub("|".join(_PLACES_EN), lambda found: _PLACES_EN[found.group()], address)
