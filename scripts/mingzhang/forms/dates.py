"""Dates printed as digits: 14 with the time, 12 without seconds, 8 the day only."""

from __future__ import annotations

import re

DAY = re.compile(r"((?:19|20)\d\d)[年./-](\d{1,2})[月./-](\d{1,2})日?")


def parse_date(printed: str) -> str:
    """`20221227125440` → 2022-12-27T12:54:40; 12 digits without seconds; 8 digits the day; nothing if impossible."""
    if match := DAY.fullmatch(printed):
        year, month, day = (int(part) for part in match.groups())
        return f"{year:04}-{month:02}-{day:02}" if _is_day(year, month, day) else ""
    if not (printed.isascii() and printed.isdigit() and len(printed) in (8, 12, 14)):
        return ""
    year, month, day = int(printed[:4]), int(printed[4:6]), int(printed[6:8])
    if not _is_day(year, month, day):
        return ""
    date = f"{year:04}-{month:02}-{day:02}"
    clock = [printed[start : start + 2] for start in range(8, len(printed), 2)]
    if any(int(part) > limit for part, limit in zip(clock, (23, 59, 59), strict=False)):
        return date
    return f"{date}T{':'.join(clock)}" if clock else date


def _is_day(year: int, month: int, day: int) -> bool:
    if not (1990 <= year <= 2100 and 1 <= month <= 12):
        return False
    days = (31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return 1 <= day <= days[month - 1]
