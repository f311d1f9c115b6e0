"""Addresses of this chamber."""

from django.urls import path

from lintel.portfolio.sessions.views import minutes, session, settling

app_name = "sessions"
urlpatterns = [
    path("backlog/sessions/", session.sessions, name="sessions"),
    path("backlog/sessions/new/", session.new, name="new"),
    path("backlog/sessions/<int:pk>/", session.session, name="session"),
    path("backlog/sessions/<int:pk>/live/", session.live, name="live"),
    path("backlog/sessions/<int:pk>/scores/", session.scores, name="scores"),
    path("backlog/sessions/<int:pk>/people/", session.people, name="people"),
    path("backlog/sessions/<int:pk>/beginning/", session.beginning, name="beginning"),
    path("backlog/sessions/<int:pk>/revelation/", session.revelation, name="revelation"),
    path("backlog/sessions/<int:pk>/order/", session.order, name="order"),
    path("backlog/sessions/<int:pk>/end/", session.end, name="end"),
    path("backlog/sessions/<int:pk>/abandonment/", session.abandonment, name="abandonment"),
    path("backlog/sessions/<int:pk>/minutes/", minutes.minutes, name="minutes"),
    path("backlog/sessions/<int:pk>/document/", minutes.document, name="document"),
    path("backlog/sessions/items/<int:pk>/rounds/", settling.rounds, name="rounds"),
    path("backlog/sessions/items/<int:pk>/values/", settling.values, name="values"),
    path("backlog/sessions/items/<int:pk>/agreement/", settling.agreement, name="agreement"),
]
