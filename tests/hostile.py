"""Packages and a document that try to run something in a reader's browser, and the portal that shows them."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from mingzhang.cli import main

from tests.once import made_once
from tests.portal import PACKAGES, build_site

XINGXIAN = "141123-014-2023-dept-budget"
HOSTILE = (
    "</title><script>window.hacked=1</script>",
    '"><img src=x onerror=window.hacked=2>',
    "[点我](javascript:window.hacked=3){: onclick=window.hacked=4}",
    "{{ config.items() }}{% raw %}",
    "<!-- --><b>&lt;script&gt;window.hacked=5",
    "`````\n---\n# 标题".replace("\n", " "),
)


NOT_SOUND = frozenset({"export-integrity"})
"""What is reported of the hostile package where also its keys are hostile: it fits in no database."""


def hostile_root(folder: Path, *, sound: bool = False) -> Path:
    """The packages, one of them with hostile text wherever a document or a contributor may put text.

    A `sound` one still has keys and codes that meet its schemas.
    """
    root = folder / "datapackage"
    shutil.copytree(PACKAGES, root)
    package = root / "141123" / XINGXIAN
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    everything = " ".join(HOSTILE)
    descriptor["title"] += everything
    descriptor["sources"][0]["title"] += everything
    descriptor["identity"]["agency_name"] += everything
    descriptor["identity"]["division_name"] += everything
    for found in descriptor["identity"]["evidence"].values():
        found["basis"] += everything
    (package / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    lines = (package / "source.txt").read_text(encoding="utf-8").split("\n")
    for number in (3, 66, 86, 404, 500):
        lines[number - 1] += everything
    (package / "source.txt").write_text("\n".join(lines), encoding="utf-8")
    spoil(package / "data" / "projects.csv", ("project_name", "unit_name"), everything)
    spoil(package / "data" / "balance.csv", ("item",), everything)
    spoil(package / "data" / "expenditure.csv", ("function_name",), everything)
    if not sound:
        spoil(package / "data" / "expenditure.csv", ("function_code",), everything)
        spoil(package / "data" / "statements_missing.csv", ("section_key",), everything)
    spoil(package / "data" / "tables.csv", ("title_printed", "number_printed", "unit_printed"), everything)
    spoil(package / "data" / "facts.csv", ("row_label", "printed", "printed_unit"), everything)
    said = {"printed": {"text": everything}, "left": everything, "right": {"printed": everything}}
    spoil(package / "data" / "checks.csv", ("instance", "check"), everything)
    fill(package / "data" / "checks.csv", "arguments", json.dumps(said))
    said = ("section_title", "title_printed", "text")
    spoil(package / "data" / "sections.csv", said, everything)
    said = ("subject", "unit_name", "printed_number", "printed_unit", "printed_clause", "reason", "subject_code")
    spoil(package / "data" / "statements.csv", said, everything)
    spoil(package / "data" / "statements_missing.csv", ("printed_clause",), everything)
    said = ("project_name", "unit_name", "attribute_printed", "period_printed", "form_lines", "note")
    spoil(package / "data" / "targets.csv", said, everything)
    spoil(package / "data" / "target_funds.csv", ("printed", "printed_unit", "label_printed", "note"), everything)
    said = ("level3", "period_printed", "year_printed", "year_level3_printed", "weight", "description", "note", "raw")
    spoil(package / "data" / "indicators.csv", said, everything)
    spoil(package / "data" / "form_values.csv", ("value", "note", "raw"), everything)
    spoil(package / "data" / "form_values.csv", ("status",), "", {"as_printed": "inferred"})
    reseal(package)
    return root


def reseal(package: Path) -> None:
    """State sizes and checksums as they are now: those who spoil a package on purpose do so too."""
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    for resource in (found for found in descriptor["resources"] if "path" in found):
        data = (package / resource["path"]).read_bytes()
        resource["bytes"], resource["hash"] = len(data), f"sha256:{hashlib.sha256(data).hexdigest()}"
    path.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")


def fill(path: Path, column: str, text: str) -> None:
    """The same cell in every row."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, column: text} for row in rows)


def spoil(path: Path, columns: tuple[str, ...], text: str, instead: dict[str, str] | None = None) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, names = list(reader), list(reader.fieldnames or ())
    for row in rows:
        for column in columns:
            row[column] = (instead or {}).get(row[column], row[column]) + text
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def convert_hostile_document(root: Path, folder: Path) -> None:
    """Convert the document of a package again, with an attack in its sentences, labels and names of projects."""
    converted = folder / "hostile.txt"
    shutil.copyfile(PACKAGES / "140404" / "140404-002-2023-dept-budget" / "source.txt", converted)
    attack = "<img src=x onerror=window.hacked=1 <svg onload=window.hacked=2 {{ 7 }} [a](javascript:window.hacked=3)"
    lines = converted.read_text(encoding="utf-8").split("\n")
    lines = [
        f"{line}{attack}" if line.strip() and "\t" not in line and n > 60 and len(line) > 60 else line
        for n, line in enumerate(lines)
    ]
    lines = [line.replace("公务接待费", f"公务接待费{attack}", 1) for line in lines]
    lines = [line.replace("业务费", f"业务费{attack}", 1) if "\t" in line else line for line in lines]
    converted.write_text("\n".join(lines), encoding="utf-8")
    where = ["--root", str(root), "--division", "140404", "--agency", "002", "--year", "2023"]
    result = CliRunner().invoke(main, ["convert", *where, str(converted)])
    assert result.exit_code in (0, 1), result.output


def hostile_portal(factory: pytest.TempPathFactory) -> Path:
    """The portal with both; built once for a run."""
    return made_once(factory, "hostile", _build) / "site"


def _build(folder: Path) -> None:
    root = hostile_root(folder)
    convert_hostile_document(root, folder)
    build_site(root, folder, reported=NOT_SOUND)
