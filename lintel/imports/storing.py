"""Keeps the file that a person brings: under a random name, for the server only, hashed, looked at once."""

import hashlib
import os
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from lintel.imports.plans import sniffed
from lintel.imports.reading.model import Detected, Options
from lintel.ui.problems import Problem

FOLDER = "imports"
LARGEST_UPLOAD = 50 * 2**20  # by page and API
LARGEST_FILE = 2 * 2**30  # by command line
CHUNK = 2**20


@dataclass(frozen=True)
class Stored:
    """A file in our keeping, and what it was found to be."""

    stored: str
    file_name: str
    size: int
    sha256: str
    detected: Detected

    def forget(self) -> None:
        """Delete the file."""
        delete(self.stored)


def keep(chunks: Iterable[bytes], file_name: str, *, largest: int = LARGEST_UPLOAD) -> Stored:
    """Store a file and look at it. Errors: `Problem` if it is too large or no table; then nothing stays."""
    folder = Path(settings.MEDIA_ROOT) / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stored = f"{FOLDER}/{secrets.token_hex(16)}"
    path = Path(settings.MEDIA_ROOT) / stored
    name = clean_name(file_name)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > largest:
                    raise too_large(largest)
                digest.update(chunk)
                file.write(chunk)
        detected = sniffed(path, name, Options())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Stored(stored, name, size, digest.hexdigest(), detected)


def keep_path(source: Path) -> Stored:
    """Store a copy of a file of this machine; for the command line and the demo."""
    try:
        return keep(_chunks(source), source.name, largest=LARGEST_FILE)
    except OSError as error:
        raise Problem(
            f"The file {source} cannot be read ({error.strerror}).", way_out="Check its path and rights."
        ) from error


def delete(stored: str) -> None:
    """Delete a stored file; one that is gone already is no error."""
    if stored:
        (Path(settings.MEDIA_ROOT) / stored).unlink(missing_ok=True)


def too_large(largest: int) -> Problem:
    """What to say about a file over the bound."""
    way_out = "Split it, or ask an administrator to bring it with the command “lintel imports run”."
    return Problem(f"The file is larger than {largest // 2**20} MB.", way_out=way_out, field="file")


def clean_name(name: str) -> str:
    """The last part of a file's name, without control characters, at most 200 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(char for char in last if unicodedata.category(char)[0] != "C").strip()
    return kept[:200] or "file"


def _chunks(source: Path) -> Iterator[bytes]:
    with source.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
