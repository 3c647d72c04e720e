"""What a stage noticed while reading; `checks/` turns notes into findings with words and severity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mingzhang.ground.source import Locator


@dataclass(frozen=True, slots=True)
class Note:
    """`check` is the permanent code of the check that speaks of it, `instance` what it is about.

    `values` are the facts its message needs, as text.
    """

    check: str
    instance: str
    locators: tuple[Locator, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
