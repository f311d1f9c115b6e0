"""What it takes: money, purchases, people."""

import datetime as dt

from django.db.models import Count, Q, Sum
from django.urls import reverse

from lintel.audit.sides import OFFICES
from lintel.digests.book.shape import Section, Sheet
from lintel.estate.inventory.models import Contract
from lintel.estate.purchases.models import Purchase, State
from lintel.estate.spending.models import Saving
from lintel.people.models import Delegation, Role, User
from lintel.portfolio.returns import telling
from lintel.portfolio.returns.models import PortfolioReturn, Scope
from lintel.ui.formats import date_text, money_text

MOST = 40


def money(user: User, day: dt.date) -> Section:
    """What is approved may bring, what was signed costs, what is to be saved."""
    rows: list[tuple[str, str]] = []
    kept = PortfolioReturn.objects.visible_to(user).filter(scope=Scope.APPROVED).first()
    if kept is not None and kept.counted:
        total, currency = kept.result["total"], kept.result["currency"]
        rows.append(("Net value of what is approved", telling.money(total["mean"], currency)))
        rows.append(("Chance of a loss", telling.percent(total["chance_of_loss"])))
    running = Contract.objects.visible_to(user).running(day).exclude(a_year=None).order_by()
    for one in running.values("currency").annotate(total=Sum("a_year")).order_by("-total"):
        rows.append(("Contracts a year", money_text(round(one["total"]), one["currency"])))
    saved = Saving.objects.visible_to(user).filter(state="decided").order_by()
    for one in saved.values("currency").annotate(total=Sum("a_year")).order_by("-total"):
        rows.append(("Decided to be saved a year", money_text(round(one["total"]), one["currency"])))
    sheets = (Sheet("In figures", ("What", "How much"), tuple(rows)),) if rows else ()
    return Section(
        "money",
        "Money",
        reverse("returns:returns"),
        sheets=sheets,
        missing="Say what proposals cost and bring.",
    )


def purchases(user: User, day: dt.date) -> Section:
    """What both offices decided to buy, and what they are asked about."""
    wanted = Q(state=State.DECIDED) | Q(state=State.OFFERED)
    rows = (
        Purchase.objects.visible_to(user)
        .filter(wanted)
        .select_related("chosen")
        .order_by("-changed_at")[:MOST]
    )
    cells = tuple(
        (row.title, row.chosen.name if row.chosen else "", row.get_state_display(), _on(row)) for row in rows
    )
    sheets = (
        (Sheet("Decided, and to be decided", ("Purchase", "Choice", "Stands", "On"), cells),) if cells else ()
    )
    return Section(
        "purchases",
        "Purchases",
        reverse("purchases:purchases"),
        sheets=sheets,
        missing="Compare what could be had.",
    )


def _on(row: Purchase) -> str:
    day = row.decided_at.date() if row.decided_at else row.decide_by
    return date_text(day) if day else ""


def people(user: User, day: dt.date) -> Section:
    """Who holds the offices, who signs for them these days, and how many carry the work."""
    active = User.objects.active()
    holders = {one.side: one.name for one in active.filter(role=Role.OFFICE_HOLDER)}
    lent = {
        one.office: one.delegate.name for one in Delegation.objects.in_force(day).select_related("delegate")
    }
    many = dict(active.exclude(role=Role.NONE).order_by().values_list("side").annotate(many=Count("pk")))
    cells = tuple(
        (
            office.label, holders.get(office.value, "nobody"), lent.get(office.value, "–"),
            str(many.get(office.value, 0)),
        )
        for office in OFFICES
    )  # fmt: skip
    sheet = Sheet("The two offices", ("Office", "Held by", "Signs meanwhile", "People with a role"), cells)
    return Section("people", "People", reverse("people:people"), sheets=(sheet,))
