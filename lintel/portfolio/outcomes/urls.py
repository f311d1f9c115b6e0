"""Addresses of this chamber: nouns."""

from django.urls import path

from lintel.portfolio.outcomes.views import benefits, closing, files, lists, outcome, reviews

app_name = "outcomes"
ONE = "proposals/<int:pk>/outcome/"
urlpatterns = [
    path("outcomes/", lists.outcomes, name="outcomes"),
    path("outcomes/calibration/", lists.calibration, name="calibration"),
    path("outcomes/calendar/", files.calendar, name="calendar"),
    path(ONE, outcome.outcome, name="outcome"),
    path(f"{ONE}files/<slug:form>/", files.sheet, name="file"),
    path(f"{ONE}delivery/", outcome.delivery, name="delivery"),
    path(f"{ONE}delivery/confirmation/", outcome.confirmation, name="confirmation"),
    path(f"{ONE}measurements/", outcome.measurements, name="measurements"),
    path(f"{ONE}measurements/<int:measurement>/", outcome.measurement, name="measurement"),
    path(f"{ONE}benefits/<int:benefit>/arrangement/", benefits.arrangement, name="arrangement"),
    path(f"{ONE}benefits/<int:benefit>/agreement/", benefits.agreement, name="agreement"),
    path(f"{ONE}benefits/<int:benefit>/statement/", benefits.statement, name="statement"),
    path(f"{ONE}benefits/<int:benefit>/acceptance/", benefits.acceptance, name="acceptance"),
    path(f"{ONE}reviews/", reviews.reviews, name="reviews"),
    path(f"{ONE}reviews/<int:review>/", reviews.review, name="review"),
    path(f"{ONE}reviews/<int:review>/removal/", reviews.removal, name="removal"),
    path(f"{ONE}note/", closing.note, name="note"),
    path(f"{ONE}note/signature/", closing.signature, name="signature"),
]
