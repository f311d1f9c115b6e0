"""Where the files lie: a folder, or a bucket that fsspec knows (`s3://…`, `memory://…`)."""

import json
import os
from typing import Any

from django.conf import settings

from lintel.ui.problems import Problem


class Place:
    """The warehouse's root, local or remote, behind one small set of calls."""

    def __init__(self, root: str) -> None:
        import fsspec

        try:
            self.files, self.root = fsspec.core.url_to_fs(root)
        except ImportError as error:
            raise Problem(
                f"The warehouse is set to {root}, but the library for it is not installed ({error}).",
                way_out="Install the extra `lintel[s3]`, or set LINTEL_WAREHOUSE to a folder.",
            ) from error
        self.protocol = "" if "file" in _protocols(self.files) else f"{root.partition('://')[0]}://"
        self.is_local = not self.protocol

    def address(self, path: str) -> str:
        """A file's address as DuckDB and Spark read it."""
        return f"{self.protocol}{self.root}/{path}"

    def open_to_write(self, path: str) -> Any:
        """A new file, as a binary stream; folders are made as needed."""
        full = f"{self.root}/{path}"
        self.files.makedirs(full.rpartition("/")[0], exist_ok=True)
        return self.files.open(full, "wb")

    def put_json(self, path: str, value: object) -> None:
        """Write a small file so that a reader sees the old one or the new one, never half of it."""
        full = f"{self.root}/{path}"
        self.files.makedirs(full.rpartition("/")[0], exist_ok=True)
        text = json.dumps(value, ensure_ascii=False, indent=1).encode()
        if not self.is_local:
            self.files.pipe_file(full, text)  # one put of an object store is atomic
            return
        draft = f"{full}.{os.getpid()}.new"
        with open(draft, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, full)

    def remove(self, *paths: str) -> None:
        """Remove files; what is gone already is fine."""
        for path in paths:
            full = f"{self.root}/{path}"
            if self.files.exists(full):
                self.files.rm_file(full)

    def clear(self) -> None:
        """Remove all that was ever written here: data and the notes beside it."""
        if self.files.exists(self.root):
            for full in self.files.find(self.root):
                if full.endswith((".parquet", ".json")):
                    self.files.rm_file(full)

    def listed(self) -> dict[str, float]:
        """Every data file below the root with the time it was made, in seconds since 1970."""
        found: dict[str, float] = {}
        if not self.files.exists(self.root):
            return found
        for full, facts in self.files.find(self.root, detail=True).items():
            if full.endswith(".parquet"):
                found[full.removeprefix(self.root).lstrip("/")] = _made(facts)
        return found


def _protocols(files: Any) -> tuple[str, ...]:
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)


def _made(facts: dict[str, Any]) -> float:
    for name in ("mtime", "created", "LastModified", "last_modified"):
        if name in facts:
            moment = facts[name]
            return float(moment.timestamp() if hasattr(moment, "timestamp") else moment)
    return 0.0


def place() -> Place:
    """The warehouse of this installation (`LINTEL_WAREHOUSE`)."""
    return Place(settings.WAREHOUSE)
