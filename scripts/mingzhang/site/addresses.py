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
COMPARE = "compare/"
QUALITY = "quality/"
CHECKS = "checks/"
DOWNLOADS = "downloads/"
USE = "use/"
DICTIONARY = "dictionary/"
CODES = "codes/"
ABOUT = "about/"
PRIVACY = "privacy/"
CONTRIBUTE = "contribute/"
ADDRESSES = "addresses/"
DECISIONS = "decisions/"
RELEASES = "releases/"
ALL_FACTS = "data/facts.csv"
ALL_FACTS_PARQUET = "data/facts.parquet"
ALL_FACTS_XLSX = "data/facts.xlsx"
ALL_SQLITE = "data/mingzhang.sqlite.zip"
ALL_PACKAGES = "data/mingzhang.zip"
ALL_FILES = "data/files.csv"
CHECKSUMS = "data/SHA256SUMS"
FIND_UNITS = "assets/find/units.json"
FIND_PROJECTS = "assets/find/projects.json"
FIND_BELOW = "assets/find/below.json"
PROJECT_LIST = "assets/projects/list.json"
COMPARE_INDEX = "assets/compare/index.json"
FINDINGS = "assets/findings/index.json"


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


def disclosure_checks(package: str) -> str:
    """What was checked in a disclosure; a finding is `#A01-` and ten hexadecimal digits, a category `#wrong`."""
    return f"d/{package}/checks/"


def check(code: str) -> str:
    """What a check is, and where it fails."""
    return f"checks/{code}/"


def quality(division_code: str) -> str:
    """The disclosures of one division: what is there, and what was found."""
    return f"quality/{division_code}/"


def findings_of(division_code: str, lang: str) -> str:
    """The texts of all findings of one division in one language, for the filter of the page of quality."""
    return f"assets/findings/{lang}/{division_code}.json"


def source(package: str) -> str:
    """The masked text of a disclosure; lines are `#L165`, cells with an amount `#L165C5`."""
    return f"d/{package}/source/"


def comparison(package: str) -> str:
    """What the page of comparisons asks for of a disclosure."""
    return f"assets/compare/{package}.json"


def found_names(number: int) -> str:
    """Names of projects that the search shows, shortest first; file `number` of several."""
    return f"assets/find/names/{number}.json"


def found_pairs(number: int) -> str:
    """Which of those names hold a pair of characters; file `number` of several."""
    return f"assets/find/pairs/{number}.json"


def listed_projects(number: int) -> str:
    """Projects as their list shows them; file `number` of several."""
    return f"assets/projects/rows/{number}.json"


def project_pairs(number: int) -> str:
    """Which projects say a pair of characters, and where; file `number` of several."""
    return f"assets/projects/pairs/{number}.json"


def data(package: str, path: str) -> str:
    """A published file of a package, by its path inside the package."""
    return f"data/{package}/{path}"


def archive(package: str) -> str:
    """The whole package as ZIP."""
    return f"data/{package}/{package}.zip"


def workbook(package: str) -> str:
    """All tables of a package in one workbook."""
    return f"data/{package}/{package}.xlsx"


def packed_json(package: str) -> str:
    """All tables of a package as JSON, packed."""
    return f"data/{package}/{package}.json.gz"


def parquet(package: str) -> str:
    """All amounts of a package as Parquet."""
    return f"data/{package}/facts.parquet"


def table_json(package: str, name: str) -> str:
    """One standard table of a package as JSON."""
    return f"data/{package}/data/{name}.json"


def unit_workbook(key: str) -> str:
    """All disclosures of a unit (`141123-014`) in one workbook; for units with more than one."""
    return f"data/units/{key}/{key}.xlsx"


def unit_facts(key: str) -> str:
    """All amounts of a unit, for units with more than one disclosure."""
    return f"data/units/{key}/facts.csv"


def release_file(release: str, name: str) -> str:
    """A file of a release; on the page of releases a release is `#2026.11.1`."""
    return f"releases/{release}/{name}"


