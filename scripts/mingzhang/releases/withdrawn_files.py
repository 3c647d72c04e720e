"""Which files of an old release go with a package that was withdrawn, for instance since it shows personal data.

Files of the package go, and so does every file that holds all packages together: an archive or a database cannot lose
a part and stay the file it was. What stays is listed here, since a file that nobody thought of must not stay by chance.
"""

from __future__ import annotations

from collections.abc import Iterable

_LISTS = frozenset(
    [
        "catalog.json",
        "catalog.jsonld",
        "feed.xml",
        "data/SHA256SUMS",
        "data/files.csv",
    ]
)
"""Files that name packages with their units, sizes and checksums, and hold none of their content."""
_LISTS_OF_RELEASE = frozenset(
    ["CITATION.cff", "SHA256SUMS", "catalog.json", "datacite.json", "files.csv", "zenodo.json"]
)
_CODES = "data/codes/"


def stays(path: str, packages: Iterable[str], known: frozenset[str]) -> bool:
    """Whether a file (its path from the top of the release) stays where `packages` of the `known` ones go."""
    parts = path.split("/")
    if parts[0] == "data" and len(parts) > 2 and parts[1] in known:
        return parts[1] not in frozenset(packages)
    if parts[0] == "releases":
        return (len(parts) == 2 and path.endswith(".json")) or (len(parts) == 3 and parts[2] in _LISTS_OF_RELEASE)
    return path in _LISTS or path.startswith(_CODES)
