"""Mingzhang 明账: disclosures of Chinese local governments as validated data packages and a portal.

For readers of data; importing it imports nothing else until one of these is used:

    import mingzhang

    package = mingzhang.open("datapackage/141123/141123-014-2023-dept-budget")  # folder, ZIP or address
    facts = package.frame("facts")                                              # pandas, with the schema's types
    everything = mingzhang.load("facts", "datapackage")                         # of many packages
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for true; importing it from typing would cost most of this import
if TYPE_CHECKING:
    from mingzhang.client import load as load
    from mingzhang.client import open as open
    from mingzhang.client import open_all as open_all
    from mingzhang.ground.errors import DisclosureError as DisclosureError
    from mingzhang.packages.published import PublishedPackage as PublishedPackage

    __version__: str

_PLACES = {
    "DisclosureError": "mingzhang.ground.errors",
    "PublishedPackage": "mingzhang.packages.published",
    "load": "mingzhang.client",
    "open": "mingzhang.client",
    "open_all": "mingzhang.client",
}

__all__ = ["DisclosureError", "PublishedPackage", "__version__", "load", "open", "open_all"]


def __getattr__(name: str) -> object:
    """What readers of data use, imported when it is first asked for."""
    if name == "__version__":
        from importlib.metadata import version

        return version("mingzhang")
    if name in _PLACES:
        from importlib import import_module

        found: object = getattr(import_module(_PLACES[name]), name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
