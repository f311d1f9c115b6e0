"""People's own text: CommonMark in, safe HTML out.

Raw HTML is never passed through, images become links (no page loads a picture from elsewhere), headings
start below the page's own, and nh3 has the last word about what stays.
"""

import re
from collections.abc import Callable
from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"p", "br", "hr", "em", "strong", "s", "a", "code", "pre", "blockquote", "ul", "ol", "li"}
TAGS |= {"h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    return parser.disable("image")


_explainers: list[Callable[[str], str]] = []


def explain_words(explainer: Callable[[str], str]) -> None:
    """Say how the words of a text are explained: sanitised HTML in, safe HTML out; called at start-up."""
    _explainers[:] = [explainer]


def explained(text: str) -> SafeString:
    """The text as `html` gives it, with its words explained by the room that knows them."""
    clean = html(text)
    return mark_safe(_explainers[0](clean)) if _explainers else clean  # noqa: S308  # safe in, safe out


def _lower_headings(tokens: list[Token]) -> None:
    """A page has one h1 and its sections are h2: the highest heading of a text inside them becomes h3."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) - highest + 3, 6)}"


# One line that begins with a letter and holds no sign that Markdown or HTML knows: most of what people write.
_PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;:?()/%€“”‘’–…-])*(?<! )")


def html(text: str) -> SafeString:
    """Sanitised HTML of a CommonMark text. Nothing is kept: what was erased must not live on in a cache."""
    if _PLAIN.fullmatch(text):
        return SafeString(f"<p>{text}</p>\n")
    parser = _markdown()
    tokens = parser.parse(text)
    _lower_headings(tokens)
    clean = nh3.clean(
        parser.renderer.render(tokens, parser.options, {}),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308  # nh3 has just cleaned it
