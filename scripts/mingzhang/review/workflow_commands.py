"""Workflow commands of GitHub Actions, written so that no text in them can end one or begin another."""

from __future__ import annotations

from typing import Literal

Level = Literal["error", "warning", "notice"]


def escape_data(text: str) -> str:
    """A message: what would end the command or start another one is encoded."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("##[", "##%5B")


def escape_property(text: str) -> str:
    """A property's value: also what separates properties."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")


def command(level: Level, message: str, *, title: str = "", file: str = "", line: int | None = None) -> str:
    """One annotation: `::error file=…,line=…,title=…::…`."""
    told = {"file": file, "line": str(line or ""), "title": title}
    properties = ",".join(f"{name}={escape_property(value)}" for name, value in told.items() if value)
    return f"::{level}{' ' if properties else ''}{properties}::{escape_data(message)}"
