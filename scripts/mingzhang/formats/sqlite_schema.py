"""The SQL of the database: tables and keys follow from the schemas, views are for reading."""

from __future__ import annotations

from mingzhang.formats.names import PACKAGE_FIELD, table_name
from mingzhang.formats.told import exported_tables
from mingzhang.packages.values import INAPPLICABLE_FIELD, has_inapplicable
from mingzhang.schemas import STANDARD_TABLES, TABLES, Field, Table
from mingzhang.schemas.table import Reference

_TYPES = {"string": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "number": "TEXT"}

PACKAGE_COLUMNS = (
    "package",
    "title",
    "title_en",
    "version",
    "kind",
    "scope",
    "fiscal_year",
    "division_code",
    "division_name",
    "agency_code",
    "agency_name",
    "licence",
    "licence_url",
    "hash",
    "original_file_name",
    "original_bytes",
    "original_hash",
)
_PACKAGES = """CREATE TABLE packages (
  package TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  title_en TEXT NOT NULL,
  version TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('budget', 'final')),
  scope TEXT NOT NULL CHECK (scope IN ('dept', 'unit')),
  fiscal_year INTEGER NOT NULL,
  division_code TEXT NOT NULL,
  division_name TEXT NOT NULL,
  agency_code TEXT NOT NULL,
  agency_name TEXT NOT NULL,
  licence TEXT NOT NULL,
  licence_url TEXT NOT NULL,
  hash TEXT NOT NULL,
  original_file_name TEXT NOT NULL,
  original_bytes INTEGER NOT NULL,
  original_hash TEXT NOT NULL
) STRICT"""

ORIGINAL_COLUMNS = (
    "package",
    "number",
    "file_name",
    "media_type",
    "bytes",
    "hash",
    "url",
    "published",
    "fetched",
)
_ORIGINALS = """CREATE TABLE originals (
  package TEXT NOT NULL REFERENCES packages (package),
  number INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  hash TEXT NOT NULL,
  url TEXT,
  published TEXT,
  fetched TEXT,
  PRIMARY KEY (package, number)
) STRICT"""
"""The files of each disclosure as published; `packages` names the first."""

FIELD_COLUMNS = ("table_name", "field_name", "title", "title_en", "type", "description")
_FIELDS = """CREATE TABLE fields (
  table_name TEXT NOT NULL,
  field_name TEXT NOT NULL,
  title TEXT NOT NULL,
  title_en TEXT NOT NULL,
  type TEXT NOT NULL,
  description TEXT NOT NULL,
  PRIMARY KEY (table_name, field_name)
) STRICT"""


RECORD_COLUMNS = ("package", "row_id", "table")
_RECORDS = """CREATE TABLE records (
  package TEXT NOT NULL REFERENCES packages (package),
  row_id TEXT NOT NULL,
  "table" TEXT NOT NULL,
  PRIMARY KEY (package, row_id)
) STRICT"""
"""Every row of every standard table by its name: what a fact, a form or a row of one of them refers to."""

_ROW_NAMES = ("row_id", "project_row_id")
"""Columns that name a record of any standard table."""


def fen_name(field: Field) -> str:
    """The column with an amount in 分: `total_yuan` has `total_fen`."""
    return field.name.removesuffix("_yuan") + "_fen"


def column_names(table: Table) -> tuple[str, ...]:
    """The columns of a table of the database, in order."""
    names = [PACKAGE_FIELD]
    for field in table.columns:
        names += [field.name, fen_name(field)] if field.is_amount else [field.name]
    return (*names, INAPPLICABLE_FIELD) if has_inapplicable(table) else tuple(names)


def create_statements() -> list[str]:
    """Everything the empty database has."""
    return [
        _PACKAGES,
        _ORIGINALS,
        _FIELDS,
        _RECORDS,
        *(create_table(table) for table in exported_tables()),
        *(view.replace("OF_PACKAGE", _OF_PACKAGE) for view in _VIEWS),
    ]


