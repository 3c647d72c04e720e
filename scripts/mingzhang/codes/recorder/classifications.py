"""Functional, economic and revenue codes: what documents were seen to print, joined with curated facts."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path

from mingzhang.codes.recorder.sorted_csv import HERE, read_table

KINDS = {"functional": "func", "dept_economic": "dept_econ", "gov_economic": "gov_econ", "revenue": ""}
"""Scheme to the `kind` of the observed table."""

CODE_FIELDS = {
    "functional": "function_code",
    "dept_economic": "dept_economic_code",
    "gov_economic": "gov_economic_code",
    "revenue": "revenue_code",
}
COLUMNS = (
    "name",
    "level",
    "parent_code",
    "first_year",
    "last_year",
    "support",
    "names_observed",
    "aliases",
    "earlier_names",
    "name_en",
    "origin",
)
MISREAD = frozenset({"2071512", "2969166", "2069903"})
"""Observed once, and not codes of the classification (a unit of measure, a neighbouring row)."""

_COUNT = re.compile(r"×\d+$")


def observed_rows(observed: Path, scheme: str) -> dict[str, dict[str, str]]:
    """Rows of the observed table of one scheme by code."""
    kind = KINDS[scheme]
    return {
        row["code"]: row
        for row in read_table(observed, delimiter="\t")
        if row["kind"] == kind and row["code"] not in MISREAD
    }


def variants(name: str, alternatives: str) -> list[str]:
    """The alternatives that are spellings of `name`; project names and neighbouring rows fall away."""
    found = {_COUNT.sub("", part.strip()) for part in alternatives.split(";") if _COUNT.search(part.strip())}
    return sorted(part for part in found if SequenceMatcher(None, name, part, autojunk=False).ratio() >= 0.75)


def build_scheme(observed: Path, scheme: str) -> list[tuple[str, ...]]:
    """Rows of one classification list; `origin` says which source vouches for the code."""
    seen = observed_rows(observed, scheme)
    curated = {row["code"]: row for row in read_table(HERE / "curated.csv") if row["scheme"] == scheme}
    return [_join(code, seen.get(code), curated.get(code)) for code in sorted(seen.keys() | curated.keys())]


def _join(code: str, seen: dict[str, str] | None, fact: dict[str, str] | None) -> tuple[str, ...]:
    fact = fact or dict.fromkeys(("name", "origin", "year", "earlier_names", "aliases", "name_en"), "")
    first, last = (seen or {}).get("years", "").split("-") if (seen or {}).get("years") else ("", "")
    years = sorted(filter(None, (first, last, fact["year"])))
    names = [seen["name"], *variants(seen["name"], seen["alternatives"])] if seen else []
    origins = (["observed"] if seen else []) + ([fact["origin"]] if fact["origin"] else [])
    return (
        code,
        fact["name"] or names[0],
        str((len(code) - 1) // 2),
        code[:-2] if len(code) > 3 else "",
        years[0] if years else "",
        years[-1] if years else "",
        seen["docs_with_name"] if seen else "",
        ";".join(names),
        fact["aliases"],
        fact["earlier_names"],
        fact["name_en"],
        "+".join(dict.fromkeys(origins)),
    )


def build_mapping() -> list[tuple[str, ...]]:
    """Rows of `economic_mapping.csv`."""
    return [tuple(row.values()) for row in read_table(HERE / "mapping.csv")]
