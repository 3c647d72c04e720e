"""Names of people that no form's footer announces: behind a role, before a telephone number, in lists of staff.

A name counts here only if it begins with one of the common surnames, has two to four characters and fills what is
there for it (a cell, or the text up to a space or the next sign), since 审核, 责任人 and the like are words of
running text as well. All rules read a shadow of a line (see `person_labels.SHADOW`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzhang.ground.person_labels import MASK, NUMBER, SHADOW, Span, cells_of, is_phone

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方"
    "石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛"
    "焦柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴"
    "华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝"
)
_NO_NAMES = (  # words that begin with a surname and stand where a name may
    "单位|项目|部门|党委|党组|文件|时间|计划|全部|关于|成立|金额|方案|石油|白酒|江苏|安全|管理|强化|简介|解决|包括|连续|高度|明确|任务|"
    "成果|常规|易地|万元|路线|游客|关键|时效|成本|满意|景区|温度|计算机|项目组|单位名称|办公室|管理员|负责人|财务科|全体|古城|华侨|方式"
)
_HAN = "\u4e00-\u9fff"
_NAME = rf"(?!{_NO_NAMES})(?:[{_SURNAMES}][{_HAN}·]{{1,3}}|[{_SURNAMES}] {{1,4}}[{_HAN}](?: {{0,4}}[{_HAN}])?)"
_WHOLE_NAME = re.compile(rf"{_NAME}|{MASK}{{2,4}}")

_GAP = " {0,4}"
_QUALIFIER = "项目|单位|部门|财务|业务|主要|主管|分管|填报|申报|预算|绩效|科室|处室|股室|办公室|具体|直接|第一"
_ROLES = (
    "负责人 责任人 经办人 承办人 填报人 填表人 联系人 经手人 制表人 编制人 审核人 复核人 审批人 报送人 签发人 会计 出纳"
    " 审核 复核 制表 制单 经办 承办 签审 签发 填报 填表 主管会计 会计主管 分管领导 法定代表人 姓名"
)


def _spaced(words: str) -> str:
    return "|".join(_GAP.join(word) for word in sorted(words.split(), key=len, reverse=True))


_NOTE = rf"(?:{_GAP}(?:审签情况|姓名|签字|签名|签章|盖章|\([^()\t\d]{{0,12}}\)))?"
_AND_PHONE = rf"(?:{_GAP}[及和与、/]{_GAP}(?:联系)?(?:电话|手机|方式)(?:号码|号)?)?"
_ROLE = (
    rf"(?:(?<=[\t ,;。、(])|^)(?:(?:{_QUALIFIER}){_GAP}){{0,2}}"
    rf"(?:{_spaced(_ROLES)}){_NOTE}(?P<phone>{_AND_PHONE}){_GAP}"
)
_INLINE = re.compile(rf"{_ROLE}[:;]{_GAP}(?P<value>{_NAME}(?:[ ,、/]{{1,3}}{NUMBER})?)(?=$|[\t ,;。、/()\d{MASK}])")
_IN_CELLS = re.compile(rf"{_ROLE}[:;]?{_GAP}\t")
_ANSWER = re.compile(rf"(?:{_NAME}|{MASK}{{2,4}})(?:[ ,、/]{{0,3}}(?:{NUMBER}))?")

_BEFORE_NUMBER = re.compile(
    rf"(?P<name>[{_HAN}]{{2,4}})(?:同志|主任|科长|处长|老师|先生|女士)?"
    rf"(?:[ ,、(]{{1,2}}(?:联系)?(?:办公)?(?:电话|手机|座机)?(?:号码)?[:为是]?|:) ?"
    rf"(?P<number>{MASK}{{7,}}|0\d{{2,3}}-\d{{7,8}}(?!\d))"
)
"""A name and the number it is followed by; a number without area code was masked behind its own label before."""

_STAFF = re.compile(r"职务|职称|科室|岗位|电话|手机|联系方式|座机|分工")

TRIGGER = re.compile(  # every alternative begins with one character: seven times faster than with sets of them
    r"负\s{0,4}责|责\s{0,4}任\s{0,4}人|审.{0,4}[核批]|复.{0,4}[核批]|制\s{0,4}[表单报]|填\s{0,4}[表单报]|经\s{0,4}办|承\s{0,4}办"
    r"|签\s{0,4}[审发]|会\s?计|出\s?纳|姓\s{0,4}名|电\s?[话机]|座\s?[话机]|手\s?机|联\s?系"
)
"""What a line holds if any rule of this module can speak of it; cheap, and never too narrow."""


def name_spans(lines: list[str], number: int, line: str) -> Iterator[tuple[int, Span]]:
    """Names on line `number` (shadow `line`) and, below the head of a list of staff, on the lines after it."""
    for found in _INLINE.finditer(line):
        yield number, Span(*found.span("value"))
    for found in _IN_CELLS.finditer(line):
        for span in _answers(line, found):
            yield number, span
    for found in _BEFORE_NUMBER.finditer(line):
        if name := _last_name(found):
            yield number, name
            yield number, Span(*found.span("number"))
    if "\t" in line:
        yield from _staff(lines, number, line)


def _answers(line: str, label: re.Match[str]) -> Iterator[Span]:
    """The next filled cell, if it is a name, with the number in it or in the cell after it."""
    cells = [cell for cell in cells_of(line, label.end(), len(line)) if line[cell.start : cell.end].strip()]
    if cells and _ANSWER.fullmatch(line[cells[0].start : cells[0].end].strip()):
        yield cells[0]
        if label["phone"] and len(cells) > 1 and is_phone(line[cells[1].start : cells[1].end].strip()):
            yield cells[1]


def _last_name(found: re.Match[str]) -> Span | None:
    """The name a run of characters ends with: the longest of up to three that begins with a surname."""
    start, end = found.span("name")
    for length in (3, 2):
        if end - start >= length and _WHOLE_NAME.fullmatch(found.string, end - length, end):
            return Span(end - length, end)
    return None


def _staff(lines: list[str], number: int, line: str) -> Iterator[tuple[int, Span]]:
    """A list of people: a row with 姓名 and another head of such lists; each row below begins with names."""
    heads = [line[cell.start : cell.end].replace(" ", "") for cell in cells_of(line, 0, len(line))]
    if "姓名" not in heads or not any(_STAFF.search(head) for head in heads):
        return
    names = [column for column, head in enumerate(heads) if head == "姓名"]
    phones = [column for column, head in enumerate(heads) if re.search("电话|手机|联系方式|座机", head)]
    for place in range(number + 1, len(lines)):
        row = lines[place].translate(SHADOW)
        cells = cells_of(row, 0, len(row))
        found = [cells[at] for at in names if at < len(cells) and _is_name(row, cells[at])]
        if not found:
            return
        for span in found:
            yield place, span
        for at in phones:
            if at < len(cells) and is_phone(row[cells[at].start : cells[at].end].strip()):
                yield place, cells[at]


def _is_name(row: str, cell: Span) -> bool:
    return _WHOLE_NAME.fullmatch(row[cell.start : cell.end].strip()) is not None
