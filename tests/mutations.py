"""Mutations: one thing in a disclosure is changed; which checks must speak, and which do.

What must be found is told by `tests.identities` (tables) and by the list of bound statements below (narrative),
both of which know nothing of the checks. A mutation that breaks nothing the document says twice cannot be found by
anybody; it is counted apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from mingzhang.checks import CHECKS, Finding
from mingzhang.checks.base import SummaryCheck
from mingzhang.convert.pipeline import Conversion, convert_source
from mingzhang.ground.errors import DisclosureError

from tests.documents import source_of
from tests.generator import Kind, generate
from tests.mutation_kinds import KINDS, Mutation, Subject

ROOT = Path(__file__).parents[1]
GENERATED = 60
"""Generated disclosures that are mutated, half budgets, half final accounts."""

_MODEL = frozenset({f"A{n:02}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)} | {"X01", "X02", "X03", "X04", "X07"})
_SUMMARIES = frozenset(check.code for check in CHECKS if isinstance(check, SummaryCheck))
_LOUD = ("error", "warning", "review")


@dataclass(frozen=True)
class Verdict:
    """What the checks said of a mutation."""

    mutation: Mutation
    fired: tuple[Finding, ...]
    error: str = ""

    @property
    def detected(self) -> bool:
        return bool(self.error) or any(f.severity in _LOUD or f.check[0] == "R" for f in self.fired)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(finding.check for finding in self.fired)

    @property
    def exact(self) -> bool:
        """The predicted checks and no others of the model; whatever else speaks points at a changed line."""
        if self.error or self.codes & _MODEL != self.mutation.checks:
            return False
        if self.mutation.families and not {code[0] for code in self.codes} & self.mutation.families:
            return False
        return all(
            self._explained(finding)
            for finding in self.fired
            if finding.check not in _MODEL | _SUMMARIES and finding.severity in ("error", "warning")
        )

    def _explained(self, finding: Finding) -> bool:
        """Whether a finding names a changed line, or what a row said that is gone."""
        named = any(place.line in self.mutation.lines for place in finding.locators)
        told = (finding.message_zh, finding.left_value, finding.right_value, finding.difference)
        return named or any(word in text for word in self.mutation.words for text in told)


@cache
def subject(number: int) -> Subject:
    """A generated disclosure without hazards, or after those one of the real ones."""
    if number < GENERATED:
        kind: Kind = "final" if number % 2 else "budget"
        return _subject(f"generated {number}", generate(number, kind=kind, hazards=frozenset()).text)
    folder = real_packages()[number - GENERATED]
    return _subject(folder.name, (folder / "source.txt").read_text(encoding="utf-8"))


@cache
def real_packages() -> tuple[Path, ...]:
    """The packages of real disclosures that this repository publishes."""
    return tuple(sorted(path.parent for path in (ROOT / "datapackage").glob("*/*/datapackage.json")))


def _subject(name: str, text: str) -> Subject:
    conversion = convert(text)
    return Subject(name, conversion.identity.kind, text, conversion.tables, said(conversion.findings))


def convert(text: str) -> Conversion:
    """All stages on a text."""
    return convert_source(source_of(text))


def said(findings: Iterable[Finding]) -> frozenset[str]:
    """What the checks say of all that failed (an instance's key may hold a line number, which moves)."""
    return frozenset(finding.message_zh for finding in findings if finding.status == "fail")


def mutate(seed: int) -> tuple[Subject, Mutation]:
    """The mutation of a seed: one in five is of a real disclosure. Raises where nothing can be mutated."""
    rng = Random(f"mutation-{seed}")
    real = len(real_packages())
    number = GENERATED + rng.randrange(real) if real and rng.random() < 0.2 else rng.randrange(GENERATED)
    known = subject(number)
    names = list(KINDS)
    for _ in range(40):
        found = KINDS[names[seed % len(names)]](rng, known)
        if found is not None:
            return known, found
        names = names[1:] + names[:1]
    raise AssertionError(f"{known.name} offers nothing to mutate")


def judge(known: Subject, mutation: Mutation) -> Verdict:
    """Convert the changed text; what fails now and did not before was set off by the change."""
    try:
        findings = convert(mutation.text).findings
    except DisclosureError as error:
        return Verdict(mutation, (), error.code)
    fired = (f for f in findings if f.status == "fail" and f.message_zh not in known.said)
    return Verdict(mutation, tuple(fired))


@dataclass
class Tally:
    """Counts of one kind of mutation."""

    tried: int = 0
    breaking: int = 0
    detected: int = 0
    exact: int = 0
    silent: int = 0
    escaped: list[str] = field(default_factory=list)
    inexact: list[str] = field(default_factory=list)


def measure(seeds: Iterable[int]) -> dict[str, Tally]:
    """Mutate and judge; `silent` counts mutations that break nothing and set nothing off."""
    tallies = {kind: Tally() for kind in KINDS}
    for seed in seeds:
        known, mutation = mutate(seed)
        verdict = judge(known, mutation)
        tally = tallies[mutation.kind]
        tally.tried += 1
        if not mutation.breaks:
            tally.silent += not verdict.fired
            continue
        tally.breaking += 1
        tally.detected += verdict.detected
        tally.exact += verdict.exact
        what = f"{seed} {known.name}: {mutation.note}"
        if not verdict.detected:
            tally.escaped.append(what)
        elif not verdict.exact:
            wanted = sorted(mutation.checks | mutation.families)
            tally.inexact.append(f"{what} wanted {wanted} got {sorted(verdict.codes)} {verdict.error}")
    return tallies


def alarms(numbers: Iterable[int]) -> list[str]:
    """Whatever fails on unmutated generated disclosures with a severity of error, warning or review."""
    found = []
    for number in numbers:
        for kind in ("budget", "final"):
            for finding in convert(generate(number, kind=kind, hazards=frozenset()).text).findings:
                if finding.status == "fail" and finding.severity in _LOUD:
                    found.append(f"{kind} {number} {finding.check} {finding.instance}")
    return found


def report(mutations: int, unmutated: int) -> str:
    """A table for `make bench`."""
    tallies = measure(range(mutations))
    lines = [f"  {'mutation':18}{'tried':>7}{'breaking':>10}{'detected':>10}{'share':>8}{'exact':>8}"]
    total = Tally()
    for kind, tally in tallies.items():
        lines.append(_line(kind, tally))
        for name in ("tried", "breaking", "detected", "exact"):
            setattr(total, name, getattr(total, name) + getattr(tally, name))
    lines.append(_line("all", total))
    lines.append(f"  alarms on {2 * unmutated} unmutated generated disclosures: {len(alarms(range(unmutated)))}")
    return "\n".join(lines)


def _line(kind: str, tally: Tally) -> str:
    shares = [
        f"{count / tally.breaking:8.1%}" if tally.breaking else f"{'—':>8}" for count in (tally.detected, tally.exact)
    ]
    return f"  {kind:18}{tally.tried:7}{tally.breaking:10}{tally.detected:10}{shares[0]}{shares[1]}"
