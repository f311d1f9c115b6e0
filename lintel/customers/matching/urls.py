"""Addresses of this chamber, below `customers/`."""

from django.urls import path

from lintel.customers.matching.views import clearances, decisions, overview, review, why

app_name = "matching"
urlpatterns = [
    path("clearances/", clearances.clearances, name="clearances"),
    path("clearances/new/", clearances.new, name="new-clearance"),
    path("clearances/<int:pk>/end/", clearances.end, name="clearance-end"),
    path("matching/", overview.overview, name="overview"),
    path("matching/model/", overview.model, name="model"),
    path("matching/runs/", overview.runs, name="runs"),
    path("matching/decisions/", decisions.decisions, name="decisions"),
    path("matching/decisions/<int:pk>/withdrawal/", decisions.withdrawal, name="withdrawal"),
    path("review/", review.review, name="review"),
    path("review/answers/", review.answers, name="answers"),
    path("<uuid:customer_id>/why/", why.why, name="why"),
]
