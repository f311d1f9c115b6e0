"""The address of the first page."""

from django.urls import path

from lintel.home import views

app_name = "home"
urlpatterns = [
    path("", views.common_ground, name="common-ground"),
    path("common-ground/report/", views.report, name="report"),
    path("example/removal/", views.example_removal, name="example-removal"),
]
