"""What a doubtful identity is answered with: a question that lists the options, never a guess."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang.ground.errors import DisclosureError

_AGREE = "an argument that agrees with the document"


def not_a_disclosure(path: str) -> DisclosureError:
    """No title of a disclosure and no standard table was found."""
    return DisclosureError(
        "identify-not-a-disclosure",
        "this text is no budget or final-account disclosure: no cover title and no standard table was found",
        path,
        1,
        "a cover line such as 2023年度部门预算公开 and the standard tables",
        "check that the right file was given, and that it was converted with TAB-separated tables",
    )


def is_template(path: str, line: int | None) -> DisclosureError:
    """The cover holds a placeholder where the name belongs."""
    return DisclosureError(
        "identify-not-a-disclosure",
        "this is a blank template: the cover has a placeholder where the name belongs",
        path,
        line or 1,
        "a disclosure that a department or unit has filled in",
        "give the filled-in document",
    )


def which(what: str, option: str, options: Iterable[str], path: str, line: int | None) -> DisclosureError:
    """A value that the document leaves open, with what it may be."""
    listed = ", ".join(options)
    return DisclosureError(
        f"identify-{what}",
        f"the document does not settle the {what}: {listed}" if listed else f"the document does not tell the {what}",
        path,
        line or 1,
        f"one {what}, said on the cover or by the tables",
        f"say which with --{option}",
    )


def contradiction(message: str, option: str, path: str, line: int | None) -> DisclosureError:
    """An argument that the document denies."""
    return DisclosureError(
        "identify-contradiction", message, path, line, _AGREE, f"leave --{option} out, or correct it"
    )
