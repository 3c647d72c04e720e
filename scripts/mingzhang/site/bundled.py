"""What a portal is built from besides packages, where no clone of the project is at hand: it comes with the wheel."""

from __future__ import annotations

import re
from pathlib import Path

CONFIGURATION = "mkdocs.yml"
_HERE = Path(__file__).parents[1]
_BUNDLED = _HERE / "_site"
_PATHS = re.compile(r"^( *)(docs_dir|site_dir|custom_dir): .*$", re.MULTILINE)


def written_pages() -> Path:
    """The folder of hand-written pages, styles and scripts: `site_src` here, else what came with the program."""
    here = Path("site_src")
    return here if here.is_dir() else _project() / "site_src"


def configuration(docs: Path) -> Path:
    """The `mkdocs.yml` to build `docs` with: that of the folder one works in, else one written beside `docs`.

    Only its paths are others than in the project: they are absolute, so that `mkdocs build` finds them from anywhere.
    """
    here = Path(CONFIGURATION)
    if here.is_file():
        return here
    text = (_project() / CONFIGURATION).read_text(encoding="utf-8")
    paths = {
        "docs_dir": docs.absolute(),
        "site_dir": docs.absolute().parent / "site",
        "custom_dir": written_pages().absolute() / "overrides",
    }
    target = docs.parent / CONFIGURATION
    target.write_text(_PATHS.sub(lambda found: f"{found[1]}{found[2]}: {paths[found[2]]}", text), encoding="utf-8")
    return target


def _project() -> Path:
    """Where pages and configuration lie: in the installed package, else in the clone that this file is of."""
    return _BUNDLED if _BUNDLED.is_dir() else _HERE.parents[1]
