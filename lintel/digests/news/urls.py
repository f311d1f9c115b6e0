"""Addresses of the news: nouns."""

from django.urls import path

from lintel.digests.news.views import announcements, following, lists, updates

app_name = "news"
urlpatterns = [
    path("news/", lists.news, name="news"),
    path("news/announcements/", lists.announcements, name="announcements"),
    path("news/announcements/new/", announcements.new, name="new-announcement"),
    path("news/announcements/<int:pk>/", announcements.announcement, name="announcement"),
    path("news/announcements/<int:pk>/edit/", announcements.edit, name="edit-announcement"),
    path("news/announcements/<int:pk>/withdrawal/", announcements.withdrawal, name="withdrawal"),
    path(
        "news/announcements/<int:pk>/acknowledgement/", announcements.acknowledgement, name="acknowledgement"
    ),
    path("news/updates/<int:pk>/", updates.update, name="update"),
    path("news/following/", following.following, name="following"),
    path("news/about/<str:object_type>/<str:object_id>/", updates.standing, name="standing"),
    path("news/about/<str:object_type>/<str:object_id>/rhythm/", updates.rhythm, name="rhythm"),
    path("decisions/", lists.decision_log, name="decisions"),
]
