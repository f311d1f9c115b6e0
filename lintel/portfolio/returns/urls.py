"""Addresses of this chamber."""

from django.urls import path

from lintel.portfolio.returns.views import assumptions, portfolio, proposal

app_name = "returns"
urlpatterns = [
    path("proposals/<int:pk>/return/", proposal.worth, name="return"),
    path("proposals/<int:pk>/return/report/", proposal.report, name="report"),
    path("returns/", portfolio.returns, name="returns"),
    path("returns/report/", portfolio.report, name="returns-report"),
    path("returns/assumptions/", assumptions.assumptions, name="assumptions"),
    path("returns/assumptions/edit/", assumptions.edit, name="edit"),
    path("returns/assumptions/<int:pk>/signature/", assumptions.signature, name="signature"),
]
