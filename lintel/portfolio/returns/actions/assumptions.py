"""Writing what is assumed, and signing it. What counts is the last version that both offices signed."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from lintel.audit.audited import Draft, audited
from lintel.audit.models import ChainHead
from lintel.audit.signatures import hash_of
from lintel.audit.verification import signature_facts
from lintel.people import signing
from lintel.people.models import Specialty, User
from lintel.portfolio.returns import access
from lintel.portfolio.returns.actions.forecast import order_all
from lintel.portfolio.returns.models import ASSUMPTIONS, CURRENCY, MOST_MONEY, Assumptions
from lintel.portfolio.returns.terms import CORRELATIONS, DELAYS, PERCENTS, SHAPES, Terms
from lintel.ui.problems import Denied, Problem, Stale


@audited("assumptions.written", says="wrote version {version} of what is assumed about returns")
def write(entry: Draft, terms: Terms, *, by: User, seen: int) -> Assumptions:
    """Write the next version; `seen` is the newest one that was read, 0 for none. It does not count before
    both offices have signed it. Errors: `Denied`, `Problem` with its field, `Stale`."""
    if not access.may_write(by):
        raise Denied(
            "Members and holders of the two sides write what is assumed.", way_out="Ask one of them."
        )
    ChainHead.objects.select_for_update().filter(pk=1).first()  # two that write at once queue here
    newest = Assumptions.objects.order_by("-version").first()
    if (newest.version if newest else 0) != seen:
        raise Stale("Somebody wrote another version meanwhile.", way_out="Read it, then write yours.")
    values = _checked(terms)
    if newest and all(getattr(newest, name) == value for name, value in values.items()):
        raise Problem("Nothing was changed.", way_out="Change something, or leave the page.")
    row = Assumptions.objects.create(version=seen + 1, written_by=by, **values)
    entry.about(row, version=row.version)
    return row


@audited("assumptions.signed", says="signed version {version} of the assumptions for the {office}{decided}")
def sign(entry: Draft, row: Assumptions, *, by: User, content_hash: str) -> Assumptions:
    """Put one office's key to exactly what was read; with the second one it is in force, and proposals are
    worked out anew. Errors: `Denied`, `Problem`, `Stale`."""
    key = signing.key_for(by)
    fresh = Assumptions.objects.select_for_update().get(pk=row.pk)
    if Assumptions.objects.filter(version__gt=fresh.version).exists() or hash_of(fresh) != content_hash:
        raise Stale(
            "There is a newer version than the one you read, so nothing was signed.",
            way_out="Read it, and sign that one if you agree.",
        )
    put = signing.put_key(fresh, ASSUMPTIONS, key, by=by, content_hash=content_hash, what="this version")
    complete = put.keys.complete
    fresh.awaits = put.keys.awaits
    fresh.in_force_at = put.signature.at if complete else None
    fresh.save(update_fields=["awaits", "in_force_at"])
    decided = "; with both keys it is in force" if complete else ""
    facts = signature_facts(put.signature)
    entry.about(fresh, version=fresh.version, office=key.office.label, decided=decided, signature=facts)
    if complete:
        entry.afterwards(lambda: order_all(by=None))
    return fresh


def _checked(terms: Terms) -> dict[str, Any]:
    """The fields of a version. Errors: `Problem` at the first that does not fit."""
    currency = terms.currency.strip().upper()
    try:
        CURRENCY(currency)
    except ValidationError as wrong:
        raise Problem(str(wrong.message), field="currency") from None
    for name in PERCENTS:
        _between(name, getattr(terms, name), Decimal(-50), Decimal(100), 2, "per cent a year")
    if not 1 <= terms.horizon <= 20:
        raise Problem("The horizon is 1 to 20 years.", field="horizon")
    if terms.shape not in dict(SHAPES):
        raise Problem("Ranges are drawn as PERT or triangular.", field="shape")
    for name in CORRELATIONS:
        _between(name, getattr(terms, name), Decimal(0), Decimal(1), 2, "0 being not at all")
    if terms.portfolio_correlation > terms.benefit_correlation:
        raise Problem(
            "Benefits of different proposals cannot move together more than those of one.",
            way_out="Lower this, or raise the other.",
            field="portfolio_correlation",
        )
    for name in DELAYS:
        _between(name, getattr(terms, name), Decimal(0), Decimal(60), 1, "months")
    if not terms.delay_low <= terms.delay_likely <= terms.delay_high:
        raise Problem("The three delays have to rise, in this order.", field="delay_likely")
    _between("day_rate", terms.day_rate, Decimal(0), MOST_MONEY, 2, "for one day")
    values = asdict(terms) | {"currency": currency}
    return values | {"rates": _rates(terms, currency), "day_rates": _day_rates(terms)}


def _between(name: str, value: Decimal, low: Decimal, high: Decimal, places: int, what: str) -> None:
    if not (value.is_finite() and low <= value <= high and value == round(value, places)):
        raise Problem(
            f"This lies between {low} and {high}, {what}, with at most {places} decimals.", field=name
        )


def _rates(terms: Terms, currency: str) -> dict[str, str]:
    found = {}
    for name, rate in terms.rates.items():
        code = name.strip().upper()
        if not (len(code) == 3 and code.isascii() and code.isalpha()) or code == currency:
            raise Problem(
                f"“{name}” is no other currency.", way_out="Write three letters: USD 0.92.", field="rates"
            )
        if not (rate.is_finite() and 0 < rate <= MOST_MONEY):
            raise Problem(f"The rate of {code} has to be more than nothing.", field="rates")
        found[code] = f"{rate.normalize():f}"
    return dict(sorted(found.items()))


def _day_rates(terms: Terms) -> dict[str, str]:
    known = set(Specialty.objects.filter(pk__in=terms.day_rates).values_list("pk", flat=True))
    for key, rate in terms.day_rates.items():
        if key not in known:
            raise Problem(f"There is no specialty {key}.", way_out="Choose from the list.", field="day_rates")
        _between("day_rates", rate, Decimal(0), MOST_MONEY, 2, "for one day")
    return {str(key): f"{rate.normalize():f}" for key, rate in sorted(terms.day_rates.items())}
