"""Names that the narrative lists, against the rows of the tables: economic items, functions, units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from mingzhang import codes
from mingzhang.checks.base import Example, Finding, Status
from mingzhang.checks.engine.phrases import Phrase, Value, wording
from mingzhang.checks.naming import table_of
from mingzhang.checks.narrative.compare import Figure, compare, stated, unchecked, verdict
from mingzhang.checks.narrative.family import BUDGET_TABLE, NarrativeCheck
from mingzhang.checks.narrative.lookup import Lookup, bare_unit
from mingzhang.extract.model import Record
from mingzhang.ground.text import bare_label, fold
from mingzhang.narrative.model import Statement

_LIST = re.compile(r"(?:主要)?(?:包括|用于|有|是|为)[:]?(?P<names>[^。;]+)")
_AMOUNT = re.compile(r"[0-9][0-9,.]*(?:亿|百万|万|千)?元.*$")
_GROUPED = re.compile(r"(?<=[0-9]),(?=[0-9]{3})")
_OPEN = re.compile(r"等(?:支出|费用|经费|项目|内容|方面)?[,;。]*$")
_SPLIT = re.compile(r"[、,]|以及")
_FEW = 6
_SEVERAL = 2
_TABLE_BY_ECONOMIC = wording("names.by_economic", "{table}", "the table by economic item")
_TABLE_BY_FUNCTION = wording("names.by_function", "{table}", "the table by function")
_LISTED = wording("names.listed", "{names}", "{names}")
_AND_OTHERS = wording("names.and_others", "{names}等", "{names} and others")


def _carries(record: Record, columns: Sequence[str]) -> bool:
    return any(cell.cell.value for name in columns if (cell := record.amounts.get(name)) is not None)


def _listed(figures: Sequence[str]) -> Phrase:
    return _AND_OTHERS(names=tuple(figures[:_FEW])) if len(figures) > _FEW else _LISTED(names=tuple(figures))


class ListCheck(NarrativeCheck):
    """Compares a list of names in the text with the rows of a table that carry an amount, both ways."""

    severity = "warning"

    says_all_listed_text_carry = wording(
        "ListCheck.all_listed_text_carry",
        "文中列举的{said}{count}项，在{table}中都有数额。",
        "All {count} {said} listed in the text carry an amount in {table}.",
    )
    says_listed_text_carry_amount = wording(
        "ListCheck.listed_text_carry_amount",
        "文中列举的{said}中，{table}没有数额的有：{names}。",
        "{count} of the {said} listed in the text carry no amount in {table}.",
    )
    says_amount_not_list_does = wording(
        "ListCheck.amount_not_list_does",
        "{table}中有数额而文中没有列举的{said}：{missing}。",
        "{count} {said} with an amount in {table} are not in a list that does not end with “etc.”",
    )
    says_all_amount_listed_text = wording(
        "ListCheck.all_amount_listed_text",
        "{table}中有数额的{said}在文中都列举了。",
        "All {said} with an amount in {table} are listed in the text.",
    )
    says_listed_text = wording("ListCheck.listed_text", "文中列举的{said}", "{said} listed in the text")

    def both_ways(
        self,
        lookup: Lookup,
        statement: Statement,
        instance: str,
        what: Phrase,
        only_text: Sequence[str],
        only_table: Sequence[Record],
        count: int,
        table: Figure,
    ) -> Iterator[Finding]:
        """One instance per direction."""
        left = Figure(
            self.says_listed_text(said=what), None, places=(statement.locator,), statements=(statement.statement_id,)
        )
        names = list(only_text)
        told: dict[str, Value] = {"said": what, "table": table.name}
        if names:
            words = self.says_listed_text_carry_amount(**told, names=_listed(names), count=len(names))
        else:
            words = self.says_all_listed_text_carry(**told, count=count)
        status: Status = "fail" if names else "pass"
        yield verdict(self, lookup, f"{instance}/text", left, table, status, said=words, complete=True)
        rows = list(only_table)
        places = tuple(row.place for row in rows[:_FEW])
        right = Figure(table.name, None, places=places or table.places, table=table.table)
        if rows:
            missing = _listed(list(dict.fromkeys(row.texts.get("item") or row.label for row in rows)))
            words = self.says_amount_not_list_does(**told, missing=missing, count=len(rows))
        else:
            words = self.says_all_amount_listed_text(**told)
        status = "fail" if rows else "pass"
        yield verdict(self, lookup, f"{instance}/table", left, right, status, said=words, complete=True)


class N20(ListCheck):
    """Economic items named for personnel and running costs are those with an amount in the table, both ways.

    Table → text only where the list is closed (does not end with 等).
    """

    code = "N20"
    rule_zh = (
        "文中列举的人员经费、公用经费科目，就是表中有金额的科目，双向核对。列举以“等”结尾的，不核对表中有而文中没有的。"
    )
    title_zh = "文中列举的经济科目与基本支出表一致"
    title_en = "Economic items listed are those of the table"
    why_zh = "文中说“主要包括”某项支出，表中却没有该项，说明文字可能沿用了往年的内容。"
    why_en = "An item that the text lists and the table does not hold was perhaps copied from another year."
    requires_zh = (
        "写有人员经费或公用经费“包括”哪些科目，并有基本支出分经济科目表；名单以“等”结尾时不要求列全；"
        "名称不在经济分类中的不作判断。"
    )
    requires_en = (
        "A list of items behind personnel or running costs, and the table by economic item. A list that ends with 等 "
        "need not be complete; words that are no economic item are passed over."
    )
    _tables = (
        "2023年一般公共预算安排基本支出分经济科目表（不含上年结转）\n单位：万元\n"
        "部门预算支出经济科目名称⇥政府预算支出经济科目名称⇥合计⇥人员经费⇥公用经费\n合计⇥⇥12.00⇥⇥12.00\n"
        "商品和服务支出⇥⇥12.00⇥⇥12.00\n办公费⇥办公经费⇥7.00⇥⇥7.00\n差旅费⇥办公经费⇥5.00⇥⇥5.00\n"
    )
    good = Example(
        tables=_tables, narrative="六、一般公共预算基本支出情况说明\n公用经费12.00万元，主要包括：办公费、差旅费。"
    )
    bad = Example(
        tables=_tables, narrative="六、一般公共预算基本支出情况说明\n公用经费12.00万元，主要包括：办公费、培训费等。"
    )

    says_items_costs = wording("N20.items_costs", "{statement}科目名单", "items of {column} costs")
    says_table_economic_item = wording(
        "N20.table_economic_item", "没有基本支出分经济科目的数据", "no table by economic item"
    )
    says_economic_items = wording("N20.economic_items", "经济科目", "economic items")

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """Two instances for each of personnel and running costs."""
        reading = lookup.readings.get("basic_expenditure")
        for name, column in (("personnel_amount", "personnel"), ("public_amount", "public")):
            for statement in lookup.statements(name):
                if "basic_expenditure" not in lookup.path(statement):
                    continue
                names, is_open = _items_behind(lookup, statement)
                if not names:
                    continue
                instance = f"{statement.section_id}/{column}"
                said = Figure(
                    self.says_items_costs(statement=stated(statement).name, column=column),
                    None,
                    places=(statement.locator,),
                )
                if reading is None or not reading.facts_count:
                    yield unchecked(self, f"{instance}/text", said, self.says_table_economic_item())
                    continue
                rows = [row for row in reading.records if len(row.code) == 5 and _carries(row, _columns(row, column))]
                held = {codes.normalise_name(row.label) for row in rows}
                only_text = [printed for printed, folded in names if folded not in held]
                said_names = {folded for _, folded in names}
                missing = [] if is_open else [row for row in rows if codes.normalise_name(row.label) not in said_names]
                first = (rows[0].place,) if rows else ()
                table = Figure(
                    _TABLE_BY_ECONOMIC(table=table_of(reading.layout)),
                    None,
                    places=first,
                    table="basic_expenditure",
                )
                found = list(
                    self.both_ways(
                        lookup,
                        statement,
                        instance,
                        self.says_economic_items(),
                        only_text,
                        missing,
                        len(names),
                        table,
                    )
                )
                yield from found[:1] if is_open else found


def _columns(row: Record, column: str) -> tuple[str, ...]:
    """Columns of a row in which an item of personnel or running costs has its amount."""
    if "amount" in row.amounts:
        return ("amount",) if row.half.category in (column, "") else ()
    return (column,)


def _items_behind(lookup: Lookup, statement: Statement) -> tuple[list[tuple[str, str]], bool]:
    """Economic items listed behind a figure (as printed, as compared), and whether the list is open."""
    text = lookup.paragraph(statement)
    start = text.find(statement.printed_number.replace(" ", "")) if statement.printed_number else -1
    match = _LIST.search(text, max(start, 0))
    if match is None:
        return [], True
    known = _economic_names()
    listed = match["names"]
    found = []
    for piece in _SPLIT.split(_OPEN.sub("", _GROUPED.sub("", listed))):
        name = _AMOUNT.sub("", piece).strip()
        whole = codes.normalise_name(name) in known
        for one in (name,) if whole else name.split("和"):
            folded = codes.normalise_name(one)
            if folded in known:
                found.append((one, folded))
    return found, _OPEN.search(listed) is not None


@cache
def _economic_names() -> frozenset[str]:
    """Names of department-economic items (款), folded."""
    items = (code for code in codes.load_codes("dept_economic").values() if len(code.code) == 5)
    return frozenset(codes.normalise_name(name) for item in items for name in (item.name, *item.aliases))


class N21(ListCheck):
    """Classes of functions listed with amounts are those that carry an amount in the table, both ways."""

    code = "N21"
    rule_zh = "文中带金额列举的功能分类，就是报表中有金额的功能分类，双向核对。"
    title_zh = "文中列举的功能分类与报表一致"
    title_en = "Functions listed are those of the table"
    why_zh = "支出结构应当列全：表中有的类文中没有，或文中有的类表中没有，读者就得不到完整的支出去向。"
    why_en = "A structure must be complete, or readers do not learn where the money goes."
    requires_zh = "文中逐类列举了支出，并有对应的报表（财政拨款收支总表或一般公共预算支出表）；只列举了一类的不作判断。"
    requires_en = "At least two classes listed with amounts, and the table they repeat."
    _tables = (
        "2023年一般公共预算支出预算表（不含上年结转）\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n合计⇥⇥30.00⇥30.00⇥\n"
        "201⇥一般公共服务支出⇥20.00⇥20.00⇥\n208⇥社会保障和就业支出⇥6.00⇥6.00⇥\n210⇥卫生健康支出⇥4.00⇥4.00⇥\n"
    )
    _text = (
        "五、一般公共预算支出情况说明\n一般公共预算当年拨款30.00万元，主要用于以下方面："
        "一般公共服务支出20.00万元；社会保障和就业支出6.00万元{}。"
    )
    good = Example(tables=_tables, narrative=_text.format("；卫生健康支出4.00万元"))
    bad = Example(tables=_tables, narrative=_text.format(""))

    says_functions = wording("N21.functions", "支出功能", "functions")

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """Two instances per section that lists classes."""
        for section, statements in lookup.by_section.items():
            listed = [s for s in statements if s.statement in ("function_amount", "function_executed") and s.value]
            listed = [s for s in listed if len(s.subject.code) == 3 and lookup.of_whole(s)]
            listed = list({lookup.about(s): s for s in listed}.values())
            path = lookup.paths.get(section, ())
            name = "appropriation_balance" if "appropriation" in path else "general_expenditure"
            reading = lookup.readings.get(name)
            if len(listed) < 2 or reading is None or not {"appropriation", "general_expenditure"} & set(path):
                continue
            rows = {
                code: row for row in reading.records if len(code := row.texts.get("function_code") or row.code) == 3
            }
            held = {code: row for code, row in rows.items() if _carries(row, list(row.amounts))}
            stated_codes = {s.subject.code for s in listed}
            if not held:
                continue
            table = Figure(
                _TABLE_BY_FUNCTION(table=table_of(reading.layout)),
                None,
                places=(next(iter(held.values())).place,),
                table=name,
            )
            only_text = [s.subject.name for s in listed if s.subject.code not in held]
            text = fold(lookup.sections[section].text)
            only_table = [
                row for code, row in held.items() if code not in stated_codes and bare_label(row.label) not in text
            ]
            yield from self.both_ways(
                lookup,
                listed[0],
                f"{section}/function",
                self.says_functions(),
                only_text,
                only_table,
                len(listed),
                table,
            )


class N22(NarrativeCheck):
    """Units named in the narrative are units of the tables, and units of the tables are named; for review.

    Names agree when one contains the other without （部门）; a name that fits several units is passed over.
    """

    code = "N22"
    rule_zh = (
        "文中的单位都在报表中，报表中的单位文中也都点名，仅供复核。去掉“（部门）"
        "”后一个名称包含另一个即视为相同；同时符合几个单位的名称略过。"
    )
    severity = "review"
    title_zh = "机构设置与报表中的单位一致"
    title_en = "Units of the organisation are those of the tables"
    why_zh = "报表中有预算的单位应能在机构设置中找到。"
    why_en = "A unit with a budget in the tables should be found in the organisation."
    requires_zh = (
        "文中列有下属单位名单，且项目支出表或机关运行经费表按单位列示；没有名单而报表列有几个单位的，"
        "记为资料不足（是否应列由披露义务类检查判断）。"
    )
    requires_en = (
        "A list of units in the text and a table by unit. Without a list, several units in the tables are insufficient "
        "data, and a single one gives no instance."
    )
    _tables = (
        "2023年项目支出预算表（本年预算）\n单位：万元\n项目名称⇥合计⇥一般公共预算\n示例县档案馆（部门）⇥42.00⇥42.00\n"
        "示例县档案馆⇥12.00⇥12.00\n库房消防改造费⇥12.00⇥12.00\n示例县{}⇥30.00⇥30.00\n馆藏数字化加工费⇥30.00⇥30.00\n"
    )
    _overview = "二、机构设置情况\n示例县档案馆下属单位为示例县地方志编纂中心。"
    good = Example(tables=_tables.format("地方志编纂中心"), overview=_overview)
    bad = Example(tables=_tables.format("数字档案中心"), overview=_overview)

    says_tables_hold_budget_unit = wording(
        "N22.tables_hold_budget_unit",
        "报表列有单位“{name}”的预算，机构设置中有该单位。",
        "The tables hold a budget of the unit “{name}”, which the text lists.",
    )
    says_tables_hold_does_not_list = wording(
        "N22.tables_hold_does_not_list",
        "报表列有单位“{name}”的预算，机构设置列举的单位中没有它。",
        "The tables hold a budget of the unit “{name}”, which the text does not list.",
    )
    says_units_listed = wording("N22.units_listed", "机构设置中的下属单位", "units listed")
    says_tables = wording("N22.tables", "报表中的“{name}”", "“{name}” in the tables")
    says_list_units_read_text = wording(
        "N22.list_units_read_text", "说明中没有读到下属单位名单", "no list of units was read in the text"
    )
    says_units_tables = wording("N22.units_tables", "报表中的单位", "Units in the tables")

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per unit of the tables where the text lists units."""
        named = [s for s in lookup.statements("subordinate_unit") if s.subject.name]
        if not named:
            yield from self._unnamed(lookup)
            return
        own = bare_unit(lookup.disclosure.identity.agency_name)
        names = {own, *(bare_unit(s.subject.name) for s in named)}
        for name, record in _units(lookup).items():
            bare = bare_unit(name)
            fits = any(bare in other or other in bare for other in names)
            left = Figure(self.says_units_listed(), None, places=(named[0].locator,))
            right = Figure(self.says_tables(name=name), None, places=(record.place,))
            said = (
                self.says_tables_hold_budget_unit(name=name) if fits else self.says_tables_hold_does_not_list(name=name)
            )
            yield verdict(self, lookup, f"unit/{bare}", left, right, "pass" if fits else "fail", said=said)

    def _unnamed(self, lookup: Lookup) -> Iterator[Finding]:
        """Several units in the tables, while no list of them was read in the text: nothing to compare, and said so."""
        rows = {bare_unit(name): record for name, record in _units(lookup).items()}
        if len(rows) < _SEVERAL:
            return
        places = tuple(record.place for record in rows.values())[:_FEW]
        left = Figure(self.says_units_tables(), Decimal(len(rows)), "个", 0, places)
        said = self.says_list_units_read_text()
        yield unchecked(self, "units", left, said)


