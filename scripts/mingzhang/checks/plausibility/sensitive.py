"""What a person should look at before it is spread further: sensitive subjects, very small groups, personal data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar

from mingzhang.checks.base import Disclosure, Example, Finding, Severity
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import label, wording
from mingzhang.checks.plausibility.lines import form_texts, narrative_lines, project_names
from mingzhang.checks.plausibility.outcome import TABLE, PlausibilityCheck
from mingzhang.forms.model import EvaluationIndicator, Indicator, Value
from mingzhang.ground.person_labels import MASK
from mingzhang.ground.source import Locator

_SENSITIVE = re.compile(
    r"涉密(?!项目除外|信息除外|内容除外|的除外)|密码(?:设备|机|产品|装备|通信|电报|应用|保障|管理)|机要(?!通信)"
    r"|(?<!维护)国家安全|反间谍|反恐|特情|侦察|技侦|保密(?:技术|设备|系统)|国防动员|人民防空|战备"
)
_TRIGGER = re.compile("[密机国反特侦技保人战]")
_GROUP = re.compile(r"遗属|抚恤|丧葬|烈属|伤残|死亡|孤儿|精神病|艾滋|涉诉|信访人|困难(?:职工|群众|党员)救助")
_PEOPLE_UNITS = ("人", "名", "户", "人次", "位")
_SMALL_GROUP = 5
_COUNT = re.compile(r"(?<![\d.第])(?P<number>[1-5一二两三四五])(?:名|人|位)(?!民|大|均|次|员|员会|防|以)")

# --- personal data that masking does not look for ---------------------------------------------------

_CARD = re.compile(r"(?<!\d)(?:62\d{14,17}|[345]\d{15})(?!\d)")
_ACCOUNT = re.compile(r"(?:[账帐][号户]|卡号)[^\d\n，。；、,;]{0,8}(?:\d[ -]?){10,24}")
_OLD_IDENTITY = re.compile(r"身份证[^\d\n]{0,12}\d{15}(?!\d)|(?<!\d)[1-8]\d{5}(?:19|20)\d{2}\*+\d{3}[\dXx]")
_AT = re.compile(  # only from where a word begins: otherwise a long line costs the square of its length
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{2,64}\s?[@＠]\s?(?:qq|163|126|139|sina|sohu|gmail|outlook|foxmail)\b",
    re.IGNORECASE,
)
_SOCIAL = re.compile(r"(?:微信|QQ)(?:号|号码)?[:：]\s*[A-Za-z0-9_-]{5,}", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:姓名|户名|收款人|受益人|死者|病人|患者|责任人|负责人|法定代表人|联系人|经办人|填报人|填表人|制表人)"
    rf"[ \u3000]*[:：][ \u3000]*(?P<name>[\u4e00-\u9fff·]{{2,4}})(?![\u4e00-\u9fff{MASK}])"
)
_NO_NAME = re.compile(
    r"局|办|室|部|科|股|处|院|站|所|中心|单位|领导|主任|局长|无|负责|各|本|详见|人员|会计|出纳|电话|日期|签|盖"
)
_KINDS = (
    ("bank_account", label("plausibility.bank_account", "银行账号", "a bank account"), (_CARD, _ACCOUNT)),
    ("identity_number", label("plausibility.identity_number", "身份证号", "an identity number"), (_OLD_IDENTITY,)),
    (
        "address",
        label("plausibility.e_mail_address_account", "电子邮箱或社交账号", "an e-mail address or account name"),
        (_AT, _SOCIAL),
    ),
)
_LONG_NUMBER = re.compile(r"[1-9][0-9]{14}")
_WORDS = re.compile(  # one set of first characters: ten times faster than alternatives
    r"[账帐卡身微Qq@＠:：](?:(?<=[账帐])[号户]|(?<=卡)号|(?<=身)份证|(?<=微)信|(?<=[Qq])[Qq]|(?<=[@＠])"
    r"|(?<=[人名者][:：])|(?<=[人名者][ \u3000][:：]))"
)
"""What a line must hold to be looked at closely: cheap, and never narrower than the patterns above."""


class _ForAPerson(PlausibilityCheck):
    """Findings that name a place and no more."""

    severity: ClassVar[Severity] = "info"


class Q26(_ForAPerson):
    """A project, a form or a paragraph of the narrative speaks of a subject that may touch state secrets.

    Only the place is listed, for a person to decide; nothing is suppressed. Duties and definitions are left out.
    """

    code = "Q26"
    rule_zh = (
        "项目、绩效表或情况说明的段落涉及可能敏感的内容，也许关系国家秘密。只列出位置，由人判断，不作删除。"
        "职责和名词定义不计。"
    )
    title_zh = "可能敏感的内容"
    title_en = "Possibly sensitive subject"
    why_zh = "涉密、密码、机要等内容依法不得或谨慎公开，需要人工判断是否适合传播。"
    why_en = (
        "Secrets, ciphers and confidential offices may not be published, or only with care: a person should decide."
    )
    basis_zh = "《预算法》第十四条：涉及国家秘密的除外；《政府信息公开条例》第十四条。"
    basis_en = "Budget Law art. 14 (state secrets excepted); Regulations on Open Government Information art. 14."
    requires_zh = "看项目名称、绩效表文字和情况说明；职责和名词解释不看。没有发现时记为通过。"
    requires_en = "Reads names of projects, texts of forms and the narrative, not duties and terms; else passes."
    fix_zh = "公布者确认已经保密审查；确有不妥的，可要求本站移除。"
    fix_en = "Publishers confirm that the document was reviewed for secrecy; removal can be requested."
    good = Example(tables=TABLE, narrative="一、收支情况说明\n支出增加的主要原因是新增视频会议系统。")
    bad = Example(tables=TABLE, narrative="一、收支情况说明\n支出增加的主要原因是新增涉密视频会议系统。")

    says_sensitive_subject_found = wording(
        "Q26.sensitive_subject_found", "没有发现可能敏感的内容。", "No sensitive subject was found."
    )
    says_from_may_touch_sensitive = wording(
        "Q26.from_may_touch_sensitive",
        "此处（{found}等{count}处）可能涉及敏感内容，请人工判断。",
        "{count} {count:place|places} from {found} may touch a sensitive subject; a person should look.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per project, form or section, with all its places."""
        places: dict[str, list[Locator]] = {}
        for where, text, place in _passages(disclosure):
            if _TRIGGER.search(text) and _SENSITIVE.search(text):
                places.setdefault(where, []).append(place)
        yield from self.or_nothing(
            (
                self.finding(
                    where,
                    True,
                    self.says_from_may_touch_sensitive(found=_first(found), count=len(found)),
                    found,
                )
                for where, found in places.items()
            ),
            self.says_sensitive_subject_found(),
        )


