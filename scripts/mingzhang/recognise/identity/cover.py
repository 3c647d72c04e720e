"""The title of a disclosure, in one line or several: `某市某局` / `2026年度部门预算公开`, in any of its orders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from mingzhang.ground.source import Source
from mingzhang.ground.text import clean, fold
from mingzhang.recognise.identity.bodies import PLACEHOLDER, is_body, is_place
from mingzhang.recognise.identity.model import Evidence

KINDS = {"预算": "budget", "决算": "final"}
SCOPES = {"部门": "dept", "单位": "unit"}
LONGEST = 120
"""A title is not longer than this many characters."""

_HEAD_LINES = 40
_MOST_LINES = 5
_CHINESE_YEAR = re.compile(r"[二一][〇○零一二三四五六七八九]{3}(?=年)")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_START = r"(?:附件\d{0,2}[:：.、]?|附[:：])?(?:关于)?"
_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d)年?度?"
_NAME = r"[^\d:;,。|=<>\t]{0,60}?"
_LEVEL = r"(?:(?P<level>[省市区县州旗盟]本?级|本级|中央|[省市区县]直)(?=部门|单位|综合|预算|决算))?"
_BOTH = r"部门\(单位\)|部门(?:和|及|或|、)单位|单位\(部门\)"
_SCOPE = rf"(?P<both>{_BOTH})?(?P<scope>部门|单位)?(?:综合|整体|收支)?"
_KIND = r"(?P<kind>预算|决算)"
_TAIL = (
    r"(?P<rest>(?:\([^()\d]{1,8}\)|(?:及|和|与|、)?(?:一般公共预算|财政拨款)?三公经费(?:支出)?(?:预算|决算)?|编制|信息|的"
    r"|公开|公示|情况|说明|报告|分析|目录|报?表|文本|材料|内容|附件|正文|草案|批复|稿|基本|安排|收支|相关|有关|及|书|[。.])*)"
)
_FORMS = (
    re.compile(rf"{_START}(?P<name>{_NAME})(?:关于)?(?P<early>部门|单位)?{_YEAR}{_LEVEL}{_SCOPE}{_KIND}{_TAIL}"),
    re.compile(rf"{_START}{_YEAR}(?P<name>{_NAME}){_LEVEL}{_SCOPE}{_KIND}{_TAIL}"),
    re.compile(rf"{_START}(?P<name>{_NAME}){_LEVEL}{_SCOPE}{_KIND}{_TAIL}\(?{_YEAR}\)?"),
)
_PART = re.compile(
    r"第[一二三四五六七八九十]+(?:部分|章|篇)|[一二三四五六七八九十]+、|\(?[一二三四五六七八九十\d]+[).、]"
)
_CONTENTS = re.compile(r"目录|目次")
_ONLY_YEAR = re.compile(r"(?:19|20)\d{2}年?度?")


@dataclass(frozen=True, slots=True)
class Cover:
    """What one title says. `place` is a division that stands alone where the name would (上海市2026年市级单位预算).

    `lines` are the lines it was printed over, `before` the folded lines above them.
    """

    year: Evidence
    kind: Evidence
    scope: Evidence | None = None
    name: Evidence | None = None
    place: Evidence | None = None
    lines: tuple[int, ...] = ()
    before: tuple[tuple[int, str], ...] = ()
    template: bool = False


def fold_title(line: str) -> str:
    """A line as titles are compared: folded, its year in digits."""
    return _CHINESE_YEAR.sub(lambda year: year.group().translate(_CHINESE_DIGITS), fold(line))


def head_of(source: Source) -> list[tuple[int, str]]:
    """Number and folded text of the first lines, up to the table of contents; rows of tables left out."""
    found: list[tuple[int, str]] = []
    for number, line in enumerate(source.lines, 1):
        if len(found) == _HEAD_LINES:
            break
        if not line.strip() or "\t" in line:
            continue
        text = fold_title(line) if len(line) <= 2 * LONGEST else ""
        if _CONTENTS.fullmatch(text) and found:
            break
        if len(text) <= 2 and found and found[-1][1].endswith(text):
            continue  # the end of a name that was printed twice
        found.append((number, text))
    return found


def read_covers(source: Source, head: Sequence[tuple[int, str]]) -> list[Cover]:
    """Every title that can be read in the head, over one to five lines; the earliest first."""
    found = []
    for start in range(len(head)):
        for end in range(start + 1, min(start + _MOST_LINES, len(head)) + 1):
            if cover := _read(source, head[start:end]):
                found.append(replace(cover, before=tuple(head[:start])))
    return sorted(found, key=lambda cover: (cover.kind.line or 0, len(cover.lines)))


def read_title(source: Source, *lines: tuple[int, str]) -> Cover | None:
    """What a title anywhere in the text says: a running head, an attachment's name."""
    return _read(source, lines)


