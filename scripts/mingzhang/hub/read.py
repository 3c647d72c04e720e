"""Reading the catalog of a portal, which somebody else may have built: nothing in it is taken on trust."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema

from mingzhang.feeds import catalog_schema
from mingzhang.ground.errors import DisclosureError
from mingzhang.hub.sites import Listed, Site
from mingzhang.packages.model import NAME

CATALOG = "catalog.json"
MOST_BYTES = 200_000_000
_REMEDY = "give the folder of a built portal or its catalog.json, as PATH=ADDRESS where it names no address itself"


def read_site(given: str) -> Site:
    """The portal at `PATH` or `PATH=ADDRESS`: its folder or its `catalog.json`. Raises `DisclosureError`.

    `ADDRESS` is where it is served (`https://…/`). It may be left out where the catalog names it; a catalog of a
    release names that release, and a hub that is to lead to `latest/` says so here.
    """
    path, _, address = given.partition("=")
    file = Path(path) / CATALOG if Path(path).is_dir() else Path(path)
    catalog = _read(file)
    home = str(catalog["home"])
    there = address or home
    own = str(catalog.get("id", ""))
    identity = own if is_address(own) else there
    if not is_address(there):
        raise _wrong(file, f"{there[:80]!r} is no address of a portal", "https://example.org/path/")
    listed = tuple(_listed(file, one, home, there, identity) for one in catalog["packages"])
    disclosures = tuple(sorted(listed, key=lambda one: one.name))
    return Site(there, str(file), catalog, disclosures, identity)


def _read(file: Path) -> Any:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise _wrong(file, "is larger than a catalog", f"at most {MOST_BYTES:,} bytes")
        catalog = json.loads(file.read_text(encoding="utf-8"))
        jsonschema.validate(catalog, catalog_schema())
    except jsonschema.ValidationError as error:
        where = "/".join(map(str, error.absolute_path)) or "the top"
        raise _wrong(file, f"is no catalog: at {where[:80]}: {error.message[:120]}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise _wrong(file, f"cannot be read: {type(error).__name__}") from None
    return catalog


def _listed(file: Path, entry: Any, home: str, there: str, identity: str) -> Listed:
    name = str(entry["name"])
    told = NAME.fullmatch(name)
    if told is None or entry["division"]["code"] != told["division"]:
        raise _wrong(file, f"{name[:60]!r} is not told as a package is", "names and codes as this program writes them")
    page = _placed(file, str(entry["page"]), home, there)
    placed = {**entry, "page": page, "files": _files(file, entry, home, there)}
    if "id" in entry:
        placed["id"] = _placed(file, str(entry["id"]), home if identity == there else identity, identity)
    return Listed(
        name,
        told["division"],
        str(entry["division"]["name"]),
        told["agency"],
        str(entry["agency"]["name"]),
        int(entry["fiscal_year"]),
        str(entry["kind"]),
        int(entry["rows"].get("common/facts", 0)),
        page,
        placed,
    )


def _files(file: Path, entry: Any, home: str, there: str) -> list[dict[str, Any]]:
    """The files that each hold all of a package; its tables are in the catalog of its portal."""
    whole = (one for one in entry["files"] if one["holds"] == "package")
    return [{**one, "address": _placed(file, str(one["address"]), home, there)} for one in whole]


def _placed(file: Path, address: str, home: str, there: str) -> str:
    """An address of the catalog as it is below the portal's own; any other leads away and is refused."""
    inside = address.removeprefix(home) if is_address(home) else address
    parts = urlsplit(inside)
    if parts.scheme or parts.netloc or inside.startswith("/") or ".." in parts.path.split("/") or "\\" in inside:
        raise _wrong(file, f"{address[:80]!r} leads out of the portal", f"addresses below {there}")
    return f"{there}{inside}"


def is_address(address: str) -> bool:
    """Whether a text is the absolute address of a portal, with its final slash."""
    parts = urlsplit(address)
    is_plain = parts.scheme in ("http", "https") and bool(parts.netloc) and not parts.query and not parts.fragment
    return is_plain and address.endswith("/") and not re.search(r"[\s\"'<>\\]", address)


def _wrong(file: Path, message: str, expected: str = "the catalog of a portal") -> DisclosureError:
    return DisclosureError("hub-site", message, file, None, expected, _REMEDY)
