"""Stock frictionless: the package is a Data Package that others' software accepts as well."""

from __future__ import annotations

from typing import Any

from mingzhang.validate.contents import DESCRIPTOR, Contents
from mingzhang.validate.report import Report, shown


def check_conformance(contents: Contents, report: Report) -> None:
    """Let frictionless validate the package; only for one that the strict gate accepted.

    The gate has judged every path, so the folder can be trusted and nothing else can be reached.
    """
    from frictionless import Package, system  # it takes 0.3 s to import

    with system.use_context(trusted=True):
        package = Package.from_descriptor(contents.descriptor, basepath=str(contents.folder))
        found = package.validate()
    for error in found.errors:
        _add_error(DESCRIPTOR, error, report)
    for task in found.tasks:
        for error in task.errors:
            _add_error(str(task.place), error, report)


def _add_error(path: str, error: Any, report: Report) -> None:
    report.add(
        "frictionless",
        path,
        f"{error.type}: {shown(error.message)}",
        row=getattr(error, "row_number", None),
        field=str(getattr(error, "field_name", "") or ""),
    )
