"""Who the package says it describes, and whether the descriptor is what our writer makes of that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mingzhang import codes
from mingzhang.ground.csv_cells import header_of
from mingzhang.ground.source import Source
from mingzhang.packages.build import describe_package, describe_resource, write_descriptor
from mingzhang.packages.kept_ledger import LEDGER, read_catalogue
from mingzhang.packages.originals import read_originals
from mingzhang.packages.source_places import PATHS
from mingzhang.recognise.identity import Evidence, Identity, normalise_agency
from mingzhang.validate.contents import DESCRIPTOR, SOURCE, Contents
from mingzhang.validate.report import Report, shown

_CODES = {"hash": "hash", "bytes": "bytes"}


def check_identity(contents: Contents, report: Report) -> None:
    """Folder, name, identity and its evidence agree; division and lines exist. Needs a valid descriptor."""
    if not contents.descriptor:
        return
    identity = _identity(contents.descriptor)
    names = {"name": contents.descriptor["name"], "identity": identity.package_name}
    for field, name in names.items():
        if name != contents.name:
            report.add("package-name", DESCRIPTOR, f"this is {name}", field=field, expected=contents.name)
    for field, expected in _expected_identity(identity):
        found = str(getattr(identity, field))
        if found != expected:
            report.add("identity", DESCRIPTOR, shown(found), field=f"identity.{field}", expected=shown(expected))
    if contents.source:
        _check_evidence(identity, len(contents.lines), report)


def _expected_identity(identity: Identity) -> Iterator[tuple[str, str]]:
    for field, said in identity.evidence.items():
        yield field, said.value
    yield "agency_name_normalised", normalise_agency(identity.agency_name)
    if identity.division_code in codes.divisions():
        division = codes.division_at(identity.division_code, identity.fiscal_year)
        yield "division_name", codes.full_name(division, identity.fiscal_year)
    else:
        yield "division_code", "a code of schemas/codes/divisions.csv"


def _check_evidence(identity: Identity, lines: int, report: Report) -> None:
    for field, said in identity.evidence.items():
        if said.line is not None and said.line > lines:
            report.add(
                "locator",
                DESCRIPTOR,
                f"there is no line {said.line}",
                field=f"identity.evidence.{field}",
                expected=f"at most L{lines}",
            )


def check_written(contents: Contents, report: Report) -> None:
    """The descriptor is byte for byte the one that its identity, its original and the files make."""
    descriptor = contents.descriptor
    if not descriptor or descriptor["identity"]["kind"] != contents.kind:
        return
    written = _write(contents)
    if written == contents.files[DESCRIPTOR]:
        return
    expected = json.loads(written)
    names, wanted = ([resource["name"] for resource in found["resources"]] for found in (descriptor, expected))
    if names != wanted:
        message, field = shown(", ".join(names)), "resources"
        report.add("descriptor", DESCRIPTOR, message, field=field, expected=shown(", ".join(wanted)))
        return
    found = list(_differences(descriptor, expected, ()))
    for path, ours, theirs in found:
        if not _is_unknown(path, contents):
            _add_difference(path, ours, theirs, report)
    if not found:
        message = "the values are right, but spaces, order or the spelling of numbers are not"
        report.add("json-form", DESCRIPTOR, message)


def _write(contents: Contents) -> bytes:
    descriptor, resources = contents.descriptor, []
    for table in contents.tables:
        path = f"data/{table.name}.csv"
        data = contents.files.get(path, b"")
        catalogue = read_catalogue(descriptor) if table.name == LEDGER else ""
        resources.append(describe_resource(table.narrowed(header_of(data)), path, data, catalogue))
    text = contents.files.get(SOURCE, b"").decode("utf-8", "replace")
    source = Source(text, read_originals(descriptor))
    beside = {path: contents.files[path] for path in PATHS if path in contents.files}
    expected = describe_package(source, _identity(descriptor), resources, descriptor["version"], (), beside)
    if "history" in descriptor:  # judged by itself (see `check_history`)
        expected = _with_history(expected, descriptor["history"])
    return write_descriptor(expected, contents.kind)


def _with_history(expected: dict[str, Any], history: Any) -> dict[str, Any]:
    """The history in its place, after the licences."""
    found: dict[str, Any] = {}
    for key, value in expected.items():
        found[key] = value
        if key == "licenses":
            found["history"] = history
    return found


def _is_unknown(path: tuple[str | int, ...], contents: Contents) -> bool:
    """Size and hash of a file that could not be read say nothing, nor those of a source that is no text."""
    if len(path) != 3 or path[0] != "resources" or path[2] not in _CODES:
        return False
    file = contents.descriptor["resources"][path[1]].get("path")
    return file not in contents.files or (file == SOURCE and not contents.source)


def _add_difference(path: tuple[str | int, ...], ours: Any, theirs: Any, report: Report) -> None:
    field = ".".join(str(part) for part in path)
    code = "descriptor"
    if path[0] == "columnTypes":
        code = "column-types"
    elif path[0] == "resources" and len(path) > 2:
        code = "table-schema" if path[2] == "schema" else _CODES.get(str(path[2]), code)
    report.add(code, DESCRIPTOR, shown(ours), field=shown(field), expected=shown(theirs))


def _differences(
    ours: Any, theirs: Any, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    """Places where two JSON values differ, as deep as they have the same shape."""
    if ours == theirs:
        return
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in dict.fromkeys((*ours, *theirs)):
            yield from _differences(ours.get(key, "nothing"), theirs.get(key, "nothing"), (*path, key))
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from _differences(one, other, (*path, number))
    else:
        yield path, ours, theirs


def _identity(descriptor: dict[str, Any]) -> Identity:
    said = descriptor["identity"]
    evidence = {name: _evidence(found) for name, found in said["evidence"].items()}
    return Identity(**{**said, "evidence": evidence})


def _evidence(found: dict[str, Any]) -> Evidence:
    locator = found["locator"]
    return Evidence(found["value"], int(locator[1:]) if locator else None, found["basis"])
