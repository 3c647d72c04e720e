"""Family Y: disclosures of one unit against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest
from mingzhang.checking.examples import pair_findings_of
from mingzhang.checking.published import published_of
from mingzhang.checks import CHECKS
from mingzhang.checks.years import YEAR_CHECKS, PairFinding, Published, YearCheck, compare_packages
from mingzhang.convert.pipeline import convert_source

from tests.documents import source_of
from tests.generator import Document, generate, generate_pair
from tests.generator.pairs import Relation

WORDS = ("title", "why", "basis", "requires", "fix")


@pytest.mark.parametrize("check", YEAR_CHECKS, ids=lambda check: check.code)
def test_is_documented_in_both_languages(check: YearCheck) -> None:
    cls = type(check)
    assert cls.__name__ == cls.code
    assert cls.__doc__
    assert len(cls.__doc__) > 30
    for name in WORDS:
        chinese, english = getattr(cls, f"{name}_zh"), getattr(cls, f"{name}_en")
        assert any("\u4e00" <= c <= "\u9fff" for c in chinese), name
        assert english.isprintable(), name
        assert len(english) > 5, name
        assert english[0] == english[0].upper(), name


@pytest.mark.parametrize("check", YEAR_CHECKS, ids=lambda check: check.code)
def test_fires_on_its_bad_pair(check: YearCheck) -> None:
    assert any(finding.status == "fail" for finding in pair_findings_of(check, check.bad))


@pytest.mark.parametrize("check", YEAR_CHECKS, ids=lambda check: check.code)
def test_compares_and_is_silent_on_its_good_pair(check: YearCheck) -> None:
    findings = pair_findings_of(check, check.good)
    assert any(finding.status in ("pass", "rounding") for finding in findings)
    assert [finding.message_zh for finding in findings if finding.status == "fail"] == []


def test_pairs_of_examples_are_no_other_check_s() -> None:
    pairs = [(check.good, check.bad) for check in YEAR_CHECKS]
    assert len(set(pairs)) == len(pairs)


def test_codes_are_those_of_the_family_in_order() -> None:
    assert [check.code for check in YEAR_CHECKS] == [f"Y{number:02}" for number in range(1, len(YEAR_CHECKS) + 1)]
    assert not {check.code for check in YEAR_CHECKS} & {check.code for check in CHECKS}


def published(document: Document, text: str = "") -> Published:
    return published_of(convert_source(source_of(text or document.text)))


def statuses(packages: Iterable[Published]) -> Counter[tuple[str, str]]:
    return Counter((finding.check, finding.status) for finding in compare_packages(packages).findings)


def failed(packages: Iterable[Published]) -> list[PairFinding]:
    return [finding for finding in compare_packages(packages).findings if finding.status == "fail"]


@pytest.mark.parametrize("relation", ["budgets", "finals", "account"])
@pytest.mark.parametrize("seed", range(10))
def test_nothing_is_found_between_disclosures_that_agree(relation: Relation, seed: int) -> None:
    found = statuses(published(document) for document in generate_pair(seed, relation))
    assert {status for _, status in found} <= {"pass", "rounding"}
    compared = {"budgets": {"Y01", "Y02", "Y03", "Y04"}, "finals": {"Y01", "Y02", "Y04"}, "account": {"Y11"}}
    assert compared[relation] <= {check for check, _ in found}


def change(document: Document, table: str, column: str, by: int, **wanted: str) -> str:
    """The document with one figure raised by so many 万元."""
    amount = next(
        a
        for a in document.truth.amounts
        if (a.table, a.column) == (table, column) and all(getattr(a, name) == value for name, value in wanted.items())
    )
    lines = document.text.split("\n")
    cells = lines[amount.line - 1].split("\t")
    cells[amount.cell - 1] = f"{amount.value + by:.2f}"
    lines[amount.line - 1] = "\t".join(cells)
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(6))
def test_another_total_last_year_contradicts_the_stated_change(seed: int) -> None:
    before, after = generate_pair(seed, "budgets")
    text = change(before, "balance", "total", 7, row_label="收入总计")
    found = failed([published(before, text), published(after)])
    assert {"Y01", "Y02"} <= {finding.check for finding in found}
    first = next(finding for finding in found if finding.check == "Y01")
    assert first.difference in ("70000", "-70000")
    assert {place.package for place in first.places} == {first.left_package, first.right_package}
    assert first.left_package == before.truth.identity.package_name


def with_balances() -> tuple[Document, Document]:
    pairs = (generate_pair(seed, "finals") for seed in range(40))
    return next(
        pair
        for pair in pairs
        if any(a.table == "balance" and a.row_label == "年末结转和结余" for a in pair[0].truth.amounts)
        and any(a.table == "balance" and a.row_label == "年初结转和结余" for a in pair[1].truth.amounts)
    )


def test_a_year_opens_with_what_the_last_one_closed_with() -> None:
    before, after = with_balances()
    text = change(after, "balance", "amount", 3, row_label="年初结转和结余")
    found = failed([published(before), published(after, text)])
    (opening,) = (finding for finding in found if finding.check == "Y12")
    assert (opening.instance, opening.difference, opening.severity) == (
        "balance/revenue/carried_in/amount", "-30000", "warning",
    )  # fmt: skip
    assert opening.category == "wrong"


def test_a_blank_closing_balance_is_a_balance_of_nothing() -> None:
    before, after = with_balances()
    lines = [
        line.rsplit("\t", 1)[0] + "\t" if "年末结转和结余" in line and "年初结转和结余" in line else line
        for line in before.text.split("\n")
    ]
    found = failed([published(before, "\n".join(lines)), published(after)])
    assert "Y12" in {finding.check for finding in found}


def test_a_difference_where_cells_were_unread_is_not_the_publisher_s() -> None:
    before, after = with_balances()
    text = change(after, "balance", "amount", 3, row_label="年初结转和结余")
    unread = text.replace("\t总计\t", "\t总计\t12..5\t", 1) if "\t总计\t" in text else text
    lines = unread.split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("一、一般公共预算财政拨款收入\t"))
    cells = lines[at].split("\t")
    cells[2] = "12..5"
    lines[at] = "\t".join(cells)
    found = failed([published(before), published(after, "\n".join(lines))])
    assert {finding.attribution for finding in found if finding.check == "Y12"} == {"extraction"}


def test_a_three_public_budget_that_was_not_published() -> None:
    pairs = (generate_pair(seed, "account") for seed in range(40))
    before, after = next(p for p in pairs if any(a.table == "three_public" for a in p[1].truth.amounts))
    text = change(after, "three_public", "budget", 1)
    assert "Y09" in {finding.check for finding in failed([published(before), published(after, text)])}


def test_a_project_evaluated_on_another_budget_than_was_published() -> None:
    before, after = next(
        pair
        for pair in (generate_pair(seed, "account") for seed in range(40))
        if ("Y10", "pass") in statuses(map(published, pair))
    )
    row = next(line for line in after.text.split("\n") if line.startswith("\t资金总额:\t"))
    cells = row.split("\t")
    cells[2] = cells[3] = "98765.43"
    found = failed([published(before), published(after, after.text.replace(row, "\t".join(cells)))])
    assert "Y10" in {finding.check for finding in found}


def test_the_order_of_packages_changes_nothing() -> None:
    packages = [published(document) for seed in range(3) for document in generate_pair(seed, "budgets")]
    assert compare_packages(packages) == compare_packages(reversed(packages))


def test_a_disclosure_without_another_of_its_unit_is_only_counted() -> None:
    found = compare_packages([published(generate(1, hazards=frozenset()))])
    assert found.findings == ()
    assert found.alone == (generate(1, hazards=frozenset()).truth.identity.package_name,)


def test_years_with_a_gap_and_other_scopes_are_not_compared() -> None:
    before, after = (published(document) for document in generate_pair(4, "budgets"))
    later = replace(after, fiscal_year=after.fiscal_year + 1, name="later")
    unit = replace(after, scope="unit", name="unit")
    assert compare_packages([before, later, unit]).findings == ()
    assert set(compare_packages([before, later, unit]).alone) == {before.name, "later", "unit"}


def test_another_name_under_the_same_code_is_for_a_person_and_stops_the_comparison() -> None:
    before, after = (published(document) for document in generate_pair(4, "budgets"))
    renamed = replace(after, agency_name="示例县新局", agency_key="示例县新局")
    found = compare_packages([before, renamed]).findings
    assert {(finding.check, finding.instance, finding.status) for finding in found} == {
        ("Y06", "agency_name", "fail"),
        ("Y06", "agency_code", "pass"),
    }


def test_another_code_under_the_same_name_is_noticed_and_years_are_compared() -> None:
    before, after = (published(document) for document in generate_pair(4, "budgets"))
    found = compare_packages([before, replace(after, agency_code="499")]).findings
    assert [f.instance for f in found if f.status == "fail"] == ["agency_code"]
    assert "Y01" in {finding.check for finding in found}


def test_every_instance_has_a_key_of_its_own_and_words_in_both_languages() -> None:
    for relation in ("budgets", "finals", "account"):
        packages = [published(document) for seed in range(4) for document in generate_pair(seed, relation)]
        findings = compare_packages(packages).findings
        keys = [(f.left_package, f.right_package, f.check, f.instance) for f in findings]
        assert len(set(keys)) == len(keys)
        assert all(finding.message_zh and finding.message_en for finding in findings)
