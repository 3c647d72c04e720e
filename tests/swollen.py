"""Packages that strain a page: names of sixty characters, amounts of fifteen digits, empty tables."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

from click.testing import CliRunner
from mingzhang.cli import main

from tests.generator import Document, generate
from tests.portal import PACKAGES

LONGEST = 60
_MORE = "机关事务管理与后勤服务保障暨综合行政执法协调和信访接待及驻外联络与开发区派驻人员生活服务和公务用车管理"
BUDGET, FINAL = 3, 8
"""Seeds of the generator: a budget with a negative amount, a final account."""
_TIMES = Decimal("1234567890.01")
_AMOUNT = re.compile(r"-?\d[\d,]*\.\d{2}(?![\d%％.])")


def swollen_root(folder: Path) -> tuple[Path, tuple[str, ...]]:
    """The packages of the repository and two swollen ones; returns the folder and the names of those two."""
    root = folder / "datapackage"
    shutil.copytree(PACKAGES, root)
    documents = (
        generate(BUDGET, kind="budget", hazards=frozenset({"negative_amount", "empty_unstated"})),
        generate(FINAL, kind="final", hazards=frozenset()),
    )
    for at, document in enumerate(documents):
        path = folder / f"swollen_{at}.txt"
        path.write_text(_swell(document), encoding="utf-8")
        identity = document.truth.identity
        codes = ["--division", identity.division_code, "--agency", identity.agency_code]
        done = CliRunner().invoke(main, ["convert", "-q", "-j", "1", *codes, "--root", str(root), str(path)])
        assert done.exit_code in (0, 1), done.output
    return root, tuple(document.truth.identity.package_name for document in documents)


def _swell(document: Document) -> str:
    """The document with a long name on its cover and every amount more than a thousand million times as large."""
    name = document.truth.identity.entity
    long = f"{(name + _MORE)[: LONGEST - 2]}中心"
    cover = re.sub(rf"{name}\s*(?=20\d\d年)", long, document.text, count=1)
    return _AMOUNT.sub(_enlarge, cover)


def _enlarge(match: re.Match[str]) -> str:
    return f"{(Decimal(match.group().replace(',', '')) * _TIMES).quantize(Decimal('0.01')):,}"
