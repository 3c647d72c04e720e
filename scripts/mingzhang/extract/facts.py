"""Records → rows of the published tables: one per record, one per fact, one per code."""

from __future__ import annotations

from decimal import Decimal

from mingzhang import codes
from mingzhang.extract.keys import fact_column, fact_direction, fact_phase
from mingzhang.extract.model import AmountCell, Record, TableReading
from mingzhang.extract.proof import leaf_text
from mingzhang.ground.amounts import MONEY_UNITS, NOT_APPLICABLE, format_quantity, format_yuan, to_yuan
from mingzhang.layouts import Column
from mingzhang.recognise.identity import Identity
from mingzhang.schemas import table_named

CsvRow = dict[str, str]

CODE_FIELDS = ("function_code", "dept_economic_code", "gov_economic_code", "code")
"""Record fields that hold classification codes."""

_NAME_OF = {
    "function_code": "function_name",
    "dept_economic_code": "dept_economic_name",
    "gov_economic_code": "gov_economic_name",
    "code": "name",
}
_LEVEL_LENGTHS = (3, 5, 7)


def record_rows(reading: TableReading) -> list[CsvRow]:
    """The rows of one standard table's CSV file."""
    table = table_named(reading.layout.kind, reading.layout.table)
    return [_record_row(record, table.fields) for record in reading.records]


def _record_row(record: Record, fields: tuple[str, ...]) -> CsvRow:
    row = dict.fromkeys(fields, "")
    for name in fields:
        if name in record.texts:
            row[name] = record.texts[name]
        elif name == "level":
            row[name] = str(record.level)
        elif name == "row_kind":
            row[name] = record.row_kind
        elif name.endswith("_yuan"):
            row[name] = _yuan_text(record.amounts.get(name.removesuffix("_yuan")))
    if "value" in fields:
        _value_and_unit(record, row)
    if "side" in fields and not row["side"]:
        row["side"] = record.half.side
    row["row_id"], row["locator"] = record.row_id, str(record.place)
    return row


def _yuan_text(cell: AmountCell | None) -> str:
    if cell is None:
        return ""
    if cell.cell.kind == "not_applicable":
        return NOT_APPLICABLE
    assert cell.cell.value is not None
    return format_yuan(to_yuan(cell.cell.value, cell.unit))


def _value_and_unit(record: Record, row: CsvRow) -> None:
    cell = record.amounts.get("value")
    if cell is None:
        return
    if cell.cell.kind == "not_applicable":
        row["value"] = NOT_APPLICABLE
    elif cell.unit in MONEY_UNITS:
        row["value"] = _yuan_text(cell)
    else:
        assert cell.cell.value is not None
        row["value"] = format_quantity(cell.cell.value)


class FactBuilder:
    """Builds the facts of one disclosure, whose rows have been named; keeps the printed names of codes."""

    def __init__(self, identity: Identity, readings: list[TableReading]) -> None:
        self.identity = identity
        self.readings = readings
        self.names = _printed_names(readings)

    def rows(self) -> list[CsvRow]:
        """All facts in document order."""
        return [
            self._fact(reading, record, name, cell)
            for reading in self.readings
            for record in reading.records
            for name, cell in record.amounts.items()
            if cell.cell.kind == "number"
        ]

    def _fact(self, reading: TableReading, record: Record, name: str, cell: AmountCell) -> CsvRow:
        layout, column = reading.layout, cell.column
        row = dict.fromkeys(table_named(layout.kind, "facts").fields, "")
        row.update(_whose(self.identity, record, column))
        row.update(
            fact_id=record.fact_ids[name],
            row_id=record.row_id,
            table=layout.table,
            column=fact_column(name, column),
            row_label=record.label,
            row_kind=record.row_kind,
            is_leaf=leaf_text(reading, record, cell),
            period=column.period,
            direction=fact_direction(layout, record, column),
            phase=fact_phase(layout, name, column),
            fund=column.fund or record.fund or layout.fund,
            expenditure_type=column.expenditure_type or record.half.category or layout.expenditure_type,
            carryover=column.carryover or record.carryover or layout.carryover or _carryover_of(reading),
            project_name=record.project_name,
            printed=cell.cell.printed,
            printed_unit=cell.unit,
            locator=str(cell.place),
        )
        self._classify(row, record, layout.scheme)
        _value(row, cell)
        return row

    def _classify(self, row: CsvRow, record: Record, scheme: str) -> None:
        code = record.texts.get("function_code") or record.texts.get("code", "")
        if scheme == "revenue" or (code and code.startswith("1")):
            row["revenue_code"], row["revenue_name"] = code, self._name(code)
        elif code:
            self._levels(row, "function", code, 3)
        self._levels(row, "dept_economic", record.texts.get("dept_economic_code", ""), 2)
        self._levels(row, "gov_economic", record.texts.get("gov_economic_code", ""), 2)

    def _levels(self, row: CsvRow, prefix: str, code: str, levels: int) -> None:
        for number, length in enumerate(_LEVEL_LENGTHS[:levels], 1):
            if code and len(code) >= length:
                part = code[:length]
                row[f"{prefix}_level{number}_code"] = part
                row[f"{prefix}_level{number}_name"] = self._name(part)

    def _name(self, code: str) -> str:
        if not code:
            return ""
        return self.names.get(code) or _listed_name(code)


