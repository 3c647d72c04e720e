"""The story of the money of one disclosure, on one page: each block a drawing, its numbers and where they stand."""

from __future__ import annotations

from mingzhang.site import labels
from mingzhang.site.catalog import Disclosure
from mingzhang.site.page import Links
from mingzhang.site.pages import story_stated, story_tables
from mingzhang.site.pages.story_frame import Frame


def story_section(disclosure: Disclosure, links: Links) -> str:
    """The section; nothing where a disclosure has neither amounts nor statements to tell it with.

    Its blocks have the ids `story-sources`, `-functions`, `-kinds`, `-projects`, `-running`, `-three-public`,
    `-growth`, `-execution` and `-held`; each is there only where the document says something about it.
    """
    frame = Frame(disclosure, links)
    left = (
        story_tables.sources_block,
        story_tables.functions_block,
        story_tables.kinds_block,
        story_tables.projects_block,
    )
    right = (story_tables.running_block, story_tables.three_public_block)
    halves = ["\n".join(filter(None, (block(frame) for block in half))) for half in (left, right)]
    below = (story_stated.growth_block, story_stated.execution_block, story_stated.held_block)
    wide = "\n".join(filter(None, (block(frame) for block in below)))
    if not any(halves) and not wide:
        return ""
    columns = "\n".join(f'<div class="half">\n{half}\n</div>' for half in halves if half)
    title = links.say("钱的来龙去脉", "The story of the money")
    told = links.say(
        "数字照原文印刷，点击查看它在原文中的位置；条的长短只用来比较。",
        "Figures stand as printed; click one to see it in the document. Bars only compare.",
    )
    units = dict.fromkeys(table.unit_printed for table in disclosure.tables if table.unit_printed)
    if units:
        measured = links.say.listed([labels.unit(links.say, unit) for unit in units])
        told += links.say(f"单位：{measured}。", f" Unit: {measured}.")
    return (
        f'<section class="story">\n<h2 id="story">{title}</h2>\n<p class="quiet">{told}</p>\n'
        f'<div class="halves">\n{columns}\n</div>\n{wide}\n</section>'
    )
