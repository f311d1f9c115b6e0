"""Addresses of this chamber."""

from django.urls import path

from lintel.insight.quality import views

app_name = "quality"
urlpatterns = [
    path("quality/", views.datasets, name="datasets"),
    path("quality/checks/", views.checks, name="checks"),
    path("quality/<str:name>/", views.dataset, name="dataset"),
    path("quality/<str:name>/expected/", views.expected, name="expected"),
]
