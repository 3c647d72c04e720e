"""From a difference to the next version: its number, its entry in the history, and whether a given one will do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from mingzhang.checks.catalogue import CATALOGUE
from mingzhang.packages.history import History, Revision, count_facts, read_history
from mingzhang.packages.kept_ledger import LEDGER_PATH, read_catalogue
from mingzhang.packages.originals import of_version
from mingzhang.packages.published import Cells, PublishedPackage
from mingzhang.validate.report import Report, Violation
from mingzhang.versions.bump import allowed_version, is_allowed, smallest_level
from mingzhang.versions.causes import explain
from mingzhang.versions.differences import Change, Difference, schema_lines

_DESCRIPTOR = "datapackage.json"


def next_version(old: PublishedPackage, new: PublishedPackage, difference: Difference) -> tuple[str, History]:
    """The version and the history that `new` must bear after `old`; those of `old` where nothing changed.

    `difference` is what `explain` finds between the two (it converts documents, so it is asked once).
    """
    level = smallest_level(difference)
    before = old.history
    if level == "none":
        return old.version, before
    version = allowed_version(old.version, level)
    sources = of_version(new.descriptor)
    rows = change_rows(difference)
    revision = Revision(
        version,
        sources,
        level,
        difference.causes,
        count_facts(rows),
        _other_rows(difference),
        schema_lines(difference.schema),
        rows,
    )
    return version, (revision, *(before or (_first(old),)))


def change_rows(difference: Difference) -> tuple[dict[str, str], ...]:
    """The rows of `changes.csv`: the changes of facts."""
    return tuple(_row(change) for change in difference.changes if change.table == "facts")


def history_of(version: PublishedPackage) -> History:
    """The history a package carries; empty where it has had one version."""
    return read_history(version.descriptor, version.files)


def judge(old: PublishedPackage | None, new: PublishedPackage) -> list[Violation]:
    """Whether a package's version may follow the older one: large enough, and what came before it untouched."""
    report = Report()
    if _has_old_ledger(old, new):
        message = f"the ledger was made by catalogue {read_catalogue(new.descriptor) or '1.x'}, today's is {CATALOGUE}"
        report.add("ledger-catalogue", _DESCRIPTOR, message, expected="the ledger of today's checks")
    if old is None:
        if new.history:
            report.add("version-history", _DESCRIPTOR, "a new package has no history", field="history")
        return report.violations()
    difference = explain(old, new)
    level = smallest_level(difference)
    if not is_allowed(old.version, new.version, level):
        report.add(
            "version-too-small",
            _DESCRIPTOR,
            f"{new.version} follows {old.version}, and the change is {level}",
            field="version",
            expected=f"{allowed_version(old.version, level)} or higher" if level != "none" else old.version,
        )
    else:
        _judge_history(old, new, difference, report)
    return report.violations()


def _has_old_ledger(old: PublishedPackage | None, new: PublishedPackage) -> bool:
    """Whether a ledger comes or changes that this program's checks did not make: only one that stays may be old."""
    if read_catalogue(new.descriptor) == CATALOGUE:
        return False
    return old is None or old.files.get(LEDGER_PATH) != new.files.get(LEDGER_PATH)


def _judge_history(old: PublishedPackage, new: PublishedPackage, difference: Difference, report: Report) -> None:
    """What was published stays as it was; one step must be the one we compute, several must lead to today's facts."""
    version, expected = next_version(old, new, difference)
    before, told = old.history, new.history
    kept = before or (_first(old),)
    if told == before and version == old.version:
        return
    if version == old.version or told[-len(kept) :] != kept:
        report.add("version-history", _DESCRIPTOR, f"the history before {new.version} is another", field="history")
    elif len(told) - len(kept) == 1 and (new.version, told) != (version, expected):
        message = f"the version, its causes or its changes are not those computed from {old.version}"
        report.add("version-history", told[0].path, message, expected=version)
    elif not _leads(old, new, told[: -len(kept)]):
        message = f"its changes do not lead from the facts of {old.version} to those of {new.version}"
        report.add("version-history", told[0].path, message)


def _leads(old: PublishedPackage, new: PublishedPackage, steps: History) -> bool:
    """Whether the changes of several versions, one after the other, make today's facts of the older ones."""
    facts = {row["fact_id"]: row for row in old.cells("facts")}
    for revision in reversed(steps):
        if not _begins_at(facts, revision.changes):
            return False
        facts = replay(facts.values(), revision.changes)
    today = {row["fact_id"]: row for row in new.cells("facts")}
    return _in_common(facts, today) == _in_common(today, facts)


def _begins_at(facts: Mapping[str, Cells], changes: Sequence[Mapping[str, str]]) -> bool:
    """Whether what the changes call old is what these facts say."""
    was = {row["new"]: row["old"] for row in changes if _is_renaming(row)}
    return all(
        row["old"] == facts.get(was.get(row["fact_id"], row["fact_id"]), {}).get(row["field"], "") for row in changes
    )


def _in_common(facts: Mapping[str, Cells], others: Mapping[str, Cells]) -> dict[str, Cells]:
    """Facts without the columns that the others do not have: a change of schema tells no cells."""
    columns = next(iter(others.values()), {}).keys()
    return {name: {column: row[column] for column in row if column in columns} for name, row in facts.items()}


def _first(version: PublishedPackage) -> Revision:
    return Revision(version.version, of_version(version.descriptor))


def _row(change: Change) -> dict[str, str]:
    return {
        "fact_id": change.row_id,
        "kind": change.kind,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "cause": change.cause,
        "row_label": change.label,
        "locator": change.locator,
    }


def _other_rows(difference: Difference) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for (table, kind), number in difference.rows().items():
        if table != "facts" and kind != "moved":
            counted[table] += number
    return dict(sorted(counted.items()))


def replay(rows: Iterable[Cells], changes: Iterable[Mapping[str, str]]) -> dict[str, Cells]:
    """The newer facts by `fact_id`, made of the older ones and `changes.csv`; cells that are not named are blank."""
    facts = {row["fact_id"]: dict(row) for row in rows}
    listed = list(changes)
    for row in listed:
        if row["kind"] == "removed":
            facts.pop(row["fact_id"], None)
    renamed = {row["new"]: facts.pop(row["old"]) for row in listed if _is_renaming(row)}
    facts.update(renamed)
    columns = list(next(iter(facts.values()), {}))
    for row in listed:
        if row["kind"] != "removed":
            facts.setdefault(row["fact_id"], dict.fromkeys(columns, ""))[row["field"]] = row["new"]
    return facts


def _is_renaming(row: Mapping[str, str]) -> bool:
    return row["kind"] == "renamed" and row["field"] == "fact_id"
