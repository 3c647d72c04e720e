"""One thing, two names: 部门 and 单位 mixed, projects and units written in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import label, wording
from mingzhang.checks.plausibility.lines import form_texts, narrative_lines, project_names, text_lines
from mingzhang.checks.plausibility.outcome import TABLE, TextCheck
from mingzhang.checks.plausibility.similar import differs_inside, find_variants, misspelt_suffixes
from mingzhang.ground.source import Locator
from mingzhang.ground.text import fold
from mingzhang.recognise.identity import normalise_agency
from mingzhang.tables import STANDARD

_WORD = {"dept": "部门", "unit": "单位"}
_OTHER = {"dept": "单位", "unit": "部门"}
_EITHER = re.compile(r"部门[(（]单位[)）]|单位[(（]部门[)）]|部门[、和及与/]单位|单位[、和及与/]部门")
_HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十]+(?:部分|章|篇)|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])"
)
_CAPTION = re.compile(r"^(?P<word>部门|单位)名称[:：]")
_NUMBER = re.compile(r"^(?P<word>部门|单位)公开(?:\d+表|表\d+)$")
_LONGEST_HEADING = 40
_OFFICIAL = frozenset(fold(table.title) for table in STANDARD)
_CODE_PREFIX = re.compile(r"^[\d\[\]()]+[-—_]?")


class Q07(TextCheck):
    """The cover speaks of a department (部门) and headings, captions or table numbers of a unit (单位), or the reverse.

    Official titles of tables, “部门（单位）”, the unit of measure and the names of classifications are left out.
    """

    code = "Q07"
    rule_zh = (
        "封面称“部门”，标题、表上说明或表号却称“单位”；或者相反。标准表名、“部门（单位）”、计量单位和分类名称不计。"
    )
    title_zh = "“部门”与“单位”混用"
    title_en = "Department and unit mixed"
    why_zh = "部门预算含所属单位，单位预算只含本单位；两种说法混用，读者不知道数据的范围。"
    why_en = "A department's budget includes its units, a unit's does not; mixed words leave the scope unclear."
    basis_zh = "财预〔2016〕143号、财预〔2021〕29号：部门和所属单位分别公开。"
    basis_en = "Cai Yu [2016] No. 143 and Cai Yu [2021] No. 29: departments and their units disclose separately."
    requires_zh = "需要封面写明“部门”或“单位”预算（决算）；封面没有写时记为资料不足。"
    requires_en = "Needs a cover that says 部门 or 单位; otherwise insufficient data."
    fix_zh = "公布者按封面统一标题、表头和表号的说法。"
    fix_en = "Use the word of the cover in all headings, captions and table numbers."
    good = Example(tables=TABLE, narrative="一、部门收支情况说明\n预算收入20.00万元。")
    bad = Example(
        tables=TABLE.replace("部门名称", "单位名称"), narrative="一、单位预算收支情况说明\n预算收入20.00万元。"
    )

    says_headings_captions_table_numbers = wording(
        "Q07.headings_captions_table_numbers",
        "标题、表头和表号与封面的“{scope}”一致。",
        "Headings, captions and table numbers use the word of the cover.",
    )
    says_cover_names_neither_nor = wording(
        "Q07.cover_names_neither_nor",
        "封面没有写明是部门还是单位，不能比较。",
        "The cover names neither 部门 nor 单位.",
    )
    says_cover_says_but_say = wording(
        "Q07.cover_says_but_say",
        "封面为“{scope}”，{kind}却有{count}处用“{scope2}”，如“{words}”。",
        "The cover says “{scope}”, but {kind} say “{scope2}” in {count} {count:place|places}, such as “{words}”.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per kind of place: headings, captions, table numbers, wording."""
        evidence = disclosure.identity.evidence.get("scope")
        if evidence is None or evidence.basis != "cover" or evidence.line is None:
            yield self.undecided("scope", self.says_cover_names_neither_nor())
            return
        scope = disclosure.identity.scope
        cover = Locator(evidence.line)
        yield from self.or_nothing(
            (
                self._mixed(kind, words, places, scope, cover)
                for kind, (words, places) in _uses(disclosure, _OTHER[scope]).items()
            ),
            self.says_headings_captions_table_numbers(scope=_WORD[scope]),
        )

    def _mixed(self, kind: str, words: str, places: list[Locator], scope: str, cover: Locator) -> Finding:
        count = len(places)
        return self.finding(
            kind,
            True,
            self.says_cover_says_but_say(
                scope=_WORD[scope], kind=_KINDS[kind], count=count, scope2=_OTHER[scope], words=words
            ),
            (*places[:7], cover),
            left=(_KINDS[kind], words),
            right=(sides.COVER, _WORD[scope]),
        )


