"""Office files that are the same, byte for byte, for the same report: no moment of making is left in them."""

import datetime as dt
import io
import re
import zipfile

_MOMENTS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")
_CORE = "docProps/core.xml"
_LEFT_OUT = "docProps/thumbnail.jpeg"  # of the empty template, not of this report


def settled(content: bytes, day: dt.date) -> bytes:
    """The same file as if it had been made at the beginning of this day."""
    moment = dt.datetime.combine(day, dt.time(), dt.UTC)
    found = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            if name == _LEFT_OUT:
                continue
            part = before.read(name)
            if name == _CORE:
                part = _MOMENTS.sub(rb"\g<1>" + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<3>", part)
            if name == "_rels/.rels":
                part = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", part)
            after.writestr(zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0)), part)
    return found.getvalue()
