"""Addresses of journeys."""

from django.urls import path

from lintel.customers.journeys import views

app_name = "journeys"
urlpatterns = [
    path("journeys/", views.flows, name="flows"),
    path("<uuid:customer_id>/timeline/", views.one, name="timeline"),
]
