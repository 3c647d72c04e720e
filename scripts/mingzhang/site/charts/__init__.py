"""Charts drawn at build time: frozen values in, SVG text out; no styles inside, so a strict policy holds.

Geometry is in per cent of the box, which the style sheet sizes: a chart fits a phone and a desk without
being distorted. Colours are classes. Shares are computed to draw and never printed; amounts stay as printed
and stand beside the drawing as HTML, where long names wrap and nothing collides.
"""

from mingzhang.site.charts.bars import Mark, bar
from mingzhang.site.charts.columns import Slot, columns
from mingzhang.site.charts.scale import Scale
from mingzhang.site.charts.stacked import Part, add_up, stacked

__all__ = ["Mark", "Part", "Scale", "Slot", "add_up", "bar", "columns", "stacked"]
