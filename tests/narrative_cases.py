"""Helpers for the tests of the narrative: the five packages, and examples as pytest cases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from mingzhang.ground.source import Source
from mingzhang.narrative import NarrativeReading, Statement, notation, read_narrative, read_text
from mingzhang.narrative.labels import Example
from mingzhang.readers import read_file
from mingzhang.recognise.document import read_document
from mingzhang.recognise.identity import identify
from mingzhang.recognise.titles import is_title

PACKAGES = Path(__file__).parents[1] / "datapackage"
NAMES = (
    "140404-002-2023-dept-budget",
    "141123-014-2023-dept-budget",
    "140900-103-2023-unit-budget",
    "140214-003-2023-dept-budget",
    "140404-001-2023-unit-final",
)


@cache
def packaged(name: str) -> tuple[Source, NarrativeReading]:
    """The source of a package and its narrative."""
    source = read_file(PACKAGES / name[:6] / name / "source.txt")
    document = read_document(source, is_title)
    return source, read_narrative(source, identify(source), document)


def short(statement: Statement, expected: str) -> str:
    """A statement in the notation of an example, without the side where the example leaves it out."""
    full = notation(statement)
    return full if "/" in expected else re.sub(r"/(revenue|expenditure)$", "", full)


def check_example(example: Example) -> None:
    """The example must yield its statements, in order, and no others."""
    found = list(read_text(example.text, example.section, example.kind))
    names = [short(s, e) for s, e in zip(found, example.yields, strict=False)]
    extra = [notation(s) for s in found[len(names) :]]
    assert (*names, *extra) == example.yields


def cases(described: Iterable[tuple[str, Iterable[Example]]]) -> Iterator[object]:
    """One pytest case an example."""
    for name, examples in described:
        for number, example in enumerate(examples, 1):
            yield pytest.param(example, id=f"{name}-{number}")
