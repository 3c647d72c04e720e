"""Atom: what each release brought, changed and took back, told from the records of the releases alone.

An entry says what its release said then and never changes afterwards: titles, versions and reasons are those of
its record, not those of today's packages. All dates are those recorded with the releases. A record has no time of
day (a release made again must be the same to the byte, so no clock is read), but Atom asks for one, and readers sort
by it; so the first release of a day is told as midnight UTC, the next as one second later, and so on.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree

from mingzhang.feeds.published import Published, Release, Site

ADDRESS = "feed.xml"
MOST_ENTRIES = 200
"""Entries for packages that a feed has at most; each release's own entry tells the whole numbers."""

_RELEASES = "releases/"
_ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "mingzhang")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Kind = Literal["new", "updated", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Event:
    """A package that came, got another version or was taken back with a release.

    `version` is the one it has, of a package that was taken back the last it had; `before` is empty for a new one.
    `key` names the event for ever.
    """

    release: Release
    kind: Kind
    package: str
    version: str
    before: str
    title: tuple[str, str]
    why: tuple[str, str]
    key: str

    @property
    def summary(self) -> str:
        """What happened and why, in Chinese and in English."""
        zh, en = {
            "new": (f"新增，版本 {self.version}", f"New, version {self.version}"),
            "updated": (
                f"更新为 {self.version}（原 {self.before}）",
                f"Updated to {self.version} (was {self.before})",
            ),
            "withdrawn": (f"撤回（原 {self.before}）", f"Withdrawn (was {self.before})"),
        }[self.kind]
        why_zh, why_en = (text.rstrip("。.") for text in self.why)
        told = f"{zh}{'：' if why_zh else ''}{why_zh}。{en}{': ' if why_en else ''}{why_en}."
        return f"{told} {self.title[1]}"


def atom_feed(published: Sequence[Published], releases: Sequence[Release], site: Site) -> bytes | None:
    """The feed, newest first; None where there is no release. An entry links to the page of its package while there
    is one, else to the release that told of it.

    Atom wants a date on the feed and on every entry, and a package records none (a fiscal year says nothing about
    when its data came). So until the first release there is no feed rather than one with an invented date.
    Raises `ValueError` for a release without a proper date, or two of one name.
    """
    if not releases:
        return None
    ordered = sorted(releases, key=lambda release: (release.date, _numbers(release.name)))
    _refuse_wrong(ordered)
    times = _timestamps(ordered)
    events = list(_events(ordered))
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh"})
    _add(feed, "id", _urn("feed"))
    _add(feed, "title", site.title)
    _add(feed, "subtitle", site.description)
    _add(feed, "updated", times[ordered[-1].name])
    _add(_add(feed, "author"), "name", site.title)
    _link(feed, "self", site.address(ADDRESS, ADDRESS), "application/atom+xml")
    _link(feed, "alternate", site.address("", ADDRESS), "text/html")
    pages = {one.dataset.name: one.page for one in published}
    left = MOST_ENTRIES
    for release in reversed(ordered):
        own = [event for event in events if event.release is release]
        in_release = f"{_RELEASES}#{release.name}"
        entry = _entry(feed, f"release/{release.name}", f"数据发布 {release.name}", times[release.name])
        _finish(entry, _told(release, own), site.address(in_release, ADDRESS))
        for event in own[:left]:
            entry = _entry(feed, event.key, _title(event), times[release.name])
            there = in_release if event.kind == "withdrawn" else pages.get(event.package, in_release)
            _finish(entry, event.summary, site.address(there, ADDRESS))
        left = max(0, left - len(own))
    ElementTree.indent(feed, " ")
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _events(ordered: Sequence[Release]) -> Iterator[Event]:
    """Release by release: what was taken back, then what came or changed, each by name."""
    known: dict[str, str] = {}
    titles: dict[str, tuple[str, str]] = {}
    told: set[str] = set()
    for release in ordered:
        for package, why in sorted(release.withdrawn.items()):
            version = known.pop(package, "")
            title = titles.get(package, (package, package))
            key = f"withdrawn/{package}/{release.name}"
            yield Event(release, "withdrawn", package, version, version, title, why, key)
        known = {package: version for package, version in known.items() if package in release.packages}
        for package, version in sorted(release.packages.items()):
            titles[package] = release.titles.get(package, (package, package))
            if known.get(package) != version:
                before = known.get(package, "")
                why = release.reasons.get(package, ("", ""))
                key = _key(package, version, release, told)
                kind: Kind = "updated" if before else "new"
                yield Event(release, kind, package, version, before, titles[package], why, key)
                known[package] = version


def _key(package: str, version: str, release: Release, told: set[str]) -> str:
    """A version is told once; of a package that was taken back and came again with it, the release tells which time."""
    key = f"package/{package}/{version}"
    key = f"{key}/{release.name}" if key in told else key
    told.add(key)
    return key


def _told(release: Release, events: Collection[Event]) -> str:
    """The whole numbers of a release."""
    count = Counter(event.kind for event in events)
    gone = f"，撤回 {count['withdrawn']} 个" if count["withdrawn"] else ""
    gone_en = f", {count['withdrawn']} withdrawn" if count["withdrawn"] else ""
    return (
        f"本次发布共 {len(release.packages)} 个数据包：新增 {count['new']} 个，更新 {count['updated']} 个{gone}。"
        f"Packages in this release: {len(release.packages)}; {count['new']} new, {count['updated']} updated{gone_en}."
    )


def _title(event: Event) -> str:
    return f"撤回：{event.title[0]}" if event.kind == "withdrawn" else f"{event.title[0]} {event.version}"


def _entry(feed: ElementTree.Element, key: str, title: str, updated: str) -> ElementTree.Element:
    entry = _add(feed, "entry")
    _add(entry, "id", _urn(key))
    _add(entry, "title", title)
    _add(entry, "updated", updated)
    return entry


def _finish(entry: ElementTree.Element, summary: str, href: str) -> None:
    """RFC 4287 asks an entry without `content` for a link to what it tells of (4.1.2)."""
    _add(entry, "summary", summary)
    _link(entry, "alternate", href, "text/html")


def _add(parent: ElementTree.Element, tag: str, text: str = "") -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag)
    element.text = _NOT_XML.sub("\ufffd", text) or None
    return element


def _link(parent: ElementTree.Element, rel: str, href: str, media_type: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "type": media_type, "href": href})


def _urn(name: str) -> str:
    """A permanent identifier that does not depend on where the portal is."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"


def _timestamps(ordered: Sequence[Release]) -> dict[str, str]:
    """Release → its time: midnight, and a second more for each release that the same day had before it."""
    days: Counter[str] = Counter()
    times = {}
    for release in ordered:
        minutes, seconds = divmod(days[release.date], 60)
        times[release.name] = f"{release.date}T00:{minutes:02d}:{seconds:02d}Z"
        days[release.date] += 1
    return times


def _numbers(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", name))


def _refuse_wrong(ordered: Sequence[Release]) -> None:
    for release in ordered:
        if not _DATE.fullmatch(release.date):
            raise ValueError(f"release {release.name} has the date {release.date!r}; expected such as 2026-11-21")
    if len({release.name for release in ordered}) != len(ordered):
        raise ValueError("two releases have one name")
