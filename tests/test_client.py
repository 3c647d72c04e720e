"""`import mingzhang` for readers of data: packages from folders, archives and addresses, tables with right types."""

from __future__ import annotations

import ast
import csv
import io
import json
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import mingzhang
import pandas as pd
import pytest
from mingzhang import DisclosureError
from mingzhang.convert.pipeline import convert_source
from mingzhang.ground.csv_cells import split_csv
from mingzhang.packages import files, published
from mingzhang.packages.build import build_package
from mingzhang.packages.model import Package
from mingzhang.packages.published import PublishedPackage, package_of
from mingzhang.packages.store import write_package
from mingzhang.readers import MAX_BYTES

from tests.documents import source_of
from tests.generator import generate


def built(seed: int, kind: str = "budget") -> Package:
    return build_package(convert_source(source_of(generate(seed, kind=kind).text)))


@pytest.fixture(scope="module")
def packages() -> tuple[Package, ...]:
    return tuple(sorted((built(1), built(2), built(3, "final")), key=lambda package: package.name))


@pytest.fixture(scope="module")
def root(packages: tuple[Package, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages") / "datapackage"
    for package in packages:
        write_package(package, folder)
    return folder


def cells(package: Package, table: str) -> list[dict[str, str]]:
    text = package.files[f"data/{table}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


# --- types -----------------------------------------------------------------------------------------


def test_the_version_is_that_of_the_installed_package() -> None:
    assert mingzhang.__version__.count(".") == 2
    assert set(mingzhang.__all__) <= set(dir(mingzhang))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        mingzhang.nothing  # noqa: B018 -- asking for it is the test


def test_types_are_those_of_the_schemas(packages: tuple[Package, ...], root: Path) -> None:
    for one in packages:
        package = mingzhang.open(one.folder(root))
        assert package.tables
        for table in package.tables:
            frame = package.frame(table)
            kinds = {field["name"]: field["type"] for field in package.schemas[table]["fields"]}
            names = {"string": "string", "integer": "Int64", "boolean": "boolean", "number": "Float64"}
            assert {name: str(frame[name].dtype) for name in kinds} == {n: names[kind] for n, kind in kinds.items()}
            assert len(frame) == len(cells(one, table))


def test_every_cell_is_what_the_file_says(packages: tuple[Package, ...], root: Path) -> None:
    """Codes keep their zeros, decimals every digit; blank, zero and not applicable are three different things."""
    seen = set()
    for one in packages:
        package = mingzhang.open(one.folder(root))
        for table in package.tables:
            frame = package.frame(table, exact=True)
            for number, row in enumerate(cells(one, table)):
                inapplicable = frame["not_applicable"][number] if "not_applicable" in frame else pd.NA
                named = set() if pd.isna(inapplicable) else set(inapplicable.split())
                assert named == {name for name, cell in row.items() if cell == "——"}
                for name, cell in row.items():
                    value = frame[name][number]
                    if cell in ("", "——"):
                        assert value is None or value is pd.NA
                        seen.add(cell)
                    elif isinstance(value, Decimal):
                        assert str(value) == cell
                        seen.add("0.00" if not value else "amount")
                    elif isinstance(value, str):
                        assert cell in (value, f"'{value}")
    assert seen >= {"", "0.00", "amount"}


def test_not_applicable_is_neither_blank_nor_zero(packages: tuple[Package, ...]) -> None:
    one = next(package for package in packages if package.name.endswith("final"))
    rows = cells(one, "three_public")
    amount = next(name for name in rows[0] if name.endswith("_yuan"))
    for row, cell in zip(rows, ("", "0.00", "——"), strict=False):
        row[amount] = cell
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    changed = PublishedPackage(one.name, {**one.files, "data/three_public.csv": out.getvalue().encode()})
    frame = changed.frame("three_public")
    assert frame[amount].isna().tolist()[:3] == [True, False, True]
    assert frame[amount][1] == 0
    assert frame["not_applicable"].isna().tolist()[:3] == [True, True, False]
    assert amount in frame["not_applicable"][2].split()


def test_many_packages_are_one_frame(packages: tuple[Package, ...], root: Path) -> None:
    frame = mingzhang.load("facts", root)
    assert frame.columns[0] == "package"
    counted = frame.groupby("package").size().to_dict()
    assert counted == {package.name: len(cells(package, "facts")) for package in packages}
    assert str(frame["amount_yuan"].dtype) == "Float64"
    exact = mingzhang.load("facts", root, exact=True)
    total = sum((value for value in exact["amount_yuan"] if value is not None), Decimal(0))
    printed = (row["amount_yuan"] for package in packages for row in cells(package, "facts"))
    assert total == sum((Decimal(cell) for cell in printed if cell), Decimal(0))


def test_columns_that_only_some_packages_have_are_na_in_the_others(packages: tuple[Package, ...], root: Path) -> None:
    """The balances of budgets and of final accounts have different columns."""
    frame = mingzhang.load("balance", root)
    budgets = frame["package"].str.endswith("budget")
    only_final = set(cells(next(p for p in packages if p.name.endswith("final")), "balance")[0])
    only_final -= set(cells(next(p for p in packages if p.name.endswith("budget")), "balance")[0])
    assert only_final
    for name in only_final:
        assert frame.loc[budgets, name].isna().all()
        assert str(frame[name].dtype) in ("string", "Float64", "Int64", "boolean")


def test_packages_without_the_table_are_left_out_and_a_table_nobody_has_is_an_error(root: Path) -> None:
    assert mingzhang.load("projects", root)["package"].str.endswith("budget").all()
    with pytest.raises(DisclosureError, match=r"package-no-table.*'invoices'.*the tables are .*facts"):
        mingzhang.load("invoices", root)
    with pytest.raises(TypeError, match="needs a package"):
        mingzhang.load("facts")


def test_reading_packages_imports_nothing_of_the_conversion() -> None:
    """What reads documents has hundreds of patterns; a reader of data does not wait for them."""
    ours = "(name.split('.')[1] for name in sys.modules if name.startswith('mingzhang.'))"
    code = f"import sys, mingzhang; mingzhang.load; print(*{ours})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"client", "ground", "packages", "schemas", "tables", "vocabulary"}


# --- places ----------------------------------------------------------------------------------------


def zipped(root: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(root.parent).as_posix())
    return target


def test_packages_are_opened_wherever_they_lie(packages: tuple[Package, ...], root: Path, tmp_path: Path) -> None:
    names = [package.name for package in packages]
    for place in (root, root.parent, str(root), zipped(root, tmp_path / "all.zip")):
        assert [package.name for package in mingzhang.open_all(place)] == names
        assert mingzhang.open(place, names[1]).files["source.txt"] == packages[1].files["source.txt"]
        with pytest.raises(DisclosureError, match=r"holds 3 packages.*give its name"):
            mingzhang.open(place)
        with pytest.raises(DisclosureError, match="holds no package nonesuch"):
            mingzhang.open(place, "nonesuch")
    folder = packages[0].folder(root)
    package = mingzhang.open(folder)
    assert mingzhang.open(package) is package
    assert (package.name, package.version) == (names[0], "1.0.0")
    assert package.dataset.fiscal_year == int(names[0].split("-")[2])


def test_a_place_without_packages_is_an_error(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(DisclosureError, match="package-not-found"):
            mingzhang.open(place)


def spoilt(package: Package, change: Callable[[dict[str, object]], None]) -> PublishedPackage:
    descriptor = json.loads(package.files["datapackage.json"])
    change(descriptor)
    files = {**package.files, "datapackage.json": json.dumps(descriptor).encode()}
    return PublishedPackage(package.name, files)


def test_nothing_in_a_package_is_trusted(packages: tuple[Package, ...]) -> None:
    one = packages[0]

    def of_facts(change: Callable[[dict[str, object]], None]) -> Callable[[dict[str, object]], None]:
        def changed(descriptor: dict[str, object]) -> None:
            resources = descriptor["resources"]
            assert isinstance(resources, list)
            change(next(found for found in resources if found["name"] == "facts")["schema"])

        return changed

    attacks: list[Callable[[dict[str, object]], None]] = [
        of_facts(lambda schema: schema.update(fields=[])),
        of_facts(lambda schema: schema.update(fields="facts")),
        of_facts(lambda schema: schema.update(fields=[{"name": "fact_id", "type": "object"}])),
        of_facts(lambda schema: schema.update(fields=[{"name": "fact_id", "type": "string"}] * 2)),
        of_facts(lambda schema: schema.update(fields=[{"name": "another", "type": "string"}])),
    ]
    for attack in attacks:
        with pytest.raises(DisclosureError, match="package-not-as-schema"):
            spoilt(one, attack).frame("facts")
    for data, told in ((b"\xff", "package-not-utf8"), (b'"', "package-not-as-schema"), (b"a,b\n1\n", "has 1 cells")):
        with pytest.raises(DisclosureError, match=told):
            PublishedPackage(one.name, {**one.files, "data/facts.csv": data}).frame("facts")
    with pytest.raises(DisclosureError, match="package-descriptor"):
        package_of({**one.files, "data/facts.csv": one.files["data/facts.csv"] + b"\n"})


def test_links_and_huge_files_are_refused(packages: tuple[Package, ...], root: Path, tmp_path: Path) -> None:
    write_package(packages[0], tmp_path / "datapackage")
    folder = packages[0].folder(tmp_path / "datapackage")
    link = tmp_path / "link"
    link.symlink_to(folder)
    (folder / "data" / "facts.csv").unlink()
    (folder / "data" / "facts.csv").symlink_to(packages[0].folder(root) / "data" / "facts.csv")
    with pytest.raises(DisclosureError, match="is missing"):
        mingzhang.open(folder).frame("facts")
    (folder / "data" / "facts.csv").unlink()
    with (folder / "data" / "facts.csv").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(DisclosureError, match="package-too-large"):
        mingzhang.open(folder).frame("facts")


def test_files_are_read_once_and_only_when_they_are_asked_for(
    packages: tuple[Package, ...], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, split = [], []

    def reading(path: Path) -> bytes:
        read.append(path.name)
        return path.read_bytes()

    def splitting(text: str) -> Iterator[tuple[int, list[str]]]:
        split.append(text)
        return split_csv(text)

    monkeypatch.setattr(files, "read_bytes", reading)
    monkeypatch.setattr(published, "split_csv", splitting)
    package = mingzhang.open(packages[0].folder(root))
    assert read == []
    for _ in range(2):
        package.frame("tables")
        assert len(package.records("tables")) == len(package.cells("tables")) > 0
    assert (sorted(read), len(split)) == (["datapackage.json", "tables.csv"], 1)


# --- addresses -------------------------------------------------------------------------------------


@pytest.fixture
def served(root: Path, packages: tuple[Package, ...]) -> Iterator[tuple[str, dict[str, bytes], dict[str, str]]]:
    """A portal's files at an address of this machine: its address, the files, and what is redirected where."""
    offered = {
        f"/data/{package.name}/{path}": data for package in packages for path, data in package.files.items()
    }  # fmt: skip
    moved: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path in moved:
                self.send_response(302)
                self.send_header("Location", moved[self.path])
                self.end_headers()
            elif self.path in offered:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(offered[self.path])
            else:
                self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Tests are quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", offered, moved
        server.shutdown()
        thread.join()


def catalog_of(packages: tuple[Package, ...], before: str = "") -> bytes:
    listed = []
    for package in packages:
        described = package_of(package.files).dataset
        address = f"{before}data/{package.name}/datapackage.json"
        files = [{"address": address, "holds": "descriptor"}]
        listed.append({"name": package.name, "hash": f"sha256:{described.hash}", "files": files})
    return json.dumps({"packages": listed}).encode()


Served = tuple[str, dict[str, bytes], dict[str, str]]


def test_a_package_is_read_from_its_address(served: Served, packages: tuple[Package, ...]) -> None:
    address, _, moved = served
    one = packages[0]
    moved["/old"] = f"/data/{one.name}/datapackage.json"
    for place in (f"data/{one.name}/datapackage.json", f"data/{one.name}/", f"data/{one.name}"):
        package = mingzhang.open(f"{address}/{place}")
        assert package.name == one.name
        assert package.frame("facts").equals(PublishedPackage(one.name, one.files).frame("facts"))
        assert dict(package.files) == {path: one.files[path] for path in package.files}
        assert "README.md" not in package.files, "no hash is stated of it"


def test_a_catalog_and_an_archive_are_read_from_their_addresses(
    served: Served, packages: tuple[Package, ...], root: Path, tmp_path: Path
) -> None:
    address, files, _ = served
    files["/catalog.json"] = catalog_of(packages)
    files["/data/mingzhang.zip"] = zipped(root, tmp_path / "all.zip").read_bytes()
    for place in ("catalog.json", "data/mingzhang.zip"):
        frame = mingzhang.load("tables", f"{address}/{place}")
        assert set(frame["package"]) == {package.name for package in packages}
    assert mingzhang.open(f"{address}/catalog.json", packages[1].name).name == packages[1].name


def test_what_an_address_gives_is_not_trusted(served: Served, packages: tuple[Package, ...]) -> None:
    address, files, moved = served
    one = packages[0]
    place = f"/data/{one.name}"
    files[f"{place}/data/facts.csv"] += b"\n"
    with pytest.raises(DisclosureError, match=r"package-unreachable.*is another than datapackage.json states"):
        mingzhang.open(f"{address}{place}/").frame("facts")
    for elsewhere in ("file:///etc/hostname", "ftp://127.0.0.1/x"):
        moved["/moved/datapackage.json"] = elsewhere
        with pytest.raises(DisclosureError, match=r"is not followed \(ftp\)|is not allowed"):
            mingzhang.open(f"{address}/moved/")
    files["/catalog.json"] = catalog_of(packages, "https://elsewhere.example/")
    with pytest.raises(DisclosureError, match="leads to another site"):
        mingzhang.load("facts", f"{address}/catalog.json")
    files["/catalog.json"] = catalog_of(packages).replace(packages[1].name.encode(), one.name.encode())
    with pytest.raises(DisclosureError, match="is another than the catalog states"):
        mingzhang.load("tables", f"{address}/catalog.json")
    for nonsense in (b"[]", b"{}", b'{"packages": [1]}', b"\xff", b"[" * 100_000):
        files["/catalog.json"] = nonsense
        with pytest.raises(DisclosureError, match="is no catalog"):
            mingzhang.load("tables", f"{address}/catalog.json")
    with pytest.raises(DisclosureError, match="cannot be fetched: Not Found"):
        mingzhang.open(f"{address}/nowhere/")


def test_a_descriptor_cannot_name_files_outside_its_package(served: Served, packages: tuple[Package, ...]) -> None:
    address, files, _ = served
    place = f"/data/{packages[0].name}"
    descriptor = json.loads(files[f"{place}/datapackage.json"])
    outside = ("../x.csv", "/data/x.csv", "http://elsewhere.example/x.csv", "data/../../x.csv", "data/a/b.csv")
    descriptor["resources"] = [
        {**resource, "path": outside[number % len(outside)]} for number, resource in enumerate(descriptor["resources"])
    ]
    files[f"{place}/datapackage.json"] = json.dumps(descriptor).encode()
    package = mingzhang.open(f"{address}{place}/")
    assert list(package.files) == ["datapackage.json"]
    with pytest.raises(DisclosureError, match="is missing"):
        package.frame("facts")


def test_a_file_without_an_end_is_refused(
    served: Served, packages: tuple[Package, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    from mingzhang import remote

    monkeypatch.setattr(remote, "MAX_BYTES", 1000)
    with pytest.raises(DisclosureError, match="is larger than 1000 bytes"):
        mingzhang.open(f"{served[0]}/data/{packages[0].name}/")


@pytest.mark.parametrize("address", ["https://", "http://[", "http://256.256.256.256/x/", "HTTP://127.0.0.1:1/"])
def test_a_bad_address_is_a_clear_error(address: str) -> None:
    with pytest.raises(DisclosureError, match=r"package-unreachable|package-not-found"):
        mingzhang.open(address)


# --- typing ----------------------------------------------------------------------------------------


def test_type_checkers_see_what_is_imported_later() -> None:
    """py.typed, and the same names under TYPE_CHECKING as `__getattr__` gives, from the same modules."""
    place = Path(mingzhang.__file__)
    assert place.with_name("py.typed").is_file()
    for_types = next(node for node in ast.parse(place.read_text(encoding="utf-8")).body if isinstance(node, ast.If))
    imported = {
        alias.name: node.module for node in for_types.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert imported == {
        name: getattr(mingzhang, name).__module__ for name in mingzhang.__all__ if name != "__version__"
    }
