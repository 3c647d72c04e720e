"""Which packages are to be checked, and which others of the same units they are compared with."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import ne
from pathlib import Path

from mingzhang.checking.ledger import Checked, check_document, check_package
from mingzhang.checks.years import Comparison, compare_packages
from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.outcome import defect
from mingzhang.packages.descriptor import DESCRIPTOR
from mingzhang.packages.published import package_at
from mingzhang.packages.store import find_packages
from mingzhang.readers.port import Run, run_here
from mingzhang.recognise.identity import NO_OVERRIDES, Overrides

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Batch:
    """What was asked for in one division, their neighbours, and what comparing them found."""

    asked: tuple[Checked, ...]
    neighbours: tuple[Checked, ...]
    comparison: Comparison
    errors: tuple[DisclosureError, ...]

    @property
    def packages(self) -> dict[str, Checked]:
        """Everything read, by the package's name."""
        return {checked.name: checked for checked in (*self.neighbours, *self.asked)}


def _check(target: Path, root: Path, overrides: Overrides, run: Run) -> Checked:
    if target.is_dir():
        return check_package(package_at(target))
    if not target.suffix and not target.exists():
        raise _unknown_package(target, root)
    return check_document(target, overrides, run)


def _unknown_package(target: Path, root: Path) -> DisclosureError:
    """A name that is neither a package under the root nor a file, with the names most like it.

    Of these, one of the same division stands before one of another, then one of the same agency, and so on.
    """
    names = [folder.name for folder in find_packages(root)]
    wanted = target.name.split("-")
    alike = difflib.get_close_matches(target.name, names, 4 * _NEAREST)
    nearest = sorted(alike, key=lambda name: tuple(map(ne, name.split("-"), wanted)))[:_NEAREST]
    told = f"the nearest names are {', '.join(nearest)}" if nearest else ""
    remedy = told or f"give a document, a folder, or the name of a package under {root}"
    return DisclosureError("check-unknown", "there is no such package", target, remedy=remedy)


def check_targets(
    targets: Sequence[Path], root: Path, overrides: Overrides = NO_OVERRIDES, run: Run = run_here
) -> Iterator[Batch]:
    """Check each target with those of its division, so that memory does not grow with the catalog."""
    groups: dict[str, list[Path]] = {}
    for target in targets:
        groups.setdefault(target.absolute().parent.name if target.is_dir() else "", []).append(target)
    documents = groups.pop("", [])
    for folders in groups.values():
        yield _batch(folders, root, overrides, run)
    if documents:
        yield _batch(documents, root, overrides, run)


def _batch(targets: Iterable[Path], root: Path, overrides: Overrides, run: Run) -> Batch:
    asked, errors = [], []
    for target in targets:
        try:
            asked.append(_check(target, root, overrides, run))
        except DisclosureError as error:
            errors.append(error)
        except Exception as error:  # noqa: BLE001 -- STYLE 5: one bad document does not stop the others
            errors.append(defect(target, error))
    neighbours = tuple(_neighbours(asked, root))
    compared = compare_packages(checked.published for checked in (*neighbours, *asked))
    return Batch(tuple(asked), neighbours, _concerning(compared, asked), tuple(errors))


def _concerning(comparison: Comparison, asked: Sequence[Checked]) -> Comparison:
    names = {checked.name for checked in asked}
    findings = tuple(f for f in comparison.findings if {f.left_package, f.right_package} & names)
    return Comparison(findings, tuple(name for name in comparison.alone if name in names))


def _neighbours(asked: Sequence[Checked], root: Path) -> Iterator[Checked]:
    """Other packages under the root that share division, scope and name or code with one that was asked for.

    A neighbour that cannot be read is left out: it was not asked for, and `mingzhang validate` reports it.
    """
    names = {checked.name for checked in asked}
    units = {key for checked in asked for key in _keys(_identity_of(checked))}
    divisions = {checked.published.division_code for checked in asked}
    for division in sorted(divisions):
        for folder in find_packages(root) if not (root / division).is_dir() else sorted((root / division).iterdir()):
            if folder.name in names or not (folder / DESCRIPTOR).is_file():
                continue
            try:
                package = package_at(folder)
                if units & _keys(package.descriptor.get("identity")):
                    yield check_package(package)
            except DisclosureError:
                continue


def _identity_of(checked: Checked) -> dict[str, str]:
    unit = checked.published
    return {
        "division_code": unit.division_code,
        "scope": unit.scope,
        "agency_name_normalised": unit.agency_key,
        "agency_code": unit.agency_code,
    }


def _keys(identity: object) -> set[tuple[str, ...]]:
    if not isinstance(identity, dict):
        return set()
    division, scope = str(identity.get("division_code")), str(identity.get("scope"))
    return {(division, scope, name, str(identity.get(name))) for name in ("agency_name_normalised", "agency_code")}
