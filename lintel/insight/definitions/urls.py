"""Addresses of this chamber."""

from django.urls import path

from lintel.insight.definitions.views import agreeing, documents, metrics

app_name = "definitions"
urlpatterns = [
    path("metrics/", metrics.metric_list, name="metrics"),
    path("metrics/new/", metrics.new, name="new"),
    path("metrics/model/", documents.model, name="model"),
    path("metrics/document/", documents.documents, name="document"),
    path("metrics/definitions.yaml", documents.document_file, name="document-file"),
    path("metrics/disputes/<int:pk>/settlement/", agreeing.settlement, name="settlement"),
    path("metrics/<slug:slug>/", metrics.metric_page, name="metric"),
    path("metrics/<slug:slug>/definition/", metrics.edit, name="edit"),
    path("metrics/<slug:slug>/owners/", metrics.owners, name="owners"),
    path("metrics/<slug:slug>/deprecation/", metrics.deprecation, name="deprecation"),
    path("metrics/<slug:slug>/offer/", agreeing.offer, name="offer"),
    path("metrics/<slug:slug>/signature/", agreeing.signature, name="signature"),
    path("metrics/<slug:slug>/disputes/", agreeing.disputes, name="disputes"),
]
