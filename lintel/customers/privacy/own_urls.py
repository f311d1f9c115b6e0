"""Addresses of the customer's own page, which needs no account."""

from django.urls import path

from lintel.customers.privacy.views import own

app_name = "own"
urlpatterns = [
    path("", own.door, name="door"),
    path("<str:token>/", own.page, name="page"),
    path("<str:token>/consent/", own.consent, name="consent"),
    path("<str:token>/correction/", own.correction, name="correction"),
    path("<str:token>/download/", own.download, name="download"),
    path("<str:token>/erasure/", own.erasure, name="erasure"),
]