_KINDS = {
    "heading": (label("plausibility.headings", "标题", "headings")),
    "caption": (label("plausibility.captions_tables", "表头名称栏", "captions of tables")),
    "table_number": (label("plausibility.table_numbers", "表号", "table numbers")),
    "wording": (label("plausibility.sentences", "正文", "sentences")),
}


def _uses(disclosure: Disclosure, word: str) -> dict[str, tuple[str, list[Locator]]]:
    """Where the other word is used: kind of place → first wording and all places."""
    found: dict[str, tuple[str, list[Locator]]] = {}
    for line in text_lines(disclosure):
        if word not in line.text or line.part in ("front", "terms"):
            continue
        text = _EITHER.sub("", line.text)
        kind = _kind_of(text, word)
        if kind and not line.in_form and fold(text) not in _OFFICIAL:
            shown = f"{word}名称" if kind == "caption" else text[:_LONGEST_HEADING]
            found.setdefault(kind, (shown, []))[1].append(line.place)
    return found


def _kind_of(text: str, word: str) -> str:
    if (caption := _CAPTION.match(text)) and caption["word"] == word:
        return "caption"
    if (number := _NUMBER.match(text)) and number["word"] == word:
        return "table_number"
    is_heading = _HEADING.match(text) and len(text) <= _LONGEST_HEADING and not re.search(r"[。；，,;]", text)
    if is_heading and re.search(rf"本?{word}(?:预算|决算|收支|收入|支出|职责|概况|基本情况|整体|机构)", text):
        return "heading"
    if word == "部门" and "部门各单位" in text:
        return "wording"
    return ""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A passage in which a name may be written differently."""

    text: str
    place: Locator


class Q08(TextCheck):
    """A project's name differs in two places by one character, or by a few characters put in.

    The names of the project table (without one, of the forms) are searched in the narrative and in the form of the
    project. Two names of the table are two projects; a difference in digits, ordinals or at the ends of a name counts
    as another name.
    """

    code = "Q08"
    rule_zh = (
        "同一项目名称在两处相差一个字，或多出几个字。"
        "在情况说明和该项目的绩效表中查找项目表（没有项目表时为绩效表）的名称。表中的两个名称就是两个项目；数字、"
        "序号或首尾不同的视为另一名称。"
    )
    title_zh = "同一项目名称写法不一"
    title_en = "A project's name written in two ways"
    why_zh = "同一项目在表格、说明和绩效表里名称不同，读者无法确认是不是一个项目，也难以检索。"
    why_en = "With two spellings readers cannot tell whether it is one project, and search finds only one of them."
    requires_zh = "需要项目支出表或绩效表；没有项目名称时记为资料不足。"
    requires_en = "Needs the project table or forms; insufficient data without names of projects."
    fix_zh = "公布者核对并统一项目名称。"
    fix_en = "Use one name for one project."
    _PROJECTS = """2023年项目支出预算表（本年预算）
