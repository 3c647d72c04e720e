"""Each hazard appears where it is asked for, does what it says, and is absent from clean documents."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

import pytest

from tests.generator import BUDGET_ONLY, HAZARDS, Document, Kind, State, generate
from tests.generator.vocabulary import FUND_PROJECTS, PROJECTS, SYSTEM_PREFIXES

CLEAN: frozenset[str] = frozenset()


def _zone(document: Document) -> list[str]:
    """The lines of the part with the tables."""
    lines = document.text.split("\n")
    first = min(document.truth.title_lines.values()) - 4
    last = next(at for at in range(first, len(lines)) if re.match(r"#* ?第三部分", lines[at]))
    return lines[max(first, 0) : last]


def _tables_text(document: Document) -> str:
    return "\n".join(_zone(document))


def _page_breaks(document: Document) -> list[tuple[str, str]]:
    """The table rows above and below each break inside a table."""
    lines = _zone(document)
    triples = zip(lines, lines[1:], lines[2:], strict=False)
    return [(a, c) for a, b, c in triples if b in ("", "\f") and "\t" in a and "\t" in c]


def _is_rest_of_label(row: str) -> bool:
    cells = [cell for cell in row.split("\t") if cell.strip()]
    return len(cells) == 1 and len(cells[0].strip()) <= 2 and not cells[0].strip().isdigit()


def _first_rows(document: Document) -> set[str]:
    """The first header row of each table."""
    lines = document.text.split("\n")
    starts = document.truth.title_lines.values()
    return {next(line for line in lines[start:] if "\t" in line) for start in starts}


def _labels(document: Document, table: str) -> list[str]:
    rows = {a.line: a.row_label for a in document.truth.amounts if a.table == table}
    return list(rows.values())


def _has_repeated_project(document: Document) -> bool:
    known = {*PROJECTS, *(name for names in FUND_PROJECTS.values() for name in names)}
    names = [label for label in _labels(document, "projects") if label in known]
    return len(names) > len(set(names))


def _totals_stand_last(document: Document) -> bool:
    rows = [amount for amount in document.truth.amounts if amount.table == "expenditure"]
    return max(rows, key=lambda amount: amount.line).row_label == "合计"


def _lists_template_codes(document: Document) -> bool:
    lines = document.text.split("\n")
    start = document.truth.title_lines["state_capital"]
    end = document.truth.title_lines["three_public"]
    coded = [line for line in lines[start:end] if re.match(r"\d{3,7}\t[^\t]+\t\t\d{3,7}\t", line)]
    return bool(coded) and document.truth.states["state_capital"] != "data"


def _standard_statements(document: Document) -> int:
    word = "注" if document.truth.identity.kind == "budget" else "说明"
    return _zone(document).count(f"{word}：本表无数据")


def _empty(document: Document, state: State) -> int:
    return list(document.truth.states.values()).count(state)


def _cuts_a_name(document: Document) -> bool:
    captions = [line.split("名称：")[1] for line in _zone(document) if "名称：" in line and "\t" not in line]
    return any(not name.startswith(document.truth.identity.entity) for name in captions)


def _loses_its_number_label(document: Document) -> bool:
    if document.truth.identity.kind == "final":
        return "栏次" not in document.text
    return len(re.findall(r"^\t*1\t2\t3\t", document.text, re.MULTILINE)) > 2


def _is_gb18030(document: Document) -> bool:
    try:
        document.encode().decode("utf-8")
    except UnicodeDecodeError:
        return document.encode().decode("gb18030").replace("\r\n", "\n") == document.text
    return False


def _before_tables(document: Document) -> str:
    return "\n".join(document.text.split("\n")[: min(document.truth.title_lines.values()) - 1])


def _has_more_staff_than_posts(document: Document) -> bool:
    found = re.search(r"编制(?:人数)?(\d+)[人名]，\D+(\d+)人。", document.text)
    assert found
    return int(found[2]) > int(found[1])


def _total_of(document: Document, table: str, column: str) -> int:
    figures = [a for a in document.truth.amounts if (a.table, a.column) == (table, column)]
    return next((a.hundredths for a in figures if a.row_label in ("合计", "部门合计")), 0)


MEETS_THE_DUTY = {
    "D11": r"因公出国[（(]境[)）]费(支出)?[\d,.]+万元",
    "D13": r"机关运行经费(财政拨款预算|支出)[\d,.]+万元[,，]",
    "D15": r"货物(预算)?[\d,.]+万元",
    "D16": r"中小企业",
    "D21": r"支出总计[^。\n]*。主要原因",
    "D23": r"内设机构",
}


def _omits_a_duty(document: Document) -> bool:
    duty = document.truth.omitted
    if duty == "D19":
        declared = re.search(r"实行绩效目标管理的项目(\d+)个", document.text)
        assert declared
        return document.text.count("项目支出绩效目标申报表") < int(declared[1])
    return bool(duty) and not re.search(MEETS_THE_DUTY[duty], document.text)


def _books_a_project_under_running(document: Document) -> bool:
    projects = [a for a in document.truth.amounts if (a.table, a.column) == ("expenditure", "project")]
    return any(a.row_label == "行政运行" for a in projects)


SHOWS: dict[str, Callable[[Document], object]] = {
    "ascii_brackets": lambda d: re.search(r"单位:|名称:|\(境\)|\(室\)|\(不含上年结转\)", _tables_text(d)),
    "bold_numbers": lambda d: any(f"<b>{a.printed}</b>" in d.text for a in d.truth.amounts),
    "broken_table_number": lambda d: re.search(r"^(预算公开表\n\n\d+|公开\d\d\n\n表)$", d.text, re.M),
    "crlf": lambda d: d.encode().count(b"\r\n") == d.text.count("\n"),
    "dash_rule": lambda d: re.search(r"^-+(\t-+)+ *$", d.text, re.M),
    "empty_statement": lambda d: _standard_statements(d) < _empty(d, "empty_stated"),
    "empty_unstated": lambda d: _empty(d, "empty_unstated"),
    "figures_apart": _has_more_staff_than_posts,
    "full_width_digits": lambda d: any(re.search("[０-９]", a.printed) for a in d.truth.amounts),
    "gb18030": _is_gb18030,
    "inner_spaces_in_cells": lambda d: re.search(r"\t[一-龥]+ [一-龥]+\t", _tables_text(d)),
    "institution_costs": lambda d: (
        _total_of(d, "operating_costs", "total") < _total_of(d, "basic_expenditure", "public")
    ),
    "letter_spaced_title": lambda d: "\n目 录\n" in d.text,
    "lost_header_column": lambda d: "\t财政专户管理资金\t\n" in d.text,
    "markdown_headings": lambda d: re.search(r"^#+ 第三部分", d.text, re.M),
    "missing_duty": _omits_a_duty,
    "missing_table": lambda d: _empty(d, "missing") == 1,
    "negative_amount": lambda d: any(a.hundredths < 0 and a.printed.startswith("-") for a in d.truth.amounts),
    "number_row": _loses_its_number_label,
    "page_break_in_table": _page_breaks,
    "page_break_splits_label": lambda d: any(_is_rest_of_label(below) for _, below in _page_breaks(d)),
    "printed_zeros": lambda d: any(a.hundredths == 0 for a in d.truth.amounts),
    "personal_data": lambda d: re.search(r"经办人:\t\w{3}\t联系电话:\t138000000\d\d\t", d.text),
    "project_under_running": _books_a_project_under_running,
    "repeated_header_after_page_break": lambda d: any(b in _first_rows(d) for _, b in _page_breaks(d)),
    "repeated_project_names": _has_repeated_project,
    "row_gains_cell": lambda d: any(b.count("\t") == a.count("\t") + 1 for a, b in _page_breaks(d)),
    "stray_number": lambda d: len(d.truth.unread) == 1,
    "system_prefix_project": lambda d: any(x.startswith(SYSTEM_PREFIXES) for x in _labels(d, "projects")),
    "template_rows_without_values": _lists_template_codes,
    "toc_without_tabs": lambda d: "\t" not in _before_tables(d),
    "total_last": _totals_stand_last,
    "trailing_spaces": lambda d: len(re.findall(r"\S  $", d.text, re.M)) > 5,
    "unlisted_code": lambda d: any(a.code == "2130101" for a in d.truth.amounts),
    "utf8_bom": lambda d: d.encode().startswith(codecs.BOM_UTF8),
    "wrapped_caption_name": _cuts_a_name,
    "wrapped_unit": lambda d: re.search(r"单位：万  \n\n?元\n", d.text),
}


def test_every_hazard_has_its_proof() -> None:
    assert SHOWS.keys() == HAZARDS.keys()


@pytest.mark.parametrize("hazard", sorted(HAZARDS))
def test_hazard_does_what_it_says(hazard: str) -> None:
    kinds: tuple[Kind, ...] = ("budget",) if hazard in BUDGET_ONLY else ("budget", "final")
    for seed in range(12):
        for kind in kinds:
            spoiled = generate(seed, kind=kind, hazards=frozenset({hazard}))
            clean = generate(seed, kind=kind, hazards=CLEAN)
            assert hazard in spoiled.truth.hazards
            assert SHOWS[hazard](spoiled), (seed, kind)
            assert not SHOWS[hazard](clean), (seed, kind)


@pytest.mark.parametrize("kind", ["budget", "final"])
def test_every_duty_that_can_be_left_out_is_left_out_by_some_seed(kind: Kind) -> None:
    duties = {generate(seed, kind=kind, hazards=frozenset({"missing_duty"})).truth.omitted for seed in range(60)}
    assert duties == {"D11", "D13", "D23"} | ({"D15", "D19"} if kind == "budget" else {"D16", "D21"})
