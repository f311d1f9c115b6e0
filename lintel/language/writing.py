"""While somebody writes: words whose two meanings differ and are not agreed are pointed out.

With HTMX beside the text area as one types; without it in the form when it comes back, and as a notice once
the text is saved.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from lintel.language.compiled import compiled
from lintel.language.models import Term
from lintel.language.reading import present

SEEN = "words-seen"  # the field by which a form says that its flags were shown while it was written
LONGEST_TEXT = 100_000
MOST_NAMED = 3


def clashing_in(texts: Iterable[str]) -> list[tuple[Term, str]]:
    """Terms that clash, each once with the spelling used first."""
    reading = present()
    glossary = reading.glossary() if reading else compiled()
    found: dict[int, tuple[Term, str]] = {}
    for text in texts if glossary else ():
        for term, spelling in glossary.in_text(text[:LONGEST_TEXT]) if glossary else ():
            if term.clashes:
                found.setdefault(term.pk, (term, spelling))
    return list(found.values())


def watch(form: forms.BaseForm, *names: str) -> None:
    """Let these text areas of a form point out clashing words."""
    for name in names:
        if name in form.fields:
            field: Any = form.fields[name]
            field.widget.attrs |= {
                "hx-post": reverse("language:check"),
                "hx-trigger": "input changed delay:600ms",
                "hx-target": "next .word-flags",
                "hx-swap": "innerHTML",
                "hx-params": form[name].html_name,
                "hx-sync": "this:replace",
            }
            field.beside = _beside


def _beside(bound: BoundField) -> SafeString:
    """The place of the flags, filled already when the form comes back or holds a text."""
    return flags_of([str(bound.value() or "")], template="language/flags_place.html")


def flags_of(texts: Iterable[str], *, template: str = "language/flags.html") -> SafeString:
    """The flags of some texts as HTML."""
    return render_to_string(template, {"flagged": clashing_in(texts), "seen": SEEN})


def notice(request: HttpRequest, form: forms.BaseForm) -> None:
    """Say which words of a form that was saved clash, unless they were pointed out while it was written."""
    if SEEN in request.POST:
        return
    watched = [name for name, field in form.fields.items() if hasattr(field, "beside")]
    found = clashing_in(str(form.cleaned_data.get(name) or "") for name in watched)
    if found:
        named = ", ".join(f"“{spelling}”" for _, spelling in found[:MOST_NAMED])
        more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
        verb = "means" if len(found) == 1 else "mean"
        messages.warning(
            request,
            f"{named}{more} {verb} different things to marketing and IT. The text is saved; follow the word "
            "in it to see both meanings.",
        )
