"""`diff` and `bump`: what changed between versions of packages, and the number that follows."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from mingzhang.cli.options import json_option, quiet_option, root_option
from mingzhang.cli.terminal import FINDINGS, Messages, epilog, failing, out, out_json
from mingzhang.ground.errors import DisclosureError

_MOST_LINES = 40


@click.command(
    epilog=epilog(
        "mingzhang diff HEAD datapackage                    since the last commit",
        "mingzhang diff 2026.10.1 2026.11.1 --json           between two releases",
        "mingzhang diff old.zip new.zip --out changes/       with changes.csv for each package",
        clean="nothing differs",
        found="something differs (each package that does is printed)",
        failed="OLD or NEW could not be read (the error says what to do)",
    ),
)
@click.argument("old")
@click.argument("new")
@click.option("--package", "wanted", multiple=True, metavar="NAME", help="Only this package (may be given again).")
@click.option(
    "--out",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write <package>/changes.csv for every package that differs into this folder.",
)
@root_option
@json_option
@quiet_option
def diff(
    old: str, new: str, wanted: tuple[str, ...], folder: Path | None, root: Path, as_json: bool, quiet: bool
) -> None:
    """Compare OLD with NEW: each a package folder, a folder of packages, a ZIP of either, or a git revision.

    A folder of packages is datapackage/ or one division of it, a project, a release, a portal, or packages unpacked
    beside each other; one without any package is an error. Beside a package folder only that package is compared.
    Values are compared by stable id: a row that was renamed or moved to another line is no changed value. Each
    change has a cause: the document was revised, our reading was mended, or the schema changed. Ends with 1 where
    anything differs.
    """
    messages = Messages(quiet)
    with failing():
        differs = False
        for difference in _differences(old, new, wanted, root):
            differs = differs or not difference.is_empty or not difference.old_version or not difference.new_version
            _print(difference, messages, as_json)
            if folder is not None:
                _write_changes(difference, folder, messages)
    if not differs:
        messages.say("nothing differs")
    sys.exit(FINDINGS if differs else 0)


@click.command(
    epilog=epilog(
        "mingzhang bump                        against the last commit",
        "mingzhang bump --against origin/main   against the branch a pull request goes to",
        "mingzhang bump --check                change nothing; 1 where a version is too small",
        clean="every package has the version its changes call for now",
        found="with --check: a package needs another version",
        failed="OLD or a package could not be read, or a package not be written (the error says what to do)",
    ),
)
@click.argument("packages", nargs=-1, metavar="[PACKAGE]...")
@click.option(
    "--against",
    default="HEAD",
    show_default=True,
    metavar="OLD",
    help="The older version: a git revision, a folder of packages or a ZIP.",
)
@click.option("--check", is_flag=True, help="Write nothing; end with 1 where a package needs another version.")
@root_option
@quiet_option
def bump(packages: tuple[str, ...], against: str, check: bool, root: Path, quiet: bool) -> None:
    """Compute the smallest version each changed PACKAGE (by name; all without) may have, and write it.

    MAJOR when a column is removed or redefined; MINOR when columns, tables or records are added, or records removed;
    PATCH when values or metadata are corrected. The package gets changes/<version>.csv, an entry in the history of
    its descriptor (with the hash of the document each version was made from) and a CHANGELOG.md in Chinese and English.
    """
    from mingzhang.versions.write import bump_package, find_stale

    messages = Messages(quiet)
    with failing():
        stale = list(find_stale(root, against, packages))
        for told in stale:
            if check:
                out(f"{told.package}: {told.has} must be {told.needs} ({told.level})")
            else:
                bump_package(told)
                messages.say(f"{told.package}: {told.was or 'new'} -> {told.needs} ({told.level})")
    if not stale:
        messages.say("every package has the version its changes call for")
    elif check:
        sys.exit(FINDINGS)


def _differences(old: str, new: str, wanted: tuple[str, ...], root: Path) -> Iterator[Any]:
    from mingzhang.versions import open_revisions
    from mingzhang.versions.causes import explain
    from mingzhang.versions.differences import appearing, vanishing

    before, after = open_revisions(old, root), open_revisions(new, root)
    sides = [side for side in (before, after) if side.is_one] or [before, after]
    names = sorted({name for side in sides for name in side.names()})
    if not names:
        remedy = "name other revisions, or the folder of packages with --root"
        raise DisclosureError("version-not-found", f"neither {old} nor {new} has a package", root, None, "", remedy)
    if unknown := sorted(set(wanted) - set(names)):
        raise DisclosureError("version-not-found", f"neither has {unknown[0]}", root, None, "a package's name", "")
    for name in names:
        if wanted and name not in wanted:
            continue
        one, other = before.read(name), after.read(name)
        if one is not None and other is not None:
            if one.files != other.files:
                yield explain(one, other)
        elif other is not None:
            yield appearing(other)
        elif one is not None:
            yield vanishing(one)


def _print(difference: Any, messages: Messages, as_json: bool) -> None:
    from mingzhang.versions.presentation import as_dict, lines

    if as_json:
        out_json(as_dict(difference))
    elif not messages.quiet:
        for line in lines(difference, _MOST_LINES):
            out(line)


def _write_changes(difference: Any, folder: Path, messages: Messages) -> None:
    from mingzhang.packages.history import write_changes
    from mingzhang.versions.record import change_rows

    target = folder / difference.package / "changes.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(write_changes(change_rows(difference)))
    messages.say(f"written: {target}")