def create_table(table: Table) -> str:
    """One table: an amount is exact text (`…_yuan`) and the same in 分 (`…_fen`), for sums."""
    lines = [f"  {PACKAGE_FIELD} TEXT NOT NULL REFERENCES packages ({PACKAGE_FIELD})"]  # Datasette asks for the name
    blank = blank_texts(table)
    for field in table.columns:
        lines += _columns(field, may_be_empty=field.name in blank)
    if has_inapplicable(table):
        lines.append(f"  {INAPPLICABLE_FIELD} TEXT")
    lines.append(f"  PRIMARY KEY ({_quoted(PACKAGE_FIELD, *table.key)})")
    for reference in table.references:
        target = next(found for found in TABLES if found.family == "common" and found.name == reference.table)
        lines.append(_foreign_key(reference, table_name(target)))
    for name in _ROW_NAMES:
        if name in table.fields:
            lines.append(_foreign_key(Reference((name,), "records", ("row_id",)), "records"))
    return f"CREATE TABLE {quoted(table_name(table))} (\n" + ",\n".join(lines) + "\n) STRICT"


def blank_texts(table: Table) -> frozenset[str]:
    """Columns of a key or a reference that may be blank: empty text here, since NULL is equal to nothing."""
    keys = {*table.key, *(name for ref in table.references if len(ref.fields) > 1 for name in ref.fields)}
    return frozenset(field.name for field in table.columns if field.name in keys and not field.required)


def record_tables() -> frozenset[str]:
    """Tables of the database whose rows are records."""
    return frozenset(table_name(table) for table in STANDARD_TABLES)


def _foreign_key(reference: Reference, target: str) -> str:
    return (
        f"  FOREIGN KEY ({_quoted(PACKAGE_FIELD, *reference.fields)}) REFERENCES "
        f"{quoted(target)} ({_quoted(PACKAGE_FIELD, *reference.to)}) DEFERRABLE INITIALLY DEFERRED"
    )


def quoted(name: str) -> str:
    """An identifier; some of ours are words of SQL (`table`, `check`)."""
    return f'"{name}"'


def _quoted(*names: str) -> str:
    return ", ".join(map(quoted, names))


def _columns(field: Field, *, may_be_empty: bool) -> list[str]:
    required = " NOT NULL" if field.required or may_be_empty else ""
    check = ""
    if field.type == "boolean":
        check = f" CHECK ({quoted(field.name)} IN (0, 1))"
    elif field.enum:
        allowed = ("", *field.enum) if may_be_empty else field.enum
        check = f" CHECK ({quoted(field.name)} IN ({', '.join(map(_literal, allowed))}))"
    lines = [f"  {quoted(field.name)} {_TYPES[field.type]}{required}{check}"]
    if field.is_amount:
        lines.append(f"  {quoted(fen_name(field))} INTEGER")
    return lines


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_OF_PACKAGE = (
    """p.package, p.fiscal_year, p.kind, p.scope, p.division_code, p.division_name, p.agency_code, p.agency_name"""
)

