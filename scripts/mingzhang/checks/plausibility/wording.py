"""The quality of the text: ordinals, punctuation, damaged and repeated text, captions, broken sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from mingzhang.checks.base import Disclosure, Example, Finding
from mingzhang.checks.engine import sides
from mingzhang.checks.engine.phrases import wording
from mingzhang.checks.plausibility.lines import TextLine, form_texts, text_lines
from mingzhang.checks.plausibility.outcome import TABLE, TextCheck, around, excerpt
from mingzhang.checks.plausibility.similar import repeated_phrase
from mingzhang.ground.source import Locator

_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_ORDINAL = r"[一二三四五六七八九十]{1,3}"
_LEVELS = (re.compile(rf"^(?P<ordinal>{_ORDINAL})、"), re.compile(rf"^[(（](?P<ordinal>{_ORDINAL})[)）]"))
_TWO_ORDINALS = re.compile(rf"^(?:{_ORDINAL}、|[(（]{_ORDINAL}[)）])\s*(?:\d{{1,2}}[.．、](?!\d)|{_ORDINAL}、)")
_DOUBLED = re.compile(r"[，。；：、！？,;][，。；：、！？,;]+|。\.(?!\.)")
_ENDS_WELL = re.compile(r"[。；;：:！!？?”」』》）)、，,…\"]$")
_NEW_BEGINNING = re.compile(
    rf"^(?:第{_ORDINAL}(?:部分|章|篇)|{_ORDINAL}、|[(（]{_ORDINAL}[)）]|\d{{1,2}}[.．、](?!\d)|[(（]\d{{1,2}}[)）])"
)
_CUT = re.compile(r"(?:以及|及|和|与|或|涉及|包括|其中|并|[（(《“])$")
_LOST = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]+")
_GIBBERISH = ("锟斤拷", "烫烫烫", "???", "□")
_BOX = re.compile(r"(?<=[\u4e00-\u9fff])□+(?=[\u4e00-\u9fff])")
_CHOICES = re.compile(r"[☑√■☒✓]|[是否有无]\s*□|□\s*[是否有无]")
_CHART = re.compile(
    r"(?:结构|分布|比例|占比|构成|对比|变动|变化|趋势|统计|情况|饼状?|柱状?|条形|折线|组织架构|机构设置)图$"
)
_LONGEST_CAPTION = 40
_LEAST_REPEATED = 40
_LEAST_SENTENCE = 40
_LEAST_CUT = 8


def _number(ordinal: str) -> int:
    """十二 → 12; 0 where it is no number."""
    tens, ten, units = ordinal.partition("十")
    if not ten:
        return _DIGITS.get(tens, 0) if len(ordinal) == 1 else 0
    if len(tens) > 1 or len(units) > 1:
        return 0
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[units] if units else 0)


def _body(disclosure: Disclosure) -> Iterator[TextLine]:
    return (line for line in text_lines(disclosure) if line.part not in ("front", "tables") and not line.in_form)


class Q10(TextCheck):
    """An ordinal of a heading or list does not follow the one before it, or a heading carries two ordinals.

    一、二、三、 and （一）（二）… are followed separately; a list may begin at one inside another and return to it.
    """

    code = "Q10"
    rule_zh = (
        "标题或列举的序号没有接续前一个，或一个标题有两个序号。“一、二、三、”和“（一）（二）”分别计；"
        "列举之中可以另从一开始，再回到原来的序号。"
    )
    title_zh = "序号重复或不连续"
    title_en = "Ordinals repeated or skipped"
    why_zh = "序号跳号、重号可能意味着漏了一节或多了一节。"
    why_en = "A skipped or repeated ordinal may mean that a section is missing or stands twice."
    fix_zh = "公布者核对标题序号；确有遗漏的补上。"
    fix_en = "Correct the ordinals; add the section if one is missing."
    good = Example(tables=TABLE, overview="一、本部门职责\n负责档案工作。\n二、机构设置情况\n设3个股室。")
    bad = Example(tables=TABLE, overview="一、本部门职责\n负责档案工作。\n二、11. 机构设置情况\n设3个股室。")

    says_headings_items_numbered_order = wording(
        "Q10.headings_items_numbered_order", "标题和条目的序号连续。", "Headings and items are numbered in order."
    )
    says_ordinal_does_not_follow = wording(
        "Q10.ordinal_does_not_follow",
        "“{line}”的序号与前文不连续，前一个序号是{expected}。",
        "The ordinal of “{line}” does not follow the one before it, which is {expected}.",
    )
    says_carries_two_ordinals = wording(
        "Q10.carries_two_ordinals", "“{line}”前有两个序号“{found}”。", "“{line}” carries two ordinals, “{found}”."
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per heading or item."""
        return self.or_nothing(self._wrong(disclosure), self.says_headings_items_numbered_order())

    def _wrong(self, disclosure: Disclosure) -> Iterator[Finding]:
        lines = list(_body(disclosure))
        for line in lines:
            if found := _TWO_ORDINALS.match(line.text):
                yield self.finding(
                    f"{line.part}/{excerpt(line.text)}",
                    True,
                    self.says_carries_two_ordinals(line=excerpt(line.text), found=found.group().strip()),
                    (line.place,),
                )
        for line, expected in _skipped(lines):
            yield self.finding(
                f"{line.part}/{excerpt(line.text)}",
                True,
                self.says_ordinal_does_not_follow(line=excerpt(line.text), expected=expected),
                (line.place,),
                left=(sides.NUMBER, line.text[:6]),
                right=(sides.THE_ONE_BEFORE, str(expected)),
            )


