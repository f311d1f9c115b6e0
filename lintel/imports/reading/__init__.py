"""Turns a file that a person brings into rows, or says plainly why it cannot. Knows nothing of Django.

Files (CSV in any dialect, XLSX, JSON lines, a JSON list of objects)::

    sniff(path, filename, options=None, *, limits=LIMITS) -> Detected
    rows(path, detected, options=None, *, limits=LIMITS) -> Iterator[Row]
    Both raise ReadingError(title, way_out); bad rows are yielded too, with their Row.problem.

    ENCODINGS: the names that Options.encoding may have
    Options(encoding, delimiter, quote, sheet, header_row, date_order, decimal)
            None = detect; header_row 0 = no header
    Detected.kind, .filename, .options, .encoding, .delimiter, .quote,
            .sheet, .sheets (Sheet: name, hidden), .header_row, .columns (Column: name, positions, repeated),
            .headers (names of the columns), .row_count (None = not counted),
            .date_order and .decimal (Guess: value, evidence, ambiguous), .notes, .samples (header → values),
            .unsure: names of options that a person must decide, such as "encoding" or "date_order"
    Row.number, .cells (header → text, or list of texts if repeated), .problem ("" or a clause), .missing
    texts(cell) -> list[str]                             the non-blank texts of a cell

Values (each raises ValueProblem, whose text is a sentence that names the value)::

    parse_date(text, *, order="", tz=None) -> date
    parse_datetime(text, *, tz, order="") -> datetime    always aware
    parse_decimal(text, *, mark="", percent=False) -> Decimal
    parse_int(text, *, mark="") -> int
    parse_bool(text) -> bool
    parse_email(text) -> str
    parse_choice(text, mapping) -> value of the mapping

`order` is "dmy", "mdy" or "ymd", `mark` is "." or ","; pass `detected.date_order.value` and
`detected.decimal.value`. With "" a value that can be read in two ways is refused, never guessed.

Headers::

    normal(header) -> str                                the form in which headers are compared
    match_headers(headers, fields, samples=None) -> dict[field name, Suggestion(column, score, why)]
    recognise(headers, signatures) -> list[Recognition(name, score, missing)]
    Field(name, aliases=(), contents="")                 contents: email, date, number, bool
    Signature(name, required, typical=())

Jira::

    jira_headers() -> dict[normal header, canonical English header]
    jira_name(header) -> str
    parse_jira_comment(text, *, tz, order="") -> JiraComment(at, author, text)
"""

from .dates import parse_date, parse_datetime
from .encodings import ENCODINGS
from .files import rows, sniff
from .jira import JiraComment, jira_headers, jira_name, parse_jira_comment
from .limits import LIMITS, Limits
from .matching import (
    Contents,
    Field,
    Recognition,
    Signature,
    Suggestion,
    match_headers,
    normal,
    recognise,
)
from .model import (
    Cell,
    Column,
    DateOrder,
    Detected,
    Guess,
    Kind,
    Mark,
    Options,
    Row,
    Sheet,
    texts,
)
from .problems import ReadingError, ValueProblem
from .values import parse_bool, parse_choice, parse_decimal, parse_email, parse_int

__all__ = [
    "ENCODINGS",
    "LIMITS",
    "Cell",
    "Column",
    "Contents",
    "DateOrder",
    "Detected",
    "Field",
    "Guess",
    "JiraComment",
    "Kind",
    "Limits",
    "Mark",
    "Options",
    "ReadingError",
    "Recognition",
    "Row",
    "Sheet",
    "Signature",
    "Suggestion",
    "ValueProblem",
    "jira_headers",
    "jira_name",
    "match_headers",
    "normal",
    "parse_bool",
    "parse_choice",
    "parse_date",
    "parse_datetime",
    "parse_decimal",
    "parse_email",
    "parse_int",
    "parse_jira_comment",
    "recognise",
    "rows",
    "sniff",
    "texts",
]
