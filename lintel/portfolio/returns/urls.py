"""Addresses of this chamber."""

from django.urls import path

from lintel.portfolio.returns.views import assumptions, portfolio, proposal

app_name = "returns"
urlpatterns = [
    path("proposals/<int:pk>/return/", proposal.worth, name="return"),
    path("returns/", portfolio.returns, name="returns"),
    path("returns/assumptions/", assumptions.assumptions, name="assumptions"),
    path("returns/assumptions/edit/", assumptions.edit, name="edit"),
    path("returns/assumptions/<int:pk>/signature/", assumptions.signature, name="signature"),
]
