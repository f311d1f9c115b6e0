"""Which value survives: strategies, the fields they decide about, and the one query that applies them.

A field is what is decided at once. An address or a name is one field of several attributes, so that a golden
record never joins one record's street with another's city.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lintel.customers.profiles.countries import codes
from lintel.customers.shapes import ATTRIBUTES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Strategy(StrEnum):
    """How two values of a field are put in order; the first strategy that tells them apart decides."""

    VALIDATED = "validated"
    RECENT = "most_recent"
    TRUSTED = "most_trusted"
    FREQUENT = "most_frequent"
    LONGEST = "longest"


WORDS = {
    Strategy.VALIDATED: "Validated first",
    Strategy.RECENT: "Most recent",
    Strategy.TRUSTED: "Most trusted source",
    Strategy.FREQUENT: "Most frequent",
    Strategy.LONGEST: "Longest, most complete",
}
Rules = Mapping[str, Sequence[Strategy]]  # field -> strategies in order
_USUAL = (Strategy.RECENT, Strategy.TRUSTED, Strategy.FREQUENT)

# What counts as validated; other fields have nothing to check a value against.
_VALID = {
    "email": r"regexp_matches(email, '^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$')",
    "phone": r"length(regexp_replace(phone, '[^0-9]', '', 'g')) between 7 and 15",
    "birth_date": "try_cast(birth_date as date) between date '1900-01-01' and current_date",
}


@dataclass(frozen=True)
class Field:
    """What is decided at once: its attributes, its name in words, and the rule unless another is set."""

    name: str
    label: str
    attributes: tuple[str, ...]
    usual: tuple[Strategy, ...]

    @property
    def strategies(self) -> list[Strategy]:
        """Those that make sense for this field."""
        return [one for one in Strategy if one != Strategy.VALIDATED or self.name in _VALID]


_ADDRESS = ("street", "house_number", "postcode", "city", "region", "country")
_COMPLETE = (Strategy.LONGEST, *_USUAL)
_CHECKED = (Strategy.VALIDATED, *_USUAL)
FIELDS = {
    field.name: field
    for field in (
        Field("name", "Name", ("given_name", "family_name", "full_name"), (Strategy.TRUSTED, *_COMPLETE)),
        Field("email", "E-mail", ("email",), _CHECKED),
        Field("phone", "Phone", ("phone",), _CHECKED),
        Field(
            "birth_date", "Date of birth", ("birth_date",), (Strategy.VALIDATED, Strategy.FREQUENT, *_USUAL)
        ),
        Field("address", "Address", _ADDRESS, (Strategy.RECENT, *_COMPLETE)),
        Field("company", "Company", ("company",), _USUAL),
        Field("job_title", "Job title", ("job_title",), _USUAL),
        Field("language", "Language", ("language",), _USUAL),
        Field("identifier", "Identifier", ("identifier",), (Strategy.TRUSTED, *_USUAL)),
    )
}
FIELD_OF = {attribute: field for field in FIELDS.values() for attribute in field.attributes}


def usual_rules() -> dict[str, tuple[Strategy, ...]]:
    """The rules of a house that set none."""
    return {field.name: tuple(dict.fromkeys(field.usual)) for field in FIELDS.values()}


DATASETS = tuple(
    f"customers.{name}" for name in ("records", "members", "identities", "aliases", "events", "golden")
)


def scored(rules: Rules, where: str = "true") -> str:
    """Each record of each customer with its values and, per field, how it stands in the rule's order.

    Columns: `customer_id`, `record` ("source:id"), `source`, `moment`, the attributes (`country` in two
    letters where its name is known, `country_said` as it was written), and for each field `{field}_order`: a
    list of BIGINT, one for each strategy, smaller is better; null without a value.
    """
    values = ", ".join(f"{_standard(name)} as {name}" for name in ATTRIBUTES)
    orders = ",\n    ".join(
        f"case when {_present(field)} then [{', '.join(_key(one, field) for one in rules[field.name])}] end "
        f"as {field.name}_order"
        for field in FIELDS.values()
    )
    return f"""
select customer_id, record, source, moment, created_at, {", ".join(ATTRIBUTES)}, country_said,
    {orders}
