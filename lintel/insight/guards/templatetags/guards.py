"""`{% why_withheld metrics purpose %}`: why some figures stand for too few; `{% access_behind request %}`:
what was asked for, and where it is granted."""

from collections.abc import Sequence

from django import template
from django.db.models import Model
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lintel.audit.models import Link, type_label
from lintel.insight.guards import access, deciding, semantics, standing
from lintel.insight.guards.actions.access_wish import ASKED_AS
from lintel.insight.guards.models import AccessWish
from lintel.people.models import User

register = template.Library()


@register.simple_tag(takes_context=True)
def why_withheld(context: Context, metrics: Sequence[str], purpose: str) -> SafeString:
    """The smallest group that counts for the reader, who says so, and the way to ask for more."""
    user = getattr(context.get("request"), "user", None)
    if not isinstance(user, User):
        return SafeString("")
    shown = {
        "group": deciding.smallest_group(user, purpose),
        "may_ask": access.may_ask_access(user),
        "dataset": semantics.dataset_of(metrics),
        "purpose": purpose,
    }
    return render_to_string("guards/withheld.html", shown)


@register.simple_tag(takes_context=True)
def access_behind(context: Context, thing: Model) -> SafeString:
    """For who writes policies: what somebody wished for when this request was made; else nothing."""
    user = getattr(context.get("request"), "user", None)
    if not isinstance(user, User) or not access.may_write(user):
        return SafeString("")
    made = Link.objects.filter(kind=ASKED_AS, to_type=type_label(thing), to_id=str(thing.pk))
    number = made.values_list("from_id", flat=True).first()
    wish = AccessWish.objects.select_related("by").filter(pk=int(number)).first() if number else None
    if wish is None:
        return SafeString("")
    policies = [one.source for one in deciding.counting() if standing.names(one.wording, wish.dataset)]
    return render_to_string("guards/asked.html", {"wish": wish, "policies": policies})
