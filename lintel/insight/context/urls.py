"""Addresses of this chamber."""

from django.urls import path

from lintel.insight.context import views

app_name = "context"
urlpatterns = [
    path("context/", views.series_list, name="series"),
    path("context/series/new/", views.new_series, name="new-series"),
    path("context/series/<int:pk>/", views.series_page, name="series-page"),
    path("context/series/<int:pk>/wording/", views.edit_series, name="edit-series"),
    path("context/series/<int:pk>/removal/", views.remove_series, name="series-removal"),
    path("context/series/<int:pk>/pulls/", views.pulls, name="pulls"),
    path("context/events/", views.events, name="events"),
    path("context/events/new/", views.new_event, name="new-event"),
    path("context/events/<int:pk>/", views.event, name="event"),
    path("context/events/<int:pk>/wording/", views.edit_event, name="edit-event"),
    path("context/events/<int:pk>/removal/", views.remove_event, name="event-removal"),
]
