"""Addresses of the goals; each chamber brings its own."""

from django.urls import URLPattern, URLResolver, include, path

CHAMBERS: tuple[str, ...] = ("rewards", "radar", "objectives")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"lintel.goals.{chamber}.urls")) for chamber in CHAMBERS
]
