"""Several files of one disclosure as one text, and the way back (DESIGN, "The canonical source")."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mingzhang.ground.source import NEXT_FILE


def join_files(texts: Sequence[str], names: Sequence[str]) -> str:
    """The texts after one another, each but the first behind a line with its file's name.

    Every text ends with LF; `names` are those of all files.
    """
    first, *others = texts
    return first + "".join(f"{NEXT_FILE}{name}\n{text}" for text, name in zip(others, names[1:], strict=True))


def split_files(text: str) -> tuple[list[str], list[str]]:
    """The text of each file, and the names of the second and every later one."""
    first, *others = f"\n{text}".split(f"\n{NEXT_FILE}")
    texts, names = [first[1:]], []
    for other in others:
        name, _, rest = other.partition("\n")
        names.append(name)
        texts.append(rest)
    return [part if part.endswith("\n") else f"{part}\n" for part in texts[:-1]] + texts[-1:], names


def each_file(change: Callable[[str], str], text: str) -> str:
    """The joined text with every file's own text changed; nothing is carried over from one file to the next."""
    texts, names = split_files(text)
    return join_files([change(part) for part in texts], ["", *names])
