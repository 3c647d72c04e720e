"""Where packages lie in a folder, in whatever way it came to be: converted, unpacked, cloned or published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.descriptor import DESCRIPTOR, read_descriptor
from mingzhang.packages.model import NAME

DATA = "datapackage"
"""The folder of packages in a project and in the ZIP of a release; nothing beside it is looked at."""

PORTAL = "data"
"""The folder of packages in a portal, where files made of a package lie beside its own."""

_DEEPEST = 5
"""A release unpacked into a folder: `<folder>/mingzhang-2026.11.1/datapackage/<division>/<package>`, and one more."""


def packages_in(folder: Path) -> dict[str, Path]:
    """Package → its folder: the folder itself, or those below it. Raises `DisclosureError` where a name lies twice.

    A folder is a package if it has a descriptor and a package's name; the folder that was given may bear any other
    name, and then the descriptor tells its own. What stands in a division's folder (`350102/350102-014-…`) is a
    package even without its descriptor: it lost it, and whoever reads it is told so.
    """
    if (folder / DESCRIPTOR).is_file():
        return {_own_name(folder): folder}
    found: dict[str, Path] = {}
    for path in _below(folder, _DEEPEST):
        if path.name in found:
            message = f"holds {path.name} twice: {found[path.name]} and {path}"
            remedy = "name one of the two"
            raise DisclosureError("package-not-found", message, folder, None, "each package once", remedy)
        found[path.name] = path
    return found


def single_archive(folder: Path) -> Path | None:
    """The ZIP of everything in the folder of a release, as `mingzhang release` writes it."""
    found = sorted(folder.glob("mingzhang-*.zip"))
    return found[0] if len(found) == 1 else None


def _own_name(folder: Path) -> str:
    """The name of the folder, or where that is no package's the one its descriptor states."""
    name = folder.resolve().name
    if NAME.fullmatch(name):
        return name
    try:
        stated = read_descriptor(folder).get("name")
    except DisclosureError:
        stated = None
    if not isinstance(stated, str) or not NAME.fullmatch(stated):
        remedy = "run `mingzhang validate` on it, or name the folder as the package is called"
        raise DisclosureError("package-not-found", "names no package", folder / DESCRIPTOR, None, "its name", remedy)
    return stated


def _below(folder: Path, depth: int) -> Iterator[Path]:
    """Package folders in order of their paths; hidden folders and what lies in a package are not looked at."""
    if (folder / DATA).is_dir():
        yield from _below(folder / DATA, depth - 1)
        return
    for path in sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")):
        name = NAME.fullmatch(path.name)
        if name is None and depth > 1:
            yield from _below(path, depth - 1)
        elif name is not None and ((path / DESCRIPTOR).is_file() or folder.resolve().name == name["division"]):
            yield path
