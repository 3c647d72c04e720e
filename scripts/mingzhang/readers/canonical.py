"""The canonical form of a source (DESIGN, "The canonical source"): one text however it was saved.

What is done, and nothing else:

* LF, CRLF and CR end a line. Exactly one LF stands at the end; blank lines at the end go.
* A form feed stands on a line of its own.
* VT, NEL (U+0085), U+2028 and U+2029 become a space: they must not make lines, and `12`, VT, `34`
  must not silently become the number 1234.
* Invisible characters are removed one and all: zero-width, soft hyphen, variation selectors, tags,
  and the controls of writing direction, which can make a figure look like another one.
* Other control characters and non-characters are an error that names the line.
* NFC. TAB, NO-BREAK SPACE and IDEOGRAPHIC SPACE stay; later stages strip what they read.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.joined import join_files, split_files

MAX_LINE_BYTES = 1024 * 1024
MAX_CELLS = 500_000  # lines and cells together: each can become a finding, so they bound memory, not bytes
_MAX_MARKS = 64  # combining marks in a row; more makes NFC slow (quadratic) and is no writing

_SEPARATORS = "\x0b\x85\u2028\u2029"
_INVISIBLE = (
    "\xad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
)
_FORBIDDEN = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
_SEPARATOR = re.compile(f"[{_SEPARATORS}]")
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_CONTROL = re.compile(f"[{_FORBIDDEN}]")
_UNUSUAL = re.compile(f"[{_SEPARATORS}{_INVISIBLE}{_FORBIDDEN}]")


def canonicalise(text: str, path: Path) -> str:
    """The canonical form of a decoded text; doing it twice changes nothing.

    Raises `DisclosureError`: `read-empty`, `read-control`, `read-line-too-long`,
    `read-too-many-cells`.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNUSUAL.search(text):
        text = _clean(text, path)
    if "\f" in text:
        text = "\n".join("\n".join(_isolate_form_feeds(line)) for line in text.split("\n"))
    text = _compose(text.rstrip("\n") + "\n", path)
    if not text.strip():
        raise DisclosureError("read-empty", "the file holds only white space", path, None, "the text of a disclosure")
    _check_line_lengths(text, path)
    check_cells(text, path)
    return text


def canonicalise_files(text: str, path: Path) -> str:
    """The canonical form of the text of several files (see `ground.joined`): each for itself, their names as they are.

    Raises what `canonicalise` raises, with the line of the whole text.
    """
    texts, names = split_files(text)
    made, before = [], 0
    for part in texts:
        try:
            made.append(canonicalise(part, path))
        except DisclosureError as error:
            error.line = before + error.line if error.line else before or None
            raise
        before += part.count("\n") + 1
    whole = join_files(made, ["", *names])
    check_cells(whole, path)
    return whole


def split_line(line: str) -> list[str]:
    """The lines that a line of a reader (ended by LF) becomes, before blank lines at the end go."""
    visible = _HIDDEN.sub("", line.removesuffix("\r"))
    return [part for piece in visible.split("\r") for part in _isolate_form_feeds(piece)]


def _clean(text: str, path: Path) -> str:
    text = _HIDDEN.sub("", _SEPARATOR.sub(" ", text))
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"control character U+{ord(found.group()):04X}"
        raise DisclosureError("read-control", message, path, line, "text", "remove it or convert the document again")
    return text


def _isolate_form_feeds(line: str) -> list[str]:
    """`a\\fb` → three lines; a form feed that stands alone stays as it is."""
    if "\f" not in line:
        return [line]
    first, *others = line.split("\f")
    parts = [first] if first else []
    for other in others:
        parts += ["\f", other] if other else ["\f"]
    return parts


def _compose(text: str, path: Path) -> str:
    if unicodedata.is_normalized("NFC", text):
        return text
    for marks, run in groupby(text, key=lambda char: unicodedata.combining(char) > 0):
        if marks and len(list(run)) > _MAX_MARKS:
            message = f"more than {_MAX_MARKS} combining marks in a row"
            raise DisclosureError("read-control", message, path, None, "text", "remove them")
    return unicodedata.normalize("NFC", text)


def check_cells(text: str, path: Path) -> None:
    """Refuse a text of too many lines and cells (`read-too-many-cells`)."""
    if len(text) > MAX_CELLS and (found := text.count("\n") + text.count("\t")) > MAX_CELLS:
        message = f"the text has {found} lines and cells"
        remedy = "give one disclosure per file; one of a thousand lines is usual"
        raise DisclosureError("read-too-many-cells", message, path, None, f"at most {MAX_CELLS}", remedy)


def _check_line_lengths(text: str, path: Path) -> None:
    if len(text) * 4 <= MAX_LINE_BYTES:  # a character has at most four bytes
        return
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) * 4 > MAX_LINE_BYTES and len(line.encode("utf-8")) > MAX_LINE_BYTES:
            message = f"a line of more than {MAX_LINE_BYTES} bytes"
            remedy = "write one paragraph or one table row per line"
            raise DisclosureError("read-line-too-long", message, path, number, "text in lines", remedy)
