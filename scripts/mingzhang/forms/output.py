"""What was read → rows for CSV: every column of `schemas.forms`, empty where nothing is known."""

from __future__ import annotations

import re

from mingzhang.forms.model import (
    Evaluation,
    EvaluationIndicator,
    FormsReading,
    Indicator,
    Link,
    Printed,
    Status,
    Target,
    Value,
)
from mingzhang.forms.wording import note_zh, words
from mingzhang.ground.amounts import format_yuan

SOURCES = ("total", "central", "provincial", "local", "own", "other")
_ATTRIBUTES = (
    ("一次性", "one_off"),
    ("经常性", "recurring"),
    ("延续", "continuing"),
    ("阶段", "continuing"),
    ("新增", "new"),
)
_AGENCY = re.compile(r"(?P<code>\d{3,12})\s*[-—–－]\s*(?P<name>.+)", re.S)
_YEARS = re.compile(r"(\d{1,2})\s*年")
_MONEY = ("declared", "initial", "budget", "executed", "balance")
_TEXTS = ("overview", "basis", "necessity", "measures", "plan", "period_goal", "year_goal")
_ANALYSIS = (
    "analysis_execution",
    "analysis_output",
    "analysis_benefit",
    "analysis_satisfaction",
    "experience",
    "problems",
    "improvements",
)

Row = dict[str, str]


def form_rows(reading: FormsReading) -> dict[str, list[Row]]:
    """CSV rows per table, every column of `schemas.forms` present, in document order; empty tables too."""
    links = {link.form_id: link for link in reading.links if link.form_id}
    return {
        "targets": [_target(target, links.get(target.form_id)) for target in reading.targets],
        "target_funds": [row for target in reading.targets for row in _funds(target)],
        "indicators": [
            _indicator(target, number, indicator)
            for target in reading.targets
            for number, indicator in enumerate(target.indicators, 1)
        ],
        "evaluations": [_evaluation(form, links.get(form.form_id)) for form in reading.evaluations],
        "evaluation_funds": [row for form in reading.evaluations for row in _evaluation_funds(form)],
        "evaluation_indicators": [
            _evaluation_indicator(form, number, indicator)
            for form in reading.evaluations
            for number, indicator in enumerate(form.indicators, 1)
        ],
        "form_values": [row for form in reading.forms for row in _values(form)],
        "form_links": [_link(number, link) for number, link in enumerate(reading.links, 1)],
    }


def read_attribute(printed: str) -> str:
    """The code of a project's attribute (`one_off`, `recurring`, `continuing`, `new`), blank where unknown."""
    return next((code for word, code in _ATTRIBUTES if word in printed), "")


def read_years(printed: str) -> int | None:
    """The length of a project: `3年` → 3."""
    years = _YEARS.match(printed)
    return int(years[1]) if years else None


def _text(fields: dict[str, Printed], name: str) -> str:
    return fields[name].value if name in fields else ""


def _head(form: Target | Evaluation, link: Link | None) -> Row:
    fields = form.fields
    agency = _AGENCY.fullmatch(fields["agency"].value) if "agency" in fields else None
    unit = fields["unit"].value if "unit" in fields else ""
    coded = _AGENCY.fullmatch(unit)
    return {
        "form_id": form.form_id,
        "form_scope": "overall" if form.overall else "project",
        "project_name": _text(fields, "project_name"),
        "agency_code_printed": agency["code"] if agency else "",
        "agency_name_printed": agency["name"] if agency else _text(fields, "agency"),
        "unit_code_printed": coded["code"] if coded else "",
        "unit_name": (coded["name"] if coded else unit),
        "project_row_id": link.project.row_id if link and link.project else "",
        "link_confidence": link.confidence if link else "none",
        "fragments": str(len(form.spans)),
        "first_line": str(min(first for first, _ in form.spans)),
        "last_line": str(max(last for _, last in form.spans)),
        "form_lines": " ".join(f"{first}-{last}" for first, last in form.spans),
        "head_status": form.status,
        "note": words(form.notes),
        "locator": f"L{form.spans[0][0]}",
    }


def _target(target: Target, link: Link | None) -> Row:
    fields = target.fields
    attribute = fields["attribute"].value if "attribute" in fields else ""
    years = read_years(_text(fields, "period"))
    row = _head(target, link)
    row["attribute"] = read_attribute(attribute)
    row["attribute_printed"] = attribute
    row["period_years"] = "" if years is None else str(years)
    row["period_printed"] = _text(fields, "period")
    for side in ("period", "year"):
        for source in SOURCES:
            amounts = {f.amount for f in target.funds if f.side == side and f.source == source and f.amount is not None}
            row[f"{side}_{source}_yuan"] = format_yuan(amounts.pop()) if len(amounts) == 1 else ""
    for name in _TEXTS:
        row["basis_text" if name == "basis" else name] = _text(fields, name)
    row["filled_in"] = _text(fields, "filled_in")
    row["indicators"] = str(len(target.indicators))
    return row


