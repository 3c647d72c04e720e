"""`python -m mingzhang.codes.recorder`: write the code lists again, or print where their sources disagree."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from mingzhang.codes.recorder import classifications, divisions
from mingzhang.codes.recorder.sorted_csv import write_table

FILES = {
    "functional": "functional.csv",
    "dept_economic": "economic_department.csv",
    "gov_economic": "economic_government.csv",
    "revenue": "revenue.csv",
}
MAPPING = ("dept_economic_code", "gov_economic_code", "unit_type", "origin")


def main(arguments: Sequence[str] | None = None) -> int:
    """Record the lists; exit code 0."""
    parser = argparse.ArgumentParser(prog="python -m mingzhang.codes.recorder", description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True, help="folder of unpacked packages")
    parser.add_argument("--observed", type=Path, help="table of observed classification codes")
    parser.add_argument("--to", type=Path, help="folder of the lists (schemas/codes)")
    parser.add_argument("--compare", action="store_true", help="print disagreements of the division sources")
    options = parser.parse_args(arguments)
    if options.compare:
        sys.stdout.writelines(f"{line}\n" for line in divisions.compare_sources(options.source))
        return 0
    if options.to is None or options.observed is None:
        parser.error("--to and --observed are needed to write the lists")
    write_table(options.to / "divisions.csv", divisions.HEADER, divisions.build_divisions(options.source))
    for scheme, file in FILES.items():
        header = (classifications.CODE_FIELDS[scheme], *classifications.COLUMNS)
        write_table(options.to / file, header, classifications.build_scheme(options.observed, scheme))
    write_table(options.to / "economic_mapping.csv", MAPPING, classifications.build_mapping())
    return 0


if __name__ == "__main__":
    sys.exit(main())
