"""The named ways in which real documents are unpleasant to read (DOMAIN §1.4)."""

from __future__ import annotations

from random import Random

from .model import Kind

HAZARDS: dict[str, str] = {
    "ascii_brackets": "half of the full-width brackets and colons in and around tables are ASCII",
    "bold_numbers": "totals, and some subtotals, stand in <b>…</b>, label, code and numbers alike",
    "broken_table_number": "a table number (预算公开表7, 公开02表) is broken over two paragraphs",
    "crlf": "the file has CRLF line ends (bytes only)",
    "dash_rule": "a Markdown rule of dashes stands between or below table rows",
    "empty_statement": "an empty table is declared empty in other words than 注：本表无数据",
    "empty_unstated": "an empty table is not declared empty",
    "figures_apart": "more staff than posts; vehicles and their running costs, purchases and procurement do not fit",
    "full_width_digits": "some amounts are printed in full-width digits",
    "gb18030": "the file is GB18030 (bytes only)",
    "inner_spaces_in_cells": "labels and headers hold blanks where the cell wrapped",
    "institution_costs": "institutions have running costs too, so operating costs are less than public expenditure",
    "letter_spaced_title": "cover, contents and some table titles are letter-spaced",
    "lost_header_column": "budget table 2 has lost its column 单位资金",
    "markdown_headings": "headings and table titles carry # of varying depth",
    "missing_duty": "something that must be disclosed is not said (`Truth.omitted` names the duty)",
    "missing_table": "one standard table is absent",
    "negative_amount": "a project's amount is negative",
    "number_row": "budget tables carry a row 1 2 3 …; the 栏次 row of a final account has no label",
    "page_break_in_table": "tables are cut by a blank line or a form feed",
    "page_break_splits_label": "a page break cuts a label; its rest stands in a row of its own",
    "personal_data": "target forms name an (invented) clerk and a telephone number",
    "project_under_running": "a project is booked under 行政运行",
    "printed_zeros": "a table prints 0.00 where others leave the cell blank",
    "repeated_header_after_page_break": "the header rows stand again after a page break",
    "repeated_project_names": "two projects of one unit have the same name",
    "row_gains_cell": "rows after a page break have one empty cell more",
    "stray_number": "a page number has become a table row of its own (unread)",
    "system_prefix_project": "project names carry prefixes of the budget system or begin with digits",
    "template_rows_without_values": "budget table 9 lists general function codes without any amount",
    "toc_without_tabs": "the table of contents has no tabs",
    "total_last": "the total row stands last in the function tables",
    "trailing_spaces": "lines and last cells end in blanks",
    "unlisted_code": "codes that the published lists do not hold: of an agriculture office, and of funds' revenue",
    "utf8_bom": "the file begins with a byte-order mark (bytes only)",
    "wrapped_caption_name": "the entity's name above a table wraps",
    "wrapped_unit": "the unit of measure wraps (万 / 元)",
}
BUDGET_ONLY = frozenset(
    {
        "institution_costs",
        "lost_header_column",
        "personal_data",
        "repeated_project_names",
        "system_prefix_project",
        "template_rows_without_values",
    }
)
# These need a page break in a table and bring it with them.
IMPLIES_PAGE_BREAK = frozenset({"repeated_header_after_page_break", "row_gains_cell"})
# At most one of these; a file has one encoding.
ENCODINGS = frozenset({"gb18030", "utf8_bom"})


def check_hazards(hazards: frozenset[str], kind: Kind) -> frozenset[str]:
    """Refuse unknown, impossible or contradictory hazards; add the page break some of them need."""
    if unknown := hazards - HAZARDS.keys():
        raise ValueError(f"unknown hazards: {sorted(unknown)}")
    if kind == "final" and (wrong := hazards & BUDGET_ONLY):
        raise ValueError(f"hazards of budgets only: {sorted(wrong)}")
    if hazards >= ENCODINGS:
        raise ValueError("a file is either GB18030 or UTF-8 with a byte-order mark")
    if hazards & IMPLIES_PAGE_BREAK:
        return hazards | {"page_break_in_table"}
    return hazards


def choose_hazards(rng: Random, kind: Kind) -> frozenset[str]:
    """Draw a random subset: a few documents are clean, most have three to eight hazards."""
    possible = [name for name in HAZARDS if kind == "budget" or name not in BUDGET_ONLY]
    chosen = set(rng.sample(possible, rng.choice((0, 1, 2, 3, 4, 5, 6, 8, 10))))
    if chosen >= ENCODINGS:
        chosen.remove("utf8_bom")
    return check_hazards(frozenset(chosen), kind)
