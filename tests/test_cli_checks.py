"""`mingzhang check` and `mingzhang explain`: what they print, and how they end."""

from __future__ import annotations

import csv
import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from mingzhang.checking.lines import find_value, shorten
from mingzhang.checks import CHECKS
from mingzhang.checks.years import YEAR_CHECKS
from mingzhang.cli import main
from mingzhang.cli.annotations import LIMIT
from mingzhang.convert.pipeline import convert_source
from mingzhang.packages.build import FIRST_VERSION, build_package
from mingzhang.packages.model import Package
from mingzhang.packages.store import write_package
from mingzhang.readers import read_file
from mingzhang.recognise.identity import Overrides
from mingzhang.review.workflow_commands import escape_data, escape_property

from tests.generator import Document, generate, generate_pair

DATA = Path(__file__).parents[1] / "datapackage"
LEDGER = Path("data", "checks.csv")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@cache
def converted(text: str, division: str, agency: str) -> Package:
    """A package, made once for all tests that begin with it."""
    Path("gen.txt").write_text(text, encoding="utf-8")
    return build_package(convert_source(read_file(Path("gen.txt")), Overrides(division, agency)), FIRST_VERSION)


def package(document: Document) -> Path:
    """The document converted under `datapackage`."""
    identity = document.truth.identity
    made = converted(document.text, identity.division_code, identity.agency_code)
    write_package(made, Path("datapackage"))
    return made.folder(Path("datapackage"))


def rewrite(folder: Path, change: dict[str, str], **wanted: str) -> None:
    """Change the cells of the first row of the ledger that has the wanted values."""
    with (folder / LEDGER).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if all(row[name] == value for name, value in wanted.items())).update(change)
    with (folder / LEDGER).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def clean_package(seed: int = 3) -> Path:
    """A package whose ledger holds nothing but what passes."""
    folder = package(generate(seed, kind="budget", hazards=frozenset()))
    lines = (folder / LEDGER).read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines[1:] if ",fail," not in line and ",insufficient_data," not in line]
    (folder / LEDGER).write_text("".join([lines[0], *kept]), encoding="utf-8")
    return folder


def fail(folder: Path, check: str, **cells: str) -> None:
    """Let a check fail at the first fact of the first row in which it holds."""
    held = next(
        row for row in read(folder / LEDGER) if row["check"] == check and row["status"] == "pass" and row["fact_ids"]
    )
    facts = {row["fact_id"]: row for row in read(folder / "data" / "facts.csv")}
    first = facts[held["fact_ids"].split()[0]]
    change = {"status": "fail", "comparisons": "1", "locators": first["locator"], "left_value": first["printed"]}
    said = {"arguments": json.dumps({"printed": "合计不符"})}
    rewrite(folder, change | said | cells, check=check, instance=held["instance"], status="pass")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wrong_package() -> Path:
    """The same with one arithmetic error in it."""
    folder = clean_package()
    fail(folder, "A01", severity="error")
    return folder


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_clean_package_prints_nothing_and_ends_with_0() -> None:
    result = run("check", clean_package())
    assert (result.exit_code, result.stdout) == (0, "")
    assert "0 wrong" in result.stderr
    assert "only one disclosure of the unit" in result.stderr


def test_a_finding_stands_under_its_category_with_its_source_line() -> None:
    folder = wrong_package()
    result = run("check", folder)
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[0].startswith(folder.name)
    assert lines[1] == "  Wrong in the document (1)"
    assert lines[2].startswith("    error A01 ")
    assert lines[3] == "      “合计不符”"
    assert re.fullmatch(r" {8}L\d+C\d+  .*【[\d,.]+】.*", lines[4])


def test_messages_are_in_the_language_asked_for() -> None:
    result = run("check", wrong_package(), "--lang", "zh")
    assert "文件中的错误 (1)" in result.stdout
    assert "合计不符" in result.stdout
    assert "1 个数据包" in result.stderr


@pytest.mark.parametrize("severity", ["review", "info"])
def test_what_is_for_review_does_not_end_with_1(severity: str) -> None:
    folder = clean_package()
    fail(folder, "A01", severity=severity)
    result = run("check", folder, "--severity", "info")
    assert result.exit_code == 0
    assert "Worth a look (1)" in result.stdout


def test_extraction_and_missing_data_have_categories_of_their_own() -> None:
    folder = clean_package()
    fail(folder, "A01", severity="warning", attribution="extraction")
    fail(folder, "A02", status="insufficient_data", severity="review")
    result = run("check", folder)
    assert "Could not be checked (1)" in result.stdout
    assert "Doubtful or lost in our reading (1)" in result.stdout
    assert result.stdout.index("Could not be") < result.stdout.index("Doubtful or lost")
    assert "1 doubtful or lost in our reading; 1 could not be checked" in result.stderr


