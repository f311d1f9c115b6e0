"""`If-Match`: the version that a program had before it, as RFC 9110 lets it say so."""

import re

from django.http import HttpRequest

from lintel.ui.problems import Problem

_TAG = re.compile(r'\s*(?:W/)?"?(\d{1,9})"?\s*')


def seen_version(request: HttpRequest) -> int | None:
    """The version in `If-Match`, None where the header is absent or says that any will do."""
    said = request.headers.get("If-Match", "").strip()
    if said in ("", "*"):
        return None
    found = _TAG.fullmatch(said)
    if found is None:
        raise Problem(
            "The header If-Match holds no version.",
            way_out='Send the version that you read, such as If-Match: "7".',
        )
    return int(found[1])
