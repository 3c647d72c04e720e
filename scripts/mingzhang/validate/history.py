"""The history a package carries: versions in order, files as listed, changes that lead to today's facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from mingzhang.ground.escape import csv_text
from mingzhang.packages.build import sha256
from mingzhang.packages.history import CAUSES, CHANGELOG, CHANGES, KINDS, History, changelog, count_facts, read_history
from mingzhang.packages.originals import of_version
from mingzhang.schemas import FIELDS
from mingzhang.schemas.fields import LOCATOR
from mingzhang.validate.contents import DESCRIPTOR, Contents, line_of
from mingzhang.validate.report import Report, shown
from mingzhang.validate.texts import first_difference, read_text

_GONE = ("removed",)
_TEXTS = ("fact_id", "old", "new", "row_label")
_PLACE = re.compile(LOCATOR)


def check_history(contents: Contents, report: Report) -> None:
    """Descriptor, `changes/` and changelog tell one story, and its last step ends at today's facts."""
    if not contents.descriptor:
        return
    entries: list[dict[str, Any]] = contents.descriptor.get("history", [])
    _check_files(contents, entries, report)
    try:
        history = read_history(contents.descriptor, contents.files)
    except (KeyError, TypeError, ValueError) as error:
        report.add("history", DESCRIPTOR, f"cannot be read: {shown(error)}", field="history")
        return
    if not history:
        return
    _check_order(contents, entries, report)
    for revision in history:
        if not revision.is_first:
            _check_rows(revision.path, revision.changes, revision.facts, report)
    if report.is_clean:
        _check_end(contents, history, report)
        _check_changelog(contents, history, report)


def _check_files(contents: Contents, entries: list[dict[str, Any]], report: Report) -> None:
    """Every listed file is there with its size and hash; no other is."""
    listed = {f"{CHANGES}/{entry['version']}.csv": entry["changes"] for entry in entries if "changes" in entry}
    wanted = {*listed, *([CHANGELOG] if entries else [])}
    present = {path for path in contents.files if path == CHANGELOG or path.startswith(f"{CHANGES}/")}
    for path in sorted(wanted - present):
        report.add("file-missing", path, "the file is missing")
    for path in sorted(present - wanted):
        report.add("file-unexpected", path, "no version in the descriptor's history has this file")
    for path in sorted(wanted & present & listed.keys()):
        found = {"path": path, "bytes": len(contents.files[path]), "hash": sha256(contents.files[path])}
        for key, value in found.items():
            if listed[path][key] != value:
                report.add("history-file", path, f"{key} is {value}", field=key, expected=shown(listed[path][key]))


def _check_order(contents: Contents, entries: list[dict[str, Any]], report: Report) -> None:
    versions = [tuple(int(part) for part in entry["version"].split(".")) for entry in entries]
    if any(later <= earlier for later, earlier in pairwise(versions)):
        report.add("history-order", DESCRIPTOR, "versions are not from the newest to the first", field="history")
    if ["level" in entry for entry in entries] != [True] * (len(entries) - 1) + [False]:
        report.add("history-order", DESCRIPTOR, "only the first version, which stands last, has no changes")
    newest, today = entries[0], contents.descriptor
    if newest["version"] != today["version"]:
        report.add("history-order", DESCRIPTOR, shown(newest["version"]), field="history.0", expected=today["version"])
    if newest["sources"] != list(of_version(today)):
        report.add("history-source", DESCRIPTOR, "the newest version names another document", field="history.0.sources")


def _check_rows(path: str, rows: Sequence[Mapping[str, str]], counts: Mapping[str, int], report: Report) -> None:
    for index, row in enumerate(rows):
        wrong = (
            ("kind", row["kind"] not in KINDS),
            ("cause", row["cause"] not in CAUSES),
            ("field", row["field"] not in FIELDS),
            ("fact_id", not row["fact_id"]),
            ("locator", _PLACE.fullmatch(row["locator"]) is None),
            *((name, csv_text(row[name]) != row[name]) for name in _TEXTS),
        )
        for name, is_wrong in wrong:
            if is_wrong:
                report.add("history-value", path, shown(row[name]), row=line_of(index), field=name)
        if any(ord(char) < 32 for cell in row.values() for char in cell):
            report.add("history-value", path, "a control character", row=line_of(index))
    if count_facts(rows) != dict(counts):
        report.add("history-count", path, "the descriptor counts other changes", expected=shown(count_facts(rows)))


def _check_end(contents: Contents, history: History, report: Report) -> None:
    """What the newest version says it changed stands in today's facts."""
    sheet = contents.sheets.get("facts")
    if sheet is None or history[0].is_first:
        return
    facts = {row["fact_id"]: row for row in sheet.records}
    path = history[0].path
    for index, row in enumerate(history[0].changes):
        for name, found, told in _ends(facts, row):
            if found != told:
                report.add("history-end", path, shown(told), row=line_of(index), field=name, expected=shown(found))


def _ends(facts: Mapping[str, Mapping[str, str]], row: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    fact = facts.get(row["fact_id"])
    if row["kind"] in _GONE:
        yield "fact_id", "no such amount" if fact is None else row["fact_id"], "no such amount"
    elif fact is None:
        yield "fact_id", "no such amount", row["fact_id"]
    else:
        yield row["field"], fact.get(row["field"], ""), row["new"]


def _check_changelog(contents: Contents, history: History, report: Report) -> None:
    text = read_text(contents, CHANGELOG, report)
    written = changelog(contents.descriptor["title"], history)
    if text is not None and text != written:
        report.add(
            "changelog", CHANGELOG, "the line is not what the history makes it", row=first_difference(text, written)
        )
