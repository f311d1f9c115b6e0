"""Addresses below `insight/`; each chamber brings its own."""

from django.urls import URLPattern, URLResolver, include, path

CHAMBERS: tuple[str, ...] = (
    "definitions",
    "asking",
    "dashboards",
    "guards",
    "quality",
    "context",
    "learning",
)  # those that have pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"lintel.insight.{chamber}.urls")) for chamber in CHAMBERS
]
