"""People's own text: CommonMark in, safe HTML out.

Raw HTML is never passed through, images become links (no page loads a picture from elsewhere), headings
start below the page's own, and nh3 has the last word about what stays.
"""

from collections.abc import MutableMapping, Sequence
from functools import cache, lru_cache
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

TAGS = {"p", "br", "hr", "em", "strong", "s", "a", "code", "pre", "blockquote", "ul", "ol", "li"}
TAGS |= {"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def _lower_heading(
    self: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    """A page has one h1 and sections are h2: text inside them starts at h3."""
    level = min(int(tokens[index].tag[1]) + 2, 6)
    return f"</h{level}>\n" if tokens[index].nesting == -1 else f"<h{level}>"


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    parser.disable("image")
    parser.add_render_rule("heading_open", _lower_heading)
    parser.add_render_rule("heading_close", _lower_heading)
    return parser


@lru_cache(maxsize=512)
def html(text: str) -> SafeString:
    """Sanitised HTML of a CommonMark text; links carry `nofollow noopener`."""
    rendered = _markdown().render(text)
    clean = nh3.clean(
        rendered,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308  # nh3 has just cleaned it
