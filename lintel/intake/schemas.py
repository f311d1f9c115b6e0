"""What goes in and out of the requests API."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.intake.models import Alternative, Answer, Request
from lintel.intake.questions import MOST_CHOICES, MOST_QUESTIONS, Question
from lintel.intake.wording import LARGEST_COST, MOST_ALTERNATIVES, Way, Words
from lintel.ui.api import Day, Id, Line, Text

OfficeName = Literal["marketing", "it"]
StateName = Literal[
    "draft", "asked", "countered", "answered", "sleeping", "agreed", "escalated", "settled", "withdrawn"
]
AnswerName = Literal["yes", "yes_if", "later", "another_way"]
ReasonName = Literal["budget", "capacity", "security", "architecture", "duplicate", "law", "value"]
WayName = Literal["reuse", "smaller_first_step", "do_it_yourself", "buy", "wait_until"]
KindName = Literal["text", "long", "number", "date", "choice", "yes_no", "link"]
Version = Annotated[int, Field(ge=0, le=2**31 - 1, description="The version that was read.")]
Title = Annotated[Line, Field(min_length=1, max_length=200)]
Goal = Annotated[Line, Field(max_length=300)]
Short = Annotated[Text, Field(max_length=2_000)]
Cost = Annotated[Decimal, Field(ge=0, le=LARGEST_COST, max_digits=14, decimal_places=2)]
Detail = Annotated[str, Field(max_length=5_000)] | bool | None
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class IntakeIn(Schema):
    """What comes in names only known fields."""

    model_config = ConfigDict(extra="forbid")


class PersonBrief(Schema):
    """A person, as far as a request needs."""

    id: int
    name: str
    side: str


class QuestionOut(Schema):
    """A question of a type."""

    key: str
    label: str
    kind: str
    required: bool
    help: str
    choices: list[str]


class QuestionIn(IntakeIn):
    """A question of a new type."""

    key: Key
    label: Annotated[Line, Field(min_length=1, max_length=120)]
    kind: KindName = "text"
    required: bool = False
    help: Annotated[Text, Field(max_length=300)] = ""
    choices: Annotated[
        list[Annotated[Line, Field(min_length=1, max_length=120)]], Field(max_length=MOST_CHOICES)
    ] = []

    def question(self) -> Question:
        """As the action takes it."""
        return Question(self.key, self.label, self.kind, self.required, self.help, tuple(self.choices))


class RequestTypeOut(Schema):
    """A type of request."""

    id: int
    name: str
    description: str
    addressed_to: str
    answer_within_days: int
    questions: list[QuestionOut]
    is_active: bool
    version: int


class RequestTypeIn(IntakeIn):
    """A new type."""

    name: Annotated[Line, Field(min_length=1, max_length=80)]
    addressed_to: Literal["marketing", "it", "either"]
    answer_within_days: Annotated[int, Field(ge=1, le=90)] = 10
    description: Annotated[Text, Field(max_length=300)] = ""
    questions: Annotated[list[QuestionIn], Field(max_length=MOST_QUESTIONS)] = []


class RequestOut(Schema):
    """A request and where it stands."""

    id: int
    title: str
    description: str
    type_id: int
    type: str
    asker: PersonBrief
    asking_side: str
    asked_office: str
    goal_served: str
    needed_from: dt.date | None
    needed_until: dt.date | None
    details: dict[str, Any]
    state: str
    round: int
    answer_by: dt.date | None
    days_overdue: int
    votes: int
    version: int
    created_at: dt.datetime
    asked_at: dt.datetime | None
    agreed_at: dt.datetime | None

    @staticmethod
    def resolve_type(request: Request) -> str:
        """The type's name."""
        return request.type.name

    @staticmethod
    def resolve_votes(request: Request) -> int:
        """How many others need it too."""
        return request.vote_count

    @staticmethod
    def resolve_days_overdue(request: Request) -> int:
        """How long the silence has lasted past the date."""
        return request.days_overdue(timezone.localdate())


