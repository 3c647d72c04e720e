"""Deployment without a browser: what `make deploy` refuses, what a portal that is a release holds, and its pages.

The whole way, with a browser, is in `test_whole_way`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from mingzhang.feeds import Site
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.published import PublishedPackage
from mingzhang.site.assemble import assemble_site
from mingzhang.site.catalog import read_disclosure
from mingzhang.site.page import Links
from mingzhang.site.pages.history import history_section
from mingzhang.site.pages.releases import OFFERED, Releases, releases_page
from mingzhang.site.release import as_news, find_record, judge_shown, released_files, site_of
from mingzhang.versions.released import RECORDS, ReleasedPackage, ReleaseRecord, Withdrawn, read_records

from tests.project import (
    REPOSITORY,
    bump,
    commit,
    convert,
    correct_one_amount,
    git,
    hashes,
    run,
    start_project,
    text_of,
)
from tests.repository import ENVIRONMENT

FIRST, SECOND = "2026.10.1", "2026.10.2"
HOSTILE = "</section><script>alert(1)</script>\"'{{ 1 }}&"


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one package in two versions, each in a release of its own."""
    project = start_project(tmp_path_factory.mktemp("deploy") / "project", 1)
    out = project / "build" / "releases"
    for name in (FIRST, SECOND):
        if name == SECOND:
            convert(project, correct_one_amount(text_of(1)))
            bump(project)
            commit(project)
        done = run("release", name, "--project", project, "--out", out, "-j", 1)
        assert done.exit_code == 0, done.output
        commit(project, name)
    return project


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory, released: Path) -> Path:
    """Hand-written pages with the records of that project."""
    pages = tmp_path_factory.mktemp("written") / "site_src"
    shutil.copytree(REPOSITORY / "site_src", pages, ignore=shutil.ignore_patterns("releases", "overrides"))
    shutil.copytree(released / RECORDS, pages / "releases")
    return pages


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory, released: Path, written: Path) -> Path:
    """The docs folder of the portal that is the second release."""
    docs = tmp_path_factory.mktemp("portal") / "docs"
    made = released / "build" / "releases" / SECOND
    report = assemble_site(released / "datapackage", written, docs, release=made)
    assert not report.errors
    return docs


def records(released: Path) -> list[ReleaseRecord]:
    return read_records(released / RECORDS)


# --- the portal that is a release ------------------------------------------------------------------


def test_the_portal_holds_the_files_of_its_release_and_the_records_of_all(portal: Path, released: Path) -> None:
    made = hashes(released / "build" / "releases" / SECOND)
    here = hashes(portal / "releases" / SECOND)
    assert set(here) == {*OFFERED, f"mingzhang-{SECOND}.zip"}
    assert all(made[name] == digest for name, digest in here.items())
    for record in records(released):
        assert (portal / "releases" / f"{record.name}.json").read_bytes() == record.written()


def test_all_facts_of_the_release_are_those_the_portal_offers(portal: Path, released: Path) -> None:
    made = released / "build" / "releases" / SECOND
    assert (portal / "data" / "facts.csv").read_bytes() == (made / "facts.csv").read_bytes()
    catalog = json.loads((made / "catalog.json").read_bytes())
    offered = hashes(portal)
    told = [file for package in catalog["packages"] for file in package["files"]] + catalog["files"]
    assert {file["address"]: file["sha256"] for file in told}.items() <= offered.items()


def test_every_link_of_the_page_of_releases_leads_somewhere(portal: Path) -> None:
    """Those to the other release leave this portal, beside which it stands."""
    for page in (portal / "releases" / "index.md", portal / "en" / "releases" / "index.md"):
        found = re.findall(r'href="([^"#]+)', page.read_text(encoding="utf-8"))
        assert found
        for href in found:
            there = (page.parent / href).resolve()
            if there.is_relative_to(portal.parent / FIRST):
                continue
            assert there.is_relative_to(portal), href
            assert there.is_file() or (there / "index.md").is_file(), href


