"""The recipes of the page on using the data run as they stand on the files of the portal, and give the right sums."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from mingzhang.formats import read_catalog
from mingzhang.site import addresses
from mingzhang.site.assemble import assemble_site

from tests.kinds import XINGXIAN
from tests.portal import PACKAGES, REPOSITORY, WRITTEN

PAGES = (WRITTEN / "use" / "index.md", WRITTEN / "en" / "use" / "index.md")
READMES = (REPOSITORY / "README.md", REPOSITORY / "README.zh-CN.md")
NOT_RUN = {"r", "console"}


def recipes(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def run(command: list[str], folder: Path) -> str:
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": tools, "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader of the page has downloaded: files of the portal, side by side."""
    docs = tmp_path_factory.mktemp("portal") / "docs"
    assert not assemble_site(PACKAGES, WRITTEN, docs).errors
    folder = tmp_path_factory.mktemp("downloads")
    for address in (
        addresses.ALL_FACTS,
        addresses.ALL_FACTS_PARQUET,
        addresses.ALL_SQLITE,
        addresses.CHECKSUMS,
        addresses.archive(XINGXIAN),
        addresses.packed_json(XINGXIAN),
    ):
        shutil.copy(docs / address, folder)
    (folder / "datapackage").symlink_to(PACKAGES)
    for command in recipes(PAGES[0], "sh"):
        run(["sh", "-ec", command], folder)
    return folder


@pytest.fixture(scope="module")
def approved() -> dict[str, Decimal]:
    """What the leaves of the table of expenditure of each budget add up to."""
    found: dict[str, Decimal] = {}
    for package in read_catalog(PACKAGES):
        table = package.dataset.file("data/facts.csv").table
        assert table is not None
        for row in package.rows(table):
            fact = dict(zip(table.fields, row.values, strict=True))
            amount = fact["amount_yuan"]
            if (fact["table"], fact["phase"], fact["is_leaf"]) == ("expenditure", "approved", True):
                assert isinstance(amount, Decimal)
                found[package.dataset.name] = found.get(package.dataset.name, Decimal(0)) + amount
    return found


def test_the_shell_commands_unpack_verify_and_export(downloads: Path) -> None:
    assert len(recipes(PAGES[0], "sh")) >= 4
    assert (downloads / XINGXIAN / "datapackage.json").exists()
    assert (downloads / "mingzhang.sqlite").exists()
    assert (downloads / "out" / f"{XINGXIAN}.xlsx").exists()
    checked = run(["sh", "-ec", recipes(PAGES[0], "sh")[-2]], downloads)
    assert {"facts.csv: OK", "facts.parquet: OK", "mingzhang.sqlite.zip: OK"} <= set(checked.splitlines())


@pytest.mark.parametrize("number", range(len(recipes(PAGES[0], "python"))))
def test_python(number: int, downloads: Path) -> None:
    assert run([sys.executable, "-c", recipes(PAGES[0], "python")[number]], downloads).strip()


def test_pandas_adds_up_exactly(downloads: Path, approved: dict[str, Decimal]) -> None:
    for recipe in recipes(PAGES[0], "python")[:2]:
        told = run([sys.executable, "-c", recipe], downloads)
        for package, yuan in approved.items():
            found = re.search(rf"^{package}\s+([\d.]+)$", told, re.MULTILINE)
            assert found is not None, told
            assert Decimal(found[1]) == yuan


@pytest.mark.parametrize("number", range(len(recipes(PAGES[0], "duckdb"))))
def test_duckdb_adds_up_exactly(
    number: int, downloads: Path, approved: dict[str, Decimal], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(downloads)
    assert dict(duckdb.sql(recipes(PAGES[0], "duckdb")[number]).fetchall()) == approved


@pytest.mark.parametrize("number", range(len(recipes(PAGES[0], "sql"))))
def test_sqlite(number: int, downloads: Path) -> None:
    with closing(sqlite3.connect(downloads / "mingzhang.sqlite")) as database:
        found = database.execute(recipes(PAGES[0], "sql")[number]).fetchall()
        assert len(found) > 5
        assert {len(row) for row in found} <= {4, 5}


def test_both_languages_teach_the_same_commands() -> None:
    blocks = [re.findall(r"^```(\w+)\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL) for page in PAGES]
    assert blocks[0] == blocks[1]
    kinds = {kind for kind, _ in blocks[0]}
    assert kinds == {"python", "duckdb", "sql", "sh", *NOT_RUN}


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_commands_of_the_readme_run(readme: Path, approved: dict[str, Decimal]) -> None:
    for recipe in recipes(readme, "python"):
        told = run([sys.executable, "-c", recipe], REPOSITORY).split()
        assert Decimal(told[-1]) == approved[XINGXIAN]
    for recipe in recipes(readme, "sql"):
        assert sum(row[-1] for row in duckdb.sql(recipe).fetchall()) == sum(approved.values())
    assert recipes(readme, "python")
    assert recipes(readme, "sql")
