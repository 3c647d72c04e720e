"""Duties about what is shown of 三公 expenses and of the smaller funds."""

from __future__ import annotations

from collections.abc import Iterable

from mingzhang.checks.base import Disclosure, Finding
from mingzhang.checks.duties import samples
from mingzhang.checks.duties.decide import MEASURES_EN, MEASURES_ZH, Duty
from mingzhang.checks.duties.view import View, title_place, view_of
from mingzhang.checks.engine.phrases import label, wording
from mingzhang.checks.naming import table_of
from mingzhang.extract.model import TableReading
from mingzhang.ground.source import Locator

_ITEMS = (
    ("abroad", label("D10.travel_abroad", "因公出国（境）费", "travel abroad")),
    ("reception", label("D10.receptions", "公务接待费", "receptions")),
    ("vehicle_purchase", label("D10.purchase_vehicles", "公务用车购置费", "purchase of vehicles")),
    ("vehicle_operation", label("D10.operation_vehicles", "公务用车运行维护费", "operation of vehicles")),
)
_THREE_PUBLIC = (
    "2023年一般公共预算“三公”经费支出预算表\n单位：万元\n项目⇥合计⇥一般公共预算⇥政府性基金预算⇥国有资本经营预算\n"
    "因公出国（境）费⇥⇥⇥⇥\n公务接待费⇥1.00⇥1.00⇥⇥\n公务用车购置及运行费⇥2.00⇥2.00⇥⇥\n"
    "①公务用车购置费⇥⇥⇥⇥\n②公务用车运行维护费⇥2.00⇥2.00⇥⇥\n合计⇥3.00⇥3.00⇥⇥\n"
)


