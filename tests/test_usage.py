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
from typing import Any

import duckdb
import pytest
from mingzhang.packages.published import read_catalog
from mingzhang.site import addresses
from mingzhang.site.assemble import assemble_site

from tests.kinds import XINGXIAN
from tests.portal import PACKAGES, REPOSITORY, WRITTEN

PAGES = (WRITTEN / "use" / "index.md", WRITTEN / "en" / "use" / "index.md")
BALANCES = ("balance", "appropriation_balance")
ROUNDED = Decimal(50)
"""Half of 0.01 万元, the last digit that documents print."""
READMES = (REPOSITORY / "README.md", REPOSITORY / "README.zh-CN.md")
NOT_RUN = {"r", "console", "powershell"}


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
    (folder / ".venv").symlink_to(sys.prefix)  # as in a clone after `make setup`
    for command in recipes(PAGES[0], "sh"):
        run(["sh", "-ec", command], folder)
    return folder


Rows = list[dict[str, Any]]


def rows_of(file: str) -> dict[str, Rows]:
    """The rows of one file of every package."""
    found: dict[str, Rows] = {}
    for package in read_catalog(PACKAGES):
        table = package.dataset.file(file).table
        assert table is not None
        rows = package.rows(table)
        found[package.dataset.name] = [dict(zip(table.fields, row.values, strict=True)) for row in rows]
    return found


@pytest.fixture(scope="module")
def facts() -> dict[str, Rows]:
    return rows_of("data/facts.csv")


def add_up(facts: Rows, table: str, phase: str, direction: str) -> Decimal:
    """The rule for adding up, as the README and the page on using the data tell it."""
    chosen = [fact for fact in facts if (fact["table"], fact["phase"], fact["direction"]) == (table, phase, direction)]
    return sum((fact["amount_yuan"] for fact in chosen if fact["is_leaf"]), Decimal(0))


@pytest.fixture(scope="module")
def approved(facts: dict[str, Rows]) -> dict[str, Decimal]:
    """What the table of expenditure of each budget adds up to."""
    sums = {name: add_up(rows, "expenditure", "approved", "expenditure") for name, rows in facts.items()}
    return {name: yuan for name, yuan in sums.items() if yuan}


def test_the_rule_for_adding_up_gives_the_printed_totals_of_either_side(facts: dict[str, Rows]) -> None:
    """Where a table has both directions and adds up, by its checks: the total of each, within rounding."""
    judged = set()
    checks = rows_of("data/checks.csv")
    for name, rows in facts.items():
        wrong = {check["instance"].split("/")[0] for check in checks[name] if is_wrong_sum(check)}
        ends = [fact for fact in rows if fact["row_kind"] == "total" and fact["column"] in ("total", "amount")]
        for end in ends:
            table, phase, direction = end["table"], end["phase"], end["direction"]
            both = {fact["direction"] for fact in rows if fact["table"] == table} == {"revenue", "expenditure"}
            if both and table not in wrong:
                rounded = sum(fact["table"] == table and fact["is_leaf"] for fact in rows) * ROUNDED
                assert abs(add_up(rows, table, phase, direction) - end["amount_yuan"]) <= rounded, (name, table)
                judged.add((table, direction))
    assert judged >= {(table, side) for table in BALANCES for side in ("revenue", "expenditure")}


def is_wrong_sum(check: dict[str, Any]) -> bool:
    return bool(check["check"].startswith("A") and check["status"] == "fail")


def test_the_shell_commands_unpack_verify_and_export(downloads: Path) -> None:
    assert len(recipes(PAGES[0], "sh")) >= 4
    assert (downloads / XINGXIAN / "datapackage.json").exists()
    assert (downloads / "mingzhang.sqlite").exists()
    assert (downloads / "out" / f"{XINGXIAN}.xlsx").exists()


