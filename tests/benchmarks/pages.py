"""How fast a visitor sees each kind of page, and what it costs to fetch.

A built portal is served on this machine; Chromium's processor is throttled four times; each page is
opened with an empty cache. The time is that of the first contentful paint, the median of three.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Browser

from tests.browsing import CHROMIUM, PHONE, launched
from tests.kinds import ALL
from tests.page_weight import weigh
from tests.portal import PACKAGES, build_site
from tests.strict import serve_strictly

TIMES = 3
SLOWER = 4
_FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
_PAUSE = 20


def print_every_kind(folder: Path) -> None:
    """Build the portal of the published packages and open every kind of page in both languages."""
    folder.mkdir(exist_ok=True)
    print_pages(build_site(PACKAGES, folder), folder, ALL)


def print_pages(site: Path, folder: Path, addresses: Iterable[str]) -> None:
    """Open pages of a built portal, print a line for each; without Chromium, say so."""
    if CHROMIUM is None:
        print("no Chromium on this machine, so no page was opened (apt-get install chromium)\n")
        return
    print(f"{'page':<62} {'page KB':>8} {'all KB':>8} {'requests':>8} {'first paint ms':>14}")
    with launched() as browser:
        for base in serve_strictly(site, folder / "served"):
            for address in addresses:
                weight = weigh(site, address.split("?")[0])
                requests, paint = _open(browser, base + address)
                print(
                    f"{address or 'home':<62} {weight.page / 1000:>8.1f} {weight.total / 1000:>8.1f} "
                    f"{requests:>8} {paint:>14.0f}",
                    flush=True,
                )
    print()


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
        while (
            paint := page.evaluate(_FIRST_PAINT)
        ) is None:  # what waits in the page would need eval, which it forbids
            page.wait_for_timeout(_PAUSE)
        paints.append(float(paint))
        requests = len(asked)
        context.close()
    return requests, statistics.median(paints)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="mingzhang-pages-") as made:
        print_every_kind(Path(made))
