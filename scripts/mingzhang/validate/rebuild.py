"""The package converted again from its own source: every byte must come out the same.

The ledger only where this program's catalogue of checks made it; another one stays until `mingzhang recheck`.
"""

from __future__ import annotations

from mingzhang.checks.catalogue import CATALOGUE
from mingzhang.convert.pipeline import Conversion, convert_source
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.build import build_package, write_csv
from mingzhang.packages.history import read_history
from mingzhang.packages.kept_ledger import LEDGER, KeptLedger, read_ledger
from mingzhang.packages.model import Files
from mingzhang.packages.reading import read_overrides
from mingzhang.packages.source import source_of
from mingzhang.schemas import tables_of
from mingzhang.validate.contents import DESCRIPTOR, README, SOURCE, Contents
from mingzhang.validate.report import Report, shown
from mingzhang.validate.texts import first_difference


def check_rebuild(contents: Contents, report: Report) -> None:
    """Convert the package's source with the identity that was given by hand, and compare all files."""
    try:
        rebuilt = _rebuild(contents, report)
    except DisclosureError as error:
        report.add("rebuild-refused", SOURCE, shown(error.message), row=error.line, expected=shown(error.expected))
    except Exception as error:  # noqa: BLE001 - a source that crashes the converter is refused, and loudly
        report.add("rebuild-crashed", SOURCE, f"the converter failed: {type(error).__name__}")
    else:
        _compare(contents, rebuilt, report)


def _rebuild(contents: Contents, report: Report) -> Files:
    source = source_of(contents.source, contents.descriptor, contents.files)
    conversion = convert_source(source, read_overrides(contents.descriptor))
    history = read_history(contents.descriptor, contents.files)
    ledger = read_ledger(contents.descriptor, contents.files)
    built = build_package(conversion, contents.descriptor["version"], history, ledger).files
    if ledger is not None:
        _beside(ledger, conversion, report)
    return built


def _beside(ledger: KeptLedger, conversion: Conversion, report: Report) -> None:
    """Another catalogue's ledger is not compared; what today's checks make of the package is told beside."""
    if int(ledger.catalogue) > int(CATALOGUE):
        message = f"the ledger is of catalogue {ledger.catalogue}, this program's is {CATALOGUE}"
        report.add("ledger-catalogue", DESCRIPTOR, message, expected=f"at most {CATALOGUE}")
        return
    table = next(table for table in tables_of(conversion.identity.kind) if table.name == LEDGER)
    made = set(write_csv(table, conversion.tables[LEDGER]).splitlines())
    differing = len(made.symmetric_difference(ledger.data.splitlines()))
    report.notes.append(
        f"its ledger is of catalogue {ledger.catalogue}, today's is {CATALOGUE}: {differing} rows differ "
        "(`mingzhang recheck` writes it)"
    )


def _compare(contents: Contents, rebuilt: Files, report: Report) -> None:
    """Name the first file that differs: a CSV file before those that follow from it."""
    if rebuilt == contents.files:
        return
    paths = sorted({*rebuilt, *contents.files}, key=lambda path: (path in (DESCRIPTOR, README), path))
    differing = [path for path in paths if rebuilt.get(path) != contents.files.get(path)]
    path = differing[0]
    ours, theirs = (files.get(path, b"").decode("utf-8", "replace") for files in (contents.files, rebuilt))
    row = first_difference(ours, theirs)
    others = f" ({len(differing) - 1} more files differ)" if len(differing) > 1 else ""
    report.add(
        "rebuild-differs",
        path,
        f"the line is not what source.txt makes of it{others}",
        row=row,
        expected=shown("".join(theirs.split("\n")[row - 1 : row]) or "no such line"),
    )