def read_file_name(name: str) -> Iterator[Cover]:
    """What the parts of a file's name say as titles; a name is worth little (see `votes`)."""
    stem = fold_title(name.rpartition(".")[0] or name)
    for part in dict.fromkeys((stem, *re.split(r"[_—:：\s]+", stem))):
        for form in _FORMS:
            match = form.fullmatch(part)
            if match and (said := _said(match, lambda _: None, str)):
                yield said
                break


def _read(source: Source, lines: Sequence[tuple[int, str]]) -> Cover | None:
    text = "".join(part for _, part in lines)
    if len(text) > LONGEST or not ("预算" in text or "决算" in text) or _PART.match(text):
        return None
    if any(":" in part and not part.startswith("附件") for _, part in lines):
        return None
    ends = list(accumulate(len(part) for _, part in lines))

    def line_at(position: int) -> int:
        return next((lines[n][0] for n, end in enumerate(ends) if position < end), lines[-1][0])

    def printed(name: str) -> str:
        return printed_form("".join(clean(source.lines[number - 1]) for number, _ in lines), name)

    for form in _FORMS:
        match = form.fullmatch(text)
        if match and (cover := _said(match, line_at, printed)):
            return replace(cover, lines=tuple(number for number, _ in lines))
    return None


def _said(match: re.Match[str], line_at: Callable[[int], int | None], printed: Callable[[str], str]) -> Cover | None:
    name = match["name"]
    template = bool(PLACEHOLDER.search(name))
    place = is_place(name) if name else False
    if name and not (place or template or is_body(name)):
        return None
    groups = match.groupdict()
    scope = None if groups["both"] else groups["scope"] or groups.get("early")
    scope_at = match.start("scope" if groups["scope"] else "early") if scope else 0
    at = line_at(match.start("name"))
    basis = "cover"
    if name and at is not None and at != line_at(max(match.end("name") - 1, 0)):
        basis = "cover, over several lines"
    named = Evidence(printed(name), at, basis) if name and not place and not template else None
    return Cover(
        year=Evidence(match["year"], line_at(match.start("year")), "cover"),
        kind=Evidence(KINDS[match["kind"]], line_at(match.start("kind")), "cover"),
        scope=Evidence(SCOPES[scope], line_at(scope_at), "cover") if scope else None,
        name=named,
        place=Evidence(name, at, "cover") if place else None,
        template=template,
    )


def printed_form(printed: str, folded: str) -> str:
    """A folded name with its own brackets: layout spaces go, the characters stay as printed."""
    for end in range(len(printed), 0, -1):
        if fold_title(printed[:end]).endswith(folded):
            for start in range(end, -1, -1):
                if fold_title(printed[start:end]) == folded:
                    return printed[start:end].strip()
    return folded


def names_in_file_name(name: str) -> list[str]:
    """The bodies that a file's name mentions, as folded text; the longest first."""
    covers = [cover.name.value for cover in read_file_name(name) if cover.name]
    parts = re.split(r"[_—:：\s]+", fold_title(name.rpartition(".")[0] or name))
    return sorted(dict.fromkeys((*covers, *(part for part in parts if is_body(part)))), key=len, reverse=True)
