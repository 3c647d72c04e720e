"""Performance forms → targets, evaluations and their indicators (DOMAIN §3)."""

from __future__ import annotations

from mingzhang.forms.model import (
    Evaluation,
    EvaluationIndicator,
    FormsReading,
    Indicator,
    Link,
    ProjectRow,
    Target,
)
from mingzhang.forms.output import form_rows
from mingzhang.forms.read import read_forms

__all__ = [
    "Evaluation",
    "EvaluationIndicator",
    "FormsReading",
    "Indicator",
    "Link",
    "ProjectRow",
    "Target",
    "form_rows",
    "read_forms",
]
