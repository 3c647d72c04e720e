"""No page is heavy: a disclosure, whole, stays under 150 KB compressed, as does every other kind of page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kinds import ALL
from tests.page_weight import weigh
from tests.portal import PACKAGES
from tests.portals import published_portal

MOST_BYTES = 150_000
MOST_BLOCKING = 6
"""Files that the first view waits for."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_portal(tmp_path_factory)


def test_every_disclosure_is_light_in_both_languages(site: Path) -> None:
    pages = [path.parent.relative_to(site).as_posix() for path in sorted(site.glob("**/d/*/index.html"))]
    assert len(pages) == 2 * len(list(PACKAGES.glob("*/*/datapackage.json")))
    weights = {page: weigh(site, page) for page in pages}
    assert {page: weight.total for page, weight in weights.items() if weight.total >= MOST_BYTES} == {}


def test_every_kind_of_page_is_light_and_waits_for_few_files(site: Path) -> None:
    for address in dict.fromkeys(address.split("?")[0] for address in ALL):
        weight = weigh(site, address)
        assert weight.total < MOST_BYTES, (address, weight)
        assert 0 < len(weight.blocking) <= MOST_BLOCKING, (address, weight)
        assert not weight.late, (address, "the page names every module it needs", weight)


def test_sources_are_light_however_long(site: Path) -> None:
    pages = [path.parent.relative_to(site).as_posix() for path in sorted(site.glob("d/*/source/index.html"))]
    assert pages
    assert {page: weigh(site, page).total for page in pages if weigh(site, page).total >= MOST_BYTES} == {}
