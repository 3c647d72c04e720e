"""Every address of the portal. They are promised to last: change one only with a redirect left behind."""

from __future__ import annotations

import posixpath
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
    meaning: str


PATTERNS = (
    Pattern("units/", "单位名录，按行政区划排列"),
    Pattern("units/<区划代码>-<部门编码>/", "一个单位及其全部公开文档"),
    Pattern("d/<数据包>/", "一份公开文档：摘要、各表、来源、下载"),
    Pattern("d/<数据包>/<数据表>/", "一张标准表；#L80C1 是其中一行"),
    Pattern(
        "d/<数据包>/performance/",
        "全部项目绩效表；#L495 是从原文第 495 行开始的那一张，#L512C4 是其中一个指标或金额",
    ),
    Pattern("d/<数据包>/#L407-20", "情况说明里的一个数字：原文第 407 行，第 20 个字起"),
    Pattern("projects/", "所有单位的项目，可按金额、单位、文字筛选"),
    Pattern(
        "d/<数据包>/source/", "原文（已遮盖个人信息）；#L165 是第 165 行，#L165C5 是该行第 5 格（数据里有出处的格子）"
    ),
    Pattern("data/<数据包>/datapackage.json", "数据包描述（Data Package v2）"),
    Pattern("data/<数据包>/data/<数据表>.csv", "一张表的 CSV，金额以元为单位"),
    Pattern("data/<数据包>/source.txt", "原文全文"),
    Pattern("data/<数据包>/<数据包>.zip", "整个数据包"),
    Pattern("data/facts.csv", "所有数据包的全部金额"),
    Pattern("data/files.csv", "data/ 下全部文件的路径、字节数与 SHA-256"),
    Pattern("data/SHA256SUMS", "同上，供 sha256sum --check 使用"),
    Pattern("dictionary/<budget|final|common>/", "数据字典；#balance 是一张表，#balance.total_yuan 是一列"),
    Pattern("codes/<编码表>/", "编码表；#2010301 是一个科目"),
    Pattern("codes/divisions/<省级代码>/", "一省的行政区划；#350102 是一个区划"),
)
"""The patterns, in the order a visitor meets them."""