def _skipped(lines: list[TextLine]) -> Iterator[tuple[TextLine, int]]:
    """Lines whose ordinal follows no open list, with the last number of the innermost list."""
    open_lists: list[list[int]] = [[], []]
    part = ""
    for line in lines:
        if line.part != part:
            part, open_lists = line.part, [[], []]
        for level, pattern in enumerate(_LEVELS):
            found = pattern.match(line.text)
            number = _number(found["ordinal"]) if found else 0
            if not number:
                continue
            last = _advance(open_lists[level], number)
            if level == 0:
                open_lists[1] = []
            if last:
                yield line, last


def _advance(numbers: list[int], number: int) -> int:
    """Put a number behind the list it continues; returns the last number where it continues none."""
    if number == 1 or not numbers:
        numbers.append(number)
        return 0
    for depth in range(len(numbers) - 1, -1, -1):
        if numbers[depth] == number - 1:
            del numbers[depth + 1 :]
            numbers[depth] = number
            return 0
    last, numbers[-1] = numbers[-1], number
    return last


class Q11(TextCheck):
    """Two punctuation marks stand together that do not, or a long paragraph before a heading lacks its full stop."""

    code = "Q11"
    rule_zh = "不应相连的两个标点连在一起，或标题前的长段落缺少句号。"
    severity = "info"
    title_zh = "标点重复或缺失"
    title_en = "Punctuation doubled or missing"
    why_zh = "标点错误本身不影响数据，但常是拼接、删改留下的痕迹，该处值得多看一眼。"
    why_en = "It changes no figure, but often marks where text was joined or cut, so the place deserves a look."
    fix_zh = "公布者改正标点，并核对该处文字是否完整。"
    fix_en = "Correct the punctuation and make sure that the text is complete there."
    good = Example(tables=TABLE, narrative="一、收支情况说明\n预算收入20.00万元；预算支出20.00万元。")
    bad = Example(tables=TABLE, narrative="一、收支情况说明\n预算收入20.00万元。；预算支出20.00万元。")

    says_doubled_missing_punctuation_found = wording(
        "Q11.doubled_missing_punctuation_found",
        "没有发现重复或缺失的标点。",
        "No doubled or missing punctuation was found.",
    )
    says_marks_stand_together = wording(
        "Q11.marks_stand_together", "标点“{found}”连用：“{shown}”。", "The marks “{found}” stand together: “{shown}”."
    )
    says_paragraph_ends_without_punctuation = wording(
        "Q11.paragraph_ends_without_punctuation",
        "段落末尾没有标点：“…{text}”。",
        "The paragraph ends without punctuation: “…{text}”.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per line."""
        return self.or_nothing(
            (*self._doubled(disclosure), *self._unfinished(disclosure)),
            self.says_doubled_missing_punctuation_found(),
        )

    def _doubled(self, disclosure: Disclosure) -> Iterator[Finding]:
        texts: list[tuple[str, str, Locator]] = [(x.part, x.text, x.place) for x in _body(disclosure)]
        texts += [(f"{text.form_id}/{text.field}", text.text, text.place) for text in form_texts(disclosure)]
        for where, text, place in texts:
            if found := _DOUBLED.search(text):
                shown = around(text, *found.span())
                yield self.finding(
                    f"{where}/{found.group()}",
                    True,
                    self.says_marks_stand_together(found=found.group(), shown=shown),
                    (place,),
                )

    def _unfinished(self, disclosure: Disclosure) -> Iterator[Finding]:
        for line, following in pairwise(_body(disclosure)):
            text = line.text
            is_long = line.part == "narrative" and len(text) >= _LEAST_SENTENCE and not _NEW_BEGINNING.match(text)
            is_open = not _ENDS_WELL.search(text) and not _CUT.search(text)
            if is_long and is_open and _NEW_BEGINNING.match(following.text):
                yield self.finding(
                    f"{line.part}/end",
                    True,
                    self.says_paragraph_ends_without_punctuation(text=text[-16:]),
                    (line.place,),
                )


class Q12(TextCheck):
    """Characters that stand for text that was lost: replacement and private-use characters, boxes, 锟斤拷, ???.

    Replacement, private-use and control characters come from converting the file and are attributed to extraction.
    """

    code = "Q12"
    rule_zh = (
        "表示文字已丢失的字符：替换字符、专用区字符、方框、“锟斤拷”、“???”。替换、"
        "专用区和控制字符由文件转换造成，归为读取。"
    )
    severity = "info"
    title_zh = "乱码字符"
    title_en = "Damaged characters"
    why_zh = "乱码处的文字或数字已经丢失，读者看不到原意。"
    why_en = "The text or figure that stood there is lost to the reader."
    fix_zh = "公布者重新导出文件；属于转换造成的，由本项目重新读取原件。"
    fix_en = "Export the file again; where conversion did it, read the original anew."
    good = Example(tables=TABLE, narrative="一、收支情况说明\n预算收入增加的主要原因是人员增加。")
    bad = Example(tables=TABLE, narrative="一、收支情况说明\n预算收入增加的主要原因是人员锟斤拷。")

    says_document_holds_damaged_characters = wording(
        "Q12.document_holds_damaged_characters", "全文没有乱码字符。", "The document holds no damaged characters."
    )
    says_line_holds_characters_cannot = wording(
        "Q12.line_holds_characters_cannot",
        "此行有无法辨认的字符，应为文件转换造成。",
        "The line holds characters that cannot be read: the conversion of the file lost them.",
    )
    says_line_holds_text_seems_damaged = wording(
        "Q12.line_holds_text_seems_damaged",
        "此行有无法辨认的字符，原文可能是乱码。",
        "The line holds characters that cannot be read: the text seems to be damaged.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per line."""
        return self.or_nothing(self._damaged(disclosure), self.says_document_holds_damaged_characters())

    def _damaged(self, disclosure: Disclosure) -> Iterator[Finding]:
        text = disclosure.source.printed
        if not _LOST.search(text) and not any(word in text for word in _GIBBERISH):
            return
        for number, line in enumerate(disclosure.source.lines, 1):
            ours = _LOST.search(line) is not None
            if ours or _is_gibberish(line):
                yield self.finding(
                    "text",
                    True,
                    (self.says_line_holds_characters_cannot() if ours else self.says_line_holds_text_seems_damaged()),
                    (Locator(number),),
                    attribution="extraction" if ours else "publisher",
                )


def _is_gibberish(line: str) -> bool:
    """Signs of damage in the text itself; boxes are choices to tick in many forms."""
    if any(word in line for word in _GIBBERISH[:3]):
        return True
    return "□" in line and "\t" not in line and not _CHOICES.search(line) and _BOX.search(line) is not None


class Q13(TextCheck):
    """A paragraph of forty characters or more stands twice, or a phrase of four or more is printed twice in a row."""

    code = "Q13"
    rule_zh = "四十字以上的段落出现两次，或四字以上的词句连着印了两遍。"
    severity = "info"
    title_zh = "段落或词句重复"
    title_en = "Repeated paragraph or phrase"
    why_zh = "整段重复往往是粘贴错误，其中一处本应是另一项内容。"
    why_en = "A paragraph that stands twice is often pasted by mistake where something else belongs."
    fix_zh = "公布者核对重复处，删去或换成应有的内容。"
    fix_en = "Delete the repetition, or put in what belongs there."
    _SENTENCE = "贯彻执行国家有关档案工作的法律法规和方针政策，统筹规划全县档案事业发展并组织实施监督检查。"
    good = Example(tables=TABLE, overview=f"一、本部门职责\n{_SENTENCE}\n负责档案的接收、整理和利用。")
    bad = Example(tables=TABLE, overview=f"一、本部门职责\n{_SENTENCE}\n{_SENTENCE}")

    says_repeated_paragraph_phrase_found = wording(
        "Q13.repeated_paragraph_phrase_found",
        "没有发现重复的段落或词句。",
        "No repeated paragraph or phrase was found.",
    )
    says_same_paragraph_stands_times = wording(
        "Q13.same_paragraph_stands_times",
        "同一段文字出现{count}次：“{text}”。",
        "The same paragraph stands {count} times: “{text}”.",
    )
    says_written_twice_row = wording(
        "Q13.written_twice_row", "“{phrase}”连续写了两遍。", "“{phrase}” is written twice in a row."
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per repeated paragraph or phrase."""
        return self.or_nothing(
            (*self._paragraphs(disclosure), *self._phrases(disclosure)),
            self.says_repeated_paragraph_phrase_found(),
        )

    def _paragraphs(self, disclosure: Disclosure) -> Iterator[Finding]:
        places: dict[str, list[Locator]] = {}
        for line in _body(disclosure):
            if len(line.text) >= _LEAST_REPEATED and line.part in ("overview", "narrative"):
                places.setdefault(line.text, []).append(line.place)
        for text, found in places.items():
            if len(found) > 1:
                yield self.finding(
                    f"paragraph/{excerpt(text)}",
                    True,
                    self.says_same_paragraph_stands_times(count=len(found), text=excerpt(text)),
                    found,
                )

    def _phrases(self, disclosure: Disclosure) -> Iterator[Finding]:
        texts: list[tuple[str, str, Locator]] = [
            (line.part, line.text, line.place) for line in _body(disclosure) if line.part != "terms"
        ]
        texts += [(f"{text.form_id}/{text.field}", text.text, text.place) for text in form_texts(disclosure)]
        for where, text, place in texts:
            if phrase := repeated_phrase(text):
                yield self.finding(
                    f"{where}/{phrase}",
                    True,
                    self.says_written_twice_row(phrase=phrase),
                    (place,),
                )


class Q14(TextCheck):
    """A line is the caption of a chart, and the text holds no chart: pictures do not survive the conversion to text."""

    code = "Q14"
    rule_zh = "某行是图的标题，而文本中没有图：图片在转为文本时没有保留。"
    severity = "info"
    attribution = "extraction"
    title_zh = "图题没有图"
    title_en = "Caption without its chart"
    why_zh = "文本只保留文字，图表中的内容需看原件。"
    why_en = "Only text is kept; what a chart shows must be looked up in the original."
    fix_zh = "需要时查阅原件；公布者可同时用文字或表格给出图中的数据。"
    fix_en = "Look at the original; publishers can give a chart's figures in words or in a table as well."
    good = Example(tables=TABLE, narrative="一、支出情况说明\n预算支出20.00万元，结构如上表。")
    bad = Example(tables=TABLE, narrative="一、支出情况说明\n预算支出20.00万元。\n一般公共预算支出结构图")

    says_there_captions_charts = wording("Q14.there_captions_charts", "没有图题。", "There are no captions of charts.")
    says_caption_chart_text_does = wording(
        "Q14.caption_chart_text_does",
        "“{line}”只有图题，图没有保留在文本中，请看原件。",
        "“{line}” is the caption of a chart that the text does not keep; see the original.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per caption."""
        return self.or_nothing(
            (
                self.finding(
                    f"{line.part}/{line.text}",
                    True,
                    self.says_caption_chart_text_does(line=line.text),
                    (line.place,),
                )
                for line in _body(disclosure)
                if len(line.text) <= _LONGEST_CAPTION and _CHART.search(line.text) and "见" not in line.text
            ),
            self.says_there_captions_charts(),
        )


class Q15(TextCheck):
    """A paragraph ends in the middle of a sentence (and, including, a comma, an open bracket) and a heading follows."""

    code = "Q15"
    rule_zh = "段落停在半句（“和”“包括”、逗号、未闭合的括号），其后就是标题。"
    title_zh = "句子没有写完"
    title_en = "Sentence cut off"
    why_zh = "句子在中间断开，后面的内容（往往是金额或原因）读者看不到。"
    why_en = "What comes after the break, often an amount or a reason, is missing."
    fix_zh = "公布者补全句子。"
    fix_en = "Complete the sentence."
    good = Example(
        tables=TABLE,
        narrative="一、收入情况说明\n预算收入增加，主要原因是人员增加和项目增加。\n二、支出情况说明\n支出20.00万元。",
    )
    bad = Example(
        tables=TABLE,
        narrative="一、收入情况说明\n预算收入增加，主要原因是人员增加和\n二、支出情况说明\n支出20.00万元。",
    )

    says_sentence_cut_off = wording("Q15.sentence_cut_off", "没有发现中断的句子。", "No sentence is cut off.")
    says_sentence_cut_off_follows = wording(
        "Q15.sentence_cut_off_follows",
        "句子没有写完：“…{line}”，后面接着“{following}”。",
        "The sentence is cut off: “…{line}”; “{following}” follows.",
    )

    def find(self, disclosure: Disclosure) -> Iterable[Finding]:
        """One failing instance per paragraph."""
        return self.or_nothing(self._cut(disclosure), self.says_sentence_cut_off())

    def _cut(self, disclosure: Disclosure) -> Iterator[Finding]:
        for line, following in pairwise(_body(disclosure)):
            is_cut = len(line.text) > _LEAST_CUT and _CUT.search(line.text) is not None
            if line.part in ("overview", "narrative") and is_cut and _NEW_BEGINNING.match(following.text):
                yield self.finding(
                    f"{line.part}/{excerpt(line.text)}",
                    True,
                    self.says_sentence_cut_off_follows(line=line.text[-16:], following=excerpt(following.text)),
                    (line.place,),
                )


WORDING_CHECKS = (Q10(), Q11(), Q12(), Q13(), Q14(), Q15())
