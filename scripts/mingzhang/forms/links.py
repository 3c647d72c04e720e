"""Forms ↔ projects: which record of the project table a form speaks of, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from mingzhang.forms.cells import name_match
from mingzhang.forms.model import Confidence, Link, ProjectRow
from mingzhang.ground.text import fold

_NOT_TEXT = re.compile(r"[^\w]|_")
_PREFIX = re.compile(r"^XM", re.I)
_SUFFIX = re.compile(r"\((部门|本级|机关|汇总)\)$")
_ROUNDED = Decimal(50)
_SIMILAR = 0.72
_CONFIDENCE: tuple[Confidence, ...] = ("exact", "normalised", "similar", "none")


@dataclass(frozen=True, slots=True)
class FormKey:
    """What is known of a form that can be compared with projects."""

    form_id: str
    unit_name: str
    project_name: str
    total_yuan: Decimal | None


def link_forms(forms: Sequence[FormKey], projects: Sequence[ProjectRow]) -> tuple[Link, ...]:
    """One link per form, then one per project without a form; each project is used once, the best pairs first."""
    chosen: dict[int, tuple[int, Confidence, str]] = {}
    used: set[int] = set()
    for similar in (False, True):
        pairs = sorted(
            (-score, form_index, project_index, confidence, basis)
            for form_index, form in enumerate(forms)
            if form_index not in chosen
            for project_index, project in enumerate(projects)
            if project_index not in used
            for score, confidence, basis in [_compare(form, project, similar)]
            if confidence != "none"
        )
        for _, form_index, project_index, confidence, basis in pairs:
            if form_index not in chosen and project_index not in used:
                chosen[form_index] = (project_index, confidence, basis)
                used.add(project_index)
    links = []
    for index, form in enumerate(forms):
        if index in chosen:
            place, how, why = chosen[index]
            links.append(Link(form.form_id, projects[place], how, why, form.unit_name, form.project_name))
        else:
            links.append(Link(form.form_id, None, "none", "", form.unit_name, form.project_name))
    for index, project in enumerate(projects):
        if index not in used:
            links.append(Link("", project, "none", "", project.unit_name, project.project_name))
    return tuple(links)


def _compare(form: FormKey, project: ProjectRow, similar: bool) -> tuple[float, Confidence, str]:
    """Score, confidence and basis of one pair; names that are only similar count in the second round."""
    name, by_name = _name_confidence(form.project_name, project.project_name, similar)
    if by_name == "none":
        return 0.0, "none", ""
    unit, by_unit = _name_confidence(_SUFFIX.sub("", fold(form.unit_name)), _SUFFIX.sub("", fold(project.unit_name)))
    if not form.unit_name or not project.unit_name:
        unit, by_unit = 0.9, "exact"
    same_money = (
        form.total_yuan is not None
        and project.total_yuan is not None
        and abs(form.total_yuan - project.total_yuan) <= _ROUNDED
    )
    if by_unit == "none" and not (same_money and by_name != "similar"):
        return 0.0, "none", ""
    if by_name == "similar" and not same_money and name < 0.85:
        return 0.0, "none", ""
    confidence: Confidence = _CONFIDENCE[min(2, max(_CONFIDENCE.index(by_name), _CONFIDENCE.index(by_unit)))]
    basis = " ".join(
        ["name", *(["unit"] if by_unit != "none" and form.unit_name else []), *(["amount"] if same_money else [])]
    )
    return name * 2 + unit + (1.5 if same_money else 0.0), confidence, basis


@lru_cache(maxsize=8192)
def _name_confidence(left: str, right: str, similar: bool = True) -> tuple[float, Confidence]:
    first, second = fold(left), fold(right)
    if not first or not second:
        return 0.0, "none"
    if first == second:
        return 1.0, "exact"
    first, second = (_PREFIX.sub("", _NOT_TEXT.sub("", text)) for text in (first, second))
    if first == second and first:
        return 0.95, "normalised"
    match = name_match(first, second) if similar and first and second else 0.0
    return (match, "similar") if match >= _SIMILAR else (0.0, "none")
