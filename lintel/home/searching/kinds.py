"""What can be found in the rooms that stand. A room above registers its own kinds in the same way.

Customers as persons are not among them, and neither is what people say in comments or what the ledger seals.
"""

from collections.abc import Iterator
from typing import Any

from lintel.alignment.models import Round
from lintel.charter.concerns.models import Concern
from lintel.charter.expectations.models import Expectation
from lintel.charter.fuel.models import Disparity
from lintel.charter.vision.models import Vision
from lintel.customers.consent.models import Purpose
from lintel.customers.segments.models import Segment
from lintel.customers.sources.models import Source
from lintel.digests.news.models import Announcement
from lintel.embeds.models import Posting, Skill
from lintel.estate.access.models import Campaign, Party
from lintel.estate.blueprint.models import Amendment, Plateau
from lintel.estate.inventory.models import Contract, Element, Flow, Survey
from lintel.estate.purchases.models import Option, Purchase
from lintel.estate.shadow.models import Tool
from lintel.estate.spending.models import Saving
from lintel.estate.stress.models import Scenario, Trial
from lintel.experiments.models import Experiment
from lintel.goals.objectives.models import Goal
from lintel.goals.radar.models import Finding
from lintel.insight.asking.models import Question
from lintel.insight.context.models import MarketEvent, Series
from lintel.insight.dashboards.models import Dashboard
from lintel.insight.definitions.models import Metric
from lintel.insight.guards.models import Policy
from lintel.insight.learning.models import Lesson
from lintel.intake.models import Request, RequestType
from lintel.language.models import Primer, Term
from lintel.people.models import Specialty, Team, User
from lintel.people.searching import Kind
from lintel.portfolio.proposals.models import Bundle, Proposal, ProposalTemplate
from lintel.portfolio.roadmaps.models import Roadmap
from lintel.portfolio.sessions.models import BacklogSession
from lintel.warehouse.models import Dataset


def _vision(vision: Vision) -> str:
    return f"The vision of the house, version {vision.version}"


def _of_proposal(proposal: Proposal) -> Iterator[str]:
    yield from (row.text for row in proposal.requirements.all())
    yield from (row.what for row in proposal.benefits.all())


def _of_goal(goal: Goal) -> Iterator[str]:
    yield from (row.name for row in goal.results.all() if row.removed_at is None)


def _of_term(term: Term) -> Iterator[str]:
    yield from (label.text for label in term.labels.all())


def _kind_of(element: Element) -> Iterator[str]:
    yield element.get_kind_display()


def _standing(rows: Any) -> Any:
    return rows.standing()


# model, name of one, plural, icon, title, further texts
KINDS = (
    Kind(Request, "Request", "Requests", "inbox", "title", ("description",), key="imported_key"),
    Kind(
        Proposal,
        "Proposal",
        "Proposals",
        "document",
        "title",
        ("problem", "outcome"),
        key="imported_key",
        also=_of_proposal,
        rows=lambda rows: rows.prefetch_related("requirements", "benefits"),
    ),
    Kind(
        Goal,
        "Goal",
        "Goals",
        "flag",
        "title",
        ("why",),
        key="imported_key",
        also=_of_goal,
        rows=lambda rows: rows.prefetch_related("results"),
    ),
    Kind(
        Expectation,
        "Expectation",
        "Expectations",
        "signature",
        "title",
        ("details", "condition"),
        key="imported_key",
    ),
    Kind(Concern, "Concern", "Concerns", "warning", "title", ("text",)),
    Kind(Disparity, "Disparity", "Disparities", "bolt", "title", ("clash",)),
    Kind(
        Finding,
        "Radar finding",
        "Radar findings",
        "radar",
        "summary",
        rows=_standing,
        through={"radar.scan": "changes__scan"},
    ),
    Kind(Roadmap, "Roadmap", "Roadmaps", "table", "title"),
    Kind(BacklogSession, "Backlog session", "Backlog sessions", "users", "title"),
    Kind(Bundle, "Bundle", "Bundles", "copy", "name", ("why",)),
    Kind(ProposalTemplate, "Proposal template", "Proposal templates", "document", "name", ("purpose",)),
    Kind(
        Experiment,
        "Experiment",
        "Experiments",
        "target",
        "title",
        ("change", "expected", "reason", "learning"),
    ),
    Kind(Posting, "Offer or need", "Offers and needs", "users", "title", ("learning",)),
    Kind(Skill, "Skill", "Skills", "target", "name"),
    Kind(
        Element,
        "Inventory entry",
        "Inventory",
        "building",
        "name",
        ("description",),
        key="key",
        also=_kind_of,
    ),
    Kind(Flow, "Data flow", "Data flows", "arrow-right", "name", ("description",), key="key"),
    Kind(Contract, "Contract", "Contracts", "document", "title", key="key"),
    Kind(Survey, "Survey", "Surveys", "question", "title", ("introduction",)),
    Kind(Plateau, "Plateau", "Plateaus", "system", "name", ("note",)),
    Kind(Amendment, "Suggested change", "Suggested changes", "edit", "title", ("reason",)),
    Kind(Scenario, "Scenario", "Scenarios", "bolt", "title", ("why",)),
    Kind(Trial, "Stress test", "Stress tests", "bolt", "title"),
    Kind(Tool, "Found tool", "Found tools", "search", "name"),
    Kind(Saving, "Saving", "Savings", "money", "title", ("reason",)),
    Kind(Party, "Who gets in", "Who gets in", "key", "name", ("note",)),
    Kind(Campaign, "Attestation campaign", "Attestation campaigns", "key", "title"),
    Kind(Purchase, "Purchase", "Purchases", "money", "title", ("need", "dropped_why")),
    Kind(Option, "Option of a purchase", "Options of purchases", "scale", "name", ("what", "why_not")),
    Kind(Announcement, "Announcement", "News", "bell", "title", ("text",)),
    Kind(
        Term,
        "Term",
        "Terms",
        "book",
        "name",
        ("agreed_meaning", "marketing_meaning", "it_meaning", "note"),
        also=_of_term,
        rows=lambda rows: rows.prefetch_related("labels"),
    ),
    Kind(Primer, "Primer", "Primers", "book", "title", ("subject", "text")),
    Kind(Vision, "Vision", "Vision", "flag", _vision, ("text",)),
    Kind(Metric, "Metric", "Metrics", "chart", "label", ("description",), key="slug"),
    Kind(Question, "Saved question", "Saved questions", "question", "title", ("text",)),
    Kind(Dashboard, "Dashboard", "Dashboards", "board", "title", ("description",)),
    Kind(Lesson, "Lesson", "Lessons", "book", "title", ("text", "example")),
    Kind(Policy, "Access policy", "Access policies", "lock", "name"),
    Kind(Series, "Market series", "Market series", "chart", "name"),
    Kind(MarketEvent, "Market event", "Market events", "calendar", "name", ("note",)),
    Kind(Segment, "Segment", "Segments", "filter", "name", ("description",)),
    Kind(Source, "Source", "Sources", "download", "name", key="slug"),
    Kind(Purpose, "Purpose", "Purposes of consent", "check", "name", ("plain_words",), key="slug"),
    Kind(Dataset, "Dataset", "Datasets", "table", "name"),
    Kind(Round, "Alignment round", "Alignment rounds", "link", "name"),
    Kind(RequestType, "Request type", "Request types", "inbox", "name", ("description",)),
    Kind(User, "Person", "People", "user", "name", ("job_title", "department")),
    Kind(Team, "Team", "Teams", "users", "name"),
    Kind(Specialty, "Specialty", "Specialties", "users", "name"),
)
