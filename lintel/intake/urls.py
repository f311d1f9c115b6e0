"""Addresses of this room."""

from django.urls import path

from lintel.intake.views import answering, asking, figures, lists, settling, types

app_name = "intake"
urlpatterns = [
    path("requests/", lists.requests, name="requests"),
    path("requests/new/", asking.new, name="new"),
    path("requests/similar/", asking.similar, name="similar"),
    path("requests/figures/", figures.figures, name="figures"),
    path("requests/types/", types.types, name="types"),
    path("requests/types/new/", types.new, name="new-type"),
    path("requests/types/<int:pk>/", types.edit, name="type"),
    path("requests/types/<int:pk>/use/", types.use, name="type-use"),
    path("requests/<int:pk>/", lists.request_page, name="request"),
    path("requests/<int:pk>/edit/", asking.edit, name="edit"),
    path("requests/<int:pk>/withdrawal/", asking.withdrawal, name="withdrawal"),
    path("requests/<int:pk>/vote/", asking.vote, name="vote"),
    path("requests/<int:pk>/answer/", answering.give, name="answer"),
    path("requests/<int:pk>/acceptance/", answering.acceptance, name="acceptance"),
    path("requests/<int:pk>/counter-offer/", answering.counter_offer, name="counter-offer"),
    path("requests/<int:pk>/escalation/", answering.escalation, name="escalation"),
    path(
        "alternatives/<int:pk>/acceptance/", answering.alternative_acceptance, name="alternative-acceptance"
    ),
    path("requests/<int:pk>/settlement/", settling.settlement, name="settlement"),
    path("requests/<int:pk>/settlement/signature/", settling.signature, name="settlement-signature"),
]
