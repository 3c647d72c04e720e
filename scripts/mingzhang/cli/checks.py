"""`check` and `explain`: what was compared and how it came out, and what each check is."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from mingzhang.checks.base import Severity
from mingzhang.cli.options import identity_options, json_option, package_folders, quiet_option, root_option
from mingzhang.cli.shown import Shown, titles
from mingzhang.cli.terminal import FAILED, FINDINGS, PER_CHECK, Messages, and_more, epilog, err, out, out_json
from mingzhang.site import words
from mingzhang.site.language import counted

if TYPE_CHECKING:
    from mingzhang.checking.catalog import Batch
    from mingzhang.checking.ledger import Entry
    from mingzhang.recognise.identity import Overrides

SEVERITIES = get_args(Severity)
_CATEGORIES = {**words.CATEGORY, "": ("没有问题", "Nothing wrong")}
_LINES = 6

lang_option = click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="en", show_default=True, help="Language of messages."
)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which instances are wanted."""

    severity: str
    checks: tuple[str, ...]
    everything: bool
    unchecked: bool = False
    """Whether what could not be checked is wanted however slight."""

    def names(self, entry: Entry) -> bool:
        """Whether the check of an instance was asked for."""
        return any(entry.check.startswith(code.upper()) for code in self.checks or ("",))

    def takes(self, entry: Entry) -> bool:
        """Whether an instance is to be shown; those that hold only where everything is wanted."""
        if not self.names(entry):
            return False
        if not entry.category:
            return self.everything
        if self.unchecked and entry.category == "unchecked":
            return True
        return SEVERITIES.index(entry.severity) <= SEVERITIES.index(self.severity)


