"""Puts a whole disclosure together: cover, contents, duties, tables, narrative, forms, terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from . import budget_text, final_text
from .budget_book import draw_budget
from .budget_tables import build_budget_tables
from .circumstances import write_organisation
from .final_book import draw_final
from .final_tables import build_final_tables
from .forms import write_evaluations
from .hazards import check_hazards, choose_hazards
from .model import BUDGET_TABLES, FINAL_TABLES, Document, Identity, Kind, Scope, Truth
from .page import NumberStyle, Page, Table
from .places import Publisher, choose_publisher
from .spoil import spoil_tables
from .vocabulary import DUTIES, ORDINALS, TERMS

_KIND_WORD = {"budget": "预算", "final": "决算"}
_BODY_WORD = {"dept": "部门", "unit": "单位"}
Narrate = Callable[[Page, list[str]], None]


@dataclass(frozen=True, slots=True)
class Story:
    """What a disclosure shows and says: tables, the paragraphs on the organisation, the explanations."""

    tables: list[Table]
    organisation: list[str]
    narrate: Narrate
    omitted: str = ""


def generate(
    seed: int,
    *,
    kind: Kind | None = None,
    scope: Scope | None = None,
    hazards: frozenset[str] | None = None,
) -> Document:
    """Generate the disclosure of a seed. Given hazards are all applied; by default a random subset is."""
    rng = Random(f"mingzhang-{seed}")
    drawn_kind: Kind = rng.choice(("budget", "budget", "final"))
    drawn_scope: Scope = rng.choice(("dept", "unit"))
    kind, scope = kind or drawn_kind, scope or drawn_scope
    hazards = choose_hazards(rng, kind) if hazards is None else check_hazards(hazards, kind)
    publisher = choose_publisher(rng, scope, hazards)
    identity = Identity(
        publisher.entity,
        publisher.place.code,
        f"{rng.randint(1, 480):03d}",
        rng.randint(2019, 2026),
        scope,
        kind,
    )
    style = NumberStyle(separators=rng.random() < 0.5, fixed=rng.random() < 0.85)
    build = _build_budget if kind == "budget" else _build_final
    return _compose(rng, identity, build(rng, identity, publisher, hazards, style), hazards, style)


def _build_budget(
    rng: Random, identity: Identity, publisher: Publisher, hazards: frozenset[str], style: NumberStyle
) -> Story:
    book = draw_budget(rng, publisher, hazards)
    omitted = rng.choice(budget_text.omissible(book)) if "missing_duty" in hazards else ""
    department = identity.scope == "dept"
    tables = build_budget_tables(book, identity.year, department=department, hazards=hazards)

    def narrate(page: Page, headings: list[str]) -> None:
        spoken = NumberStyle(separators=True, fixed=style.fixed)
        budget_text.write_budget_narrative(rng, page, identity, book, spoken, headings, omitted)

    organisation = write_organisation(rng, publisher, book.organisation, omitted)
    return Story(tables, organisation, narrate, omitted)


def _build_final(
    rng: Random, identity: Identity, publisher: Publisher, hazards: frozenset[str], style: NumberStyle
) -> Story:
    book = draw_final(rng, publisher, hazards)
    omitted = rng.choice(final_text.omissible(book)) if "missing_duty" in hazards else ""

    def narrate(page: Page, headings: list[str]) -> None:
        final_text.write_final_narrative(rng, page, identity, book, style, headings, omitted)
        write_evaluations(page, identity, book, style)

    organisation = write_organisation(rng, publisher, book.organisation, omitted)
    return Story(build_final_tables(book), organisation, narrate, omitted)


def _number_tables(rng: Random, identity: Identity, tables: list[Table], hazards: frozenset[str]) -> None:
    """A final account numbers every table; a budget only the first, or all of them."""
    numbers_all = identity.kind == "final" or rng.random() < 0.4
    broken = rng.randrange(len(tables)) if "broken_table_number" in hazards else -1
    for at, table in enumerate(tables):
        text = f"公开{at + 1:02d}表" if identity.kind == "final" else f"预算公开表{at + 1}"
        if at == broken:
            cut = -1 if identity.kind == "final" else len("预算公开表")
            table.number = [text[:cut], "", text[cut:]]
        elif numbers_all or at == 0:
            table.number = [text]


def _wrap(rng: Random, text: str, first: int) -> str:
    at = rng.randint(first, len(text) - 1)
    return text[:at] + rng.choice(("\n", "  \n")) + text[at:]


def _caption_tables(rng: Random, identity: Identity, tables: list[Table], hazards: frozenset[str]) -> None:
    """Who and in which unit; a final account adds the year, on a line of its own or behind the name."""
    label = f"{_BODY_WORD[identity.scope]}名称："
    name = label + identity.entity
    wrapped = rng.randrange(len(tables)) if "wrapped_caption_name" in hazards else -1
    cut = rng.randrange(len(tables)) if "wrapped_unit" in hazards else -1
    for at, table in enumerate(tables):
        who = _wrap(rng, name, len(label) + 2) if at == wrapped else name
        unit = "金额单位：万元" if identity.kind == "final" and rng.random() < 0.8 else "单位：万元"
        if at == cut:
            unit = f"{unit[:-1]}  \n元"
        if identity.kind == "budget":
            table.caption = [who, unit]
        elif rng.random() < 0.4:
            table.caption = [f"{who} {identity.year}年度", unit]
        else:
            table.caption = [who, f"{identity.year}年度", unit]


def _drop_table(rng: Random, tables: list[Table]) -> None:
    """Remove one table with data, but never one of those other hazards work on."""
    spare = ("expenditure", "general_expenditure", "revenue", "balance", "appropriation_balance")
    choice = [at for at, table in enumerate(tables) if table.has_data and table.id not in spare]
    del tables[rng.choice(choice)]


def _space_letters(rng: Random, tables: list[Table]) -> None:
    for table in rng.sample(tables, rng.randint(1, min(3, len(tables)))):
        table.title = " ".join(table.title)


def _write_contents(page: Page, parts: list[tuple[str, list[str]]], *, tabs: bool) -> None:
    """The table of contents; final accounts number their tables here and only here. A table fills a page."""
    number = 0
    for part, lines in parts:
        for at, line in enumerate([part, *lines]):
            number += at == 0 or line.endswith(("表", "）"))
            dots = "" if at == 0 else "....."
            page.write_lines(f"{line}{dots}\t{number}" if tabs else f"{line}{dots}{number}")
    page.write_lines("")


def _compose(rng: Random, identity: Identity, story: Story, hazards: frozenset[str], style: NumberStyle) -> Document:
    tables = story.tables
    _number_tables(rng, identity, tables, hazards)
    _caption_tables(rng, identity, tables, hazards)
    if "missing_table" in hazards:
        _drop_table(rng, tables)
    titles = [table.title for table in tables]
    spoil_tables(rng, tables, hazards)
    if "letter_spaced_title" in hazards:
        _space_letters(rng, tables)
    page = Page()
    _write_document(rng, page, identity, story, titles, hazards)
    trailing = Random(rng.random()) if "trailing_spaces" in hazards else None
    done = page.render(style, trailing)
    names = BUDGET_TABLES if identity.kind == "budget" else FINAL_TABLES
    found = {table.id: table.state for table in tables}
    states = {name: found.get(name, "missing") for name in names}
    truth = Truth(identity, done.amounts, done.unread, states, done.title_lines, hazards, story.omitted)
    return Document(done.text, truth)


def _write_document(
    rng: Random,
    page: Page,
    identity: Identity,
    story: Story,
    titles: list[str],
    hazards: frozenset[str],
) -> None:
    marks = "markdown_headings" in hazards

    def mark(text: str) -> str:
        return f"{'#' * rng.randint(1, 5)} {text}" if marks else text

    year, word, body = identity.year, _KIND_WORD[identity.kind], _BODY_WORD[identity.scope]
    final = identity.kind == "final"
    spaced = "letter_spaced_title" in hazards
    cover = [identity.entity, f"{year}年度{body}{word}公开", "目录"]
    page.write_lines("", "")
    page.write(*(" ".join(line) if spaced else line for line in cover))

    middle = f"第二部分 {year}年{body}决算表" if final else f"第二部分 {year}年{body}预算报表"
    third = "第三部分 情况说明" if final else f"第三部分 {year}年度{body}预算情况说明"
    duties = [f"一、本{body}职责", "二、机构设置情况"]
    sections = [line.format(body=body) for line in (final_text if final else budget_text).SECTIONS]
    listed = [f"{ORDINALS[at]}、{title}" for at, title in enumerate(titles)] if final else titles
    parts = [("第一部分 概况", duties), (middle, listed), (third, sections), ("第四部分 名词解释", [])]
    _write_contents(page, parts, tabs="toc_without_tabs" not in hazards)

    page.write(mark("第一部分 概况"), mark(duties[0]))
    page.write(*(f"({at}) {duty}；" for at, duty in enumerate(rng.sample(DUTIES, rng.randint(3, 7)), 1)))
    page.write(mark(duties[1]), *story.organisation)
    page.write(mark(middle))
    for table in story.tables:
        table.title = mark(table.title)
        page.place(table)
    page.write(mark(third))
    story.narrate(page, [mark(section) for section in sections])
    page.write(mark("第四部分 名词解释"))
    page.write(*(f"{ORDINALS[at]}、{term}：{text}" for at, (term, text) in enumerate(TERMS)))
