"""`release`: a dated version of the whole catalog."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mingzhang.cli.options import jobs_option, json_option, quiet_option
from mingzhang.cli.terminal import FINDINGS, Messages, epilog, err, failing, out, out_json
from mingzhang.cli.workers import outcomes_of
from mingzhang.site.language import counted

if TYPE_CHECKING:
    from mingzhang.versions.released import ReleaseFile


@click.command(
    epilog=epilog(
        "mingzhang release 2026.11.1                     into build/releases/2026.11.1, recorded in site_src",
        "mingzhang release 2026.11.1 --date 2026-11-21    where the commit is of another month",
        "mingzhang release 2026.11.1                     once more: the same bytes, or it is refused",
        clean="the release stands in its folder, its record in site_src/releases",
        found="the release is refused; every reason is printed, and nothing was written",
        failed="something could not be read or written; nothing was written then either",
    ),
)
@click.argument("name", metavar="YYYY.MM.N")
@click.option("--date", default="", metavar="DATE", help="Day of the release, by default that of the commit.")
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/releases"),
    show_default=True,
    help="Folder to write <name>/ into.",
)
@click.option(
    "--portal",
    default="",
    metavar="URL",
    help="Absolute address of the portal, by default as in the last release; one made again keeps its own.",
)
@click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The clone to release, by default the one here.",
)
@jobs_option
@json_option
@quiet_option
def release(
    name: str, date: str, folder: Path, portal: str, project: Path, jobs: int, as_json: bool, quiet: bool
) -> None:
    """Release everything under datapackage/ as YYYY.MM.N, the N-th release of that month.

    Every package must be valid and committed and bear the version its changes since the last release call for.
    Writes catalog, all facts, checksums, one ZIP, a changelog in Chinese and English, changes.csv and the metadata
    that archives ask for, and a record in site_src/releases, which is to be committed. The same commit gives the
    same bytes. Ends with 1 where the release is refused, and nothing is written then.
    """
    from mingzhang.ground.extras import require
    from mingzhang.releases import Refused, make_release, plan_release
    from mingzhang.releases.make import validated

    messages = Messages(quiet)
    try:
        with failing():
            require("frictionless")
            plan = plan_release(project, name, date, portal)
            validated(_validate(plan.folders, plan.folders[0].parent.parent, jobs, messages))
            made = make_release(plan, folder)
    except Refused as refused:
        for reason in refused.reasons:
            err(f"error: {reason}")
        err(f"{name} was not released")
        sys.exit(FINDINGS)
    if portal not in ("", plan.portal):
        messages.say(f"{name} keeps the address that its record names: {plan.portal or 'none'}")
    _print(made.folder, made.record.files, as_json)
    record = made.record
    place = f"commit {made.record_path}" if plan.own is None else f"as recorded in {made.record_path}"
    told = f"{len(record.new)} new, {len(record.changed)} changed, {len(record.withdrawn)} withdrawn"
    messages.say(f"{name}, {record.date}: {counted(len(record.packages), 'package')}, {told}; {place}")


def _validate(folders: Sequence[Path], root: Path, jobs: int, messages: Messages) -> Iterator[tuple[Path, str]]:
    """Each folder with what is wrong with it, by every judge there is; blank where it is valid."""
    from mingzhang.runs.validation import ValidateTask, validate_folder

    tasks = [ValidateTask(folder, root) for folder in folders]
    outcomes = messages.follow(outcomes_of(validate_folder, tasks, jobs), len(tasks), "validating")
    for folder, outcome in zip(folders, outcomes, strict=True):
        wrong = outcome.error or (f"{outcome.summary}, first: {outcome.findings[0]}" if outcome.findings else "")
        yield folder, wrong


def _print(folder: Path, files: Sequence[ReleaseFile], as_json: bool) -> None:
    if as_json:
        out_json({"folder": str(folder), "files": [asdict(file) for file in files]})
        return
    for path in sorted(folder.iterdir()):
        out(str(path))
