"""Every bound on what a file may ask of the reader, in one place.

The constants are the defaults of `Limits`; a test or a small installation passes its own.
"""

from dataclasses import dataclass

MAX_LINE_CHARS = 1_000_000  # one physical line of text
MAX_RECORD_CHARS = 4_000_000  # one record, however many lines its quoted cells span
MAX_CELL_CHARS = 100_000
MAX_COLUMNS = 5_000
SAMPLE_BYTES = 1_000_000  # what is looked at to recognise encoding, delimiter and forms
SAMPLE_ROWS = 1_000

MAX_UNPACKED_BYTES = 500_000_000  # an XLSX file with all its parts unpacked
MAX_UNPACK_RATIO = 200  # per part, once the part is larger than RATIO_FLOOR_BYTES
RATIO_FLOOR_BYTES = 1_000_000  # small empty sheets compress better than any bomb and harm nobody
MAX_PARTS = 2_000
MAX_SHEET_ROWS = 1_048_576  # Excel's own limit
MAX_SHEET_CELLS = 5_000_000  # rows × columns of the used area, which the value reader allocates at once
MAX_SHARED_STRINGS = 2_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds in force for one file; sizes in characters, bytes or pieces as named."""

    line_chars: int = MAX_LINE_CHARS
    record_chars: int = MAX_RECORD_CHARS
    cell_chars: int = MAX_CELL_CHARS
    columns: int = MAX_COLUMNS
    sample_bytes: int = SAMPLE_BYTES
    sample_rows: int = SAMPLE_ROWS
    unpacked_bytes: int = MAX_UNPACKED_BYTES
    unpack_ratio: int = MAX_UNPACK_RATIO
    ratio_floor_bytes: int = RATIO_FLOOR_BYTES
    parts: int = MAX_PARTS
    sheet_rows: int = MAX_SHEET_ROWS
    sheet_cells: int = MAX_SHEET_CELLS
    shared_strings: int = MAX_SHARED_STRINGS


LIMITS = Limits()
