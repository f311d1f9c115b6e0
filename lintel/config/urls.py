"""Every address of the house."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe

from lintel.config.api import api

# The API's own door answers with 401; only its readable description asks for a signed-in browser.
api_urls: Any = api.urls  # made anew at every look, so it is looked at once
for _pattern in api_urls[0]:
    if _pattern.name in {"openapi-json", "openapi-view", "api-root"}:
        _pattern.callback = require_safe(_pattern.callback)
    if _pattern.name != "openapi-view":
        _pattern.callback.login_required = False

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lintel.home.urls")),
    path("", include("lintel.home.searching.urls")),
    path("", include("lintel.people.urls")),
    path("accounts/", include("lintel.people.account_urls")),
    path("", include("lintel.audit.urls")),
    path("", include("lintel.imports.urls")),
    path("", include("lintel.warehouse.urls")),
    path("", include("lintel.language.urls")),
    path("customers/", include("lintel.customers.urls")),
    path("own/", include("lintel.customers.privacy.own_urls")),
    path("insight/", include("lintel.insight.urls")),
    path("", include("lintel.charter.urls")),
    path("", include("lintel.intake.urls")),
    path("goals/", include("lintel.goals.urls")),
    path("", include("lintel.portfolio.urls")),
    path("", include("lintel.estate.urls")),
    path("", include("lintel.alignment.urls")),
    path("", include("lintel.digests.urls")),
    path("experiments/", include("lintel.experiments.urls")),
    path("embeds/", include("lintel.embeds.urls")),
    path("ui/", include("lintel.ui.urls")),
    path("api/v1/", api_urls),
]

handler400 = "lintel.ui.views.bad_request"
