"""Which metric counts a term."""

from django.db import models

from lintel.audit.audited import Draft, audited
from lintel.language import links
from lintel.language.access import may_word
from lintel.language.models import Term
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@audited("metric-link.made", says="said that “{metric}” counts this word")
def make(entry: Draft, term: Term, metric: models.Model, *, by: User) -> Term:
    """Link a term to the metric that counts it; the metric’s page shows the term as well."""
    _require(by)
    if not links.tie(term, links.MEASURED_BY, metric):
        raise Problem(f"“{metric}” is linked already.", way_out="Nothing more is needed.")
    entry.about(term, metric=str(metric))
    entry.about(metric)
    return term


@audited("metric-link.removed", says="said that “{metric}” no longer counts this word")
def remove(entry: Draft, term: Term, metric: models.Model, *, by: User) -> Term:
    """Take the link to a metric away."""
    _require(by)
    if not links.untie(term, links.MEASURED_BY, metric):
        raise Problem(f"“{metric}” is not linked to this term.", way_out="There is nothing to take away.")
    entry.about(term, metric=str(metric))
    entry.about(metric)
    return term


def _require(by: User) -> None:
    if not may_word(by):
        raise Denied("Members of marketing and of IT link metrics.", way_out="Ask one of them in a comment.")
