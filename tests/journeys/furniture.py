"""Work in a house of the cast: one thing in every state that a page can show."""

import datetime as dt
import tempfile
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from lintel.alignment.actions import round as rounds
from lintel.audit.sides import Side
from lintel.audit.signatures import hash_of
from lintel.imports.bringing import bring, check_file
from lintel.insight.asking.actions import question
from lintel.insight.asking.actions.question import Kept
from lintel.insight.asking.asked import Asked, Split
from lintel.insight.dashboards.actions import dashboard, tile
from lintel.insight.dashboards.actions.dashboard import Described
from lintel.insight.definitions.actions import agreement, document
from lintel.insight.definitions.models import Metric
from lintel.intake.actions import answer, reply, request_type, settlement
from lintel.intake.actions.answer import Words
from lintel.intake.models import AnswerKind, Request
from lintel.people.actions import comment
from lintel.people.models import Role, Specialty, User
from lintel.portfolio.proposals.actions import board, bundle, part, proposal, template
from lintel.portfolio.proposals.models import Benefit, BoardColumn, Effort, Proposal, Requirement, Window
from lintel.portfolio.returns import simulating, work
from lintel.portfolio.returns.actions import assumptions, forecast
from lintel.portfolio.returns.terms import Terms
from tests.alignment.makers import ahead, side_of
from tests.alignment.makers import answer as everything
from tests.cast import make_user
from tests.customers.makers import publish
from tests.insight.ground import visit
from tests.intake.makers import make_request, make_type, way
from tests.journeys import language
from tests.journeys.access_furniture import doors
from tests.journeys.blueprint_furniture import blueprint
from tests.journeys.charter_furniture import charter
from tests.journeys.digest_furniture import digests
from tests.journeys.embed_furniture import embeds
from tests.journeys.estate_furniture import estate
from tests.journeys.goal_furniture import goals
from tests.journeys.outcome_furniture import outcomes
from tests.journeys.roadmap_furniture import roadmaps
from tests.journeys.session_furniture import flow, sessions
from tests.journeys.shadow_furniture import tools
from tests.portfolio.proposals.making import fresh, make_proposal, sign

WITH_BAD_ROWS = """Summary,Issue key,Issue Type,Status,Created
Stock counts that agree,MAR-1,Story,Open,22/Sep/25 9:26 AM
,MAR-2,Story,Open,22/Sep/25 9:26 AM
Faster product pages,MAR-3,Story,Open,31/Feb/25 9:26 AM
"""


def furnish() -> None:
    """Requests in every state, proposals in every state, imports, comments."""
    mara, ivo, nele, tomas, ada = (
        User.objects.get(email=f"{name}@example.org")
        for name in ("mara.lindqvist", "ivo.brandt", "nele.vogt", "tomas.okafor", "ada.petrova")
    )
    requests(mara, nele, tomas)
    proposals(mara, ivo, nele, tomas)
    imports(nele, ada)
    language.furnish(mara, nele, tomas)
    alignment(mara)
    insight(nele, tomas)
    agreed("orders", nele, mara, ivo)
    charter(mara, ivo, nele, tomas)
    goals(mara, ivo, nele, tomas)
    roadmaps(nele, tomas)
    sessions(mara, ivo, nele, tomas)
    flow(mara, ivo, nele)
    estate(ivo, nele, tomas)
    blueprint(ivo, nele, tomas)
    tools(mara, ivo, nele, tomas, ada)
    doors(ivo, nele, tomas)
    outcomes(mara, ivo, nele, tomas)
    embeds(mara, ivo, nele, tomas)
    digests(mara, ivo, nele, tomas)


