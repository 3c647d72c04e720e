"""What the portal of many disclosures costs: to make, to keep, and to open."""

from __future__ import annotations

import gzip
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.runs import MEBI, Run, run
from tests.page_weight import LEVEL, weigh

HOME = Path(__file__).parents[2]
LIMIT = 1_000_000_000
"""Bytes that one site of GitHub Pages may have."""

MOST_BYTES = 150_000
"""What a page may weigh, compressed, with its styles and scripts."""

LISTS = ("", "units/", "projects/", "compare/", "quality/", "checks/", "checks/R01/", "downloads/", "releases/")
"""Pages that tell of all disclosures, and could grow with them."""

_KINDS = (
    "pages, Chinese",
    "pages, English",
    "source pages",
    "CSV",
    "descriptor",
    "source text",
    "XLSX",
    "ZIP",
    "JSON",
    "Parquet",
    "read by scripts",
)
_ENDINGS = {
    ".csv": "CSV",
    ".txt": "source text",
    ".xlsx": "XLSX",
    ".zip": "ZIP",
    ".json": "JSON",
    ".gz": "JSON",
    ".parquet": "Parquet",
}


@dataclass(frozen=True, slots=True)
class Built:
    """A portal with what it took to make it."""

    count: int
    site: Path
    pages: int
    assembled: Run
    built: Run

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(path.stat().st_size for path in self.site.rglob("*") if path.is_file())


def build(root: Path, count: int, folder: Path) -> Built:
    """The portal of the packages under `root`, in `folder`, one process at a time."""
    docs, site, config = folder / "docs", folder / "site", folder / "mkdocs.yml"
    folder.mkdir(parents=True, exist_ok=True)
    written = HOME / "site_src"
    assembled = run("site", "-q", "-j1", "--root", str(root), "--pages", str(written), "--docs", str(docs))
    config.write_text(
        f"INHERIT: {HOME / 'mkdocs.yml'}\ndocs_dir: {docs}\nsite_dir: {site}\n"
        f"theme:\n  custom_dir: {written / 'overrides'}\n"
    )
    built = run("build", "--strict", "--config-file", str(config), program="mkdocs")
    pages = sum(1 for _ in site.rglob("*.html"))
    shutil.rmtree(docs, ignore_errors=True)
    return Built(count, site, pages, assembled, built)


def print_growth(portals: Sequence[Built]) -> None:
    """A line for each portal: what stays the same from line to line is linear in the number of disclosures."""
    print("portal           pages    mingzhang site            mkdocs build              memory of each       size")
    for made in portals:
        size = made.size
        print(
            f"{made.count:>6} packages{made.pages:>8}{_each(made.assembled, made.count)}{_each(made.built, made.count)}"
            f"{made.assembled.peak / MEBI:>9.0f} MiB{made.built.peak / MEBI:>6.0f} MiB"
            f"{size / 1e6:>7.0f} MB, {size / made.count / 1e6:.2f} MB each"
            f"{made.assembled.complaint}{made.built.complaint}",
            flush=True,
        )
    print()


def print_limit(small: Built, large: Built) -> None:
    """How many disclosures one site holds: what each one more adds, above what is there without any."""
    size, more = small.size, large.size - small.size
    if (added := large.count - small.count) < 1:
        return
    each = more / added
    fixed = size - each * small.count
    print(
        f"one disclosure more adds {each / 1e6:.2f} MB (its own files, its unit, its share of the files of everything)"
    )
    print(
        f"to {fixed / 1e6:.0f} MB of pages that are always there; GitHub Pages holds {LIMIT / 1e9:.0f} GB, so one site"
    )
    print(f"holds about {(LIMIT - fixed) / each:,.0f} disclosures\n")


def print_sizes(made: Built) -> None:
    """Bytes of one disclosure by kind, with pages packed as servers send them."""
    own: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for path, kind in _own_files(made.site):
        counted = own[kind]
        counted[0] += 1
        counted[1] += path.stat().st_size
        if path.suffix == ".html":
            counted[2] += len(gzip.compress(path.read_bytes(), LEVEL))
    each = sum(size for _, size, _ in own.values()) / made.count
    print("one disclosure          files         KB    packed KB")
    for kind in _KINDS:
        files, size, packed = own[kind]
        shown = f"{packed / made.count / 1000:>13.1f}" if packed else ""
        print(f"  {kind:<20}{files / made.count:>7.1f}{size / made.count / 1000:>11.1f}{shown}")
    print(f"  {'together':<20}{'':>7}{each / 1000:>11.1f}\n")


def print_lists(made: Built) -> None:
    """Pages that tell of all disclosures, and what scripts fetch there: what grows must not grow out of hand."""
    print(f"lists at {made.count:<14}         KB    packed KB   with styles and scripts")
    for address in LISTS:
        for page in (address, f"en/{address}"):
            path = made.site / page / "index.html"
            if path.is_file():
                weight = weigh(made.site, page)
                heavy = f"   over {MOST_BYTES // 1000} KB" if weight.total > MOST_BYTES else ""
                size = path.stat().st_size
                told = f"{size / 1000:>11.1f}{weight.page / 1000:>13.1f}{weight.total / 1000:>26.1f}{heavy}"
                print(f"  {page or 'home':<20}{told}")
    for name, paths in _asked_for(made.site):
        sizes = [(path.stat().st_size, len(gzip.compress(path.read_bytes(), LEVEL))) for path in paths]
        size, packed = max(sizes, default=(0, 0))
        many = f"   the largest of {len(paths)}" if len(paths) > 1 else ""
        print(f"  {name:<24}{size / 1000:>7.1f}{packed / 1000:>13.1f}{many}")
    print(flush=True)


def _each(done: Run, count: int) -> str:
    """Seconds by the clock, and milliseconds of processor for each."""
    return f"{done.seconds:>9.1f} s{1000 * done.processor / count:>7.0f} ms each"


def _asked_for(site: Path) -> Iterator[tuple[str, list[Path]]]:
    """Data that pages ask for by script, folder by folder, and catalogs for machines: files that grow with all."""
    assets = site / "assets"
    folders = sorted({path.parent for path in assets.rglob("*.json")})
    for folder in folders:
        files = sorted(folder.glob("*.json"))
        named = [path for path in files if path.stem.isalpha()]
        for path in named:
            yield path.relative_to(assets).as_posix(), [path]
        if others := [path for path in files if path not in named]:
            yield f"{folder.relative_to(assets).as_posix()}/…", others
    for name in ("catalog.json", "catalog.jsonld", "sitemap.xml", "data/files.csv"):
        yield name, [site / name]


def _own_files(site: Path) -> Iterator[tuple[Path, str]]:
    """The files that belong to one disclosure, each with its kind."""
    for path in site.rglob("*"):
        if path.is_file() and (kind := _kind(path.relative_to(site).parts)):
            yield path, kind


def _kind(parts: tuple[str, ...]) -> str:
    """Of a file that belongs to one disclosure, else nothing."""
    name = parts[-1]
    if parts[0] == "d" and name == "index.html":
        return "source pages" if parts[-2] == "source" else "pages, Chinese"
    if parts[:2] == ("en", "d") and name == "index.html":
        return "pages, English"
    if parts[0] == "data" and len(parts) > 2 and "-" in parts[1]:
        return "descriptor" if name == "datapackage.json" else _ENDINGS.get(Path(name).suffix, "")
    return "read by scripts" if parts[:2] == ("assets", "compare") and name != "index.json" else ""
