"""Atom: what each release brought and changed. All dates are those recorded with the releases."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from mingzhang.feeds.published import Published, Release, Site, describe

ADDRESS = "feed.xml"
MOST_ENTRIES = 200
"""Entries for packages that a feed has at most; each release's own entry tells the whole numbers."""

_ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "mingzhang")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Event:
    """A package that came or got another version with a release; `before` is empty for a new one."""

    release: Release
    package: str
    version: str
    before: str


def atom_feed(published: Sequence[Published], releases: Sequence[Release], site: Site) -> bytes | None:
    """The feed, newest first; None where there is no release.

    Atom wants a date on the feed and on every entry, and a package records none (a fiscal year says nothing about
    when its data came). So until the first release there is no feed rather than one with an invented date.
    Raises `ValueError` for a release without a proper date, or two of one name.
    """
    if not releases:
        return None
    ordered = sorted(releases, key=lambda release: (release.date, _numbers(release.name)))
    _refuse_wrong(ordered)
    events = list(_events(ordered))
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh"})
    _add(feed, "id", _urn("feed"))
    _add(feed, "title", site.title)
    _add(feed, "subtitle", site.description)
    _add(feed, "updated", _timestamp(ordered[-1]))
    _add(_add(feed, "author"), "name", site.title)
    _link(feed, "self", site.address(ADDRESS, ADDRESS), "application/atom+xml")
    _link(feed, "alternate", site.address("", ADDRESS), "text/html")
    by_name = {one.dataset.name: one for one in published}
    left = MOST_ENTRIES
    for release in reversed(ordered):
        own = [event for event in events if event.release is release]
        _add_release(feed, release, own, site)
        for event in own[:left]:
            _add_event(feed, event, by_name, site)
        left = max(0, left - len(own))
    ElementTree.indent(feed, " ")
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _events(ordered: Sequence[Release]) -> Iterator[Event]:
    known: dict[str, str] = {}
    for release in ordered:
        for package, version in sorted(release.packages.items()):
            if known.get(package) != version:
                yield Event(release, package, version, known.get(package, ""))
                known[package] = version


def _add_release(feed: ElementTree.Element, release: Release, events: Sequence[Event], site: Site) -> None:
    new = sum(not event.before for event in events)
    told = f"本次发布共 {len(release.packages)} 个数据包：新增 {new} 个，更新 {len(events) - new} 个。"
    entry = _entry(feed, f"release/{release.name}", f"数据发布 {release.name}", release, told)
    _link(entry, "alternate", site.address("", ADDRESS), "text/html")


def _add_event(feed: ElementTree.Element, event: Event, by_name: Mapping[str, Published], site: Site) -> None:
    one = by_name.get(event.package)
    title = one.dataset.title if one else event.package
    what = f"更新为 {event.version}（原 {event.before}）" if event.before else f"新增，版本 {event.version}"
    why = event.release.reasons.get(event.package, "")
    told = f"{what}{'：' if why else ''}{why}。{describe(one.dataset) if one else ''}"
    entry = _entry(feed, f"package/{event.package}/{event.version}", f"{title} {event.version}", event.release, told)
    if one:
        _link(entry, "alternate", site.address(one.page, ADDRESS), "text/html")


def _entry(feed: ElementTree.Element, name: str, title: str, release: Release, told: str) -> ElementTree.Element:
    entry = _add(feed, "entry")
    _add(entry, "id", _urn(name))
    _add(entry, "title", title)
    _add(entry, "updated", _timestamp(release))
    _add(entry, "summary", told)
    return entry


def _add(parent: ElementTree.Element, tag: str, text: str = "") -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag)
    element.text = _NOT_XML.sub("\ufffd", text) or None
    return element


def _link(parent: ElementTree.Element, rel: str, href: str, media_type: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "type": media_type, "href": href})


def _urn(name: str) -> str:
    """A permanent identifier that does not depend on where the portal is."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name)}"


def _timestamp(release: Release) -> str:
    return f"{release.date}T00:00:00Z"


def _numbers(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", name))


def _refuse_wrong(ordered: Sequence[Release]) -> None:
    for release in ordered:
        if not _DATE.fullmatch(release.date):
            raise ValueError(f"release {release.name} has the date {release.date!r}; expected such as 2026-11-21")
    if len({release.name for release in ordered}) != len(ordered):
        raise ValueError("two releases have one name")
