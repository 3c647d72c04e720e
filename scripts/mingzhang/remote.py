"""Packages at an address: fetched when they are asked for, a file at a time, and compared with the hashes stated.

Only `http` and `https` are spoken, also after a redirection, and never `http` where `https` was asked for; a file
has an end; what a package's descriptor names outside its own folder, and a catalog on another site, is refused.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit

from mingzhang.ground.errors import DisclosureError
from mingzhang.ground.limits import MAX_BYTES
from mingzhang.packages.descriptor import DESCRIPTOR, parse_descriptor
from mingzhang.packages.package_place import OWN, open_place
from mingzhang.packages.published import PublishedPackage

CATALOG = "catalog.json"
MOST_OF_A_CATALOG = 200_000_000
MOST_OF_AN_ARCHIVE = 2 * 1024**3
"""Bytes of the largest catalog and the largest archive that are fetched."""

_SECONDS = 60
_PIECE = 1024 * 1024
_REMEDY = "check the address; a portal names it on its page of downloads"


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Redirections stay within the two schemes, and encrypted where they were."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """The request that follows. Raises `DisclosureError` where it leads elsewhere."""
        scheme = urlsplit(newurl).scheme
        if scheme not in ("http", "https") or (req.type == "https" and scheme != "https"):
            raise _refuse(req.full_url, f"leads to an address that is not followed ({scheme or 'none'})")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class RemoteFiles(Mapping[str, bytes]):
    """The files of a package below an address, each fetched once; its descriptor says which there are.

    Every file but the descriptor must have the size and the hash that the descriptor states.
    """

    def __init__(self, base: str, digest: str = "") -> None:
        data = fetch(urljoin(base, DESCRIPTOR), MAX_BYTES)
        if digest and f"sha256:{hashlib.sha256(data).hexdigest()}" != digest:
            raise _refuse(urljoin(base, DESCRIPTOR), "is another than the catalog states")
        self._base, self._read = base, {DESCRIPTOR: data}
        self.descriptor = parse_descriptor(data, Path(DESCRIPTOR))
        self._stated = dict(_stated(self.descriptor))

    def __getitem__(self, path: str) -> bytes:
        if path not in self._read:
            digest = self._stated[path]
            data = fetch(urljoin(self._base, path), MAX_BYTES)
            if f"sha256:{hashlib.sha256(data).hexdigest()}" != digest:
                raise _refuse(urljoin(self._base, path), f"is another than {DESCRIPTOR} states", digest)
            self._read[path] = data
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter((DESCRIPTOR, *self._stated))

    def __len__(self) -> int:
        return 1 + len(self._stated)

    def __contains__(self, path: object) -> bool:
        return path == DESCRIPTOR or path in self._stated


def open_address(address: str) -> Iterator[PublishedPackage]:
    """The packages at an address: of a catalog, of an archive, or the one whose folder or descriptor it is."""
    try:
        path = urlsplit(address).path
    except ValueError as error:
        raise _refuse(address, f"is no address: {error}") from None
    if path.endswith(f"/{CATALOG}"):
        return _of_catalog(address)
    if path.lower().endswith(".zip"):
        return _of_archive(address)
    base = address if path.endswith(("/", f"/{DESCRIPTOR}")) else f"{address}/"
    return iter((_package(urljoin(base, ".")),))


def fetch(address: str, most: int) -> bytes:
    """The bytes at an address, at most so many. Raises `DisclosureError` (`package-unreachable`)."""
    with tempfile.SpooledTemporaryFile(max_size=MAX_BYTES) as file:
        _fetch_into(address, most, file)
        file.seek(0)
        return file.read()


def _fetch_into(address: str, most: int, file: Any) -> None:
    if urlsplit(address).scheme not in ("http", "https"):
        raise _refuse(address, "is no http(s) address")
    opener = urllib.request.build_opener(_Redirects)
    request = urllib.request.Request(address, headers={"User-Agent": "mingzhang"})  # noqa: S310 -- judged above
    try:
        with opener.open(request, timeout=_SECONDS) as response:
            while piece := response.read(_PIECE):
                file.write(piece)
                if file.tell() > most:
                    raise _refuse(address, f"is larger than {most} bytes")
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise _refuse(address, f"cannot be fetched: {getattr(error, 'reason', '') or error}") from None


def _package(base: str, digest: str = "") -> PublishedPackage:
    files = RemoteFiles(base, digest)
    return PublishedPackage(str(files.descriptor.get("name")), files, base)


def _stated(descriptor: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The files of a package with their hashes, as its descriptor states them; others are none of a package."""
    listed = [*_list(descriptor, "resources"), *(one.get("changes") for one in _list(descriptor, "history"))]
    for one in listed:
        path, digest = (one.get("path"), one.get("hash")) if isinstance(one, dict) else (None, None)
        if isinstance(path, str) and isinstance(digest, str) and OWN.fullmatch(path):
            yield path, digest


def _list(within: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = within.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _of_catalog(address: str) -> Iterator[PublishedPackage]:
    """Every package a catalog lists, sorted by name; each is fetched when it is its turn."""
    try:
        catalog = json.loads(fetch(address, MOST_OF_A_CATALOG))
        listed = sorted((str(one["name"]), str(one["hash"]), _descriptor_of(one)) for one in catalog["packages"])
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration, RecursionError) as error:
        raise _refuse(address, f"is no catalog of a portal: {type(error).__name__}") from None
    for name, digest, path in listed:
        there = urljoin(address, path)
        if urlsplit(there)[:2] != urlsplit(address)[:2]:
            raise _refuse(address, f"leads to another site for {name[:60]}")
        package = _package(urljoin(there, "."), digest)
        if package.name != name:
            raise _refuse(address, f"lists {name[:60]}, and there lies another package")
        yield package


def _descriptor_of(entry: Mapping[str, Any]) -> str:
    """The address of a package's descriptor, as its entry of a catalog has it."""
    return next(str(file["address"]) for file in entry["files"] if file["holds"] == "descriptor")


def _of_archive(address: str) -> Iterator[PublishedPackage]:
    """Every package of an archive, which is fetched as a whole and removed when the last one was given."""
    with tempfile.TemporaryDirectory(prefix="mingzhang-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, "packages.zip")
        with path.open("wb") as file:
            _fetch_into(address, MOST_OF_AN_ARCHIVE, file)
        yield from open_place(path)


def _refuse(
    address: str, message: str, expected: str = "a package as `mingzhang convert` writes it"
) -> DisclosureError:
    return DisclosureError("package-unreachable", message, address, None, expected, _REMEDY)
