"""What is left of a template: placeholders, the words of another level of government, rows that were not deleted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import label, wording
from mingzhang.checks.naming import table_of
from mingzhang.checks.plausibility.lines import form_texts, project_names, text_lines
from mingzhang.checks.plausibility.outcome import TABLE, TextCheck, around
from mingzhang.extract.model import TableReading
from mingzhang.ground.source import Locator

_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z0-9])[XxＸｘ×]{2,}(?![A-Za-z0-9])"
    r"|[XxＸｘ×](?=年)|(?<=年)[XxＸｘ×](?=月)|(?<=[月])[XxＸｘ×](?=日)"
    r"|(?<![A-Za-z0-9×])[XxＸｘ×](?=万元|个|人次|平方米|%|％)"
    r"|未填报|待填[写报]?|待补充|请(?:填写|补充|删除|修改)|此处(?:应|请|填|插入|添加|说明|写)"
    r"|[(（]\s*(?:单位|部门)名称\s*[)）]|[(（](?:请|此处|按实际|根据实际)[^()（）]{0,30}[)）]"
    r"|(?:^|[(（【])(?:示例|样例|范例|模板)(?:[)）】]|[:：])"
    r"|某某|_{3,}|＿{2,}|[(（【〔《“]\s*[)）】〕》”]"
)
_TRIGGER = re.compile(  # one set of first characters: ten times faster than alternatives
    r"[XxＸｘ×＿_未待请此根按称例模某(（【〔《“](?:(?<=[XxＸｘ×＿])|(?<=_)_|(?<=未)填|(?<=待)[填补]|(?<=请)[填补删修]"
    r"|(?<=此)处|(?<=根)据实际|(?<=按)实际|(?<=名称)|(?<=[示样范]例)|(?<=模)板|(?<=某)某"
    r"|(?<=[(（])请|(?<=[(（【〔《“])\s*[)）】〕》”])"
)
"""Cheap and never narrower than `_PLACEHOLDER`."""
_OTHER_LEVEL = re.compile(
    r"指(?:纳入)?(?P<level>中央|省直|省级|省本级|市直|市级|市本级|县直|县级|区直|区级)"
    r"(?:各)?(?:部门|单位|机关|财政(?:预算管理|当年拨|拨款)|预算(?:部门|单位))"
)
_LEVEL_OF_WORD = {"中": "central", "省": "province", "市": "city", "县": "county", "区": "county"}
_LEVEL = {
    "province": label("level.province", "省级", "a province"),
    "city": label("level.city", "市级", "a city"),
    "county": label("level.county", "县级", "a county or district"),
}
_LEAST_TEMPLATE_ROWS = 3


class Q02(TextCheck):
    """A placeholder of a template was left in a heading, a sentence, a project's name or a form's text.

    Looks for runs of X or ×, X年X月, 未填报, 请填写, 此处…, （单位名称）, 示例：, 某某, underscores to fill in and
    empty brackets. Indicator values are left to the checks of performance forms.
    """

    code = "Q02"
    rule_zh = (
        "标题、句子、项目名称或绩效表文字中留有模板占位符。查找成串的X或×、X年X月、未填报、请填写、此处…、"
        "（单位名称）、示例：、某某、待填的下划线和空括号。指标值由绩效表的检查负责。"
    )
    title_zh = "模板占位符未填写"
    title_en = "Placeholder of a template left in the text"
    why_zh = "“XX”“请填写”之类的占位符表明有内容没有填写，读者无从知道实际情况。"
    why_en = "A placeholder such as XX or “fill in” shows that something was never filled in, and hides what is meant."
    fix_zh = "公布者把占位符换成实际内容，或删去不适用的句子。"
    fix_en = "Replace the placeholder by the real content, or delete the sentence if it does not apply."
    good = Example(tables=TABLE, narrative="一、其他说明\n截至2022年12月31日，共有车辆2辆。")
    bad = Example(tables=TABLE, narrative="一、其他说明\n截至2022年XX月XX日，共有车辆2辆。")

    says_placeholder_found_document = wording(
        "Q02.placeholder_found_document", "全文没有发现未填写的占位符。", "No placeholder was found in the document."
    )
    says_placeholder_template_left_text = wording(
        "Q02.placeholder_template_left_text",
        "文字中留有模板占位符“{found}”：“{shown}”。",
        "A placeholder of the template, “{found}”, is left in the text: “{shown}”.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per line or form text that holds placeholders."""
        return self.or_nothing(self._left(disclosure), self.says_placeholder_found_document())

    def _left(self, disclosure: Disclosure) -> Iterator[Finding]:
        for where, text, place in _texts(disclosure):
            found = _PLACEHOLDER.search(text) if _TRIGGER.search(text) else None
            if found:
                shown = around(text, *found.span())
                yield self.finding(
                    f"{where}/{found.group().strip()}",
                    True,
                    self.says_placeholder_template_left_text(found=found.group().strip(), shown=shown),
                    (place,),
                    left=(sides.PLACEHOLDER, found.group().strip()),
                )


def _texts(disclosure: Disclosure) -> Iterator[tuple[str, str, Locator]]:
    for line in text_lines(disclosure):
        yield line.part, line.text, line.place
    for text in form_texts(disclosure):
        yield f"{text.form_id}/{text.field}", text.text, text.place
    for name, place in project_names(disclosure).items():
        yield "projects", name, place


