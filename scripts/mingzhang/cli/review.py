"""`review`: is a contribution acceptable, and what does it change?"""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from mingzhang.cli.options import quiet_option
from mingzhang.cli.terminal import FAILED, FINDINGS, Messages, epilog, err, failing, out, out_json
from mingzhang.ground.errors import DisclosureError


@click.command(
    epilog=epilog(
        "mingzhang review                                   what differs from origin/main",
        "mingzhang review --against HEAD~1 --summary ../report.md",
        "mingzhang review --repository ../fork --github       as CI does, with the program of the base branch",
        clean="accepted",
        found="not accepted (each reason is printed, with what to do)",
        failed="not judged: no such revision, no git, or a file to write that cannot be written",
    ),
)
@click.option("--against", default="origin/main", show_default=True, metavar="REVISION", help="Where it starts from.")
@click.option(
    "--repository",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The work tree to judge, by default the one here; none of its code is run.",
)
@click.option("--any-units", is_flag=True, help="Packages of several units may change.")
@click.option("--removals", is_flag=True, help="Packages may go.")
@click.option(
    "--summary", "report", type=click.Path(path_type=Path, dir_okay=False), help="Append the report to this file."
)
@click.option(
    "--save", type=click.Path(path_type=Path, dir_okay=False), help="Write what --json prints to this file as well."
)
@click.option("--github", is_flag=True, help="Annotate files and lines for GitHub Actions.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout, and nothing else there.")
@quiet_option
def review(
    against: str,
    repository: Path,
    any_units: bool,
    removals: bool,
    report: Path | None,
    save: Path | None,
    github: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Judge what a work tree changes: paths, kinds and sizes of files, its commits, then each package it changes.

    A package must meet the strict rules, JSON Schema, frictionless and its own rebuild, and bear a version that
    its changes allow. What a commit adds and a later one takes away is judged too, for it would stay in the history.
    Findings about the document itself are reported and do not count against the contribution.
    """
    from mingzhang.ground.extras import require
    from mingzhang.review import Allowed, summary
    from mingzhang.review import review as judge
    from mingzhang.review.presentation import as_dict, commands, lines
    from mingzhang.site.language import counted

    if github and as_json:
        raise click.UsageError("give --github or --json, not both")
    for path in filter(None, (report, save)):
        _prepare(path)
    messages = Messages(quiet)
    allowed = Allowed(units=any_units, removals=removals)
    with failing():
        require("frictionless")
        judged = judge(repository, against, allowed=allowed, progress=messages.each("judging"))
    if report is not None:
        with report.open("a", encoding="utf-8") as file:
            file.write(summary(judged))
    if save is not None:
        save.write_text(_json(as_dict(judged)), encoding="utf-8")
    if as_json:
        out_json(as_dict(judged))
    else:
        for line in commands(judged) if github else lines(judged):
            out(line)
    verdict = "accepted" if judged.is_accepted else "not accepted"
    messages.say(f"{counted(len(judged.packages), 'package')} judged: {verdict}")
    sys.exit(0 if judged.is_accepted else FINDINGS)


def _prepare(path: Path) -> None:
    """A file that cannot be written is told before minutes of judging; it is not made yet, for it would be judged."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.open("a", encoding="utf-8").close()
        elif not os.access(path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        remedy = "name another file, or give this user the right to write there"
        err(f"error: {DisclosureError('review-report', f'cannot be written: {error.strerror}', path, remedy=remedy)}")
        sys.exit(FAILED)


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value).encode("utf-8", "replace").decode("utf-8") + "\n"
