"""Narrative lines → the tree of parts and sections, and the paragraphs of each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from mingzhang.ground.amounts import strip_markup
from mingzhang.ground.text import clean, fold
from mingzhang.narrative.lines import Line
from mingzhang.narrative.model import Section
from mingzhang.vocabulary.section_titles import RULE_OF, UNRECOGNISED, part_key, section_key

_HASHES = re.compile(r"^\s*(?P<hashes>#{1,6})\s*")
_BULLET = re.compile(r"^\s*[-*•●]\s+")
_PART = re.compile(r"^(?P<number>第[一二三四五六七八九十]{1,3}(?:部分|章|篇))[\s:：、.]*(?P<title>.{0,60})$")
_ENUMERATOR = re.compile(
    r"\s*(?:(?P<l1>[一二三四五六七八九十]{1,3}[、.．])|(?P<l2>[((（][一二三四五六七八九十]{1,3}[)）])"
    r"|(?P<l3>[0-9]{1,2}[、.．](?![0-9]))|(?P<l4>[((（][0-9]{1,2}[)）]))\s*"
)
_LEVELS = {"l1": 2, "l2": 3, "l3": 4, "l4": 5}
_WHOLE = re.compile(
    r"(?P<number>[一二三四五六七八九十]{1,2}、)?(?:(?:19|20)\d{2}年度?)?[^,。;:、\d]{0,30}?(?:部门|单位)(?:综合)?(?:预算|决算)"
    r"(?:收支)?(?:安排|执行)?(?P<drawn_up>编制)?(?:情况)?的?说明"
)
_TITLE_END = re.compile(r"[:：。]")
_SENTENCE = re.compile(r"[,，;；!！?？]")
_FIGURE = re.compile(r"[0-9](?:万元|亿元|元|%|％|辆|个|人|台|平方米|项)")
_TITLE_WORD = re.compile(
    r"(情况|说明|原因|概况|职责|职能|设置|构成|经费|采购|资产|绩效|目录|其他|附件"
    r"|(?:收入|支出)(?:预算|决算)?)$"
)
_DUTY = re.compile(
    r"^(负责|组织|指导|承担|研究|贯彻|拟[定订]|完成|协助|统筹|监督|推[进动]|承办|制[定订]|参与|管理|办理|督促|宣传|起草|执行|落实|协调)"
)
_DEFINITION = re.compile(r"^\s*(是?指|专指|反映|主要是指)")
_ENDS = re.compile(r"[。；;：:！!？?…”」]\s*$")
_OPEN_END = re.compile(r"[,，、]\s*$")
_LONGEST_TITLE = 40
_LONGEST_INLINE_TITLE = 25
_WRAPPED_LINE = 18


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a paragraph: the line it stands on, where in the line it starts (from 0), its text."""

    line: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a section; several pieces where a page or a line break ran through it."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The paragraph as one string."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class Node:
    """A section while it is being filled. `level` 1 is a part, 2 `一、`, 3 `（一）`, 4 `1、`, 5 `（1）`."""

    key: str
    level: int
    number: str
    title_printed: str
    title: str
    first_line: int
    parent: Node | None
    section_id: str = ""
    last_line: int = 0
    paragraphs: list[Paragraph] = field(default_factory=list)

    path: tuple[str, ...] = ()
    """Keys from this section upward."""

    def __post_init__(self) -> None:
        self.path = (self.key, *(self.parent.path if self.parent else ()))

    def section(self) -> Section:
        """The finished section."""
        return Section(
            section_id=self.section_id,
            key=self.key,
            parent=self.parent.section_id if self.parent else "",
            level=self.level,
            number=self.number,
            title_printed=self.title_printed,
            title=self.title,
            first_line=self.first_line,
            last_line=self.last_line,
            text="\n".join(clean(paragraph.text) for paragraph in self.paragraphs),
        )


@dataclass(frozen=True, slots=True)
class _Heading:
    key: str
    level: int
    number: str
    title: str
    body_start: int


def _key_of_part(title: str) -> str:
    """A part is one of the usual ones, or a section (some call those parts), or all that is told."""
    told = "narrative" if fold(title).endswith("情况") else UNRECOGNISED
    return part_key(title) or section_key(title) or told


def _whole_narrative(bare: str) -> tuple[str, int] | None:
    """Key and level of a line that heads the whole explanation (`四、单位预算编制说明`, `2026年部门预算编制说明`)."""
    match = _WHOLE.fullmatch(fold(bare))
    if match is None:
        return None
    return ("change_reasons" if match["drawn_up"] else "narrative"), 2 if match["number"] else 1


def read_sections(lines: list[Line]) -> list[Node]:
    """The sections in document order; ids are `key`, or `key-2` … where a key repeats."""
    return _Reader().read(lines)


