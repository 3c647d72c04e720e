"""A catalog of thousands of invented disclosures, as lists and search keep them: no documents, no pages."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingzhang import codes
from mingzhang.site import addresses
from mingzhang.site.pages.units import Entry, ListedProject


def _listed(words: str) -> tuple[str, ...]:
    return tuple(words.split())


AGENCIES = _listed("""
    中国共产党{}委员会办公室 中国共产党{}委员会组织部 中国共产党{}委员会宣传部
    中国共产党{}纪律检查委员会 {}人民代表大会常务委员会办公室 中国人民政治协商会议{}委员会办公室
    {}人民政府办公室 {}人民法院 {}人民检察院 {}发展和改革局 {}教育体育局 {}工业和信息化局
    {}公安局 {}民政局 {}司法局 {}财政局 {}人力资源和社会保障局 {}自然资源局
    {}住房和城乡建设局 {}交通运输局 {}水利局 {}农业农村局 {}文化和旅游局 {}卫生健康局
    {}退役军人事务局 {}应急管理局 {}审计局 {}市场监督管理局 {}统计局 {}医疗保障局
    {}行政审批服务管理局 {}林业和草原局 {}信访局 {}总工会 中国共产主义青年团{}委员会
    {}妇女联合会 {}残疾人联合会 {}工商业联合会 {}科学技术协会 {}档案馆 {}融媒体中心
    {}疾病预防控制中心 {}第一中学校 {}城关镇人民政府 {}供销合作社联合社 {}机关事务服务中心
""")
_TOPICS = _listed("""
    乡村道路 城乡低保 高龄老人 困难残疾人 义务教育 学前教育 普通高中 农村饮水 河道治理 水土保持
    森林防火 造林绿化 污水处理 垃圾清运 大气监测 农村危房 保障性住房 老旧小区 公共卫生 基层医疗
    疫苗接种 妇女两癌 计划生育 养老服务 儿童福利 退役军人 双拥优抚 就业创业 职业技能 科技创新
    知识产权 图书馆 文化馆 非遗保护 全民健身 广播电视 政务公开 电子政务 网络安全 信访维稳
    扫黑除恶 法律援助 社区矫正 人民调解 禁毒宣传 交通安全 消防救援 安全生产 应急物资 防汛抗旱
    地质灾害 粮食储备 价格监测 统计调查 人口普查 经济普查 审计监督 国库支付 预算评审 资产清查
    招商引资 中小企业 工业园区 煤炭监管 节能减排 农业保险 高标准农田 种子繁育 动物防疫 农机购置
    乡村振兴 驻村帮扶 易地搬迁 易返贫户 党员教育 干部培训 人才引进 统战民族 宗教事务 档案数字化
    史志编纂 机关食堂 物业管理 公务用车 办公用房 会议服务 信息系统 数据中心 视频会议
""")
_ACTIONS = _listed("""
    补助 建设 维护 运行 改造 采购 租赁 奖励 配套 监测 宣传 培训 普查 整治 购买服务 设备更新
    试点 规划编制 评估
""")
_ENDS = _listed("""
    经费 项目 资金 专项经费 补助资金 项目经费 工作经费 费用 （中央） （省级） （第二批） 尾款
""")
_GOALS = _listed("""
    完成 保障 提高 及时 覆盖 验收 合格率 达标率 满意度 受益人数 资金 到位率 按期 群众
    服务对象 工程质量 开工 竣工 数量 成本 控制 年度 任务 改善 环境 促进 发展 可持续 影响
    增长 带动 就业 人次 场次 公里 平方米 台套 标准 规范 效率 水平 社会 经济 生态 效益
""")


def many_entries(entry: Entry, units: int, projects: int) -> list[Entry]:
    """Two budgets of each of so many units in real counties, each with so many projects; always the same."""
    dice = random.Random(7)
    counties = [code for code in sorted(codes.divisions()) if not code.endswith("00")]
    found = []
    for number in range(units):
        division = counties[number // len(AGENCIES) * 7]
        agency = f"{number % len(AGENCIES) + 1:03d}"
        name = AGENCIES[number % len(AGENCIES)].format(codes.division_at(division, None).name)
        for year in (2023, 2022):
            package = f"{division}-{agency}-{year}-dept-budget"
            listed = tuple(sorted(_projects(dice, package, projects), key=lambda project: -float(project.yuan)))
            found.append(
                replace(
                    entry,
                    package=package,
                    division_code=division,
                    agency_code=agency,
                    agency_name=name,
                    fiscal_year=year,
                    kind="budget",
                    scope="dept",
                    short_titles=(f"{year}年部门预算", f"Departmental budget {year}"),
                    projects=listed,
                )
            )
    return found


def _projects(dice: random.Random, package: str, number: int) -> Iterator[ListedProject]:
    for at in range(number):
        line = 400 + at
        wan = dice.choice((5, 8.5, 12, 20, 36.8, 50, 100, 260, 1200)) * dice.randint(1, 20)
        has_form = dice.random() < 0.6
        yield ListedProject(
            name=_name(dice),
            unit_name="",
            printed=f"{wan:.2f}",
            unit="万元",
            yuan=f"{wan * 10000:.2f}",
            source=f"L{line}C5",
            findings=(),
            has_form=has_form,
            indicators=8 if has_form else 0,
            address=addresses.performance(package) if has_form else addresses.table(package, "projects"),
            anchor=f"L{line + 200}" if has_form else f"L{line}C1",
            row=f"L{line}C1",
            purpose="，".join(_said(dice, 3) for _ in range(6)) if has_form else "",
            promises="\n".join(_said(dice, 3) for _ in range(8)) if has_form else "",
        )


def _name(dice: random.Random) -> str:
    before = dice.choice(("", "", "2023年", "县级", "提前下达"))
    topics = "及".join(dice.sample(_TOPICS, dice.choice((1, 1, 2))))
    return f"{before}{topics}{dice.choice(_ACTIONS)}{dice.choice(_ENDS)}"


def _said(dice: random.Random, words: int) -> str:
    return "".join(dice.sample(_pool(dice), words))


def _pool(dice: random.Random) -> Sequence[str]:
    return _TOPICS if dice.random() < 0.3 else _GOALS
