"""Names of public bodies by their shape: what can be one, of whom it is a part, whether it is of the centre."""

from __future__ import annotations

import re
from functools import cache

from mingzhang import codes
from mingzhang.ground.text import INSTITUTION

SUFFIX = r"\((?:本级|机关|部门|汇总|本部|局机关|[^()\d]{2,12})\)"
"""What may stand in brackets behind a name."""

_END = (
    rf"(?:{INSTITUTION}|大学|学院|署|联盟|[会组团庭库苑宫圃狱墓联协]|银行|集团|政协|人大|海关|学部|街道|[镇乡]"
    r"|开发区|农场)"
)
_BODY = re.compile(rf"[^\d\s:;,。、!?|=<>]{{1,58}}?{_END}(?:{SUFFIX})?")
_JOINED = re.compile(rf"[^\d\s:;,。!?|=<>]{{2,58}}?{_END}(?:{SUFFIX})?")
_KNOWN_WORDS = re.compile(r"预算(?:编审|审核|评审|绩效评价)|(?:政务|信息|校务|村务)公开|申报服务|情况信息")
"""Words of a title that some names hold."""
_NO_BODY = re.compile(
    r"^(?:[本我该各]|其他|下属|所属|第[一二三四五六七八九十]+(?:部分|章|篇)|有关|部门|单位|预算|决算|主管|编制|公开|附件|目录|名称)"
    r"|情况|预算|决算|公开|申报|概况|说明|报告|^(?:部门|单位|机关|办公室|委员会)$"
)
PLACEHOLDER = re.compile(r"[XxＸ×╳✕*○〇]{2,}|某某|[（(]?(?:部门|单位)名称[)）]|_{3,}")
"""What a template prints where the name belongs."""

_UNIT_SUFFIX = re.compile(r"\((?:本级|机关|本部|局机关|[^()]{0,6}本级)\)$")
_DEPT_SUFFIX = re.compile(r"\((?:汇总|部门|全口径)\)$")
_PARENT = re.compile(
    r"(?:(?<!人民政府)局|厅|委员会|(?<!人民政府)办公室|办公厅|总队|支队|大学|学院|医院|医科院)(?=[^()]{3,})"
)
_PARTY = re.compile(
    r"共产党|中共|政协|政治协商|人民代表|常务|纪律检查|监察|共青团|民主|编制|网络安全|全面依法|军民融合|深化改革"
)
_REST = r"(?:市场|[^省市县区])"
"""A name of the centre holds no division; 市 also stands in 市场."""

_CENTRAL = re.compile(
    rf"国家{_REST}{{1,20}}(?:局|委员会|总署|署|院|中心|办公室|馆|会)"
    r"|(?:中华人民共和国)?最高人民(?:法院|检察院)"
    r"|(?:中华人民共和国)?(?:国务院|海关总署|审计署|中国人民银行|新华通讯社|中国(?:气象|地震|民用航空)局"
    rf"|中国{_REST}{{2,12}}(?:院|会|委员会|总社|联合会)){_REST}{{0,16}}"
    rf"|中华全国{_REST}{{2,16}}|全国(?:人大|政协|人民代表|妇女|社会保障|哲学|总工会){_REST}{{0,20}}"
    rf"|中央(?!大街|门|公园){_REST}{{2,24}}|中共中央{_REST}{{2,24}}"
)
_MINISTRIES = (
    "外交|国防|教育|科学技术|工业和信息化|公安|国家安全|民政|司法|财政|人力资源和社会保障|国土资源|自然资源|环境保护"
    "|生态环境|住房和城乡建设|交通运输|铁道|水利|农业|农业农村|商务|文化|文化和旅游|退役军人事务|应急管理|卫生|监察"
)
_MINISTRY = re.compile(rf"(?:中华人民共和国)?(?:{_MINISTRIES})部")
_SCHOOL = re.compile(rf"[^\d\s:;,。、]{{2,30}}(?:大学|学院|高等专科学校)(?:{SUFFIX})?")


def is_body(text: str) -> bool:
    """Whether a folded text can be the name of a department or unit."""
    if not 2 <= len(text) <= 60 or PLACEHOLDER.search(text) or _NO_BODY.search(_KNOWN_WORDS.sub("务", text)):
        return False
    return bool(
        _BODY.fullmatch(text) or ("、" in text and _JOINED.fullmatch(text) and codes.find_division(text).matched)
    )


def is_place(text: str) -> bool:
    """Whether a folded text is nothing but the name of a division (上海市普陀区)."""
    found = codes.find_division(text)
    return bool(found.candidates) and found.matched == text


def leads_with_division(name: str) -> bool:
    """Whether a name says of itself where the body belongs: it begins with a division, or it is the centre's."""
    return bool(codes.find_division(name).candidates) or is_central(name)


def is_central(name: str) -> bool:
    """Whether a folded name is that of a body of the centre: a ministry, a bureau, an office of the State Council."""
    if _MINISTRY.fullmatch(name):
        return True
    return bool(_CENTRAL.fullmatch(name)) and not any(short in name for short in _seats())


@cache
def _seats() -> frozenset[str]:
    """What local branches of a body of the centre are called after: provinces and cities without 省, 市."""
    found = (division for spans in codes.divisions().values() for division in spans if division.level != "county")
    names = {re.sub(r"(?:省|市|地区|(?:[^省市县]{1,4}族)*自治[区州]|盟|特别行政区)$", "", one.name) for one in found}
    return frozenset(name for name in names if len(name) >= 2 and name != "中央")


def is_school(name: str) -> bool:
    """Whether a body is a university or college: it may belong to the centre wherever it stands."""
    return bool(_SCHOOL.fullmatch(name))


def unit_suffix(name: str) -> bool:
    """Whether a folded name ends in （本级） or the like: the department without its units."""
    return bool(_UNIT_SUFFIX.search(name))


def dept_suffix(name: str) -> bool:
    """Whether a folded name ends in （汇总） or （部门）: with all its units."""
    return bool(_DEPT_SUFFIX.search(name))


def is_part(name: str) -> bool:
    """Whether a name is that of a part of another body: 某市某局某某中心.

    The offices of a party committee, a congress or a government are departments, whatever their names contain.
    """
    if name.startswith(("国家", "中国", "全国", "中央", "中华")):
        return False
    matched = codes.find_division(name).matched
    rest = name.partition(matched)[2] if matched else name
    for parent in _PARENT.finditer(rest):
        head, tail = rest[: parent.end()], rest[parent.end() :]
        if len(head) > 2 and not _PARTY.search(head) and "党委" not in head and is_body(tail):
            return tail not in ("办公室", "办公厅", "机关")
    return False
