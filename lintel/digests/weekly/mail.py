"""A digest as a mail: HTML whose styles stand on each element, as mail programs need it, and plain text."""

import datetime as dt
from collections.abc import Mapping
from email.utils import make_msgid
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from lintel.digests.weekly import acts, links
from lintel.digests.weekly.composing import Content
from lintel.digests.weekly.models import Digest
from lintel.people.models import User
from lintel.ui.formats import date_text

FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
STYLES: Mapping[str, str] = MappingProxyType(
    {
        "body": f"margin:0;padding:0;background:#f7f6f4;color:#25222e;{FONT}",
        "page": "max-width:38rem;margin:0 auto;padding:24px 16px",
        "card": "background:#ffffff;border:1px solid #e4e2df;border-radius:8px;padding:20px 24px",
        "h1": f"margin:0 0 4px;font-size:22px;line-height:1.25;font-weight:650;color:#25222e;{FONT}",
        "h2": f"margin:28px 0 8px;font-size:15px;line-height:1.3;font-weight:650;color:#25222e;{FONT}",
        "p": "margin:0 0 8px;font-size:15px;line-height:1.5",
        "row": "padding:9px 0;border-top:1px solid #e4e2df;font-size:15px;line-height:1.45",
        "small": "font-size:13px;line-height:1.45;color:#5f5b68",
        "link": "color:#6b2a72;text-decoration:none;font-weight:600",
        "plain": "color:#6b2a72",
        "button": "display:inline-block;margin:4px 8px 4px 0;padding:7px 12px;border:1px solid #6b2a72;"
        "border-radius:6px;color:#6b2a72;text-decoration:none;font-size:14px;font-weight:600",
        "good": "color:#1f6b3f;font-weight:600",
        "warning": "color:#7a5200;font-weight:600",
        "bad": "color:#a02b1f;font-weight:600",
    }
)


def absolute(path: str) -> str:
    """Under the configured address, which no request can change."""
    return settings.BASE_URL + path


def clicks(person: User, day: dt.date) -> list[dict[str, Any]]:
    """What this person can do with one click, each with a link made for them now."""
    return [
        {
            "label": one.act.label, "title": one.title, "signs": one.act.needs_sign_in,
            "url": links.path(links.minted(person, one.act.slug, one.thing, one.version)),
        }
        for one in acts.offers(person, day)
    ]  # fmt: skip


def subject_of(content: Content) -> str:
    """What the mail is called: the first thing that matters to its reader."""
    counts, span = content.counts, f"{date_text(content.starts_on)} to {date_text(content.last_day)}"
    if counts["waits"]:
        return f"Lintel: {counts['waits']} thing{'' if counts['waits'] == 1 else 's'} wait for you ({span})"
    return f"Lintel: what happened, {span}"


def context(digest: Digest, content: Content, person: User, *, with_clicks: bool) -> dict[str, Any]:
    """What both forms of the mail show."""
    today = timezone.localdate()
    return {
        "s": STYLES, "base": settings.BASE_URL, "person": person, "content": content,
        "subject": subject_of(content), "url": absolute(digest.get_absolute_url()),
        "clicks": clicks(person, today) if with_clicks and content.waits else [],  # each of them waits too
        "preferences": absolute(reverse("digests:preferences")),
        "leave": absolute(reverse("digests:unsubscription", args=[links.leaving(person)])),
    }  # fmt: skip


def message(digest: Digest, content: Content, person: User) -> EmailMultiAlternatives:
    """The mail, ready to be sent. Its id names the digest."""
    shown = context(digest, content, person, with_clicks=True)
    host = urlsplit(settings.BASE_URL).hostname or "lintel"
    mail = EmailMultiAlternatives(
        shown["subject"], render_to_string("weekly/mail.txt", shown), None, [person.email],
        headers={
            "List-Unsubscribe": f"<{shown['leave']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "Message-ID": make_msgid(f"digest-{digest.pk}", domain=host),
        },
    )  # fmt: skip
    mail.attach_alternative(render_to_string("weekly/mail.html", shown), "text/html")
    return mail


def chat_text(digest: Digest, content: Content) -> tuple[str, str]:
    """Title and Markdown text for a chat, of what anybody with a role may see."""
    title = f"{digest.get_scope_display()}: {date_text(content.starts_on)} to {date_text(content.last_day)}"
    shown = {"content": content, "base": settings.BASE_URL, "url": absolute(digest.get_absolute_url())}
    return title, render_to_string("weekly/chat.md", shown)
