"""The release that a portal is, whose files it offers, and what the feed tells of each release."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mingzhang.feeds import Release, Site
from mingzhang.ground.errors import DisclosureError
from mingzhang.site import addresses
from mingzhang.site.catalog import Disclosure
from mingzhang.site.language import Speaker
from mingzhang.site.pages.history import causes_told, counts_told
from mingzhang.site.pages.releases import OFFERED, archive_name
from mingzhang.versions.released import ReleasedPackage, ReleaseRecord

NEWEST = "latest"
"""Where the newest release stands, beside those under their names."""

MOST_BYTES = 95_000_000
"""A larger archive is left to the archives that take it: GitHub has no files above 100 MB."""


def find_record(folder: Path, records: Sequence[ReleaseRecord]) -> ReleaseRecord:
    """The record of the release in a folder, which must be the newest. Raises `DisclosureError`."""
    name = folder.resolve().name
    if not records or str(records[-1].name) != name:
        newest = str(records[-1].name) if records else "none"
        raise _wrong(folder, f"the newest release that is recorded is {newest}", "the folder of that release")
    return records[-1]


def released_files(folder: Path, record: ReleaseRecord) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of every file offered, each as it was recorded. Raises `DisclosureError`."""
    name = str(record.name)
    for file in (archive_name(name), *OFFERED):
        told, path = record.file(file), folder / file
        if told is None or told.bytes > MOST_BYTES:
            continue
        data = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(data).hexdigest() != told.sha256:
            raise _wrong(path, "is not the file that was released", f"SHA-256 {told.sha256}")
        yield addresses.release_file(name, file), data


def judge_shown(disclosure: Disclosure, record: ReleaseRecord) -> None:
    """Refuse to show other data than the release holds. Raises `DisclosureError`."""
    known = record.package(disclosure.name)
    found = disclosure.file("datapackage.json").sha256
    if known is None or known.hash != found:
        raise _wrong(disclosure.name, f"is not as {record.name} released it", "the packages of the release")


def as_news(record: ReleaseRecord) -> Release:
    """A release as the feed tells it: versions, titles, why packages changed, and why they were taken back."""
    return Release(
        str(record.name),
        record.date,
        {one.name: one.version for one in record.packages},
        {one.name: (_why(one, Speaker("zh")), _why(one, Speaker("en"))) for one in record.changed},
        {one.name: (one.title, one.title_en) for one in record.packages},
        {one.name: (one.reason_zh, one.reason_en) for one in record.withdrawn},
    )


def _why(package: ReleasedPackage, say: Speaker) -> str:
    told = causes_told(say, package.causes), counts_told(say, package.changes)
    return say("，", ", ").join(filter(None, told))


def site_of(site: Site, records: Sequence[ReleaseRecord], release: ReleaseRecord | None) -> Site:
    """The portal with the release that it is, if it is one, and the place of the newest beside it.

    `records` are all, oldest first. A portal that is no release stands beside the newest where its address is one
    folder below the one that the releases are recorded under, as that of `main` is.
    """
    if not records:
        return site
    newest = ""
    if release is not None and site.url.endswith(f"/{release.name}/"):
        newest = f"{site.url.removesuffix(f'{release.name}/')}{NEWEST}/"
    elif release is None and records[-1].portal and _is_beside(site.url, records[-1].portal):
        newest = f"{records[-1].portal}{NEWEST}/"
    told = replace(site, newest=newest, issued=records[0].date)
    return replace(told, release=str(release.name), date=release.date) if release is not None else told


def _is_beside(url: str, portal: str) -> bool:
    return url.startswith(portal) and url.removeprefix(portal).count("/") == 1


def news_site(site: Site) -> Site:
    """The portal as its feed names it: readers keep a feed's own address, so that of a release is the newest's."""
    return replace(site, url=site.newest) if site.release and site.newest else site


def _wrong(where: Path | str, message: str, expected: str) -> DisclosureError:
    return DisclosureError("site-release", message, where, None, expected, "run `mingzhang release` again")
