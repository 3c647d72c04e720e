"""Names of codes against the lists of codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingzhang.checks.base import Check, Disclosure, Example, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import wording
from mingzhang.checks.plausibility.outcome import TABLE, AccountCheck
from mingzhang.checks.tables import PrintedName, names_by_code
from mingzhang.codes.classifications import Code, load_codes, normalise_name, scheme_of


class Q29(AccountCheck):
    """A code bears the name, or a known other spelling or earlier name, that the list of codes has for it.

    The lists were made from published documents and are not official, so a difference asks for a look. Codes the
    lists do not hold are told by R20; a code with two names in the document by X18.
    """

    code = "Q29"
    rule_zh = (
        "编码所带的名称与编码表相同，或是其已知的别名、旧名。编码表由已公开文档整理，并非官方发布，"
        "因此不同只供复核。编码表没有的编码见R20，同一编码有两个名称见X18。"
    )
    title_zh = "科目名称与编码表不同"
    title_en = "A code with another name than the list has"
    why_zh = "编码与名称对不上，多半是其中一个写错了，汇总时会归入别的科目。"
    why_en = "Where code and name do not fit, one of them is probably wrong, and sums by code go elsewhere."
    requires_zh = "编码在本站编码表中（编码表由已公开文档整理，并非官方发布）；不在表中的编码见 R20。"
    requires_en = "The code is in this portal's list, which was made from published documents; others are told by R20."
    fix_zh = "公布者按当年《政府收支分类科目》核对编码和名称。"
    fix_en = "The publisher checks code and name against the classification of the year."
    good = Example(tables=TABLE.replace("2012601⇥行政运行", "2012604⇥档案馆"))
    bad = Example(tables=TABLE.replace("2012601⇥行政运行", "2012604⇥行政运行"))

    says_every_code_bears_name = wording(
        "Q29.every_code_bears_name", "各编码的名称都与编码表相符。", "Every code bears the name that the list has."
    )
    says_code_called_document_list = wording(
        "Q29.code_called_document_list",
        "编码{code}在文档中名为“{name}”，编码表中名为“{name2}”。",
        "Code {code} is called “{name}” in the document and “{name2}” in the list.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per code whose name differs, or one pass for the whole document."""
        said = self.says_every_code_bears_name()
        return self.or_nothing(self._differing(disclosure), said)

    def _differing(self, disclosure: Disclosure) -> Iterator[Finding]:
        for (scheme, code), printed in names_by_code(disclosure).items():
            known = scheme_of(code)
            listed = load_codes(known).get(code) if known == scheme else None
            if listed and len({one.plain for one in printed}) == 1 and not _is_name_of(printed[0], listed):
                name = printed[0].name
                yield self.finding(
                    f"{scheme}/{code}",
                    True,
                    self.says_code_called_document_list(code=code, name=name, name2=listed.name),
                    (one.place for one in printed),
                    (sides.PRINTED, name),
                    (sides.LISTED, listed.name),
                )


def _is_name_of(printed: PrintedName, listed: Code) -> bool:
    return printed.plain in {normalise_name(name) for name in (listed.name, *listed.aliases)}


LISTED_CHECKS: tuple[Check, ...] = (Q29(),)