def test_a_file_is_verified_wherever_it_is(downloads: Path, tmp_path: Path) -> None:
    recipe = next(recipe for recipe in recipes(PAGES[0], "sh") if addresses.CHECKSUMS.split("/")[-1] in recipe)
    archive = f"{XINGXIAN}.zip"
    assert run(["sh", "-ec", recipe], downloads).endswith(f"  {XINGXIAN}/{archive}\n")
    (tmp_path / "SHA256SUMS").write_bytes((downloads / "SHA256SUMS").read_bytes())
    (tmp_path / archive).write_bytes((downloads / archive).read_bytes() + b"changed")
    done = subprocess.run(["sh", "-ec", recipe], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")


def test_files_under_their_paths_are_verified_at_once(downloads: Path, tmp_path: Path) -> None:
    for page in PAGES:
        (command,) = re.findall(r"`(sha256sum --check [^`]+)`", page.read_text(encoding="utf-8"))
        (tmp_path / XINGXIAN).mkdir(exist_ok=True)
        shutil.copy(downloads / "SHA256SUMS", tmp_path)
        shutil.copy(downloads / "facts.parquet", tmp_path)
        shutil.copy(downloads / f"{XINGXIAN}.zip", tmp_path / XINGXIAN)
        checked = run(["sh", "-ec", command], tmp_path).splitlines()
        assert sorted(checked) == sorted([f"{XINGXIAN}/{XINGXIAN}.zip: OK", "facts.parquet: OK"])


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
    found = duckdb.execute(recipes(PAGES[0], "duckdb")[number])
    if "package" in names_of(found):
        assert dict(found.fetchall()) == approved
    else:
        assert scopes_of(found) == by_scope(approved)


def names_of(found: duckdb.DuckDBPyConnection) -> list[str]:
    return [column[0] for column in found.description or ()]


def scopes_of(found: duckdb.DuckDBPyConnection) -> dict[str, Decimal]:
    """What a query that tells scopes apart found for each."""
    sums: dict[str, Decimal] = {}
    at = names_of(found).index("scope")
    for row in found.fetchall():
        sums[row[at]] = sums.get(row[at], Decimal(0)) + row[-1]
    return sums


def by_scope(approved: dict[str, Decimal]) -> dict[str, Decimal]:
    """What is approved, departments and units apart."""
    scopes = {name.rsplit("-", 2)[1] for name in approved}
    told = {scope: [yuan for name, yuan in approved.items() if f"-{scope}-" in name] for scope in scopes}
    return {scope: sum(found, Decimal(0)) for scope, found in told.items()}


@pytest.mark.parametrize("number", range(len(recipes(PAGES[0], "sql"))))
def test_sqlite(number: int, downloads: Path) -> None:
    with closing(sqlite3.connect(downloads / "mingzhang.sqlite")) as database:
        found = database.execute(recipes(PAGES[0], "sql")[number]).fetchall()
        assert len(found) > 5
        assert {len(row) for row in found} == {5}


def test_both_languages_teach_the_same_commands() -> None:
    blocks = [re.findall(r"^```(\w+)\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL) for page in PAGES]
    assert blocks[0] == blocks[1]
    kinds = {kind for kind, _ in blocks[0]}
    assert kinds == {"python", "duckdb", "sql", "sh", *NOT_RUN}


def test_both_readmes_teach_the_same_commands() -> None:
    for language in ("python", "r", "sql"):
        chinese, english = (recipes(readme, language) for readme in READMES)
        assert chinese == english, language
        assert chinese, language


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_commands_of_the_readme_run(readme: Path, approved: dict[str, Decimal]) -> None:
    for recipe in recipes(readme, "python"):
        told = run([sys.executable, "-c", recipe], REPOSITORY).split()
        assert Decimal(told[-1]) == approved[XINGXIAN]
    for recipe in recipes(readme, "sql"):
        assert scopes_of(duckdb.execute(recipe)) == by_scope(approved)
    assert recipes(readme, "python")
    assert recipes(readme, "sql")
