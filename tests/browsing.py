"""A real browser on a served folder, and what a page did there besides showing itself."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
BELOW = "some/repo"


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium, as it is installed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


def need_chromium() -> None:
    """Skip the test on a machine without Chromium; CI has to have it."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing on CI: the portal was not looked at")
        pytest.skip("NO CHROMIUM: the portal was not looked at in a browser; apt-get install chromium")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Answers without a word in the log."""

    def log_message(self, format: str, *arguments: object) -> None:
        pass


class Patient(http.server.ThreadingHTTPServer):
    """Lets many connections wait: a page asks for its modules all at once, and a busy machine answers late."""

    request_queue_size = 128


@contextmanager
def serving(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """A folder on a free port of this machine; its address, which ends with a slash."""
    with Patient(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def serve(site: Path, folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve a site below a path, as GitHub Pages does; yields the address of its home."""
    place = folder / BELOW
    place.parent.mkdir(parents=True)
    place.symlink_to(site)
    with serving(folder, handler) as address:
        yield f"{address}{BELOW}/"


class Watch:
    """What a page did besides showing itself: messages, errors, requests."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.host = urlsplit(base).netloc
        self.trouble: list[str] = []
        self.requests: list[str] = []
        context.on("request", lambda request: self._request(request.url))
        context.on("response", lambda response: self._response(response.status, response.url))
        context.on("console", lambda message: self.trouble.append(message.text))
        context.on("weberror", lambda error: self.trouble.append(str(error.error)))

    def _request(self, url: str) -> None:
        self.requests.append(url)
        if urlsplit(url).netloc != self.host:
            self.trouble.append(f"asked {url}")

    def _response(self, status: int, url: str) -> None:
        if status >= 400:
            self.trouble.append(f"{status} {url}")
