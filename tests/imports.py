"""Which file of the package imports what: read from the syntax, so that lazy imports and those for types count too."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1] / "scripts"
PACKAGE = "mingzhang"


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module; `lazy` where it stands in a function or serves types only: loading does not need it."""

    module: str
    line: int
    lazy: bool

    @property
    def foreign(self) -> bool:
        """Whether it is neither ours nor the standard library's."""
        return self.module.split(".")[0] not in {PACKAGE, *sys.stdlib_module_names}


@cache
def imports() -> Mapping[str, tuple[Import, ...]]:
    """The imports of every module of the package, by its dotted name."""
    files = {_name(path): path for path in sorted((ROOT / PACKAGE).rglob("*.py"))}
    return {
        name: tuple(_imports(ast.parse(path.read_text(encoding="utf-8")), frozenset(files)))
        for name, path in files.items()
    }


def room_of(module: str) -> str:
    """The room a module stands in; empty for the package itself and the doors beside its rooms (`__main__`)."""
    room = next(iter(module.split(".")[1:]), "")
    return room if (ROOT / PACKAGE / room).is_dir() else ""


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Modules that reach themselves, grouped (the strongly connected parts of more than one module)."""
    reached = {start: _reachable(graph, start) for start in graph}
    found = {
        tuple(sorted(other for other in reached[start] if start in reached[other]))
        for start in graph
        if start in reached[start]
    }
    return [list(circle) for circle in sorted(found)]


def _reachable(graph: Mapping[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting.extend(graph[module])
    return seen


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(node: ast.AST, ours: frozenset[str], *, lazy: bool = False) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, child.lineno, lazy) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert not child.level, f"line {child.lineno}: imports are written in full"
            for alias in child.names:
                inner = f"{child.module}.{alias.name}"
                yield Import(inner if inner in ours else str(child.module), child.lineno, lazy)
        yield from _imports(child, ours, lazy=lazy or _is_lazy(child))


def _is_lazy(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return ast.unparse(node.test) == "TYPE_CHECKING"
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
