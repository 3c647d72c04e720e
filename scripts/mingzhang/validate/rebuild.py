"""The package converted again from its own source: every byte must come out the same."""

from __future__ import annotations

from mingzhang.convert.pipeline import convert_source
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.build import build_package
from mingzhang.packages.history import read_history
from mingzhang.packages.model import Files
from mingzhang.packages.reading import read_overrides
from mingzhang.packages.source import source_of
from mingzhang.validate.contents import DESCRIPTOR, README, SOURCE, Contents
from mingzhang.validate.report import Report, shown
from mingzhang.validate.texts import first_difference


def check_rebuild(contents: Contents, report: Report) -> None:
    """Convert the package's source with the identity that was given by hand, and compare all files."""
    try:
        rebuilt = _rebuild(contents)
    except DisclosureError as error:
        report.add("rebuild-refused", SOURCE, shown(error.message), row=error.line, expected=shown(error.expected))
    except Exception as error:  # noqa: BLE001 - a source that crashes the converter is refused, and loudly
        report.add("rebuild-crashed", SOURCE, f"the converter failed: {type(error).__name__}")
    else:
        _compare(contents, rebuilt, report)


def _rebuild(contents: Contents) -> Files:
    source = source_of(contents.source, contents.descriptor, contents.files)
    conversion = convert_source(source, read_overrides(contents.descriptor))
    history = read_history(contents.descriptor, contents.files)
    return build_package(conversion, contents.descriptor["version"], history).files


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
