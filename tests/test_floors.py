"""The rooms of the package import one way, from the top floor to the ground, and the core needs nothing but Python."""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from mingzhang.convert.pipeline import convert_source
from mingzhang.packages.build import build_package
from mingzhang.readers import read_file

from tests.generator import generate
from tests.imports import PACKAGE, ROOT, circles, imports, room_of

FLOORS = (
    ("cli",),
    ("hub", "review", "releases"),
    ("runs",),
    ("site", "feeds", "formats", "lake"),
    ("validate", "versions", "checking"),
    ("packages",),
    ("convert",),
    ("checks",),
    ("narrative", "forms", "extract"),
    ("recognise",),
    ("layouts",),
    ("schemas", "tables", "concepts", "vocabulary", "codes"),
    ("readers",),
    ("ground",),
)
"""From the top: a room imports rooms of the floors below it."""

BESIDE: Mapping[tuple[str, str], str] = {
    ("site", "feeds"): "pages carry the citation and the addresses of the feeds",
    ("site", "formats"): "pages offer the downloads that formats write",
    ("versions", "validate"): "a version that is too small is a violation like any other",
    ("schemas", "vocabulary"): "keys of sections are values a column may have",
    ("schemas", "tables"): "the schemas of the standard tables are made from the contract",
    ("schemas", "codes"): "code lists are published among the schemas",
}
"""Rooms of one floor of which the first imports the second, and why."""

CLIMBING: Mapping[tuple[str, str], str] = {}
"""What is still to be mended: a lower room that imports a higher one. Nothing is added here."""

CIRCLES: Mapping[tuple[str, ...], str] = {}
"""Files that import each other, still to be mended. Nothing is added here."""

CORE = frozenset(room for floor in FLOORS[FLOORS.index(("packages",)) :] for room in floor)
PARSERS = frozenset({"readers", "packages"})
"""Rooms that may import a foreign module inside a function: the parser of a format, the data frames of a client."""

OUTSIDE = frozenset(
    {"asyncio", "concurrent", "http", "multiprocessing", "select", "signal", "socket", "socketserver", "ssl"}
    | {"subprocess", "threading", "time", "_thread"}
)
"""Modules of processes, threads, network and clock."""
_CLOCKS = frozenset({"now", "today", "utcnow"})
_DATES = frozenset({"date", "datetime", "datetime.date", "datetime.datetime"})


def _floor(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


def _between_rooms() -> dict[tuple[str, str], list[str]]:
    """Every pair of rooms of which the first imports the second, with the places."""
    found: dict[tuple[str, str], list[str]] = {}
    for module, imported in imports().items():
        for one in imported:
            pair = room_of(module), room_of(one.module)
            if one.module.split(".")[0] == PACKAGE and all(pair) and pair[0] != pair[1]:
                found.setdefault(pair, []).append(f"{module}:{one.line} imports {one.module}")
    return found


def test_every_room_stands_on_a_floor() -> None:
    rooms = {path.name for path in (ROOT / PACKAGE).iterdir() if (path / "__init__.py").is_file()}
    assert rooms <= {room for floor in FLOORS for room in floor}
    assert len(rooms) == len({room for floor in FLOORS for room in floor} & rooms)


def test_rooms_import_downwards_only() -> None:
    wrong = {
        pair: places
        for pair, places in _between_rooms().items()
        if _floor(pair[0]) >= _floor(pair[1]) and pair not in BESIDE and pair not in CLIMBING
    }
    assert wrong == {}


def test_what_is_allowed_besides_is_needed_and_goes_one_way() -> None:
    pairs = _between_rooms()
    assert [pair for pair in (*BESIDE, *CLIMBING) if pair not in pairs] == []
    assert all(_floor(one) == _floor(other) for one, other in BESIDE)
    assert all(_floor(one) > _floor(other) for one, other in CLIMBING)
    beside: dict[str, set[str]] = {room: set() for floor in FLOORS for room in floor}
    for one, other in BESIDE:
        beside[one].add(other)
    assert circles(beside) == []


def test_no_file_imports_itself_by_way_of_others() -> None:
    modules = imports()
    graph = {name: {one.module for one in found} & modules.keys() - {name} for name, found in modules.items()}
    assert {tuple(circle) for circle in circles(graph)} == set(CIRCLES)


def test_a_circle_would_be_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set()}) == [["a", "b", "c"]]


def test_the_core_imports_the_standard_library_only() -> None:
    wrong = [
        f"{module}:{one.line} imports {one.module}"
        for module, imported in imports().items()
        if room_of(module) in CORE
        for one in imported
        if one.foreign and not (one.lazy and room_of(module) in PARSERS)
    ]
    assert wrong == []


def test_the_core_has_no_processes_threads_network_or_clock() -> None:
    wrong = [
        f"{module}:{one.line} imports {one.module}"
        for module, imported in imports().items()
        if room_of(module) in CORE
        for one in imported
        if one.module.split(".")[0] in OUTSIDE or one.module == "urllib.request"
    ]
    clocks = [
        f"{path.relative_to(ROOT)}:{node.lineno} asks for the time"
        for room in sorted(CORE)
        for path in sorted((ROOT / PACKAGE / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in _CLOCKS and ast.unparse(node.value) in _DATES
    ]
    assert wrong + clocks == []


BARE = """
import hashlib, json, sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "_thread.", "time.")

def refuse(event, arguments):
    if event.startswith(FORBIDDEN):
        raise RuntimeError(f"the core may not do {event}")

sys.addaudithook(refuse)
from mingzhang.convert.pipeline import convert_source
from mingzhang.packages.build import build_package
from mingzhang.readers import read_file

found = {}
for name in sys.argv[2:]:
    package = build_package(convert_source(read_file(Path(name))))
    found[package.name] = {path: hashlib.sha256(data).hexdigest() for path, data in package.files.items()}
loaded = {name.split(".")[0] for name in sys.modules}
foreign = sorted(loaded - {*sys.stdlib_module_names, "mingzhang", "__main__"})
print(json.dumps({"packages": found, "foreign": foreign}))
"""


def test_the_core_converts_in_a_bare_python_to_the_same_bytes(tmp_path: Path) -> None:
    files = []
    for seed in range(3):
        files.append(tmp_path / f"{seed}.txt")
        files[-1].write_bytes(generate(seed).encode())
    expected = {}
    for path in files:
        package = build_package(convert_source(read_file(path)))
        expected[package.name] = {name: hashlib.sha256(data).hexdigest() for name, data in package.files.items()}
    command = [sys.executable, "-I", "-S", "-c", BARE, str(ROOT), *map(str, files)]
    done = subprocess.run(command, capture_output=True, check=False, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"packages": expected, "foreign": []}