def test_a_severity_hides_what_is_less_grave() -> None:
    folder = wrong_package()
    fail(folder, "A02", severity="review")
    shown = run("check", folder, "--severity", "warning").stdout
    assert "A01" in shown
    assert "A02" not in shown


def test_one_check_or_family_may_be_asked_for() -> None:
    folder = wrong_package()
    assert run("check", folder, "--check", "A02").exit_code == 0
    assert run("check", folder, "--check", "a01").exit_code == 1
    assert run("check", folder, "--check", "A").exit_code == 1


def test_an_unknown_check_is_an_error_that_names_the_nearest() -> None:
    result = run("check", "--check", "A0l")
    assert result.exit_code == 2
    assert re.search(r"'A0l'; the nearest are A\d\d, ", result.stderr)


def test_what_is_hidden_is_counted_and_what_could_not_be_checked_is_not_hidden() -> None:
    folder = clean_package()
    fail(folder, "A01", severity="info")
    fail(folder, "A02", status="insufficient_data", severity="info")
    result = run("check", folder)
    assert "Could not be checked (1)" in result.stdout
    assert "A01" not in result.stdout
    assert result.stderr.splitlines()[-1] == "1 more with --severity info"
    chinese = run("check", folder, "--lang", "zh")
    assert chinese.stderr.splitlines()[-1] == "另有 1 条说明，用 --severity info 查看"
    everything = run("check", folder, "--severity", "info")
    assert "A01" in everything.stdout
    assert "more with" not in everything.stderr
    graver = run("check", folder, "--severity", "review")
    assert graver.stdout == ""
    assert graver.stderr.splitlines()[-1] == "2 more with --severity info"
    assert "1 more" in run("check", folder, "--severity", "review", "--check", "A02").stderr


def test_quiet_prints_errors_only() -> None:
    folder = wrong_package()
    fail(folder, "A02", severity="warning")
    fail(folder, "A02", status="insufficient_data", severity="info")
    result = run("check", "-q", folder)
    assert (result.exit_code, result.stderr) == (1, "")
    assert "error A01" in result.stdout
    assert "A02" not in result.stdout
    rewrite(folder, {"severity": "warning"}, check="A01", status="fail")
    result = run("check", "-q", folder)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "")


def test_an_unknown_package_names_the_nearest_and_no_row_of_zeros() -> None:
    name = clean_package().name
    result = run("check", name[:-1])
    assert result.exit_code == 2
    assert f"the nearest names are {name}" in result.stderr
    assert result.stderr.count("\n") == 1
    assert "packages:" not in run("check", "missing.txt").stderr
    assert "a package under datapackage" in run("check", "nothing-like-it").stderr


def test_all_shows_what_holds() -> None:
    result = run("check", clean_package(), "--all", "--check", "A01")
    assert result.exit_code == 0
    assert "Nothing wrong" in result.stdout
    assert "holds A01" in result.stdout


def test_json_is_one_object_per_package_with_the_lines() -> None:
    (found,) = objects(run("check", "--json", wrong_package()))
    (finding,) = found["findings"]
    assert (finding["check"], finding["category"], finding["severity"]) == ("A01", "wrong", "error")
    assert finding["title_zh"]
    assert all(place["package"] == found["package"] and place["line"] for place in finding["places"])
    assert found["counts"]["wrong"] == 1
    assert found["only_disclosure_of_the_unit"] is True


def test_a_package_may_be_named_and_a_document_checked_in_memory() -> None:
    document = generate(3, kind="budget", hazards=frozenset())
    folder = package(document)
    by_name, by_folder = (run("check", "--json", argument) for argument in (folder.name, folder))
    assert objects(by_name) == objects(by_folder)
    shutil.rmtree(folder)
    Path("new.txt").write_bytes(document.encode())
    (found,) = objects(run("check", "--json", "new.txt"))
    (before,) = objects(by_folder)
    assert found["findings"] == before["findings"]
    assert not folder.exists()


def test_the_five_packages_are_checked_without_arguments() -> None:
    shutil.copytree(DATA, "datapackage")
    result = run("check", "--json")
    assert len(objects(result)) == 5
    assert "5 packages" in result.stderr
    assert "5 not comparable" in result.stderr


