"""The head of a clause: what the number behind it is a figure of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from mingzhang.ground.source import Kind
from mingzhang.narrative.labels import LABELS, Label
from mingzhang.narrative.model import Subject
from mingzhang.narrative.names import find_economic_item, find_function, find_unit, own_words
from mingzhang.narrative.quantities import UnitKind
from mingzhang.vocabulary.section_titles import UNRECOGNISED
from mingzhang.vocabulary.wordings import FILLERS

_FUNCTION_SECTIONS = frozenset(
    {
        "general_expenditure",
        "appropriation",
        "expenditure",
        "government_fund",
        "state_capital",
        "change_reasons",
        UNRECOGNISED,
    }
)
_ECONOMIC_SECTIONS = frozenset({"basic_expenditure"})
_ASSET_SECTIONS = frozenset({"other_assets", "state_assets", "buildings"})
_BUILDING_SECTIONS = frozenset({"buildings", "state_assets"})
_AREA = re.compile(r"(?:总|建筑|使用|占地)?面积$")
_OWN = re.compile(r"^(?:截至|我|本)?(?:部门|单位|局|机关)?(?:其[他它]国有资产情况[:]?)?(?:现有|共有|拥有|自有|现)?")
_ROOMS = re.compile(r"^(?:.*房屋(?:及构筑物|建筑物)?|房产)$")
_LONGEST_SUBJECT = 24


NO_SUBJECT = Subject()


@dataclass(frozen=True, slots=True)
class Concept:
    """What figures are stated of: the stem of their ids, the side, the subject, the unit that owns it."""

    stem: str
    side: str = ""
    subject: Subject = NO_SUBJECT
    unit_name: str = ""
    component: bool = False


class Head(NamedTuple):
    """Concepts named in a clause (two where one figure is stated of both sides), and where the name begins."""

    concepts: tuple[Concept, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """The labels that apply in a section."""

    path: tuple[str, ...]
    kind: Kind

    def find_after(self, text: str, end: int, unit: UnitKind) -> Label | None:
        """The label that reads on right behind a number."""
        for label, pattern in _after_labels(self.path, self.kind, unit):
            if pattern.match(text, end):
                return label
        return None

    def find_head(self, clause: str, unit: UnitKind) -> Head | None:
        """What a clause (up to the number or to the relation before it) names last."""
        label = self._find_label(clause, unit)
        named = self._find_name(clause, unit)
        if label and named:
            return named if named.start < label.start and named.end >= label.end else label
        return label or named

    def _find_label(self, clause: str, unit: UnitKind) -> Head | None:
        labels, pattern = _labels(self.path, self.kind, unit)
        if pattern is None:
            return None
        found = None
        for match in pattern.finditer(clause):
            if FILLERS.fullmatch(clause, match.end()):
                found = match
        if found is None:
            return None
        assert found.lastgroup is not None
        label = labels[int(found.lastgroup[1:])]
        return Head(concepts_of(label, found.group(), clause[: found.start()]), found.start(), found.end())

    def _find_name(self, clause: str, unit: UnitKind) -> Head | None:
        if unit not in ("money", "percent"):
            return None
        if not _FUNCTION_SECTIONS.isdisjoint(self.path) and (found := find_function(clause)):
            return Head((Concept("function", "expenditure", found[0]),), found[1], len(clause))
        if not _ECONOMIC_SECTIONS.isdisjoint(self.path) and (found := find_economic_item(clause)):
            return Head((Concept("basic_item", "expenditure", found[0]),), found[1], len(clause))
        return None

    def find_own_subject(self, clause: str, unit: UnitKind) -> Head | None:
        """Rooms and assets, whose names are free: the words of the clause themselves."""
        words = _OWN.sub("", own_words(clause.rpartition(":")[2]))
        words = words.rpartition("其中")[2]
        if unit == "area" and not _BUILDING_SECTIONS.isdisjoint(self.path):
            return self._rooms(clause, words)
        if unit == "money" and words and not _ASSET_SECTIONS.isdisjoint(self.path) and len(words) <= _LONGEST_SUBJECT:
            return Head((Concept("assets", "", Subject("asset", words)),), len(clause) - len(words), len(clause))
        return None

    def _rooms(self, clause: str, words: str) -> Head | None:
        words = _AREA.sub("", words)
        unit_name = find_unit(words)
        if unit_name:
            words = words[words.find(unit_name) + len(unit_name) :]
        if not words or _ROOMS.match(words):
            return Head((Concept("buildings", "", Subject(), unit_name),), 0, len(clause))
        if len(words) > _LONGEST_SUBJECT:
            return None
        return Head((Concept("buildings", "", Subject("use", words), unit_name),), 0, len(clause))


def concepts_of(label: Label, words: str, before: str) -> tuple[Concept, ...]:
    """What a label names where it was found."""
    subject = Subject(label.subject_kind, words, label.subject_code)
    if not label.subject_kind:
        subject = Subject()
    first = Concept(label.stem, label.sides[0], subject, find_unit(before) if before else "", label.component)
    if len(label.sides) == 1:
        return (first,)
    if label.stem == "overall":
        return (replace(first, stem="revenue"), replace(first, stem="expenditure", side="expenditure"))
    return (first, *(replace(first, side=side) for side in label.sides[1:]))


def _applies(label: Label, path: tuple[str, ...], kind: Kind) -> bool:
    if kind not in label.kinds:
        return False
    return not label.sections or any(key in label.sections for key in path) or path[0] == UNRECOGNISED


@lru_cache(maxsize=1024)
def _labels(path: tuple[str, ...], kind: Kind, unit: UnitKind) -> tuple[tuple[Label, ...], re.Pattern[str] | None]:
    """The labels for a section and a unit, and one pattern with a group for each."""
    wanted = tuple(
        label
        for label in LABELS
        if label.pattern and (unit in label.units or unit == "percent") and _applies(label, path, kind)
    )
    if not wanted:
        return (), None
    return wanted, re.compile("|".join(f"(?P<g{i}>{label.pattern})" for i, label in enumerate(wanted)))


@lru_cache(maxsize=1024)
def _after_labels(path: tuple[str, ...], kind: Kind, unit: UnitKind) -> tuple[tuple[Label, re.Pattern[str]], ...]:
    return tuple(
        (label, re.compile(label.after))
        for label in LABELS
        if label.after and unit in label.units and _applies(label, path, kind)
    )
