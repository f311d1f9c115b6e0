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
handler400 = "lintel.ui.views.bad_request"
