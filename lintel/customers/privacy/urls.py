"""Addresses of this chamber, below `customers/`."""

from django.urls import path

from lintel.customers.privacy.views import staff

app_name = "privacy"
urlpatterns = [
    path("privacy/", staff.overview, name="overview"),
    path("privacy/corrections/<int:pk>/", staff.correction, name="correction"),
    path("privacy/corrections/<int:pk>/acceptance/", staff.acceptance, name="acceptance"),
    path("privacy/corrections/<int:pk>/refusal/", staff.refusal, name="refusal"),
    path("privacy/erasures/<int:pk>/", staff.erasure, name="erasure"),
    path("privacy/erasures/<int:pk>/certificate/", staff.certificate, name="certificate"),
    path("privacy/erasures/<int:pk>/confirmation/", staff.confirmation, name="confirmation"),
    path("privacy/erasures/<int:pk>/declination/", staff.declination, name="declination"),
    path("privacy/erasures/<int:pk>/resumption/", staff.resumption, name="resumption"),
    path("privacy/links/<int:pk>/revocation/", staff.revocation, name="revocation"),
    path("<uuid:customer_id>/privacy/", staff.customer, name="customer"),
    path("<uuid:customer_id>/privacy/links/", staff.links, name="links"),
    path("<uuid:customer_id>/privacy/erasures/", staff.erasures, name="erasures"),
]
