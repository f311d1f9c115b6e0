"""Addresses of the ledger and the runs."""

from django.urls import path

from lintel.audit import views

app_name = "audit"
urlpatterns = [
    path("ledger/", views.entries, name="entries"),
    path("ledger/verification/", views.check, name="verification"),
    path("ledger/export/", views.export, name="export"),
    path("ledger/<int:seq>/", views.entry, name="entry"),
    path("runs/", views.runs, name="runs"),
    path("runs/<int:pk>/", views.run, name="run"),
    path("runs/<int:pk>/cancellation/", views.cancellation, name="cancellation"),
]