def test_what_cannot_be_processed_is_named_and_the_others_go_on() -> None:
    folder = clean_package()
    result = run("check", "999999-001-2023-dept-budget", "missing.txt", folder)
    assert result.exit_code == 2
    assert result.stderr.count("error: ") == 2
    assert "1 package:" in result.stderr


def test_without_any_package_the_command_says_so() -> None:
    assert run("check").exit_code == 2


@pytest.mark.parametrize(
    "cell",
    [{"status": "fine"}, {"severity": "<b>"}, {"locators": "L1C1;rm"}, {"locators": "../x"}, {"check": "a\nb"}],
)
def test_a_ledger_that_no_converter_wrote_is_refused(cell: dict[str, str]) -> None:
    folder = clean_package()
    rewrite(folder, cell, check="A01")
    result = run("check", folder)
    assert result.exit_code == 2
    assert "checks.csv" in result.stderr


@pytest.mark.parametrize("data", [b"", b"check,status\nA01\n", b"\xff\xfe", b'check\n"open'])
def test_a_broken_ledger_is_an_error_and_no_traceback(data: bytes) -> None:
    folder = clean_package()
    (folder / LEDGER).write_bytes(data)
    result = run("check", folder)
    assert (result.exit_code, result.stdout) == (0 if data == b"" else 2, "")


