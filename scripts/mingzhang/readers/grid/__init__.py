"""Placed characters and ruling lines → the tables of a page and the text around them.

Knows nothing of PDF: whatever can say where each character stands and where lines are drawn (a PDF page, an OFD page,
an HTML page with absolute positions, a recognised picture) makes a `Sheet`, and `compose` makes the text of a document
from its sheets, with the place of every line.

Lengths are points from the top left of the page as it is shown, y downwards.
"""

from mingzhang.readers.grid.compose import compose
from mingzhang.readers.grid.model import Box, Glyph, Ruling, Sheet

__all__ = ["Box", "Glyph", "Ruling", "Sheet", "compose"]