from (
    select m.customer_id, r.source || ':' || r.source_record_id as record, r.source, r.created_at,
        coalesce(r.updated_at, r.created_at, r.loaded_at) as moment,
        coalesce(t.rank, 1000) as trust_rank, nullif(trim(r.country), '') as country_said, {values}
    from customers.members m
    join customers.records r on r.source = m.source and r.source_record_id = m.source_record_id
    left join trust t on t.source = r.source
    left join countries n on n.name = lower(trim(r.country))
    where {where}
)"""


def golden(rules: Rules) -> str:
    """The golden record of every customer, with the columns of `shapes.GOLDEN` in their order."""
    chosen = ",\n        ".join(
        f"arg_min({{{', '.join(f'{name!r}: {name}' for name in (*field.attributes, 'record'))}}}, "
        f"{{'o': {field.name}_order, 'r': record}}) filter (where {field.name}_order is not null) "
        f"as {field.name}_won"
        for field in FIELDS.values()
    )
    return f"""
with scored as ({scored(rules)}),
chosen as (
    select customer_id, {chosen},
        count(*)::integer as records, list_sort(list(distinct source)) as sources,
        min(coalesce(created_at, moment)) as began, max(moment) as ended
    from scored group by customer_id
),
said as ({_said()}),
acted as ({_acted()})
select customer_id, {", ".join(_value(name) for name in ATTRIBUTES)},
    {", ".join(_origin(name) for name in ATTRIBUTES)},
    records, sources, least(began, acted.first_at) as first_seen, greatest(ended, acted.last_at) as last_seen
from chosen left join said using (customer_id) left join acted using (customer_id)"""


def prepare(
    connection: DuckDBPyConnection,
    trust: Mapping[str, int],
    overrides: Sequence[tuple[str, str, str]],
) -> None:
    """Put trust ranks, overrides (customer id, attribute, value; the last word wins) and the names of
    countries into a connection."""
    import pyarrow as pa

    ranks = {"source": pa.array(trust.keys(), pa.string()), "rank": pa.array(trust.values(), pa.int64())}
    columns = list(zip(*overrides, strict=True)) or [(), (), ()]
    names = ("customer_id", "attribute", "value")
    said = {name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)}
    said["position"] = pa.array(range(len(overrides)), pa.int64())
    known = codes()
    named = {"name": pa.array(known.keys(), pa.string()), "code": pa.array(known.values(), pa.string())}
    for name, table in (("trust", ranks), ("overrides", said), ("countries", named)):
        connection.register(name, pa.table(table))


def _standard(name: str) -> str:
    """A value in the spelling of golden records; empty is null."""
    written = f"nullif(trim(r.{name}), '')"
    return f"coalesce(n.code, {written})" if name == "country" else written


def _present(field: Field) -> str:
    return f"coalesce({', '.join(field.attributes)}) is not null"


def _key(strategy: Strategy, field: Field) -> str:
    """A strategy as a number, smaller is better."""
    parts = field.attributes
    match strategy:
        case Strategy.RECENT:
            return "coalesce(-epoch_us(moment), 0)"
        case Strategy.TRUSTED:
            return "trust_rank"
        case Strategy.VALIDATED:
            return f"case when {_VALID[field.name]} then 0 else 1 end" if field.name in _VALID else "0"
        case Strategy.FREQUENT:
            same = ", ".join(f"lower({name})" for name in parts)
            return f"-count(*) over (partition by customer_id, {same})"
        case Strategy.LONGEST:
            filled = " + ".join(f"({name} is not null)::bigint" for name in parts)
            length = " + ".join(f"coalesce(length({name}), 0)" for name in parts)
            return f"-(({filled}) * 100000 + {length})"


def _said() -> str:
    """What people wrote over, as a map per customer of today; an old id stands for its current one."""
    return """select customer_id, map(list(attribute), list(value)) as said
    from (
        select coalesce(a.current, o.customer_id) as customer_id, o.attribute, o.value
        from overrides o left join customers.aliases a on a.customer_id = o.customer_id
        qualify row_number() over (
            partition by coalesce(a.current, o.customer_id), o.attribute order by o.position desc) = 1
    ) group by customer_id"""


def _acted() -> str:
    """When each customer did something first and last."""
    return """select i.customer_id, min(e.at) as first_at, max(e.at) as last_at
    from customers.events e join customers.identities i
        on i.kind = e.identity_kind and i.identity = e.identity
    group by 1"""


def _value(name: str) -> str:
    won = f"{FIELD_OF[name].name}_won.{name}"
    return (
        f"case when said.said[{name!r}] is null then {won} else nullif(said.said[{name!r}], '') end as {name}"
    )


def _origin(name: str) -> str:
    won = f"{FIELD_OF[name].name}_won"
    found = f"case when {won}.{name} is not null then {won}.record end"
    return f"case when said.said[{name!r}] is null then {found} else 'override' end as {name}_from"
