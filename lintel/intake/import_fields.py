"""The columns of the requests file: what the importer reads and what the list exports, one for one."""

from lintel.imports.contract import Field
from lintel.intake.models import AlternativeKind, AnswerKind, Reason, State

REFUSED = "refused"  # not a state of ours: a row that says so has to bring what a refusal needs

OFFICES = {
    "marketing": "marketing",
    "marketing office": "marketing",
    "cmo": "marketing",
    "it": "it",
    "it office": "it",
    "cio": "it",
    "edv": "it",
}
STATES = {
    **{label.lower(): value for value, label in State.choices},
    **{value: value for value in State.values},
    "open": "asked",
    "new": "asked",
    "offen": "asked",
    "counter-offer": "countered",
    "escalated": "escalated",
    "accepted": "agreed",
    "done": "agreed",
    "later": "sleeping",
    "cancelled": "withdrawn",
    "zurückgezogen": "withdrawn",
    "abgelehnt": REFUSED,
    "no": REFUSED,
    "refused": REFUSED,
    "rejected": REFUSED,
    "declined": REFUSED,
    "denied": REFUSED,
    "won’t do": REFUSED,
    "won't do": REFUSED,
}
ANSWERS = {
    **{label.lower(): value for value, label in AnswerKind.choices},
    **{value: value for value in AnswerKind.values},
    "ja": "yes",
    "yes if": "yes_if",
    "yes, if": "yes_if",
    "another way": "another_way",
    **{word: "another_way" for word, meaning in STATES.items() if meaning == REFUSED},
}
REASONS = {
    **{label.lower(): value for value, label in Reason.choices},
    **{value: value for value in Reason.values},
    "privacy": "security",
    "legal": "law",
}
WAYS = {
    **{label.lower(): value for value, label in AlternativeKind.choices},
    **{value: value for value in AlternativeKind.values},
    "smaller": "smaller_first_step",
    "diy": "do_it_yourself",
    "wait": "wait_until",
}

FIELDS: tuple[Field, ...] = (
    Field(
        "key",
        "Key",
        aliases=("id", "external key", "issue key", "ticket", "nummer", "schlüssel"),
        help="What this row is called where it comes from. With a key, the same file can be brought twice.",
        example="TICKET-17",
    ),
    Field(
        "title",
        "Title",
        required=True,
        aliases=("summary", "subject", "name", "betreff", "titel"),
        example="Newsletter sign-ups in the CRM",
    ),
    Field(
        "description",
        "Description",
        aliases=("details", "beschreibung", "text"),
        help="What it is for. Left empty, the title stands for it.",
        example="Every sign-up shows in the CRM within an hour.",
    ),
    Field(
        "type",
        "Type",
        aliases=("request type", "category", "art", "kategorie"),
        help="One of the request types of this house. Left empty, the option of the file counts.",
        example="Integration",
    ),
    Field(
        "asked_office",
        "Asked office",
        kind="choice",
        choices=OFFICES,
        aliases=("asked", "to", "office", "an"),
        help="Left empty, the office on the other side of the asker.",
        example="IT office",
    ),
    Field(
        "asker",
        "Asker",
        kind="email",
        required=True,
        aliases=("asker e-mail", "requester", "requested by", "reporter", "e-mail", "email", "anforderer"),
        help="The e-mail address of somebody who is known in this house.",
        example="nele.vogt@example.org",
    ),
    Field("goal", "Goal served", aliases=("goal", "ziel"), example="One customer view"),
    Field("needed_from", "Needed from", kind="date", aliases=("start", "ab"), example="2027-01-15"),
    Field(
        "needed_until", "Needed until", kind="date", aliases=("due", "due date", "bis"), example="2027-02-28"
    ),
    Field(
        "created",
        "Created",
        kind="datetime",
        aliases=("asked on", "created at", "opened", "erstellt"),
        help="Left empty, the moment of the import.",
        example="2026-11-02 09:00",
    ),
    Field(
        "state",
        "State",
        kind="choice",
        choices=STATES,
        aliases=("status",),
        help="Left empty, it follows from the answer. A refusal needs reason, explanation and alternative.",
        example="Answered",
    ),
    Field(
        "answer_by",
        "Answer by",
        kind="date",
        help="Left empty, it follows from the type.",
        example="2026-11-17",
    ),
    Field("answer", "Answer", kind="choice", choices=ANSWERS, aliases=("decision",), example="Another way"),
    Field(
        "reason",
        "Reason",
        kind="choice",
        choices=REASONS,
        aliases=("reason type", "grund"),
        example="Capacity",
    ),
    Field(
        "explanation",
        "Explanation",
        aliases=("why", "begründung"),
        example="The team moves the shop until the summer.",
    ),
    Field("conditions", "Conditions", aliases=("condition", "bedingungen"), example=""),
    Field("revisit_on", "Revisit on", kind="date", aliases=("revisit", "wiedervorlage"), example=""),
    Field(
        "alternative_kind",
        "Alternative kind",
        kind="choice",
        choices=WAYS,
        help="With several alternatives, the one that was accepted, else the first.",
        example="A smaller first step",
    ),
    Field(
        "alternative", "Alternative", aliases=("instead",), example="A nightly file instead of a live feed."
    ),
    Field("reuses", "Reuses", aliases=("system to reuse",), example=""),
    Field("cost", "Cost", kind="decimal", aliases=("kosten",), example="1200.50"),
    Field(
        "currency", "Currency", aliases=("währung",), help="Three letters; left empty, EUR.", example="EUR"
    ),
    Field("ready_by", "Ready by", kind="date", aliases=("ready",), example="2027-01-31"),
    Field(
        "answered_on",
        "Answered on",
        kind="datetime",
        aliases=("answered at", "resolved"),
        help="Left empty, the moment of the import.",
        example="2026-11-12 15:30",
    ),
    Field(
        "answered_by",
        "Answered by",
        kind="email",
        help="Left empty, the answer has no name to it.",
        example="tomas.okafor@example.org",
    ),
    Field(
        "reply",
        "Reply",
        help="What the asker said to the answer: needed where a counter-offer was made or it was escalated.",
        example="",
    ),
    Field(
        "details",
        "Details",
        help="Answers to the type’s own questions, as JSON.",
        example='{"from_system": "Web shop"}',
    ),
)
OPTIONS: tuple[Field, ...] = (
    Field(
        "type",
        "Type for rows that name none",
        help="The name of a request type of this house.",
        aliases=("default type",),
    ),
)
