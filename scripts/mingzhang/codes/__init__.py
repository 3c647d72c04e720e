"""The published code lists (`schemas/codes/`) and what looks things up in them; importing reads no file."""

from mingzhang.codes.classifications import (
    Code,
    Scheme,
    find_by_name,
    gov_codes_for,
    load_codes,
    load_mapping,
    normalise_name,
    scheme_of,
)
from mingzhang.codes.divisions import (
    CENTRE,
    Division,
    division_at,
    division_path,
    divisions,
    full_name,
)
from mingzhang.codes.lookup import DivisionCandidate, DivisionMatch, find_division
from mingzhang.codes.published_lists import schemas_dir

__all__ = [
    "CENTRE",
    "Code",
    "Division",
    "DivisionCandidate",
    "DivisionMatch",
    "Scheme",
    "division_at",
    "division_path",
    "divisions",
    "find_by_name",
    "find_division",
    "full_name",
    "gov_codes_for",
    "load_codes",
    "load_mapping",
    "normalise_name",
    "schemas_dir",
    "scheme_of",
]
