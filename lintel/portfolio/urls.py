"""Addresses of the portfolio; each chamber brings its own."""

from django.urls import URLPattern, URLResolver, include, path

CHAMBERS: tuple[str, ...] = ("roadmaps", "outcomes", "sessions", "flow", "returns", "proposals")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"lintel.portfolio.{chamber}.urls")) for chamber in CHAMBERS
]
