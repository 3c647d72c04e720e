"""The portal served as a careful host would: with the strict Content-Security-Policy as a header."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.browsing import Quiet, serve

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


class _Strict(Quiet):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


def serve_strictly(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site below a path, with the header on everything; yields the address of its home."""
    yield from serve(site, folder, _Strict)
