"""Makes the clean table that everything else reads: one row per record, values in one written form.

Columns: `rid` (a number inside this run), `record` ("source:id"), `source`, `source_record_id`, the clean
fields, `<given>_root` for first names, and `tf_<field>`, the share of people who have this value. The shares
come from the model, so that a pair weighs the same whenever and wherever it is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lintel.engines.matching.comparisons import FREQUENCY_ROLES
from lintel.engines.matching.fields import IDENTIFYING, Field, named
from lintel.engines.matching.nicknames import ROOTS
from lintel.engines.matching.normalise import split_names, steps
from lintel.engines.matching.sql import double, literal, quoted

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection


def clean(
    connection: DuckDBPyConnection,
    raw: str,
    out: str,
    fields: Sequence[Field],
    *,
    id_column: str | None,
    source_column: str | None,
    source: str,
    first_rid: int = 0,
) -> int:
    """Writes the clean table `out` (still without frequencies) and says how many records it has.

    Records are numbered by their key, never by their place in the file. Raises ValueError when two records
    carry the same key, for then nobody could say which is meant.
    """
    number = "cast(row_number() over () as varchar)"
    identity = f"cast({quoted(id_column)} as varchar)" if id_column else number
    origin = (
        f"coalesce(cast({quoted(source_column)} as varchar), {literal(source)})"
        if source_column
        else literal(source)
    )
    made = [step for field in fields for step in steps(field)]
    given = named(split_names(tuple(fields)), "given_name")
    _nicknames(connection)
    roots = "".join(
        f", coalesce(n{at}.formal, c.{quoted(name)}) as {quoted(name + '_root')}"
        for at, name in enumerate(given)
    )
    joins = "".join(
        f" left join nicknames n{at} on n{at}.short = c.{quoted(name)}" for at, name in enumerate(given)
    )
    first = "".join(f", {step.first} as {quoted(step.name)}" for step in made)
    then = "".join(f", {step.then} as {quoted(step.name)}" for step in made)
    # Sorted first and numbered as they come: a window with an order of its own takes twice the time.
    connection.execute(
        f"create or replace temp table {out} as select c.*{roots} from ("
        f"select row_number() over () + {first_rid} - 1 as rid, * from ("
        f"select source || ':' || source_record_id as record, source, source_record_id{then} "
        f"from (select {origin} as source, {identity} as source_record_id{first} from {raw}) "
        f"order by source, source_record_id)) c{joins}"
    )
    missing = connection.execute(f"select count(*) from {out} where record is null").fetchone()
    if missing and missing[0]:
        raise ValueError(f"{missing[0]} records have no id. Fill the column {id_column!r} first.")
    twice = connection.execute(
        f"select record from {out} group by record having count(*) > 1 order by 1 limit 1"
    ).fetchone()
    if twice:
        raise ValueError(
            f"Two records are called {twice[0]}. Give the column that tells records apart as the id."
        )
    row = connection.execute(f"select count(*) from {out}").fetchone()
    return int(row[0]) if row else 0


def _nicknames(connection: DuckDBPyConnection) -> None:
    """Table `nicknames`: the formal first name behind a short one ("bob" → "robert")."""
    pairs = ", ".join(f"({literal(short)}, {literal(formal)})" for short, formal in sorted(ROOTS.items()))
    connection.execute(f"create or replace temp table nicknames as from (values {pairs}) t(short, formal)")


def forget_mailboxes(
    connection: DuckDBPyConnection, table: str, fields: Sequence[Field], mailboxes: Sequence[str]
) -> None:
    """Empties addresses whose part before the @ names an office, such as info@: whoever reads them, it is not
    one person. The list belongs to the model, so that it holds for firms that nobody knew yet."""
    listed = ", ".join(literal(word.lower()) for word in mailboxes)
    for name in named(split_names(tuple(fields)), "email"):
        if listed:
            held = quoted(name)
            connection.execute(
                f"update {table} set {held} = null where split_part({held}, '@', 1) in ({listed})"
            )


def learn_shared(connection: DuckDBPyConnection, table: str, fields: Sequence[Field], limit: int) -> pa.Table:
    """Values that belong to no single person: what more than `limit` people hold.

    Returns (field, term, people). They stop being evidence: `forget_shared` empties them.
    """
    kept = split_names(tuple(fields))
    person = _person(kept)
    parts = []
    for field in kept:
        if field.role not in IDENTIFYING:
            continue
        name = quoted(field.name)
        parts.append(
            f"select {literal(field.name)} as field, md5_number_lower({name}) as term, "
            f"count(distinct {person}) as people from {table} where {name} is not null group by {name} "
            f"having count(distinct {person}) > {limit} or count(*) > {limit * 8}"
        )
    if not parts:
        parts.append("select '' as field, 0::ubigint as term, 0::bigint as people where false")
    return connection.execute(" union all ".join(parts) + " order by all").to_arrow_table()


def _person(fields: Sequence[Field]) -> str:
    names = named(tuple(fields), "given_name") or named(tuple(fields), "family_name")
    if not names:
        return "record"
    root = f"{names[0]}_root" if named(tuple(fields), "given_name") else names[0]
    return f"coalesce({quoted(root)}, '')"


def forget_shared(
    connection: DuckDBPyConnection, table: str, fields: Sequence[Field], shared: pa.Table
) -> None:
    """Empties shared values in the clean table, so that an office's mailbox joins nobody."""
    if not shared.num_rows:
        return
    connection.register("shared_values", shared)
    kept = {field.name for field in split_names(tuple(fields))}
    for name in sorted(kept & set(shared["field"].to_pylist())):
        connection.execute(
            f"update {table} set {quoted(name)} = null where md5_number_lower({quoted(name)}) in "
            f"(select term from shared_values where field = {literal(name)})"
        )
    connection.unregister("shared_values")


