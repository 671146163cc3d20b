"""Reads files that are given together: pictures numbered as the pages of one form are read as that form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from redovisa.form.redovisning import Redovisning
from redovisa.reading.bounds import MAX_BYTES
from redovisa.reading.pages import NotOneForm, Run, runs
from redovisa.reading.read import Reader


def read_files(reader: Reader, paths: Sequence[Path]) -> Iterator[Redovisning]:
    """All documents of the files, in their order; a form in several files comes where the first of them does."""
    run_of = {index: run for run in runs([path.as_posix() for path in paths]) for index in run.files}
    read: set[int] = set()
    for index, path in enumerate(paths):
        if index in read:
            continue
        run = run_of.get(index)
        if run is None:
            yield from reader.read_file(path)
        else:
            read.update(run.files)
            yield from _run(reader, run, [paths[at] for at in run.files])


def _run(reader: Reader, run: Run, paths: Sequence[Path]) -> Iterator[Redovisning]:
    apart = run.why_not
    if not apart:
        try:
            yield reader.read_pages([path.name for path in paths], [_whole(path) for path in paths])
        except NotOneForm as why:
            apart = str(why)
        else:
            return
    for path in paths:
        yield from reader.read_file(path, apart)


def _whole(path: Path) -> bytes:
    """The file's bytes; raises NotOneForm when it cannot be opened, which is told when it is read by itself."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NotOneForm
        return path.read_bytes()
    except OSError as error:
        raise NotOneForm from error
