"""`site`: the pages of the portal."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mingzhang.cli.options import jobs_option, pages_option, quiet_option, root_option
from mingzhang.cli.terminal import FAILED, Messages, epilog, err, failing
from mingzhang.site.language import counted


@click.command(
    epilog=epilog(
        "mingzhang site && mkdocs build --strict",
        clean="the folder was written, with every package",
        found="",
        failed="there is no package, one could not be shown, or nothing be written (each error says what to do)",
    ),
)
@root_option
@pages_option
@click.option(
    "--docs",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/docs"),
    show_default=True,
    help="Folder to write; `docs_dir` of mkdocs.yml.",
)
@click.option(
    "--address",
    envvar="MINGZHANG_SITE_URL",
    default="",
    metavar="URL",
    help="Where the portal will be, for feeds and citations; without it they use relative addresses.",
    show_envvar=True,
)
@click.option(
    "--release",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Folder of the release that this portal is to be, as `mingzhang release` wrote it.",
)
@jobs_option
@quiet_option
def site(root: Path, pages: Path, docs: Path, address: str, release: Path | None, jobs: int, quiet: bool) -> None:
    """Write the folder `mkdocs build --strict` builds the portal from.

    It is replaced as a whole. A package that cannot be shown is reported and left out; the others go on.
    """
    from mingzhang.ground.extras import require
    from mingzhang.packages.store import find_packages
    from mingzhang.site.assemble import assemble_site
    from mingzhang.site.bundled import CONFIGURATION, configuration

    if not find_packages(root):
        raise click.UsageError(f"there is no package under {root}")
    with failing():
        require("pyarrow", "xlsxwriter")  # downloads; the theme is needed by `mkdocs build` only
        report = assemble_site(root, pages, docs, address=address, jobs=jobs, release=release)
    for left_out in report.errors:
        err(f"error: {left_out}")
    told = f"{counted(report.packages, 'package')}, {counted(report.pages, 'page')} in {report.docs}"
    with_file = "" if (built := configuration(report.docs)) == Path(CONFIGURATION) else f" --config-file {built}"
    Messages(quiet).say(f"{told}; now `mkdocs build --strict{with_file}`")
    if report.errors:
        sys.exit(FAILED)