def _units(lookup: Lookup) -> dict[str, Record]:
    """Units of the tables by unit, each with its first row."""
    found: dict[str, Record] = {}
    for name in ("projects", "operating_costs"):
        reading = lookup.readings.get(name)
        for record in reading.records if reading else ():
            if record.row_kind == "unit" and record.unit_name:
                found.setdefault(record.unit_name, record)
    return found


class N23(NarrativeCheck):
    """A stated number of bodies or units is the number of names listed with it (one section and unit)."""

    code = "N23"
    rule_zh = "所称机构或单位的个数，等于一同列举的名称数（同一节、同一单位）。"
    severity = "warning"
    title_zh = "机构数与列举的名称数一致"
    title_en = "A number of bodies is the number of names listed"
    why_zh = "说有几个机构，后面就应列出几个。"
    why_en = "Where a number of bodies is followed by their names, both must agree."
    requires_zh = "同一段写明了机构（单位）数并逐一列举；名单以“等”结尾或没有列举的不作判断。"
    requires_en = "The number and a closed list of names in one section; without names there is no instance."
    good = Example(
        tables=BUDGET_TABLE, overview="二、机构设置情况\n示例县档案馆设3个内设机构，分别是：办公室、征集科、保管科。"
    )
    bad = Example(
        tables=BUDGET_TABLE, overview="二、机构设置情况\n示例县档案馆设4个内设机构，分别是：办公室、征集科、保管科。"
    )

    says_names_listed = wording("N23.names_listed", "列举的名称", "names listed")

    def look(self, lookup: Lookup) -> Iterator[Finding]:
        """One instance per number."""
        for count, name in (
            ("internal_bodies_count", "internal_body"),
            ("subordinate_units_count", "subordinate_unit"),
        ):
            for statement in lookup.statements(count):
                section = lookup.by_section[statement.section_id]
                numbers = [other for other in section if other.statement == count]
                of_it = ("", statement.unit_name)  # names that follow a list are of no unit, or of one named beside it
                names = [other for other in section if other.statement == name and other.unit_name in of_it]
                if statement.value is None or len(numbers) != 1 or len(names) < 2:
                    continue
                last = lookup.paragraph(names[-1])
                if _OPEN.search(last.partition(names[-1].subject.name)[2][:4]):
                    continue
                places = tuple(dict.fromkeys((names[0].locator, names[-1].locator)))
                right = Figure(self.says_names_listed(), Decimal(len(names)), statement.unit, 0, places)
                yield compare(self, lookup, statement.statement_id, stated(statement), right, complete=True)
