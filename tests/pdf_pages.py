"""PDFs drawn for tests: each method is one thing that real disclosures do. Lengths are points from the top left."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

SONG = "STSong-Light"
A4 = (595.0, 842.0)
LANDSCAPE = (842.0, 595.0)


class Book:
    """A PDF in the making; `y` runs downwards here, as it does in what is read."""

    def __init__(self, size: tuple[float, float] = LANDSCAPE, **settings: Any) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(SONG))
        self.bytes = io.BytesIO()
        self.width, self.height = size
        self.canvas = canvas.Canvas(self.bytes, pagesize=size, invariant=1, pageCompression=0, **settings)

    def data(self) -> bytes:
        """The finished file; nothing can be drawn any more."""
        if not self.bytes.getvalue():
            self.canvas.save()
        return self.bytes.getvalue()

    def page(self) -> None:
        """End the page and begin the next."""
        self.canvas.showPage()

    def text(self, x: float, y: float, text: str, size: float = 9, font: str = SONG) -> None:
        """Text whose baseline begins at a point."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)

    def right(self, x: float, y: float, text: str, size: float = 9, font: str = SONG) -> None:
        """Text whose baseline ends at a point."""
        self.canvas.setFont(font, size)
        self.canvas.drawRightString(x, self.height - y, text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A stroke."""
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def box(self, x: float, y: float, width: float, height: float, fill: int = 0, stroke: int = 1) -> None:
        """A rectangle by its top left corner."""
        self.canvas.rect(x, self.height - y - height, width, height, stroke=stroke, fill=fill)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """All the lines of a table."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)

    def table(
        self,
        rows: Sequence[Sequence[str]],
        xs: Sequence[float],
        top: float = 60,
        height: float = 20,
        lines: bool = True,
    ) -> list[float]:
        """A table with a line around every cell; a cell's text may have several lines. The rows' sides come back."""
        ys = [top + height * n for n in range(len(rows) + 1)]
        for row, y in zip(rows, ys, strict=False):
            for cell, x in zip(row, xs, strict=False):
                parts = cell.split("\n")
                for n, part in enumerate(parts):
                    self.text(x + 3, y + height / 2 + 3 + 9.5 * (n - (len(parts) - 1) / 2), part)
        if lines:
            self.grid(xs, ys)
        return ys

    @contextmanager
    def clipped(self, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """What is drawn inside is seen in this rectangle only."""
        self.canvas.saveState()
        path = self.canvas.beginPath()
        path.rect(x, self.height - y - height, width, height)
        self.canvas.clipPath(path, stroke=0, fill=0)
        yield
        self.canvas.restoreState()

    @contextmanager
    def form(self, name: str, scale: float = 1.0, x: float = 0, y: float = 0) -> Iterator[None]:
        """What is drawn inside becomes a Form XObject, shown once, scaled and moved."""
        self.canvas.beginForm(name, 0, 0, self.width, self.height)
        yield
        self.canvas.endForm()
        self.canvas.saveState()
        self.canvas.translate(x, -y)
        self.canvas.scale(scale, scale)
        self.canvas.doForm(name)
        self.canvas.restoreState()
