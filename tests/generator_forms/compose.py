"""Forms → text: the truth first, then damage, then lines with TAB-separated cells."""

from __future__ import annotations

import random

from .damage import DAMAGES, damage
from .model import Form, IndicatorRow, TrueIndicator
from .words import ATTRIBUTES, LABELS, NAMES, NEUTRAL, ORDER, PROJECTS, SOURCES, TEXTS, TOPICS, UNITS, VALUES


def document(seed: int, forms: int = 3, damages: int = 2, only: str = "") -> tuple[str, list[Form]]:
    """A text with some forms and the truth about them; `only` names one kind of damage for every form."""
    rng = random.Random(seed)
    made: list[Form] = []
    parts = ["第三部分 2023年度部门预算情况说明\n"]
    topics = rng.sample(TOPICS, forms)
    for topic in topics:
        form = evaluation_form(rng, topic) if rng.random() < 0.25 else target_form(rng, topic)
        kinds = [only] if only else rng.sample(sorted(DAMAGES), rng.randint(0, damages))
        for kind in kinds:
            damage(rng, form, kind)
        made.append(form)
        parts.append(print_form(rng, form))
    parts.append("十一、国有资产占有使用情况\n\n我单位没有公务用车。\n")
    return "\n".join(parts), made


# -- truth -------------------------------------------------------------------------------------------


def _plan(rng: random.Random, topic: str) -> list[TrueIndicator]:
    """What a form promises; one form in four names its indicators so that nothing tells their level."""
    found: list[TrueIndicator] = []
    mute = rng.random() < 0.25
    for code in ORDER:
        if code in ("quantity", "quality", "timeliness", "cost", "satisfaction"):
            count = rng.choice((1, 1, 1, 2, 2, 3) if code != "satisfaction" else (1, 1, 2))
        else:
            count = rng.choice((0, 0, 1, 1, 2))
        names = NEUTRAL if mute or rng.random() < 0.15 else NAMES[code]
        for name in rng.sample(names, min(count, len(names))):
            subject = topic if rng.random() < 0.6 else rng.choice(TOPICS)
            period = rng.choice(VALUES[code]).format(n=rng.randint(2, 60))
            year = period if rng.random() < 0.85 else rng.choice(VALUES[code]).format(n=rng.randint(2, 60))
            full = name.format(subject)
            while any(known.name == full for known in found):
                full = "新" + full
            found.append(TrueIndicator(code, full, period, year))
    return found


def _level1(code: str) -> str:
    if code in ("quantity", "quality", "timeliness", "cost"):
        return "产出指标"
    return "满意度指标" if code == "satisfaction" else "效益指标"


def _rows(rng: random.Random, plan: list[TrueIndicator], two_sided: bool, empty: bool) -> list[IndicatorRow]:
    rows: list[IndicatorRow] = []
    seen1: set[str] = set()
    for code in ORDER:
        group = [indicator for indicator in plan if indicator.code == code]
        if not group and (not empty or code in ("quantity", "quality", "timeliness", "cost", "satisfaction")):
            continue
        for position, indicator in enumerate(group or [None]):
            row = IndicatorRow(code=code)
            level1 = _level1(code)
            if level1 not in seen1:
                row.level1 = level1
                seen1.add(level1)
            label = LABELS[code] if position == 0 else ""
            if indicator is None:
                row.sides = [[label, "", ""], [label, "", ""]]
            else:
                row.sides = [[label, indicator.name, indicator.period], [label, indicator.name, indicator.year]]
                row.truth = [indicator]
            rows.append(row)
    return rows