class _Reader:
    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.current: Node | None = None
        self.open = False

    def read(self, lines: list[Line]) -> list[Node]:
        for line in lines:
            heading = self._heading(line)
            if heading is not None:
                self._start(heading, line)
                if heading.body_start < len(line.text):
                    self._paragraph(line, heading.body_start)
            elif self.current is not None:
                self._paragraph(line, 0)
        _finish(self.nodes)
        return self.nodes

    # -- headings -------------------------------------------------------------------------------

    def _heading(self, line: Line) -> _Heading | None:
        text = line.text
        if len(text) > 400:
            return self._inline(text, 0, False) if _ENUMERATOR.match(text) else None
        hashes = _HASHES.match(text)
        start = hashes.end() if hashes else 0
        bare = clean(text[start:])
        if len(bare) <= 70 and (part := _PART.match(bare)):
            title = part["title"]
            return _Heading(_key_of_part(title), 1, part["number"], title, len(text))
        if len(bare) <= 70 and (whole := _whole_narrative(bare)) and not section_key(bare):
            return _Heading(whole[0], whole[1], "", bare, len(text))
        return self._inline(text, start, hashes is not None)

    def _inline(self, text: str, start: int, marked: bool) -> _Heading | None:
        path = self.current.path if self.current else ()
        if "terms" in path or ("annex" in path and not marked):
            return None
        level, number, start = _enumerators(text, start)
        if not level and not marked:
            return self._plain(text, path)
        end = _TITLE_END.search(text, start, start + _LONGEST_TITLE + 20)
        title = text[start : end.start()] if end else text[start : start + 80]
        body = end.end() if end else len(text)
        body = len(text) if not text[body:].strip() else body
        return self._accept(text, title, body, level or 2, number, marked)

    def _accept(self, text: str, title: str, body: int, level: int, number: str, marked: bool) -> _Heading | None:
        printed = clean(title)
        folded = fold(title) if len(title) <= 120 else ""
        if not 2 <= len(folded) <= _LONGEST_TITLE or _SENTENCE.search(title) or _FIGURE.search(folded):
            return None
        key = section_key(printed, self._ancestors(level))
        inline = body < len(text)
        if inline and (
            not key
            or len(folded) > _LONGEST_INLINE_TITLE
            or not _TITLE_WORD.search(folded)
            or _DEFINITION.match(text[body:])
        ):
            return None
        if not self._plausible(key, folded, text, marked, inline):
            return None
        return _Heading(key or UNRECOGNISED, level, number, printed, body)

    def _plausible(self, key: str, folded: str, text: str, marked: bool, inline: bool) -> bool:
        path = self.current.path if self.current else ()
        if "overview" in path or "duties" in path:
            if _DUTY.match(folded) or (key == "duties" and self.current and self.current.key == "duties"):
                return False
            return key in ("duties", "organisation") or marked or (bool(key) and bool(_TITLE_WORD.search(folded)))
        if key or marked:
            return True
        return not inline and len(folded) <= 30 and "。" not in text and bool(_TITLE_WORD.search(folded))

    def _plain(self, text: str, path: tuple[str, ...]) -> _Heading | None:
        """A title on its own line without any ordinal: only where it reads like a title from end to end."""
        folded = fold(text) if len(text) <= 60 else ""
        if not 4 <= len(folded) <= 30 or _ENDS.search(text) or _SENTENCE.search(text) or _FIGURE.search(folded):
            return None
        if "narrative" not in path or not re.search(r"情况(说明)?$|原因说明$|总体情况$", folded) or _DUTY.match(folded):
            return None
        key = section_key(clean(text), self._ancestors(2))
        return _Heading(key, 2, "", clean(text), len(text)) if key else None

    def _ancestors(self, level: int) -> tuple[str, ...]:
        node = self.current
        while node is not None and node.level >= level:
            node = node.parent
        return node.path if node else ()

    def _start(self, heading: _Heading, line: Line) -> None:
        parent = self.current
        while parent is not None and parent.level >= heading.level:
            parent = parent.parent
        rule = RULE_OF.get(heading.key)
        title = rule.title if rule else heading.title
        node = Node(
            heading.key,
            heading.level,
            heading.number,
            strip_markup(_HASHES.sub("", line.text[: heading.body_start])),
            title,
            line.number,
            parent,
            last_line=line.number,
        )
        self.nodes.append(node)
        self.current = node
        self.open = False

    # -- paragraphs -----------------------------------------------------------------------------

    def _paragraph(self, line: Line, start: int) -> None:
        node = self.current
        assert node is not None
        text = line.text[start:]
        lead = len(text) - len(text.lstrip())
        piece = Piece(line.number, start + lead, text.strip())
        if self.open and node.paragraphs and _continues(node.paragraphs[-1], line, start):
            node.paragraphs[-1] = Paragraph((*node.paragraphs[-1].pieces, piece))
        else:
            node.paragraphs.append(Paragraph((piece,)))
        node.last_line = line.number
        self.open = True


def _continues(before: Paragraph, line: Line, start: int) -> bool:
    """Whether a line goes on with the paragraph before it, which a page or line break cut."""
    last = before.pieces[-1].text
    if line.opens or start or line.text[:1].isspace() or _ENDS.search(last):
        return False
    if _BULLET.match(line.text) or _HASHES.match(line.text):
        return False
    if _ENUMERATOR.match(line.text):
        return False
    if line.number - before.pieces[-1].line > 4:
        return False
    return bool(_OPEN_END.search(last)) or len(last) >= _WRAPPED_LINE


def _enumerators(text: str, start: int) -> tuple[int, str, int]:
    """Level of the first ordinal, all ordinals as printed, and where they end (`二、11. 机构…` has two)."""
    level, number = 0, ""
    while match := _ENUMERATOR.match(text, start):
        assert match.lastgroup is not None
        level = level or _LEVELS[match.lastgroup]
        number += ("" if not number else " ") + match.group().strip()
        start = match.end()
        if len(number) > 12:
            break
    return level, number, start


def _finish(nodes: list[Node]) -> None:
    counted: Counter[str] = Counter()
    for node in nodes:
        counted[node.key] += 1
        node.section_id = node.key if counted[node.key] == 1 else f"{node.key}-{counted[node.key]}"
    for node in reversed(nodes):
        if node.parent is not None:
            node.parent.last_line = max(node.parent.last_line, node.last_line)
