"""What people call a unit: `示例县政府办` for 示例县人民政府办公室, `公检法`, names of before the reform of 2018.

Only usual words of offices and the press, never a guess from initials: what no table knows is still found by its
characters in order. A short name is made from the official one by replacing every part that has a short form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Rule:
    """`pattern` in a name is usually written `short` (a replacement as `re.sub` knows it; of `_ALSO`: words)."""

    pattern: re.Pattern[str]
    short: str


def _rules(*pairs: tuple[str, str]) -> Sequence[_Rule]:
    return tuple(_Rule(re.compile(pattern), short) for pattern, short in pairs)


_SHORT = _rules(
    # congress, consultation, courts; before the committees of the Party
    (r"人民代表大会(?:常务委员会)?", "人大"),
    (r"^(?:中国人民政治协商会议|政协)(.+?)委员会", r"\1政协"),
    (r"人民检察院", "检察院"),
    (r"人民法院", "法院"),
    # the Party and its committees
    (r"^(?:中国共产党|中共)", ""),
    (r"^(.+?)纪律检查委员会.*监察委员会", r"\1纪委监委"),
    (r"纪律检查委员会", "纪委"),
    (r"监察委员会", "监委"),
    (r"政法委员会", "政法委"),
    (r"机构编制委员会办公室", "编办"),
    (r"网络安全和信息化委员会办公室", "网信办"),
    (r"精神文明建设(?:指导)?委员会办公室", "文明办"),
    (r"全面深化改革委员会办公室", "深改办"),
    (r"统一战线工作部|统战工作部", "统战部"),
    (r"(?<=[省市县区旗州])委员会", "委"),
    # government
    (r"人民政府", "政府"),
    (r"街道办事处", "街道办"),
    (r"国有资产监督管理委员会", "国资委"),
    (r"管理委员会", "管委会"),
    (r"发展(?:和|与)?改革委员会", "发改委"),
    (r"发展(?:和|与)?改革", "发改"),
    (r"教育(?:和|与)?体育", "教体"),
    (r"教育科技", "教科"),
    (r"科学(?:和)?技术", "科技"),
    (r"工业(?:和|与)信息化", "工信"),
    (r"工业(?:和|与)商务", "工商务"),
    (r"人力资源(?:和|与)社会保障", "人社"),
    (r"自然资源(?:和|与)规划", "自规"),
    (r"规划(?:和|与)自然资源", "规自"),
    (r"住房(?:保障)?(?:和|与)城乡(?:建设|规划建设)(?:管理)?", "住建"),
    (r"交通运输", "交通"),
    (r"文化(?:和|与)旅游", "文旅"),
    (r"卫生健康(?:和|与)体育", "卫体"),
    (r"卫生健康委员会", "卫健委"),
    (r"卫生健康", "卫健"),
    (r"退役军人事务", "退役军人"),
    (r"应急管理", "应急"),
    (r"市场监督管理", "市场监管"),
    (r"医疗保障", "医保"),
    (r"林业(?:和|与)草原", "林草"),
    (r"城市(?:综合)?管理(?:和|与)?(?:综合)?(?:行政)?执法", "城管"),
    (r"城市管理", "城管"),
    (r"行政审批(?:服务管理|服务)?局", "审批局"),
    (r"政务服务(?:和)?(?:数据|大数据)管理", "政数"),
    (r"疾病预防控制", "疾控"),
    (r"妇幼保健(?:计划生育)?服务", "妇幼"),
    (r"供销合作社联合社|供销合作联合社|供销合作社", "供销社"),
    # people's organisations
    (r"^(?:中国共产主义青年团|共青团)(.+?)委(?:员会)?", r"\1团委"),
    (r"妇女联合会", "妇联"),
    (r"残疾人联合会", "残联"),
    (r"工商业联合会", "工商联"),
    (r"文学艺术界联合会", "文联"),
    (r"社会科学界联合会", "社科联"),
    (r"归国华侨联合会", "侨联"),
    (r"科学技术协会|科技协会", "科协"),
    # schools, and what every office ends with
    (r"第([一二三四五六七八九十]+)(?:高级|初级)?中学(?:校)?", r"\1中"),
    (r"第([一二三四五六七八九十]+)小学(?:校)?", r"\1小"),
    (r"办公[室厅]", "办"),
)

_ALSO = _rules(
    (r"公安局|公安厅|检察院|法院", "公检法"),
    (r"市场监督管理局", "市监局 工商局"),
    (r"自然资源(?:和规划)?局", "国土局 自然资源局"),
    (r"规划和自然资源局", "国土局 规划局"),
    (r"生态环境局", "环保局"),
    (r"卫生健康(?:委员会|和体育局|局)", "卫计局 卫生局 卫健局"),
    (r"乡村振兴局", "扶贫办"),
    (r"农业农村局", "农业局"),
    (r"住房(?:保障)?和城乡", "建设局"),
    (r"教育(?:和体育|科技)局", "教育局"),
    (r"文化和旅游局", "文化局 旅游局"),
    (r"应急管理局", "安监局"),
    (r"人力资源和社会保障局", "人社局 社保局"),
    (r"人民代表大会常务委员会", "人大常委会"),
    (r"监察委员会", "监察局"),
    (r"城市管理", "城管局 执法局"),
    (r"交通运输局", "交通局 交运局"),
    (r"^(.+)人民政府办公[室厅]", r"\1府办"),
)
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")


def short_names(name: str) -> tuple[str, ...]:
    """What else a unit is called: its short name, then words that stand for it; nothing that the name holds."""
    short = _BRACKETS.sub("", name)
    for rule in _SHORT:
        short = rule.pattern.sub(rule.short, short)
    others = [
        word for rule in _ALSO if (found := rule.pattern.search(name)) for word in found.expand(rule.short).split()
    ]
    added = [other for other in others if other not in short]
    return tuple(dict.fromkeys(other for other in (short, *added) if other and other not in name))
