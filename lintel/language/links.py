"""Links that start at terms and primers: which metric counts a term, and what a primer explains.

The things at the other end live in rooms above; they are found by the link, never by an import.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import NoReverseMatch, Resolver404, resolve

from lintel.audit.models import Link, LinkQuerySet, type_label
from lintel.language.models import Primer, Term
from lintel.people.models import User
from lintel.ui.problems import Problem

MEASURED_BY = "measured_by"  # from a term to the metric that counts it
EXPLAINS = "explains"  # from a primer to anything
Offer = Callable[[User], Iterable[models.Model]]
_offers: list[Offer] = []


def offer_metrics(offer: Offer) -> None:
    """Say which metrics a person may link to terms; the room of metrics calls this once at start-up."""
    _offers[:] = [offer]


def metrics_for(user: User) -> list[models.Model]:
    """Metrics that can be linked; none while no room above has any."""
    return list(_offers[0](user)) if _offers else []


def measured_by(term: Term, user: User) -> list[models.Model]:
    """The metrics that count a term, as far as the person may see them."""
    return _ends(Link.objects.from_thing(term, MEASURED_BY), user)


def terms_of(metric: models.Model, user: User) -> list[Term]:
    """The terms that a metric counts: for the metric’s own page."""
    keys = Link.objects.to_thing(metric, MEASURED_BY).values_list("from_id", flat=True)
    return list(Term.objects.visible_to(user).filter(pk__in=list(keys)))


def explained_by(primer: Primer, user: User) -> list[models.Model]:
    """What a primer explains, as far as the person may see it."""
    return _ends(Link.objects.from_thing(primer, EXPLAINS), user)


def primers_on(thing: models.Model, user: User) -> list[Primer]:
    """The primers that explain a thing."""
    keys = Link.objects.to_thing(thing, EXPLAINS).values_list("from_id", flat=True)
    return list(Primer.objects.visible_to(user).filter(pk__in=list(keys)))


def tie(start: models.Model, kind: str, end: models.Model) -> bool:
    """Make a link; False if it is there already. Called by actions."""
    _, new = Link.objects.get_or_create(defaults=None, **_row(start, kind, end))
    return new


def untie(start: models.Model, kind: str, end: models.Model) -> bool:
    """Take a link away; False if there is none. Called by actions."""
    gone, _ = Link.objects.filter(**_row(start, kind, end)).delete()
    return bool(gone)


def thing_of(label: str, key: str, user: User) -> models.Model:
    """The thing of this type and number that the person may see; raises `Problem`."""
    try:
        manager: Any = apps.get_model(label)._default_manager
        found: models.Model | None = manager.visible_to(user).filter(pk=key).first()
    except (LookupError, ValueError, AttributeError, OverflowError):
        found = None
    if found is None:
        raise Problem(
            "There is no such thing here.", way_out="Open its page and copy the address.", field="thing"
        )
    return found


def thing_at(path: str, user: User) -> models.Model:
    """The thing whose page has this address; raises `Problem`."""
    path = path.strip().split("?")[0].split("#")[0]
    if "://" in path:
        path = "/" + path.split("://", 1)[1].partition("/")[2]
    try:
        found = resolve(path)
    except Resolver404:
        found = None
    keys = [*found.args, *found.kwargs.values()] if found else []
    for model in apps.get_models() if len(keys) == 1 else []:
        if getattr(model, "commentable", False) and _lives_at(model, keys[0], path):
            return thing_of(type_label(model), str(keys[0]), user)
    raise Problem(
        "This is not the address of anything that can be explained.",
        way_out="Open the term, request or proposal and copy the address of its page.",
        field="thing",
    )


def _lives_at(model: Any, key: Any, path: str) -> bool:
    thing = model(pk=key)
    try:
        return hasattr(thing, "get_absolute_url") and thing.get_absolute_url() == path
    except NoReverseMatch:  # it is found by a name instead of its number
        return False


def _row(start: models.Model, kind: str, end: models.Model) -> dict[str, str]:
    return {
        "from_type": type_label(start),
        "from_id": str(start.pk),
        "kind": kind,
        "to_type": type_label(end),
        "to_id": str(end.pk),
    }


def _ends(rows: LinkQuerySet, user: User) -> list[models.Model]:
    """One query for each type of thing at the other end."""
    wanted: dict[str, list[str]] = {}
    for row in rows:
        wanted.setdefault(row.to_type, []).append(row.to_id)
    found: list[models.Model] = []
    for label, keys in wanted.items():
        try:
            manager: Any = apps.get_model(label)._default_manager
        except LookupError:
            continue
        visible = manager.visible_to(user) if hasattr(manager, "visible_to") else manager.all()
        found += list(visible.filter(pk__in=keys))
    return found