@pytest.mark.parametrize(
    ("old", "new"),
    [("amount_yuan", "amount"), (",L", ",LL"), (".00,", ".00x,"), ("fact_id", "id")],
)
def test_tables_that_no_converter_wrote_are_refused(old: str, new: str) -> None:
    folder = clean_package()
    facts = folder / "data" / "facts.csv"
    facts.write_text(facts.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    result = run("check", folder)
    assert result.exit_code == 2
    assert "facts.csv" in result.stderr


def test_a_descriptor_that_no_converter_wrote_is_refused() -> None:
    folder = clean_package()
    path = folder / "datapackage.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    found["identity"]["kind"] = "draft"
    path.write_text(json.dumps(found), encoding="utf-8")
    assert run("check", folder).exit_code == 2


def test_a_ledger_that_is_a_link_is_not_read() -> None:
    folder = clean_package()
    (folder / LEDGER).rename("elsewhere.csv")
    (folder / LEDGER).symlink_to(Path("elsewhere.csv").absolute())
    assert run("check", folder).exit_code == 2


def test_a_locator_beyond_the_source_shows_no_line() -> None:
    folder = wrong_package()
    rewrite(folder, {"locators": "L9999999C3"}, check="A01", status="fail")
    assert "L9999999C3" in run("check", folder).stdout


def test_control_characters_and_commands_of_a_hostile_package_do_nothing() -> None:
    folder = wrong_package()
    hostile = "\x1b[31mred\u202e ::error::##[error]bad"
    rewrite(folder, {"arguments": json.dumps({"printed": hostile})}, check="A01", status="fail")
    shown = run("check", folder).stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\x1b[31mred\\u202e" in shown
    assert not any(line.lstrip().startswith("::") for line in shown.splitlines())
    marked = run("check", "--github", folder).stdout
    assert "##[error]" not in marked
    assert sum(line.startswith("::") for line in marked.splitlines()) == 1


def test_annotations_name_the_file_and_the_line() -> None:
    folder = wrong_package()
    result = run("check", "--github", folder)
    (line,) = result.stdout.splitlines()
    assert result.exit_code == 1
    assert re.fullmatch(
        rf"::error file={re.escape(folder.as_posix())}/source\.txt,line=\d+,title=A01 [^:,]+::“合计不符”", line
    )


def test_annotations_escape_what_would_end_them() -> None:
    assert escape_data("100%\r\nline") == "100%25%0D%0Aline"
    assert escape_property("a:b,c%") == "a%3Ab%2Cc%25"


def test_no_more_annotations_than_github_shows_and_the_rest_is_counted() -> None:
    folder = clean_package()
    held = [row["check"] for row in read(folder / LEDGER) if row["fact_ids"]]
    for check in held[: LIMIT + 3]:
        fail(folder, check, severity="error")
    lines = run("check", "--github", folder).stdout.splitlines()
    assert len([line for line in lines if line.startswith("::error ")]) == LIMIT
    assert lines[-1] == f"not annotated, since GitHub shows {LIMIT} of a level: 3 x error"


def test_github_and_json_exclude_each_other() -> None:
    assert run("check", "--github", "--json", clean_package()).exit_code == 2


def pair_with_a_contradiction() -> tuple[Path, Path]:
    """Two budgets of one unit; the earlier one's total is changed."""
    before, after = generate_pair(2, "budgets")
    amount = next(a for a in before.truth.amounts if a.table == "balance" and a.row_label == "收入总计")
    lines = before.text.split("\n")
    cells = lines[amount.line - 1].split("\t")
    cells[amount.cell - 1] = f"{amount.value + 70:.2f}"
    lines[amount.line - 1] = "\t".join(cells)
    return package(Document("\n".join(lines), before.truth)), package(after)


def test_other_disclosures_of_the_unit_are_compared_and_linked_on_both_sides() -> None:
    earlier, later = pair_with_a_contradiction()
    for asked in (earlier, later):
        (found,) = objects(run("check", "--json", "--check", "Y01", asked))
        finding = next(f for f in found["findings"] if f["instance"] == "change_reasons/revenue_change_amount/revenue")
        assert {place["package"] for place in finding["places"]} == {earlier.name, later.name}
        assert all(place["line"] for place in finding["places"])
        assert (finding["left_package"], finding["right_package"]) == (earlier.name, later.name)
    shown = run("check", later, "--check", "Y").stdout
    assert f"{earlier.name}#L" in shown
    assert "0 not comparable" in run("check").stderr


def test_a_comparison_is_told_once_where_both_packages_are_checked() -> None:
    pair_with_a_contradiction()
    told = [f["instance"] for found in objects(run("check", "--json", "--check", "Y01")) for f in found["findings"]]
    assert len(set(told)) == len(told)
    assert told


def test_source_lines_are_shortened_around_the_cell() -> None:
    row = "\t".join(["201", "一般公共服务支出", "1.00", "2.00", "3.00", "4.00", "5.00", "6.00"])
    assert shorten(row, 5) == "201 │ 一般公共服务支出 │ … │ 2.00 │ 【3.00】 │ 4.00 │ 5.00 │ …"
    assert shorten("字" * 300).endswith("…")
    assert len(shorten("字" * 300)) == 100
    assert shorten("a\t\t", 3) == "a │ 【】"


def test_a_paragraph_is_shown_around_what_a_finding_names() -> None:
    line = "甲" * 300 + "支出1,234.50万元，" + "乙" * 300
    shown = shorten(line, 0, ("99", "1234.5"))
    assert shown.startswith("…甲")
    assert shown.endswith("乙…")
    assert "支出【1,234.50】万元" in shown
    assert len(shown) < 110
    assert shorten("支出4.80万元", 0, ("4.8",)) == "支出【4.80】万元"
    cell = "\t".join(["计划", "丙" * 200 + "2021年完成" + "丁" * 200])
    assert "2021年完成" in shorten(cell, 2, ("2021",))


@pytest.mark.parametrize(("line", "value"), [("34.84", "4"), ("34.84", "4.84"), ("1,200", "200"), ("4.85", "4.8")])
def test_a_part_of_a_number_is_not_that_number(line: str, value: str) -> None:
    assert find_value(line, value) is None


CODES = [*(check.code for check in CHECKS), *(check.code for check in YEAR_CHECKS)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explain_tells_everything_and_shows_the_check_at_work(lang: str) -> None:
    shown = run("explain", "Y12", "--lang", lang).stdout
    check = next(check for check in YEAR_CHECKS if check.code == "Y12")
    for name in ("title", "why", "basis", "requires", "fix"):
        assert getattr(check, f"{name}_{lang}") in shown
    assert getattr(check, f"rule_{lang}").splitlines()[0] in shown
    assert "10.50" in shown
    assert ("相差1.50万元" if lang == "zh" else "1.50 apart") in shown


@pytest.mark.parametrize("code", CODES[::9])
def test_explain_as_json(code: str) -> None:
    (found,) = objects(run("explain", "--json", code.lower()))
    assert found["code"] == code
    assert found["says_zh"]
    assert found["says_en"]
    told = ("rule_zh", "rule_en", "title_zh", "why_en", "basis_zh", "requires_en", "fix_zh", "bad")
    assert all(found[name] for name in told)


def test_explain_lists_a_family_and_everything() -> None:
    family = run("explain", "y").stdout
    assert all(check.code in family for check in YEAR_CHECKS)
    assert "A01" not in family
    everything = run("explain").stdout
    assert all(f"  {code}  " in everything for code in CODES)


def test_an_unknown_code_is_explained_by_the_nearest() -> None:
    result = run("explain", "A999")
    assert result.exit_code == 2
    assert "no check or family is called 'A999'" in result.stderr
    assert re.search(r"the nearest are A\d\d, ", result.stderr)
