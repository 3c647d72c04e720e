"""Copy what a preview shows: the accepted packages of a contribution, and what is already here of the same units.

accepted.py REVIEW BASE HEAD TARGET: what `mingzhang review --save` wrote, the project, the contribution, and the
folder to write, which is left out where nothing is accepted. Links are never followed: a sound package holds none.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path


def copy_accepted(review: Path, base: Path, head: Path, target: Path) -> list[str]:
    """The names of the accepted packages, which are then below `target`."""
    judged = json.loads(review.read_text(encoding="utf-8"))["packages"]
    accepted = [package["package"] for package in judged if package["sound"]]
    units = {tuple(name.split("-")[:2]) for name in accepted}
    for folder in sorted((base / "datapackage").glob("*/*")):
        if tuple(folder.name.split("-")[:2]) in units and folder.name not in accepted:
            shutil.copytree(folder, target / folder.parent.name / folder.name, symlinks=True)
    for name in accepted:
        division = name.partition("-")[0]
        shutil.copytree(head / "datapackage" / division / name, target / division / name, symlinks=True)
    return accepted


if __name__ == "__main__":
    for copied in copy_accepted(*map(Path, sys.argv[1:5])):
        print(copied)
