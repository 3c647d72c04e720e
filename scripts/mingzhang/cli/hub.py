"""`hub`: one page over several portals."""

from __future__ import annotations

from pathlib import Path

import click

from mingzhang.cli.options import pages_option, quiet_option
from mingzhang.cli.terminal import Messages, epilog, failing
from mingzhang.site.language import counted


@click.command(
    epilog=epilog(
        "mingzhang hub ../datong/site ../yuncheng/site",
        "mingzhang hub a.json=https://a.example.org/latest/ b.json=https://b.example.org/latest/",
        clean="the hub was written",
        found="",
        failed="a catalog could not be read, or the hub not be written (the error says what to do)",
    ),
)
@click.argument("sites", nargs=-1, required=True, metavar="SITE...")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/hub"),
    show_default=True,
    help="Folder to write; replaced as a whole.",
)
@click.option("--address", default="", metavar="URL", help="Where the hub will be, for its own catalogs.")
@click.option("--title", default="", metavar="TEXT", help="Its title in Chinese.")
@click.option("--title-en", default="", metavar="TEXT", help="Its title in English.")
@pages_option
@quiet_option
def hub(sites: tuple[str, ...], out: Path, address: str, title: str, title_en: str, pages: Path, quiet: bool) -> None:
    """List several portals, one of each prefecture, on one page, with a way to find a unit in all of them.

    SITE is the folder of a built portal or its catalog.json, as PATH or PATH=ADDRESS; nothing is fetched. Writes the
    page in Chinese and English, an index to find units by, catalog.json over all packages, and DCAT that leads to
    the catalog of each portal.
    """
    from mingzhang.hub import Hub, read_site, write_hub

    with failing():
        told = tuple(read_site(site) for site in sites)
        plain = Hub(told, address)
        found = Hub(told, address, title or plain.title, title_en or plain.title_en)
        files = write_hub(found, out, pages / "assets")
    packages = sum(len(site.disclosures) for site in told)
    listed = f"{counted(len(told), 'site')} with {counted(packages, 'disclosure')}"
    Messages(quiet).say(f"{listed}, {counted(len(files), 'file')} in {out}")
