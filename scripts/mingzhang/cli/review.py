"""`review`: is a contribution acceptable, and what does it change?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mingzhang.cli.options import quiet_option
from mingzhang.cli.terminal import FAILED, FINDINGS, Messages, epilog, err, out, out_json
from mingzhang.errors import DisclosureError


@click.command(
    short_help="Judge a contribution: everything that differs from another revision.",
    epilog=epilog(
        "mingzhang review                                   what differs from origin/main",
        "mingzhang review --against HEAD~1 --summary report.md",
        "mingzhang review --repository ../fork --github       as CI does, with the program of the base branch",
    ),
)
@click.option("--against", default="origin/main", show_default=True, metavar="REVISION", help="Where it starts from.")
@click.option(
    "--repository",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The work tree to judge, by default the one here; none of its code is run.",
)
@click.option("--any-units", is_flag=True, help="Packages of several units may change, and packages may go.")
@click.option(
    "--summary", "report", type=click.Path(path_type=Path, dir_okay=False), help="Append the report to this file."
)
@click.option("--github", is_flag=True, help="Annotate files and lines for GitHub Actions.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object to stdout, and nothing else there.")
@quiet_option
def review(
    against: str, repository: Path, any_units: bool, report: Path | None, github: bool, as_json: bool, quiet: bool
) -> None:
    """Judge what a work tree changes: paths, kinds and sizes of files, then each package it adds or changes.

    A package must meet the strict rules, JSON Schema, frictionless and its own rebuild, and bear a version that
    its changes allow. Findings about the document itself are reported and do not count against the contribution.
    """
    from mingzhang.review import review as judge
    from mingzhang.review import summary
    from mingzhang.review.tell import as_dict, commands, lines

    messages = Messages(quiet)
    try:
        judged = judge(repository, against, any_units=any_units, progress=messages.each("judging"))
    except DisclosureError as error:
        err(f"error: {error}")
        sys.exit(FAILED)
    if report is not None:
        with report.open("a", encoding="utf-8") as file:
            file.write(summary(judged))
    if as_json:
        out_json(as_dict(judged))
    else:
        for line in commands(judged) if github else lines(judged):
            out(line)
    touched = len(judged.packages)
    verdict = "accepted" if judged.is_accepted else "not accepted"
    messages.say(f"{touched} packages judged: {verdict}")
    sys.exit(0 if judged.is_accepted else FINDINGS)