FIGURES = """
semantic_model:
  - name: shops
    datasets:
      - name: sales
        source: insight.sales
        primary_key: [day, country, channel]
        lintel: {label: Sales, time_field: day}
        fields:
          - {name: day, label: Day of sale, datatype: Date}
          - {name: country, label: Country}
          - {name: channel, label: Channel}
      - name: visits
        source: customers.visits
        lintel: {label: Visits, time_field: at}
        fields:
          - {name: at, label: Visited at, datatype: DateTimeTz}
          - {name: way, expression: channel, label: Way in}
    metrics:
      - name: revenue
        description: What customers paid.
        ai_context: {synonyms: [sales]}
        lintel:
          label: Revenue
          measure: {dataset: sales, expression: sum(revenue)}
          format: money
          currency: EUR
      - name: orders
        lintel: {label: Orders, measure: {dataset: sales, expression: sum(orders)}, better: up}
      - name: best_day
        lintel:
          label: Best day
          measure: {dataset: sales, expression: max(revenue)}
          format: money
          currency: EUR
      - name: visits
        lintel: {label: Visits, measure: {dataset: visits, expression: count(*)}, better: up}
"""


def insight(nele: User, tomas: User) -> None:
    """Sales of two years in a table of figures, two metrics, and a question on a dashboard."""
    today = timezone.now().date()
    lines = ["Date,Country,Channel,Revenue,Orders"]
    for days in range(0, 730, 5):
        for number, (country, channel) in enumerate((("Germany", "email"), ("Norway", "search"))):
            day = today - dt.timedelta(days=days)
            lines.append(f"{day},{country},{channel},{100 + days % 90 + 40 * number},{3 + number}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sales.csv"
        path.write_text("\n".join(lines))
        bring(path, "figures", by=nele, options={"table": "Sales"})
    visits()
    document.bring(FIGURES, by=tomas)
    asked = Asked(("orders",), (Split("sales.country"),))
    kept = Kept("Orders by country", asked, "orders by country", "analysis")
    board = dashboard.make(Described("Shops"), by=nele)
    tile.pin(board, question.save(kept, by=nele), by=nele)


def visits() -> None:
    """Visits of the last weeks: many from e-mail and search, few from the screens in the shops."""
    now = timezone.now()
    many = (("e-mail", 30), ("search", 25), ("shop screen", 8))
    rows = [
        visit(f"customer {way} {number}", now - dt.timedelta(days=10 + number % 20), channel=way)
        for way, count in many
        for number in range(count)
    ]
    publish({"customers.visits": rows})


def agreed(slug: str, offering: User, mara: User, ivo: User) -> None:
    """A metric that both offices signed."""
    agreement.offer(Metric.objects.get(slug=slug), by=offering)
    for holder in (mara, ivo):
        read = hash_of(Metric.objects.get(slug=slug))
        agreement.sign(Metric.objects.get(slug=slug), content_hash=read, by=holder)


def alignment(mara: User) -> None:
    """A round that is over and one that is open."""
    make_user("Noor Haddad", role=Role.MEMBER, side=Side.IT)  # the fourth of that side
    spring = rounds.open("Spring", closes_on=ahead(), by=mara)
    for side, words in ((Side.MARKETING, 4), (Side.IT, 2)):
        for person in side_of(spring, side):
            everything(spring, person, 3, words=words)
    rounds.close(spring, by=mara)
    rounds.open("Autumn", closes_on=ahead(), by=mara)


def again(row: Request) -> Request:
    """The row as the database has it."""
    return Request.objects.get(pk=row.pk)


def requests(mara: User, nele: User, tomas: User) -> None:
    """Asked, overdue, answered, countered, settled in part, agreed, and a draft."""
    kind = make_type("Usual integration")
    request_type.install_defaults(by=None)
    make_request(nele, type=kind, title="Consent from the shop in the newsletter tool")
    make_request(nele, type=kind, title="Product pictures in the feed", days_ago=30)
    answered = make_request(nele, type=kind, title="Sign-ups in the CRM")
    refuse(answered, tomas)
    comment.write(answered, text="Would a nightly file do, @Nele Vogt?", by=tomas)
    countered = make_request(nele, type=kind, title="Opening hours from one place")
    refuse(countered, tomas)
    reply.counter(again(countered), by=nele, version=again(countered).version, text="Half of it, in May.")
    escalated = make_request(nele, type=kind, title="Store events in analytics")
    refuse(escalated, tomas)
    reply.escalate(
        again(escalated), by=nele, version=again(escalated).version, text="Please decide together."
    )
    settlement.write(again(escalated), version=0, text="Events of the ten largest shops first.", by=mara)
    agreed = make_request(nele, type=kind, title="Voucher codes in the till")
    answer.give(agreed, Words(kind=AnswerKind.YES), by=tomas, version=agreed.version)


def refuse(asked: Request, by: User) -> None:
    """Another way."""
    words = Words(
        kind=AnswerKind.ANOTHER_WAY,
        reason_type="budget",
        explanation="It would need another licence.",
        ways=[way()],
    )
    answer.give(asked, words, by=by, version=asked.version)


def around(full: Proposal, nele: User, tomas: User) -> None:
    """A campaign before which it must be live, a bundle and a template."""
    first = timezone.localdate() + dt.timedelta(days=30)
    days = {"starts_on": first, "ends_on": first + dt.timedelta(days=7)}
    part.add(full, Window, {"kind": "before", "name": "Spring sale", **days}, by=nele)
    worth = {"name": "Both at once", "why": "Only then one sees both.", "low": 1, "likely": 2, "high": 3}
    bundle.make(worth, [fresh(full), make_proposal(tomas, title="Matching of carts")], by=nele)
    template.keep(fresh(full), {"name": "New tool", "purpose": "When a tool is bought."}, by=nele)


def proposals(mara: User, ivo: User, nele: User, tomas: User) -> None:
    """Drafts, offered, half signed, approved, voided, in work."""
    proposal.create({"title": "An idea only"}, by=nele)
    full = make_proposal(nele, title="Reminders for abandoned carts", marketing_owner=nele, it_owner=tomas)
    around(full, nele, tomas)
    specialists(full, nele, tomas)
    returns(full, mara, ivo, nele)
    for title, names in (
        ("Pictures with a licence", ()),
        ("Consent proof in one place", (mara,)),
        ("Server-side tagging", (mara, ivo)),
        ("Returns without paper", (mara, ivo)),
        ("Search that forgives", (mara, ivo)),
    ):
        made = make_proposal(nele, title=title)
        proposal.offer(made, by=nele)
        for office in names:
            sign(made, office)
        if title == "Returns without paper":
            board.move(fresh(made), BoardColumn.objects.order_by("position")[0], by=tomas)
        if title == "Search that forgives":
            add_requirement(fresh(made), nele)


def specialists(draft: Proposal, nele: User, tomas: User) -> None:
    """Effort and benefit of a draft."""
    days = {"low": Decimal(5), "likely": Decimal(8), "high": Decimal(13)}
    part.add(draft, Effort, {"specialty": Specialty.objects.get(name="Data engineer"), **days}, by=tomas)
    worth = {"low": Decimal(9_000), "likely": Decimal(14_000), "high": Decimal(21_000)}
    when = timezone.localdate() + dt.timedelta(days=90)
    what = {"what": "Orders won back", "period": "First year", "period_starts_on": when, "cashable": True}
    part.add(fresh(draft), Benefit, what | worth, by=nele)


def returns(draft: Proposal, mara: User, ivo: User, nele: User) -> None:
    """Assumptions in force, a version that waits, what the draft returns, and all together."""
    row = assumptions.write(Terms(), by=nele, seen=0)
    for holder in (mara, ivo):
        row = assumptions.sign(row, by=holder, content_hash=hash_of(row))
    whole = work.whole().get(pk=draft.pk)
    work.work_out(whole, by=nele)
    forecast.keep_together("backlog", row, simulating.together([whole], row), left_out=5, by=nele)
    assumptions.write(Terms(horizon=4), by=nele, seen=1)


def add_requirement(made: Proposal, by: User) -> None:
    """An edit after both signed, which voids both."""
    values = {"text": "It also knows nicknames.", "criteria": "", "criteria_kind": "checklist"}
    part.add(made, Requirement, values, by=by)


def imports(nele: User, ada: User) -> None:
    """One that was checked and waits, one that came in."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "jira.csv"
        file.write_text(WITH_BAD_ROWS)
        check_file(file, "jira", by=nele)
        bring(file, "jira", by=ada)
