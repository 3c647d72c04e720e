"""How codes are printed: whole, in three columns, relative to the row above, joined with the name, or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mingzhang import codes
from mingzhang.codes import Scheme
from mingzhang.ground.text import clean, fold

_CODE_AND_NAME = re.compile(r"[\[(（【]?(\d{3}(?:\d{2}){0,3})[\])）】]?[-—_:.、]*([^\d\W].*)")
_WHOLE = re.compile(r"\d{3}(?:\d{2}){0,3}")
_FLOAT = re.compile(r"(\d{3}(?:\d{2}){0,3})\.0+")
_RELATIVE = re.compile(r"\d{2}")


def split_code_and_name(text: str) -> tuple[str, str] | None:
    """`[2080505]养老保险`, `2080505-养老保险`, `2080505养老保险` → code and name; None where there is no code."""
    found = _CODE_AND_NAME.fullmatch(text)
    return (fold(found[1]), found[2]) if found else None


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """The code of a row with its name; `recovered` where it is not printed whole, `refused` where it is not known."""

    code: str
    name: str
    recovered: bool = False
    refused: bool = False


class CodeReader:
    """Reads the codes of one list from its first row to its last; remembers the 类 and 款 it is in.

    `by_name` says that the table prints no codes, so that names in the code tree stand for them.
    """

    def __init__(self, scheme: Scheme, *, by_name: bool = False, prefix: str = "code") -> None:
        self.scheme: Scheme = scheme
        self.by_name = by_name
        self.prefix = prefix
        self.deepest = 2 if scheme != "functional" else 3
        self.above = ["", ""]

    def read(self, texts: Mapping[str, str], code: str, name: str) -> PrintedCode:
        """The code of a row, from its text cells by role."""
        parts = [fold(texts.get(f"{self.prefix}_{part}", "")) for part in ("class", "group", "item")]
        if any(parts):
            return self._remember(PrintedCode(self._of_parts([plain_code(part) for part in parts]), name, True))
        printed = fold(code)
        if not printed:
            joined = split_code_and_name(clean(name))
            if joined:
                return self._remember(PrintedCode(*joined))
            return self._remember(self._named(name)) if self.by_name else PrintedCode("", name)
        return self._remember(self._single(printed, code, name))

    def _single(self, printed: str, code: str, name: str) -> PrintedCode:
        plain = plain_code(printed)
        if _WHOLE.fullmatch(plain):
            return PrintedCode(plain, name, plain != printed)
        if _RELATIVE.fullmatch(plain):
            return self._relative(plain, name)
        joined = split_code_and_name(clean(code))
        if joined:
            return PrintedCode(joined[0], name or joined[1])
        return PrintedCode("", clean(f"{code}{name}"), refused=True)

    def _of_parts(self, parts: list[str]) -> str:
        """类, 款, 项 of three columns, each absolute or relative, those not printed carried down."""
        code = ""
        for depth, part in enumerate(parts):
            if not part:
                if depth < len(self.above) and not code and any(parts[depth + 1 :]):
                    code = self.above[depth] or code
                elif depth < len(self.above) and any(parts[depth + 1 :]) and self.above[depth].startswith(code):
                    code = self.above[depth]
                continue
            code = part if len(part) == 3 + 2 * depth or not code else f"{code}{part}"
        return code if _WHOLE.fullmatch(code) else ""

    def _relative(self, part: str, name: str) -> PrintedCode:
        group, item = f"{self.above[0]}{part}", f"{self.above[1]}{part}"
        fitting = [code for code in (item, group) if self._is_called(code, name)]
        if not fitting and self.above[0] and not self.above[1]:
            fitting = [group]
        if len(fitting) == 1 or (fitting and self.deepest == 2):
            return PrintedCode(fitting[0], name, True)
        return PrintedCode("", name, refused=True)

    def _is_called(self, code: str, name: str) -> bool:
        listed = codes.load_codes(self.scheme).get(code) if _WHOLE.fullmatch(code) else None
        return listed is not None and codes.normalise_name(listed.name) == codes.normalise_name(name)

    def _named(self, name: str) -> PrintedCode:
        """The code of a row that prints only a name: the deepest in the branch the list is in."""
        for level, prefix in ((3, self.above[1]), (2, self.above[0]), (1, "")):
            if level > self.deepest or (level > 1 and not prefix):
                continue
            found = codes.find_by_name(self.scheme, name, level=level, prefix=prefix)
            if len(found) == 1:
                return PrintedCode(found[0].code, name, True)
        return PrintedCode("", name)

    def pass_by(self, code: str) -> None:
        """Take note of a code that was read elsewhere."""
        self._remember(PrintedCode(code, ""))

    def _remember(self, printed: PrintedCode) -> PrintedCode:
        code = printed.code
        if code:
            self.above = [code[:3], code[:5] if len(code) >= 5 else ""]
        return printed


def is_relative(text: str) -> bool:
    """Whether a code says only its own level: two digits, to be added to the row above."""
    return _RELATIVE.fullmatch(fold(text)) is not None


def plain_code(text: str) -> str:
    """A code without what a spreadsheet added: `208.0` → `208`."""
    found = _FLOAT.fullmatch(text)
    return found[1] if found else text
