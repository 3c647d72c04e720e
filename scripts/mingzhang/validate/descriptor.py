"""`datapackage.json`: well-formed, and as `schemas/package.json` wants it."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any, NoReturn

from jsonschema.exceptions import ValidationError

from mingzhang.packages.descriptor import contract_of
from mingzhang.packages.originals import NoOriginalError, read_originals
from mingzhang.schemas.packaged import CONTRACT
from mingzhang.validate.contents import DESCRIPTOR, Contents
from mingzhang.validate.json_schema import package_validator
from mingzhang.validate.report import MOST_PER_CODE, Report, shown
from mingzhang.validate.texts import read_text

_DEEPEST = 20


class _DuplicateKeyError(ValueError):
    """A key that stands twice in one object."""


def check_descriptor(contents: Contents, report: Report) -> None:
    """Read the descriptor into the contents if it meets the JSON Schema."""
    text = read_text(contents, DESCRIPTOR, report)
    if text is None or (found := _parse(text, report)) is None:
        return
    errors = list(islice(package_validator().iter_errors(found), MOST_PER_CODE))
    for error in errors:
        _add_error(error, report)
    if not errors and isinstance(found, dict) and _has_originals(found, report):
        contents.descriptor = found


def _has_originals(found: dict[str, Any], report: Report) -> bool:
    """What no JSON Schema says: a day of the calendar, a host, a file name that no folder hides in."""
    try:
        read_originals(found)
    except NoOriginalError as error:
        report.add("package-schema", DESCRIPTOR, shown(error.found), field=error.key, expected=error.expected)
        return False
    return True


def check_contract(contents: Contents, report: Report) -> bool:
    """Whether the package is one of an older contract, which is all that is told of it.

    It names no contract or another, and its facts do not name their rows.
    """
    try:
        header = contents.files["data/facts.csv"].split(b"\n", 1)[0].decode().split(",")
        found = None if "row_id" in header else json.loads(contents.files[DESCRIPTOR])
    except (KeyError, ValueError, RecursionError):
        return False
    if not isinstance(found, dict) or contract_of(found) == CONTRACT:
        return False
    message = f"the package is of contract {shown(contract_of(found) or '?')}"
    report.add("contract", DESCRIPTOR, message, field="contract", expected=CONTRACT)
    return True


def _parse(text: str, report: Report) -> Any:
    try:
        found = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse, parse_float=_refuse)
        if "\\u" in text:
            json.dumps(found, ensure_ascii=False).encode()  # refuses halves of surrogate pairs
        if _is_too_deep(found):
            raise ValueError(f"nested more than {_DEEPEST} deep")
    except _DuplicateKeyError as error:
        key = shown(error)
        report.add("json-duplicate-key", DESCRIPTOR, f"the key “{key}” stands twice in one object", expected="once")
    except json.JSONDecodeError as error:
        report.add("json-syntax", DESCRIPTOR, error.msg, row=error.lineno, expected="JSON (RFC 8259)")
    except (ValueError, RecursionError) as error:
        report.add("json-syntax", DESCRIPTOR, shown(error), expected="JSON (RFC 8259)")
    else:
        return found
    return None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise _DuplicateKeyError(next(key for key in keys if keys.count(key) > 1))
    return found


def _refuse(number: str) -> NoReturn:
    raise ValueError(f"{number} stands here, but all numbers of a descriptor are whole ones")


def _is_too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return False
    return True


def _children(value: Any) -> list[Any]:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [child for child in children if isinstance(child, (dict, list))]


def _add_error(error: ValidationError, report: Report) -> None:
    field = ".".join(str(part) for part in error.absolute_path)
    expected = f"{error.validator}: {json.dumps(error.validator_value, ensure_ascii=False)}"
    if error.validator in ("required", "additionalProperties"):
        report.add("package-schema", DESCRIPTOR, shown(error.message), field=shown(field))
    else:
        message = f"{shown(error.instance)} is not allowed"
        report.add("package-schema", DESCRIPTOR, message, field=shown(field), expected=shown(expected))
