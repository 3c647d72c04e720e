"""Generated disclosures and what is read in them, each made once for the tests of one worker; nobody changes them."""

from __future__ import annotations

from functools import cache

from mingzhang.convert.pipeline import Conversion

from tests.documents import convert
from tests.generator import Document, generate

CLEAN: frozenset[str] = frozenset()


@cache
def generated(seed: int, hazards: frozenset[str] | None = None) -> Document:
    """The disclosure of a seed: with its own hazards, or with those given."""
    return generate(seed, hazards=hazards)


@cache
def conversion(seed: int, hazards: frozenset[str] | None = None) -> Conversion:
    """All stages on it."""
    return convert(generated(seed, hazards).text)
