"""All performance forms of a disclosure on one page: what was promised for the money, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mingzhang.ground.source import Locator
from mingzhang.site import addresses, html, labels, words
from mingzhang.site.catalog import Disclosure
from mingzhang.site.forms import SHARES, Entry, Form, Fund, Indicator, Money
from mingzhang.site.html import text
from mingzhang.site.language import Lang, Pair
from mingzhang.site.page import Links, Page
from mingzhang.site.pages import marks, parts
from mingzhang.site.published_parts import FoundFinding

_GOALS = ("overview", "period_goal", "year_goal", "actual_goal")
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
TOLD = frozenset((*_GOALS, *_TEXTS))
"""Fields of a form that are shown with an anchor of their own."""
_ABOUT: Pair = (
    "点击金额或行号查看原文。文字与数字照原文；跨页、错行的已按整张表复位。"
    "带有下列记号的不是原文直接印出的样子，点开即见原因与原文。",
    "Click an amount or line number to see the source. Texts and numbers stand as printed, in Chinese; forms broken "
    "over pages or with displaced rows were put together. What bears one of these marks is not printed that way: "
    "open it for the reason and the printed text.",
)
_FEW = 3
"""Up to so many forms need no list to jump from, and none is folded."""
SCRIPT = "assets/performance.js"
"""Folds the forms of a long page on narrow screens; without it all are open."""


def performance_page(disclosure: Disclosure, lang: Lang) -> Page:
    """Every form of a disclosure, in the order they are printed."""
    address = addresses.performance(disclosure.name)
    links = Links(address, lang)
    say = links.say
    writer = _Writer(disclosure, links)
    kinds = say("与", " and ").join(
        say.of(words.FORM[kind]) for kind in dict.fromkeys(f.kind for f in disclosure.forms)
    )
    heading = say(f"项目{kinds}", f"Projects: {kinds}")
    title, forms = parts.title(say, disclosure), len(disclosure.forms)
    body = "\n".join(
        (
            f"<h1>{heading}</h1>",
            writer.about(),
            marks.legend(say),
            writer.contents(),
            writer.folding(),
            *(writer.form(form) for form in disclosure.forms),
            writer.downloads(),
        )
    )
    return Page(
        address,
        f"{heading} · {title}",
        say(
            f"{title}的 {forms} 张项目{kinds}：资金、目标与每一个指标，各有出处。",
            f"{title}: {forms} forms on projects with money, goals and every indicator, each with its source.",
        ),
        body,
        parts.crumbs(say, disclosure),
        wide=True,
        script=SCRIPT if forms > _FEW else "",
        lang=lang,
    )


class _Writer:
    """Writes the forms of one page; an anchor is given once, so every locator leads to one place."""

    def __init__(self, disclosure: Disclosure, links: Links) -> None:
        self.disclosure = disclosure
        self.concerns = disclosure.concerns
        self.links = links
        self.say = links.say
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
        say = self.say
        shown = inner or say(f"{place.line} 行", f"line {place.line}")
        title = say(f"原文第 {place.line} 行", f"source line {place.line}")
        return self.links.to(self.source, shown, str(place), title=title, css=css)

    def mark(self, findings: Sequence[FoundFinding]) -> str:
        """The sign of these findings."""
        return marks.concern(self.links, self.disclosure.name, findings)

    # -- above the forms --

    def about(self) -> str:
        say, disclosure = self.say, self.disclosure
        indicators = sum(len(form.indicators) for form in disclosure.forms)
        facts = (
            self.links.to(addresses.disclosure(disclosure.name), parts.title_html(say, disclosure)),
            say.count(len(disclosure.forms), "张表", "form").replace(" ", "\u00a0"),
            say.count(indicators, "个指标", "indicator").replace(" ", "\u00a0"),
        )
        return f'<p class="meta">{parts.dots(facts)}</p>\n<p class="quiet">{say.of(_ABOUT)}</p>'

    def contents(self) -> str:
        forms = self.disclosure.forms
        if len(forms) <= _FEW:
            return ""
        entries = [f'<a href="#{form.place}">{self.say.zh(text(form.name))}</a>{self._brief(form)}' for form in forms]
        listed = html.items(entries, "jump")
        summary = self.say.count(len(forms), "张表", "form")
        return f'<details class="notes" open><summary>{summary}</summary>\n{listed}\n</details>'

    def folding(self) -> str:
        """A switch that opens or folds every form, shown by the script."""
        if len(self.disclosure.forms) <= _FEW:
            return ""
        say = self.say
        shut, opened = say("收起全部", "Fold all"), say("展开全部", "Open all")
        return (
            f'<p><button type="button" class="fold" hidden data-open="{opened}" data-shut="{shut}">{shut}</button></p>'
        )

    def _brief(self, form: Form) -> str:
        money = form.money("year" if form.kind == "target" else "executed")
        return (
            f' <span class="quiet">{text(money.printed)} {labels.short_unit(self.say, money.unit)}</span>'
            if money
            else ""
        )

    def downloads(self) -> str:
        kinds = {form.kind for form in self.disclosure.forms}
        names = [*(("targets", "target_funds", "indicators") if "target" in kinds else ())]
        names += ("evaluations", "evaluation_funds", "evaluation_indicators") if "evaluation" in kinds else ()
        files = [self.disclosure.file(f"data/{name}.csv") for name in (*names, "form_values", "form_links")]
        entries = (parts.download(self.links, self.disclosure.name, file) for file in files)
        title, listed = self.say("下载绩效数据", "Download the forms"), html.items(entries, "files")
        return f'<section class="download">\n<h2>{title}</h2>\n{listed}\n</section>'

    # -- one form --

    def form(self, form: Form) -> str:
        """Name and facts stay in sight; what the form says can be folded."""
        pieces = (self._goals(form), self._funds(form), self._indicators(form), self._texts(form))
        body = "\n".join(piece for piece in pieces if piece)
        inside = self.say.count(len(form.indicators), "个指标", "indicator")
        summary = self.say(f"资金、目标与 {inside}", f"Money, goals and {inside}")
        return (
            f'<section class="form" id="{form.place}">\n{self._head(form)}\n'
            f'<details class="form" open><summary>{summary}</summary>\n{body}\n</details>\n</section>'
        )

    def _head(self, form: Form) -> str:
        say = self.say
        unit = form.entries.get("unit")
        name = say.zh(text(unit.value or form.unit_name if unit else form.unit_name))
        facts = [say.of(words.FORM[form.kind]), name + self._about_entry(unit)]
        facts += [labels.quoted(say, value) for value in (form.attribute, form.period) if value]
        facts.append(self.at(form.place, say(f"原文第 {form.place.line} 行起", f"source, from line {form.place.line}")))
        notes = [found for found in (labels.note(say, form.note), self._link(form)) if found]
        told = "".join(f'<p class="quiet">{note[:1].upper()}{note[1:]}{say("。", ".")}</p>\n' for note in notes)
        score = self._score(form) if form.kind == "evaluation" else ""
        return (
            f"<h2{say.mark}>{html.heading(form.name)}</h2>\n"
            f'<p class="meta">{parts.dots(fact for fact in facts if fact)}{self.mark(self._about_form(form))}</p>\n'
            f"{told}{self._head_doubts(form)}{score}"
        )

    def _about_form(self, form: Form) -> Sequence[FoundFinding]:
        """What concerns the form itself: its heading, and the fields of its head that are not shown one by one."""
        shown = {"unit", "total_score", "grade", *TOLD}
        lines = [form.place.line, *(entry.place.line for name, entry in form.entries.items() if name not in shown)]
        apart = [entry.place for name, entry in form.entries.items() if name in shown and entry.value]
        return list(dict.fromkeys(found for line in lines for found in self.concerns.of_line(line, apart)))

    def _about_entry(self, entry: Entry | None) -> str:
        """The signs after a field: how far it may be trusted, and what concerns it."""
        if entry is None:
            return ""
        return marks.shape(self.say, entry.status) + self.mark(self.concerns.of_cell(entry.place))

    def _head_doubts(self, form: Form) -> str:
        return "".join(
            marks.doubtful(self.say, [(self._field(field), entry.status)], entry.note, entry.raw)
            for field, entry in form.entries.items()
        )

    def _link(self, form: Form) -> str:
        """Which project of the tables this is, and how sure that is."""
        if not form.project or form.scope != "project":
            tables = [table for table in self.disclosure.tables if table.name == "projects" and table.rows]
            none = self.say.of(words.CONFIDENCE["none"])
            return none if tables and form.scope == "project" else ""
        table = self.disclosure.table(form.project.partition("/")[0])
        say, place = self.say, str(table.row(form.project).place)
        row = parts.table_link(self.links, self.disclosure, table.name, place)
        why = say.of(words.CONFIDENCE[form.confidence])
        return say(f"对应{row}中的一行", f"corresponds to a row of {row}") + (f"{say('：', ': ')}{why}" if why else "")

    def _field(self, field: str) -> str:
        return self.say.of(words.FORM_FIELD[field]) if field in words.FORM_FIELD else text(field)

    def _score(self, form: Form) -> str:
        pairs = [
            (
                self._field(field),
                self.at(entry.place, labels.quoted(self.say, entry.value)) + self._about_entry(entry),
            )
            for field in ("total_score", "grade")
            if (entry := form.entries.get(field)) and entry.value
        ]
        total = next((fund for fund in form.funds if fund.source == "total"), None)
        if total and total.rate:
            rate = f"{text(total.rate)}%" if total.rate[-1].isdigit() else text(total.rate)
            pairs.insert(0, (self.say.of(_RATE), rate))
        return html.definitions(pairs, "figures scores") if pairs else ""

    def _goals(self, form: Form) -> str:
        fields = [field for field in _GOALS if form.value(field)]
        return self._entries(form, fields)

    def _texts(self, form: Form) -> str:
        fields = [field for field in _TEXTS if form.value(field)]
        if not fields:
            return ""
        names = self.say.listed([self._field(field) for field in fields])
        return f"<details><summary>{names}</summary>\n{self._entries(form, fields)}\n</details>"

    def _entries(self, form: Form, fields: Iterable[str]) -> str:
        pairs = []
        for field in fields:
            entry = form.entries[field]
            name = self._field(field)
            pairs.append(
                f"<div{self.anchor(entry.place)}><dt>{name}{self.at(entry.place, css='line')}</dt>"
                f"<dd>{labels.quoted(self.say, entry.value)}{self._about_entry(entry)}</dd></div>"
            )
        return f'<dl class="texts">\n{chr(10).join(pairs)}\n</dl>' if pairs else ""

    # -- money --

    def _funds(self, form: Form) -> str:
        columns = [c for c in SHARES[form.kind] if any(c in fund.amounts for fund in form.funds)]
        if not columns:
            return ""
        say = self.say
        units = list(dict.fromkeys(money.unit for fund in form.funds for money in fund.amounts.values()))
        head = "".join(
            f'<th scope="col" class="n">{self.say.of(words.MONEY_COLUMN[column])}</th>' for column in columns
        )
        extra = form.kind == "evaluation"
        rated = f'<th scope="col" class="n">{say.of(_RATE)}</th><th scope="col" class="n">{say.of(_MORE["score"])}</th>'
        head += rated if extra else ""
        rows = "\n".join(self._fund(fund, columns, units, extra) for fund in form.funds)
        measure = say(f"单位：{text(units[0])}", f"Unit: {labels.unit(say, units[0])}")
        caption = f'<p class="unit quiet">{measure}</p>' if len(units) == 1 else ""
        table = (
            f'<table class="funds">\n<thead><tr><th scope="col">{say("资金", "Money")}</th>{head}</tr></thead>\n'
            f"<tbody>\n{rows}\n</tbody>\n</table>"
        )
        return caption + html.scroll(table, say(f"{form.name}的资金", "Money"))

    def _fund(self, fund: Fund, columns: Sequence[str], units: Sequence[str], extra: bool) -> str:
        cells = "".join(self._money(fund.amounts.get(column), units) for column in columns)
        if extra:
            cells += f'<td class="n">{text(fund.rate)}</td><td class="n">{text(fund.score)}</td>'
        doubts = marks.doubtful(self.say, [(self.say("金额", "amount"), fund.status)], fund.note, "")
        css = ' class="total"' if fund.source == "total" else ""
        return f'<tr{css}><th scope="row">{self.say.of(words.FUND_SOURCE[fund.source])}{doubts}</th>{cells}</tr>'

    def _money(self, money: Money | None, units: Sequence[str]) -> str:
        if money is None:
            return '<td class="n"></td>'
        unit = f" <small>{labels.short_unit(self.say, money.unit)}</small>" if len(units) > 1 else ""
        mark = self.mark(self.concerns.of_cell(money.place))
        return f'<td class="n"{self.anchor(money.place)}>{mark}{self.at(money.place, text(money.printed))}{unit}</td>'

    # -- indicators --

    def _indicators(self, form: Form) -> str:
        if not form.indicators:
            return f'<p class="quiet">{self.say("表中没有读到指标。", "No indicator was read.")}</p>'
        columns = form.columns
        more = [c for c in ("weight", "score", "description", "reason") if any(getattr(i, c) for i in form.indicators)]
        say = self.say
        titles = (say("指标", "Indicator"), *(say.of(words.VALUE_COLUMN[column]) for column in columns))
        head = "".join(f'<th scope="col">{title}</th>' for title in titles)
        head += "".join(f'<th scope="col"{_css(name)}>{say.of(_MORE[name])}</th>' for name in more)
        head += f'<th scope="col" class="at">{say("原文", "Source")}</th>'
        body = "\n".join(self._grouped(form.indicators, columns, more))
        table = f'<table class="indicators">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>'
        return html.scroll(table, say(f"{form.name}的指标", "Indicators"))

    def _grouped(self, indicators: Sequence[Indicator], columns: Sequence[str], more: Sequence[str]) -> Iterable[str]:
        """Rows under a heading per second level, so that no label has to be looked for."""
        last = ("", "")
        width = len(columns) + len(more) + 2
        for indicator in indicators:
            levels = (indicator.level1, indicator.level2)
            if levels != last:
                shown = (labels.level(self.say, level, rank) for rank, level in enumerate(levels, 1) if level)
                name = "<span>›</span>".join(shown)
                yield f'<tr class="level"><th scope="rowgroup" colspan="{width}">{name}</th></tr>'
            last = levels
            yield self._indicator(indicator, columns, more)

    def _indicator(self, indicator: Indicator, columns: Sequence[str], more: Sequence[str]) -> str:
        say, doubts = self.say, indicator.doubts
        written = say.zh(f"“{text(indicator.other_name)}”")
        other = (
            f"<br><small>{say('年度栏写作', 'in the column of the year: ')}{written}</small>"
            if indicator.other_name
            else ""
        )
        fold = marks.doubtful(say, ((doubt.part, doubt.status) for doubt in doubts), indicator.note, indicator.raw)
        fold = fold or marks.told(say, indicator.note, indicator.raw)
        mark = self.mark(self.concerns.of_line(indicator.place.line))
        cells = [f'<th scope="row">{say.zh(text(indicator.name))}{mark}{other}{fold}</th>']
        cells += [self._value(indicator, column) for column in columns]
        cells += [self._also(name, getattr(indicator, name)) for name in more]
        at = f'<td class="at">{self.at(indicator.place)}</td>'
        return f"<tr{self.anchor(indicator.place)}>{''.join(cells)}{at}</tr>"

    def _also(self, name: str, value: str) -> str:
        return f'<td{_css(name)} data-label="{self.say.of(_MORE[name])}">{labels.quoted(self.say, value)}</td>'

    def _value(self, indicator: Indicator, column: str) -> str:
        value = indicator.values[column]
        status = marks.worst(indicator.doubts, column, "value")
        say = self.say
        empty = f'<span class="quiet">{say("（空）", "(blank)")}</span>' if status != "as_printed" else ""
        shown = labels.quoted(self.say, value.printed) or empty
        template = f' <small class="template">{say("模板用语", "template text")}</small>'
        placeholder = template if value.is_placeholder and value.printed else ""
        label = say.of(words.VALUE_COLUMN[column])
        return f'<td data-label="{label}">{shown}{marks.shape(say, status)}{placeholder}</td>'


_NUMBERS = ("weight", "score")
_RATE: Pair = ("执行率", "Rate of execution")
_MORE: dict[str, Pair] = {
    "weight": ("分值", "Weight"),
    "score": ("得分", "Score"),
    "description": ("指标说明", "Description"),
    "reason": ("偏差原因及改进措施", "Reasons and measures"),
}


def _css(name: str) -> str:
    return ' class="n"' if name in _NUMBERS else ""
