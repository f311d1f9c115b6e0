"""Addresses of the digests: nouns."""

from django.urls import path

from lintel.digests.weekly.views import channels, digests, opened, preferences

app_name = "digests"
urlpatterns = [
    path("digests/", digests.now, {"scope": "person"}, name="mine"),
    path("digests/all/", digests.digests, name="digests"),
    path("digests/now/<slug:scope>/", digests.now, name="now"),
    path("digests/<int:pk>/", digests.digest, name="digest"),
    path("digests/<int:pk>/mail/", digests.mail_preview, name="mail"),
    path("digests/<int:pk>/delivery/", digests.delivery, name="delivery"),
    path("digests/deliveries/", digests.deliveries, name="deliveries"),
    path("digests/preferences/", preferences.preferences, name="preferences"),
    path("digests/channels/", channels.channels, name="channels"),
    path("digests/channels/new/", channels.new, name="new-channel"),
    path("digests/channels/<int:pk>/", channels.channel, name="channel"),
    path("digests/channels/<int:pk>/edit/", channels.edit, name="edit-channel"),
    path("digests/channels/<int:pk>/pause/", channels.pause, name="pause"),
    path("digests/channels/<int:pk>/removal/", channels.removal, name="channel-removal"),
    path("digests/channels/<int:pk>/post/", channels.post, name="post"),
    path("digests/unsubscription/<str:token>/", opened.unsubscription, name="unsubscription"),
    path("digests/one-click/<str:token>/", opened.one_click, name="one-click"),
]
