"""Arguments, messages and exit codes: 0 clean, 1 findings, 2 could not process."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import Progress

from mingzhang import work
from mingzhang.errors import DisclosureError
from mingzhang.work import Outcome

CLEAN, FINDINGS, FAILED, INTERRUPTED = 0, 1, 2, 130

DATA_ROOT = Path("datapackage")

_EXIT_CODES = """
\b
Exit codes:
  0  clean
  1  errors or warnings were found (each is printed; of a document it also stands in checks.csv)
  2  something could not be processed (each error names the file, the line, and what to do)
"""
_STEP = 25  # documents between two lines of progress where nobody sees a bar

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _epilog(*examples: str) -> str:
    """Examples and exit codes, at the end of a command's help."""
    return "\n".join(["\b", "Examples:", *(f"  {example}" for example in examples), _EXIT_CODES])


def _printable(text: str) -> str:
    """One line that a terminal or a log shows as it is: what could move the cursor or turn the text is named."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found.group()):02x}", text)


def _out(text: str) -> None:
    """Data, to stdout."""
    _write(_printable(text), sys.stdout.encoding, to_stderr=False)


def _err(text: str) -> None:
    """Messages, to stderr."""
    _write(_printable(text), sys.stderr.encoding, to_stderr=True)


def _write(text: str, encoding: str | None, *, to_stderr: bool) -> None:
    known = encoding or "utf-8"
    click.echo(text.encode(known, "backslashreplace").decode(known), err=to_stderr)


def _out_json(value: dict[str, Any]) -> None:
    """One line of JSON; characters that stdout cannot show are escaped, bytes of a path that are no text are `?`."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(json.loads(text))
    click.echo(text)


