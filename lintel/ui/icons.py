"""Our own small set of icons: strokes on a 24 × 24 grid, drawn in the text's colour.

`svg(name)` is what the `{% icon %}` tag calls. Icons never carry meaning alone, so all are hidden
from screen readers; the words stand beside them.
"""

from collections.abc import Mapping
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

# Each entry is the `d` of one path. Shapes keep to a 3 … 21 box so that all look equally heavy.
PATHS: Mapping[str, str] = {
    "archive": "M3 5h18v4H3zM5 9v10h14V9M10 13h4",
    "arrow-down": "M12 5v14M6 13l6 6 6-6",
    "arrow-left": "M19 12H5M11 6l-6 6 6 6",
    "arrow-right": "M5 12h14M13 6l6 6-6 6",
    "arrow-up": "M12 19V5M6 11l6-6 6 6",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 21h4",
    "board": "M4 4h4v16H4zM10 4h4v10h-4zM16 4h4v13h-4z",
    "bolt": "M13 3L5 14h6l-1 7 8-11h-6z",
    "book": "M12 6c-2-2-5-2-8-1v14c3-1 6-1 8 1 2-2 5-2 8-1V5c-3-1-6-1-8 1zM12 6v14",
    "building": "M4 20V9l8-5 8 5v11M9 20v-7h6v7M3 20h18",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
    "chart": "M4 20V4M4 20h16M9 16v-4M13 16V8M17 16v-6",
    "check": "M5 13l4 4L19 7",
    "chevron-down": "M6 9l6 6 6-6",
    "chevron-right": "M9 6l6 6-6 6",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 2",
    "comment": "M4 5h16v11h-8l-5 4v-4H4z",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "cross": "M6 6l12 12M18 6L6 18",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "download": "M12 4v11M7 11l5 5 5-5M4 20h16",
    "drag": "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
    "edit": "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    "external": "M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9",
    "eye": "M2 12c3-5 6-7 10-7s7 2 10 7c-3 5-6 7-10 7s-7-2-10-7zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
    "filter": "M4 5h16l-6 8v6l-4-2v-4z",
    "flag": "M5 21V4M5 5h13l-3 4 3 4H5",
    "history": "M4 12a8 8 0 1 0 3-6M4 4v5h5M12 8v4l3 2",
    "home": "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
    "inbox": "M4 13l3-8h10l3 8v6H4zM4 13h5l1 3h4l1-3h5",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 8h.01",
    "key": "M8 11a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12l9-9M16 7l3 3",
    "link": "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
    "lock": "M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3",
    "mail": "M3 6h18v12H3zM3 7l9 7 9-7",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "money": "M3 6h18v12H3zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM6 12h.01M18 12h.01",
    "moon": "M20 14A8 8 0 0 1 10 4a8 8 0 1 0 10 10z",
    "more": "M5 12h.01M12 12h.01M19 12h.01",
    "plus": "M12 5v14M5 12h14",
    "question": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9 10a3 3 0 1 1 4 3l-1 1M12 17h.01",
    "radar": "M12 12l7-7M12 3a9 9 0 1 0 9 9M12 8a4 4 0 1 0 4 4M12 12h.01",
    "refresh": "M20 12a8 8 0 1 1-3-6M20 4v5h-5",
    "scale": "M12 4v16M7 20h10M5 7h14M5 7l-2 6h5zM19 7l-3 6h5z",
    "search": "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l5 5",
    "settings": "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
    "sign-out": "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
    "signature": "M3 17c3-8 6-13 8-12s-3 9-5 12c3-4 5-6 6-5s-1 4 0 4 2-2 4-2 2 2 5 2M3 21h18",
    "sort": "M8 5v14M4 9l4-4 4 4M16 19V5M12 15l4 4 4-4",
    "sun": "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M4 12H2M22 12h-2"
    "M5 5l1 1M18 18l1 1M5 19l1-1M18 6l1-1",
    "system": "M3 5h18v11H3zM9 20h6M12 16v4",
    "table": "M4 5h16v14H4zM4 10h16M10 10v9",
    "target": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 12h.01",
    "trash": "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
    "upload": "M12 16V5M7 9l5-5 5 5M4 20h16",
    "user": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20c1-4 4-6 8-6s7 2 8 6",
    "users": "M9 5a3 3 0 1 0 0 7 3 3 0 0 0 0-7zM3 19c0-3 2-5 6-5s6 2 6 5"
    "M16 5a3 3 0 0 1 0 7M17 14c3 0 4 2 4 5",
    "warning": "M12 4l9 16H3zM12 10v5M12 17h.01",
}


@cache
def svg(name: str) -> SafeString:
    """The icon as inline SVG; `KeyError` for a name that was never drawn, so that slips show in tests."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        PATHS[name],
    )


# The mark: two posts and the beam they carry. Which part is filled says whose word is given.
_MARK = (
    '<svg class="mark {}" viewBox="0 0 24 24" width="{}" height="{}" aria-hidden="true" focusable="false">'
    '<rect class="mark-post mark-marketing" data-word="{}" x="4" y="10" width="4" height="10" rx="1"/>'
    '<rect class="mark-post mark-it" data-word="{}" x="16" y="10" width="4" height="10" rx="1"/>'
    '<rect class="mark-beam" data-word="{}" x="2" y="4" width="20" height="4" rx="1"/></svg>'
)


@cache
def mark(marketing: str, it: str, beam: str, *, size: int = 20, extra: str = "") -> SafeString:
    """The mark with each part `given`, `missing` or `not_needed`."""
    return format_html(_MARK, extra, size, size, marketing, it, beam)
