"""How allauth behaves here."""

import smtplib
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from lintel.people.actions import person
from lintel.people.notices import absolute

log = structlog.get_logger(__name__)


SAYS = {
    "account/messages/logged_out.txt": "You are signed out.",
    "account/messages/password_changed.txt": "Your password was changed. Other sessions have ended.",
}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts are made by administrators, importers and identity providers, never by a public form."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "E-mail and password do not belong together. Try again, or choose a new "
        "password under “Forgot your password?”.",
        "too_many_login_attempts": "Too many attempts failed. Wait five minutes, then try again.",
        "enter_current_password": "This is not your present password.",
        "invalid_password_reset": "This link was used already or is too old. Ask for a new one.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs themselves up."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names: people sign in with their e-mail."""

    def is_safe_url(self, url: str | None) -> bool:
        """After signing in one only goes to a page of this house, given as a path."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def set_password(self, user: Any, password: str) -> None:
        """Through the action, so that it stands in the ledger."""
        person.set_password(user, password, by=user)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the mail, under the configured address: a forged Host header cannot change it."""
        uidb36, _, token = key.partition("-")
        return absolute(reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": token}))

    def format_email_subject(self, subject: str) -> str:
        """Mails name the product, not the host."""
        return f"Lintel: {subject}"

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Only what is worth saying, in the house's words."""
        if says := message or SAYS.get(message_template or ""):
            messages.add_message(request, level, says, extra_tags=extra_tags)

    def render_mail(
        self, template_prefix: str, email: Any, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> Any:
        """Our own mails, wherever allauth's stand in the order of apps."""
        prefix = template_prefix.replace("account/email/", "people/mail/")
        return super().render_mail(prefix, email, context, headers)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail that cannot be sent is logged; the page says the same either way, and so tells nobody
        who has an account."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, smtplib.SMTPException):
            log.exception("mail not sent", template=template_prefix)
