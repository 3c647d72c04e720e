"""What all tests share: the order of a run, what stays together in it, and how many examples hypothesis draws.

Hypothesis draws the same examples in CI every time, and new ones on a developer's machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.suite import group_of, order_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browsing import Watch

settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist, which reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the files of tests, and keep those of one file on one worker where they share what is slow to make."""
    items.sort(key=lambda item: order_of(item.path.stem))
    for item in items:
        if group := group_of(item.path.stem):
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for one file of tests."""
    from tests.browsing import launched, need_chromium

    need_chromium()
    with launched() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[tuple[Page, Watch]]:
    """A page on a phone, and what it does; in the end nothing may have gone wrong. `base` is the file's own."""
    from tests.browsing import PHONE, Watch

    context = browser.new_context(viewport=PHONE)
    watch = Watch(context, base)
    yield context.new_page(), watch
    context.close()
    assert not watch.trouble


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published repository, which nobody changes."""
    from tests.contributions import published

    return published(tmp_path_factory.mktemp("published"))


@pytest.fixture
def fork(template: Path, tmp_path: Path) -> Path:
    """A contributor's copy of it."""
    from tests.contributions import copied

    return copied(template, tmp_path)


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What tests convert is not remembered among what this user converted."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINGZHANG_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
