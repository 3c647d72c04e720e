"""How the suite is run: in which order, what stays on one worker, and which part of it `make check` runs.

`python -m tests.suite` prints the files for `make check`: those of the core, and those that a change touches.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent

LONGEST_FIRST = (
    "test_workflows",
    "test_accessibility",
    "test_whole_way",
    "test_compare",
    "test_find",
    "test_layout",
    "test_projects_page",
    "test_browser",
    "test_downloads",
    "test_site_checks",
    "test_site",
    "test_zensical",
    "test_languages",
    "test_page_weight",
    "test_scripts",
    "test_deploy",
    "test_missing",
    "test_release",
    "test_usage",
    "test_contributing",
)
"""Files of portals, browsers and whole projects: they start first, so that the small ones fill what is left."""

SPREAD = (
    "test_validate",
    "test_versions",
    "test_withstand",
    "test_review_attacks",
    "test_review",
    "test_store",
    "test_fuzz",
    "test_narrative_fuzz",
    "test_formats",
)
"""Files of many slow tests that share next to nothing: any worker takes any of them, after all others."""

CORE = (
    "test_amounts",
    "test_check_catalogue",
    "test_check_evidence",
    "test_checks",
    "test_checks_duties",
    "test_checks_narrative",
    "test_checks_performance",
    "test_checks_plausibility",
    "test_codes",
    "test_divisions",
    "test_dumb_reader",
    "test_expected_forms",
    "test_expected_statements",
    "test_extract",
    "test_floors",
    "test_forms",
    "test_forms_golden",
    "test_generated",
    "test_generator_hazards",
    "test_header",
    "test_identify",
    "test_json_schema",
    "test_layouts",
    "test_mutations",
    "test_narrative_documents",
    "test_narrative_examples",
    "test_originals",
    "test_privacy",
    "test_readers",
    "test_text",
)
"""From a document to the ledger: about a minute on two cores."""

SLOW = frozenset((*LONGEST_FIRST, *SPREAD))
"""Not for `make check`, whatever changed."""


CORPUS = ("test_checks", "test_generated")
"""Files that read the same generated disclosures (`tests/corpus.py`): on one worker each is converted once."""


def group_of(file: str) -> str:
    """The tests that stay on one worker with what they make once: all of a file, or each alone (empty)."""
    if file in CORPUS:
        return "corpus"
    return "" if file in SPREAD else file


def order_of(file: str) -> int:
    """The longest first, those that any worker takes last."""
    if file in LONGEST_FIRST:
        return LONGEST_FIRST.index(file)
    return len(LONGEST_FIRST) + (1 + SPREAD.index(file) if file in SPREAD else 0)


def touched_by(changed: Iterable[str]) -> set[str]:
    """The files of tests that changed, or that name a module of the package that did (paths from the root)."""
    paths = [Path(path) for path in changed if path.endswith(".py")]
    tests = {path.stem for path in paths if path.parts[0] == "tests" and path.stem.startswith("test_")}
    modules = [_module(path) for path in paths if path.parts[:2] == ("scripts", "mingzhang")]
    for path in TESTS.glob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        if any(f"from {module} import" in text or f"import {module}" in text for module in modules):
            tests.add(path.stem)
    return {stem for stem in tests if (TESTS / f"{stem}.py").is_file()}


def _module(path: Path) -> str:
    parts = path.with_suffix("").parts[1:]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _changed() -> list[str]:
    """What differs from the main branch of origin, committed or not; from the last commit where there is none."""
    base = _git("merge-base", "HEAD", "origin/main") or ["HEAD"]
    return [*_git("diff", "--name-only", base[0]), *_git("ls-files", "--others", "--exclude-standard")]


def _git(*arguments: str) -> list[str]:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.splitlines() if done.returncode == 0 else []


def main() -> None:
    """Print the files for `make check`; what is too slow for it is told on stderr."""
    touched = touched_by(_changed())
    left = sorted(touched & SLOW)
    if left:
        print("touched, and left to `make test`:", *left, file=sys.stderr)
    print(*(f"tests/{stem}.py" for stem in sorted({*CORE, *touched} - SLOW)))


if __name__ == "__main__":
    main()
