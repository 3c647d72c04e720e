"""The ledger as data: messages are wordings with values, what holds is told together, a catalogue has a version."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from mingzhang.checking.examples import document_of, findings_of
from mingzhang.checks import CHECKS, Finding
from mingzhang.checks import catalogue as catalogue_of_checks
from mingzhang.checks.base import label_in
from mingzhang.checks.catalogue import CATALOGUE, FINGERPRINT
from mingzhang.checks.engine import phrases
from mingzhang.checks.engine.phrases import NOTHING, Phrase, compact, label, printed, wording, wordings
from mingzhang.checks.engine.quantities import quantity
from mingzhang.checks.ledger_rows import ALL, Places, ledger_rows, read_told
from mingzhang.cli import main
from mingzhang.convert.pipeline import Conversion, convert_source
from mingzhang.ground.source import Locator, Original, Source
from mingzhang.packages import build, kept_ledger
from mingzhang.packages.published import package_at
from mingzhang.packages.store import write_package
from mingzhang.readers import read_file
from mingzhang.readers.canonical import canonicalise
from mingzhang.recognise.identity import Overrides
from mingzhang.validate.run import examine_package
from mingzhang.versions.record import judge

from tests.generator import generate

DATA = Path(__file__).parents[1] / "datapackage"
XINGXIAN = DATA / "141123" / "141123-014-2023-dept-budget"
NEXT = str(int(CATALOGUE) + 1)
"""A catalogue to come, of which today's is an older one."""
MOST_BYTES = 90_000
"""What the ledger of the largest of our packages may take; sentences took five times as much."""
_SUM = wording("test.sum", "{parts}之和为{whole:first}", "{parts: + } {n:part|parts}, {whole:first}, {whole:lower}")


# --- phrases -----------------------------------------------------------------------------------------


def test_a_phrase_is_told_in_either_language() -> None:
    phrase = _SUM(parts=(printed("甲"), printed("乙")), whole=label("test.total", "合计", "the Total"), n=2)
    assert phrase.zh == "甲、乙之和为合计"
    assert phrase.en == "“甲” + “乙” parts, The Total, the total"
    assert dataclasses.replace(phrase, values=(*phrase.values[:2], ("n", 1))).en.endswith("part, The Total, the total")


def test_what_a_value_holds_is_never_a_template() -> None:
    hostile = "{parts}{whole:first} {0} %s {{}}"
    assert wording("test.hostile", "“{x}”", "“{x}”")(x=hostile).zh == f"“{hostile}”"


def test_amounts_are_set_apart_from_their_unit_in_english_alone() -> None:
    assert (quantity("34.83", "万元").zh, quantity("34.83", "万元").en) == ("34.83万元", "34.83 万元")
    assert quantity("99.72", "%").en == "99.72%"


def test_a_place_is_a_value_and_no_list() -> None:
    assert wording("test.place", "{at}", "{at}")(at=Locator(12, 3)).zh == "L12C3"


def test_a_code_that_is_taken_or_a_malformed_template_fails_at_once() -> None:
    with pytest.raises(ValueError, match=r"two wordings have the code test\.sum"):
        wording("test.sum", "", "")
    with pytest.raises(ValueError, match=r"test\.bad has a malformed placeholder"):
        wording("test.bad", "{not closed", "")


def test_both_languages_of_a_wording_take_values_of_the_same_names() -> None:
    """One language may leave a value out; none names one that no check gives: all examples are told in both."""
    for check in CHECKS:
        for example in (check.good, check.bad):
            for finding in findings_of(check, example):
                assert finding.message_zh
                assert finding.message_en
                assert "{" not in finding.message_zh + finding.message_en, finding


def test_phrases_are_stored_as_one_key_and_their_values() -> None:
    assert compact(printed("合计").as_json()) == '{"printed":"合计"}'
    assert compact(NOTHING.as_json()) == '{"nothing":{}}'
    stored = _SUM(parts=(printed("甲"),), whole="x", n=3).as_json()
    assert stored == {"test.sum": {"parts": [{"printed": "甲"}], "whole": "x", "n": "3"}}
    assert compact(stored) == compact(json.loads(compact(stored)))


