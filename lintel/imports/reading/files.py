"""The two doors to a file: `sniff` says what it is, `rows` reads it."""

from collections.abc import Iterator
from pathlib import Path

from .delimited import chosen_encoding, delimited_rows, sniff_delimited
from .jsons import json_kind, json_rows, sniff_json
from .kinds import identify
from .limits import LIMITS, Limits
from .model import Detected, Options, Row
from .parquet import parquet_rows, sniff_parquet
from .sampling import text_sample
from .workbook import sniff_workbook, workbook_rows


def sniff(path: Path, filename: str, options: Options | None = None, *, limits: Limits = LIMITS) -> Detected:
    """Says what a file is and how it will be read, with the reasons in `notes` and the open questions in
    `unsure`.

    `filename` is the name that the person gave it; contents decide, not the name. `options` override
    detection. Errors: `ReadingError` with what the file is and what to do, if it cannot be read as a table.
    """
    options = options or Options()
    what = identify(path)
    if what == "xlsx":
        return sniff_workbook(path, filename, options, limits=limits)
    if what == "parquet":
        return sniff_parquet(path, filename, options, limits=limits)
    sample = text_sample(path, chosen_encoding(path, options, limits=limits).name)
    kind = json_kind(sample)
    if kind is not None:
        return sniff_json(path, filename, options, kind, limits=limits)
    return sniff_delimited(path, filename, options, limits=limits)


def rows(
    path: Path, detected: Detected, options: Options | None = None, *, limits: Limits = LIMITS
) -> Iterator[Row]:
    """Yields the rows of data one at a time; bad ones too, each with its `problem`.

    `options` are those that a person chose after seeing `detected`; if they differ from the ones that it
    was made with, the file is looked at again first. Text is read in bounded memory, a workbook within the
    limits.
    """
    if options is not None and options != detected.options:
        detected = sniff(path, detected.filename, options, limits=limits)
    if detected.kind == "xlsx":
        return workbook_rows(path, detected, limits=limits)
    if detected.kind == "parquet":
        return parquet_rows(path, detected, limits=limits)
    if detected.kind == "csv":
        return delimited_rows(path, detected, limits=limits)
    return json_rows(path, detected, limits=limits)
