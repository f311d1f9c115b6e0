"""The lists of campaigns and of their questions; the latter is also the report."""

from typing import Any

import django_filters
from django.utils import timezone
from django.utils.safestring import SafeString

from lintel.estate.access.models import Answer, Attestation, Campaign, Right
from lintel.estate.access.tables import RiskColumn
from lintel.ui.components import person_label, person_name, state_pill
from lintel.ui.filters import SearchFilter
from lintel.ui.formats import date_text
from lintel.ui.markup import markup
from lintel.ui.tables import Column, PersonColumn, Table, TitleColumn, WhenColumn

ANSWER_TONES = {"keep": "good", "narrow": "waiting", "remove": "warning"}


class CampaignTable(Table):
    """Rounds of attestation."""

    title = TitleColumn("Campaign")
    scope = Column("About", orderable=False)
    progress = Column("Answered", accessor="pk", orderable=False, empty_values=())
    findings = Column("To change", accessor="pk", orderable=False, empty_values=())
    due_on = WhenColumn("Answer by", style="date")
    state = Column("State", accessor="pk", orderable=False, empty_values=())

    counted = "campaign,campaigns"
    empty_title = "Nobody was asked yet."
    empty_text = (
        "A campaign asks the owners of systems about every grant: does it stay, get narrower, or end?"
    )
    empty_url = "/access/campaigns/new/"
    empty_label = "Open the first campaign"

    def render_progress(self, record: Any) -> str:
        """How far it came."""
        return f"{record.answered} of {record.asked}"

    def render_findings(self, record: Any) -> str:
        """How many are to be narrowed or removed."""
        return str(record.narrow + record.remove)

    def render_state(self, record: Campaign) -> SafeString:
        """Open, overdue or closed."""
        slug, label, tone = campaign_state(record)
        return state_pill(slug, label, tone)

    def value_state(self, record: Campaign) -> str:
        """The same as a word."""
        return campaign_state(record)[1]


def campaign_state(campaign: Campaign) -> tuple[str, str, str]:
    """Slug, word and tone of where a campaign is."""
    if campaign.closed_at:
        return "closed", "Closed", "quiet"
    overdue = campaign.is_overdue(timezone.localdate())
    return ("overdue", "Overdue", "warning") if overdue else ("open", "Open", "good")


class QuestionTable(Table):
    """What owners were asked and what they said: the report of a campaign."""

    system = TitleColumn(
        "System", accessor="grant__system__name", url=lambda record: record.grant.get_absolute_url()
    )
    party = Column("Who", accessor="grant__party__name")
    right = Column("May")
    score = RiskColumn("Risk when asked", accessor="score")
    person = PersonColumn("Asked")
    answer = Column("Said", empty_values=())
    evidence = Column("Evidence", orderable=False, visible=False)
    answered_at = WhenColumn("When", style="date")

    counted = "question,questions"
    empty_title = "Nobody was asked."

    def value_score(self, value: Any) -> Any:
        """The number."""
        return value

    def render_person(self, record: Attestation) -> SafeString:
        """Who is to answer, and who was asked first."""
        return markup(
            "{}{}", person_label(record.person),
            markup(' <span class="muted small">for {}</span>', person_name(record.first_asked))
            if record.first_asked else "",
        )  # fmt: skip

    def value_person(self, record: Attestation) -> str:
        """The same in words."""
        first = f" for {person_name(record.first_asked)}" if record.first_asked else ""
        return person_name(record.person) + first

    def render_answer(self, record: Attestation) -> SafeString:
        """The answer with what it asks for; what is open stands out."""
        if not record.answer:
            return state_pill("open", "No answer yet", "warning")
        return state_pill(record.answer, said(record), ANSWER_TONES[record.answer])

    def value_answer(self, record: Attestation) -> str:
        """The same as words."""
        return said(record)

    def value_evidence(self, value: str) -> str:
        """All of it."""
        return value


def said(question: Attestation) -> str:
    """An owner’s answer in words."""
    if not question.answer:
        return "No answer"
    words = Answer(question.answer).label
    if question.narrow_to:
        return f"{words}: {Right(question.narrow_to).label.lower()}"
    return f"{words} by {date_text(question.remove_by)}" if question.remove_by else words


class QuestionFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Find questions by word and answer."""

    q = SearchFilter(
        fields=["grant__system__name", "grant__party__name", "person__name"], label="System, party or owner"
    )
    answer = django_filters.ChoiceFilter(
        choices=[("open", "No answer yet"), ("findings", "To change"), *Answer.choices],
        empty_label="Anything", label="Said", method="filter_answer",
    )  # fmt: skip

    class Meta:
        model = Attestation
        fields: list[str] = []

    def filter_answer(self, rows: Any, name: str, value: str) -> Any:
        """By what was said, or by what was not."""
        if value == "findings":
            return rows.findings()
        return rows.filter(answer="" if value == "open" else value)
