"""Arguments, messages and exit codes: 0 clean, 1 findings, 2 could not process."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from mingzhang import work
from mingzhang.errors import DisclosureError
from mingzhang.work import Outcome

CLEAN, FINDINGS, FAILED = 0, 1, 2

DATA_ROOT = Path("datapackage")

_out = click.echo


@dataclass
class _Messages:
    """Messages go to stderr; progress is drawn on a terminal and told in plain lines elsewhere."""

    quiet: bool

    def say(self, text: str) -> None:
        if not self.quiet:
            click.echo(text, err=True)

    def follow(self, outcomes: Iterable[Outcome], total: int, doing: str) -> Iterator[Outcome]:
        if self.quiet or total < 2 or not sys.stderr.isatty():
            yield from outcomes
            return
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(doing, total=total)
            for outcome in outcomes:
                progress.advance(task)
                yield outcome


_quiet = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object per document to stdout.")
_root = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=DATA_ROOT,
    show_default=True,
    help="Folder that holds the packages.",
)
_jobs = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    show_default="cores",
    help="Documents worked on at once.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mingzhang")
def main() -> None:
    """Turn budget and final-account disclosures into validated data packages and a portal.

    Exit codes: 0 clean, 1 something was found, 2 something could not be processed.
    """


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--division", default="", help="GB/T 2260 code, where the name does not tell the division.")
@click.option("--agency", default="", help="Agency code, where several are printed.")
@click.option("--year", type=click.IntRange(1990, 2100), help="Fiscal year, where the document does not tell it.")
@_json
def identify(files: tuple[Path, ...], division: str, agency: str, year: int | None, as_json: bool) -> None:
    """Say what each FILE is: unit, division, agency code, year, scope and kind, with the line that says so."""
    overrides = work.Overrides(division, agency, year)
    outcomes = [work.identify_file(path, overrides) for path in files]
    for outcome in outcomes:
        _print_identity(outcome, as_json)
    _exit(outcomes)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--division", default="", help="GB/T 2260 code, where the name does not tell the division.")
@click.option("--agency", default="", help="Agency code, where several are printed.")
@click.option("--year", type=click.IntRange(1990, 2100), help="Fiscal year, where the document does not tell it.")
@_root
@_jobs
@_json
@_quiet
def convert(
    files: tuple[Path, ...],
    division: str,
    agency: str,
    year: int | None,
    root: Path,
    jobs: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Convert each FILE (text with TAB-separated tables) to a data package under the root folder.

    A document that cannot be processed is reported and leaves nothing behind; the others go on.
    """
    if len(files) > 1 and (division or agency):
        raise click.UsageError("--division and --agency speak of one document; give one FILE with them")
    overrides = work.Overrides(division, agency, year)
    tasks = [work.ConvertTask(path, root, overrides) for path in files]
    _run(work.convert_file, tasks, jobs, _Messages(quiet), as_json, "converting")


@main.command()
@click.argument("packages", nargs=-1, type=click.Path(path_type=Path, file_okay=False))
@_root
@_jobs
@_json
@_quiet
def rebuild(packages: tuple[Path, ...], root: Path, jobs: int, as_json: bool, quiet: bool) -> None:
    """Convert packages again from the masked source.txt that each carries (all packages by default)."""
    tasks = [work.RebuildTask(path, root) for path in packages or work.find_packages(root)]
    _run(work.rebuild_package, tasks, jobs, _Messages(quiet), as_json, "rebuilding")


@main.command()
@click.option("--check", is_flag=True, help="Only say whether the files are up to date.")
def schemas(check: bool) -> None:
    """Write schemas/{budget,final,common}/*.json from the one description in the code."""
    from mingzhang.schemas.export import write_schemas

    stale = write_schemas(check=check)
    for path in stale:
        _out(f"{'stale' if check else 'written'}: {path}")
    if check and stale:
        click.echo("run `mingzhang schemas`", err=True)
        sys.exit(FINDINGS)


def _run(
    function: Callable[[Any], Outcome],
    tasks: list[Any],
    jobs: int,
    messages: _Messages,
    as_json: bool,
    doing: str,
) -> None:
    outcomes = []
    for outcome in messages.follow(_outcomes(function, tasks, jobs), len(tasks), doing):
        outcomes.append(outcome)
        _print_outcome(outcome, messages, as_json)
    messages.say(_summary(outcomes))
    _exit(outcomes)


def _outcomes(function: Callable[[Any], Outcome], tasks: list[Any], jobs: int) -> Iterator[Outcome]:
    if jobs == 1 or len(tasks) < 2:
        yield from map(function, tasks)
        return
    with ProcessPoolExecutor(max_workers=min(jobs, len(tasks))) as pool:
        yield from pool.map(function, tasks, chunksize=max(1, min(16, len(tasks) // (jobs * 4) or 1)))


def _print_outcome(outcome: Outcome, messages: _Messages, as_json: bool) -> None:
    if as_json:
        _out(json.dumps(outcome.as_dict(), ensure_ascii=False))
    elif outcome.error:
        click.echo(f"error: {outcome.error}", err=True)
    else:
        messages.say(f"{outcome.package}: {outcome.summary}")
        for line in outcome.findings:
            messages.say(f"  {line}")


def _print_identity(outcome: Outcome, as_json: bool) -> None:
    if as_json:
        _out(json.dumps(outcome.as_dict(), ensure_ascii=False))
    elif outcome.error:
        click.echo(f"error: {outcome.error}", err=True)
    else:
        _out(f"{outcome.path}: {outcome.package}")
        for line in outcome.findings:
            _out(f"  {line}")


def _summary(outcomes: list[Outcome]) -> str:
    written = sum(outcome.state == "written" for outcome in outcomes)
    unchanged = sum(outcome.state == "unchanged" for outcome in outcomes)
    failed = sum(bool(outcome.error) for outcome in outcomes)
    return f"{len(outcomes)} documents: {written} written, {unchanged} unchanged, {failed} failed"


def _exit(outcomes: list[Outcome]) -> None:
    if any(outcome.error for outcome in outcomes):
        sys.exit(FAILED)
    if any(outcome.has_findings for outcome in outcomes):
        sys.exit(FINDINGS)


__all__ = ["DisclosureError", "main"]
