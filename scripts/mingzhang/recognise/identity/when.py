"""Fiscal year and kind: the cover's, else what titles elsewhere and the tables' titles agree on."""

from __future__ import annotations

from mingzhang.ground.errors import DisclosureError
from mingzhang.recognise.identity.cover import Cover
from mingzhang.recognise.identity.gathering import Gathered
from mingzhang.recognise.identity.model import ARGUMENT, Evidence, Overrides
from mingzhang.recognise.identity.questions import contradiction
from mingzhang.recognise.identity.title import elsewhere, told_elsewhere
from mingzhang.recognise.identity.votes import Votes

_TITLES_THAT_TELL_THE_KIND = 2
_WORDS = {"budget": "预算", "final": "决算"}


def find_kind(found: Gathered, cover: Cover | None, overrides: Overrides, path: str) -> Evidence | None:
    """Budget or final account; None where the text is neither."""
    titles = found.title_kinds
    if overrides.kind:
        _agree_kind(found, cover, overrides.kind, path)
        return Evidence(overrides.kind, None, ARGUMENT)
    if cover is not None:
        if _denied(cover.kind.value, titles):
            raise _two_kinds(cover, titles, path)
        return cover.kind
    if told := told_elsewhere(found, lambda title: title.kind):
        return None if _denied(told.value, titles) else told
    for votes in (titles, found.known_titles):
        only = votes.only(times=2)
        if only is not None and votes.counted[only] >= _TITLES_THAT_TELL_THE_KIND:
            return votes.evidence(only, "table titles")
    return None


def _denied(kind: str, titles: Votes) -> bool:
    return bool(titles) and not titles.counted[kind] and sum(titles.counted.values()) >= _TITLES_THAT_TELL_THE_KIND


def _two_kinds(cover: Cover, titles: Votes, path: str) -> DisclosureError:
    other = next(iter(titles))
    message = f"the cover says {_WORDS[cover.kind.value]} but the tables say {_WORDS[other]}"
    expected = "one kind in a disclosure"
    return DisclosureError("identify-kind", message, path, cover.kind.line, expected, "give the right one with --kind")


def _agree_kind(found: Gathered, cover: Cover | None, kind: str, path: str) -> None:
    """An argument may settle which of the printed kinds counts, or supply one where none is printed."""
    printed = set(found.title_kinds) | set(elsewhere(found, lambda title: title.kind))
    if cover is not None:
        printed.add(cover.kind.value)
    if printed and kind not in printed:
        message = f"--kind {kind} is printed nowhere; the document is a {', '.join(sorted(printed))}"
        raise contradiction(message, "kind", path, cover.kind.line if cover else 1)


def find_year(found: Gathered, cover: Cover | None, overrides: Overrides, path: str) -> Evidence:
    """The fiscal year; a file's name is no evidence of it."""
    titles = found.title_years
    if overrides.year is not None:
        _agree_year(overrides.year, found, cover, path)
        return Evidence(str(overrides.year), None, ARGUMENT)
    if cover is not None:
        _one_year(cover, titles, path)
        return cover.year
    told = told_elsewhere(found, lambda title: title.year)
    if told is not None and (not titles or titles.counted[told.value]):
        return told
    for votes, basis in (
        (titles, "table titles"),
        (found.form_years, "performance form"),
        (found.heading_years, "headings"),
    ):
        if len(votes.counted) == 1:
            return votes.evidence(next(iter(votes)), basis)
        if votes:
            break
    years = sorted({*titles, *found.form_years, *found.heading_years, *([told.value] if told else [])})
    raise DisclosureError(
        "identify-year",
        "no fiscal year could be read" if not years else f"several years are printed: {', '.join(years)}",
        path,
        1,
        "a cover line such as 2023年度部门预算公开",
        "give the year with --year",
    )


def _one_year(cover: Cover, titles: Votes, path: str) -> None:
    printed, usual = cover.year.value, next(iter(titles), "")
    if usual and titles.counted[usual] > sum(titles.counted.values()) / 2 and not titles.counted[printed]:
        raise DisclosureError(
            "identify-two-years",
            f"the cover says {printed} but the tables say {usual}",
            path,
            cover.year.line,
            "one fiscal year in a disclosure",
            "give the right one with --year",
        )


def _agree_year(year: int, found: Gathered, cover: Cover | None, path: str) -> None:
    """An argument may settle which of the printed years counts, or supply one where none is printed."""
    elsewhere_said = elsewhere(found, lambda title: title.year)
    printed = {*found.title_years, *elsewhere_said, *found.form_years, *found.heading_years}
    if cover is not None:
        printed.add(cover.year.value)
    if printed and str(year) not in printed:
        message = f"--year {year} is printed nowhere; the document says {', '.join(sorted(printed))}"
        raise contradiction(message, "year", path, cover.year.line if cover else 1)