@dataclass
class _Messages:
    """Messages go to stderr; progress is drawn on a terminal and told in plain lines elsewhere."""

    quiet: bool

    def say(self, text: str) -> None:
        if not self.quiet:
            _err(text)

    def follow(self, outcomes: Iterable[Outcome], total: int, doing: str) -> Iterator[Outcome]:
        if self.quiet or total < 2:
            yield from outcomes
        elif sys.stderr.isatty():
            yield from self._draw(outcomes, total, doing)
        else:
            yield from self._tell(outcomes, total, doing)

    def _draw(self, outcomes: Iterable[Outcome], total: int, doing: str) -> Iterator[Outcome]:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(doing, total=total)
            for outcome in outcomes:
                progress.advance(task)
                yield outcome

    def _tell(self, outcomes: Iterable[Outcome], total: int, doing: str) -> Iterator[Outcome]:
        """A line now and then, so that a log of long work shows that it goes on."""
        step = max(_STEP, -(-total // 20))
        for done, outcome in enumerate(outcomes, 1):
            yield outcome
            if done % step == 0 and done < total:
                self.say(f"{doing}: {done} of {total}")


class _Commands(click.Group):
    """All commands in the order of work; Ctrl-C ends with 130 instead of a code that would mean findings."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they are defined, not by name."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("interrupted; packages already written stay", err=True)
            sys.exit(INTERRUPTED)


_quiet = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
_json = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object per document to stdout, and nothing else there."
)
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
    show_default="one per core",
    help="Documents worked on at once; the result is the same for every number.",
)
_division = click.option(
    "--division", default="", metavar="CODE", help="GB/T 2260 code, where the name does not tell the division."
)
_agency = click.option("--agency", default="", metavar="CODE", help="Agency code, where several or none are printed.")
_year = click.option(
    "--year", type=click.IntRange(1990, 2100), metavar="YEAR", help="Fiscal year, where the document does not tell it."
)
_files = click.argument("files", nargs=-1, required=True, type=Path)  # click.Path would stop at the first bad one


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_epilog(
        "mingzhang identify disclosure.txt      what is this document?",
        "mingzhang convert disclosure.txt       make its data package",
        "mingzhang rebuild                      make all packages again from their own sources",
    ),
)
@click.version_option(package_name="mingzhang", prog_name="mingzhang")
def main() -> None:
    """Turn budget and final-account disclosures into validated data packages and a portal.

    Data goes to stdout, messages go to stderr. `mingzhang COMMAND --help` explains each command.
    """


@main.command(
    short_help="Say what documents are: whose, of which year, budget or final account.",
    epilog=_epilog(
        "mingzhang identify *.txt",
        "mingzhang identify --json *.txt | jq -r .package",
        "mingzhang identify --division 350102 disclosure.txt",
    ),
)
@_files
@_division
@_agency
@_year
@_jobs
@_json
@_quiet
def identify(
    files: tuple[Path, ...],
    division: str,
    agency: str,
    year: int | None,
    jobs: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Say what each FILE is, without writing anything.

    Prints the name of the package it would become, then unit, division, agency code, year, scope and kind, each
    with the line of the document that says so.
    """
    tasks = _convert_tasks(files, DATA_ROOT, work.Overrides(division, agency, year))
    messages = _Messages(quiet)
    outcomes = []
    for outcome in messages.follow(_outcomes(work.identify_file, tasks, jobs), len(tasks), "identifying"):
        outcomes.append(outcome.lean())
        _print_identity(outcome, messages, as_json)
    _exit(outcomes)


@main.command(
    short_help="Convert documents to data packages.",
    epilog=_epilog(
        "mingzhang convert disclosure.txt",
        "mingzhang convert --root out -j 4 --json *.txt > log.jsonl",
        "mingzhang convert --agency 002 --year 2023 disclosure.txt",
    ),
)
@_files
@_division
@_agency
@_year
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

    A package is written whole or not at all. A document that cannot be processed is reported and leaves nothing
    behind; the others go on. A document whose package already holds the same bytes is left alone and reported as
    unchanged. Several documents that are the same package are an error, and none of them is written.
    """
    tasks = _convert_tasks(files, root, work.Overrides(division, agency, year))
    messages = _Messages(quiet)
    work.sweep_all(root)
    known = _refused(tasks, jobs, messages)
    going = [task for position, task in enumerate(tasks) if position not in known]
    converted = _outcomes(work.convert_file, going, jobs)
    merged = (known[position] if position in known else next(converted) for position in range(len(tasks)))
    _run(merged, len(tasks), messages, as_json, "converting")


@main.command(
    short_help="Convert packages again from their own sources.",
    epilog=_epilog(
        "mingzhang rebuild",
        "mingzhang rebuild datapackage/350102/350102-014-2024-dept-budget",
        "mingzhang rebuild -q && git diff --exit-code datapackage",
    ),
)
@click.argument("packages", nargs=-1, type=Path)
@_root
@_jobs
@_json
@_quiet
def rebuild(packages: tuple[Path, ...], root: Path, jobs: int, as_json: bool, quiet: bool) -> None:
    """Convert PACKAGES again from the masked source.txt that each carries, in their place.

    Without PACKAGES, all packages under the root folder are rebuilt. Nothing but the package itself is read, so
    the result is the same on every machine.
    """
    if not packages:
        work.sweep_all(root)
    folders = packages or tuple(work.find_packages(root))
    if not folders:
        raise click.UsageError(f"there is no package under {root}")
    tasks = [work.RebuildTask(path) for path in folders]
    outcomes = _outcomes(work.rebuild_package, tasks, jobs)
    _run(outcomes, len(tasks), _Messages(quiet), as_json, "rebuilding")


@main.command(
    short_help="Judge packages: strict rules, JSON Schema, rebuild, frictionless.",
    epilog=_epilog(
        "mingzhang validate",
        "mingzhang validate --no-frictionless datapackage/350102/350102-014-2024-dept-budget",
        "mingzhang validate --json | jq -r '.violations[].code'",
    ),
)
@click.argument("packages", nargs=-1, type=Path)
@_root
@click.option("--no-frictionless", is_flag=True, help="Do not ask frictionless (most of the time is spent there).")
@click.option("--no-rebuild", is_flag=True, help="Do not convert source.txt again to compare every byte.")
@_jobs
@_json
@_quiet
def validate(
    packages: tuple[Path, ...],
    root: Path,
    no_frictionless: bool,
    no_rebuild: bool,
    jobs: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Judge PACKAGES, each `<root>/<division>/<package>`; without PACKAGES, everything under the root folder.

    Our own strict rules and schemas/package.json come first; a package that meets them is rebuilt from its
    source.txt, which must give the same bytes, and then judged by frictionless. One line for each violation is
    printed: file, line, field, code, what is wrong, what was expected, and what to do.
    """
    from mingzhang.validate.folder import find_folders
    from mingzhang.validate.task import ValidateTask, validate_folder

    folders = packages or tuple(find_folders(root))
    if not folders:
        raise click.UsageError(f"there is no package under {root}")
    tasks = [ValidateTask(path, root, not no_frictionless, not no_rebuild) for path in folders]
    messages, done = _Messages(quiet), []
    for outcome in messages.follow(_outcomes(validate_folder, tasks, jobs), len(tasks), "validating"):
        done.append(outcome.lean())
        _print_judgement(outcome, messages, as_json)
    wrong = sum(outcome.has_findings for outcome in done)
    lost = sum(bool(outcome.error) for outcome in done)
    messages.say(f"{len(done)} packages: {len(done) - wrong - lost} valid, {wrong} invalid, {lost} failed")
    _exit(done)


@main.command(
    short_help="Write the published schemas from the code.",
    epilog=_epilog("mingzhang schemas", "mingzhang schemas --check"),
)
@click.option("--check", is_flag=True, help="Write nothing; say which files are stale and end with 1 if any is.")
@_quiet
def schemas(check: bool, quiet: bool) -> None:
    """Write schemas/{budget,final,common}/*.json and the resources of schemas/package.json from the code."""
    from mingzhang.schemas.export import write_schemas

    stale = write_schemas(check=check)
    for path in stale:
        if not quiet:
            _out(f"{'stale' if check else 'written'}: {path}")
    if check and stale:
        _err("run `mingzhang schemas`")
        sys.exit(FINDINGS)


@main.command(
    short_help="Write the portal's pages and downloads.",
    epilog=_epilog("mingzhang site && mkdocs build --strict"),
)
@_root
@click.option(
    "--pages",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path("site_src"),
    show_default=True,
    help="Folder of the hand-written pages, styles and images.",
)
@click.option(
    "--docs",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/docs"),
    show_default=True,
    help="Folder to write; `docs_dir` of mkdocs.yml.",
)
@_quiet
def site(root: Path, pages: Path, docs: Path, quiet: bool) -> None:
    """Write the folder `mkdocs build --strict` builds the portal from.

    It is replaced as a whole. A package that cannot be shown is reported and left out; the others go on.
    """
    from mingzhang.site import assemble_site

    try:
        report = assemble_site(root, pages, docs)
    except DisclosureError as error:
        _err(f"error: {error}")
        sys.exit(FAILED)
    for left_out in report.errors:
        _err(f"error: {left_out}")
    _Messages(quiet).say(
        f"{report.packages} packages, {report.pages} pages in {report.docs}; now `mkdocs build --strict`"
    )
    if report.errors:
        sys.exit(FAILED)


def _convert_tasks(files: Sequence[Path], root: Path, overrides: work.Overrides) -> list[work.ConvertTask]:
    if len(files) > 1 and (overrides.division or overrides.agency):
        raise click.UsageError("--division and --agency speak of one document; give one FILE with them")
    return [work.ConvertTask(path, root, overrides) for path in files]


def _refused(tasks: Sequence[work.ConvertTask], jobs: int, messages: _Messages) -> dict[int, Outcome]:
    """Documents that need not be tried, by position: those of no known identity, and those that share one."""
    if len(tasks) < 2:
        return {}
    found = messages.follow(_outcomes(work.identify_file, tasks, jobs), len(tasks), "identifying")
    identified = [outcome.lean() for outcome in found]
    unknown = {position: outcome for position, outcome in enumerate(identified) if outcome.error}
    return {**unknown, **work.find_clashes(tasks, identified)}


def _run(outcomes: Iterable[Outcome], total: int, messages: _Messages, as_json: bool, doing: str) -> None:
    done = []
    for outcome in messages.follow(outcomes, total, doing):
        done.append(outcome.lean())
        _print_outcome(outcome, messages, as_json)
    messages.say(_summary(done))
    _exit(done)


def _outcomes(function: Callable[[Any], Outcome], tasks: Sequence[Any], jobs: int) -> Iterator[Outcome]:
    """The outcome of each task, in order; a worker that dies costs only the document it died of."""
    if jobs == 1 or len(tasks) < 2:
        yield from map(function, tasks)
        return
    done = 0
    try:
        with _pool(min(jobs, len(tasks))) as pool:
            for outcome in pool.map(function, tasks, chunksize=max(1, min(16, len(tasks) // (jobs * 4)))):
                done += 1
                yield outcome
    except BrokenProcessPool:
        for task in tasks[done:]:
            yield _alone(function, task)


def _alone(function: Callable[[Any], Outcome], task: Any) -> Outcome:
    try:
        with _pool(1) as pool:
            return pool.submit(function, task).result()
    except BrokenProcessPool:
        message = "the process that worked on it was killed"
        remedy = "look whether memory ran out; try with -j 1"
        return work.failed(task.path, DisclosureError("worker-died", message, task.path, None, "", remedy))


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))


def _print_outcome(outcome: Outcome, messages: _Messages, as_json: bool) -> None:
    if as_json:
        _out_json(outcome.as_dict())
    elif outcome.error:
        _err(f"error: {outcome.error}")
    else:
        messages.say(f"{outcome.package}: {outcome.summary}")
        for line in outcome.findings:
            messages.say(f"  {line}")


def _print_judgement(outcome: Outcome, messages: _Messages, as_json: bool) -> None:
    """Violations are what was asked for: they go to stdout."""
    if as_json:
        _out_json(outcome.as_dict())
        return
    for line in outcome.findings:
        _out(line)
    if outcome.error:
        _err(f"error: {outcome.error}")
    else:
        messages.say(f"{outcome.package}: {outcome.summary}")


def _print_identity(outcome: Outcome, messages: _Messages, as_json: bool) -> None:
    if as_json:
        _out_json(outcome.as_dict())
    elif outcome.error:
        _err(f"error: {outcome.error}")
    elif not messages.quiet:
        _out(f"{outcome.path}: {outcome.package}")
        for line in outcome.findings:
            _out(f"  {line}")


def _summary(outcomes: list[Outcome]) -> str:
    written = sum(outcome.state == "written" for outcome in outcomes)
    unchanged = sum(outcome.state == "unchanged" for outcome in outcomes)
    bad = sum(bool(outcome.error) for outcome in outcomes)
    return f"{len(outcomes)} documents: {written} written, {unchanged} unchanged, {bad} failed"


def _exit(outcomes: list[Outcome]) -> None:
    if any(outcome.error for outcome in outcomes):
        sys.exit(FAILED)
    if any(outcome.has_findings for outcome in outcomes):
        sys.exit(FINDINGS)


__all__ = ["CLEAN", "FAILED", "FINDINGS", "INTERRUPTED", "main"]