def release_record(release: str) -> str:
    """What is kept of a release: versions, hashes, totals, files."""
    return f"releases/{release}.json"


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
    Pattern(
        "d/<数据包>/checks/",
        "一份公开文档的全部核对结果；#wrong 是其中一类，#A01-… 是其中一处",
        "everything that was checked in a disclosure; #wrong is a category, #A01-… a single finding",
    ),
    Pattern(
        "checks/<检查>/", "一项检查：规则、理由、例子、在哪里不成立", "a check: rule, reason, examples, where it fails"
    ),
    Pattern(
        "quality/<区划代码>/",
        "一个区划内各单位各年各表的状况",
        "the state of every table of every disclosure of a division",
    ),
    Pattern(
        "projects/?words=<文字>&unit=<区划代码>-<部门编码>",
        "符合条件的项目；另有 division、year、kind、function、from、to（万元）、form、in、sort",
        "projects that fit; also division, year, kind, function, from and to (10,000 yuan), form, in, sort",
    ),
    Pattern(
        "projects/", "所有单位的项目，可筛选、排序、下载所选", "all projects: filter, sort, download the selection"
    ),
    Pattern(
        "compare/?d=<数据包>,<数据包>",
        "两份到六份公开文档并排比较；&detail=3 细到项，&as=share 显示占比",
        "two to six disclosures side by side; &detail=3 down to items, &as=share for shares",
    ),
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
    Pattern("data/<数据包>/<数据包>.xlsx", "整个数据包，每张表一页", "a whole package as a workbook"),
    Pattern("data/<数据包>/<数据包>.json.gz", "整个数据包的 JSON", "a whole package as JSON"),
    Pattern("data/<数据包>/facts.parquet", "一个数据包的全部金额", "all figures of a package"),
    Pattern("data/<数据包>/data/<数据表>.json", "一张标准表的 JSON", "one standard table as JSON"),
    Pattern(
        "data/units/<区划代码>-<部门编码>/facts.csv",
        "一个单位的全部金额；旁边是同名的 .xlsx（有两份以上公开文档时）",
        "all figures of a unit, with its .xlsx beside it, where it has more than one disclosure",
    ),
    Pattern(
        "data/facts.csv", "所有数据包的全部金额，另有 .parquet 与 .xlsx", "all figures, also as .parquet and .xlsx"
    ),
    Pattern(
        "data/mingzhang.sqlite.zip",
        "全部数据的 SQLite 数据库；data/mingzhang.zip 是全部数据包",
        "everything as a SQLite database; data/mingzhang.zip is all packages",
    ),
    Pattern(
        "catalog.json",
        "机器可读的目录，release、date 是本站所属的发布及其日期（没有则为 null），"
        "hash 是数据包 datapackage.json 的 SHA-256，id 在各次发布中不变；"
        "catalog.jsonld 是 DCAT，feed.xml 是 Atom（有发布之后）",
        "the catalog for machines: release and date are those of the release this site is (null for none), hash is the "
        "SHA-256 of a package's datapackage.json, id stays from release to release; catalog.jsonld is DCAT, feed.xml "
        "is Atom (once there is a release)",
    ),
    Pattern(
        "releases/",
        "全部发布；#2026.11.1 是其中一次，releases/2026.11.1.json 是它的记录",
        "all releases; #2026.11.1 is one of them, releases/2026.11.1.json its record",
    ),
    Pattern(
        "data/files.csv",
        "data/ 下全部文件的路径、字节数与 SHA-256",
        "path, bytes and SHA-256 of every file under data/",
    ),
    Pattern("data/SHA256SUMS", "同上，sha256sum 的格式", "the same in the format of sha256sum"),
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
    "文字": "words",
    "部门编码": "agency",
    "数据包": "package",
    "数据表": "table",
    "检查": "code",
    "编码表": "list",
    "省级代码": "province",
}


def pattern_in_english(address: str) -> str:
    """A pattern with the names of its variable parts in English."""
    return re.sub("|".join(_PLACES_EN), lambda found: _PLACES_EN[found.group()], address)
