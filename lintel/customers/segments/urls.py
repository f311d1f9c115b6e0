"""Addresses of this chamber."""

from django.urls import path

from lintel.customers.segments.views import building, exporting, segments

app_name = "segments"
urlpatterns = [
    path("segments/", segments.segments, name="segments"),
    path("segments/new/", building.new, name="new"),
    path("segments/count/", building.count, name="count"),
    path("segments/counts/", segments.counts, name="counts"),
    path("segments/overlap/", segments.overlap, name="overlap"),
    path("segments/<int:pk>/", segments.segment_page, name="segment"),
    path("segments/<int:pk>/definition/", building.edit, name="edit"),
    path("segments/<int:pk>/archive/", segments.archive, name="archive"),
    path("segments/<int:pk>/exports/", exporting.exports, name="exports"),
    path("segments/exports/<int:pk>/file/", exporting.download, name="download"),
    path("segments/exports/<int:pk>/removal/", exporting.removal, name="export-removal"),
]
