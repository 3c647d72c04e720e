"""The wheel, as a user installs it: beside another pandas, without a clone of the project, and without its extras."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.generator import generate
from tests.installed import PROJECT, ROOT

_NO_INDEX = re.compile(r"No matching distribution|Could not find a version|Connection|resolve|timed out", re.IGNORECASE)
_SCRIPT = """
import sys
import mingzhang, pandas
from decimal import Decimal

assert not any(name.startswith("mingzhang.") for name in sys.modules), "importing it imports nothing"
package = mingzhang.open(sys.argv[1])
facts, exact = package.frame("facts"), package.frame("facts", exact=True)
assert str(facts["amount_yuan"].dtype) == "Float64", facts.dtypes
assert str(facts["function_level1_code"].dtype) == "string"
assert isinstance(exact["amount_yuan"][0], Decimal)
assert len(mingzhang.load("facts", "datapackage")) == len(facts) > 0
print(pandas.__version__, mingzhang.__version__, package.name)
"""


def run(*command: str | Path, cwd: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """A command in an environment that knows nothing of the clone these tests run in."""
    known = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "MINGZHANG_SCHEMAS")}
    environment = {**known, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", **settings}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )


def from_index(*command: str | Path, cwd: Path) -> None:
    """A command that needs a package index. Where there is none the tests are skipped, but not in CI."""
    done = run(*command, cwd=cwd)
    if done.returncode == 0:
        return
    if _NO_INDEX.search(done.stderr) and not os.environ.get("CI"):
        pytest.skip("NO PACKAGE INDEX: the wheel was neither built nor installed")
    pytest.fail(done.stderr)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    from_index(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("mingzhang-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel, what it needs, and an older pandas than the one tested with."""
    folder = tmp_path_factory.mktemp("user") / "environment"
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    from_index(programs / "python", "-m", "pip", "install", "--quiet", wheel, "pandas<3", cwd=folder)
    return programs


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "disclosure.txt"
    path.write_bytes(generate(1, kind="budget").encode())
    return path


def test_the_wheel_holds_code_schemas_pages_and_no_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "mingzhang/py.typed" in names
    assert "mingzhang/_schemas/package.json" in names
    assert "mingzhang/_site/mkdocs.yml" in names
    assert any(name.startswith("mingzhang/_site/site_src/overrides/") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert tops == {"mingzhang", f"mingzhang-{PROJECT['version']}.dist-info"}
    assert not [name for name in names if "/releases/" in name and name.startswith("mingzhang/_site")]
    pages = {path.name for path in (ROOT / "site_src").iterdir() if path.is_dir() and path.name != "releases"}
    assert {name.split("/")[3] for name in names if name.startswith("mingzhang/_site/site_src/")} == pages


def test_documents_are_converted_and_read_beside_another_pandas(installed: Path, document: Path) -> None:
    folder = document.parent
    converted = run(installed / "mingzhang", "convert", document, cwd=folder)
    assert converted.returncode in (0, 1), converted.stderr
    (package,) = (folder / "datapackage").glob("*/*")
    done = run(installed / "python", "-c", _SCRIPT, package, cwd=folder)
    assert done.returncode == 0, done.stderr
    pandas, version, name = done.stdout.split()
    assert int(pandas.split(".")[0]) < 3
    assert (version, name) == (PROJECT["version"], package.name)
    judged = run(installed / "mingzhang", "validate", "--no-frictionless", cwd=folder)
    assert judged.returncode == 0, judged.stdout + judged.stderr
    checked = run(installed / "python", "-m", "mingzhang", "check", package.name, cwd=folder)
    assert checked.returncode in (0, 1), checked.stderr


@pytest.mark.parametrize(
    ("command", "lacking", "extra"),
    [
        (["validate"], "frictionless", "validate"),
        (["export", "--format", "xlsx", "--out", "out"], "xlsxwriter", "export"),
        (["export", "--format", "parquet", "--out", "out"], "pyarrow", "export"),
        (["site"], "pyarrow", "export"),
        (["hub", "catalog.json=https://example.org/"], "material", "site"),
    ],
)
def test_what_needs_an_extra_says_so_plainly(
    installed: Path, document: Path, command: list[str], lacking: str, extra: str
) -> None:
    folder = document.parent
    run(installed / "mingzhang", "convert", document, cwd=folder)
    (folder / "catalog.json").write_text(_EMPTY_CATALOG)
    done = run(installed / "mingzhang", *command, cwd=folder)
    assert done.returncode == 2, done.stdout + done.stderr
    assert f"[extra-missing] {lacking} is not installed" in done.stderr
    assert f"pip install 'mingzhang[{extra}]'" in done.stderr
    assert "Traceback" not in done.stderr


_EMPTY_CATALOG = """{"format": 1, "title": "x", "title_en": "x", "description": "x", "description_en": "x",
"home": "https://example.org/", "counts": {"packages": 0, "units": 0, "facts": 0, "rows": 0}, "files": [],
"tables": {}, "packages": []}"""


def test_a_portal_and_a_hub_are_made_without_a_clone(wheel: Path, document: Path) -> None:
    """With the extras, which are installed here; the program is that of the wheel."""
    folder = document.parent
    zipfile.ZipFile(wheel).extractall(folder / "wheel")
    program = [sys.executable, "-m", "mingzhang"]
    code = {"PYTHONPATH": str(folder / "wheel")}
    assert run(*program, "convert", document, cwd=folder, **code).returncode in (0, 1)
    site = run(*program, "site", "--address", "https://one.example/", cwd=folder, **code)
    assert site.returncode == 0, site.stderr
    told = re.search(r"now `(mkdocs build --strict --config-file .*)`", site.stderr)
    assert told is not None, site.stderr
    built = run(sys.executable, "-m", *told[1].split(), cwd=folder, **code)
    assert built.returncode == 0, built.stderr
    assert (folder / "build" / "site" / "index.html").is_file()
    assert "portal.css" in (folder / "build" / "site" / "index.html").read_text(encoding="utf-8")
    hub = run(*program, "hub", "build/site", cwd=folder, **code)
    assert hub.returncode == 0, hub.stderr
    assert (folder / "build" / "hub" / "index.html").is_file()
