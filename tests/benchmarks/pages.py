"""How fast a visitor sees each kind of page, and what it costs to fetch.

The portal of the five documents is served on this machine; Chromium's processor is throttled four times; each page is
opened with an empty cache. The time is that of the first contentful paint, the median of three.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.kinds import ALL
from tests.page_weight import weigh
from tests.portal import PACKAGES, build_site
from tests.strict import serve_strictly
from tests.test_browser import ARGUMENTS, CHROMIUM, PHONE

TIMES = 3
SLOWER = 4
_FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def print_pages(folder: Path) -> None:
    """Build the portal, open every kind of page, print a line for each."""
    folder.mkdir(exist_ok=True)
    site = build_site(PACKAGES, folder)
    print(f"{'page':<62} {'page KB':>8} {'all KB':>8} {'requests':>8} {'first paint ms':>14}")
    with _browser() as browser:
        for base in serve_strictly(site, folder / "served"):
            for address in ALL:
                weight = weigh(site, address.split("?")[0])
                requests, paint = _open(browser, base + address)
                print(
                    f"{address or 'home':<62} {weight.page / 1000:>8.1f} {weight.total / 1000:>8.1f} "
                    f"{requests:>8} {paint:>14.0f}"
                )


def _open(browser: Browser, url: str) -> tuple[int, float]:
    """Requests of one visit, and the median of the first paints in milliseconds."""
    paints, requests = [], 0
    for _ in range(TIMES):
        context = browser.new_context(viewport=PHONE)
        asked: list[str] = []
        context.on("request", lambda request, asked=asked: asked.append(request.url))
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(url, wait_until="networkidle")
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        paints.append(float(page.evaluate(_FIRST_PAINT)))
        requests = len(asked)
        context.close()
    return requests, statistics.median(paints)


@contextmanager
def _browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        raise SystemExit("no Chromium on this machine; apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="mingzhang-pages-") as made:
        print_pages(Path(made))
