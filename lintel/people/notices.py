"""Mails about one's own account. Addresses in them come from the settings, never from a request."""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse


def absolute(path: str) -> str:
    """The path under the address that people type; a forged Host header cannot change it."""
    return f"{settings.BASE_URL}{path}"


def address_changed(old: str, name: str) -> Callable[[], object]:
    """The effect that tells the old address about the new one's arrival."""
    body = render_to_string(
        "people/mail/address_changed.txt", {"name": name, "sign_in": absolute(reverse("account_login"))}
    )
    return lambda: send_mail("Lintel: your e-mail address was changed", body, None, [old], fail_silently=True)


def invitation(email: str, name: str, link: str) -> Callable[[], object]:
    """The effect that sends a person the link under which they choose a password."""
    body = render_to_string("people/mail/invitation.txt", {"name": name, "link": link})
    return lambda: send_mail("Lintel: choose your password", body, None, [email], fail_silently=True)
