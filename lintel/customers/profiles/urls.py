"""Addresses of this chamber."""

from django.urls import path

from lintel.customers.profiles.views import changes, customers

app_name = "profiles"
urlpatterns = [
    path("", customers.list_of_customers, name="customers"),
    path("search/", customers.search, name="search"),
    path("export/", customers.export, name="export"),
    path("figures/", customers.figures_page, name="figures"),
    path("rules/", changes.rules, name="rules"),
    path("overrides/<int:pk>/removal/", changes.override_removal, name="override-removal"),
    path("<uuid:customer_id>/", customers.customer, name="customer"),
    path("<uuid:customer_id>/overrides/", changes.overrides, name="overrides"),
]
