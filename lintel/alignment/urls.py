"""Addresses of this room."""

from django.urls import path

from lintel.alignment import views

app_name = "alignment"
urlpatterns = [
    path("alignment/", views.overview, name="overview"),
    path("alignment/rounds/new/", views.new, name="new"),
    path("alignment/rounds/<int:pk>/", views.round_page, name="round"),
    path("alignment/rounds/<int:pk>/report/", views.report, name="report"),
    path("alignment/rounds/<int:pk>/answers/", views.answers, name="answers"),
    path("alignment/rounds/<int:pk>/answers/<slug:key>/", views.criterion, name="criterion"),
    path("alignment/rounds/<int:pk>/reminders/", views.reminders, name="reminders"),
    path("alignment/rounds/<int:pk>/extension/", views.extension, name="extension"),
    path("alignment/rounds/<int:pk>/end/", views.end, name="end"),
]
