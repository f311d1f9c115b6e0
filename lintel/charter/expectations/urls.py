"""Addresses of this chamber."""

from django.urls import path

from lintel.charter.expectations.models import StepKind
from lintel.charter.expectations.views import lists, scorecard, steps, writing

app_name = "expectations"
NOUNS = {
    StepKind.OFFER: "offer",
    StepKind.REWORD: "rewording",
    StepKind.COUNTER: "counter-offer",
    StepKind.ACCEPT: "acceptance",
    StepKind.DECLINE: "refusal",
    StepKind.PROMISE: "promise",
    StepKind.DECLARE: "completion",
    StepKind.SATISFY: "satisfaction",
    StepKind.MISSING: "gap",
    StepKind.RENEGOTIATE: "renegotiation",
    StepKind.REVOKE: "revocation",
    StepKind.NOTICE: "notice",
}
urlpatterns = [
    path("expectations/", lists.expectations, name="expectations"),
    path("expectations/new/", writing.new, name="new"),
    path("expectations/<int:pk>/", lists.expectation_page, name="expectation"),
    path("expectations/<int:pk>/edit/", writing.edit, name="edit"),
    path("expectations/<int:pk>/performer/", steps.performer, name="performer"),
    path("expectations/<int:pk>/measurements/", steps.measurements, name="measurements"),
    *(
        path(f"expectations/<int:pk>/{noun}/", steps.step, {"kind": kind}, name=noun)
        for kind, noun in NOUNS.items()
    ),
    path("scorecard/", scorecard.scorecard, name="scorecard"),
    path("scorecard/measurements/", scorecard.measurements, name="scorecard-measurements"),
]
