"""The same Markdown, templates and `mkdocs.yml` built with Zensical: every page is what MkDocs makes of it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
from mingzhang.site.assemble import assemble_site

from tests.portal import REPOSITORY, WRITTEN, Element, read_built
from tests.project import start_project

SITE_URL = "https://portal.example/budgets/"
LINKS = {"href", "src", "data-root", "data-units", "data-projects"}
OF_THE_GENERATOR = re.compile(r"assets/(javascripts|stylesheets)/|search(/search_index)?\.json$|sitemap\.xml\.gz$")
"""Scripts and styles that each brings, and its own search; of all this our pages load the base styles only."""

Shape = list[tuple[str, dict[str, str | None], str]]


def build(project: Path, program: str) -> Path:
    """Build with one of the two, as somebody would in the project's folder; the site's folder."""
    told = {"NO_MKDOCS_2_WARNING": "1", "MINGZHANG_SITE_URL": SITE_URL, "MIKE_DOCS_VERSION": "2026.10.1"}
    command = [sys.executable, "-m", program, "build", "--strict"]
    environment = {**os.environ, **told}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return (project / "site").rename(project / program)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """One portal as it is in a release, built by MkDocs and by Zensical."""
    given = start_project(tmp_path_factory.mktemp("given") / "project", 1)
    project = tmp_path_factory.mktemp("portal")
    report = assemble_site(given / "datapackage", WRITTEN, project / "build" / "docs")
    assert not report.errors
    shutil.copy(REPOSITORY / "mkdocs.yml", project)
    shutil.copytree(WRITTEN / "overrides", project / "site_src" / "overrides")
    return build(project, "mkdocs"), build(project, "zensical")


def files(site: Path) -> set[str]:
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    return {path for path in found if not OF_THE_GENERATOR.search(path)}


def shape(site: Path, path: str) -> Shape:
    """Elements with where they lead and what they say, without those of the theme that are not shown."""
    here = urljoin(SITE_URL, path.removesuffix("index.html"))
    return [
        (element.tag, resolved(element, here), re.sub(r"\s+", " ", element.text).strip())
        for element in read_built(site / path).elements
        if not any(re.search("md-|stylesheets/", value or "") for value in element.attributes.values())
    ]


def resolved(element: Element, here: str) -> dict[str, str | None]:
    return {name: urljoin(here, value or "") if name in LINKS else value for name, value in element.attributes.items()}


def test_the_same_pages_and_files_are_built(both: tuple[Path, Path]) -> None:
    of_mkdocs, of_zensical = map(files, both)
    assert of_mkdocs == of_zensical
    assert {"index.html", "404.html", "sitemap.xml", "catalog.json", "en/units/index.html"} <= of_mkdocs


def test_every_page_is_the_same_in_title_language_links_and_words(both: tuple[Path, Path]) -> None:
    mkdocs, zensical = both
    pages = sorted(path for path in files(mkdocs) if path.endswith(".html"))
    assert len(pages) > 200
    for path in pages:
        expected = shape(mkdocs, path)
        assert len(expected) > 50
        assert shape(zensical, path) == expected, path


def test_every_other_file_is_the_same_to_the_byte(both: tuple[Path, Path]) -> None:
    mkdocs, zensical = both
    others = [path for path in files(mkdocs) if not path.endswith(".html")]
    assert [path for path in others if (mkdocs / path).read_bytes() != (zensical / path).read_bytes()] == []
