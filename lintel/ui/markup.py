"""HTML from a pattern, several times a cell: the framework's own function asks three times of each value
whether it is translated lazily, which took a tenth of a list page.
"""

from html import escape

from django.utils.safestring import SafeString


def escaped(value: object) -> str:
    """What is HTML already stays as it is; all else is escaped."""
    own = getattr(value, "__html__", None)
    return own() if own else escape(str(value))


def markup(pattern: str, *values: object) -> SafeString:
    """The pattern with each `{}` filled in and escaped; the pattern itself must be ours."""
    return SafeString(pattern.format(*map(escaped, values)))