def _first(places: list[Locator]) -> Locator:
    return places[0]


def _passages(disclosure: Disclosure) -> Iterator[tuple[str, str, Locator]]:
    for name, place in project_names(disclosure).items():
        yield "projects", name, place
    for form in disclosure.forms.forms:
        if printed := form.fields.get("project_name"):
            yield "forms", printed.value, Locator(printed.line, printed.cell)
    for text in form_texts(disclosure):
        yield "forms", text.text, text.place
    for line in narrative_lines(disclosure):
        yield "narrative", line.text, line.place


class Q27(_ForAPerson):
    """A form is about a group of five people or fewer such as survivors, so that single persons may be recognised.

    The form's name or texts speak of survivors, the disabled or the like, and an indicator or text gives the number.
    """

    code = "Q27"
    rule_zh = "绩效表针对五人以下的群体（如遗属），可能辨认出个人。表名或文字提到遗属、残疾人等，且指标或文字写出人数。"
    title_zh = "涉及人数很少的群体"
    title_en = "Very small group of people"
    why_zh = "只有几个人的补助项目，即使不写姓名也可能认出本人，不宜再加工成个人层面的数据。"
    why_en = (
        "Where only a few people are paid, they may be recognised without a name; no records of persons may be made."
    )
    basis_zh = "《个人信息保护法》第四条、第二十七条；《政府信息公开条例》第十五条。"
    basis_en = "Personal Information Protection Law art. 4 and 27; Regulations on Open Government Information art. 15."
    requires_zh = "看绩效表；没有绩效表时记为通过。"
    requires_en = "Reads performance forms; passes where there are none."
    fix_zh = "使用者不要据此识别个人；公布者可只公布总数。"
    fix_en = "Do not identify persons from it; publishers can give totals only."
    _FORM = """示例县(区)级预算部门(单位)项目支出绩效目标申报表
(2023年度)
项目名称⇥遗属生活补助⇥⇥⇥
主管部门及代码⇥099-示例县档案馆⇥⇥实施单位⇥示例县档案馆
项目概况⇥按月发放生活补助⇥⇥⇥
绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值
⇥产出指标⇥数量指标⇥补助人数⇥{count}人"""
    good = Example(tables=TABLE, forms=_FORM.format(count=36))
    bad = Example(tables=TABLE, forms=_FORM.format(count=2))

    says_form_about_very_small = wording(
        "Q27.form_about_very_small", "绩效表没有涉及人数很少的群体。", "No form is about a very small group of people."
    )
    says_this_form_about_very = wording(
        "Q27.this_form_about_very",
        "此绩效表涉及人数很少的群体，可能认出个人，请谨慎使用。",
        "This form is about a very small group of people who may be recognised; use it with care.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per form."""
        texts: dict[str, list[tuple[str, Locator]]] = {}
        for text in form_texts(disclosure):
            texts.setdefault(text.form_id, []).append((text.text, text.place))
        yield from self.or_nothing(
            self._small(disclosure, texts),
            self.says_form_about_very_small(),
        )

    def _small(self, disclosure: Disclosure, texts: dict[str, list[tuple[str, Locator]]]) -> Iterator[Finding]:
        for form in disclosure.forms.forms:
            name = form.fields.get("project_name")
            own = texts.get(form.form_id, [])
            if name is None or not any(_GROUP.search(text) for text in (name.value, *(text for text, _ in own))):
                continue
            counted = [indicator.place for indicator in form.indicators if any(map(_is_few, _values(indicator)))]
            counted += [place for text, place in own if _GROUP.search(text) and _COUNT.search(text)]
            if counted:
                yield self.finding(
                    form.form_id,
                    True,
                    self.says_this_form_about_very(),
                    counted,
                )


def _values(indicator: Indicator | EvaluationIndicator) -> tuple[Value, ...]:
    if isinstance(indicator, Indicator):
        return indicator.year, indicator.period
    return indicator.actual, indicator.target


def _is_few(value: Value) -> bool:
    return value.unit in _PEOPLE_UNITS and value.number.isdigit() and 0 < int(value.number) <= _SMALL_GROUP


class Q28(_ForAPerson):
    """Personal data that masking may have missed: bank accounts, old identity numbers, addresses, names after labels.

    Only the kind and the place are given, never the value. Data that masking finds are the subject of R17.
    """

    code = "Q28"
    rule_zh = (
        "遮盖可能遗漏的个人信息：银行账号、旧式身份证号、住址、标签后的姓名。只列出种类和位置，不列内容。"
        "已遮盖的见R17。"
    )
    severity = "review"
    title_zh = "可能遗漏的个人信息"
    title_en = "Personal data possibly left"
    why_zh = "公开文件中可能夹带账号、证件号或个人姓名，再次传播前应由人工遮盖。"
    why_en = "Accounts, identity numbers or names of persons may stand in a document; a person should mask them first."
    basis_zh = "《个人信息保护法》第六条、第二十七条；《政府信息公开条例》第十五条。"
    basis_en = "Personal Information Protection Law art. 6 and 27; Regulations on Open Government Information art. 15."
    requires_zh = "看遮盖以后的全文；没有发现时记为通过。"
    requires_en = "Reads the whole text after masking; passes where nothing is found."
    fix_zh = "公布者删去个人信息后重新发布；也可要求本站移除。"
    fix_en = "Publish the document again without personal data; removal can be requested."
    good = Example(tables=TABLE, narrative="一、其他说明\n补助资金通过银行账户发放到人。")
    bad = Example(tables=TABLE, narrative="一、其他说明\n补助资金汇入银行卡6200001111222233334。")

    says_personal_data_left_found = wording(
        "Q28.personal_data_left_found", "没有发现遗漏的个人信息。", "No personal data left was found."
    )
    says_person_s_name = wording("Q28.person_s_name", "个人姓名", "a person's name")
    says_may_left_only_place = wording(
        "Q28.may_left_only_place",
        "{count}处可能有{kind}没有遮盖，只列位置。",
        "{kind:first} may be left in {count} {count:place|places}; only the place is listed.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per kind of data, with all its places."""
        places: dict[str, list[Locator]] = {}
        for number, line in _suspect_lines(disclosure.source.printed):
            for kind in _kinds_in(line):
                places.setdefault(kind, []).append(Locator(number))
        words = {kind: said for kind, said, _ in _KINDS} | {"name": self.says_person_s_name()}
        yield from self.or_nothing(
            (
                self.finding(
                    kind,
                    True,
                    self.says_may_left_only_place(count=len(found), kind=words[kind]),
                    found,
                    left=(sides.PLACES, str(len(found))),
                )
                for kind, found in places.items()
            ),
            self.says_personal_data_left_found(),
        )


def _suspect_lines(text: str) -> Iterator[tuple[int, str]]:
    """Number and text of the lines that hold a long number or a telling word."""
    hits = [hit.start() for trigger in (_LONG_NUMBER, _WORDS) for hit in trigger.finditer(text)]
    number, counted = 1, 0
    for start in sorted({text.rfind("\n", 0, hit) + 1 for hit in hits}):
        number += text.count("\n", counted, start)
        counted = start
        yield number, text[start : text.find("\n", start)]


def _kinds_in(line: str) -> Iterator[str]:
    for kind, _, patterns in _KINDS:
        if any(pattern.search(line) for pattern in patterns):
            yield kind
    if any(not _NO_NAME.search(found["name"]) for found in _NAMED.finditer(line)):
        yield "name"


SENSITIVE_CHECKS = (Q26(), Q27(), Q28())
