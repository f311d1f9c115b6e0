"""The forms of signing in, in the house's words."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest


def _words(form: forms.Form, labels: dict[str, str]) -> None:
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.widget.attrs.pop("placeholder", None)
    if "password1" in form.fields:
        form.fields["password1"].help_text = " ".join(password_validators_help_texts())


class SignIn(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, {"login": "E-mail", "password": "Password", "remember": "Keep me signed in here"})
        self.fields["login"].widget.attrs |= {"autofocus": True, "autocomplete": "username"}
        self.fields["password"].help_text = ""


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    """The present password, and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": "Present password", "password1": "New password"}
        _words(self, labels | {"password2": "New password, once more"})
        self.fields["oldpassword"].help_text = ""


class ForgotPassword(ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """The address to send the link to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, {"email": "E-mail"})

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send a mail either way, so that neither the page nor its speed tells who has an account."""
        address: str = self.cleaned_data["email"]
        if not self.users:
            get_adapter().send_mail("account/email/unknown_account", address, {"request": request})
            return address
        return str(super().save(request, **kwargs))


class ChoosePassword(ResetPasswordKeyForm):  # type: ignore[misc]  # allauth ships no types
    """Twice the new password, from the link in the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _words(self, {"password1": "New password", "password2": "New password, once more"})
