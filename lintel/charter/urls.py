"""Addresses of the charter; each chamber brings its own."""

from django.urls import URLPattern, URLResolver, include, path

CHAMBERS: tuple[str, ...] = ("vision", "expectations", "concerns", "fuel")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"lintel.charter.{chamber}.urls")) for chamber in CHAMBERS
]
