"""`python -m tests.generator --count 500 --out DIR [--seed N]`: write generated disclosures to a folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import generate


def main() -> int:
    """Write `gen_00000.txt` …, one a seed from `--seed` on."""
    parser = argparse.ArgumentParser(prog="python -m tests.generator", description=main.__doc__)
    parser.add_argument("--count", type=int, default=10, help="how many documents")
    parser.add_argument("--out", type=Path, required=True, help="folder for the documents")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first document")
    parser.add_argument("--kind", choices=("budget", "final"), help="only this kind")
    parser.add_argument("--scope", choices=("dept", "unit"), help="only this scope")
    parser.add_argument("--clean", action="store_true", help="documents without hazards")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    hazards: frozenset[str] | None = frozenset() if options.clean else None
    for at in range(options.count):
        document = generate(options.seed + at, kind=options.kind, scope=options.scope, hazards=hazards)
        (options.out / f"gen_{at:05d}.txt").write_bytes(document.encode())
    sys.stderr.write(f"{options.count} documents in {options.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
