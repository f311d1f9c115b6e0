"""What a source's rows look like: how many are filled, valid and different, attribute by attribute."""

from typing import Any

from lintel.customers.shapes import ATTRIBUTES
from lintel.customers.sources.datasets import GROUNDS
from lintel.customers.sources.models import Source, SourceKind
from lintel.warehouse import reading

_EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
# SQL of “looks right”, by column; a column without one is valid wherever it is filled.
VALID = {
    "email": f"regexp_matches(trim({{}}), '{_EMAIL}')",
    "phone": "length(regexp_replace({}, '[^0-9]', '', 'g')) between 6 and 15",
    "birth_date": "try_cast({} as date) between date '1900-01-01' and current_date",
    "given_name": r"regexp_matches({}, '\p{{L}}') and not regexp_matches({}, '[0-9@]')",
    "family_name": r"regexp_matches({}, '\p{{L}}') and not regexp_matches({}, '[0-9@]')",
    "country": r"regexp_matches({}, '^\p{{L}}[\p{{L}} .-]+$')",
}
COLUMNS = {
    SourceKind.PEOPLE: tuple(ATTRIBUTES),
    SourceKind.EVENTS: ("name", "kind", "channel", "campaign", "identity", "also", "amount", "currency"),
    SourceKind.CONSENTS: ("identity_kind", "identity", "purpose", "channel", "word", "origin"),
}
MOMENTS = {SourceKind.PEOPLE: "coalesce(updated_at, created_at)"}


def profile(source: Source) -> dict[str, Any]:
    """Rows, first and last moment, and per column `filled`, `valid` (shares of rows and of the filled) and
    `distinct` (about how many). Columns that are empty throughout are left out. Holds no value."""
    kind = SourceKind(source.kind)
    name = GROUNDS[kind].shape.name
    columns = COLUMNS[kind]
    moment = MOMENTS.get(kind, '"at"')
    said = [f"count(*) as n, min({moment})::varchar as first, max({moment})::varchar as last"]
    for column in columns:
        valid = VALID.get(column, "true").replace("{}", f'"{column}"').replace("{{", "{").replace("}}", "}")
        said.append(
            f'count("{column}") as "{column}_filled", '
            f'approx_count_distinct("{column}") as "{column}_distinct", '
            f'count(*) filter (where "{column}" is not null and {valid}) as "{column}_valid"'
        )
    with reading.connect(name, threads=2) as connection:
        query = f"select {', '.join(said)} from {name} where source = $source"
        cursor = connection.execute(query, {"source": source.slug})
        heads = [head[0] for head in cursor.description or ()]
        found = dict(zip(heads, cursor.fetchone() or (), strict=True))
    rows = found["n"]
    return {
        "rows": rows,
        "first": found["first"],
        "last": found["last"],
        "columns": [
            {
                "name": column,
                "filled": round(found[f"{column}_filled"] / rows, 4),
                "valid": round(found[f"{column}_valid"] / found[f"{column}_filled"], 4),
                "distinct": found[f"{column}_distinct"],
            }
            for column in columns
            if rows and found[f"{column}_filled"]
        ],
    }
