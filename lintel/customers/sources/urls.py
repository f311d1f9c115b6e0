"""Addresses of this chamber, below `customers/`."""

from django.urls import path

from lintel.customers.sources import views

app_name = "sources"
urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("sources/new/", views.new, name="new"),
    path("sources/<slug:slug>/", views.source, name="source"),
    path("sources/<slug:slug>/settings/", views.settings, name="settings"),
    path("sources/<slug:slug>/files/", views.files, name="files"),
    path("sources/<slug:slug>/readings/", views.readings, name="readings"),
]
