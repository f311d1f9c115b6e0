"""Addresses of costs and savings: nouns."""

from django.urls import path

from lintel.estate.spending.views import costs, savings

app_name = "spending"
urlpatterns = [
    path("spending/", costs.overview, name="overview"),
    path("spending/matrix/", costs.matrix, name="matrix"),
    path("spending/overlaps/", costs.overlaps, name="overlaps"),
    path("spending/seats/", costs.seats, name="seats"),
    path("spending/files/<slug:what>.<slug:kind>", costs.file, name="file"),
    path("spending/savings/", savings.savings, name="savings"),
    path("spending/savings/new/", savings.new, name="new"),
    path("spending/savings/<int:pk>/", savings.saving, name="saving"),
    path("spending/savings/<int:pk>/edit/", savings.edit, name="edit"),
    path("spending/savings/<int:pk>/signature/", savings.signature, name="signature"),
    path("spending/savings/<int:pk>/dropping/", savings.dropping, name="dropping"),
]
