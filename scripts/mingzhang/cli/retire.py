"""`retire`: an old release keeps its downloads and loses its pages, and the packages that were withdrawn."""

from __future__ import annotations

from pathlib import Path

import click

from mingzhang.cli.options import quiet_option
from mingzhang.cli.terminal import Messages, epilog, failing
from mingzhang.site.language import counted


@click.command(
    epilog=epilog(
        "git worktree add build/pages gh-pages && mingzhang retire 2026.10.1 --pages build/pages",
        "make retire VERSION=2026.10.1                   the same, committed to gh-pages",
        "mingzhang retire 2026.10.1 --pages build/pages --without 140214-901-2024-dept-budget",
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
@click.option(
    "--without",
    multiple=True,
    metavar="PACKAGE",
    help="Remove the files of this package too, and every file that holds all packages together; may be repeated.",
)
@quiet_option
def retire(names: tuple[str, ...], pages: Path, without: tuple[str, ...], quiet: bool) -> None:
    """Remove the pages of old releases from the branch of the pages; every file to download stays where it is.

    One page per release says that its pages were removed and links to its files and to the newest release; the
    addresses of its other pages lead there. Pages can be built again from the tag of the release at any time.

    A package that was withdrawn, for instance since it shows personal data, leaves a release with --without. The
    newest release keeps its pages: make one without the package, or with its mended version, first.
    """
    from mingzhang.releases.retire import retire as retire_release
    from mingzhang.site.html import size

    messages = Messages(quiet)
    with failing():
        for name in names:
            done = retire_release(pages, name, without)
            if done is None:
                messages.say(f"{name} is retired already")
            else:
                freed = f"{size(done.before)} -> {size(done.after)}"
                kept = f"{counted(done.kept, 'file')} kept" + (f", {done.removed} removed" if done.removed else "")
                messages.say(f"{name}: {done.pages} pages lead to one now, {kept}, {freed}")
