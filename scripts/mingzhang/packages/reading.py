"""What a package is made from again: its source, and what its maker said because the document did not."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.source import Kind, Scope, Source
from mingzhang.packages.descriptor import wrong_key
from mingzhang.packages.files import RESTORE, decode, read_bytes
from mingzhang.packages.model import SOURCE
from mingzhang.packages.originals import NoOriginalError
from mingzhang.packages.source import restore_source
from mingzhang.packages.source_places import PATHS, NoPlacesError
from mingzhang.recognise.identity import Overrides

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_KINDS: Mapping[str, Kind] = {"budget": "budget", "final": "final"}
_SCOPES: Mapping[str, Scope] = {"dept": "dept", "unit": "unit"}


def read_overrides(descriptor: Mapping[str, Any], folder: Path = Path()) -> Overrides:
    """What a package's maker said because the document did not."""
    identity = _object(folder, descriptor, "identity")
    evidence = _object(folder, identity, "evidence", "identity.evidence")
    year = _said(folder, evidence, "fiscal_year")
    if year and not _YEAR.fullmatch(year):
        raise wrong_key(folder, "identity.evidence.fiscal_year.value", year, "a year")
    division, agency, name = (_said(folder, evidence, key) for key in ("division_code", "agency_code", "agency_name"))
    kind, scope = _said(folder, evidence, "kind"), _said(folder, evidence, "scope")
    if kind and kind not in _KINDS:
        raise wrong_key(folder, "identity.evidence.kind.value", kind, "budget or final")
    if scope and scope not in _SCOPES:
        raise wrong_key(folder, "identity.evidence.scope.value", scope, "dept or unit")
    return Overrides(division, agency, int(year) if year else None, name, _KINDS.get(kind), _SCOPES.get(scope))


def read_packaged_source(folder: Path, descriptor: Mapping[str, Any]) -> Source:
    """The masked source a package carries, from its folder."""
    beside = [path for path in PATHS if os.path.lexists(folder / path)]
    return packaged_source(descriptor, {path: read_bytes(folder / path) for path in (SOURCE, *beside)}, folder)


def packaged_source(descriptor: Mapping[str, Any], files: Mapping[str, bytes], folder: Path) -> Source:
    """The masked source a package carries, with what its descriptor records of the original.

    The text is made canonical and masked again, which changes nothing unless somebody changed it. `folder` is told
    in errors (`DisclosureError`).
    """
    path = folder / SOURCE
    decode(files[SOURCE], path)  # refuses what is no UTF-8, naming the line
    try:
        return restore_source(descriptor, files, path)
    except NoOriginalError as error:
        raise wrong_key(folder, error.key, error.found, error.expected) from None
    except NoPlacesError as error:
        place = folder / error.path
        raise DisclosureError("package-places", error.message, place, error.row, error.expected, RESTORE) from None


def _object(folder: Path, within: Mapping[str, Any], key: str, shown: str = "") -> Mapping[str, Any]:
    found = within.get(key)
    if not isinstance(found, dict):
        raise wrong_key(folder, shown or key, found, "an object")
    return found


def _said(folder: Path, evidence: Mapping[str, Any], name: str) -> str:
    """A value that was given as an argument when the package was made, or nothing."""
    key = f"identity.evidence.{name}"
    found = _object(folder, evidence, name, key)
    value, basis = found.get("value"), found.get("basis")
    if not isinstance(basis, str) or not basis:
        raise wrong_key(folder, f"{key}.basis", basis, "text")
    if not isinstance(value, str) or not value:
        raise wrong_key(folder, f"{key}.value", value, "text")
    return value if basis == "argument" else ""
