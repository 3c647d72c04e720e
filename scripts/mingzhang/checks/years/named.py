"""Whether two disclosures that belong together give the unit the same name and code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mingzhang.checks.base import Example, Status
from mingzhang.checks.engine.phrases import NOTHING, Phrase, wording
from mingzhang.checks.years.base import Figure, Pair, PairFinding, Published, Relation, YearCheck
from mingzhang.checks.years.words import judged

_GOOD = Example(
    document="示例县档案馆\n{year}年度部门预算\n第一部分 概况\n第二部分 {year}年部门预算报表\n"
    "预算公开表1\n预算收支总表\n"
    "单位：万元\n收入⇥⇥支出⇥⇥⇥\n项目⇥金额⇥项目⇥合计⇥当年预算安排⇥上年结转安排\n"
    "收入总计⇥200.00⇥支出总计⇥200.00⇥200.00⇥\n第三部分 {year}年度部门预算情况说明\n"
)


def _in(year: int, example: Example) -> Example:
    return replace(example, document=example.document.replace("{year}", str(year)))


_BAD = replace(_GOOD, document=_GOOD.document.replace("示例县档案馆", "示例县档案局"))


class Y06(YearCheck):
    """Disclosures of one unit carry the same name and the same agency code.

    Disclosures belong together where division and scope agree and either the name or the code does. Where the name
    differs, their figures are not compared before a person has said that the unit is the same.
    """

    code = "Y06"
    rule_zh = (
        "同一单位各年的公开，名称和部门编码相同。区划和部门（单位）性质相同，且名称或编码相同的，视为同一单位。"
        "名称不同的，在人工确认是同一单位之前，不比较其数字。"
    )
    severity = "review"
    relations = ("years", "account", "carry")
    title_zh = "同一单位各年的名称和代码一致"
    title_en = "A unit keeps its name and code"
    why_zh = "名称或代码变了，可能是更名、重组，也可能是代码给了别的单位；跨年比较前需要人来确认。"
    why_en = (
        "Another name or code may mean a renamed or reorganised unit, or a code given to another one: a person has to "
        "say so before years are compared."
    )
    basis_zh = "预算单位代码由财政部门编定，可以调整，故仅供复核。"
    basis_en = "Agency codes are the finance department's and may change, so it is for review."
    fix_zh = "公布者核对封面名称和部门代码；确已变更的，由收录者注明。"
    fix_en = "The publisher checks name and code; where they did change, the catalog should say so."
    good = Pair(_in(2022, _GOOD), _in(2023, _GOOD))
    bad = Pair(_in(2022, _GOOD), _in(2023, _BAD))

    says_name = wording("Y06.name", "名称", "name")
    says_code = wording("Y06.code", "代码", "code")
    says_amounts_not_compared = wording("Y06.amounts_not_compared", "，金额暂不比较", "; amounts are not compared")
    says_side = wording("Y06.side", "{title}{said}{text}", "{said} in {title}: {text}")
    says_unit_s = wording(
        "Y06.unit_s",
        "{left_title}的单位{said}是“{one}”，{right_title}是“{other}”{more}。",
        "The unit's {said} is “{one}” in {left_title} and “{other}” in {right_title}{more}.",
    )

    def find(self, left: Published, right: Published, relation: Relation) -> Iterable[PairFinding]:
        """One instance for the name, one for the code (where both print one)."""
        yield self._same(left, right, "agency_name", left.agency_name, right.agency_name, self.says_name())
        if not (left.agency_code.startswith("x") or right.agency_code.startswith("x")):
            yield self._same(left, right, "agency_code", left.agency_code, right.agency_code, self.says_code())

    def _same(self, left: Published, right: Published, what: str, one: str, other: str, said: Phrase) -> PairFinding:
        keys = (left.agency_key, right.agency_key) if what == "agency_name" else (one, other)
        status: Status = "pass" if keys[0] == keys[1] else "fail"
        sides = [
            Figure(self.says_side(title=package.title, said=said, text=text), None, package.said_at(what))
            for package, text in ((left, one), (right, other))
        ]
        more = self.says_amounts_not_compared() if status == "fail" and what == "agency_name" else NOTHING
        return judged(
            self, left, right, what, sides[0], sides[1], status,
            self.says_unit_s(
                left_title=left.title, said=said, one=one, right_title=right.title, other=other, more=more
            ),
        )  # fmt: skip


NAMED_CHECKS: tuple[YearCheck, ...] = (Y06(),)