单位：万元
项目名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算⇥财政专户管理资金⇥单位资金
乡镇档案室牌匾费⇥12.00⇥12.00⇥⇥⇥⇥"""
    good = Example(tables=_PROJECTS, narrative="一、收支情况说明\n主要是新增乡镇档案室牌匾费12.00万元。")
    bad = Example(tables=_PROJECTS, narrative="一、收支情况说明\n主要是新增乡村档案室牌匾费12.00万元。")

    says_names_projects_written_one = wording(
        "Q08.names_projects_written_one",
        "{count}个项目的名称写法一致。",
        "The names of {count} projects are written in one way.",
    )
    says_names_projects_read = wording(
        "Q08.names_projects_read", "没有读到项目名称，不能比较写法。", "No names of projects were read."
    )
    says_project_written_elsewhere = wording(
        "Q08.project_written_elsewhere",
        "项目“{name}”在别处写作“{variant}”（{count}处），名称不一致。",
        "The project “{name}” is written “{variant}” elsewhere ({count} {count:place|places}).",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per pair of spellings."""
        names = project_names(disclosure) or _of_forms(disclosure)
        if not names:
            yield self.undecided("projects", self.says_names_projects_read())
            return
        yield from self.or_nothing(
            self._variants(disclosure, names),
            self.says_names_projects_written_one(count=len(names)),
        )

    def _variants(self, disclosure: Disclosure, names: Mapping[str, Locator]) -> Iterator[Finding]:
        seen: dict[tuple[str, str], list[Locator]] = {}
        for name, variant, place in (*_in_narrative(disclosure, names), *_in_forms(disclosure, names)):
            seen.setdefault((name, variant), []).append(place)
        for (name, variant), places in seen.items():
            yield self.finding(
                f"{name}/{variant}",
                True,
                self.says_project_written_elsewhere(name=name, variant=variant, count=len(places)),
                (next(place for known, place in names.items() if name in known), *places),
                left=(sides.PROJECT, name),
                right=(sides.ELSEWHERE_2, variant),
            )


def _of_forms(disclosure: Disclosure) -> dict[str, Locator]:
    """The names that the forms print, for final accounts, which have no table of projects."""
    printed = (form.fields.get("project_name") for form in disclosure.forms.forms)
    return {name.value: Locator(name.line, name.cell) for name in printed if name and name.status == "as_printed"}


def _in_narrative(disclosure: Disclosure, names: Mapping[str, Locator]) -> Iterator[tuple[str, str, Locator]]:
    mentions = [_Mention(line.text, line.place) for line in narrative_lines(disclosure)]
    yield from _search(mentions, names)


def _search(mentions: list[_Mention], names: Mapping[str, Locator]) -> Iterator[tuple[str, str, Locator]]:
    joined = "\n".join(mention.text for mention in mentions)
    for name in names:
        for variant in find_variants(name, joined):
            if not any(variant in known or known in variant for known in names):
                for mention in mentions:
                    if variant in mention.text:
                        yield name, variant, mention.place


def _in_forms(disclosure: Disclosure, names: Mapping[str, Locator]) -> Iterator[tuple[str, str, Locator]]:
    """Another spelling in the head of the form that was linked to a project, or in its texts."""
    projects = {link.form_id: link.project.project_name for link in disclosure.forms.links if link.project}
    for form in disclosure.forms.forms:
        name, printed = projects.get(form.form_id, ""), form.fields.get("project_name")
        if name and printed and printed.status == "as_printed" and differs_inside(fold(name), fold(printed.value)):
            yield name, printed.value, Locator(printed.line, printed.cell)
    for text in form_texts(disclosure):
        for stem, variant in misspelt_suffixes(projects.get(text.form_id, ""), text.text):
            yield stem, variant, text.place


