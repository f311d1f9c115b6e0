"""Addresses below `customers/`; each chamber brings its own."""

from django.urls import URLPattern, URLResolver, include, path

# Those that have pages; the list of customers comes last.
CHAMBERS: tuple[str, ...] = (
    "sources", "matching", "consent", "journeys", "segments", "privacy", "profiles",
)  # fmt: skip

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"lintel.customers.{chamber}.urls")) for chamber in CHAMBERS
]
