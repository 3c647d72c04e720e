"""All performance forms of a disclosure on one page: what was promised for the money, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.model import Locator
from mingzhang.site import addresses, html, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.forms import SHARES, Form, Fund, Indicator, Money
from mingzhang.site.html import text
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import marks, parts

_GOALS = ("period_goal", "year_goal", "actual_goal")
_TEXTS = (
    "basis",
    "necessity",
    "measures",
    "plan",
    "analysis_execution",
    "analysis_output",
    "analysis_benefit",
    "analysis_satisfaction",
    "experience",
    "problems",
    "improvements",
)
_FEW = 3
"""Up to so many forms need no list to jump from."""


def performance_page(disclosure: Disclosure) -> Page:
    """Every form of a disclosure, in the order they are printed."""
    address = addresses.performance(disclosure.name)
    writer = _Writer(disclosure, Links(address))
    kinds = "与".join(words.FORM[kind] for kind in dict.fromkeys(form.kind for form in disclosure.forms))
    body = "\n".join(
        (
            f"<h1>项目{kinds}</h1>",
            writer.about(),
            marks.legend(),
            writer.contents(),
            *(writer.form(form) for form in disclosure.forms),
            writer.downloads(),
        )
    )
    return Page(
        address,
        f"项目{kinds} · {disclosure.title}",
        f"{disclosure.title}的 {len(disclosure.forms)} 张项目{kinds}：资金、目标与每一个指标，各有出处。",
        body,
        parts.crumbs(disclosure),
        wide=True,
    )


class _Writer:
    """Writes the forms of one page; an anchor is given once, so every locator leads to one place."""

    def __init__(self, disclosure: Disclosure, links: Links) -> None:
        self.disclosure = disclosure
        self.links = links
        self.source = addresses.source(disclosure.name)
        self.anchors = {str(form.place) for form in disclosure.forms}

    def anchor(self, place: Locator) -> str:
        """The id of something read at a place; nothing if another thing on the page has it."""
        name = str(place)
        if name in self.anchors:
            return ""
        self.anchors.add(name)
        return f' id="{name}"'

    def at(self, place: Locator, inner: str = "", css: str = "") -> str:
        """A link to a place in the source."""
        shown = inner or f"{place.line} 行"
        return self.links.to(self.source, shown, str(place), title=f"原文第 {place.line} 行", css=css)

    # -- above the forms --

    def about(self) -> str:
        disclosure = self.disclosure
        indicators = sum(len(form.indicators) for form in disclosure.forms)
        facts = (
            self.links.to(addresses.disclosure(disclosure.name), text(disclosure.title)),
            f"{len(disclosure.forms)}\u00a0张表",
            f"{indicators}\u00a0个指标",
        )
        return (
            f'<p class="meta">{parts.dots(facts)}</p>\n'
            '<p class="quiet">点击金额或行号查看原文。文字与数字照原文；跨页、错行的已按整张表复位。'
            "带有下列记号的不是原文直接印出的样子，点开即见原因与原文。</p>"
        )

    def contents(self) -> str:
        forms = self.disclosure.forms
        if len(forms) <= _FEW:
            return ""
        entries = [f'<a href="#{form.place}">{text(form.name)}</a>{self._brief(form)}' for form in forms]
        listed = html.items(entries, "jump")
        return f'<details class="notes" open><summary>{len(forms)} 张表</summary>\n{listed}\n</details>'

    def _brief(self, form: Form) -> str:
        money = form.money("year" if form.kind == "target" else "executed")
        return f' <span class="quiet">{text(money.printed)} {text(money.unit)}</span>' if money else ""

    def downloads(self) -> str:
        kinds = {form.kind for form in self.disclosure.forms}
        names = [*(("targets", "target_funds", "indicators") if "target" in kinds else ())]
        names += ("evaluations", "evaluation_funds", "evaluation_indicators") if "evaluation" in kinds else ()
        files = [self.disclosure.file(f"data/{name}.csv") for name in (*names, "form_values", "form_links")]
        entries = (parts.download(self.links, self.disclosure.name, file) for file in files)
        return f'<section class="download">\n<h2>下载绩效数据</h2>\n{html.items(entries, "files")}\n</section>'

    # -- one form --

    def form(self, form: Form) -> str:
        pieces = (self._head(form), self._goals(form), self._funds(form), self._indicators(form), self._texts(form))
        body = "\n".join(piece for piece in pieces if piece)
        return f'<section class="form" id="{form.place}">\n{body}\n</section>'

    def _head(self, form: Form) -> str:
        unit = form.entries.get("unit")
        facts = [words.FORM[form.kind]]
        facts += [text(unit.value or form.unit_name) + marks.shape(unit.status) if unit else text(form.unit_name)]
        facts += [text(value) for value in (form.attribute, form.period) if value]
        facts.append(self.at(form.place, f"原文第 {form.place.line} 行起"))
        notes = [found for found in (text(form.note), self._link(form)) if found]
        told = "".join(f'<p class="quiet">{note}。</p>\n' for note in notes)
        score = self._score(form) if form.kind == "evaluation" else ""
        return (
            f"<h2>{html.heading(form.name)}</h2>\n"
            f'<p class="meta">{parts.dots(fact for fact in facts if fact)}</p>\n{told}{self._head_doubts(form)}{score}'
        )

    def _head_doubts(self, form: Form) -> str:
        return "".join(
            marks.doubtful([(words.FORM_FIELD.get(field, text(field)), entry.status)], entry.note, entry.raw)
            for field, entry in form.entries.items()
        )

    def _link(self, form: Form) -> str:
        """Which project of the tables this is, and how sure that is."""
        if form.project is None or form.scope != "project":
            tables = [table for table in self.disclosure.tables if table.name == "projects" and table.rows]
            return words.CONFIDENCE["none"] if tables and form.scope == "project" else ""
        table = self.disclosure.table_at(form.project.line)
        if table is None:
            return ""
        row = self.links.to(
            addresses.table(self.disclosure.name, table.name), f"《{text(table.schema.title)}》", str(form.project)
        )
        why = words.CONFIDENCE[form.confidence]
        return f"对应{row}中的一行" + (f"：{why}" if why else "")

    def _score(self, form: Form) -> str:
        pairs = [
            (words.FORM_FIELD[field], self.at(entry.place, text(entry.value)) + marks.shape(entry.status))
            for field in ("total_score", "grade")
            if (entry := form.entries.get(field)) and entry.value
        ]
        total = next((fund for fund in form.funds if fund.source == "total"), None)
        if total and total.rate:
            rate = f"{text(total.rate)}%" if total.rate[-1].isdigit() else text(total.rate)
            pairs.insert(0, ("执行率", rate))
        return html.definitions(pairs, "figures scores") if pairs else ""

    def _goals(self, form: Form) -> str:
        fields = [field for field in ("overview", *_GOALS) if form.value(field)]
        return self._entries(form, fields)

    def _texts(self, form: Form) -> str:
        fields = [field for field in _TEXTS if form.value(field)]
        if not fields:
            return ""
        names = "、".join(words.FORM_FIELD[field] for field in fields)
        return f"<details><summary>{names}</summary>\n{self._entries(form, fields)}\n</details>"

    def _entries(self, form: Form, fields: Iterable[str]) -> str:
        pairs = []
        for field in fields:
            entry = form.entries[field]
            name = words.FORM_FIELD.get(field, text(field))
            pairs.append(
                f"<div{self.anchor(entry.place)}><dt>{name}{self.at(entry.place, css='line')}</dt>"
                f"<dd>{text(entry.value)}{marks.shape(entry.status)}</dd></div>"
            )
        return f'<dl class="texts">\n{chr(10).join(pairs)}\n</dl>' if pairs else ""

    # -- money --

    def _funds(self, form: Form) -> str:
        columns = [c for c in SHARES[form.kind] if any(c in fund.amounts for fund in form.funds)]
        if not columns:
            return ""
        units = list(dict.fromkeys(money.unit for fund in form.funds for money in fund.amounts.values()))
        head = "".join(f'<th scope="col" class="n">{words.MONEY_COLUMN[column]}</th>' for column in columns)
        extra = form.kind == "evaluation"
        head += '<th scope="col" class="n">执行率</th><th scope="col" class="n">得分</th>' if extra else ""
        rows = "\n".join(self._fund(fund, columns, units, extra) for fund in form.funds)
        caption = f'<p class="unit quiet">单位：{text(units[0])}</p>' if len(units) == 1 else ""
        table = (
            f'<table class="funds">\n<thead><tr><th scope="col">资金</th>{head}</tr></thead>\n'
            f"<tbody>\n{rows}\n</tbody>\n</table>"
        )
        return caption + html.scroll(table, f"{form.name}的资金")

    def _fund(self, fund: Fund, columns: Sequence[str], units: Sequence[str], extra: bool) -> str:
        cells = "".join(self._money(fund.amounts.get(column), units) for column in columns)
        if extra:
            cells += f'<td class="n">{text(fund.rate)}</td><td class="n">{text(fund.score)}</td>'
        doubts = marks.doubtful([("金额", fund.status)], fund.note, "")
        css = ' class="total"' if fund.source == "total" else ""
        return f'<tr{css}><th scope="row">{words.FUND_SOURCE[fund.source]}{doubts}</th>{cells}</tr>'

    def _money(self, money: Money | None, units: Sequence[str]) -> str:
        if money is None:
            return '<td class="n"></td>'
        unit = f" <small>{text(money.unit)}</small>" if len(units) > 1 else ""
        return f'<td class="n"{self.anchor(money.place)}>{self.at(money.place, text(money.printed))}{unit}</td>'

    # -- indicators --

    def _indicators(self, form: Form) -> str:
        if not form.indicators:
            return '<p class="quiet">表中没有读到指标。</p>'
        columns = form.columns
        more = [c for c in ("weight", "score", "description", "reason") if any(getattr(i, c) for i in form.indicators)]
        head = "".join(f'<th scope="col">{title}</th>' for title in ("指标", *map(words.VALUE_COLUMN.get, columns)))
        head += "".join(f'<th scope="col"{_css(name)}>{_MORE[name]}</th>' for name in more)
        body = "\n".join(self._grouped(form.indicators, columns, more))
        table = (
            f'<table class="indicators">\n<thead><tr>{head}<th scope="col" class="at">原文</th></tr></thead>\n'
            f"<tbody>\n{body}\n</tbody>\n</table>"
        )
        return html.scroll(table, f"{form.name}的指标")

    def _grouped(self, indicators: Sequence[Indicator], columns: Sequence[str], more: Sequence[str]) -> Iterable[str]:
        """Rows under a heading per second level, so that no label has to be looked for."""
        last = ("", "")
        width = len(columns) + len(more) + 2
        for indicator in indicators:
            levels = (indicator.level1, indicator.level2)
            if levels != last:
                name = f"{levels[0]}<span>›</span>{levels[1]}" if levels[1] else levels[0]
                yield f'<tr class="level"><th scope="rowgroup" colspan="{width}">{name}</th></tr>'
            last = levels
            yield self._indicator(indicator, columns, more)

    def _indicator(self, indicator: Indicator, columns: Sequence[str], more: Sequence[str]) -> str:
        doubts = indicator.doubts
        other = f"<br><small>年度栏写作“{text(indicator.other_name)}”</small>" if indicator.other_name else ""
        fold = marks.doubtful(((doubt.part, doubt.status) for doubt in doubts), indicator.note, indicator.raw)
        fold = fold or marks.told(indicator.note, indicator.raw)
        cells = [f'<th scope="row">{text(indicator.name)}{other}{fold}</th>']
        cells += [self._value(indicator, column) for column in columns]
        cells += [self._also(name, getattr(indicator, name)) for name in more]
        at = f'<td class="at">{self.at(indicator.place)}</td>'
        return f"<tr{self.anchor(indicator.place)}>{''.join(cells)}{at}</tr>"

    @staticmethod
    def _also(name: str, value: str) -> str:
        return f'<td{_css(name)} data-label="{_MORE[name]}">{text(value)}</td>'

    def _value(self, indicator: Indicator, column: str) -> str:
        value = indicator.values[column]
        status = marks.worst(indicator.doubts, column, "value")
        shown = text(value.printed) or ('<span class="quiet">（空）</span>' if status != "as_printed" else "")
        placeholder = ' <small class="template">模板用语</small>' if value.is_placeholder and value.printed else ""
        label = words.VALUE_COLUMN[column]
        return f'<td data-label="{label}">{shown}{marks.shape(status)}{placeholder}</td>'


_NUMBERS = ("weight", "score")
_MORE = {"weight": "分值", "score": "得分", "description": "指标说明", "reason": "偏差原因及改进措施"}


def _css(name: str) -> str:
    return ' class="n"' if name in _NUMBERS else ""
