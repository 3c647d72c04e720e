"""Whether a release may be made: its name and date, the state of the project, and every package since the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mingzhang.ground.errors import DisclosureError
from mingzhang.packages.store import find_packages
from mingzhang.releases import git
from mingzhang.versions.released import (
    RECORDS,
    ReleaseName,
    ReleaseRecord,
    is_date,
    read_name,
    read_records,
    read_withdrawn,
)

DATA = "datapackage"
SCHEMAS = "schemas"
LICENCES = ("LICENSE", "LICENSE-DATA.md")


class Refused(Exception):
    """A release that may not be made, with every reason there is."""

    def __init__(self, reasons: Sequence[DisclosureError]) -> None:
        super().__init__(f"{len(reasons)} reasons")
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class Plan:
    """A release that may be made as far as its name, its date and the state of the project go.

    `earlier` are the records of all releases before, oldest first, `last` the newest of them, `own` its own record
    where it was made already, `portal` the absolute address of the portal (with a final slash) or blank.
    """

    project: Path
    name: ReleaseName
    date: str
    portal: str
    folders: tuple[Path, ...]
    last: ReleaseRecord | None
    own: ReleaseRecord | None
    withdrawn: dict[str, tuple[str, str]]
    earlier: tuple[ReleaseRecord, ...] = ()


def plan_release(project: Path, wanted: str, date: str = "", portal: str = "") -> Plan:
    """Judge name, date and state of the project. Raises `Refused` or, where something is unreadable, its error.

    Without `date` it is that of the commit; without `portal` that of the release before. A release that has a
    record can only be made again as it was: the address is that of the record whatever `portal` says, since it
    depends on where somebody works, and so is the date unless another is asked for.
    """
    name = read_name(wanted)
    records = read_records(project / RECORDS)
    others = [record for record in records if record.name != name]
    own = next((record for record in records if record.name == name), None)
    last = others[-1] if others else None
    day = date or (own.date if own else git.commit_date(project))
    address = own.portal if own else portal or (last or _NONE).portal
    folders = tuple(find_packages(project / DATA))
    reasons = [
        *(list(_judge_name(name, last)) or _judge_date(name, day, last)),
        *_judge_address(address),
        *_judge_state(project, folders),
    ]
    if reasons:
        raise Refused(reasons)
    withdrawn = read_withdrawn(project / RECORDS)
    return Plan(project, name, day, address, folders, last, own, withdrawn, tuple(others))


_NONE = ReleaseRecord(ReleaseName(0, 0, 0), "", "", "", {}, ())


def _judge_name(name: ReleaseName, last: ReleaseRecord | None) -> Iterator[DisclosureError]:
    if last is not None and name < last.name:
        yield _reason("release-not-newer", f"{name} is not newer than {last.name}", "a newer release")
        return
    same_month = last is not None and last.name.in_month == name.in_month
    number = last.name.number + 1 if last is not None and same_month else 1
    if name.number != number:
        wanted = ReleaseName(name.year, name.month, number)
        yield _reason("release-number", f"{name} does not follow {last.name if last else 'nothing'}", str(wanted))


def _judge_date(name: ReleaseName, day: str, last: ReleaseRecord | None) -> Iterator[DisclosureError]:
    remedy = "give the day of the release with --date"
    if not is_date(day):
        yield _reason("release-date", f"{day[:40]!r} is no date", "such as 2026-11-21", remedy)
    elif not day.startswith(name.in_month):
        yield _reason("release-date", f"{day} is not in the month of {name}", f"a day of {name.in_month}", remedy)
    elif last is not None and day < last.date:
        yield _reason("release-date", f"{day} is before the release {last.name}", f"{last.date} or later", remedy)


def _judge_address(portal: str) -> Iterator[DisclosureError]:
    parts = urlsplit(portal)
    if portal and not (parts.scheme in ("http", "https") and parts.netloc and portal.endswith("/")):
        yield _reason("release-portal", f"{portal[:80]!r} is no address", "https://example.org/mingzhang/")


def _judge_state(project: Path, folders: Sequence[Path]) -> Iterator[DisclosureError]:
    if not folders:
        yield _reason("release-empty", "there is no package", "packages under datapackage/", "", project / DATA)
    open_ = git.uncommitted(project, (DATA, SCHEMAS))
    if open_:
        more = f" and {len(open_) - 1} more" if len(open_) > 1 else ""
        message = f"{open_[0]}{more} is not committed" if len(open_) == 1 else f"{open_[0]}{more} are not committed"
        yield _reason("release-uncommitted", message, "a release of what is committed", "commit it first", project)
    for name in LICENCES:
        if not (project / name).is_file():
            yield _reason(
                "release-licence",
                "the licence is missing",
                "the licence of the data and of the code",
                "",
                project / name,
            )


def _reason(code: str, message: str, expected: str, remedy: str = "", path: Path | str = "") -> DisclosureError:
    return DisclosureError(code, message, path, None, expected, remedy)
