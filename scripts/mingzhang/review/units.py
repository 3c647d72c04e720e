"""Whether a new package gives itself out for a unit that is here already, or an old document for a new one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.descriptor import read_descriptor
from mingzhang.packages.model import package_folder
from mingzhang.packages.published import PublishedPackage
from mingzhang.review.names import folded
from mingzhang.review.rules import Objection, Scope, unit_of
from mingzhang.versions.differences import Difference

_ALIKE = (
    "己已巳 末未 日曰 土士 千干 入人 戊戌戍 壬王 天夭 治冶 侯候 刺剌 市巿 户戸戶 内內 告吿 教敎 真眞 青靑 清淸 黄黃 "
    "吕呂 没沒 录彔録 郎郞 温溫 册冊 争爭 净淨 静靜 产產産 说説說 悦悅 税稅 脱脫 锐銳 别別 亚亞亜 〇○零 一—ー 口囗"
)
_MEANT = str.maketrans({char: group[0] for group in _ALIKE.split() for char in group})
"""Characters easily taken for one another, by the first of each group; NFKC knows only those of one meaning."""

AMOUNTS = frozenset(["amount_yuan", "quantity"])
"""The columns of facts that a value stands in."""


def looks_like(name: str) -> str:
    """What a reader sees of a name: names that share it are told apart by nobody."""
    return "".join(folded(name).split()).translate(_MEANT)


def against_lookalikes(root: Path, scope: Scope) -> Iterator[Objection]:
    """New packages whose unit's name looks like that of another unit of the division, and is written differently."""
    for name in scope.added:
        written = _unit_name(root, name)
        for folder in sorted((root / name.partition("-")[0]).glob("*-*")) if written else ():
            other = _unit_name(root, folder.name) if unit_of(folder.name) != unit_of(name) else ""
            if other and other != written and looks_like(other) == looks_like(written):
                yield Objection("change-lookalike", name, f"the unit's name looks like that of {unit_of(folder.name)}")
                break


def _unit_name(root: Path, package: str) -> str:
    """Blank where the package says none: `validate` tells what is wrong with it."""
    try:
        identity = read_descriptor(package_folder(root, package)).get("identity")
    except DisclosureError:
        return ""
    return str(identity.get("agency_name", "")) if isinstance(identity, dict) else ""


def against_replay(old: PublishedPackage, new: PublishedPackage, difference: Difference) -> Iterator[Objection]:
    """What was published, and then replaced, must not come back as the newest: neither the document nor its amounts."""
    history = old.history
    source = new.source_hash
    earlier = [revision.version for revision in history if revision.source_hash == source]
    if source != old.source_hash and earlier:
        yield Objection("change-replayed", new.name, f"this is the document of version {earlier[0]} again")
    last = {(row["fact_id"], row["field"], row["new"], row["old"]) for row in history[0].changes} if history else set()
    undone = {step for step in last if step[1] in AMOUNTS}
    today = {(one.row_id, one.field, one.old, one.new) for one in difference.changes if one.table == "facts"}
    if undone and undone == {step for step in today if step[1] in AMOUNTS}:
        yield Objection("change-replayed", new.name, f"the amounts are those before version {history[0].version} again")