_VIEWS = (
    """CREATE VIEW expenditure_by_function AS
-- 支出按功能分类（支出总表）：level 0 合计、1 类、2 款、3 项
-- 求和前只取一个 level、一个 kind、一个 scope（部门 dept 已含所属单位 unit）
WITH e AS (
  SELECT package, function_code, function_name, level, total_fen, basic_fen, project_fen, locator
    FROM budget_expenditure
  UNION ALL
  SELECT package, function_code, function_name, level, total_fen, basic_fen, project_fen, locator
    FROM final_expenditure
)
SELECT OF_PACKAGE, e.level, e.function_code, c.name AS function_name, e.function_name AS function_name_printed,
  e.total_fen, e.basic_fen, e.project_fen, e.total_fen / 100.0 AS total_yuan, e.basic_fen / 100.0 AS basic_yuan,
  e.project_fen / 100.0 AS project_yuan, e.locator
FROM e JOIN packages AS p USING (package)
  LEFT JOIN codes AS c ON c.package = e.package AND c.code = e.function_code""",
    """CREATE VIEW projects AS
-- 项目，一行一个，与门户的项目页相同；from_table 说明出自哪张表，phase 说明金额是预算（approved）还是执行数（executed）
-- projects、projects_carried_over 是预算的项目表，form_id 是对应的绩效目标申报表
-- targets、evaluations 是项目表中没有的申报表（年度资金总额）与自评表（全年执行数；决算的项目只在自评表中）
-- 求和前只取一个 phase、一个 scope（部门 dept 已含所属单位 unit）
WITH listed AS (
  SELECT package, 'projects' AS from_table, 'current' AS carryover, unit_name, project_no, project_code, project_name,
    total_fen, locator, row_id FROM budget_projects WHERE row_kind = 'project'
  UNION ALL
  SELECT package, 'projects_carried_over', 'carried_over', unit_name, project_no, project_code, project_name,
    total_fen, locator, row_id FROM budget_projects_carried_over WHERE row_kind = 'project'
),
e AS (
  SELECT package, from_table, 'approved' AS phase, carryover, unit_name, project_no, project_code, project_name,
    total_fen, locator,
    (SELECT l.form_id FROM form_links AS l
      WHERE l.package = listed.package AND l.project_row_id = listed.row_id AND l.form_id IS NOT NULL
      ORDER BY l.link_no LIMIT 1) AS form_id
    FROM listed
  UNION ALL
  SELECT package, 'targets', 'approved', NULL, unit_name, NULL, NULL, project_name, year_total_fen, locator, form_id
    FROM targets WHERE form_scope = 'project' AND project_row_id IS NULL
  UNION ALL
  SELECT package, 'evaluations', 'executed', NULL, unit_name, NULL, NULL, project_name, executed_fen, locator, form_id
    FROM evaluations WHERE form_scope = 'project' AND project_row_id IS NULL
)
SELECT OF_PACKAGE, e.from_table, e.phase, e.carryover, e.unit_name, e.project_no, e.project_code, e.project_name,
  e.total_fen, e.total_fen / 100.0 AS total_yuan, e.locator, e.form_id
FROM e JOIN packages AS p USING (package)""",
    """CREATE VIEW units AS
-- 单位与年度：支出总表的合计行，金额数，四类核对结果的条数（不是去重后的问题数）
SELECT p.division_code, p.division_name, p.agency_code, p.agency_name, p.fiscal_year, p.kind, p.scope, p.package,
  e.total_fen AS expenditure_fen, e.total_fen / 100.0 AS expenditure_yuan,
  (SELECT count(*) FROM facts AS f WHERE f.package = p.package) AS facts,
  (SELECT count(*) FROM findings AS k WHERE k.package = p.package AND k.category = 'wrong') AS findings_wrong,
  (SELECT count(*) FROM findings AS k WHERE k.package = p.package AND k.category = 'look') AS findings_to_look_at,
  (SELECT count(*) FROM findings AS k WHERE k.package = p.package AND k.category = 'unchecked') AS findings_unchecked,
  (SELECT count(*) FROM findings AS k WHERE k.package = p.package AND k.category = 'reading') AS findings_reading
FROM packages AS p LEFT JOIN (
  SELECT package, max(total_fen) AS total_fen FROM expenditure_by_function WHERE level = 0 GROUP BY package
) AS e USING (package)""",
    """CREATE VIEW findings AS
-- 未通过或无法进行的检查；category 与门户相同：
-- wrong 文件有误，look 值得核对，unchecked 无法核对，reading 读取存疑或缺失
SELECT OF_PACKAGE, k."check", k.instance, k.status, k.severity, k.attribution,
  k.category, k.cause, k.difference, k.fact_ids, k.statement_ids, k.locators,
  k.message_zh, k.message_en
FROM checks AS k JOIN packages AS p USING (package)
WHERE k.status IN ('fail', 'insufficient_data')""",
)