class D10(Duty):
    """The 三公 table has a place for travel abroad, receptions, and vehicles split into purchase and operation.

    Undecided where rows or columns of the table were not recognised.
    """

    code = "D10"
    rule_zh = (
        "“三公”经费表列有因公出国（境）、公务接待和公务用车，公务用车再分购置与运行。表的行或列未能识别的，不作判断。"
    )
    title_zh = "“三公”经费分项公开，公务用车细分购置和运行"
    title_en = "Three public expenses by item, vehicles split"
    why_zh = "只公开合计，看不出钱花在出国、接待还是公务用车上。"
    why_en = "A total alone does not tell travel, receptions and vehicles apart."
    basis_zh = f"{MEASURES_ZH}“三公”经费按因公出国（境）费、公务用车购置及运行费（购置、运行）、公务接待费公开。"
    basis_en = f"{MEASURES_EN} The three items are published, vehicles as purchase and operation."
    fix_zh = "公布者按规定的项目列示“三公”经费。"
    fix_en = "Show the items that the document names."
    good = samples.budget(tables=_THREE_PUBLIC)
    bad = samples.budget(
        tables=_THREE_PUBLIC.replace("①公务用车购置费⇥⇥⇥⇥\n", "").replace("②公务用车运行维护费⇥2.00⇥2.00⇥⇥\n", "")
    )

    says_table_not_found_see = wording(
        "D10.table_not_found_see", "没有找到“三公”经费表（见 D03）。", "The 三公 table was not found (see D03)."
    )
    says_table_has = wording("D10.table_has", "“三公”经费表列有{said}。", "The table has {said}.")
    says_table_says_empty = wording(
        "D10.table_says_empty", "“三公”经费表注明没有数据。", "The table says that it is empty."
    )
    says_not_read_table_whose = wording(
        "D10.not_read_table_whose",
        "“三公”经费表中没有读到{said}，表的读取有疑问。",
        "{said:first} was not read in the table, whose reading is in doubt.",
    )
    says_table_lacks = wording("D10.table_lacks", "“三公”经费表没有列出{said}。", "The table lacks {said}.")

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per item."""
        view = view_of(disclosure)
        reading = view.table("three_public")
        if reading is None:
            yield self.decide(
                "three_public",
                "unknown",
                self.says_table_not_found_see(),
                attribution="extraction",
            )
            return
        shown = _items_shown(view, reading)
        for kind, said in _ITEMS:
            place = [title_place(reading)]
            if kind in shown:
                yield self.decide(kind, "pass", self.says_table_has(said=said), [shown[kind]])
            elif not shown and reading.stated_empty:
                yield self.decide(kind, "not_applicable", self.says_table_says_empty(), place)
            elif not shown or view.is_doubtful(reading) or reading.layout.grammar.turned:
                yield self.decide(
                    kind,
                    "unknown",
                    self.says_not_read_table_whose(said=said),
                    place,
                    attribution="extraction",
                )
            else:
                yield self.decide(kind, "warning", self.says_table_lacks(said=said), place)


def _items_shown(view: View, reading: TableReading) -> dict[str, Locator]:
    """Item → where the table has a place for it: a row, or a column of the matrix."""
    if reading.layout.grammar.turned:
        items = {column.item for half in reading.layout.halves for column in half.amounts}
        missing = {
            column.item
            for half in reading.layout.halves
            for column in half.amounts
            if column.name in set(view.missing_columns("three_public"))
        }
        return dict.fromkeys((kind for kind, _ in _ITEMS if kind in items - missing), title_place(reading))
    return {record.texts.get("item_kind", ""): record.place for record in reading.records}


_FUNDS = (
    (
        "government_fund",
        label("duties.government_funds", "政府性基金预算", "government funds"),
        ("government_fund", "government_fund_expenditure"),
    ),
    (
        "state_capital",
        label("duties.state_capital_operating_budget", "国有资本经营预算", "the state capital operating budget"),
        ("state_capital",),
    ),
)


class D26(Duty):
    """Government funds and the state capital operating budget are shown: by a table, empty or not, or a sentence."""

    code = "D26"
    rule_zh = "公开政府性基金预算和国有资本经营预算：有表（空表也可），或有一句说明。"
    title_zh = "公开政府性基金和国有资本经营预算情况"
    title_en = "Government funds and state capital are stated"
    why_zh = "没有这两类资金也应说明，否则分不清没有还是没公开。"
    why_en = "Even where there is none it must be said, or silence could mean anything."
    fix_zh = "公布者公开相应的表，或在情况说明中写明没有此项收支。"
    fix_en = "Publish the table, or say that there is none."
    good = samples.budget("十二、其他说明\n本单位无政府性基金预算收支，无国有资本经营预算收支。\n")
    bad = samples.budget("十二、其他说明\n本单位无政府性基金预算收支。\n")

    says_how = wording("D26.how", "{said}：{how}。", "On {said}: {how}.")
    says_published = wording("D26.published", "有{layout}", "the {layout} is published")
    says_explanations_speak = wording("D26.explanations_speak", "情况说明有说明", "the explanations speak of it")
    says_shown_in_table = wording("D26.shown_in_table", "总表单列此项", "an overview has a row for it")
    says_table_sentence_read_may = wording(
        "D26.table_sentence_read_may",
        "没有读到{said}的表或说明，可能在转换中丢失。",
        "No table and no sentence on {said} was read; it may have been lost in conversion.",
    )
    says_there_table_nor_sentence = wording(
        "D26.there_table_nor_sentence",
        "既没有{said}的表，情况说明也没有提到。",
        "There is no table of {said}, nor a sentence on it.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per fund."""
        view = view_of(disclosure)
        for key, said, tables in _FUNDS:
            reading = next((found for table in tables if (found := view.table(table))), None)
            mention = next(
                (s for s in view.inside("narrative") if said.zh[:5] in s.text or said.zh[:5] in s.title_printed), None
            )
            if reading is not None:
                how, place = self.says_published(layout=table_of(reading.layout)), title_place(reading)
            elif mention is not None:
                how, place = self.says_explanations_speak(), Locator(mention.first_line)
            elif (row := _row_of(disclosure, said.zh[:5])) is not None:
                how, place = self.says_shown_in_table(), row
            elif (listed := _listed(view, tables)) is not None or _may_be_lost(view):
                yield self.decide(
                    key,
                    "unknown",
                    self.says_table_sentence_read_may(said=said),
                    [listed],
                    attribution="extraction",
                )
                continue
            else:
                yield self.decide(
                    key,
                    "warning",
                    self.says_there_table_nor_sentence(said=said),
                    [view.heading("narrative")],
                )
                continue
            yield self.decide(key, "pass", self.says_how(said=said, how=how), [place])


def _row_of(disclosure: Disclosure, name: str) -> Locator | None:
    """A row of a table that names the budget, whatever it prints there."""
    rows = (record for reading in disclosure.readings for record in reading.records)
    return next((record.place for record in rows if name in record.label), None)


def _may_be_lost(view: View) -> bool:
    """Whether what is not there may stand in a part, or a file, that was not read."""
    return not view.has_narrative or view.lacks_its_end or view.is_narrative_alone


def _listed(view: View, tables: tuple[str, ...]) -> Locator | None:
    return next((at for table in tables if (at := view.listed_table(table))), None)


SHOWN_DUTIES: tuple[Duty, ...] = (D10(), D26())
