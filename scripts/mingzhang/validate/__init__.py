"""The judge of packages: a strict gate, the JSON Schema, stock frictionless, and the rebuild."""

from mingzhang.validate.report import RULES, Violation
from mingzhang.validate.run import validate_package

__all__ = ["RULES", "Violation", "validate_package"]
