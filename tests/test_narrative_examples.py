"""Every pattern of the narrative proves itself on its own examples."""

from __future__ import annotations

import re

import pytest
from mingzhang.narrative import read_text
from mingzhang.narrative.ids import STEMS, statement_titles
from mingzhang.narrative.labels import LABELS, Example
from mingzhang.narrative.phrases import NONE_RULES
from mingzhang.narrative.quantities import EXEMPT_RULES, find_quantities, parse_chinese
from mingzhang.narrative.relations import RELATIONS
from mingzhang.vocabulary.section_titles import (
    KEYS,
    PART_RULES,
    RULE_OF,
    SECTION_RULES,
    TitleRule,
    part_key,
    section_key,
)

from .narrative_cases import cases, check_example
from .narrative_wording import WORDINGS


@pytest.mark.parametrize(
    "example",
    [
        *cases((label.stem, label.examples) for label in LABELS),
        *cases((relation.name, relation.examples) for relation in RELATIONS),
        *cases((rule.name, rule.examples) for rule in NONE_RULES),
    ],
)
def test_example(example: Example) -> None:
    check_example(example)


@pytest.mark.parametrize("example", list(cases((e.section, (e,)) for e in WORDINGS)))
def test_wording_of_other_places(example: Example) -> None:
    check_example(example)


def test_every_pattern_has_examples() -> None:
    without = [item for item in (*LABELS, *RELATIONS, *NONE_RULES, *EXEMPT_RULES) if not item.examples]
    assert without == []


def test_every_label_has_a_stem_and_every_id_a_title() -> None:
    assert {label.stem for label in LABELS} - {"overall"} <= set(STEMS)
    titles = statement_titles()
    for example in (e for item in (*LABELS, *RELATIONS, *NONE_RULES) for e in item.examples):
        for statement in read_text(example.text, example.section, example.kind):
            assert statement.statement in titles


@pytest.mark.parametrize(("rule", "example"), [(rule.name, e) for rule in EXEMPT_RULES for e in rule.examples])
def test_exempt_number(rule: str, example: str) -> None:
    before, inside, _ = re.split("[‹›]", example)
    found = [q for q in find_quantities(example.replace("‹", "").replace("›", "")) if q.rule]
    spans = [(q.start, q.end, q.rule) for q in found]
    assert (len(before), len(before) + len(inside), rule) in spans


@pytest.mark.parametrize(("rule", "example"), [(rule, e) for rule in SECTION_RULES for e in rule.examples])
def test_section_title(rule: TitleRule, example: str) -> None:
    assert section_key(example, rule.under) == rule.key


@pytest.mark.parametrize(("rule", "example"), [(rule, e) for rule in PART_RULES for e in rule.examples])
def test_part_title(rule: TitleRule, example: str) -> None:
    assert part_key(example) == rule.key


def test_labels_name_known_sections() -> None:
    named = {key for label in LABELS for key in label.sections} | {key for r in NONE_RULES for key in r.sections}
    assert named <= set(KEYS)
    assert set(RULE_OF) <= set(KEYS)


@pytest.mark.parametrize(
    ("text", "number"), [("十", 10), ("三", 3), ("十二", 12), ("二十", 20), ("二十一", 21), ("两", 2)]
)
def test_chinese_number(text: str, number: int) -> None:
    assert parse_chinese(text) == number
