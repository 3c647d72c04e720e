"""What a unit has besides money: staff and bodies, vehicles, purchases. All of it fits the money, unless a hazard."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from .places import Publisher
from .vocabulary import BODIES, PURCHASES

Change = tuple[int, int, int, int]
"""The change on last year of each 三公 item: going abroad, receptions, running vehicles, buying vehicles."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """Posts, staff in post, internal bodies; the units are those of the publisher."""

    posts: int
    staff: int
    bodies: tuple[str, ...]


def draw_organisation(rng: Random, personnel: int, hazards: frozenset[str]) -> Organisation:
    """Nine to twenty 万元 of personnel money a head; with `figures_apart` more staff than posts."""
    staff = max(1, personnel // rng.randint(900, 2_000))
    posts = staff + rng.randint(0, max(1, staff // 8))
    if "figures_apart" in hazards:
        posts, staff = staff, posts + rng.randint(1, 6)
    return Organisation(posts, staff, tuple(rng.sample(BODIES, rng.randint(2, 7))))


def draw_vehicles(rng: Random, running: int, hazards: frozenset[str]) -> int:
    """Vehicles for their running costs: none without; with `figures_apart` the other way round."""
    held = max(1, running // rng.randint(150, 400)) if running else 0
    if "figures_apart" in hazards:
        return 0 if held else rng.randint(1, 9)
    return held


def draw_procurement(
    rng: Random, purchases: Iterable[tuple[str, int]], equipment: int, hazards: frozenset[str]
) -> tuple[int, int, int]:
    """Goods, works, services: what projects and equipment buy, and some more; with `figures_apart` nothing."""
    more = rng.choice((0, rng.randint(1, 9_000))) if "figures_apart" not in hazards else 0
    if "figures_apart" in hazards:
        return 0, 0, 0
    bought = {"goods": equipment + more, "works": 0, "services": 0}
    for name, amount in purchases:
        for kind, names in PURCHASES.items():
            if name.endswith(names):
                bought[kind] += max(0, amount)
    return bought["goods"], bought["works"], bought["services"]


def draw_change(rng: Random, amount: int) -> int:
    """A change on last year: last year is never below half nor above one and a half of this year's amount."""
    if not amount or rng.random() < 0.4:
        return 0
    return rng.randint(-(amount // 2), amount // 2)


def write_organisation(rng: Random, publisher: Publisher, organisation: Organisation, omitted: str) -> list[str]:
    """Bodies, units and staff, worded in several ways; bodies and units are left out with the duty D23."""
    posts, staff = organisation.posts, organisation.staff
    paragraphs = [
        rng.choice(
            (
                f"编制人数{posts}人，实有在职人数{staff}人。",
                f"人员编制{posts}名，实有在职人员{staff}人。",
                f"核定编制{posts}名，年末实有在职人员{staff}人。",
            )
        )
    ]
    if omitted == "D23":
        return paragraphs
    count, names = len(organisation.bodies), "、".join(organisation.bodies)
    paragraphs.append(
        rng.choice(
            (
                f"内设机构{count}个，分别是{names}。",
                f"内设机构{count}个，包括：{names}。",
                f"下设{count}个内设机构，分别为{names}。",
            )
        )
    )
    below = publisher.units[1:]
    if below:
        paragraphs.append(f"所属单位{len(below)}个，分别为{'、'.join(below)}。")
    rng.shuffle(paragraphs)
    return paragraphs
