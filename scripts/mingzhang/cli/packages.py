"""`validate` and `schemas`: the contract, and whether packages meet it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mingzhang.cli.options import jobs_option, json_option, package_folders, quiet_option, root_option
from mingzhang.cli.terminal import FINDINGS, Messages, epilog, err, exit_with, failing, out, out_json
from mingzhang.cli.workers import outcomes_of
from mingzhang.ground.outcome import Outcome
from mingzhang.site.language import counted


@click.command(
    epilog=epilog(
        "mingzhang validate",
        "mingzhang validate --no-frictionless datapackage/350102/350102-014-2024-dept-budget",
        "mingzhang validate 350102-014-2024-dept-budget",
        "mingzhang validate --json | jq -r '.violations[].code'",
        clean="every package is valid",
        found="a package is not valid (each violation is printed, with what to do)",
    ),
)
@click.argument("packages", nargs=-1, type=Path)
@root_option
@click.option("--no-frictionless", is_flag=True, help="Do not ask frictionless (most of the time is spent there).")
@click.option("--no-rebuild", is_flag=True, help="Do not convert source.txt again to compare every byte.")
@click.option(
    "--against",
    metavar="OLD",
    help="Also refuse versions too small for what changed since OLD: a git revision, a folder or a ZIP.",
)
@jobs_option
@json_option
@quiet_option
def validate(
    packages: tuple[Path, ...],
    root: Path,
    against: str | None,
    no_frictionless: bool,
    no_rebuild: bool,
    jobs: int,
    as_json: bool,
    quiet: bool,
) -> None:
    """Judge PACKAGES, by name or as `<root>/<division>/<package>`; without them, everything under the root folder.

    Our own strict rules and schemas/package.json come first; a package that meets them is rebuilt from its
    source.txt, which must give the same bytes, and then judged by frictionless. One line for each violation is
    printed: file, line, field, code, what is wrong, what was expected, and what to do. With --against a sound
    package is also compared with its older version, and a version number too small for the change is refused.
    """
    from mingzhang.ground.extras import require
    from mingzhang.runs.validation import ValidateTask, validate_folder
    from mingzhang.validate.folder import find_folders

    if not no_frictionless:
        with failing():
            require("frictionless", otherwise="judge without it: --no-frictionless")
    folders = package_folders(packages, root) or tuple(find_folders(root))
    if not folders:
        raise click.UsageError(f"there is no package under {root}")
    tasks = [ValidateTask(path, root, not no_frictionless, not no_rebuild, against or "") for path in folders]
    messages, done = Messages(quiet), []
    for outcome in messages.follow(outcomes_of(validate_folder, tasks, jobs), len(tasks), "validating"):
        done.append(outcome.lean())
        _print_judgement(outcome, messages, as_json)
    wrong = sum(outcome.has_findings for outcome in done)
    lost = sum(bool(outcome.error) for outcome in done)
    messages.say(f"{counted(len(done), 'package')}: {len(done) - wrong - lost} valid, {wrong} invalid, {lost} failed")
    exit_with(done)


@click.command(
    epilog=epilog(
        "mingzhang schemas",
        "mingzhang schemas --check",
        clean="written, or with --check nothing is stale",
        found="with --check: a file is stale",
        failed="",
    ),
)
@click.option("--check", is_flag=True, help="Write nothing; say which files are stale and end with 1 if any is.")
@quiet_option
def schemas(check: bool, quiet: bool) -> None:
    """Write schemas/{budget,final,common}/*.json, catalog.json and the resources of package.json from the code."""
    from mingzhang.feeds import write_catalog_schema
    from mingzhang.schemas.export import write_schemas

    stale = [*write_schemas(check=check), *write_catalog_schema(check=check)]
    for path in stale:
        if not quiet:
            out(f"{'stale' if check else 'written'}: {path}")
    if check and stale:
        err("run `mingzhang schemas`")
        sys.exit(FINDINGS)


def _print_judgement(outcome: Outcome, messages: Messages, as_json: bool) -> None:
    """Violations are what was asked for: they go to stdout."""
    if as_json:
        out_json(outcome.as_dict())
        return
    for line in outcome.findings:
        out(line)
    if outcome.error:
        err(f"error: {outcome.error}")
    else:
        messages.say(f"{outcome.package}: {outcome.summary}")
