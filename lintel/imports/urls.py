"""Addresses of the imports."""

from django.urls import path

from lintel.imports import views

app_name = "imports"
urlpatterns = [
    path("imports/", views.batches, name="list"),
    path("imports/templates/<slug:slug>.csv", views.starter, {"kind": "csv"}, name="template-csv"),
    path("imports/templates/<slug:slug>.xlsx", views.starter, {"kind": "xlsx"}, name="template-xlsx"),
    path("imports/<int:pk>/", views.batch, name="batch"),
    path("imports/<int:pk>/importer/", views.importer, name="importer"),
    path("imports/<int:pk>/reading/", views.reading, name="reading"),
    path("imports/<int:pk>/mapping/", views.mapping, name="mapping"),
    path("imports/<int:pk>/check/", views.check, name="check"),
    path("imports/<int:pk>/bad-rows.csv", views.bad_rows, name="bad-rows"),
    path("imports/<int:pk>/application/", views.application, name="application"),
    path("imports/<int:pk>/undoing/", views.undoing, name="undoing"),
    path("imports/<int:pk>/discarding/", views.discarding, name="discarding"),
]