def test_only_a_portal_that_is_a_release_links_to_others(released: Path, written: Path, tmp_path: Path) -> None:
    report = assemble_site(released / "datapackage", written, tmp_path / "docs")
    assert not report.errors
    page = (tmp_path / "docs" / "releases" / "index.md").read_text(encoding="utf-8")
    assert f'id="{FIRST}"' in page
    assert f"{FIRST}/" not in page
    assert not (tmp_path / "docs" / "releases" / SECOND).exists()


def test_a_portal_may_not_show_other_data_than_its_release(released: Path, written: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(released, project)
    convert(project, correct_one_amount(text_of(1), by=2))
    made = released / "build" / "releases" / SECOND
    report = assemble_site(project / "datapackage", written, tmp_path / "docs", release=made)
    assert [error.code for error in report.errors] == ["site-release"]


def test_a_folder_that_is_not_the_newest_release_is_refused(released: Path, tmp_path: Path) -> None:
    made = released / "build" / "releases"
    assert find_record(made / SECOND, records(released)).name == records(released)[-1].name
    for folder, known in ((made / FIRST, records(released)), (made / SECOND, [])):
        with pytest.raises(DisclosureError, match="site-release"):
            find_record(folder, known)
    shutil.copytree(made / SECOND, tmp_path / SECOND)
    (tmp_path / SECOND / "changes.csv").write_text("other")
    with pytest.raises(DisclosureError, match=r"changes\.csv.*is not the file that was released"):
        list(released_files(tmp_path / SECOND, records(released)[-1]))


def test_a_package_that_was_never_released_is_refused(released: Path) -> None:
    disclosure = read_disclosure(next((released / "datapackage").glob("*/*")))
    first, second = records(released)
    judge_shown(disclosure, second)
    for record in (first, replace(second, packages=())):
        with pytest.raises(DisclosureError, match="site-release"):
            judge_shown(disclosure, record)


# --- pages -----------------------------------------------------------------------------------------


def test_a_disclosure_tells_its_versions_their_causes_and_their_releases(released: Path) -> None:
    disclosure = read_disclosure(next((released / "datapackage").glob("*/*")))
    told = {
        "zh": ("公布者修订了文档", "1 个数值不同", "首次发布"),
        "en": ("the publisher revised the document", "1 value changed", "first version"),
    }
    for lang, texts in told.items():
        section = history_section(disclosure, Links(f"d/{disclosure.name}/", lang), records(released))
        assert all(text in section for text in texts)
        assert section.index("1.0.1") < section.index("1.0.0")
        assert f"data/{disclosure.name}/changes/1.0.1.csv" in section
        assert [name in section for name in (f"#{FIRST}", f"#{SECOND}")] == [True, True]
    without = history_section(disclosure, Links(f"d/{disclosure.name}/", "zh"))
    assert without.count("尚未发布") == 2


def test_a_package_with_one_version_says_so(tmp_path: Path) -> None:
    folder = convert(start_project(tmp_path / "project", 2), text_of(2))
    section = history_section(read_disclosure(folder), Links(f"d/{folder.name}/", "zh"))
    assert "首次发布" in section
    assert "<details" not in section


def test_hostile_records_and_changes_are_escaped(released: Path) -> None:
    record = records(released)[-1]
    package = replace(record.packages[0], title=HOSTILE, title_en=HOSTILE)
    gone = Withdrawn("000000-x00000000-2023-dept-budget", "1.0.0", HOSTILE, HOSTILE)
    hostile = replace(record, packages=(package,), withdrawn=(gone,))
    for lang in ("zh", "en"):
        body = releases_page(Releases((hostile,), {package.name}, SECOND), lang).body
        assert "<script" not in body
        assert "{{" not in body
        assert body.count("alert(1)") == 2
    disclosure = read_disclosure(next((released / "datapackage").glob("*/*")))
    package = disclosure.package
    changes = package.files["changes/1.0.1.csv"].decode().splitlines()
    spoilt = [
        re.sub(r"^(.*?),changed,amount_yuan,[^,]*,", r"\1,changed,amount_yuan,<script>x</script>,", line)
        for line in changes
    ]
    assert spoilt != changes
    files = {**package.files, "changes/1.0.1.csv": "\n".join(spoilt).encode()}
    hostile_package = PublishedPackage(package.name, files, package.where)
    section = history_section(replace(disclosure, package=hostile_package), Links("d/x/", "zh"))
    assert "<script" not in section
    assert "&lt;script&gt;x" in section


def test_without_a_release_the_page_says_so() -> None:
    assert "还没有发布" in releases_page(Releases(), "zh").body
    assert "There is no release yet" in releases_page(Releases(), "en").body


def test_many_packages_are_folded(released: Path) -> None:
    record = records(released)[0]
    many = tuple(replace(record.packages[0], name=f"x{number}") for number in range(30))
    body = releases_page(Releases((replace(record, packages=many),)), "zh").body
    assert "<summary>新增: 30</summary>" in body
    assert "<h3>新增</h3>" not in body


def test_the_feed_says_why_a_package_changed(released: Path) -> None:
    first, second = map(as_news, records(released))
    assert first.reasons == {}
    ((reason, reason_en),) = second.reasons.values()
    assert reason.startswith("公布者修订了文档，1 个数值不同")
    assert reason_en.startswith("the publisher revised the document, 1 value changed")
    (package,) = records(released)[1].packages
    assert second.titles == {package.name: (package.title, package.title_en)}
    package = ReleasedPackage("n", "t", "t", "2.0.0", "0" * 64, "1.0.0", {"schema_changed": 0}, {})
    assert as_news(replace(records(released)[1], packages=(package,))).reasons["n"][0] == "数据结构变动"
    gone = Withdrawn(package.name, "1.0.0", "含个人信息", "holds personal data")
    taken = as_news(replace(records(released)[1], packages=(), withdrawn=(gone,)))
    assert taken.withdrawn == {package.name: ("含个人信息", "holds personal data")}


def test_the_portal_of_a_release_names_it_its_dates_and_what_stays(
    released: Path, written: Path, tmp_path: Path
) -> None:
    first, second = records(released)
    root, made = released / "datapackage", released / "build" / "releases" / SECOND
    there = "https://example.org/mingzhang/"
    report = assemble_site(root, written, tmp_path / "docs", address=f"{there}{SECOND}", release=made)
    assert not report.errors
    catalog = json.loads((tmp_path / "docs" / "catalog.json").read_bytes())
    assert (catalog["release"], catalog["date"], catalog["id"]) == (SECOND, second.date, f"{there}latest/")
    (package,) = catalog["packages"]
    assert (package["issued"], package["modified"]) == (first.date, second.date)
    harvested = json.loads((tmp_path / "docs" / "catalog.jsonld").read_bytes())
    everything, dataset = harvested["dcat:dataset"]
    assert (harvested["@id"], dataset["@id"]) == (catalog["id"], package["id"])
    assert package["id"] == f"{there}latest/d/{package['name']}/#dataset"
    listed = {file["address"] for file in catalog["files"]}
    assert {one["dcat:downloadURL"]["@id"] for one in everything["dcat:distribution"]} == listed
    feed = (tmp_path / "docs" / "feed.xml").read_text(encoding="utf-8")
    assert f'href="{there}latest/releases/#{SECOND}"' in feed
    for anchor in re.findall(r"releases/#([\d.]+)", feed):
        assert f'<h2 id="{anchor}">' in (tmp_path / "docs" / "releases" / "index.md").read_text(encoding="utf-8")


def test_where_the_newest_release_is_follows_from_the_address(released: Path) -> None:
    first, second = (replace(record, portal="https://example.org/m/") for record in records(released))
    beside, newest = "https://example.org/m/", "https://example.org/m/latest/"
    for url, release, wanted in (
        (f"{beside}{SECOND}/", second, newest),
        (f"{beside}main/", None, newest),
        (beside, None, ""),
        ("https://elsewhere.example.org/", None, ""),
        ("https://elsewhere.example.org/", second, ""),
        ("", second, ""),
    ):
        assert site_of(Site(url), (first, second), release).newest == wanted, url
    told = site_of(Site(), (first, second), None)
    assert (told.release, told.date, told.issued) == ("", "", first.date)


# --- what make refuses -----------------------------------------------------------------------------


def deploy(project: Path, version: str, url: str = "") -> subprocess.CompletedProcess[str]:
    shutil.copy(REPOSITORY / "Makefile", project)
    command = ["make", "--assume-old", "environment/.set-up", "VENV=environment", "-C", str(project), "deploy"]
    environment = {**ENVIRONMENT, "MINGZHANG_SITE_URL": url}
    return subprocess.run(
        [*command, f"VERSION={version}"], capture_output=True, text=True, env=environment, check=False
    )


@pytest.mark.parametrize("version", ["", "2026.10.9", "2026.10.3"])
def test_only_a_release_whose_record_is_committed_is_deployed(released: Path, tmp_path: Path, version: str) -> None:
    project = tmp_path / "project"
    shutil.copytree(released, project)
    (project / RECORDS / "2026.10.3.json").write_text("not committed")
    done = deploy(project, version)
    assert done.returncode != 0
    assert "There is no committed release" in done.stderr


def test_a_release_is_deployed_once(released: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(released, project)
    git(project, "checkout", "-q", "--orphan", "gh-pages")
    git(project, "rm", "-rqf", ".")
    (project / SECOND).mkdir()
    (project / SECOND / "index.html").write_text("deployed")
    git(project, "add", "-f", f"{SECOND}/index.html")
    git(project, "commit", "-q", "-m", "deployed")
    git(project, "checkout", "-q", "main")
    done = deploy(project, SECOND)
    assert done.returncode != 0
    assert "deployed already" in done.stderr


def test_a_portal_without_an_address_is_not_deployed(released: Path, tmp_path: Path) -> None:
    """Canonical links, the feed and the page for wrong addresses would lead nowhere."""
    project = tmp_path / "project"
    shutil.copytree(released, project)
    done = deploy(project, SECOND)
    assert done.returncode != 0
    assert "MINGZHANG_SITE_URL is not set" in done.stderr


MIKE = """\
#!/bin/sh
# what mike leaves behind, without building: a version, its copy, and a page that leads there
[ "$1" = deploy ] || exit 0
page=$(echo "missing in $5" | git hash-object -w --stdin)
folder=$(printf '100644 blob %s\\t404.html\\n' "$page" | git mktree)
before=$(git rev-parse --verify --quiet refs/heads/gh-pages)
tree=$({ [ -z "$before" ] || git ls-tree "$before" | grep -v latest
  printf '040000 tree %s\\tlatest\\n040000 tree %s\\t%s\\n' "$folder" "$folder" "$5"; } | git mktree)
git update-ref refs/heads/gh-pages "$(git commit-tree ${before:+-p "$before"} -m mike "$tree")"
"""


def test_the_page_for_wrong_addresses_of_the_newest_release_stands_at_the_root(released: Path, tmp_path: Path) -> None:
    """GitHub Pages looks for it nowhere else. Everything else stays as mike left it, and no clock is read."""
    project = tmp_path / "project"
    shutil.copytree(released, project)
    programs = project / "environment" / "bin"
    programs.mkdir(parents=True)
    for name, text in (("mingzhang", "#!/bin/sh\n"), ("mike", MIKE)):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    for version in (FIRST, SECOND):
        done = deploy(project, version, "https://portal.example/budgets")
        assert done.returncode == 0, done.stderr
        assert git(project, "show", "gh-pages:404.html") == f"missing in {version}\n"
        assert git(project, "show", "gh-pages:404.html") == git(project, "show", "gh-pages:latest/404.html")
    assert git(project, "ls-tree", "--name-only", "gh-pages").split() == [FIRST, SECOND, "404.html", "latest"]
    assert git(project, "show", f"gh-pages:{FIRST}/404.html") == f"missing in {FIRST}\n"
    dates = git(project, "log", "-1", "--format=%aI %cI", "gh-pages").split()
    assert dates == git(project, "log", "-1", "--format=%cI %cI", "main").split()
