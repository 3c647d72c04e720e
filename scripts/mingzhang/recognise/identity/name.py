"""The body's name: the cover's, borne out or completed by captions; else that of captions, forms, titles, the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingzhang import codes
from mingzhang.ground.text import clean, fold
from mingzhang.recognise.identity.bodies import is_body, leads_with_division
from mingzhang.recognise.identity.cover import Cover, names_in_file_name, printed_form
from mingzhang.recognise.identity.gathering import Gathered
from mingzhang.recognise.identity.model import ARGUMENT, Evidence, Overrides, normalise_agency
from mingzhang.recognise.identity.questions import contradiction, which
from mingzhang.recognise.identity.title import elsewhere, told_elsewhere
from mingzhang.recognise.identity.votes import Votes

_OPTIONS = 6
_NEAR = 6
"""Lines around a title in which a name belongs to it."""
_MANY = 3
"""Captions or titles that deny the cover's name."""
_ON_COVERS = 3
"""How often a name stands in a text that does not speak of it: on the cover, as a page's title, in its head."""


def find_name(found: Gathered, cover: Cover | None, overrides: Overrides, path: str) -> Evidence:
    """The name as printed, or a question with the names that stand in the document."""
    printed = _printed(found, cover)
    if overrides.name:
        _agree(found, printed, overrides.name, path)
        return Evidence(overrides.name, None, ARGUMENT)
    if printed is None:
        options = list(dict.fromkeys(found.printed.get(name, name) for name in _mentioned(found)))[:_OPTIONS]
        raise which("name", "name", options, path, 1)
    return _completed(found, printed)


def _printed(found: Gathered, cover: Cover | None) -> Evidence | None:
    if cover is not None:
        if cover.name is not None:
            return None if _denied(found, cover.name) else cover.name
        if named := _above(cover) or _label_beside(found, cover) or _below(found, cover):
            return named
    for votes, basis in ((found.captions, "table captions"), (found.forms, "form of the department")):
        if name := _usual(votes):
            return Evidence(found.printed[name], votes.first[name], basis)
    if told := told_elsewhere(found, lambda title: title.name):
        return told
    if name := _usual(found.headings):
        return found.headings.evidence(name, "headings")
    return _from_file_name(found)


def _denied(found: Gathered, name: Evidence) -> bool:
    """Whether only the cover says this name, and captions or titles of tables are another body's throughout."""
    own = normalise_agency(name.value)
    for votes in (found.captions, elsewhere(found, lambda title: title.name), found.owners):
        other = normalise_agency(next(iter(votes), own))
        if sum(votes.counted.values()) >= _MANY and not (own in other or other in own or any(own in v for v in votes)):
            spoken_of = found.text.count(own)
            return spoken_of <= _ON_COVERS or (votes is found.owners and spoken_of < found.text.count(other))
    return False


def _above(cover: Cover) -> Evidence | None:
    """A line above the title that is a body's name, the nearest first."""
    for line, text in reversed(cover.before):
        if len(text) >= 4 and is_body(text) and leads_with_division(text):
            return Evidence(text, line, "cover")
    return None


def _label_beside(found: Gathered, cover: Cover) -> Evidence | None:
    """`预算单位：某局` right below the title, or above it."""
    near = range(min(cover.lines) - _NEAR, max(cover.lines) + _NEAR + 1)
    for name in found.captions:
        if found.captions.first[name] in near:
            return Evidence(found.printed[name], found.captions.first[name], "cover")
    return None


def _below(found: Gathered, cover: Cover) -> Evidence | None:
    """A line below the title that is a body's name and nothing else."""
    for line, text in found.head:
        if max(cover.lines) < line <= max(cover.lines) + _NEAR and is_body(text) and leads_with_division(text):
            return Evidence(printed_form(clean(found.source.lines[line - 1]), text), line, "cover")
    return None


def _usual(votes: Votes) -> str:
    """The name most captions bear, if they are more than half; brackets behind it do not make it another."""
    name = next(iter(votes), "")
    same = sum(votes.counted[other] for other in votes if normalise_agency(other) == normalise_agency(name))
    return name if 2 * same > sum(votes.counted.values()) else ""


def _from_file_name(found: Gathered) -> Evidence | None:
    """A name that only the file bears counts if it says its division, or stands in the text."""
    for name in _of_files(found):
        line = found.line_of(name)
        if leads_with_division(name) or line is not None:
            return Evidence(name, line, "file name")
    return None


def _of_files(found: Gathered) -> Iterator[str]:
    for original in found.source.originals:
        yield from names_in_file_name(original.file_name)


def _mentioned(found: Gathered) -> Iterator[str]:
    """Every name met, for a question's options."""
    yield from found.captions
    yield from found.forms
    yield from elsewhere(found, lambda title: title.name)
    yield from (cover.name.value for cover in found.covers if cover.name)
    yield from found.owners
    yield from found.headings
    yield from _of_files(found)


def _completed(found: Gathered, name: Evidence) -> Evidence:
    """A name that hides its city, in the one longer form that the document prints elsewhere (市审计局 → 某市审计局)."""
    short = fold(name.value)
    if leads_with_division(normalise_agency(name.value)):
        return name
    tail = short[1:] if short[:1] in "省市县区州盟旗" else short
    longer = [other for other in _mentioned(found) if fold(other) != short and _completes(fold(other), tail)]
    if len({normalise_agency(other) for other in longer}) != 1:
        return name
    line = found.line_of(fold(longer[0]))
    return Evidence(
        found.printed.get(longer[0], longer[0]),
        line or name.line,
        f"{name.basis}, completed by {_where(found, longer[0])}",
    )


def _where(found: Gathered, name: str) -> str:
    if name in found.captions.counted or name in found.forms.counted:
        return "a caption"
    return "a title in the text" if name in found.text else "the file name"


def _completes(longer: str, tail: str) -> bool:
    """Whether all that a longer name adds is its division (and 人民政府)."""
    head = longer.removesuffix(tail)
    matched = codes.find_division(longer).matched
    return (
        head != longer and bool(matched) and head in (matched, f"{matched}人民政府", f"{matched}委", f"中共{matched}委")
    )


def _agree(found: Gathered, printed: Evidence | None, name: str, path: str) -> None:
    """An argument may choose among the names printed, supply one, or complete the one printed."""
    given = normalise_agency(name)
    known: Iterable[str] = [normalise_agency(other) for other in _mentioned(found)]
    own = normalise_agency(printed.value) if printed else given
    if own.lstrip("省市县区") in given or given in known or given in found.text:
        return
    message = f"--name {name} is printed nowhere; the document names {printed.value if printed else own}"
    raise contradiction(message, "name", path, printed.line if printed else 1)
