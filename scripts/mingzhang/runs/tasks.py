"""What a command is asked to do with one disclosure; importing it loads no stage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mingzhang.ground.overrides import Overrides
from mingzhang.ground.provenance import NOT_SAID, Provenance
from mingzhang.ground.source import Source
from mingzhang.runs.provenance import provenance_of
from mingzhang.runs.together import files_together

MOST_KEPT = 256 * 1024
"""Characters of a document that its task keeps."""


@dataclass(frozen=True)
class ConvertTask:
    """A disclosure to convert: one file, or all of `together` (files, folders of files); outcomes call it by `path`.

    A task that `keeps` remembers what `read_first` read until it is converted; for few documents in one process.
    """

    path: Path
    root: Path
    overrides: Overrides
    together: tuple[Path, ...] = ()
    given: Provenance = NOT_SAID
    keeps: bool = False

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """The files of the disclosure in their order."""
        return files_together(self.together) if self.together else (self.path,)

    @cached_property
    def said(self) -> tuple[Provenance, ...]:
        """What is known of where each of its files was found, as `runs.provenance` reads it."""
        return tuple(provenance_of(path, self.given) for path in self.files)

    def read(self) -> Source:
        """The disclosure as its readers give it, with what is known of where its files were found."""
        kept: Source | None = self.__dict__.pop("_source", None)
        return self._read() if kept is None else kept

    def read_first(self) -> Source:
        """The same, for who asks what a document is before this very task converts it: it is not read twice then."""
        source = self._read()
        if self.keeps and len(source.text) <= MOST_KEPT:
            self.__dict__["_source"] = source
        return source

    def _read(self) -> Source:
        from mingzhang.readers import read_files
        from mingzhang.runs.guard import run_guarded

        return read_files(self.files, run_guarded, self.said)
