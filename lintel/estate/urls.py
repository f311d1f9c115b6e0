"""Addresses of the estate; each chamber brings its own."""

from django.urls import URLPattern, URLResolver, include, path

CHAMBERS: tuple[str, ...] = ("inventory", "purchases", "stress", "blueprint", "shadow", "spending", "access")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"lintel.estate.{chamber}.urls")) for chamber in CHAMBERS
]
