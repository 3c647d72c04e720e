"""Options and arguments that several commands share."""

from __future__ import annotations

import os
from pathlib import Path

import click

from mingzhang.packages.build import NAME, package_folder

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
division_option = click.option(
    "--division", default="", metavar="CODE", help="GB/T 2260 code, where the name does not tell the division."
)
agency_option = click.option(
    "--agency", default="", metavar="CODE", help="Agency code, where several or none are printed."
)
year_option = click.option(
    "--year", type=click.IntRange(1990, 2100), metavar="YEAR", help="Fiscal year, where the document does not tell it."
)
files_argument = click.argument(
    "files", nargs=-1, required=True, type=Path
)  # click.Path would stop at the first bad one


def package_folders(given: tuple[Path, ...], root: Path) -> tuple[Path, ...]:
    """Packages as every command takes them: folders, or names of packages under the root where no such folder is."""
    return tuple(
        package_folder(root, str(path)) if NAME.fullmatch(str(path)) and not path.exists() else path for path in given
    )
