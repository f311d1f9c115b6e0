"""The types of request that a new house begins with; every one can be changed or retired."""

from lintel.intake.models import Addressee
from lintel.intake.questions import Question

_Q = Question
_PERSONAL = _Q(
    "personal_data",
    "Does it touch personal data?",
    "yes_no",
    required=True,
    help="Names, e-mail addresses, behaviour of single customers.",
)

DEFAULT_TYPES: list[tuple[str, str, int, str, list[Question]]] = [
    (
        "Campaign data",
        Addressee.IT,
        5,
        "An audience, a segment or an extract for a campaign.",
        [
            _Q("campaign", "Campaign", required=True),
            _Q("audience", "Who should be in the audience?", "long", required=True),
            _Q(
                "sources",
                "Where is the data today?",
                "choice",
                choices=(
                    "CRM",
                    "Web shop",
                    "Web analytics",
                    "Newsletter tool",
                    "Data warehouse",
                    "I do not know",
                ),
            ),
            _Q(
                "purpose",
                "Consent purpose it is used under",
                required=True,
                help="Such as newsletter or profiling.",
            ),
            _Q("refresh", "How often?", "choice", choices=("Once", "Weekly", "Daily", "Within minutes")),
        ],
    ),
    (
        "Integration",
        Addressee.IT,
        15,
        "Two systems are to exchange data.",
        [
            _Q("from_system", "From which system?", required=True),
            _Q("to_system", "To which system?", required=True),
            _Q("data", "Which data?", "long", required=True),
            _Q("records", "About how many records a day?", "number"),
            _Q("latency", "How fresh?", "choice", choices=("Within minutes", "Hourly", "Daily", "Weekly")),
            _PERSONAL,
        ],
    ),
    (
        "Access",
        Addressee.IT,
        3,
        "Somebody needs access to a system or to data.",
        [
            _Q("system", "To which system or data?", required=True),
            _Q(
                "who",
                "Who needs it?",
                required=True,
                help="A team or a role rather than names, where you can.",
            ),
            _Q(
                "right",
                "What should they be able to do?",
                "choice",
                required=True,
                choices=("Read", "Write", "Administer"),
            ),
            _Q("until", "Until when?", "date", help="Leave empty if it is meant to last."),
            _PERSONAL,
        ],
    ),
    (
        "Access to data",
        Addressee.EITHER,
        3,
        "Somebody needs to see more figures than the access policies allow them.",
        [
            _Q("what", "Which data?", required=True),
            _Q("purpose", "For which purpose?", required=True),
        ],
    ),
    (
        "Website or content change",
        Addressee.IT,
        7,
        "A page, form, tag or template is to change.",
        [
            _Q("address", "Address of the page", "link"),
            _Q("change", "What should be different?", "long", required=True),
            _Q("live", "Does it have to go live on a certain day?", "date"),
            _Q("tracking", "Does it change what is measured?", "yes_no"),
        ],
    ),
    (
        "Report or metric",
        Addressee.EITHER,
        7,
        "A question that should be answered with data.",
        [
            _Q("question", "Which question should it answer?", "long", required=True),
            _Q("decision", "Which decision depends on it?", required=True),
            _Q("rhythm", "How often?", "choice", choices=("Once", "Weekly", "Monthly", "Quarterly")),
        ],
    ),
    (
        "New tool",
        Addressee.IT,
        20,
        "A need that no tool of ours seems to meet. Ask before anything is bought.",
        [
            _Q("need", "What can you not do today?", "long", required=True),
            _Q("people", "How many people would use it?", "number", required=True),
            _Q("budget", "Budget per year, in euros", "number"),
            _Q("candidate", "Is there a candidate?", "link"),
            _PERSONAL,
        ],
    ),
    (
        "Testing partner",
        Addressee.MARKETING,
        7,
        "IT needs somebody who tries something out before everybody gets it.",
        [
            _Q("what", "What is to be tested?", "long", required=True),
            _Q("hours", "About how many hours of a tester?", "number", required=True),
            _Q("environment", "Where is it?", "link"),
        ],
    ),
    (
        "Consent wording or data correction",
        Addressee.MARKETING,
        5,
        "A text that customers agree to, or data that marketing owns, has to be put right.",
        [
            _Q(
                "subject",
                "What is to be put right?",
                "choice",
                required=True,
                choices=(
                    "Consent wording",
                    "Privacy notice",
                    "Field values",
                    "Duplicate records",
                    "Unused fields",
                ),
            ),
            _Q("system", "In which system?", required=True),
            _Q("law", "Is there a legal date?", "date"),
            _Q("records", "About how many records?", "number"),
        ],
    ),
    (
        "Requirements and priorities",
        Addressee.MARKETING,
        10,
        "IT needs to know what comes first, or what done means.",
        [
            _Q("work", "For which work?", required=True),
            _Q("open", "What is undecided?", "long", required=True),
            _Q("blocks", "Does it hold up work now?", "yes_no", required=True),
        ],
    ),
]
