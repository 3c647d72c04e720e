"""Real disclosures, where they lie beside this checkout: each is identified as a careful reader did, or asked about."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

import pytest
from mingzhang.convert.pipeline import identify_source
from mingzhang.ground.errors import DisclosureError
from mingzhang.readers import read_file

SHARED = Path(__file__).parents[2] / "shared"
TRUTH = SHARED / "truth" / "identity.tsv"
LEAST_RIGHT = 0.98
READABLE = (".pdf",)


def _truth() -> list[dict[str, str]]:
    if not TRUTH.exists():
        return []
    with TRUTH.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if row["file"].endswith(READABLE) and row["text_layer"] == "yes"]


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def _differs(row: dict[str, str]) -> str | None:
    """What is wrong with the identity of a file: blank where it is right, None where it is asked about or refused."""
    try:
        found = identify_source(read_file(SHARED / "documents" / row["file"]))
    except DisclosureError:
        return None
    said = {
        "fiscal_year": str(found.fiscal_year),
        "kind": found.kind,
        "scope": found.scope,
        "division_code": found.division_code,
    }
    wrong = [name for name, value in said.items() if value != row[name]]
    own, wanted = _plain(found.agency_name), _plain(row["agency_name"])
    return " ".join([*wrong, *([] if own in wanted or wanted in own else ["agency_name"])])


def test_real_disclosures_are_identified_and_none_wrongly() -> None:
    rows = _truth()
    if not rows:
        pytest.skip("NOT RUN: the real documents and their truth are not beside this checkout")
    disclosures = [row for row in rows if row["kind"] in ("budget", "final")]
    outcomes = {row["file"]: _differs(row) for row in disclosures}
    assert {file: wrong for file, wrong in outcomes.items() if wrong} == {}
    assert sum(wrong == "" for wrong in outcomes.values()) >= LEAST_RIGHT * len(disclosures)
    others = [row["file"] for row in rows if row not in disclosures and _differs(row) is not None]
    assert others == []
