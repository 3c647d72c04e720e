"""What commands print, how they show progress, and how they end: 0 clean, 1 findings, 2 could not process."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from mingzhang.ground.errors import DisclosureError

if TYPE_CHECKING:
    from mingzhang.ground.outcome import Outcome

CLEAN, FINDINGS, FAILED, INTERRUPTED = 0, 1, 2, 130

_CLEAN = "clean"
_FOUND = "errors or warnings were found (three of a check are printed; --json and checks.csv hold all)"
_FAILED = "something could not be processed (each error names the file, the line, and what to do)"
_STEP = 25  # documents between two lines of progress where nobody sees a bar

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls of C0 and C1, ends of lines and paragraphs, marks that turn the direction of writing, halves of pairs."""


def epilog(*examples: str, clean: str = _CLEAN, found: str = _FOUND, failed: str = _FAILED) -> str:
    """Examples and exit codes, at the end of a command's help; a blank meaning is of a code that it never ends with."""
    codes = [f"  {code}  {meaning}" for code, meaning in enumerate((clean, found, failed)) if meaning]
    shown = (f"  {example}" for example in examples)
    return "\n".join(["\b", "Examples:", *shown, "", "\b", "Exit codes:", *codes, ""])


def _printable(text: str) -> str:
    """One line that a terminal or a log shows as it is: what could move the cursor or turn the text is named."""
    return _CONTROL.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    number = ord(found.group())
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def out(text: str) -> None:
    """Data, to stdout."""
    _write(_printable(text), sys.stdout.encoding, to_stderr=False)


def err(text: str) -> None:
    """Messages, to stderr."""
    _write(_printable(text), sys.stderr.encoding, to_stderr=True)


@contextmanager
def failing() -> Iterator[None]:
    """What cannot be done ends the command: its error is told, and the code is `FAILED`."""
    try:
        yield
    except DisclosureError as error:
        err(f"error: {error}")
        sys.exit(FAILED)


def _write(text: str, encoding: str | None, *, to_stderr: bool) -> None:
    known = encoding or "utf-8"
    click.echo(text.encode(known, "backslashreplace").decode(known), err=to_stderr)


def out_json(value: dict[str, Any]) -> None:
    """One line of JSON; characters that stdout cannot show, or that would act on a terminal, are escaped.

    Bytes of a path that are no text are `?`.
    """
    text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
    text = _CONTROL.sub(lambda found: f"\\u{ord(found.group()):04x}", text)  # these stand inside strings only
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(json.loads(text))
    click.echo(text)


@dataclass
class Messages:
    """Messages go to stderr; progress is drawn on a terminal and told in plain lines elsewhere."""

    quiet: bool

    def say(self, text: str) -> None:
        """A message, unless only errors are wanted."""
        if not self.quiet:
            err(text)

    def follow(self, outcomes: Iterable[Outcome], total: int, doing: str) -> Iterator[Outcome]:
        """The outcomes as they come, with progress shown meanwhile."""
        if self.quiet or total < 2:
            yield from outcomes
        elif sys.stderr.isatty():
            yield from self._draw(outcomes, total, doing)
        else:
            yield from self._print_steps(outcomes, total, doing)

    def each(self, doing: str) -> Callable[[Iterable[str]], Iterable[str]]:
        """A way to go through things one by one, with progress shown."""

        def go(names: Iterable[str]) -> Iterator[str]:
            listed = list(names)
            for number, name in enumerate(listed, 1):
                yield name
                self.say(f"{doing}: {number} of {len(listed)}, {name}")

        return go

    def _draw(self, outcomes: Iterable[Outcome], total: int, doing: str) -> Iterator[Outcome]:
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(doing, total=total)
            for outcome in outcomes:
                progress.advance(task)
                yield outcome

    def _print_steps(self, outcomes: Iterable[Outcome], total: int, doing: str) -> Iterator[Outcome]:
        """A line now and then, so that a log of long work shows that it goes on."""
        step = max(_STEP, -(-total // 20))
        for done, outcome in enumerate(outcomes, 1):
            yield outcome
            if done % step == 0 and done < total:
                self.say(f"{doing}: {done} of {total}")


def exit_with(outcomes: list[Outcome]) -> None:
    """End with the code that the outcomes call for; return where all are clean."""
    if any(outcome.error for outcome in outcomes):
        sys.exit(FAILED)
    if any(outcome.has_findings for outcome in outcomes):
        sys.exit(FINDINGS)


PER_CHECK = 3
"""How many findings of one check are printed one by one; `--json` prints them all."""


def shortened(lines: Iterable[str], check_of: Callable[[str], str]) -> Iterator[str]:
    """The lines, at most `PER_CHECK` that follow each other for one check, and how many more there are."""
    for _, group in groupby(lines, check_of):
        own = list(group)
        yield from own[:PER_CHECK]
        if len(own) > PER_CHECK:
            yield and_more(len(own) - PER_CHECK)


def and_more(count: int) -> str:
    """What stands for findings that are not printed one by one."""
    return f"… and {count} more"
