"""A small part of the mutation bench of `make bench`: what must be found is found, and nothing else is said."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.identities import facts_of, identities
from tests.mutation_kinds import KINDS, Mutation
from tests.mutations import Tally, Verdict, alarms, judge, measure, mutate, subject

SEEDS = range(10 * len(KINDS))
TABLES = ("amount", "swapped amounts", "dropped row")
NARRATIVE = ("stated amount", "percentage", "direction", "count", "name of unit")


@cache
def tallies() -> dict[str, Tally]:
    return measure(SEEDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_tried(kind: str) -> None:
    assert tallies()[kind].tried >= 8


@pytest.mark.parametrize("kind", TABLES)
def test_a_change_that_breaks_an_identity_of_the_tables_is_found_by_the_checks_that_name_it(kind: str) -> None:
    tally = tallies()[kind]
    assert tally.breaking >= 5
    assert tally.escaped == []
    assert tally.exact >= tally.breaking - 1  # what follows from a dropped row may be told of another


@pytest.mark.parametrize("kind", NARRATIVE)
def test_a_change_of_what_the_narrative_says_is_found(kind: str) -> None:
    tally = tallies()[kind]
    assert tally.breaking == tally.tried
    assert (tally.escaped, tally.inexact) == ([], [])


def test_rows_in_another_order_contradict_nothing_and_set_nothing_off() -> None:
    tally = tallies()["swapped rows"]
    assert tally.breaking == 0
    assert tally.silent == tally.tried


def test_no_alarm_on_unmutated_disclosures() -> None:
    assert alarms(range(12)) == []


@pytest.mark.parametrize("number", range(12))
def test_the_identities_hold_in_a_clean_disclosure(number: int) -> None:
    known = subject(number)
    facts = facts_of(known.rows["facts"])
    found = identities(facts, known.kind)
    broken = {identity for identity in found if identity.is_broken(facts)}
    assert {identity.check for identity in broken} <= {"A03"}
    assert all("carried_over" in "".join((*i.left, *i.right)) or i.left[0].startswith("revenue/") for i in broken)
    assert len(found) > 60


def test_the_identities_of_a_broken_disclosure_do_not_hold() -> None:
    facts = facts_of(subject(0).rows["facts"])
    name = "expenditure/total/total"
    changed = {**facts, name: replace(facts[name], value=facts[name].value + 1)}
    broken = {identity.check for identity in identities(changed, "budget") if identity.is_broken(changed)}
    assert {"A01", "A03", "X02"} <= broken


def test_a_mutation_is_the_same_each_time_and_changes_what_it_says() -> None:
    for seed in SEEDS:
        known, mutation = mutate(seed)
        assert mutate(seed) == (known, mutation)
        assert mutation.text != known.text
        changed = abs(len(mutation.text.split("\n")) - len(known.lines))
        assert changed == (1 if mutation.kind == "dropped row" else 0)


def test_a_verdict_is_exact_only_where_the_predicted_checks_speak() -> None:
    known, mutation = next(found for found in map(mutate, SEEDS) if found[1].kind == "amount" and found[1].breaks)
    verdict = judge(known, mutation)
    assert verdict.exact
    assert not Verdict(mutation, ()).exact
    assert not Verdict(mutation, ()).detected
    other = Mutation(mutation.kind, mutation.text, mutation.lines, mutation.checks | {"A11"})
    assert not Verdict(other, verdict.fired).exact
