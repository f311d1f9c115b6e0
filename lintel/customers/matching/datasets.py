"""What matching keeps in the warehouse to continue from; personal, so erasure rewrites all of it."""

from lintel.warehouse.shapes import Shape, declare

CLEAN = declare(
    Shape(
        "customers.matching_clean",
        "The records as the matching model reads them: in one written form, with how common each value is.",
        {},  # its columns are the model's
    )
)

PAIRS = declare(
    Shape(
        "customers.matching_pairs",
        "Pairs of records that matching weighed and kept; weights in thousandths of a bit.",
        {"rid_l": "BIGINT", "rid_r": "BIGINT", "weight": "INTEGER", "rule": "TINYINT"},
        sorted_by=("rid_l", "rid_r"),
    )
)

ASSIGNED = declare(
    Shape(
        "customers.matching_assigned",
        "The component and customer of each record, by the numbers of the matching run.",
        {"rid": "BIGINT", "record": "VARCHAR", "component": "BIGINT", "customer_id": "VARCHAR"},
        sorted_by=("customer_id",),
    )
)

TERMS = declare(
    Shape(
        "customers.matching_terms",
        "How common values are, as hashes.",
        {"field": "VARCHAR", "term": "UBIGINT", "frequency": "DOUBLE"},
    )
)

SHARED = declare(
    Shape(
        "customers.matching_shared",
        "Values that too many people share to be evidence, as hashes.",
        {"field": "VARCHAR", "term": "UBIGINT", "people": "BIGINT"},
    )
)

PRINTS = declare(
    Shape(
        "customers.matching_prints",
        "A fingerprint of each record as it was matched last, to see what changed since.",
        {"source": "VARCHAR", "source_record_id": "VARCHAR", "print": "VARCHAR"},
        sorted_by=("source", "source_record_id"),
    )
)

QUESTIONS = declare(
    Shape(
        "customers.questions",
        "Pairs of records that people should look at, the most valuable answer first.",
        {
            "record_l": "VARCHAR",
            "record_r": "VARCHAR",
            "weight": "DOUBLE",  # bits
            "together": "BOOLEAN",  # one customer as things stand
            "changes": "BIGINT",  # pairs of records that another answer would join or part
            "value": "DOUBLE",
        },
    )
)

CHANGES = declare(
    Shape(
        "customers.changes",
        "What happened to customers: create, absorb, merge, split, retire.",
        {
            "kind": "VARCHAR",
            "customer": "VARCHAR",
            "other": "VARCHAR",
            "records": "BIGINT",
            "at": "TIMESTAMPTZ",
        },
        sorted_by=("at",),
    )
)

STATE = (CLEAN.name, PAIRS.name, ASSIGNED.name, TERMS.name, SHARED.name)