def learn_terms(connection: DuckDBPyConnection, table: str, fields: Sequence[Field]) -> pa.Table:
    """How common each value is: (field, term, frequency), for values that more than one has.

    Names and places are counted by records; e-mail, phone and identifiers by people (different first names),
    because three records of one person are no reason to trust her address less. Values themselves are not
    kept, only 64 bits of their MD5, so a model file holds nobody's address.
    """
    kept = split_names(tuple(fields))
    parts = []
    for field in kept:
        if field.role not in FREQUENCY_ROLES:
            continue
        name = quoted(field.name)
        counted = f"count(distinct {_person(kept)})" if field.role in IDENTIFYING else "count(*)"
        parts.append(
            f"select {literal(field.name)} as field, md5_number_lower({name}) as term, "
            f"{counted} / (select greatest(count({name}), 1) from {table}) as frequency "
            f"from {table} where {name} is not null group by {name} having {counted} > 1"
        )
    if not parts:
        parts.append("select '' as field, 0::ubigint as term, 0::double as frequency where false")
    return connection.execute(" union all ".join(parts) + " order by all").to_arrow_table()


def with_frequencies(
    connection: DuckDBPyConnection,
    table: str,
    out: str,
    fields: Sequence[Field],
    terms: pa.Table,
    records: int,
) -> None:
    """Writes `out`: the clean table with the frequency of each value beside it.

    A value the model has not met counts as held by one of `records`.
    """
    kept = split_names(tuple(fields))
    columns = []
    joins = []
    connection.register("terms_given", terms)
    for number, field in enumerate(kept):
        if field.role not in FREQUENCY_ROLES:
            continue
        name, met = quoted(field.name), f"met_{number}"
        # Hashing each value once, not each record's.
        connection.execute(
            f"create or replace temp table {met} as select value, frequency "
            f"from (select distinct {name} as value from {table}) "
            f"join (select term, frequency from terms_given where field = {literal(field.name)}) "
            f"on md5_number_lower(value) = term"
        )
        joins.append(f"left join {met} on c.{name} = {met}.value")
        columns.append(
            f"case when c.{name} is null then null "
            f"else coalesce({met}.frequency, {double(1 / max(records, 1))}) end "
            f"as {quoted('tf_' + field.name)}"
        )
    listed = "".join(f", {column}" for column in columns)
    connection.execute(
        f"create or replace temp table {out} as select c.*{listed} from {table} c {' '.join(joins)}"
    )
    connection.unregister("terms_given")
    for number in range(len(kept)):
        connection.execute(f"drop table if exists met_{number}")
