"""Numbers of persons and groups that stand behind what they belong to (`公务接待费…，共接待5批次，30人次`)."""

from __future__ import annotations

from dataclasses import dataclass

from mingzhang.narrative.quantities import UnitKind


@dataclass(frozen=True, slots=True)
class CountRule:
    """With one of these units, a number after one of these stems is a number of `stem`."""

    units: tuple[UnitKind, ...]
    after: tuple[str, ...]
    stem: str


RECEPTIONS = ("reception", "domestic_reception", "foreign_guest_reception", "overseas_reception")

COUNT_RULES = (
    CountRule(("visits", "people"), ("abroad", "delegations"), "abroad_persons"),
    CountRule(("groups", "items"), ("abroad",), "delegations"),
    CountRule(("visits", "people"), RECEPTIONS, "reception_persons"),
    CountRule(("groups",), RECEPTIONS, "receptions"),
)


def count_stem(stem: str, unit: UnitKind) -> str:
    """The stem that a number with this unit is of, after `stem`; empty if none."""
    return next((rule.stem for rule in COUNT_RULES if unit in rule.units and stem in rule.after), "")
