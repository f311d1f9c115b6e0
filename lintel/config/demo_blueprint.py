"""The example company's blueprint: three plateaus over its estate, a signed version, suggestions."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.config.story import who
from lintel.estate.blueprint.actions import amendment, change, plateau, version
from lintel.estate.blueprint.models import Amendment, Change, Plateau, Version
from lintel.estate.inventory.models import Element
from lintel.people.actions import comment

DAY = dt.timedelta(days=1)


def prepare() -> Iterator[str]:
    """Plan, sign, suggest; nothing without the estate."""
    keys = dict(Element.objects.exclude(key="").values_list("key", "pk"))
    if "cdp-new" not in keys:
        return
    today = timezone.localdate()
    now = _plateau(
        "As it stands",
        today - 14 * DAY,
        "What both sides found when they went through the inventory in autumn.",
    )
    step = _plateau(
        "One record of a customer",
        today + 190 * DAY,
        "A customer is one customer everywhere, and says once what may be sent.",
    )
    last = _plateau(
        "Nothing stands on one leg",
        today + 400 * DAY,
        "The cloud carries the ledgers, tills are of one kind, and no capability hangs on one old system.",
    )
    _now(now, keys)
    _step(step, keys)
    _last(last, keys)
    _signed()
    _suggested(step, last, keys)
    plans = Change.objects.counting().count()
    yield f"Blueprint: {Plateau.objects.count()} plateaus with {plans} changes, version 1 signed by both"


def _plateau(name: str, day: dt.date, note: str) -> Plateau:
    return plateau.create(name=name, day=day, note=note, by=who("tomas.okafor"))


def _plan(
    row: Plateau, kind: str, note: str = "", /, *, author: str = "tomas.okafor", **facts: Any
) -> Change:
    return change.plan(row, kind, facts, note=note, by=who(author))


def _now(row: Plateau, keys: dict[str, int]) -> None:
    _plan(
        row, "adjust", "Both sides agreed that it goes.", author="nele.vogt", element=keys["social"],
        phase_out_from=row.day.isoformat(),
    )  # fmt: skip


def _step(row: Plateau, keys: dict[str, int]) -> None:
    centre = _plan(
        row, "add", "So that nobody has to guess.", author="nele.vogt", kind="system",
        name="Preference centre", cost="18000", criticality=3,
        description="Where a customer says what may be sent, and by which way.",
        business_owner=who("nele.vogt").pk, technical_owner=who("tomas.okafor").pk,
    )  # fmt: skip
    _plan(row, "join", source=-centre.pk, relation="serves", target=keys["c-consent"])
    _plan(row, "join", source=-centre.pk, relation="needs", target=keys["auth"])
    _plan(row, "join", source=-centre.pk, relation="runs_in", target=keys["fra"])
    _plan(
        row, "flow", source=-centre.pk, target=keys["consent"], name="Choices of customers", means="event",
        data=[keys["d-consent"]], records_a_day=900,
    )  # fmt: skip
    _plan(row, "replace", "The old one knows visits, not people.", element=keys["cdp"], by=keys["cdp-new"])
    _plan(
        row, "flow", source=keys["mdm"], target=keys["cdp-new"], name="One record of each customer",
        means="event", data=[keys["d-contact"]], records_a_day=4000,
    )  # fmt: skip
    _plan(row, "retire", "Two contracts by two cards.", author="nele.vogt", element=keys["layout"])


def _last(row: Plateau, keys: dict[str, int]) -> None:
    _plan(row, "replace", element=keys["till"], by=keys["till-new"])
    _plan(row, "replace", "With its own database.", element=keys["erp"], by=keys["erp-cloud"])
    _plan(row, "retire", "It held nothing but the old ERP.", element=keys["db-erp"])
    _plan(
        row,
        "adjust",
        "Twenty-seven people use it.",
        author="nele.vogt",
        element=keys["pictures"],
        cost="9000",
    )
    _plan(row, "adjust", "It stays as the second leg.", element=keys["mail-b"], criticality=3)


def _signed() -> None:
    row = version.offer(note="The first one that both sides drew together", by=who("tomas.okafor"))
    for name in ("mara.lindqvist", "ivo.brandt"):
        fresh = Version.objects.get(pk=row.pk)
        version.sign(fresh, by=who(name), content_hash=hash_of(fresh))


def _suggested(step: Plateau, last: Plateau, keys: dict[str, int]) -> None:
    nele = who("nele.vogt")
    gone = amendment.suggest(
        title="A planner for social media of our own",
        reason="The one we have goes, and four people plan posts in a sheet.", by=nele,
    )  # fmt: skip
    amendment.extend(gone, step, "add", {"kind": "system", "name": "Post planner", "cost": "7200"}, by=nele)
    gone = Amendment.objects.get(pk=gone.pk)
    amendment.decline(
        gone, version=gone.version, by=who("tomas.okafor"),
        reason="The content pages can plan posts since the spring release, and we pay for that already.",
        alternative="Try it there for a quarter. If it does not do, we look for one together.",
    )  # fmt: skip
    made = amendment.suggest(
        title="Pay in instalments", by=nele,
        reason="One basket in nine is left at the payment step. A second way that is not a card would keep "
        "the shop selling when card payments stand still.",
    )  # fmt: skip
    new = amendment.extend(
        made, last, "add",
        {
            "kind": "system", "name": "Payment in instalments", "cost": "14400", "criticality": 3,
            "business_owner": nele.pk,
        },
        by=nele,
    )  # fmt: skip
    joins = (("serves", keys["c-pay"]), ("supplied_by", keys["klarna"]), ("holds", keys["d-payment"]))
    for relation, target in joins:
        facts = {"source": -new.pk, "relation": relation, "target": target}
        amendment.extend(made, last, "join", facts, by=nele)
    comment.write(
        Amendment.objects.get(pk=made.pk), by=who("mara.lindqvist"),
        text="I would rather have this before the season than after it. @Ivo Brandt, what does it need?",
    )  # fmt: skip