def target_form(rng: random.Random, topic: str) -> Form:
    """One target form, undamaged."""
    two_sided = rng.random() < 0.85
    plan = _plan(rng, topic)
    total, year = rng.randint(1, 400) * 1000, 0
    year = total if rng.random() < 0.7 else total // 4
    split = rng.choice(([2], [2], [2], [1, 2], [0, 2], [2, 4]))
    money = dict.fromkeys(SOURCES, ("0", "0"))
    for index in split:
        share = (total // len(split), year // len(split))
        money[SOURCES[index]] = (f"{share[0]:,}", f"{share[1]:,}")
    money["其他资金"] = ("", "") if 4 not in split else money["其他资金"]
    money["total"] = (f"{(total // len(split)) * len(split):,}", f"{(year // len(split)) * len(split):,}")
    fields = ("项目概况", "立项依据", "项目设立必要性", "保证项目实施的制度、措施", "项目实施计划")
    return Form(
        kind="target",
        project=rng.choice(PROJECTS).format(topic),
        unit=rng.choice(UNITS),
        attribute=rng.choice(ATTRIBUTES),
        years=f"{rng.choice((1, 1, 3, 4))}年",
        money=money,
        texts={name: rng.choice(TEXTS) for name in fields},
        goals=(rng.choice(TEXTS), rng.choice(TEXTS)),
        date=f"2023{rng.randint(1, 12):02}{rng.randint(1, 28):02}{rng.randint(8, 18):02}{rng.randint(0, 59):02}17",
        rows=_rows(rng, plan, two_sided, empty=rng.random() < 0.8),
        two_sided=two_sided,
    )


def evaluation_form(rng: random.Random, topic: str) -> Form:
    """One evaluation form, undamaged; weights are 50, 30 and 10."""
    plan = _plan(rng, topic)
    if not any(_level1(item.code) == "效益指标" for item in plan):
        plan.insert(
            next(i for i, item in enumerate(plan) if item.code == "satisfaction"),
            TrueIndicator("social", f"保障{topic}工作正常运转", "保障", "保障"),
        )
    for level1, points in (("产出指标", 50), ("效益指标", 30), ("满意度指标", 10)):
        group = [item for item in plan if _level1(item.code) == level1]
        shares = [points // len(group)] * len(group)
        shares[-1] += points - sum(shares)
        for item, share in zip(group, shares, strict=True):
            item.weight, item.score = str(share), str(share if rng.random() < 0.8 else share // 2)
            item.reason = "" if item.score == item.weight else "部分资金未及支出,加强预算编制管理"
            item.year = "达成预期指标" if rng.random() < 0.7 else item.period
    rows = _rows(rng, plan, False, empty=False)
    for row in rows:
        item = row.truth[0]
        row.sides[1] = ["", "", ""]
        row.tail = [item.period, item.year, item.weight, item.score, item.reason]
    budget = rng.randint(1, 900)
    executed = rng.randint(0, budget * 1000) / 1000
    rate = f"{executed / budget * 100:.2f}"
    return Form(
        kind="evaluation",
        project=rng.choice(PROJECTS).format(topic),
        unit="001001-" + rng.choice(UNITS),
        attribute="",
        years="",
        money={"total": (str(budget), f"{executed:g}")},
        texts={},
        goals=(rng.choice(TEXTS), rng.choice(TEXTS)),
        date="",
        rows=rows,
        two_sided=False,
        title=f"{topic}项目支出绩效自评表",
        evaluation={
            "budget": str(budget),
            "executed": f"{executed:g}",
            "balance": f"{budget - executed:.3f}".rstrip("0").rstrip("."),
            "rate": rate,
            "score": f"{float(rate) / 10:.2f}",
        },
    )


# -- printing ----------------------------------------------------------------------------------------


def print_form(rng: random.Random, form: Form) -> str:
    """The lines of a form, damage of its printing included."""
    lines = _evaluation_lines(rng, form) if form.kind == "evaluation" else _target_lines(rng, form)
    return lines + "\n"


def _join(cells: list[str], width: int, spacer: int) -> str:
    if spacer > 1:
        cells = [part for cell in cells for part in (cell, *[""] * (spacer - 1))]
    return "\t".join([*cells, *[""] * max(0, width * spacer - len(cells))])


def _target_lines(rng: random.Random, form: Form) -> str:
    head = _target_head(form)
    body = [_indicator_header(form), *[_indicator_line(form, row) for row in form.rows]]
    footer = _footer(form)
    title = [form.title, "", "(2023年度)", ""]
    width, spacer = 8, form.spacer

    def text(*blocks: list[list[str]]) -> str:
        return "\n".join([*title, *[_join(cells, width, spacer) for block in blocks for cells in block]]) + "\n"

    if "printed_twice" in form.flags:
        return text(head[: rng.randint(4, 8)]) + "\n" + text(head, body, footer)
    if "split" in form.flags and len(form.rows) > 2:
        cut = form.flags_cut  # type: ignore[attr-defined]
        return text(head, body[: cut + 1]) + "\n" + text(head, [body[0], *body[cut + 1 :]], footer)
    if "page_break" in form.flags:
        whole = text(head, body, footer).split("\n")
        at = rng.randint(8, len(whole) - 4)
        return "\n".join([*whole[:at], "", "\f" if rng.random() < 0.5 else "- 12 -", *whole[at:]])
    if "again" in form.flags:
        return text(head, body, footer) + "\n" + text(head, body, footer)
    return text(head, body, footer)


def _target_head(form: Form) -> list[list[str]]:
    total = form.money["total"]
    unit_row = ["主管部门及代码", "", "014-云水县人民政府办公室", "", "实施单位", "", form.unit]
    attribute_row = ["项目属性", "", form.attribute, "", "项目期", "", form.years]
    rows = [["项目名称", "", form.project], unit_row]
    if "displaced" in form.flags:
        rows += [["项目属性", "", form.attribute, "", "项目期"], ["", "", "", "", form.years]]
    else:
        rows.append(attribute_row)
    if "extra_amounts" in form.flags:
        rows.append(["项目资金(元)", "", total[0], "", total[1]])
    rows.append(["项目资金 (元)", "", "实施期资金总额:", total[0], "", "年度资金总额:", total[1]])
    for index, (source, amounts) in enumerate((s, a) for s, a in form.money.items() if s != "total"):
        label = ("其中:" if index == 0 else "") + source
        if "money_labels" in form.flags and index == 2:
            rows.append(["", "", "", amounts[0], "", label, amounts[1]])
        elif source == "其他资金":
            rows.append([label, "", "", amounts[0], label, "", amounts[1]])
        else:
            rows.append(["", "", label, amounts[0], "", label, amounts[1]])
    for name, text in form.texts.items():
        rows.append([f"{name} {text}"] if "fused" in form.flags else [name, "", text])
    rows += [["", "", "实施期目标", "", "", "年度目标"], ["总体目标", "", form.goals[0], "", "", form.goals[1]]]
    return rows


def _indicator_header(form: Form) -> list[str]:
    if "no_header" in form.flags and form.two_sided:
        return ["绩效指标"]
    one = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"]
    return [*one, "二级指标", "三级指标", "指标值"] if form.two_sided else one


def _indicator_line(form: Form, row: IndicatorRow) -> list[str]:
    sides = row.sides if form.two_sided else row.sides[1:] if form.kind == "target" else row.sides[:1]
    cells = [row.level1, *[cell for side in sides for cell in side], *row.tail, *row.extra]
    if row.shift >= 0:
        return ["", *[""] * row.shift, *cells]
    cells = ["", *cells]
    first = next((index for index, cell in enumerate(cells) if cell), 0)
    drop = min(-row.shift, first)
    return cells[drop:] if drop else cells


def _footer(form: Form) -> list[list[str]]:
    if "footer_split" in form.flags:
        return [
            ["负责人:", "", "经办人:", "", "联系电话:", "", "填报日期:", ""],
            ["", "", "", "", "███████", "", form.date],
        ]
    return [["负责人:", "", "经办人:", "██", "联系电话:", "███████████", "填报日期:", form.date]]


def _evaluation_lines(rng: random.Random, form: Form) -> str:
    money = form.evaluation
    numbers = [
        money["budget"],
        money["budget"],
        money["budget"],
        money["executed"],
        money["balance"],
        money["rate"],
        money["score"],
    ]
    rows = [["项目名称", "", form.project]]
    agency = ["主管部门及代码", "", "001-云水县人民政府办公室", "", "", "", "预算单位"]
    rows += [agency, [form.unit]] if "displaced" in form.flags else [[*agency, form.unit]]
    rows += [
        [
            "项目资金预算安排及执行进度(万元)",
            "",
            "年初预算数",
            "",
            "全年预算数",
            "全年执行数",
            "资金结(转)余",
            "执行率",
            "得分",
            "偏差原因分析及改进措施",
        ],
        ["", "目标申报数", "预算编制数"],
        ["", "资金总额:", *numbers]
        if "extra_amounts" not in form.flags
        else ["资金总额:", *numbers[:-1], "", numbers[-1]],
        ["市县区财政资金", *numbers],
        ["项目年度绩效目标", "年度目标", "", "", "", "实际完成情况"],
        ["", form.goals[0], "", "", "", form.goals[1]],
    ]
    header = [
        "绩效指标",
        "一级指标",
        "二级指标",
        "三级指标",
        "年初指标值",
        "调整后指标值",
        "实际完成值",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    ]
    body = [_indicator_line(form, row) for row in form.rows]
    total = sum(float(item.score) for item in form.truth) + float(money["score"])
    grade = "优" if total >= 90 else "良" if total >= 80 else "中" if total >= 60 else "差"
    end = [
        ["总分", "", "", "", "", "", "", f"{total:g}", grade],
        ["项目绩效分析", "自评结果分析", "产出情况", "", "良好"],
    ]
    form.evaluation["total"], form.evaluation["grade"] = f"{total:g}", grade
    lines = [
        form.title,
        "",
        "(2023年度)",
        "",
        *["\t".join([*r, *[""] * (10 - len(r))]) for r in [*rows, header, *body, *end]],
    ]
    return "\n".join(lines) + "\n\n备注: 1.“年初预算数”项下的“目标申报数”为并列关系。\n"
