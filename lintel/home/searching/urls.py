"""Addresses of the search."""

from django.urls import path

from lintel.home.searching import views

app_name = "searching"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggestions/", views.suggestions, name="suggestions"),
]