class Q03(TextCheck):
    """A definition speaks of the departments of another level of government than the publisher's.

    “省直部门”, “中央部门”, “省级财政当年拨付” and such after “指” are compared with the level of the division code.
    """

    code = "Q03"
    rule_zh = "名词解释说的是其他层级的部门。“指”之后的“省直部门”“中央部门”“省级财政当年拨付”等，与区划代码的层级比较。"
    title_zh = "名词解释沿用其他层级的模板"
    title_en = "Definition copied from another level of government"
    why_zh = "县级文件写“指省直部门……”，是照抄上级模板，解释的对象不对。"
    why_en = "A county's document that defines a term for “departments of the province” was copied from a template."
    requires_zh = "看“指……部门（单位、财政）”的句子，与行政区划代码的层级比较；没有这类句子时记为通过。"
    requires_en = "Compares sentences “means … departments” with the level of the division code; passes without any."
    fix_zh = "公布者改成本级的说法，如“指各部门、单位……”。"
    fix_en = "Speak of one's own level, or of departments and units in general."
    good = Example(tables=TABLE, narrative="一、“三公”经费：指县直部门用财政拨款安排的因公出国费用。")
    bad = Example(tables=TABLE, narrative="一、“三公”经费：指省直部门用财政拨款安排的因公出国费用。")

    says_definition_speaks_another_level = wording(
        "Q03.definition_speaks_another_level",
        "没有发现沿用其他层级模板的解释。",
        "No definition speaks of another level of government.",
    )
    says_publisher_belongs_but_text = wording(
        "Q03.publisher_belongs_but_text",
        "公布者是{own}单位，文中却写“{shown}”，似为照抄其他层级的模板。",
        "The publisher belongs to {own}, but the text says “{shown}”: it seems to be copied from a "
        "template for another level.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per such sentence."""
        return self.or_nothing(
            self._copied(disclosure),
            self.says_definition_speaks_another_level(),
        )

    def _copied(self, disclosure: Disclosure) -> Iterator[Finding]:
        own = level_of(disclosure.identity.division_code)
        for line in text_lines(disclosure):
            if "指" not in line.text:
                continue
            for found in _OTHER_LEVEL.finditer(line.text):
                if _LEVEL_OF_WORD[found["level"][0]] == own:
                    continue
                words = found.group().removeprefix("指").removeprefix("纳入")
                shown = around(line.text, *found.span())
                yield self.finding(
                    f"{line.part}/{words}",
                    True,
                    self.says_publisher_belongs_but_text(own=_LEVEL[own], shown=shown),
                    (line.place,),
                    left=(sides.IN_THE_TEXT_2, words),
                    right=(sides.LEVEL_OF_THE_PUBLISHER, _LEVEL[own].zh),
                )


def level_of(division_code: str) -> str:
    """`province`, `city` or `county`, from a six-digit division code."""
    if division_code.endswith("0000"):
        return "province"
    return "city" if division_code.endswith("00") else "county"


class Q04(TextCheck):
    """A table without a single amount still prints rows with codes: rows of the system's template were not deleted."""

    code = "Q04"
    rule_zh = "没有任何金额的表仍印有带编码的行：系统模板的行没有删除。"
    severity = "info"
    title_zh = "空表里留有科目行"
    title_en = "Rows of codes in a table without amounts"
    why_zh = "空表列出一串没有金额的科目，容易被误读为有此项收支，或被当作数据丢失。"
    why_en = "Codes without amounts in an empty table can be taken for items that exist, or for data that were lost."
    requires_zh = "只看没有任何金额的政府性基金、国有资本经营预算和结转表；没有这样的表时不出结果。"
    requires_en = "Looks at tables of funds and state capital without any amount; yields nothing where there is none."
    fix_zh = "公布者删去没有金额的科目行，保留表头和“本表无数据”的说明。"
    fix_en = "Delete the rows without amounts; keep the table's head and the note that it holds no data."
    good = Example(
        tables="2023年政府性基金预算支出表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n合计⇥⇥⇥⇥\n注：本表无数据\n"
        + TABLE
    )
    bad = Example(
        tables="2023年政府性基金预算支出表\n单位：万元\n科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出\n合计⇥⇥⇥⇥\n"
        "201⇥一般公共服务支出⇥⇥⇥\n20126⇥档案事务⇥⇥⇥\n2012601⇥行政运行⇥⇥⇥\n注：本表无数据\n" + TABLE
    )

    says_holds_amount_but_prints = wording(
        "Q04.holds_amount_but_prints",
        "{title}没有金额，却列有{count}个科目，似为模板残留。",
        "The {title} holds no amount but prints {count} codes, left from a template.",
    )
    says_holds_amount_superfluous_rows = wording(
        "Q04.holds_amount_superfluous_rows",
        "{title}没有金额，也没有多余的科目行。",
        "The {title} holds no amount and no superfluous rows.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One instance per table without amounts."""
        for reading in disclosure.readings:
            is_empty = reading.present and not reading.facts_count and not reading.account.unread
            if is_empty and reading.layout.grammar.coded:
                yield self._rows(reading)

    def _rows(self, reading: TableReading) -> Finding:
        rows = [record for record in reading.records if record.code]
        count = len({record.code for record in rows})
        fails = count >= _LEAST_TEMPLATE_ROWS
        title = table_of(reading.layout)
        return self.finding(
            reading.layout.table,
            fails,
            (
                self.says_holds_amount_but_prints(title=title, count=count)
                if fails
                else self.says_holds_amount_superfluous_rows(title=title)
            ),
            [record.place for record in (*rows[:1], *rows[-1:])],
            left=(sides.CODES, str(count)),
        )


LEFTOVER_CHECKS = (Q02(), Q03(), Q04())