def test_a_stored_phrase_says_the_same() -> None:
    for conversion in conversions():
        for finding, row in alone(conversion):
            told = read_told(row)
            assert (told.said.zh, told.said.en) == (finding.message_zh, finding.message_en)
            for side in ("zh", "en"):
                assert label_in(told.left, side) == label_in(finding.left, side)
                assert label_in(told.right, side) == label_in(finding.right, side)


@pytest.mark.parametrize(
    "arguments",
    [
        '{"no.such":{"x":"<b>","y":["1"]}}',
        '{"test.sum":"one value where three belong"}',
        '{"table":"budget/no_such_table"}',
        '{"column":{"column":{"printed":"a phrase where a name belongs"}}}',
    ],
)
def test_a_message_of_another_catalogue_is_shown_as_it_is_stored(arguments: str) -> None:
    told = read_told({"arguments": arguments, "comparisons": "1"})
    assert next(iter(json.loads(arguments))) in told.said.zh
    assert told.said.en


@pytest.mark.parametrize(
    "arguments",
    ["[]", "1", "{", "{}", '{"printed":' * 40 + "1" + "}" * 40, "[" * 100_000, '{"a":' + "[" * 50 + "]" * 50 + "}"],
)
def test_arguments_that_no_check_wrote_are_refused(arguments: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_told({"arguments": arguments, "comparisons": "1"})


# --- rows ----------------------------------------------------------------------------------------------


def test_what_holds_is_one_row_for_each_check_and_table() -> None:
    for conversion in conversions():
        rows = conversion.tables["checks"]
        held = [row for row in rows if row["status"] == "pass"]
        found = Counter(finding.check for finding in conversion.findings if finding.status == "pass")
        counted: Counter[str] = Counter()
        for row in held:
            counted[row["check"]] += int(row["comparisons"])
            assert row["instance"] == ALL or row["instance"].endswith(f"/{ALL}")
            assert (row["arguments"], row["locators"]) == ("", "")
        assert counted == found
        others = [finding for finding in conversion.findings if finding.status != "pass"]
        assert len(rows) - len(held) == len(others)


def test_a_row_is_known_by_its_check_and_instance_without_the_number_of_a_line() -> None:
    for conversion in conversions():
        names = [(row["check"], row["instance"]) for row in conversion.tables["checks"]]
        assert len(names) == len(set(names))
        assert not [name for name in names if re.search(r"(^|/)L\d+(C\d+)?(#\d+)?(/|$)", name[1])]


def test_rows_name_facts_and_statements_that_exist() -> None:
    named: Counter[str] = Counter()
    for conversion in conversions():
        facts = {row["fact_id"] for row in conversion.tables["facts"]}
        statements = {row["statement_id"] for row in conversion.tables["statements"]}
        for row in conversion.tables["checks"]:
            assert facts.issuperset(row["fact_ids"].split()), row
            assert statements.issuperset(row["statement_ids"].split()), row
            named[row["check"][0]] += bool(row["fact_ids"] or row["statement_ids"])
    assert all(named[family] for family in "ANX")


def test_a_sum_names_every_addend_however_many_are_shown() -> None:
    rows = [row for conversion in conversions() for row in conversion.tables["checks"] if row["check"] == "A02"]
    assert max(len(row["fact_ids"].split()) for row in rows) > max(len(row["locators"].split()) for row in rows)


def test_the_largest_ledger_is_small() -> None:
    conversion = convert_source(read_file(XINGXIAN / "source.txt"))
    package = build.build_package(conversion)
    assert len(package.files["data/checks.csv"]) <= MOST_BYTES


def test_a_changed_sentence_changes_no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    conversion = conversions()[0]
    before = build.build_package(conversion).files
    better = {
        code: dataclasses.replace(one, zh="更好的一句话", en="A better sentence") for code, one in wordings().items()
    }
    monkeypatch.setattr(phrases, "_WORDINGS", better)
    assert build.build_package(conversion).files == before
    row = next(row for row in conversion.tables["checks"] if row["arguments"])
    assert read_told(row).said.zh == "更好的一句话"


def test_nothing_is_told_of_what_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passes make no sentences: no template is filled while a document is converted and its ledger made."""
    told: list[Phrase] = []

    def tell(phrase: Phrase, lang: str) -> str:
        told.append(phrase)
        return ""

    conversion = conversions()[0]
    monkeypatch.setattr(phrases, "_render", tell)
    ledger_rows(conversion.findings, Places(conversion.tables["facts"], conversion.tables["tables"]))
    assert told == []


def test_documents_checked_at_the_same_time_are_not_mixed() -> None:
    """What checks work out of a disclosure is kept with it, not in the process."""
    texts = [document_of(check.bad) for check in CHECKS[::12]]

    def rows(text: str) -> list[dict[str, str]]:
        return convert_source(source_of(text), Overrides(division="350128", agency="099")).tables["checks"]

    one_by_one = [rows(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(rows, texts * 2)) == one_by_one * 2


# --- the catalogue ---------------------------------------------------------------------------------------


def test_the_catalogue_is_raised_when_a_check_decides_otherwise() -> None:
    """Renew the fingerprint and, unless only examples changed, raise `CATALOGUE` in `checks/catalogue.py`."""
    assert fingerprint() == FINGERPRINT, f'checks/catalogue.py: FINGERPRINT = "{fingerprint()}"; is CATALOGUE raised?'


def test_the_ledger_names_the_catalogue_that_made_it(tmp_path: Path) -> None:
    folder = package(tmp_path)
    assert kept_ledger.read_catalogue(descriptor(folder)) == CATALOGUE
    assert examine_package(folder, root=tmp_path, with_frictionless=False).is_clean


def test_a_ledger_of_an_older_catalogue_is_not_compared_and_told_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = package(tmp_path)
    drop_last_row_before(folder, monkeypatch)
    report = examine_package(folder, root=tmp_path, with_frictionless=False)
    assert report.is_clean, report.violations()
    told = f"its ledger is of catalogue {CATALOGUE}, today's is {NEXT}: 1 rows differ (`mingzhang recheck` writes it)"
    assert report.notes == [told]


def test_any_other_file_is_still_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = package(tmp_path)
    drop_last_row_before(folder, monkeypatch)
    source = folder / "source.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("概况", "概 况", 1), encoding="utf-8")
    assert not examine_package(folder, root=tmp_path, with_frictionless=False).is_clean


def test_a_ledger_of_this_catalogue_is_compared(tmp_path: Path) -> None:
    folder = package(tmp_path)
    reseal(folder, remove_row((folder / "data" / "checks.csv").read_bytes()))
    report = examine_package(folder, root=tmp_path, with_frictionless=False)
    assert [violation.code for violation in report.violations()] == ["rebuild-differs"]


def test_a_ledger_of_a_catalogue_to_come_is_refused(tmp_path: Path) -> None:
    folder = package(tmp_path)
    reseal(folder, (folder / "data" / "checks.csv").read_bytes(), NEXT)
    report = examine_package(folder, root=tmp_path, with_frictionless=False)
    assert [violation.code for violation in report.violations()] == ["ledger-catalogue"]


def test_only_a_ledger_that_stays_may_be_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = package(tmp_path / "old")
    drop_last_row_before(old, monkeypatch)
    shutil.copytree(tmp_path / "old", tmp_path / "same")
    same = tmp_path / "same" / old.parent.name / old.name
    assert judge(package_at(old), package_at(same)) == []
    assert [violation.code for violation in judge(None, package_at(same))] == ["ledger-catalogue"]
    reseal(same, remove_row((same / "data" / "checks.csv").read_bytes()), CATALOGUE)
    assert "ledger-catalogue" in [violation.code for violation in judge(package_at(old), package_at(same))]


def test_recheck_writes_the_ledger_and_a_patch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = package(tmp_path)
    before = {path.name: path.read_bytes() for path in (folder / "data").iterdir()}
    drop_last_row_before(folder, monkeypatch)
    result = run("recheck", "--root", tmp_path)
    assert result.exit_code == 0, result.output
    assert "1.0.0 -> 1.0.1" in result.output
    assert {path.name: path.read_bytes() for path in (folder / "data").iterdir()} == before
    assert kept_ledger.read_catalogue(descriptor(folder)) == NEXT
    assert examine_package(folder, root=tmp_path, with_frictionless=False).is_clean
    assert "unchanged" in run("recheck", "--root", tmp_path).output


def test_a_rebuild_leaves_an_older_ledger_where_nothing_else_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = package(tmp_path)
    drop_last_row_before(folder, monkeypatch)
    before = (folder / "data" / "checks.csv").read_bytes()
    assert "unchanged" in run("rebuild", "--root", tmp_path).output
    assert (folder / "data" / "checks.csv").read_bytes() == before


def test_recheck_touches_no_other_data(tmp_path: Path) -> None:
    folder = package(tmp_path)
    facts = folder / "data" / "facts.csv"
    facts.write_bytes(remove_row(facts.read_bytes()))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    result = run("recheck", "--root", tmp_path)
    assert result.exit_code == 2
    assert "mingzhang rebuild" in result.output
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


# --- what the tests share ---------------------------------------------------------------------------------


@cache
def conversions() -> tuple[Conversion, ...]:
    return tuple(_conversions())


def _conversions() -> Iterator[Conversion]:
    for path in sorted(DATA.glob("*/*/source.txt")):
        yield convert_source(read_file(path))


def alone(conversion: Conversion) -> Iterator[tuple[Finding, dict[str, str]]]:
    """Every finding with a row of its own, what holds included."""
    places = Places(conversion.tables["facts"], conversion.tables["tables"])
    for finding in conversion.findings:
        (row,) = ledger_rows([dataclasses.replace(finding, status="fail")], places)
        yield finding, row


def fingerprint() -> str:
    """How every check comes out on its own examples: statuses, gravity, sides; no sentences, no places."""
    told = hashlib.sha256()
    for check in CHECKS:
        for example in (check.good, check.bad):
            for finding in findings_of(check, example):
                decided = (finding.check, finding.instance, finding.status, finding.severity, finding.attribution)
                values = (finding.left_value, finding.right_value, finding.difference, finding.tolerance)
                told.update("|".join((*decided, *values, finding.said.wording.code)).encode() + b"\n")
    return told.hexdigest()


@cache
def made() -> build.Package:
    """A generated budget without hazards."""
    document = generate(3, kind="budget", hazards=frozenset())
    identity = document.truth.identity
    text = canonicalise(document.text, Path("generated.txt"))
    overrides = Overrides(identity.division_code, identity.agency_code)
    return build.build_package(convert_source(source_of(text), overrides))


def source_of(text: str) -> Source:
    """A text as a reader hands it on."""
    return Source(text, (Original("generated.txt", len(text), "0" * 64, "utf-8"),))


def package(root: Path) -> Path:
    """A generated package under a folder."""
    write_package(made(), root)
    return made().folder(root)


def descriptor(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "datapackage.json").read_bytes())
    return found


def remove_row(data: bytes) -> bytes:
    return b"".join(data.splitlines(keepends=True)[:-1])


def drop_last_row_before(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package as an older catalogue made it, which lacked the last row of today's ledger."""
    reseal(folder, remove_row((folder / "data" / "checks.csv").read_bytes()), CATALOGUE)
    for module in (catalogue_of_checks, kept_ledger, build):
        monkeypatch.setattr(module, "CATALOGUE", NEXT)
    monkeypatch.setattr("mingzhang.validate.rebuild.CATALOGUE", NEXT)
    monkeypatch.setattr("mingzhang.versions.record.CATALOGUE", NEXT)


def reseal(folder: Path, data: bytes, catalogue: str = CATALOGUE) -> None:
    """Write another ledger, with the size and hash that the descriptor must then state."""
    (folder / "data" / "checks.csv").write_bytes(data)
    path = folder / "datapackage.json"
    found = json.loads(path.read_bytes())
    resource = next(resource for resource in found["resources"] if resource["name"] == "checks")
    resource |= {"bytes": len(data), "hash": build.sha256(data), "catalogue": catalogue}
    path.write_bytes(build.compact_json(found) + b"\n")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])
