"""`retire`: an old release keeps its downloads and loses its pages."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mingzhang.cli.options import quiet_option
from mingzhang.cli.terminal import FAILED, Messages, epilog, err
from mingzhang.errors import DisclosureError


@click.command(
    short_help="Reduce old releases of the portal to their downloads.",
    epilog=epilog(
        "git worktree add build/pages gh-pages && mingzhang retire 2026.10.1 --pages build/pages",
        "make retire VERSION=2026.10.1                   the same, committed to gh-pages",
        clean="the releases are retired",
        found="",
        failed="a release is not there, is the newest, or could not be written; it is as it was then",
    ),
)
@click.argument("names", nargs=-1, required=True, metavar="YYYY.MM.N...")
@click.option(
    "--pages",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    required=True,
    help="Folder in which the branch of the pages is checked out.",
)
@quiet_option
def retire(names: tuple[str, ...], pages: Path, quiet: bool) -> None:
    """Remove the pages of old releases from the branch of the pages; every file to download stays where it is.

    One page per release says that its pages were removed and links to its files and to the newest release; the
    addresses of its other pages lead there. Pages can be built again from the tag of the release at any time.
    """
    from mingzhang.releases.retire import retire as retire_release
    from mingzhang.site.html import size

    messages = Messages(quiet)
    try:
        for name in names:
            done = retire_release(pages, name)
            if done is None:
                messages.say(f"{name} is retired already")
            else:
                freed = f"{size(done.before)} -> {size(done.after)}"
                messages.say(f"{name}: {done.pages} pages lead to one now, {done.kept} files kept, {freed}")
    except DisclosureError as error:
        err(f"error: {error}")
        sys.exit(FAILED)
