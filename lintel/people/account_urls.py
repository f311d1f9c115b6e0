"""Signing in and out, and passwords: allauth's views with our forms and templates, and only those we need."""

from typing import Any

from allauth.account import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path
from django.views.decorators.http import require_http_methods

from lintel.people import account_forms


class ChangePassword(views.PasswordChangeView):  # type: ignore[misc]  # allauth ships no types
    """A new password for who knows the present one; who has none yet asks for a link."""

    form_class = account_forms.ChangePassword
    template_name = "people/account/password_change.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead people without a password to where they get one."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account_reset_password")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


TEMPLATES = (
    "people/account/"  # our own folder: allauth’s templates may stand before ours in the order of apps
)

offered = require_http_methods(["GET", "HEAD", "POST"])  # the framework's form views take PUT for POST

urlpatterns = [
    path(
        "login/",
        offered(
            views.LoginView.as_view(form_class=account_forms.SignIn, template_name=f"{TEMPLATES}login.html")
        ),
        name="account_login",
    ),
    path("logout/", views.LogoutView.as_view(template_name=f"{TEMPLATES}logout.html"), name="account_logout"),
    path(
        "inactive/",
        views.AccountInactiveView.as_view(template_name=f"{TEMPLATES}account_inactive.html"),
        name="account_inactive",
    ),
    path("password/change/", offered(ChangePassword.as_view()), name="account_change_password"),
    path(
        "password/reset/",
        offered(
            views.PasswordResetView.as_view(
                form_class=account_forms.ForgotPassword, template_name=f"{TEMPLATES}password_reset.html"
            )
        ),
        name="account_reset_password",
    ),
    path(
        "password/reset/done/",
        views.PasswordResetDoneView.as_view(template_name=f"{TEMPLATES}password_reset_done.html"),
        name="account_reset_password_done",
    ),
    path(
        "password/reset/key/done/",
        views.PasswordResetFromKeyDoneView.as_view(
            template_name=f"{TEMPLATES}password_reset_from_key_done.html"
        ),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        offered(
            views.PasswordResetFromKeyView.as_view(
                form_class=account_forms.ChoosePassword,
                template_name=f"{TEMPLATES}password_reset_from_key.html",
            )
        ),
        name="account_reset_password_from_key",
    ),
]