class RequestIn(IntakeIn):
    """A new request to the other side."""

    type_id: Id
    title: Title
    description: Text = ""
    goal_served: Goal = ""
    needed_from: Day | None = None
    needed_until: Day | None = None
    details: dict[Key, Detail] = Field(
        default_factory=dict, description="Answers to the type’s questions, by key."
    )
    draft: bool = Field(False, description="Keep it as a draft; send it later with PATCH and `send`.")


class RequestPatch(IntakeIn):
    """What is reworded; fields left out stay as they are."""

    version: Version
    title: Title | None = None
    description: Text | None = None
    goal_served: Goal | None = None
    needed_from: Day | None = None
    needed_until: Day | None = None
    details: dict[Key, Detail] | None = None
    send: bool = Field(False, description="Ask what was a draft.")


class AlternativeOut(Schema):
    """One alternative."""

    id: int
    round: int
    kind: str
    what: str
    reuses: str
    cost: Decimal
    currency: str
    ready_by: dt.date


class AlternativeIn(IntakeIn):
    """One alternative, with its cost and its date."""

    kind: WayName
    what: Annotated[Short, Field(min_length=1)]
    cost: Cost
    ready_by: Day
    currency: Annotated[str, Field(pattern=r"^[A-Za-z]{3}$")] = "EUR"
    reuses: Line = ""

    def way(self) -> Way:
        """As the action takes it."""
        return Way(self.kind, self.what, self.cost, self.ready_by, self.currency, self.reuses)


class ReplyOut(Schema):
    """The asker's word on an answer."""

    kind: str
    text: str
    alternative_id: int | None
    by: PersonBrief | None
    at: dt.datetime


class AnswerOut(Schema):
    """The answer of one round."""

    id: int
    round: int
    kind: str
    reason_type: str
    explanation: str
    conditions: str
    revisit_on: dt.date | None
    alternatives: list[AlternativeOut]
    by: PersonBrief | None
    at: dt.datetime
    due: dt.date
    in_time: bool
    reply: ReplyOut | None

    @staticmethod
    def resolve_alternatives(answer: Answer) -> list[Alternative]:
        """Those of the same round."""
        return [way for way in answer.request.alternatives.all() if way.round == answer.round]

    @staticmethod
    def resolve_reply(answer: Answer) -> Any:
        """The reply, if there is one."""
        return getattr(answer, "reply", None)


class AnswerIn(IntakeIn):
    """An answer. `another_way` needs reason, explanation and at least one alternative; there is no “no”."""

    version: Version
    kind: AnswerName
    reason_type: ReasonName | None = None
    explanation: Text = ""
    conditions: Text = ""
    revisit_on: Day | None = None
    alternatives: Annotated[list[AlternativeIn], Field(max_length=MOST_ALTERNATIVES)] = []

    def words(self) -> Words:
        """As the action takes them."""
        return Words(
            kind=self.kind,
            reason_type=self.reason_type or "",
            explanation=self.explanation,
            conditions=self.conditions,
            revisit_on=self.revisit_on,
            ways=[each.way() for each in self.alternatives],
        )


class ReplyIn(IntakeIn):
    """The asker's word: accept (an alternative, the conditions, the date), counter, or escalate."""

    version: Version
    kind: Literal["accept", "counter", "escalate"]
    alternative_id: Id | None = None
    text: Text = ""


class RequestWithdrawalIn(IntakeIn):
    """Taking a request back."""

    version: Version
    why: Short = ""


class SettlementOut(Schema):
    """What both offices are to agree on, and who has signed it."""

    text: str
    alternative_id: int | None
    makes_work: bool
    version: int
    content_hash: str
    signed_by: list[str]


class SettlementIn(IntakeIn):
    """A wording; `version` is the one that was read, 0 for none. It voids both signatures."""

    version: Version
    text: Annotated[Text, Field(min_length=1)]
    alternative_id: Id | None = None
    makes_work: bool = True


class SettlementSignatureIn(IntakeIn):
    """Signs exactly the wording with this hash."""

    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
