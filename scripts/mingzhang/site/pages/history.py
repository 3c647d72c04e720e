"""The versions of one disclosure's data: what each changed and why, and the release that holds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mingzhang.packages.history import History, Revision, changed_values
from mingzhang.packages.originals import of_version
from mingzhang.site import addresses, html
from mingzhang.site.catalog import Disclosure
from mingzhang.site.html import text
from mingzhang.site.language import Pair, Speaker
from mingzhang.site.page import Links
from mingzhang.site.pages import parts
from mingzhang.versions.released import ReleaseRecord, first_with

CAUSE: Mapping[str, Pair] = {
    "source_revised": ("公布者修订了文档", "the publisher revised the document"),
    "reading_fixed": ("改进了读取", "our reading was mended"),
    "schema_changed": ("数据结构变动", "the schema changed"),
}
KIND: Mapping[str, tuple[str, str, str]] = {
    "changed": ("个数值不同", "value changed", "values changed"),
    "described": ("处文字不同", "text changed", "texts changed"),
    "renamed": ("处改名", "renamed", "renamed"),
    "moved": ("处移动位置", "moved", "moved"),
    "added": ("个新增", "added", "added"),
    "removed": ("个删去", "removed", "removed"),
}
_LEVEL: Mapping[str, Pair] = {
    "major": ("结构变动", "structure changed"),
    "minor": ("增减记录", "records added or removed"),
    "patch": ("更正数值或说明", "values or metadata corrected"),
}
_ABOUT = (
    "版本号由差异算出：首位为结构变动，中位为增减记录，末位为更正。每处变化都注明原因。",
    "Version numbers are computed from what differs: structure, records, corrections. Every change has its cause.",
)
_MOST_SHOWN = 50


def history_section(disclosure: Disclosure, links: Links, records: Sequence[ReleaseRecord] = ()) -> str:
    """All versions, newest first, and the values that the newest ones changed."""
    say = links.say
    history = _history(disclosure)
    head = (say("版本", "Version"), say("变化与原因", "What changed, and why"), say("明细", "Details"),
            say("首见于发布", "First in release"))  # fmt: skip
    rows = [_row(disclosure, links, revision, records) for revision in history]
    title = say("版本与变更", "Versions and changes")
    values = "\n".join(filter(None, (_values(disclosure, links, revision, history) for revision in history)))
    return (
        f'<section>\n<h2 id="versions">{title}</h2>\n<p class="quiet">{say.of(_ABOUT)}</p>\n'
        f"{html.table(head, rows, css='plain history', label=title)}\n{values}\n</section>"
    )


def causes_told(say: Speaker, causes: Iterable[str]) -> str:
    """Causes in words."""
    return say("；", "; ").join(say.of(CAUSE[cause]) for cause in causes)


def counts_told(say: Speaker, counts: Mapping[str, int]) -> str:
    """`3 values changed, 2 moved`."""
    return say("，", ", ").join(say.count(number, *KIND[kind]) for kind, number in counts.items() if number)


def _history(disclosure: Disclosure) -> History:
    package = disclosure.package
    return package.history or (Revision(package.version, of_version(package.descriptor)),)


def _row(
    disclosure: Disclosure, links: Links, revision: Revision, records: Sequence[ReleaseRecord]
) -> tuple[str, str, str, str]:
    say = links.say
    if revision.is_first:
        told, details = say("首次发布", "first version"), ""
    else:
        why, what = causes_told(say, revision.causes), counts_told(say, revision.facts)
        told = f"{say.of(_LEVEL[revision.level])}{say('：', ': ')}{why}{say('。', '. ')}{what}"
        address = addresses.data(disclosure.name, revision.path)
        details = links.to(address, f"{text(revision.version)}.csv", css="file")
    held = first_with(records, disclosure.name, revision.version)
    release = links.to(addresses.RELEASES, str(held.name), str(held.name)) if held else say("尚未发布", "not yet")
    return text(revision.version), told, details, release


def _values(disclosure: Disclosure, links: Links, revision: Revision, history: History) -> str:
    """The values one version changed, before and after; of the newest with their places in the document."""
    say = links.say
    changed = changed_values(revision)
    if not changed:
        return ""
    is_newest = revision is history[0]
    head = (say("金额", "Amount"), say("原为", "Was"), say("现为", "Is"), say("原因", "Cause"))
    rows = [_value(disclosure, links, row, is_newest) for row in changed[:_MOST_SHOWN]]
    more = len(changed) - len(rows)
    tail = f"<p>{say.count(more, '处另见明细文件。', 'more in the file.', 'more in the file.')}</p>" if more > 0 else ""
    shown = say(f"{text(revision.version)} 改动的数值", f"Values that {text(revision.version)} changed")
    opened = " open" if is_newest else ""
    return f"<details{opened}><summary>{shown}</summary>\n{html.table(head, rows, label=shown)}\n{tail}</details>"


def _value(disclosure: Disclosure, links: Links, row: Mapping[str, str], is_newest: bool) -> tuple[str, str, str, str]:
    say = links.say
    figure = disclosure.figures.get(row["fact_id"]) if is_newest else None
    table = disclosure.table(figure.table) if figure else None
    place = f" <small>{parts.place_link(links, disclosure.name, figure.place)}</small>" if figure else ""
    of_table = f"<small>{text(say.title(table.schema))}</small> " if table else ""
    name = f"{of_table}{say.zh(text(row['row_label']))}{place}"
    return name, _cell(say, row, "old"), _cell(say, row, "new"), say.of(CAUSE[row["cause"]])


def _cell(say: Speaker, row: Mapping[str, str], which: str) -> str:
    """Always in yuan, as the data have it: the pages around show the unit of the document, often 万元."""
    if (row["kind"], which) in (("added", "old"), ("removed", "new")):
        return say("新增", "added") if which == "old" else say("删去", "removed")
    if not row[which]:
        return say("空白", "blank")
    return f"{text(row[which])}{say(' 元', ' yuan')}" if row["field"] == "amount_yuan" else text(row[which])
