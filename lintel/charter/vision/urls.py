"""Addresses of this chamber."""

from django.urls import path

from lintel.charter.vision.views import pages

app_name = "vision"
urlpatterns = [
    path("vision/", pages.vision, name="vision"),
    path("vision/edit/", pages.edit, name="edit"),
    path("vision/signature/", pages.signature, name="signature"),
    path("vision/versions/<int:number>/", pages.version, name="version"),
]
