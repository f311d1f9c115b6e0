"""Addresses of the feeds; the secret in them is one person's own."""

from django.urls import path

from lintel.digests.feeds import views

app_name = "feeds"
urlpatterns = [
    path("feeds/", views.feeds, name="feeds"),
    path("feeds/<str:secret>/calendar.ics", views.calendar, name="calendar"),
    path("feeds/<str:secret>/news.atom", views.news, name="news"),
    path("feeds/<str:secret>/decisions.atom", views.decided, name="decisions"),
]
