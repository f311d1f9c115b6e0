"""Addresses of this chamber."""

from django.urls import path

from lintel.charter.concerns.views import pages

app_name = "concerns"
urlpatterns = [
    path("concerns/", pages.concerns, name="concerns"),
    path("concerns/new/", pages.new, name="new"),
    path("concerns/<int:pk>/", pages.concern_page, name="concern"),
    path("concerns/<int:pk>/edit/", pages.edit, name="edit"),
    path("concerns/<int:pk>/play-back/", pages.words, {"page": pages.PLAY_BACK}, name="play-back"),
    path("concerns/<int:pk>/correction/", pages.words, {"page": pages.CORRECTION}, name="correction"),
    path("concerns/<int:pk>/rest/", pages.words, {"page": pages.REST}, name="rest"),
    path("concerns/<int:pk>/confirmation/", pages.confirmation, name="confirmation"),
]
