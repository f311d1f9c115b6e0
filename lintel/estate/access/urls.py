"""Addresses of who gets in: nouns."""

from django.urls import path

from lintel.estate.access.views import campaigns, grants, parties, reach

app_name = "reach"
urlpatterns = [
    path("access/", reach.reach, name="reach"),
    path("access/reaches/", reach.reaches, name="reaches"),
    path("access/formula/", reach.formula, name="formula"),
    path("access/data/<int:pk>/", reach.data, name="data"),
    path("access/data/<int:pk>/weight/", reach.weight, name="weight"),
    path("access/grants/", grants.listed, name="grants"),
    path("access/grants/new/", grants.new, name="new-grant"),
    path("access/grants/<int:pk>/", grants.grant, name="grant"),
    path("access/grants/<int:pk>/edit/", grants.edit, name="edit-grant"),
    path("access/grants/<int:pk>/end/", grants.ending, name="grant-end"),
    path("access/grants/<int:pk>/removal/", grants.removal, name="grant-removal"),
    path("access/grants/<int:pk>/request/", grants.wish, name="grant-request"),
    path("access/parties/", parties.listed, name="parties"),
    path("access/parties/new/", parties.new, name="new-party"),
    path("access/parties/<int:pk>/", parties.party, name="party"),
    path("access/parties/<int:pk>/edit/", parties.edit, name="edit-party"),
    path("access/parties/<int:pk>/people/", parties.people, name="people"),
    path("access/parties/<int:pk>/names/", parties.names, name="names"),
    path("access/campaigns/", campaigns.listed, name="campaigns"),
    path("access/campaigns/new/", campaigns.new, name="new-campaign"),
    path("access/campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("access/campaigns/<int:pk>/report/", campaigns.report, name="report"),
    path("access/campaigns/<int:pk>/reminder/", campaigns.reminder, name="reminder"),
    path("access/campaigns/<int:pk>/closing/", campaigns.closing, name="closing"),
    path("access/questions/", campaigns.mine, name="mine"),
    path("access/questions/<int:pk>/answer/", campaigns.answer, name="answer"),
    path("access/questions/<int:pk>/delegation/", campaigns.delegation, name="delegation"),
    path("access/questions/<int:pk>/request/", campaigns.request_of, name="question-request"),
]
