"""`identify`, `convert`, `rebuild`: from documents to packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mingzhang.cli.options import (
    DATA_ROOT,
    files_argument,
    identity_options,
    jobs_option,
    json_option,
    package_folders,
    quiet_option,
    root_option,
    together_option,
)
from mingzhang.cli.terminal import Messages, epilog, err, exit_with, out, out_json, shortened
from mingzhang.cli.workers import outcomes_of
from mingzhang.ground.outcome import Outcome
from mingzhang.ground.provenance import NOT_SAID, Provenance
from mingzhang.packages.store import find_packages, sweep_all
from mingzhang.site.language import counted

_FEW = 200
"""Documents whose texts may all be in memory between asking what each is and converting it."""

if TYPE_CHECKING:
    from mingzhang.ground.overrides import Overrides
    from mingzhang.runs.tasks import ConvertTask


@click.command(
    epilog=epilog(
        "mingzhang identify *.txt",
        "mingzhang identify --json *.txt | jq -r .package",
        "mingzhang identify --division 350102 --scope unit disclosure.txt",
    ),
)
@files_argument
@together_option
@identity_options
@jobs_option
@json_option
@quiet_option
def identify(
    files: tuple[Path, ...],
    together: bool,
    overrides: Overrides,
    jobs: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Say what each FILE is, without writing anything.

    Prints the name of the package it would become, then unit, division, agency code, year, scope and kind, each
    with the line of the document that says so. With --together all FILES, and the files of folders, are one
    disclosure.
    """
    from mingzhang.runs.documents import identify_file

    tasks = _convert_tasks(files, DATA_ROOT, overrides, together)
    messages = Messages(quiet)
    outcomes = []
    for outcome in messages.follow(outcomes_of(identify_file, tasks, jobs), len(tasks), "identifying"):
        outcomes.append(outcome.lean())
        _print_identity(outcome, messages, as_json)
    exit_with(outcomes)