def _whose(identity: Identity, record: Record, column: Column) -> CsvRow:
    """Whose money it is and of which year: the body of the package, and the unit of the row."""
    return {
        "fiscal_year": str(identity.fiscal_year - (column.period == "previous")),
        "unit": f"{identity.division_code}-{identity.agency_code}",
        "scope": identity.scope,
        "kind": identity.kind,
        "division_code": identity.division_code,
        "division_name": identity.division_name,
        "agency_code": identity.agency_code,
        "agency_name": identity.agency_name,
        "unit_code": record.unit_code,
        "unit_name": record.unit_name or (identity.agency_name if identity.scope == "unit" else ""),
    }


def _carryover_of(reading: TableReading) -> str:
    """A title that excludes last year's carry-over says that all its amounts are of the year."""
    return "current" if "不含上年结转" in reading.title_printed else ""


def code_rows(readings: list[TableReading], kind: str) -> list[CsvRow]:
    """Every code the package uses, its parents included, with its names and whether the lists know it."""
    printed = _printed_names(readings)
    wanted = set(printed)
    for reading in readings:
        for record in reading.records:
            wanted.update(code for name in CODE_FIELDS if (code := record.texts.get(name, "")))
    for code in list(wanted):
        wanted.update(code[:length] for length in (3, 5, 7) if length < len(code))
    return [_code_row(code, printed.get(code, ""), kind) for code in sorted(wanted)]


def _code_row(code: str, printed: str, kind: str) -> CsvRow:
    row = dict.fromkeys(table_named(kind, "codes").fields, "")
    scheme = codes.scheme_of(code) or "functional"
    listed = codes.load_codes(scheme).get(code)
    row.update(
        code=code,
        scheme=scheme,
        level=str((len(code) - 1) // 2),
        name=listed.name if listed else "",
        name_printed=printed,
        parent_code=code[:-2] if len(code) > 3 else "",
        listed="true" if listed else "false",
    )
    return row


def _value(row: CsvRow, cell: AmountCell) -> None:
    value = cell.cell.value
    assert isinstance(value, Decimal)
    if cell.unit in MONEY_UNITS:
        row["amount_yuan"], row["currency"] = format_yuan(to_yuan(value, cell.unit)), "CNY"
    else:
        row["quantity"] = format_quantity(value)


def _printed_names(readings: list[TableReading]) -> dict[str, str]:
    """Code → the name first printed with it."""
    names: dict[str, str] = {}
    for reading in readings:
        for record in reading.records:
            for code_field, name_field in _NAME_OF.items():
                code, name = record.texts.get(code_field, ""), record.texts.get(name_field, "")
                if code and name:
                    names.setdefault(code, name)
    return names


def _listed_name(code: str) -> str:
    scheme = codes.scheme_of(code)
    listed = codes.load_codes(scheme).get(code) if scheme else None
    return listed.name if listed else ""
