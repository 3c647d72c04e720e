"""The judge accepts what we publish and refuses every single defect, for the right reason."""

from __future__ import annotations

import copy as copying
import json
import random
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from mingzhang.cli import main
from mingzhang.convert.pipeline import convert_source
from mingzhang.packages.build import build_package
from mingzhang.packages.descriptor import read_descriptor
from mingzhang.packages.reading import read_overrides, read_packaged_source
from mingzhang.schemas.package_schema import package_schema
from mingzhang.validate import RULES, Violation, validate_package
from mingzhang.validate import rebuild as rebuilding
from mingzhang.validate.conformance import check_conformance
from mingzhang.validate.contents import Contents
from mingzhang.validate.folder import find_folders, read_folder
from mingzhang.validate.rebuild import check_rebuild
from mingzhang.validate.report import MOST_PER_CODE, Report, shown

from tests.bounded import examples
from tests.defects import DEFECTS, Copy, Defect
from tests.test_versions import LIES, VERSION_RULES

ROOT = Path(__file__).parents[1]
PUBLISHED = sorted((ROOT / "datapackage").glob("*/*"))
NAME = "140404-002-2023-dept-budget"
NOT_BY_A_DEFECT = {
    "file-unreadable",  # needs a user without rights; root may read everything
    "rebuild-refused",  # the gate sees such a source first; tested alone below
    "rebuild-crashed",
    "frictionless",
}


@pytest.fixture(scope="session")
def good() -> dict[str, bytes]:
    """The files of a good package, made by the code as it is now."""
    folder = ROOT / "datapackage" / "140404" / NAME
    descriptor = read_descriptor(folder)
    conversion = convert_source(read_packaged_source(folder, descriptor), read_overrides(descriptor))
    package = build_package(conversion, descriptor["version"])
    assert package.name == NAME
    return package.files


def put(files: dict[str, bytes], root: Path, name: str = NAME) -> Path:
    """Write a package under a root folder."""
    folder = root / name[:6] / name
    (folder / "data").mkdir(parents=True)
    for path, data in files.items():
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture
def copy(good: dict[str, bytes], tmp_path: Path) -> Copy:
    root = tmp_path / "datapackage"
    return Copy(put(good, root), root)


def judge(folder: Path, root: Path | None = None, *, rebuild: bool = True) -> list[Violation]:
    return validate_package(folder, root=root, with_frictionless=False, with_rebuild=rebuild)


# --- what we publish -------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", PUBLISHED, ids=lambda folder: folder.name)
def test_published_packages_pass_every_judge(folder: Path) -> None:
    assert validate_package(folder, root=ROOT / "datapackage") == []


def test_there_are_published_packages() -> None:
    assert len(PUBLISHED) >= 5
    assert find_folders(ROOT / "datapackage") == PUBLISHED


def test_good_copy_passes(copy: Copy) -> None:
    assert judge(copy.folder, copy.root) == []


def test_published_schema_is_a_schema() -> None:
    schema = json.loads((ROOT / "schemas/package.json").read_bytes())
    Draft202012Validator.check_schema(schema)


def test_published_schema_knows_every_table_in_order() -> None:
    text = (ROOT / "schemas/package.json").read_text(encoding="utf-8")
    assert text == package_schema(text), "run `mingzhang schemas`"


# --- single defects --------------------------------------------------------------------------------


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_defect_is_refused_for_the_right_reason(defect: Defect, copy: Copy) -> None:
    folder = defect.spoil(copy) or copy.folder
    violations = judge(folder, copy.root)
    codes = {violation.code for violation in violations}
    said = "\n".join(map(str, violations))
    assert codes >= defect.codes, said
    assert defect.more or codes == defect.codes, said
    assert all(violation.remedy for violation in violations)
    assert said.isprintable() or set(said) & set("\n") == {"\n"}
    assert "13800000000" not in said
    assert "张某某" not in said


def test_defects_have_names_of_their_own() -> None:
    names = [defect.name for defect in DEFECTS]
    assert len(names) == len(set(names)) >= 40


