"""All stages in their order; each runs only on what the ones before it could read."""

from __future__ import annotations

from pathlib import Path

from mingzhang.validate.accounts import check_accounts
from mingzhang.validate.conformance import check_conformance
from mingzhang.validate.csv_files import check_tables
from mingzhang.validate.descriptor import check_contract, check_descriptor
from mingzhang.validate.figures import check_facts, check_places, check_records
from mingzhang.validate.folder import read_folder
from mingzhang.validate.history import check_history
from mingzhang.validate.identity import check_identity, check_written
from mingzhang.validate.keys import check_codes, check_keys, check_rows
from mingzhang.validate.rebuild import check_rebuild
from mingzhang.validate.report import Report, Violation
from mingzhang.validate.source_places import check_files, check_map, check_marks
from mingzhang.validate.texts import check_personal, check_readme, check_source

_GATE = (
    check_source,
    check_descriptor,
    check_files,
    check_map,
    check_marks,
    check_tables,
    check_identity,
    check_written,
    check_history,
    check_keys,
    check_rows,
    check_codes,
    check_places,
    check_facts,
    check_records,
    check_accounts,
    check_readme,
    check_personal,
)
"""Own strict rules. Each takes what is sound in the contents and reports the rest."""


def validate_package(
    folder: Path, *, root: Path | None = None, with_frictionless: bool = True, with_rebuild: bool = True
) -> list[Violation]:
    """Everything that is wrong with a package; an empty list means valid (see `examine_package`)."""
    return examine_package(
        folder, root=root, with_frictionless=with_frictionless, with_rebuild=with_rebuild
    ).violations()


def examine_package(
    folder: Path, *, root: Path | None = None, with_frictionless: bool = True, with_rebuild: bool = True
) -> Report:
    """All that the judges found, and what they note beside it.

    With `root` the package must be `root/<division>/<package>`. Frictionless and the rebuild judge only
    what the strict gate accepts. Whatever the files hold, nothing is raised.
    """
    report = Report()
    contents = read_folder(folder, root, report)
    if contents is None:
        return report
    if check_contract(contents, report):
        return report
    for check in _GATE:
        check(contents, report)
    if report.is_clean and with_rebuild:
        check_rebuild(contents, report)
    if report.is_clean and with_frictionless:
        check_conformance(contents, report)
    return report
