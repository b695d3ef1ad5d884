"""Problems and answers as JSON files, gzipped or not; whatever is wrong with a file is said, never suffered."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import zlib
from pathlib import Path
from typing import Any, NoReturn

from teaming.errors import UnreadableFile
from teaming.formation import as_teams
from teaming.problem import Problem
from teaming.scoring import Teams

MOST_BYTES = 512 * 1024 * 1024
"""A file may unpack to this many bytes; the whole of Saxony needs a fifth of it."""


def read_problem(path: str | os.PathLike[str], *, most_bytes: int = MOST_BYTES) -> Problem:
    """Read a problem in the form ``team-instance/1``, or a file that also holds a best answer to one.

    Raises UnreadableFile, or InvalidProblem naming the row and the number.
    """
    document = read_json(path, most_bytes=most_bytes)
    if isinstance(document, dict) and "format" not in document and "instance" in document:
        document = document["instance"]
    return Problem.from_dict(document)


def read_answer(
    path: str | os.PathLike[str], problem: Problem, *, most_bytes: int = MOST_BYTES
) -> Teams:
    """Read ``{"teams": [[company, [creative, ...]], ...]}``; raises UnreadableFile or InvalidAnswer."""
    document = read_json(path, most_bytes=most_bytes)
    if not isinstance(document, dict) or not isinstance(document.get("teams"), list):
        raise UnreadableFile(os.fspath(path), "the file holds no list of teams")
    return as_teams(problem, document["teams"])


def write_answer(path: str | os.PathLike[str], teams: Teams) -> None:
    """Write an answer, gzipped if ``path`` ends in ``.gz``; an old file is replaced whole or not at all."""
    write_json(path, {"teams": [[company, list(members)] for company, members in teams]})


def read_json(path: str | os.PathLike[str], *, most_bytes: int = MOST_BYTES) -> Any:
    """Read a JSON file of at most ``most_bytes`` unpacked bytes; raises UnreadableFile."""
    name = os.fspath(path)
    try:
        with Path(name).open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            with gzip.GzipFile(fileobj=file) if packed else file as source:
                text = source.read(most_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(name, f"cannot be read: {error}") from error
    if len(text) > most_bytes:
        raise UnreadableFile(name, f"holds more than {most_bytes} bytes")
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(name, f"is not JSON: {error!s:.200}") from error


def refuse_unwritable(path: str | os.PathLike[str]) -> None:
    """Raise UnreadableFile if nothing can be written to ``path``: better before a long search than after it."""
    target = Path(path)
    if target.is_dir() or not os.access(target.parent, os.W_OK | os.X_OK):
        raise UnreadableFile(os.fspath(path), "cannot be written there")


def write_json(path: str | os.PathLike[str], document: Any) -> None:
    """Write a JSON file in one step: what was there stays until the new file is complete."""
    target = Path(path)
    text = json.dumps(document, separators=(",", ":")).encode()
    if target.name.endswith(".gz"):
        text = gzip.compress(text, mtime=0)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
        with os.fdopen(handle, "wb") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        raise UnreadableFile(os.fspath(path), f"cannot be written: {error}") from error


def _refuse(word: str) -> NoReturn:
    message = f"{word} is no number"
    raise ValueError(message)
