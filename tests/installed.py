"""What `make` installs: everything that pyproject.toml asks for, and what that asks for in its turn."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]


@cache
def pins() -> dict[str, str]:
    """The exact version of every package in constraints.txt, by its canonical name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    listed = [line.partition("==") for line in lines if not line.startswith("#")]
    return {canonicalize_name(name): version for name, _, version in listed}


@cache
def wanted(extra: str = "dev") -> dict[str, list[Requirement]]:
    """Every package that an installation with this extra brings here, with all that is asked of it."""
    found: dict[str, list[Requirement]] = {}
    seen: set[str] = set()
    for one in _all_of([*PROJECT["dependencies"], *EXTRAS[extra]], "", seen):
        found.setdefault(canonicalize_name(one.name), []).append(one)
    return found


def _all_of(lines: Iterable[str], extra: str, seen: set[str]) -> Iterator[Requirement]:
    for one in map(Requirement, lines):
        if one.marker is not None and not one.marker.evaluate({"extra": extra}):
            continue
        if one.name == PROJECT["name"]:
            for named in one.extras:
                yield from _all_of(EXTRAS[named], named, seen)
            continue
        yield one
        for asked in ("", *one.extras):
            if (key := f"{canonicalize_name(one.name)}[{asked}]") not in seen:
                seen.add(key)
                yield from _all_of(_asked_by(one.name), asked, seen)


def _asked_by(name: str) -> list[str]:
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []


def version_here(name: str) -> str:
    """The version installed here, blank where there is none."""
    try:
        return distribution(name).version
    except PackageNotFoundError:
        return ""