class Q09(TextCheck):
    """A unit's name in a form or in the narrative differs from that in the tables by some characters inside it.

    Compared are the units of the project table and the publisher with 主管部门 and 实施单位 of the forms and the
    listed units; a name that the tables hold too is another unit. Suffixes such as （部门） make no difference.
    """

    code = "Q09"
    rule_zh = (
        "绩效表或情况说明中的单位名称，与报表中的名称中间差几个字。以项目表的单位和公布者，对照绩效表的主管部门、"
        "实施单位和所列单位；报表中也有的名称视为另一单位。“（部门）”等后缀不计。"
    )
    title_zh = "同一单位名称写法不一"
    title_en = "A unit's name written in two ways"
    why_zh = "单位名称前后不一，读者不能确定是不是同一单位，数据也难以按单位汇总。"
    why_en = "With two names readers cannot tell whether it is one unit, and figures cannot be added up by unit."
    requires_zh = "比较项目支出表、绩效表和机构设置中的单位名称；没有可比的名称时记为通过。"
    requires_en = "Compares names in the project table, the forms and the list of units; passes where none differ."
    fix_zh = "公布者核对单位全称并统一。"
    fix_en = "Check the unit's full name and use it throughout."
    _UNITS = """2023年项目支出预算表（本年预算）
单位：万元
项目名称⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算⇥财政专户管理资金⇥单位资金
示例县档案馆⇥12.00⇥12.00⇥⇥⇥⇥
示例县档案信息网络中心⇥12.00⇥12.00⇥⇥⇥⇥
库房维修费⇥12.00⇥12.00⇥⇥⇥⇥"""
    _FORM = """示例县(区)级预算部门(单位)项目支出绩效目标申报表
(2023年度)
项目名称⇥库房维修费⇥⇥⇥
主管部门及代码⇥099-示例县档案馆⇥⇥实施单位⇥{unit}
项目概况⇥修缮库房⇥⇥⇥
绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
⇥产出指标⇥数量指标⇥维修面积⇥≥100平方米"""
    good = Example(tables=_UNITS, forms=_FORM.format(unit="示例县档案信息网络中心"))
    bad = Example(tables=_UNITS, forms=_FORM.format(unit="示例县档案信息中心"))

    says_names_units_written_one = wording(
        "Q09.names_units_written_one", "单位名称写法一致。", "The names of units are written in one way."
    )
    says_unit_tables_written_elsewhere = wording(
        "Q09.unit_tables_written_elsewhere",
        "表格中的单位“{name}”在别处写作“{variant}”（{count}处），名称不一致。",
        "The unit “{name}” of the tables is written “{variant}” elsewhere ({count} {count:place|places}).",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per pair of names."""
        known = _known_units(disclosure)
        seen: dict[tuple[str, str], list[Locator]] = {}
        for name, place in _other_units(disclosure):
            bare = normalise_agency(name)
            if bare not in known:
                for other in known:
                    if differs_inside(other, bare):
                        seen.setdefault((other, bare), []).append(place)
        yield from self.or_nothing(
            (self._pair(name, variant, known[name], places) for (name, variant), places in seen.items()),
            self.says_names_units_written_one(),
        )

    def _pair(self, name: str, variant: str, place: Locator, places: list[Locator]) -> Finding:
        return self.finding(
            f"{name}/{variant}",
            True,
            self.says_unit_tables_written_elsewhere(name=name, variant=variant, count=len(places)),
            (place, *places),
            left=(sides.TABLES, name),
            right=(sides.ELSEWHERE_2, variant),
        )


def _known_units(disclosure: Disclosure) -> dict[str, Locator]:
    """The publisher and the units of the tables, normalised, with their first place."""
    name = disclosure.identity.evidence.get("agency_name")
    known = {disclosure.identity.agency_name_normalised: Locator(name.line if name and name.line else 1)}
    for reading in disclosure.readings:
        if reading.layout.grammar.by_project or reading.layout.grammar.by_unit:
            for record in reading.records:
                if record.row_kind == "unit" and record.unit_name:
                    known.setdefault(normalise_agency(record.unit_name), record.place)
    return known


def _other_units(disclosure: Disclosure) -> Iterator[tuple[str, Locator]]:
    for form in disclosure.forms.forms:
        for printed in (form.fields.get("unit"), form.fields.get("agency")):
            if printed and printed.value and printed.status != "unreliable":
                yield _CODE_PREFIX.sub("", printed.value), Locator(printed.line, printed.cell)
    for statement in disclosure.narrative.statements:
        if statement.statement == "subordinate_unit" and statement.subject.name:
            yield statement.subject.name, statement.locator


NAME_CHECKS = (Q07(), Q08(), Q09())