def test_every_rule_has_a_defect() -> None:
    caused = {code for defect in DEFECTS for code in defect.codes}
    of_history = {code for _, code in LIES.values()} | VERSION_RULES
    assert caused | of_history | NOT_BY_A_DEFECT == set(RULES)


def test_final_account_and_its_counts(tmp_path: Path) -> None:
    published = next(folder for folder in PUBLISHED if folder.name.endswith("final"))
    folder = tmp_path / published.parent.name / published.name
    shutil.copytree(published, folder)
    spoiled = Copy(folder, tmp_path)
    counted = next(fact for fact in spoiled.table("facts") if fact["quantity"])
    spoiled.change("facts", lambda row: row == counted, quantity="5")
    assert {violation.code for violation in judge(folder)} == {"amount", "fact-record"}


def test_without_a_root_the_place_is_free(copy: Copy, tmp_path: Path) -> None:
    folder = copy.folder.rename(tmp_path / copy.folder.name)
    assert judge(folder) == []


def test_many_violations_of_a_kind_are_counted(copy: Copy) -> None:
    rows = copy.table("facts")
    copy.tabulate("facts", [{**row, "row_kind": "thing"} for row in rows])
    violations = judge(copy.folder)
    assert {violation.code for violation in violations} == {"enum"}
    assert len(violations) == MOST_PER_CODE + 1
    assert violations[-1].message == f"and {len(rows) - MOST_PER_CODE} more of these"


def test_violation_names_file_line_field_and_remedy(copy: Copy) -> None:
    copy.change("expenditure", lambda row: row["level"] == "1", total_yuan="1e5")
    (violation,) = judge(copy.folder)
    assert (violation.path, violation.row, violation.field) == ("data/expenditure.csv", 3, "total_yuan")
    assert str(violation).startswith("data/expenditure.csv:3: total_yuan: [amount-syntax] “1e5”; expected ")


def test_values_are_shown_short_masked_and_harmless() -> None:
    assert shown("a\x1b[2J\ud800\u202eb") == "a\\u001b[2J\\ud800\\u202eb"
    assert "13800000000" not in shown("打13800000000")
    assert len(shown("长" * 1000)) < 100


# --- the other judges ------------------------------------------------------------------------------


def read(copy: Copy) -> Contents:
    contents = read_folder(copy.folder, copy.root, Report())
    assert contents is not None
    contents.descriptor = copy.descriptor()
    contents.source = copy.read("source.txt")
    return contents


def test_frictionless_is_asked(copy: Copy) -> None:
    copy.change("expenditure", lambda row: True, level="x")
    report = Report()
    check_conformance(read(copy), report)
    (violation,) = report.violations()
    assert (violation.code, violation.row, violation.field) == ("frictionless", 2, "level")
    assert violation.message.startswith("type-error")


def test_source_that_is_no_disclosure_cannot_be_rebuilt(copy: Copy) -> None:
    contents, report = read(copy), Report()
    contents.source = "一篇文章\n"
    check_rebuild(contents, report)
    assert [violation.code for violation in report.violations()] == ["rebuild-refused"]


