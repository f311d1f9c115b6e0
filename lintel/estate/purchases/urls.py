"""Addresses of purchases: nouns."""

from django.urls import path

from lintel.estate.purchases.views import dossiers, judging, keys, lists, options

app_name = "purchases"
urlpatterns = [
    path("purchases/", lists.purchases, name="purchases"),
    path("purchases/new/", dossiers.new, name="new"),
    path("purchases/rejected/", lists.rejected, name="rejected"),
    path("purchases/similar/", lists.similar, name="similar"),
    path("purchases/<int:pk>/", dossiers.purchase, name="purchase"),
    path("purchases/<int:pk>/edit/", dossiers.edit, name="edit"),
    path("purchases/<int:pk>/choice/", dossiers.choice, name="choice"),
    path("purchases/<int:pk>/dropping/", dossiers.dropping, name="dropping"),
    path("purchases/<int:pk>/reopening/", dossiers.reopening, name="reopening"),
    path("purchases/<int:pk>/dossier.json", dossiers.document, name="document"),
    path("purchases/<int:pk>/dossier.xlsx", dossiers.book, name="book"),
    path("purchases/<int:pk>/offer/", keys.offer, name="offer"),
    path("purchases/<int:pk>/taking-back/", keys.taking_back, name="taking-back"),
    path("purchases/<int:pk>/signature/", keys.signature, name="signature"),
    path("purchases/<int:pk>/withdrawal/", keys.withdrawal, name="withdrawal"),
    path("purchases/<int:pk>/entry/", keys.entry, name="entry"),
    path("purchases/<int:pk>/options/new/", options.new, name="new-option"),
    path("purchases/options/<int:pk>/", options.option, name="option"),
    path("purchases/options/<int:pk>/edit/", options.edit, name="edit-option"),
    path("purchases/options/<int:pk>/removal/", options.removal, name="option-removal"),
    path("purchases/options/<int:pk>/costs/", options.costs, name="costs"),
    path("purchases/options/<int:pk>/costs/<int:cost>/removal/", options.cost_removal, name="cost-removal"),
    path("purchases/options/<int:pk>/scores/", options.scores, name="scores"),
    path("purchases/options/<int:pk>/risks/", options.risks, name="risks"),
    path("purchases/<int:pk>/criteria/new/", judging.new, name="new-criterion"),
    path("purchases/criteria/<int:pk>/", judging.edit, name="criterion"),
    path("purchases/criteria/<int:pk>/removal/", judging.removal, name="criterion-removal"),
    path("purchases/<int:pk>/weights/", judging.weights, name="weights"),
]