@click.command(
    epilog=epilog(
        "mingzhang convert disclosure.txt",
        "mingzhang convert --root out -j 4 --json *.txt > log.jsonl",
        "mingzhang convert --agency 002 --year 2023 disclosure.txt",
        "mingzhang convert --source-url https://example.org/b.pdf --published 2024-02-08 --fetched 2024-03-01 b.pdf",
        "mingzhang convert --together explanations.pdf tables.pdf",
    ),
)
@files_argument
@together_option
@click.option("--source-url", default="", metavar="URL", help="Address of the FILE, or of the page it was found on.")
@click.option("--published", default="", metavar="DATE", help="Day it was published: YYYY-MM-DD.")
@click.option("--fetched", default="", metavar="DATE", help="Day it was fetched: YYYY-MM-DD.")
@identity_options
@root_option
@jobs_option
@json_option
@quiet_option
def convert(
    files: tuple[Path, ...],
    together: bool,
    source_url: str,
    published: str,
    fetched: str,
    overrides: Overrides,
    root: Path,
    jobs: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Convert each FILE (PDF, or text with TAB-separated tables) to a data package under the root folder.

    A package is written whole or not at all. A document that cannot be processed is reported and leaves nothing
    behind; the others go on. A document whose package already holds the same bytes is left alone and reported as
    unchanged; what this program converted is remembered in the user's cache folder (or in MINGZHANG_CACHE), so that
    it costs next to nothing again. Several documents that are the same package are an error, and none of them is
    written.

    With --together all FILES, and the files of folders in the order of their names, are one disclosure.

    Where a file was found and when is said with --source-url, --published and --fetched, or for many files in a list
    in their folder: originals.csv with the columns file,url,published,fetched (the last three may be left out), or
    originals.json, a list of objects with these keys. What was said once of a file stays with its package.
    """
    given = Provenance(source_url, published, fetched)
    if given != NOT_SAID and (len(files) > 1 or files[0].is_dir()):
        raise click.UsageError("--source-url, --published and --fetched speak of one FILE; list more in originals.csv")
    keeps = jobs == 1 and 1 < len(files) <= _FEW
    tasks = _convert_tasks(files, root, overrides, together, given, keeps=keeps)
    messages = Messages(quiet)
    sweep_all(root)
    known = _known(tasks, jobs, messages)
    going = [task for position, task in enumerate(tasks) if position not in known]
    converted = _converted(going, jobs)
    merged = (known[position] if position in known else next(converted) for position in range(len(tasks)))
    _run(merged, len(tasks), messages, as_json, "converting")


@click.command(
    epilog=epilog(
        "mingzhang rebuild",
        "mingzhang rebuild datapackage/350102/350102-014-2024-dept-budget",
        "mingzhang rebuild -q; git diff --exit-code datapackage",
    ),
)
@click.argument("packages", nargs=-1, type=Path)
@root_option
@jobs_option
@json_option
@quiet_option
def rebuild(packages: tuple[Path, ...], root: Path, jobs: int, as_json: bool, quiet: bool) -> None:
    """Convert PACKAGES (by name or folder) again from the masked source.txt that each carries, in their place.

    Without PACKAGES, all packages under the root folder are rebuilt. Nothing but the package itself is read, so
    the result is the same on every machine.
    """
    from mingzhang.runs.documents import RebuildTask, rebuild_package

    if not packages:
        sweep_all(root)
    folders = package_folders(packages, root) or tuple(find_packages(root))
    if not folders:
        raise click.UsageError(f"there is no package under {root}")
    tasks = [RebuildTask(path) for path in folders]
    outcomes = outcomes_of(rebuild_package, tasks, jobs)
    _run(outcomes, len(tasks), Messages(quiet), as_json, "rebuilding")


@click.command(
    epilog=epilog(
        "mingzhang recheck",
        "mingzhang recheck datapackage/350102/350102-014-2024-dept-budget",
    ),
)
@click.argument("packages", nargs=-1, type=Path)
@root_option
@jobs_option
@json_option
@quiet_option
def recheck(packages: tuple[Path, ...], root: Path, jobs: int, as_json: bool, quiet: bool) -> None:
    """Check PACKAGES (by name or folder) anew, and write their ledgers where today's checks come out otherwise.

    Without PACKAGES, all packages under the root folder are checked. A ledger names the catalogue of checks that
    made it, and a new check changes no package until this command writes it: nothing but checks.csv, and a PATCH.
    """
    from mingzhang.runs.documents import RebuildTask
    from mingzhang.runs.recheck import recheck_package

    if not packages:
        sweep_all(root)
    folders = package_folders(packages, root) or tuple(find_packages(root))
    if not folders:
        raise click.UsageError(f"there is no package under {root}")
    tasks = [RebuildTask(path) for path in folders]
    _run(outcomes_of(recheck_package, tasks, jobs), len(tasks), Messages(quiet), as_json, "checking")


def _convert_tasks(
    files: Sequence[Path],
    root: Path,
    overrides: Overrides,
    together: bool,
    given: Provenance = NOT_SAID,
    *,
    keeps: bool = False,
) -> list[ConvertTask]:
    """One task for each file, or one for all of them together."""
    from mingzhang.runs.tasks import ConvertTask

    if together:
        return [ConvertTask(files[0], root, overrides, tuple(files), given)]
    return [ConvertTask(path, root, overrides, given=given, keeps=keeps) for path in files]


def _known(tasks: Sequence[ConvertTask], jobs: int, messages: Messages) -> dict[int, Outcome]:
    """The outcomes of documents that need not be converted, by position: unchanged ones, and those that are refused."""
    from mingzhang.runs.remembered import unchanged_outcome

    found = ((position, unchanged_outcome(task)) for position, task in enumerate(tasks))
    unchanged = {position: outcome for position, outcome in found if outcome}
    return {**unchanged, **_refused(tasks, unchanged, jobs, messages)}


def _refused(
    tasks: Sequence[ConvertTask], unchanged: Mapping[int, Outcome], jobs: int, messages: Messages
) -> dict[int, Outcome]:
    """Documents that must not be converted, by position: those of no known identity, and those that share one."""
    from mingzhang.runs.clashes import find_clashes

    if len(tasks) < 2:
        return {}
    new = [task for position, task in enumerate(tasks) if position not in unchanged]
    found = iter(_identified(new, jobs, messages))
    identified = [unchanged.get(position) or next(found) for position in range(len(tasks))]
    unknown = {position: outcome for position, outcome in enumerate(identified) if outcome.error}
    return {**unknown, **find_clashes(tasks, identified)}


def _identified(tasks: Sequence[ConvertTask], jobs: int, messages: Messages) -> list[Outcome]:
    if not tasks:
        return []
    from mingzhang.runs.documents import identify_file

    found = messages.follow(outcomes_of(identify_file, tasks, jobs), len(tasks), "identifying")
    return [outcome.lean() for outcome in found]


def _converted(tasks: Sequence[ConvertTask], jobs: int) -> Iterator[Outcome]:
    """Outcomes as they come; where nothing is to be converted, no stage is loaded."""
    if tasks:
        from mingzhang.runs.documents import convert_file

        yield from outcomes_of(convert_file, tasks, jobs)


def _run(outcomes: Iterable[Outcome], total: int, messages: Messages, as_json: bool, doing: str) -> None:
    done = []
    for outcome in messages.follow(outcomes, total, doing):
        done.append(outcome.lean())
        _print_outcome(outcome, messages, as_json)
    messages.say(_summary(done))
    exit_with(done)


def _print_outcome(outcome: Outcome, messages: Messages, as_json: bool) -> None:
    if as_json:
        out_json(outcome.as_dict())
    elif outcome.error:
        err(f"error: {outcome.error}")
    else:
        messages.say(f"{outcome.package}: {outcome.summary}")
        for line in shortened(outcome.findings, _check_of):
            messages.say(f"  {line}")


def _check_of(line: str) -> str:
    """The check that a line of findings is of: its second word, after the severity."""
    return " ".join(line.split(" ", 2)[:2])


def _print_identity(outcome: Outcome, messages: Messages, as_json: bool) -> None:
    if as_json:
        out_json(outcome.as_dict())
    elif outcome.error:
        err(f"error: {outcome.error}")
    elif not messages.quiet:
        out(f"{outcome.path}: {outcome.package}")
        for line in outcome.findings:
            out(f"  {line}")


def _summary(outcomes: list[Outcome]) -> str:
    written = sum(outcome.state == "written" for outcome in outcomes)
    unchanged = sum(outcome.state == "unchanged" for outcome in outcomes)
    bad = sum(bool(outcome.error) for outcome in outcomes)
    return f"{counted(len(outcomes), 'document')}: {written} written, {unchanged} unchanged, {bad} failed"
