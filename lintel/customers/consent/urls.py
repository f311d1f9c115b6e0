"""Addresses of this chamber, below `customers/`."""

from django.urls import path

from lintel.customers.consent import views

app_name = "consent"
urlpatterns = [
    path("consent/", views.overview, name="overview"),
    path("consent/contradictions/", views.contradictions, name="contradictions"),
    path("consent/purposes/new/", views.new_purpose, name="new-purpose"),
    path("consent/purposes/<slug:slug>/", views.purpose, name="purpose"),
    path("<uuid:customer_id>/consent/", views.customer, name="customer"),
]