def _funds(target: Target) -> list[Row]:
    return [
        {
            "form_id": target.form_id,
            "fund_no": str(number),
            "side": fund.side,
            "source": fund.source,
            "label_printed": fund.label,
            "amount_yuan": "" if fund.amount is None else format_yuan(fund.amount),
            "printed": fund.printed,
            "printed_unit": fund.unit,
            "status": fund.status,
            "note": note_zh(fund.note),
            "locator": str(fund.place),
        }
        for number, fund in enumerate(target.funds, 1)
    ]


def _value(prefix: str, value: Value, status: Status | None = None) -> Row:
    row = {
        f"{prefix}_printed": value.printed,
        f"{prefix}_comparator": value.comparator,
        f"{prefix}_number": value.number,
        f"{prefix}_number_to": value.number_to,
        f"{prefix}_unit": value.unit,
        f"{prefix}_text": value.text,
        f"{prefix}_is_qualitative": _boolean(value.is_qualitative),
        f"{prefix}_is_placeholder": _boolean(value.is_placeholder),
    }
    if status:
        row[f"{prefix}_status"] = status
    return row


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _indicator(target: Target, number: int, indicator: Indicator) -> Row:
    return {
        "form_id": target.form_id,
        "indicator_no": str(number),
        "project_name": _text(target.fields, "project_name"),
        "level1": indicator.level1,
        "level2": indicator.level2,
        "level3": indicator.name,
        "level1_printed": indicator.level1_printed,
        "level2_printed": indicator.level2_printed,
        "period_level3_printed": indicator.period_name,
        "year_level3_printed": indicator.year_name,
        **_value("period", indicator.period),
        **_value("year", indicator.year),
        "weight": indicator.weight,
        "description": indicator.description,
        "level_status": indicator.level_status,
        "name_status": indicator.name_status,
        "period_status": indicator.period_status,
        "year_status": indicator.year_status,
        "status": indicator.status,
        "note": words(indicator.notes),
        "raw": indicator.raw,
        "lines": " ".join(f"L{line}" for line in indicator.lines),
        "locator": str(indicator.place),
    }


def _evaluation(form: Evaluation, link: Link | None) -> Row:
    row = _head(form, link)
    total = next((fund for fund in form.funds if fund.source == "total"), None)
    for name in _MONEY:
        row[f"{name}_yuan"] = format_yuan(total.amounts[name]) if total and name in total.amounts else ""
    row["rate"] = total.printed.get("rate", "") if total else ""
    row["execution_score"] = total.printed.get("score", "") if total else ""
    row["goal"] = _text(form.fields, "year_goal") or _text(form.fields, "period_goal")
    row["actual_goal"] = _text(form.fields, "actual_goal")
    row["total_score"] = _text(form.fields, "total_score")
    row["grade"] = _text(form.fields, "grade")
    for name in _ANALYSIS:
        row[name] = _text(form.fields, name)
    row["indicators"] = str(len(form.indicators))
    return row


def _evaluation_funds(form: Evaluation) -> list[Row]:
    return [
        {
            "form_id": form.form_id,
            "fund_no": str(number),
            "source": fund.source,
            "label_printed": fund.label,
            **{f"{name}_yuan": format_yuan(fund.amounts[name]) if name in fund.amounts else "" for name in _MONEY},
            "rate": fund.printed.get("rate", ""),
            "score": fund.printed.get("score", ""),
            "printed_unit": fund.unit,
            "status": fund.status,
            "note": note_zh(fund.note),
            "raw": fund.raw,
            "locator": str(fund.place),
        }
        for number, fund in enumerate(form.funds, 1)
    ]


def _evaluation_indicator(form: Evaluation, number: int, indicator: EvaluationIndicator) -> Row:
    return {
        "form_id": form.form_id,
        "indicator_no": str(number),
        "project_name": _text(form.fields, "project_name"),
        "level1": indicator.level1,
        "level2": indicator.level2,
        "level3": indicator.name,
        "level1_printed": indicator.level1_printed,
        "level2_printed": indicator.level2_printed,
        **_value("target", indicator.target),
        **_value("adjusted", indicator.adjusted),
        **_value("actual", indicator.actual),
        "weight": indicator.weight,
        "score": indicator.score,
        "reason": indicator.reason,
        "level_status": indicator.level_status,
        "name_status": indicator.name_status,
        "value_status": indicator.value_status,
        "status": indicator.status,
        "note": words(indicator.notes),
        "raw": indicator.raw,
        "lines": " ".join(f"L{line}" for line in indicator.lines),
        "locator": str(indicator.place),
    }


def _values(form: Target | Evaluation) -> list[Row]:
    return [
        {
            "form_id": form.form_id,
            "field": printed.name,
            "value": printed.value,
            "status": printed.status,
            "note": note_zh(printed.note),
            "raw": printed.raw,
            "locator": f"L{printed.line}C{printed.cell}",
        }
        for printed in form.fields.values()
    ]


def _link(number: int, link: Link) -> Row:
    return {
        "link_no": str(number),
        "form_id": link.form_id,
        "project_row_id": link.project.row_id if link.project else "",
        "unit_name": link.unit_name,
        "project_name": link.project_name,
        "link_confidence": link.confidence,
        "basis": link.basis,
    }
