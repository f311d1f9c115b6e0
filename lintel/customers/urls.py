"""Addresses below `customers/`; each chamber brings its own."""

from django.urls import URLPattern, URLResolver, include, path

CHAMBERS: tuple[str, ...] = (  # those that have pages; the list of customers (profiles) comes last
    "consent",
    "journeys",
    "profiles",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"lintel.customers.{chamber}.urls")) for chamber in CHAMBERS
]
