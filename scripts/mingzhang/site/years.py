"""Family Y over the catalog: the disclosures of one unit beside each other, one unit at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mingzhang.checking.published import read_published
from mingzhang.checks.base import Category
from mingzhang.checks.years import PairFinding, Published, compare_packages
from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.descriptor import read_descriptor
from mingzhang.packages.published import package_at
from mingzhang.site.catalog import place_of
from mingzhang.site.published_parts import FoundFinding


@dataclass(frozen=True, slots=True)
class YearFinding(FoundFinding):
    """A finding between two packages: every place has its package, and its line as it stands in that source."""

    pair: tuple[str, str] = ("", "")
    packages: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing found: everything that tells something, by either package, and counts of all instances."""

    findings: Mapping[str, tuple[YearFinding, ...]]
    tally: Mapping[tuple[str, str, Category], int]
    pairs: int
    errors: tuple[DisclosureError, ...]


def compare_catalog(folders: Iterable[Path]) -> Compared:
    """Compare all packages that have a counterpart; only those of one unit are in memory at a time.

    A package whose descriptor cannot be read is left out here: whoever shows it reports it.
    """
    found: dict[str, list[YearFinding]] = {}
    tally: Counter[tuple[str, str, Category]] = Counter()
    errors: list[DisclosureError] = []
    pairs = 0
    for unit in _units(folders):
        sources: dict[str, Sequence[str]] = {}
        comparison = compare_packages(_published(unit, sources, errors))
        tally.update((finding.check, finding.status, finding.category) for finding in comparison.findings)
        pairs += len({(finding.left_package, finding.right_package) for finding in comparison.findings})
        for finding in comparison.findings:
            if finding.category:
                shown = _shown(finding, sources)
                for package in shown.pair:
                    found.setdefault(package, []).append(shown)
    return Compared({name: tuple(told) for name, told in found.items()}, tally, pairs, tuple(errors))


def _units(folders: Iterable[Path]) -> Iterator[list[Path]]:
    """Folders whose packages share division and scope, and name or code, with another: `pairs_of` pairs no others."""
    keys_of = {folder: _keys(folder) for folder in folders}
    group_of: dict[tuple[str, ...], list[Path]] = {}
    for folder, keys in keys_of.items():
        joined = [folder]
        for group in {id(group_of[key]): group_of[key] for key in keys if key in group_of}.values():
            joined += group
        group_of.update((key, joined) for member in joined for key in keys_of[member])
    groups = {id(group): group for group in group_of.values()}
    yield from sorted(sorted(group) for group in groups.values() if len(group) > 1)


def _keys(folder: Path) -> list[tuple[str, ...]]:
    try:
        identity = read_descriptor(folder).get("identity")
    except DisclosureError:
        return []
    if not isinstance(identity, dict):
        return []
    unit = str(identity.get("division_code")), str(identity.get("scope"))
    return [(*unit, name, str(identity.get(name))) for name in ("agency_name_normalised", "agency_code")]


def _published(
    unit: Sequence[Path], sources: dict[str, Sequence[str]], errors: list[DisclosureError]
) -> Iterator[Published]:
    for folder in unit:
        try:
            found = package_at(folder)
            package = read_published(found)
            sources[package.name] = found.source.lines
        except DisclosureError as error:
            errors.append(error)
        else:
            yield package


def _shown(finding: PairFinding, sources: Mapping[str, Sequence[str]]) -> YearFinding:
    places = [place_of(place.locator) for place in finding.places]
    packages = tuple(place.package for place in finding.places)
    lines = [
        sources[package][place.line - 1] if place.line <= len(sources[package]) else ""
        for package, place in zip(packages, places, strict=True)
    ]
    return YearFinding(
        check=finding.check,
        instance=f"{finding.left_package}/{finding.right_package}/{finding.instance}",
        status=finding.status,
        severity=finding.severity,
        attribution=finding.attribution,
        message=finding.message_zh,
        message_en=finding.message_en,
        places=tuple(places),
        left=(finding.left, finding.left_value),
        right=(finding.right, finding.right_value),
        difference=finding.difference,
        tolerance=finding.tolerance,
        pair=(finding.left_package, finding.right_package),
        packages=packages,
        lines=tuple(lines),
    )
