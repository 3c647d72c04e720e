"""The command `mingzhang`: arguments, messages and exit codes only."""

from __future__ import annotations

import click

from mingzhang.cli.commands import Commands
from mingzhang.cli.terminal import CLEAN, FAILED, FINDINGS, INTERRUPTED, epilog


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=epilog(
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


__all__ = ["CLEAN", "FAILED", "FINDINGS", "INTERRUPTED", "main"]
