"""What the example company's people did after their exports came in; every step is a real action."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.intake.actions import reply, settlement, vote
from lintel.intake.models import Request
from lintel.people.actions import comment, delegation, watch
from lintel.people.models import Specialty, User
from lintel.portfolio.proposals.actions import backlog, board, part, proposal, signature
from lintel.portfolio.proposals.models import Benefit, BoardColumn, Effort, Involvement, Proposal, Requirement

DOMAIN = "fjellfern.example"


def who(name: str) -> User:
    """Somebody of the example company by the part before the @."""
    return User.objects.get(email=f"{name}@{DOMAIN}")


def told(title: str) -> Proposal:
    """A proposal of the proposals' file by the beginning of its title, as it now stands."""
    return Proposal.objects.get(title__startswith=title, imported_key__startswith="P-")


def asked(title: str) -> Request:
    """A request by the beginning of its title, as it now stands."""
    return Request.objects.get(title__startswith=title)


def tell() -> None:
    """Lend a key, talk, disagree, complete proposals, sign some of them, and order the backlog."""
    today = timezone.localdate()
    delegation.give(
        who("ivo.brandt"),
        delegate=who("lena.ito"),
        starts=today,
        ends=today + dt.timedelta(days=21),
        by=who("ivo.brandt"),
    )
    _talk()
    _disagree()
    for case in CASES:
        _complete(case)
    _sign("Consent proof in one place", "mara.lindqvist", "ivo.brandt")
    _sign("Server-side tagging in the Netherlands", "mara.lindqvist", "lena.ito")
    _sign("Reminders for abandoned carts", "mara.lindqvist")
    _sign("Pictures with a licence", "ivo.brandt")
    _begin("Consent proof in one place")
    backlog.order("wsjf", by=who("nele.vogt"))


def _talk() -> None:
    pictures = asked("Pictures from Bildkammer")
    comment.write(
        pictures,
        text="The nightly list would already take the fear out of it. "
        "@Ingrid Solheim, would it do for this winter?",
        by=who("nele.vogt"),
    )
    watch.follow(pictures, by=who("mara.lindqvist"))
    vote.cast(pictures, by=who("nele.vogt"))
    comment.write(
        told("Reminders for abandoned carts"),
        text="The events are there since last sprint; what is missing is the rule for people who bought "
        "in a shop meanwhile. @Priya Raman, can you write that down as a requirement?",
        by=who("lena.ito"),
    )


def _disagree() -> None:
    pending = Request.objects.filter(state="answered", asking_side="marketing").exclude(
        title__startswith="Pictures from"
    )
    for request in pending.order_by("pk")[:1]:
        reply.escalate(
            request,
            by=request.asker,
            version=request.version,
            text="We have gone back and forth twice. The season starts in March; please decide together what "
            "we do until then.",
        )
        settlement.write(
            request,
            version=0,
            text="Marketing gets the smaller solution before the season; IT brings the whole one into the "
            "plan of the second quarter. Both offices look at it again in June.",
            by=who("mara.lindqvist"),
        )


@dataclass(frozen=True)
class Case:
    """What makes a proposal complete enough to be signed."""

    title: str
    requirements: tuple[tuple[str, str], ...]
    efforts: tuple[tuple[str, int, int, int], ...]
    benefit: tuple[str, int, int, int, bool]
    raci: tuple[tuple[str, str], ...]


CASES = (
    Case(
        "Reminders for abandoned carts",
        (
            (
                "A cart left for two hours starts one reminder, and only one.",
                "Given a cart that was left for two hours\n"
                "When its owner agreed to the newsletter and has not bought since, on the web or in a shop\n"
                "Then one reminder is sent, and none for the next seven days",
            ),
            (
                "Nobody without consent for “newsletter” is reminded.",
                "Consent is asked again at the time of sending.",
            ),
        ),
        (("Data engineer", 12, 18, 30), ("CRM manager", 6, 9, 14)),
        ("Orders won back", 90_000, 140_000, 210_000, True),
        (("R", "Data engineer"), ("A", "CRM manager")),
    ),
    Case(
        "Server-side tagging in the Netherlands",
        (
            (
                "Purchases in analytics and in the shop differ by less than 5 %.",
                "Measured over the last four weeks.",
            ),
        ),
        (("Integration developer", 15, 20, 28), ("Web analyst", 8, 10, 15)),
        ("Advertising no longer bought blind", 40_000, 75_000, 120_000, True),
        (("R", "Integration developer"), ("A", "Web analyst")),
    ),
    Case(
        "Consent proof in one place",
        (
            (
                "Legal finds time, wording and place of any consent within a minute.",
                "Twenty letters of this year are answered in a trial.",
            ),
        ),
        (("Data engineer", 6, 9, 14), ("Security engineer", 2, 3, 5)),
        ("Half a day saved per letter", 6_000, 9_000, 14_000, False),
        (("R", "Data engineer"), ("C", "Security engineer")),
    ),
    Case(
        "Pictures with a licence",
        (
            (
                "A picture whose licence ends is offline the same night.",
                "Checked against twelve licences that end.",
            ),
        ),
        (("Integration developer", 8, 12, 20),),
        ("Licence fines avoided", 10_000, 25_000, 60_000, True),
        (("R", "Integration developer"),),
    ),
)


def _complete(case: Case) -> None:
    """Both sides add their parts."""
    marketing, it = who("nele.vogt"), who("tomas.okafor")
    for text, criteria in case.requirements:
        kind = "scenario" if criteria.startswith("Given") else "checklist"
        part.add(
            told(case.title),
            Requirement,
            {"text": text, "criteria": criteria, "criteria_kind": kind},
            by=marketing,
        )
    for name, low, likely, high in case.efforts:
        days = {"low": Decimal(low), "likely": Decimal(likely), "high": Decimal(high)}
        specialty = Specialty.objects.get(name__iexact=name)
        part.add(told(case.title), Effort, {"specialty": specialty, **days}, by=it)
    for letter, name in case.raci:
        specialty = Specialty.objects.get(name__iexact=name)
        part.add(told(case.title), Involvement, {"letter": letter, "specialty": specialty}, by=it)
    what, low, likely, high, cashable = case.benefit
    first = told(case.title).ends_on or timezone.localdate()
    for number, period in enumerate(("First year", "Second year", "Third year")):
        part.add(
            told(case.title),
            Benefit,
            {
                "what": what,
                "period": period,
                "period_starts_on": dt.date(first.year + number, first.month, min(first.day, 28)),
                "cashable": cashable,
                "low": Decimal(low),
                "likely": Decimal(likely),
                "high": Decimal(high),
            },
            by=marketing,
        )
    proposal.offer(told(case.title), by=marketing)


def _sign(title: str, *names: str) -> None:
    for name in names:
        thing = told(title)
        signature.sign(thing, by=who(name), purpose="approve", content_hash=hash_of(thing))


def _begin(title: str) -> None:
    """Work on what both approved."""
    column = BoardColumn.objects.order_by("position")[1]
    board.move(told(title), column, by=who("tomas.okafor"))
