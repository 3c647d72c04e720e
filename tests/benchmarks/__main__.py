"""`python -m tests.benchmarks`: what every stage costs, each in a process of its own, for `--count` packages.

Without arguments it takes a few minutes. Run it on a quiet machine; no test depends on its figures.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import portal
from tests.benchmarks.pages import print_every_kind, print_pages
from tests.benchmarks.pdf import print_pdf
from tests.benchmarks.ratios import print_ratios
from tests.benchmarks.runs import MEBI, run
from tests.benchmarks.stages import STAGES, print_large, print_stages, profile, write_documents
from tests.benchmarks.start import print_start
from tests.generator_forms.measure import report as report_forms
from tests.mutations import report as report_mutations

FORM_DOCUMENTS = 200
MUTATIONS = 2_000
UNMUTATED = 100
OPENED = ("", "units/", "projects/", "quality/", "downloads/")
"""Lists that are opened in a browser, besides pages of one disclosure."""


def main() -> None:
    """Read the arguments and run what they ask for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--count", type=int, default=80, help="generated disclosures (default 80; the aim is 2000)")
    parser.add_argument("--no-site", action="store_true", help="leave the portal out")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--large", action="store_true", help="only the large documents of tests/test_fuzz.py")
    only.add_argument("--mutations", action="store_true", help="only how many spoilt disclosures the checks find")
    only.add_argument("--forms", action="store_true", help="only how damaged performance forms are read")
    only.add_argument("--pages", action="store_true", help="only weight and first paint of every kind of page")
    only.add_argument("--start", action="store_true", help="only what starting costs, beside an older commit")
    only.add_argument("--pdf", action="store_true", help="only what reading PDFs costs, beside pdfplumber")
    only.add_argument("--ratios", action="store_true", help="only what converting costs, beside an older commit")
    only.add_argument("--profile", choices=STAGES, help="only the functions in which a stage spends its time")
    options = parser.parse_args()
    if options.start:
        print_start()
        return
    if options.pdf:
        print_pdf()
        return
    with tempfile.TemporaryDirectory(prefix="mingzhang-bench-") as folder:
        os.chdir(folder)
        os.environ["MINGZHANG_CACHE"] = str(Path(folder) / "cache")
        if options.ratios:
            print_ratios(options.count)
        elif options.large:
            print_large()
        elif options.mutations:
            print(report_mutations(MUTATIONS, UNMUTATED))
        elif options.forms:
            print(report_forms(FORM_DOCUMENTS))
        elif options.pages:
            print_every_kind(Path("pages").absolute())
        elif options.profile:
            profile(options.profile, write_documents(options.count))
        else:
            measure(options.count, with_site=not options.no_site)


def measure(count: int, *, with_site: bool) -> None:
    """Every stage with a quarter of the documents and with all: cost for each should stay, and so should memory."""
    start = run("--version")
    print(
        f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, one of them used. Every command begins with "
        f"{start.processor:.2f} s of processor and {start.peak / MEBI:.0f} MiB.\n"
    )
    documents = write_documents(count)
    parts = (documents[: max(count // 4, 1)], documents)
    roots = [Path(f"packages-{len(part)}").absolute() for part in parts]
    print_stages(parts, roots)
    if with_site:
        print_portals(parts, roots)


def print_portals(parts: tuple[list[Path], ...], roots: list[Path]) -> None:
    """The portal of each part; what is told of one is told of the largest."""
    made = [
        portal.build(root, len(part), root.with_name(f"portal-{len(part)}"))
        for part, root in zip(parts, roots, strict=True)
    ]
    portal.print_growth(made)
    portal.print_limit(made[0], made[-1])
    portal.print_sizes(made[-1])
    portal.print_lists(made[-1])
    first = min(path.name for path in (made[-1].site / "d").iterdir())
    own = (f"d/{first}/", f"d/{first}/balance/", f"d/{first}/source/")
    folder = Path("opened").absolute()
    folder.mkdir()
    print_pages(made[-1].site, folder, [page for page in (*OPENED, *own) if (made[-1].site / page).is_dir()])


if __name__ == "__main__":
    main()
