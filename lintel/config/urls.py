"""Every address of the house."""

from django.urls import URLPattern, URLResolver, include, path

from lintel.config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lintel.home.urls")),
    path("", include("lintel.people.urls")),
    path("accounts/", include("lintel.people.account_urls")),
    path("", include("lintel.audit.urls")),
    path("", include("lintel.imports.urls")),
    path("", include("lintel.intake.urls")),
    path("", include("lintel.portfolio.urls")),
    path("ui/", include("lintel.ui.urls")),
    path("api/v1/", api.urls),
]
# The API's own door answers with 401; only its readable description asks for a signed-in browser.
for pattern in api.urls[0]:
    if pattern.name != "openapi-view":
        pattern.callback.login_required = False

handler400 = "lintel.ui.views.bad_request"
