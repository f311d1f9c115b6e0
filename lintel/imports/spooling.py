"""Keeps judged rows on disk until they are written, so that an import needs no more memory than a preview."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from lintel.imports.bulk import Judged, schema_of
from lintel.imports.contract import Mapped, is_bulk
from lintel.imports.judging import Verdict
from lintel.imports.plans import Plan


class Rows:
    """Good rows one after the other, for importers that write things."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def keep(self, chunk: Any) -> None:
        """Add the good ones of judged rows."""
        good = [(verdict.row.number, dict(verdict.values)) for verdict in _verdicts(chunk)]
        if good:
            pickle.dump(good, self.file, protocol=pickle.HIGHEST_PROTOCOL)

    def close(self) -> None:
        """Nothing more comes; what is there can be read."""
        self.file.seek(0)

    def rows(self) -> Iterator[list[Mapped]]:
        """The rows as their importer sees them."""
        while True:
            try:
                rows = pickle.load(self.file)  # noqa: S301  # our own unnamed temporary file
            except EOFError:
                return
            yield [Mapped(number, values) for number, values in rows]


class Tables:
    """Good rows as one Parquet file, for importers of tables."""

    def __init__(self, path: Path, plan: Plan) -> None:
        import pyarrow.parquet as pq

        self.path = path
        self.writer = pq.ParquetWriter(path, schema_of(plan.importer.fields), compression="zstd")

    def keep(self, chunk: Any) -> None:
        """Add the good ones of judged rows."""
        if isinstance(chunk, Judged) and chunk.good.num_rows:
            self.writer.write_table(chunk.good)

    def close(self) -> None:
        """Nothing more comes; what is there can be read."""
        self.writer.close()


Spool = Rows | Tables


@contextmanager
def spool(plan: Plan) -> Iterator[Spool]:
    """A place for the good rows of a file, gone afterwards."""
    if is_bulk(plan.importer):
        with tempfile.TemporaryDirectory() as folder:
            yield Tables(Path(folder) / "good.parquet", plan)
        return
    with tempfile.TemporaryFile() as file:
        yield Rows(file)


def _verdicts(chunk: Sequence[Verdict]) -> Iterator[Verdict]:
    return (verdict for verdict in chunk if not verdict.faults)
