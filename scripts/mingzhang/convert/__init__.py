"""One disclosure through all stages, as a function without state."""

from mingzhang.convert.pipeline import Conversion, convert_source, identify_source

__all__ = ["Conversion", "convert_source", "identify_source"]
