"""The commands by name: what each does in a line, and where it is; its module is imported when it is used."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any

import click

from mingzhang.cli.terminal import INTERRUPTED

COMMANDS: Mapping[str, tuple[str, str]] = {
    "identify": ("documents", "Say what documents are: whose, of which year, budget or final account."),
    "convert": ("documents", "Convert documents to data packages."),
    "rebuild": ("documents", "Convert packages again from their own sources."),
    "recheck": ("documents", "Check packages anew and write their ledgers."),
    "validate": ("packages", "Judge packages: strict rules, JSON Schema, rebuild, frictionless."),
    "check": ("checks", "Show what was checked and what does not hold."),
    "explain": ("checks", "Say what a check is, and show it at work."),
    "schemas": ("packages", "Write the published schemas from the code."),
    "site": ("portal", "Write the portal's pages and downloads."),
    "export": ("export", "Write packages as XLSX, JSON, Parquet or SQLite."),
    "diff": ("versions", "Say what differs between two versions of packages."),
    "bump": ("versions", "Give changed packages the version their changes call for."),
    "review": ("review", "Judge a contribution: everything that differs from another revision."),
    "release": ("release", "Make a dated release of all packages."),
    "retire": ("retire", "Reduce old releases of the portal to their downloads."),
    "hub": ("hub", "Write a page over several portals."),
}
"""Command → its module in this room, and its line in the list of commands; in the order of work."""


class LazyCommands(MutableMapping[str, click.Command]):
    """The commands as click keeps them, but that each is imported when it is asked for.

    Listing their names imports nothing: that is what `mingzhang --help` does, and it shall not cost half a second.
    """

    def __init__(self, listed: Mapping[str, tuple[str, str]]) -> None:
        self._listed = listed
        self._known: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._known:
            module, told = self._listed[name]
            command: click.Command = getattr(import_module(f"mingzhang.cli.{module}"), name)
            command.short_help = told
            self._known[name] = command
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._listed, **self._known})

    def __len__(self) -> int:
        return len(set(self))

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._known[name] = command

    def __delitem__(self, name: str) -> None:
        del self._known[name]


class Commands(click.Group):
    """All commands in the order of work; Ctrl-C ends with 130 instead of a code that would mean findings."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.commands = LazyCommands(COMMANDS)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they are listed, not by name."""
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Names and lines from the list alone: no command is imported for them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("interrupted; packages already written stay", err=True)
            sys.exit(INTERRUPTED)