def test_crash_of_the_converter_is_a_violation(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise KeyError("defect of our own")

    monkeypatch.setattr(rebuilding, "convert_source", crash)
    assert [violation.code for violation in judge(copy.folder)] == ["rebuild-crashed"]


# --- hostile bytes ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def victim(good: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(good, tmp_path_factory.mktemp("victim"))


PIECES = ("\0", "\r", '"', ",", "\n", "\t", "{", "9", "０", "=", "-", "——", "\ufeff", " ", "\u2028", "1e5", "\\u0000")


def _mutate(data: bytes, chance: random.Random) -> bytes:
    """One to three characters put in, changed or taken out, a piece repeated, the end cut off; or a wild byte."""
    if chance.random() < 0.1:
        place = chance.randrange(len(data))
        return data[:place] + chance.randbytes(1) + data[place + 1 :]
    text = data.decode()
    for _ in range(chance.randint(1, 3)):
        place, piece = chance.randrange(len(text) + 1), chance.choice(PIECES)
        before, after = text[:place], text[place:]
        text = chance.choice(
            [
                before + piece + after,
                before + piece + after[1:],
                before + after[chance.randint(1, 50) :],
                before + after[:200] + after,
                before,
            ]
        )
    return text.encode()


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_no_changed_byte_passes_and_none_crashes(seed: int, good: dict[str, bytes], victim: Path) -> None:
    chance = random.Random(seed)
    path = chance.choice(sorted(good))
    data = _mutate(good[path], chance)
    spoiled = Copy(victim, victim.parents[1])
    try:
        spoiled.write(path, data, fit=chance.random() < 0.7)
        violations = judge(victim)
        assert violations or data == good[path] or path == "source.txt"
        assert all(violation.code in RULES and str(violation).isprintable() for violation in violations)
        assert "rebuild-crashed" not in {violation.code for violation in violations}
    finally:
        for name in (path, "datapackage.json"):
            (victim / name).write_bytes(good[name])


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3),
    max_leaves=8,
)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) of a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in items:
        yield value, key
        yield from _places(child)


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(min_value=0, max_value=10_000), value=_JSON)
def test_any_json_in_the_descriptor_is_judged(place: int, value: Any, good: dict[str, bytes], victim: Path) -> None:
    descriptor = json.loads(good["datapackage.json"])
    before = copying.deepcopy(descriptor)
    number = sum(1 for _ in _places(descriptor))
    container, key = next(islice(_places(descriptor), place % number, None))
    container[key] = value
    try:
        Copy(victim, victim.parents[1]).describe(descriptor)
        violations = judge(victim)
        assert violations or descriptor == before
    finally:
        (victim / "datapackage.json").write_bytes(good["datapackage.json"])


# --- the command -----------------------------------------------------------------------------------


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["validate", "--no-frictionless", "-j1", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def test_command_accepts_a_good_package(copy: Copy) -> None:
    code, out, err = run("--root", copy.root)
    assert (code, out) == (0, "")
    assert "1 package: 1 valid, 0 invalid, 0 failed" in err


def test_command_takes_the_name_of_a_package_and_says_so_of_what_is_none(copy: Copy) -> None:
    name = copy.folder.name
    assert run("--root", copy.root, name)[0] == 0
    for missing in ("nosuch", name.replace("-budget", "-final")):
        code, out, err = run("--root", copy.root, missing)
        assert (code, out) == (2, "")
        assert missing in err
        assert "its name alone where it stands under --root" in err


def test_command_prints_violations(copy: Copy) -> None:
    copy.change("expenditure", lambda row: True, total_yuan="NaN")
    code, out, err = run("--root", copy.root, "-q")
    assert (code, err) == (1, "")
    assert out.startswith(f"{copy.folder}/data/expenditure.csv:2: total_yuan: [amount-syntax] ")


def test_command_prints_json(copy: Copy) -> None:
    copy.write(".hidden", "x")
    code, out, _ = run("--root", copy.root, "--json")
    found = json.loads(out)
    assert (code, found["state"]) == (1, "invalid")
    assert [violation["code"] for violation in found["violations"]] == ["file-unexpected"]


def test_command_refuses_whatever_else_lies_among_packages(copy: Copy) -> None:
    (copy.root / "README.md").write_text("")
    (copy.root / "140404" / ".mingzhang-1-x").mkdir()
    code, out, _ = run("--root", copy.root)
    assert (code, out.count("[place-name]")) == (1, 2)


@pytest.mark.parametrize("packages", [["{root}/140404/140404-009-2023-dept-budget"], []])
def test_command_that_has_nothing_to_judge_fails(packages: list[str], tmp_path: Path) -> None:
    code, out, err = run("--root", tmp_path, *(name.format(root=tmp_path) for name in packages))
    assert (code, out) == (2, "")
    assert err
