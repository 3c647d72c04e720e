"""Ways to spoil a document so that a reader has to report instead of crash or guess.

Each function takes the text and its own random numbers and returns the new text with what was done. Truth of
the generator no longer holds for the damaged part.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from . import budget_tables, final_tables

MALFORMED = ("1,31.62", "12..5", "一百万", "1.313.62", "１２，５", "12.5.", "--5", "1e5", "NaN", "0x1F", "∞")
HOSTILE = (
    "<script>alert('x')</script>",
    '"><img src=x onerror=alert(1)>',
    "[点击](javascript:alert(1))",
    "![](http://example.invalid/x.png)",
    "| a | b |\n|---|---|",
    "{{ config.items() }}",
    "{% raw %}{{ 7*7 }}{% endraw %}",
    "=cmd|'/c calc'!A1",
    "+1+1",
    "@SUM(A1:A9)",
    "../../etc/passwd",
    "..\\..\\windows",
    "a/b\x00c",
    "'; DROP TABLE facts;--",
    "\u202e倒写\u202c",
    "&lt;b&gt;",
    "-" * 300,
)
_TITLES = frozenset((*budget_tables.TITLES.values(), *final_tables.TITLES.values()))
_PLAIN_TITLES = frozenset(title.removeprefix("{year}年") for title in _TITLES)
_AMOUNT = re.compile(r"^-?[\d,]+\.\d+$")
_PROJECT = re.compile(r"^[^\t]{2,}\t-?[\d,]+\.\d\d\t-?[\d,]+\.\d\d\t")


@dataclass(frozen=True, slots=True)
class Damage:
    """The spoiled text, the kind of damage, what was put where (1-based line and cell; 0 = not a cell)."""

    text: str
    kind: str
    detail: str
    line: int = 0
    cell: int = 0


def _title_lines(lines: list[str]) -> list[int]:
    """Indexes of body titles: exact text, no dots or page number behind it."""
    return [
        at
        for at, line in enumerate(lines)
        if re.sub(r"^20\d\d年", "", line.replace(" ", "").lstrip("#")) in _PLAIN_TITLES
    ]


def _put(lines: list[str], at: int, cell: int, text: str) -> str:
    cells = lines[at].split("\t")
    cells[cell] = text
    return "\n".join([*lines[:at], "\t".join(cells), *lines[at + 1 :]])


def truncate(text: str, rng: Random) -> Damage:
    """Cut the document off after a random line."""
    lines = text.split("\n")
    at = rng.randint(1, len(lines) - 1)
    return Damage("\n".join(lines[:at]), "truncate", f"only the first {at} of {len(lines)} lines", at)


def drop_title(text: str, rng: Random) -> Damage:
    """Remove the title line of a table; its rows stay."""
    lines = text.split("\n")
    at = rng.choice(_title_lines(lines))
    return Damage("\n".join(lines[:at] + lines[at + 1 :]), "drop_title", lines[at], at + 1)


def concatenate(text: str, other: str) -> Damage:
    """Two disclosures in one file."""
    return Damage(f"{text}\n{other}", "concatenate", "a second document follows", text.count("\n") + 2)


def misdate_title(text: str, rng: Random) -> Damage:
    """Another year in one title; titles of final accounts have none, so their cover is misdated."""
    lines = text.split("\n")
    dated = [at for at in _title_lines(lines) if re.match(r"\W*20\d\d年", lines[at])]
    if not dated:
        dated = [next(at for at, line in enumerate(lines) if re.search(r"20\d\d年度", line))]
    at = rng.choice(dated)
    old = re.search(r"20\d\d", lines[at])
    assert old
    year = str(int(old.group()) + rng.choice((-3, -1, 1, 10)))
    lines[at] = lines[at].replace(old.group(), year, 1)
    return Damage("\n".join(lines), "misdate_title", f"{old.group()} became {year}", at + 1)


def malform_amount(text: str, rng: Random) -> Damage:
    """A cell that held an amount of a standard table holds something that is not a number."""
    lines = text.split("\n")
    first = _title_lines(lines)[0]
    last = next((at for at, line in enumerate(lines) if at > first and "第三部分" in line), len(lines))
    places = [
        (at, cell)
        for at in range(first, last)
        for cell, content in enumerate(lines[at].split("\t"))
        if _AMOUNT.match(content)
    ]
    at, cell = rng.choice(places)
    bad = rng.choice(MALFORMED)
    return Damage(_put(lines, at, cell, bad), "malform_amount", bad, at + 1, cell + 1)


def insert_hostile_text(text: str, rng: Random) -> Damage:
    """Hostile text behind the name of a project, unit or 三公 item; final accounts: behind the entity."""
    lines = text.split("\n")
    places = [at for at, line in enumerate(lines) if _PROJECT.match(line) and not line.startswith("2")]
    bad = rng.choice(HOSTILE)
    if not places:
        return rename_entity(text, bad)
    at = rng.choice(places)
    name = lines[at].split("\t")[0]
    return Damage(_put(lines, at, 0, f"{name}{bad}"), "insert_hostile_text", bad, at + 1, 1)


def rename_entity(text: str, bad: str) -> Damage:
    """Hostile text behind the entity's name, wherever a table states it."""
    spoiled = re.sub(r"((?:部门|单位)名称[：:][^\n]+)", lambda found: found.group() + bad, text)
    return Damage(spoiled, "rename_entity", bad)


DAMAGES: tuple[Callable[[str, Random], Damage], ...] = (
    truncate,
    drop_title,
    misdate_title,
    malform_amount,
    insert_hostile_text,
)


def damage(text: str, rng: Random) -> Damage:
    """One random damage (concatenation aside, which needs a second document)."""
    return rng.choice(DAMAGES)(text, rng)
