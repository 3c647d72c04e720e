"""Contributed text made harmless for where it goes: spreadsheets, Markdown, HTML."""

from __future__ import annotations

import html
import re

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")  # full-width signs start formulas in East Asian editions
_BREAKS = re.compile(r"[\n\r\t]")
_UNSAFE = re.compile(r"\A[=+\-@＝＋－＠]|[\n\r\t]")

_NUMBER = re.compile(r"[-+－＋]?[\d.,．，]+[%％]?")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:^=&\"'@/])")
_SPACES = re.compile(r"\s+")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could run a text cell (plain numbers such as `-12.50` and a sign alone are none)."""
    return len(text) > 1 and text[0] in FORMULA_STARTS and _NUMBER.fullmatch(text) is None


def csv_text(text: str) -> str:
    """A text cell for CSV: on one line, and with an apostrophe before anything a spreadsheet would run.

    The rule is the OWASP one for CSV injection; it is stated in the data dictionary.
    """
    if _UNSAFE.search(text) is None:
        return text
    flat = _SPACES.sub(" ", text) if _BREAKS.search(text) else text
    return f"'{flat}" if is_formula(flat) else flat


def from_csv_text(cell: str) -> str:
    """The text a CSV cell stands for: without the apostrophe that `csv_text` put before it."""
    return cell[1:] if cell[:1] == "'" and is_formula(cell[1:]) else cell


def html_text(text: str) -> str:
    """Text for HTML content and attributes; also inert where a page is read as a Jinja template."""
    return html.escape(text, quote=True).replace("{", "&#123;").replace("}", "&#125;")


def markdown_text(text: str) -> str:
    """Text for Markdown, on one line: every character with a meaning becomes an HTML entity."""
    flat = _SPACES.sub(" ", text).strip()
    return _MARKDOWN.sub(lambda match: f"&#{ord(match.group())};", flat)
