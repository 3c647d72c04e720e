"""The portals that several files of tests look at, each built once for a run, and the packages they show."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from mingzhang.convert.pipeline import convert_source
from mingzhang.packages.build import build_package
from mingzhang.packages.store import write_package
from mingzhang.recognise.identity import Overrides

from tests.documents import source_of
from tests.generator import generate_pair
from tests.once import made_once
from tests.portal import PACKAGES, build_site


def published_portal(factory: pytest.TempPathFactory) -> Path:
    """The portal of the packages of this repository."""
    return made_once(factory, "published", lambda folder: build_site(PACKAGES, folder)) / "site"


def paired_packages(factory: pytest.TempPathFactory) -> Path:
    """The packages of this repository, and three generated units with two disclosures each (`with_pairs`)."""
    return made_once(factory, "pairs", lambda folder: with_pairs(folder / "datapackage")) / "datapackage"


def paired_portal(factory: pytest.TempPathFactory) -> Path:
    """The portal of those."""
    root = paired_packages(factory)
    return made_once(factory, "paired", lambda folder: build_site(root, folder)) / "site"


def with_pairs(root: Path) -> Path:
    """The five, and three generated units with two disclosures each, one of which contradicts the other."""
    shutil.copytree(PACKAGES, root, dirs_exist_ok=True)
    for seed, relation in enumerate(("budgets", "finals", "account")):
        for number, document in enumerate(generate_pair(seed, relation)):  # type: ignore[arg-type]
            text = document.text
            if relation == "budgets" and number:
                text = re.sub(r"(比上年(?:预算)?(?:增加|减少))\d", r"\g<1>9", text)
            write_package(build_package(convert_source(source_of(text), Overrides())), root)
    return root
