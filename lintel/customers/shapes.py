"""The tables of the customers' room in the warehouse. Chambers write their own and read those below them."""

from lintel.warehouse.shapes import Shape as _Shape
from lintel.warehouse.shapes import declare

# What a record may say about a person; names and order are those of every table that has them.
ATTRIBUTES = {
    "given_name": "VARCHAR",
    "family_name": "VARCHAR",
    "full_name": "VARCHAR",
    "email": "VARCHAR",
    "phone": "VARCHAR",
    "birth_date": "VARCHAR",
    "street": "VARCHAR",
    "house_number": "VARCHAR",
    "postcode": "VARCHAR",
    "city": "VARCHAR",
    "region": "VARCHAR",
    "country": "VARCHAR",
    "company": "VARCHAR",
    "job_title": "VARCHAR",
    "language": "VARCHAR",
    "identifier": "VARCHAR",
}

RECORDS = declare(
    _Shape(
        "customers.records",
        "One row for each record of a source, as it was written there.",
        {
            "source": "VARCHAR",  # slug of the source
            "source_record_id": "VARCHAR",
            **ATTRIBUTES,
            "other": "VARCHAR",  # JSON object of columns that were kept but mean nothing here
            "created_at": "TIMESTAMPTZ",  # in the source
            "updated_at": "TIMESTAMPTZ",
            "loaded_at": "TIMESTAMPTZ",
            "load": "BIGINT",  # the load that brought it, for undo
        },
        sorted_by=("source", "source_record_id"),
    )
)

EVENTS = declare(
    _Shape(
        "customers.events",
        "What somebody did, when, through which channel, and the identity that the source knew.",
        {
            "source": "VARCHAR",
            "event_id": "VARCHAR",  # unique within its source; events sent twice are one
            "at": "TIMESTAMPTZ",
            "name": "VARCHAR",  # such as “Order Completed”
            "kind": "VARCHAR",  # visit, view, cart, order, return, email, support, identify, other
            "channel": "VARCHAR",  # email, search, social, display, store, direct, referral, other
            "campaign": "VARCHAR",
            "identity_kind": "VARCHAR",  # email, user, anonymous, record
            "identity": "VARCHAR",  # normalised; for record: "source:id"
            "also_kind": "VARCHAR",  # a second identity on the same event joins the two (identify)
            "also": "VARCHAR",
            "amount": "DECIMAL(18,2)",  # of an order line, in `currency`
            "currency": "VARCHAR",
            "properties": "VARCHAR",  # JSON object
            "load": "BIGINT",
        },
        sorted_by=("at",),
    )
)

CONSENTS = declare(
    _Shape(
        "customers.consents",
        "What was said about being contacted: by whom, for which purpose and channel, when and where.",
        {
            "source": "VARCHAR",
            "identity_kind": "VARCHAR",  # email, phone, record
            "identity": "VARCHAR",
            "purpose": "VARCHAR",
            "channel": "VARCHAR",  # email, phone, post, sms, any
            "word": "VARCHAR",  # granted, withdrawn, suppressed
            "at": "TIMESTAMPTZ",
            "origin": "VARCHAR",  # the form, list or page where it was said
            "load": "BIGINT",
        },
        sorted_by=("identity",),
    )
)

MEMBERS = declare(
    _Shape(
        "customers.members",
        "Which customer each record is; every record stands here exactly once.",
        {
            "source": "VARCHAR",
            "source_record_id": "VARCHAR",
            "customer_id": "VARCHAR",
            "confidence": "DOUBLE",
        },
        sorted_by=("customer_id",),
    )
)

IDENTITIES = declare(
    _Shape(
        "customers.identities",
        "Which customer an e-mail address, user, visitor or record is; ambiguous identities are left out.",
        {"kind": "VARCHAR", "identity": "VARCHAR", "customer_id": "VARCHAR"},
        sorted_by=("kind", "identity"),
    )
)

ALIASES = declare(
    _Shape(
        "customers.aliases",
        "Customer ids of the past and the customer they stand for today; they resolve forever.",
        {"customer_id": "VARCHAR", "current": "VARCHAR"},
        sorted_by=("customer_id",),
    )
)

GOLDEN = declare(
    _Shape(
        "customers.golden",
        "One row for each customer: the value that survived for each attribute, and the record it came from.",
        {
            "customer_id": "VARCHAR",
            **ATTRIBUTES,
            **{f"{name}_from": "VARCHAR" for name in ATTRIBUTES},  # "source:id", or "override"
            "records": "INTEGER",
            "sources": "VARCHAR[]",
            "first_seen": "TIMESTAMPTZ",
            "last_seen": "TIMESTAMPTZ",
        },
        sorted_by=("customer_id",),
    )
)

VISITS = declare(
    _Shape(
        "customers.visits",
        "What a customer did without a pause of 30 minutes, through one channel; made of the events.",
        {
            "person": "INTEGER",  # the customers numbered in the order of their ids: quicker to count by
            "customer_id": "VARCHAR",
            "at": "TIMESTAMPTZ",
            "until": "TIMESTAMPTZ",
            "channel": "VARCHAR",
            "campaign": "VARCHAR",
            "kind": "VARCHAR",  # the furthest it went: order before cart before view
            "name": "VARCHAR",  # of that event
            "source": "VARCHAR",
            "events": "INTEGER",
            "amount": "DECIMAL(18,2)",
            "currency": "VARCHAR",
        },
        sorted_by=("person", "at"),
    )
)

EDGES = declare(
    _Shape(
        "customers.edges",
        "Every decision between two records: by rule, by the model with its weight, or by a person.",
        {
            "record_l": "VARCHAR",
            "record_r": "VARCHAR",
            "kind": "VARCHAR",  # model, rule, must, cannot
            "rule": "VARCHAR",
            "weight": "DOUBLE",  # bits
            "model": "VARCHAR",
            "at": "TIMESTAMPTZ",
        },
        sorted_by=("record_l", "record_r"),
    )
)


def spelled(kind: str, identity: str) -> str:
    """SQL for the one spelling by which identities are compared: addresses in lower case, telephone numbers
    as digits, the rest as it is. Both arguments are SQL."""
    return (
        f"case {kind} when 'email' then lower(trim({identity})) "
        f"when 'phone' then ltrim(regexp_replace({identity}, '[^0-9]', '', 'g'), '0') else {identity} end"
    )
