"""The functional classification the generator draws from (`functions.tsv`: codes seen in real budgets)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

Vector = tuple[int, ...]


def _read_table() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    names: dict[str, str] = {}
    leaves: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("functions.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        code, name, fund = line.split("\t")
        names[code] = name
        if len(code) == 7:
            leaves.setdefault(fund, []).append(code)
    return names, {fund: tuple(codes) for fund, codes in leaves.items()}


NAMES, LEAVES = _read_table()

# Codes whose amounts follow from the economic items; never drawn as an extra.
_RESERVED_KUAN = ("20805", "21011", "22102")
_UNLISTED = ("2130102",)  # a code that the published lists do not hold: a hazard of its own
EXTRA_LEAVES = tuple(
    code
    for code in LEAVES["general"]
    if code[:5] not in _RESERVED_KUAN
    and code not in _UNLISTED
    and NAMES[code] not in ("行政运行", "事业运行", "机关服务")
)

# The thirty function classes of a budget, in printed order (DOMAIN §1.1).
_CLASSES = """
201一般公共服务支出 202外交支出 203国防支出 204公共安全支出 205教育支出 206科学技术支出
207文化旅游体育与传媒支出 208社会保障和就业支出 209社会保险基金支出 210卫生健康支出
211节能环保支出 212城乡社区支出 213农林水支出 214交通运输支出 215资源勘探工业信息等支出
216商业服务业等支出 217金融支出 219援助其他地区支出 220自然资源海洋气象等支出 221住房保障支出
222粮油物资储备支出 223国有资本经营预算支出 224灾害防治及应急管理支出 227预备费 229其他支出
230转移性支出 231债务还本支出 232债务付息支出 233债务发行费用支出 234抗疫特别国债安排的支出
"""
CLASSES = tuple((entry[:3], entry[3:]) for entry in _CLASSES.split())
# A final account prints only twenty-six of them.
FINAL_CLASSES = tuple(entry for entry in CLASSES if entry[0] not in ("209", "227", "230", "233"))


def sum_tree(leaves: Mapping[str, Vector]) -> list[tuple[str, Vector]]:
    """The leaves with every 类 and 款 above them, in code order; a parent is the sum of its leaves."""
    sums: dict[str, Vector] = {}
    for leaf, vector in leaves.items():
        for code in dict.fromkeys((leaf[:3], leaf[:5], leaf)):
            old = sums.get(code)
            sums[code] = tuple(map(int.__add__, old, vector)) if old else vector
    return sorted(sums.items())


def sum_all(leaves: Mapping[str, Vector], width: int) -> Vector:
    """The total of all leaves; `width` zeros when there are none."""
    return tuple(map(sum, zip(*leaves.values(), strict=True))) if leaves else (0,) * width


def sum_classes(leaves: Mapping[str, Vector]) -> dict[str, Vector]:
    """The totals by function class (three digits)."""
    return {code: vector for code, vector in sum_tree(leaves) if len(code) == 3}


def institution_leaf(kuan: str) -> str:
    """Where a 款 books its public institutions: 50 事业运行, else 99."""
    return f"{kuan}50" if f"{kuan}50" in NAMES else f"{kuan}99"
