"""Loading what the address names, if the reader may see it."""

from django.http import HttpRequest

from lintel.people.authentication import user_of
from lintel.portfolio.outcomes.models import Outcome, PromisedBenefit, Review
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied

ONLY_BOTH = Denied(
    "Only members and office holders of marketing and IT see to outcomes.",
    way_out="Leave a comment, or ask an administrator for a role on one of the two sides.",
)


def load(request: HttpRequest, pk: int) -> Outcome:
    """The outcome of a proposal, with its day of delivery."""
    return get_visible(Outcome.objects.visible_to(user_of(request)).for_rows(), proposal=pk)


def load_benefit(request: HttpRequest, pk: int, benefit: int) -> PromisedBenefit:
    """A benefit that this proposal promises."""
    rows = PromisedBenefit.objects.visible_to(user_of(request)).filter(promise__proposal=pk)
    known = rows.select_related("promise__proposal", "metric")
    owned = known.select_related("arrangement__marketing_owner", "arrangement__it_owner")
    row: PromisedBenefit = get_visible(owned, pk=benefit)
    return row


def load_review(request: HttpRequest, pk: int, review: int) -> Review:
    """A day of looking at this proposal's outcome."""
    rows = Review.objects.visible_to(user_of(request)).filter(outcome__proposal=pk)
    row: Review = get_visible(rows.select_related("outcome__proposal", "person", "held_by"), pk=review)
    return row
