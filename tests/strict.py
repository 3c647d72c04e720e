"""The portal served as a careful host would: with the strict Content-Security-Policy as a header."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

IN_PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""What every page says itself, for hosts that send no headers."""
POLICY = f"{IN_PAGES}; frame-ancestors 'none'"
"""What a host can send: the same, and that no other site may frame a page (a header alone can say that)."""

NOTE_VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", event => violations.push(
  event.effectiveDirective + " " + event.blockedURI + " " + (event.sample || "")), true);
"""
"""A script for Playwright that keeps in `window.violations` what the policy refused."""


class _Strict(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def serve_strictly(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site below a path, with the header on everything; yields the address of its home."""
    place = folder / "some" / "repo"
    place.parent.mkdir(parents=True)
    place.symlink_to(site)
    handler = functools.partial(_Strict, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/some/repo/"
        server.shutdown()
        thread.join()
