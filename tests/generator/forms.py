"""Performance forms: targets for budgets, self-evaluations for final accounts (simple, undamaged ones)."""

from __future__ import annotations

from random import Random

from .budget_book import BudgetBook, Project
from .final_book import FinalBook
from .model import Identity
from .page import NumberStyle, Page
from .vocabulary import INDICATORS, draw_clerk

_SOURCES = ("中央财政资金", "省级财政资金", "市县(区)财政资金", "单位自筹", "其他资金")
_COST_POINTS_LOST = 2
_GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))


def _row(width: int, *cells: str) -> str:
    return "\t".join((*cells, *[""] * (width - len(cells))))


def _indicator_values(rng: Random, year: int, cost: str) -> list[tuple[str, str, str, str]]:
    count = rng.randint(1, 60)
    return [
        (first, second, third, value.format(n=count, year=year, cost=cost))
        for first, second, third, value in INDICATORS
    ]


def _write_target(
    rng: Random, page: Page, identity: Identity, unit: str, project: Project, clerk: tuple[str, str]
) -> None:
    """One 项目支出绩效目标申报表, amounts in 元, period left, year right."""
    name, hundredths = project.name, project.total
    yuan = f"{hundredths * 100:,}"
    page.write_lines("县(区)级预算部门(单位)项目支出绩效目标申报表", f"({identity.year}年度)", "")
    lines = [
        _row(8, "项目名称", "", name),
        _row(8, "主管部门及代码", "", f"{identity.agency_code}-{identity.entity}", "", "实施单位", "", unit),
        _row(8, "项目属性", "", "一次性项目(1年结束)", "", "项目期", "", "1年"),
        _row(8, "项目资金(元)", "实施期资金总额:", yuan, "", "年度资金总额:", yuan),
    ]
    for at, source in enumerate(_SOURCES):
        label = f"其中:{source}" if at == 0 else source
        amount = yuan if at == 2 else "0"
        lines.append(_row(8, "", label, amount, "", label, amount))
    lines += [
        _row(8, "项目概况", "", f"{identity.year}年申请{name}{hundredths / 100:g}万元"),
        _row(8, "立项依据", "", "根据有关会议纪要"),
        _row(8, "项目设立必要性", "", "保证各项工作正常运转"),
        _row(8, "保证项目实施的制度、措施", "", "根据单位内部控制制度及相关财务管理制度"),
        _row(8, "项目实施计划", "", f"{identity.year}年1月-12月按进度支付"),
        _row(8, "实施期目标", "", "", "", "年度目标"),
        _row(8, "总体目标", "", "保障工作正常开展", "", "保障工作正常开展"),
        _row(8, "绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"),
    ]
    previous = ""
    for first, second, third, value in _indicator_values(rng, identity.year, f"{hundredths / 100:g}"):
        lines.append(_row(8, "", "" if first == previous else first, second, third, value, second, third, value))
        previous = first
    stamp = f"{identity.year - 1}12{rng.randint(10, 28)}{rng.randint(8, 17):02d}{rng.randint(0, 5959):04d}"
    lines.append(_row(8, "负责人:", "", "经办人:", clerk[0], "联系电话:", clerk[1], "填报日期:", stamp))
    page.write_lines(*lines, "")


def write_targets(rng: Random, page: Page, identity: Identity, book: BudgetBook, omitted: str) -> None:
    """A form for every project, in any order; with the duty D19 left out one is missing."""
    projects = rng.sample(book.projects, len(book.projects))
    for project in projects[1:] if omitted == "D19" else projects:
        unit = book.publisher.units[project.unit]
        clerk = draw_clerk(rng) if book.names_clerks else ("", "")
        _write_target(rng, page, identity, unit, project, clerk)


def _achieved(first: str, second: str, third: str, weight: int, lost: int) -> str:
    """One row of an evaluation: all points, or some lost with the words for it."""
    words = "部分达成预期指标并具有一定效果" if lost else "达成预期指标"
    return _row(10, "", first, second, third, "=100%", "=100%", words, str(weight), str(weight - lost))


def write_evaluations(page: Page, identity: Identity, book: FinalBook, style: NumberStyle) -> None:
    """One 项目支出绩效自评表 for each evaluated project; weights 10 + 50 + 30 + 10, scores add up.

    Where less than half was spent, cost is only partly achieved: three of its five points.
    """
    for name, planned, executed in book.evaluated:
        rate = (executed * 10_000 * 2 + planned) // (planned * 2)
        score = (rate + 5) // 10
        lost = _COST_POINTS_LOST if executed * 2 < planned else 0
        total = 9_000 + score - 100 * lost
        grade = next(grade for least, grade in _GRADES if total >= 100 * least)
        money = [style.show(planned)] * 3 + [style.show(executed), style.show(planned - executed)]
        money += [f"{rate / 100:.2f}", f"{score / 100:.2f}"]
        office = f"{identity.agency_code}-{identity.entity}"
        unit = f"{identity.agency_code}001-{identity.entity}"
        page.write(f"{name}项目支出绩效自评表", f"({identity.year}年度)")
        weights = (20, 15, 10, 5, 20, 10, 10)
        indicators = [
            _achieved(first, second, third, weight, lost if second == "成本指标" else 0)
            for (first, second, third, _), weight in zip(INDICATORS, weights, strict=True)
        ]
        page.write_lines(
            _row(10, "项目名称", "", name),
            _row(10, "主管部门及代码", "", office, "", "", "预算单位", unit),
            "项目资金预算安排及执行进度(万元)\t年初预算数\t\t全年预算数\t全年执行数\t资金结(转)余\t执行率\t得分\t偏差原因\t",
            _row(10, "", "目标申报数", "预算编制数"),
            _row(10, "", "资金总额:", *money),
            _row(10, "", "市县区财政资金", *money),
            _row(10, "项目年度绩效目标", "年度目标", "", "", "", "实际完成情况"),
            _row(10, "", "保证工作正常运转", "", "", "", "保证了工作正常运转"),
            "绩效指标\t一级指标\t二级指标\t三级指标\t年初指标值\t调整后指标值\t实际完成值\t分值\t得分\t偏差原因",
            *indicators,
            _row(10, "总分", "", "", "", "", "", "", f"{total / 100:.2f}", grade),
            "",
            "备注:1.“执行率”是执行数与“全年预算数”相比较。",
            "",
        )
