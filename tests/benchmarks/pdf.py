"""What reading PDFs costs a page, beside pdfplumber on the same pages in the same run: processor time, and memory."""

from __future__ import annotations

import io
import logging
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pdfplumber
from mingzhang.ground.errors import DisclosureError
from mingzhang.readers.pdf import read

DOCUMENTS = Path(__file__).parents[3] / "shared" / "documents"
AIM_MEAN, AIM_SLOWEST, AIM_RATIO = 12.0, 60.0, 6.0
"""Milliseconds a page on average and in the slowest document; how many times faster than pdfplumber."""


def print_pdf(files: Sequence[Path] = ()) -> None:
    """One line for each document, then the sums."""
    files = files or sorted(DOCUMENTS.rglob("*.pdf"))
    logging.disable(logging.CRITICAL)
    print("| ms a page | pdfplumber | times | pages | document |\n|---:|---:|---:|---:|---|")
    sums = [0.0, 0.0, 0]
    slowest = 0.0
    read_here(files[0].read_bytes())  # warm
    for path in files:
        data = path.read_bytes()
        own, pages = _timed(read_here, data)
        other, _ = _timed(read_there, data)
        if not pages:
            continue
        slowest = max(slowest, 1000 * own / pages)
        sums = [sums[0] + own, sums[1] + other, sums[2] + pages]
        print(f"| {1000 * own / pages:.1f} | {1000 * other / pages:.1f} | {other / own:.1f} | {pages} | {path.name} |")
    own, other, total = sums
    print(f"\nMean {1000 * own / total:.1f} ms a page (aim {AIM_MEAN}), slowest {slowest:.1f} (aim {AIM_SLOWEST}).")
    print(f"pdfplumber {1000 * other / total:.1f} ms a page: {other / own:.1f} times (aim {AIM_RATIO}).")
    print(f"Peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB.")


def _timed(function: Callable[[bytes], int], data: bytes) -> tuple[float, int]:
    start = time.process_time()
    pages = function(data)
    return time.process_time() - start, pages


def read_here(data: bytes) -> int:
    """Read a document; how many pages it has, 0 where it is refused."""
    try:
        return read("", data).text.count("\f") + 1
    except DisclosureError:
        return 0


def read_there(data: bytes) -> int:
    """The same with pdfplumber: tables, and the text of each page."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()
            page.extract_text()
            page.close()
        return len(document.pages)
