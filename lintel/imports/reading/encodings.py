"""Finds the encoding of a text file by reading all of it once, in bounded memory."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from charset_normalizer import from_bytes

from .limits import LIMITS, Limits
from .problems import ReadingError, shown

CHUNK = 1 << 20
BOMS: tuple[tuple[bytes, str, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# What a form offers to choose from; other codecs of Python are not encodings of files that people have.
ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp437", "cp850"),
    *("iso8859-1", "iso8859-2", "iso8859-15", "mac-roman", "koi8-r"),
    *("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr"),
)
_CANDIDATES = [name for name in ENCODINGS if not name.startswith(("utf", "iso"))]
# Letters and marks that Western European texts use; anything else in a Windows-1252 reading is suspicious.
WESTERN = set("äöüÄÖÜßéèêëÉÈÊËàâáãåæÀÂÁÃÅÆçÇñÑóòôõøÓÒÔÕØúùûÚÙÛíìîïÍÌÎÏœŒÿýÝ€–—‘’‚“”„…•°§©®™£¥«»¿¡·´ºª²½×\xa0")
UNDECODABLE = "\udcff"  # stands for bytes that could not be read; no encoding produces it


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return UNDECODABLE, error.end


_KNOWN = frozenset(codecs.lookup(name).name for name in ENCODINGS)

codecs.register_error("lintel.mark", _mark)


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding, what to tell people about it, and whether it was guessed from few signs."""

    name: str
    note: str
    unsure: bool = False


def open_text(path: Path, encoding: str) -> TextIO:
    """Opens the file as text with its line ends untouched; unreadable bytes become `UNDECODABLE`."""
    return path.open("r", encoding=encoding, errors="lintel.mark", newline="")


def check_encoding(path: Path, encoding: str) -> None:
    """Refuses a chosen encoding that is none of `ENCODINGS` or cannot be that of the file."""
    try:
        known = codecs.lookup(encoding).name in _KNOWN
    except LookupError:
        known = False
    if not known:
        raise ReadingError(
            f"There is no encoding called {shown(encoding)}.",
            "Choose one of the list, for instance utf-8, utf-16 or cp1252.",
        )
    try:
        with open_text(path, encoding) as text:
            text.read(1)
    except UnicodeError:
        raise ReadingError(
            f"The file is not {encoding}: it lacks the mark that such files begin with.",
            "Choose another encoding, for instance utf-8, or utf-16-le if you know that it is UTF-16.",
        ) from None


def detect_encoding(path: Path, *, limits: Limits = LIMITS) -> Encoding:
    """Reads the file once and names its encoding.

    A byte order mark decides; then the pattern of zero bytes (UTF-16 without a mark); then whether all of
    it is valid UTF-8; then what the non-ASCII bytes look like. Errors: `ReadingError` if it is not text at
    all.
    """
    with path.open("rb") as file:
        head = file.read(64_000)
    for bom, name, label in BOMS:
        if head.startswith(bom):
            return Encoding(name, f"The encoding is {label}, said by the mark at its beginning.")
    if wide := _utf16_without_mark(head):
        return Encoding(wide, "The encoding is UTF-16 without a mark, recognised by its zero bytes.")
    if _is_binary(head):
        raise ReadingError(
            "This is not a text file: it is full of control characters.",
            "Export the table as CSV (UTF-8) or as an Excel workbook (.xlsx).",
        )
    if _is_utf8(path):
        return Encoding("utf-8", "The encoding is UTF-8; all of the file was checked.")
    lines = _lines_beyond_ascii(path, limits.sample_bytes // 16)
    if sum(map(_decodes, lines)) >= 0.8 * len(lines):
        note = "The encoding is UTF-8, but some bytes are not; rows that hold them are marked."
        return Encoding("utf-8", note, unsure=True)
    return _single_byte(b"\n".join(lines))


def _utf16_without_mark(head: bytes) -> str:
    even, odd = head[0:2000:2], head[1:2000:2]
    if len(odd) < 2 or not (even and odd):
        return ""
    even_share, odd_share = even.count(0) / len(even), odd.count(0) / len(odd)
    if odd_share > 0.4 and even_share < 0.05:
        return "utf-16-le"
    if even_share > 0.4 and odd_share < 0.05:
        return "utf-16-be"
    return ""


def _is_binary(head: bytes) -> bool:
    # A few stray control characters are damage to a row; many of them are no text at all.
    controls = len(head.translate(None, bytes(range(32, 256)) + b"\t\n\r\f\x0b\x1a\x1c\x1d\x1e\x1f"))
    return controls > 20 and controls / len(head) > 0.03


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _decodes(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _lines_beyond_ascii(path: Path, enough: int) -> list[bytes]:
    """Lines with non-ASCII bytes from the whole file, shortened, about `enough` bytes of them."""
    found: list[bytes] = []
    size = 0
    for chunk in _chunks(path):
        for match in re.finditer(rb"[^\r\n]*[\x80-\xff][^\r\n]*", chunk):
            found.append(match[0][:2000])
            size += len(found[-1])
            if size >= enough:
                return found
    return found


def _single_byte(data: bytes) -> Encoding:
    if _reads_western(data):
        name, label = "cp1252", "Windows-1252 (Western European)"
    else:
        best = from_bytes(data, cp_isolation=_CANDIDATES, steps=3).best()
        name = best.encoding if best else "cp1252"
        label = name.replace("cp12", "Windows-12").replace("_", " ")
    words = re.findall(r"\w*[^\W\x00-\x7f]\w*", data.decode(name, errors="replace"))[:3]
    seen = f", which reads for instance {', '.join(shown(word) for word in words)}" if words else ""
    return Encoding(name, f"The encoding is not UTF-8; it was guessed as {label}{seen}.", unsure=True)


def _reads_western(data: bytes) -> bool:
    """True if a Windows-1252 reading has only Western letters, and few beside plain ones.

    Statistics need long texts to tell Windows-1252 from its neighbours; exports have a few names with
    umlauts.
    """
    text = data.decode("cp1252", errors="replace")
    accented = [char for char in text if ord(char) > 127]
    plain = sum(char.isalpha() and ord(char) < 128 for char in text)
    return all(char in WESTERN for char in accented) and len(accented) <= max(plain, 1) * 0.6