@click.command(
    epilog=epilog(
        "mingzhang check",
        "mingzhang check 350102-014-2024-dept-budget --severity warning",
        "mingzhang check disclosure.txt --check A --all",
        "mingzhang check --json | jq -r '.findings[] | [.check, .message_zh] | @tsv'",
        clean="nothing is wrong (what is worth a look, or a note, counts as nothing)",
        found="errors or warnings are among what is shown",
    ),
)
@click.argument("packages", nargs=-1)
@root_option
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    show_default="review; info with --json",
    help="Least severity to show and to count.",
)
@click.option("--check", "codes", multiple=True, metavar="CODE", help="Only this check or family; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="Also what holds.")
@identity_options
@click.option("--github", is_flag=True, help="Print workflow commands that annotate the lines of the sources.")
@lang_option
@json_option
@quiet_option
def check(
    packages: tuple[str, ...],
    root: Path,
    severity: str | None,
    codes: tuple[str, ...],
    everything: bool,
    github: bool,
    lang: str,
    as_json: bool,
    quiet: bool,
    overrides: Overrides,
) -> None:
    """Show the ledger of PACKAGES: folders, names of packages under the root folder, or documents (.txt).

    Without PACKAGES, all packages under the root folder. A document is converted in memory; nothing is written.
    What does not hold is grouped: wrong in the document, worth a look, could not be checked, doubtful or lost in our
    reading; each with the line of the source. Other disclosures of the same unit under the root folder are compared too
    (family Y). What is worth a look, or a note, is no reason to end with 1.
    """
    from mingzhang.checking.catalog import check_targets
    from mingzhang.cli.annotations import Annotations
    from mingzhang.packages.store import find_packages
    from mingzhang.recognise.identity import NO_OVERRIDES
    from mingzhang.runs.guard import run_guarded

    if github and as_json:
        raise click.UsageError("give --github or --json, not both")
    for code in codes:
        _known_checks(code)
    targets = package_folders(tuple(map(Path, packages)), root) or tuple(find_packages(root))
    if not targets:
        raise click.UsageError(f"there is no package under {root}")
    least = severity or ("info" if as_json else "review")
    selection = Selection(least, codes, everything, unchecked=severity is None)
    annotations = Annotations() if github else None
    tally, loud, lost, hidden = Counter[str](), False, False, 0
    if overrides != NO_OVERRIDES and any(target.is_dir() for target in targets):
        raise click.UsageError("what is said of a document cannot be said of a package; convert it again")
    for batch in check_targets(targets, root, overrides, run_guarded):
        for error in batch.errors:
            lost = True
            err(f"error: {error}")
        for shown in _shown(batch, selection, lang):
            tally += shown.tally
            hidden += shown.hidden
            loud = loud or any(entry.is_loud for entry in (*shown.entries, *shown.years))
            if as_json:
                out_json(_as_dict(shown))
            elif annotations is not None:
                annotations.add(shown)
            else:
                _print(shown, only_errors=quiet)
    if annotations is not None:
        annotations.print()
    messages = Messages(quiet)
    if tally["packages"]:
        messages.say(_summary(tally, lang))
    if hidden:
        zh, en = f"另有 {hidden} 条说明，用 --severity info 查看", f"{hidden} more with --severity info"
        messages.say(zh if lang == "zh" else en)
    if lost:
        sys.exit(FAILED)
    if loud:
        sys.exit(FINDINGS)


@click.command(
    epilog=epilog(
        "mingzhang explain",
        "mingzhang explain A",
        "mingzhang explain X07 --lang zh",
        clean="explained",
        found="",
        failed="there is no such check",
    ),
)
@click.argument("code", default="", metavar="[CODE|FAMILY]")
@lang_option
@json_option
@quiet_option
def explain(code: str, lang: str, as_json: bool, quiet: bool) -> None:
    """Explain a check by its CODE, or list the checks of a FAMILY; without either, list all.

    Tells the rule, why it matters, its source in law or accounting, what it needs, how to mend what it finds, and
    what it says of a small example that is wrong.
    """
    from mingzhang.cli.explanations import explained, listed

    found = _known_checks(code)
    if quiet:
        return
    if code and len(code) > 1:
        out_json(explained(found[0]).as_dict()) if as_json else _print_lines(explained(found[0]).lines(lang))
    elif as_json:
        for item in found:
            out_json(explained(item).as_dict())
    else:
        _print_lines(listed(found, lang))


def _print_lines(lines: Sequence[str]) -> None:
    for line in lines:
        out(line)


def _known_checks(code: str) -> list[Any]:
    """The checks a code or family names; an unknown one is a usage error with the nearest codes."""
    from mingzhang.cli.explanations import catalogue, nearest

    found = [item for item in catalogue() if item.code.startswith(code.upper())]
    if len(code) in (0, 1, 3) and found:
        return found
    raise click.UsageError(f"no check or family is called {code!r}; the nearest are {', '.join(nearest(code))}")


def _shown(batch: Batch, selection: Selection, lang: str) -> Iterator[Shown]:
    """Each package asked for; a comparison is told with the later of its two, or the only one asked for."""
    from mingzhang.checking.ledger import entries_between

    between: dict[str, list[Entry]] = {}
    asked = {checked.name for checked in batch.asked}
    for finding, entry in entries_between(batch.comparison):
        owner = finding.right_package if finding.right_package in asked else finding.left_package
        between.setdefault(owner, []).append(entry)
    packages = batch.packages
    for checked in batch.asked:
        compared = between.get(checked.name, [])
        entries = tuple(entry for entry in checked.entries if selection.takes(entry))
        years = tuple(entry for entry in compared if selection.takes(entry))
        told = sum(1 for entry in (*checked.entries, *compared) if entry.category and selection.names(entry))
        hidden = told - sum(1 for entry in (*entries, *years) if entry.category)
        is_alone = checked.name in batch.comparison.alone
        tally = _tally((*checked.entries, *compared), is_alone=is_alone)
        yield Shown(checked, entries, years, is_alone, packages, lang, hidden, tally)


def _tally(entries: Sequence[Entry], *, is_alone: bool) -> Counter[str]:
    """How everything came out (not only what is shown), for the summary."""
    counted = Counter({"packages": 1, "alone": int(is_alone)})
    for entry in entries:
        counted[entry.category or entry.status] += entry.comparisons
    return counted


def _summary(tally: Counter[str], lang: str) -> str:
    """What was compared and how it came out; apart from it what could not be, and what does not apply."""
    compared = sum(tally[name] for name in ("pass", "rounding", "wrong", "look", "reading"))
    if lang == "zh":
        return (
            f"{tally['packages']} 个数据包：核对 {compared} 处，成立 {tally['pass']}，尾差 {tally['rounding']}，"
            f"文件中的错误 {tally['wrong']}，值得核对 {tally['look']}，读取存疑或缺失 {tally['reading']}；"
            f"无法核对 {tally['unchecked']}，不适用 {tally['not_applicable']}；{tally['alone']} 个无同单位其他公开可比"
        )
    return (
        f"{counted(tally['packages'], 'package')}: {compared} compared, {tally['pass']} hold, "
        f"{tally['rounding']} rounding, {tally['wrong']} wrong, {tally['look']} worth a look, "
        f"{tally['reading']} doubtful or lost in our reading; {tally['unchecked']} could not be checked, "
        f"{tally['not_applicable']} do not apply; "
        f"{tally['alone']} not comparable with others: only one disclosure of the unit"
    )


def _print(shown: Shown, *, only_errors: bool) -> None:
    """A package's findings by category and severity, each with its lines."""
    entries = [entry for entry in (*shown.entries, *shown.years) if not only_errors or _is_error(entry)]
    if not entries:
        return
    unit = shown.checked.published
    out(f"{shown.checked.name}  {unit.agency_name}  {shown.checked.path}")
    for category, named in _CATEGORIES.items():
        group = [entry for entry in entries if entry.category == category]
        if not group:
            continue
        out(f"  {shown.say(*named)} ({len(group)})")
        ranked = sorted(group, key=lambda entry: SEVERITIES.index(entry.severity))
        for _, of_check in groupby(ranked, lambda entry: (entry.severity, entry.check)):
            _print_of_check(shown, list(of_check))
    out("")


def _print_of_check(shown: Shown, entries: Sequence[Entry]) -> None:
    """The first findings of one check, and how many more there are."""
    for entry in entries[:PER_CHECK]:
        _print_entry(shown, entry)
    if (more := len(entries) - PER_CHECK) > 0:
        out(f"    {shown.say(f'… 另有 {more} 条', and_more(more))}")


def _is_error(entry: Entry) -> bool:
    return entry.status == "fail" and entry.severity == "error"


def _print_entry(shown: Shown, entry: Entry) -> None:
    from mingzhang.checking.lines import line_of, meant_by

    level = shown.say(*(words.SEVERITY[entry.severity] if entry.category else words.STATUS[entry.status]))
    out(f"    {level} {entry.check} {shown.say(*titles(entry.check))}")
    out(f"      {shown.say(entry.message_zh, entry.message_en)}")
    for place in entry.places[:_LINES]:
        name = place.locator if place.package == shown.checked.name else str(place)
        out(f"        {name}  {line_of(place, shown.packages, meant_by(entry, place))}")
    if len(entry.places) > _LINES:
        out(f"        … {len(entry.places) - _LINES}")


def _as_dict(shown: Shown) -> dict[str, Any]:
    from mingzhang.checking.lines import line_of, meant_by

    def plain(entry: Entry) -> dict[str, Any]:
        zh, en = titles(entry.check)
        return {
            "check": entry.check,
            "title_zh": zh,
            "title_en": en,
            "instance": entry.instance,
            "status": entry.status,
            "severity": entry.severity,
            "attribution": entry.attribution,
            "category": entry.category,
            "message_zh": entry.message_zh,
            "message_en": entry.message_en,
            **entry.values,
            "places": [
                {
                    "package": place.package,
                    "locator": place.locator,
                    "line": line_of(place, shown.packages, meant_by(entry, place)),
                }
                for place in entry.places
            ],
        }

    return {
        "package": shown.checked.name,
        "path": str(shown.checked.path),
        "counts": dict(sorted(shown.tally.items())),
        "only_disclosure_of_the_unit": shown.alone,
        "findings": [plain(entry) for entry in (*shown.entries, *shown.years)],
    }
