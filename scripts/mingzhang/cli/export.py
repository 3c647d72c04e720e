"""`export`: packages as XLSX, JSON, Parquet or SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mingzhang.cli.options import jobs_option, json_option, package_folders, quiet_option, root_option
from mingzhang.cli.terminal import Messages, epilog, err, exit_with, out_json
from mingzhang.cli.workers import outcomes_of
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.outcome import Outcome, defect, failed
from mingzhang.packages.model import NAME
from mingzhang.packages.store import find_packages
from mingzhang.site.language import counted

if TYPE_CHECKING:
    from mingzhang.formats.write import Format, Written
    from mingzhang.packages.published import PublishedPackage

Per = Literal["package", "unit", "catalog"]
_CATALOG = "mingzhang"
_TOLD = 20  # lines of progress while a catalog is written


@dataclass(frozen=True, slots=True)
class ExportTask:
    """The packages of one export, its format, and where it goes; `facts_only` for an XLSX of a whole catalog."""

    path: Path
    folders: tuple[Path, ...]
    form: Format
    facts_only: bool = False


@click.command(
    epilog=epilog(
        "mingzhang export --format xlsx --out out                        one workbook per package",
        "mingzhang export --format sqlite --per catalog --out out         everything in out/mingzhang.sqlite",
        "mingzhang export --format xlsx --per unit --out out datapackage/350102/350102-014-*",
        clean="every file was written",
        found="",
    ),
)
@click.argument("packages", nargs=-1, type=Path)
@click.option(
    "--format",
    "form",
    type=click.Choice(["xlsx", "json", "parquet", "sqlite"]),
    required=True,
    help="What to write; all hold the same values as the CSV.",
)
@click.option(
    "--per",
    type=click.Choice(["package", "unit", "catalog"]),
    default="package",
    show_default=True,
    help="What goes into one file (of Parquet, into one folder with a file per table).",
)
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to write into; made where it is missing.",
)
@root_option
@jobs_option
@json_option
@quiet_option
def export(
    packages: tuple[Path, ...], form: Format, per: Per, folder: Path, root: Path, jobs: int, as_json: bool, quiet: bool
) -> None:
    """Write PACKAGES, by name or as `<root>/<division>/<package>`, in another format; without them, all under the root.

    A file is written whole or not at all, and the same packages give the same bytes. The XLSX of a whole catalog holds
    the amounts of all packages (facts), if they fit on a sheet; every other export holds all tables.
    """
    folders = package_folders(packages, root) or tuple(find_packages(root))
    if not folders:
        raise click.UsageError(f"there is no package under {root}")
    tasks = list(_tasks(folders, form, per, folder))
    messages, done = Messages(quiet), []
    outcomes = _alone(tasks[0], messages) if per == "catalog" else outcomes_of(export_task, tasks, jobs)
    for outcome in messages.follow(outcomes, len(tasks), "exporting"):
        done.append(outcome.lean())
        _print(outcome, messages, as_json)
    bad = sum(bool(outcome.error) for outcome in done)
    messages.say(f"{counted(len(done), 'export')}: {len(done) - bad} written, {bad} failed")
    exit_with(done)


def export_task(task: ExportTask, messages: Messages | None = None) -> Outcome:
    """Write one export; the one trap of this command, so that a bad package costs only its own export."""
    try:
        return _export(task, messages)
    except DisclosureError as error:
        return failed(task.path, error)
    except Exception as error:  # noqa: BLE001 -- STYLE 5: the trap at the command's edge
        return failed(task.path, defect(task.path, error))


def _export(task: ExportTask, messages: Messages | None) -> Outcome:
    from mingzhang.formats.write import write_export, write_facts
    from mingzhang.packages.published import read_packages

    def packages() -> Iterable[PublishedPackage]:
        found = read_packages(task.folders)
        return found if messages is None else _telling(found, len(task.folders), messages)

    write = write_facts if task.facts_only else write_export
    written = write(task.form, packages, task.path)
    total = sum(file.bytes for file in written)
    return Outcome(
        str(task.path),
        "written",
        task.folders[0].resolve().name if len(task.folders) == 1 else "",
        f"{counted(len(task.folders), 'package')}, {counted(total, 'byte')}",
        details={"packages": len(task.folders), "files": [_described(file) for file in written]},
    )


def _described(file: Written) -> dict[str, str | int]:
    return {"path": str(file.path), "bytes": file.bytes, "sha256": file.sha256}


def _alone(task: ExportTask, messages: Messages) -> Iterator[Outcome]:
    """One export of many packages, in this process, with word of how far it is."""
    yield export_task(task, messages)


def _telling(packages: Iterable[PublishedPackage], total: int, messages: Messages) -> Iterator[PublishedPackage]:
    step = max(25, -(-total // _TOLD))
    for done, package in enumerate(packages, 1):
        yield package
        if done % step == 0 and done < total:
            messages.say(f"exporting: {done} of {total} packages")


def _tasks(folders: tuple[Path, ...], form: Format, per: Per, out: Path) -> Iterator[ExportTask]:
    """Exports in order of their names; folders that are no packages, or one twice, are an error before any work."""
    named = sorted((_name_of(folder), folder) for folder in folders)
    for (name, _), (other, _) in pairwise(named):
        if name == other:
            raise click.UsageError(f"{name} was given twice")
    ending = "" if form == "parquet" else f".{form}"
    if per == "catalog":
        facts_only = form == "xlsx"
        name = f"{_CATALOG}-facts" if facts_only else _CATALOG
        yield ExportTask(out / f"{name}{ending}", tuple(folder for _, folder in named), form, facts_only)
        return
    for key, group in groupby(named, lambda one: one[0] if per == "package" else _unit_of(one[0])):
        yield ExportTask(out / f"{key}{ending}", tuple(folder for _, folder in group), form)


def _name_of(folder: Path) -> str:
    name = folder.resolve().name
    if not NAME.fullmatch(name):
        raise click.UsageError(f"{folder} is no package folder: expected <root>/<division>/<package>")
    return name


def _unit_of(name: str) -> str:
    return "-".join(name.split("-")[:2])


def _print(outcome: Outcome, messages: Messages, as_json: bool) -> None:
    if as_json:
        out_json(outcome.as_dict())
    elif outcome.error:
        err(f"error: {outcome.error}")
    else:
        messages.say(f"{outcome.path}: {outcome.summary}")
