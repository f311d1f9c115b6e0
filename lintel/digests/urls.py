"""Addresses of the digests' chambers."""

from django.urls import include, path

urlpatterns = [
    path("", include("lintel.digests.news.urls")),
    path("", include("lintel.digests.feeds.urls")),
    path("", include("lintel.digests.weekly.urls")),
    path("", include("lintel.digests.book.urls")),
]
