"""How much of generated forms is read right, wrong but marked, and silently wrong."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field

from mingzhang.forms import Evaluation, FormsReading, Target, read_forms

from tests.documents import source_of

from .compose import document
from .damage import DAMAGES
from .model import Form
from .words import PUBLISHED


@dataclass
class Rates:
    """Counts of cells; `wrong` lists examples of silently wrong ones (seed, form, what, expected, got)."""

    right: int = 0
    marked: int = 0
    silent: int = 0
    seconds: float = 0.0
    wrong: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    by_damage: Counter[str] = field(default_factory=Counter)

    @property
    def cells(self) -> int:
        return self.right + self.marked + self.silent

    def share(self, count: int) -> float:
        """A count as a share of all cells."""
        return count / self.cells if self.cells else 1.0

    def add(self, seed: int, form: Form, what: str, expected: str, got: str, status: str) -> None:
        """Judge one cell."""
        if _plain(expected) == _plain(got):
            self.right += 1
        elif status in ("inferred", "unreliable"):
            self.marked += 1
        else:
            self.silent += 1
            self.wrong.append((seed, form.project, what, expected, got))


def _plain(text: str) -> str:
    return text.replace(" ", "").replace("（", "(").replace("）", ")").removeprefix("'")


def measure(n: int, forms: int = 3, damages: int = 2, only: str = "", first: int = 0) -> Rates:
    """Read `n` generated documents and judge every cell."""
    rates = Rates()
    for seed in range(first, first + n):
        text, truth = document(seed, forms, damages, only)
        source = source_of(text)
        start = time.perf_counter()
        reading = read_forms(source, "budget", (), None)
        rates.seconds += time.perf_counter() - start
        judge(rates, seed, truth, reading)
    return rates


def judge(rates: Rates, seed: int, truth: list[Form], reading: FormsReading) -> None:
    """Compare the truth of one document with what was read."""
    free: list[Target | Evaluation] = list(reading.forms)
    for form in truth:
        kind = Target if form.kind == "target" else Evaluation
        found = next((f for f in free if isinstance(f, kind) and _value(f, "project_name") == form.project), None)
        if found is None:
            rates.silent += 5 * len(form.truth)
            rates.wrong.append((seed, form.project, "form", "read", "missing"))
            continue
        free.remove(found)
        _judge_head(rates, seed, form, found)
        _judge_indicators(rates, seed, form, found)
    for extra in free:
        rates.silent += 5 * len(extra.indicators) + 1
        rates.wrong.append((seed, extra.form_id, "form", "", "invented"))


def _value(form: Target | Evaluation, name: str) -> str:
    return form.fields[name].value if name in form.fields else ""


def _judge_head(rates: Rates, seed: int, form: Form, found: Target | Evaluation) -> None:
    def check(what: str, expected: str, name: str) -> None:
        printed = found.fields.get(name)
        rates.add(seed, form, what, expected, printed.value if printed else "", printed.status if printed else "")

    check("unit", form.unit, "unit")
    if isinstance(found, Evaluation):
        check("goal", form.goals[0], "year_goal")
        check("actual_goal", form.goals[1], "actual_goal")
        check("total_score", form.evaluation["total"], "total_score")
        check("grade", form.evaluation["grade"], "grade")
        total = next((fund for fund in found.funds if fund.source == "total"), None)
        for name in ("budget", "executed", "balance", "rate", "score"):
            got = total.printed.get(name, "") if total else ""
            rates.add(seed, form, name, form.evaluation[name], got, total.status if total else "")
        return
    date = form.date
    iso = f"{date[:4]}-{date[4:6]}-{date[6:8]}T{date[8:10]}:{date[10:12]}:{date[12:]}"
    for what, expected, name in (
        ("attribute", form.attribute, "attribute"),
        ("years", form.years, "period"),
        ("date", iso, "filled_in"),
        ("period_goal", form.goals[0], "period_goal"),
        ("year_goal", form.goals[1], "year_goal"),
        ("overview", form.texts["项目概况"], "overview"),
        ("plan", form.texts["项目实施计划"], "plan"),
    ):
        check(what, expected, name)
    names = ("total", "central", "provincial", "local", "own", "other")
    printed = ("total", "中央财政资金", "省级财政资金", "市县(区)财政资金", "单位自筹", "其他资金")
    for source, label in zip(names, printed, strict=True):
        for index, side in enumerate(("period", "year")):
            fund = [f for f in found.funds if f.side == side and f.source == source]
            got = fund[0].printed if len(fund) == 1 else "several" if fund else ""
            status = fund[0].status if fund else ""
            rates.add(seed, form, f"{side} {source}", form.money[label][index], got, status)


def _judge_indicators(rates: Rates, seed: int, form: Form, found: Target | Evaluation) -> None:
    free = list(found.indicators)
    if isinstance(found, Evaluation):
        free = [indicator for indicator in free if indicator.level1 != "预算执行"]  # type: ignore[assignment]
    for truth in form.truth:
        level1, level2 = PUBLISHED[truth.code]
        same = [i for i in free if _plain(i.name) == _plain(truth.name)]
        got = next((i for i in same if i.level2 == level2), same[0] if same else None)
        if got is None:
            rates.silent += 5
            rates.wrong.append((seed, form.project, f"indicator {truth.name}", truth.period, "missing"))
            continue
        free.remove(got)  # type: ignore[arg-type]
        rates.right += 1
        rates.add(seed, form, f"level1 {truth.name}", level1, got.level1, got.level_status)
        rates.add(seed, form, f"level2 {truth.name}", level2, got.level2, got.level_status)
        if hasattr(got, "period"):
            period = truth.period if form.two_sided else ""
            rates.add(seed, form, f"period {truth.name}", period, got.period.printed, got.period_status)
            rates.add(seed, form, f"year {truth.name}", truth.year, got.year.printed, got.year_status)
        else:
            for what, expected, text in (
                ("target", truth.period, got.target.printed),
                ("actual", truth.year, got.actual.printed),
                ("weight", truth.weight, got.weight),
                ("score", truth.score, got.score),
                ("reason", truth.reason, got.reason),
            ):
                rates.add(seed, form, f"{what} {truth.name}", expected, text, got.value_status)
    for extra in free:
        if extra.status in ("unreliable",):
            rates.marked += 5
        else:
            rates.silent += 5
            rates.wrong.append((seed, form.project, "indicator", "", f"invented {extra.name}"))


def report(n: int) -> str:
    """The rates as text: all kinds of damage mixed, then each kind alone on every form."""
    lines = [f"{'damage':<18}{'cells':>8}{'right':>9}{'marked':>9}{'silent':>9}{'ms/doc':>8}"]
    for name in ("mixed", "none", *sorted(DAMAGES)):
        if name == "mixed":
            rates = measure(n, damages=3)
        elif name == "none":
            rates = measure(max(1, n // 4), damages=0)
        else:
            rates = measure(max(1, n // 8), only=name)
        count = n if name == "mixed" else max(1, n // 4) if name == "none" else max(1, n // 8)
        lines.append(
            f"{name:<18}{rates.cells:>8}{rates.share(rates.right):>9.2%}{rates.share(rates.marked):>9.2%}"
            f"{rates.share(rates.silent):>9.2%}{rates.seconds / count * 1000:>8.2f}"
        )
    return "\n".join(lines)
