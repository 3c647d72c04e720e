"""Options and arguments that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from mingzhang.packages.model import NAME, package_folder

DATA_ROOT = Path("datapackage")


def _written_pages() -> Path:
    from mingzhang.site.bundled import written_pages

    return written_pages()


quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object per document to stdout, and nothing else there."
)
root_option = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=DATA_ROOT,
    show_default=True,
    help="Folder that holds the packages.",
)
pages_option = click.option(
    "--pages",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=_written_pages,
    show_default="site_src, or where there is none what comes with the program",
    help="Folder of the hand-written pages, styles and images.",
)
jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: os.cpu_count() or 1,
    show_default="one per core",
    help="Documents worked on at once; the result is the same for every number.",
)
_IDENTITY_OPTIONS = (
    click.option("--name", default="", metavar="NAME", help="The body's name, where the document does not tell it."),
    click.option(
        "--kind", type=click.Choice(["budget", "final"]), help="Budget or final account, where both are said."
    ),
    click.option("--scope", type=click.Choice(["dept", "unit"]), help="A department with its units, or one unit."),
    click.option(
        "--division", default="", metavar="CODE", help="GB/T 2260 code, where the name does not tell the division."
    ),
    click.option("--agency", default="", metavar="CODE", help="Agency code, where several or none are printed."),
    click.option("--year", type=click.IntRange(1990, 2100), metavar="YEAR", help="Fiscal year, where none is told."),
)
_OF_ONE_DOCUMENT = ("name", "division", "agency")


def identity_options(command: Callable[..., None]) -> Callable[..., None]:
    """What a caller may say of a document, the same for every command; the command gets it as `overrides`.

    The command's first argument is the documents: a name, a division and an agency speak of one of them.
    """

    @wraps(command)
    def with_overrides(**given: Any) -> None:
        from mingzhang.ground.overrides import Overrides

        said = {key: given.pop(key) for key in ("division", "agency", "year", "name", "kind", "scope")}
        targets = given.get("files", given.get("packages", ()))
        several = len(targets) > 1 and not given.get("together")
        if several and any(said[key] for key in _OF_ONE_DOCUMENT):
            raise click.UsageError("--name, --division and --agency speak of one document; give one FILE with them")
        command(**given, overrides=Overrides(**said))

    for option in reversed(_IDENTITY_OPTIONS):
        with_overrides = option(with_overrides)
    return with_overrides


together_option = click.option(
    "--together", is_flag=True, help="All FILES, and the files of the folders given, are one disclosure."
)
files_argument = click.argument(
    "files", nargs=-1, required=True, type=Path
)  # click.Path would stop at the first bad one


def package_folders(given: tuple[Path, ...], root: Path) -> tuple[Path, ...]:
    """Packages as every command takes them: folders, or names of packages under the root where no such folder is."""
    return tuple(
        package_folder(root, str(path)) if NAME.fullmatch(str(path)) and not path.exists() else path for path in given
    )
