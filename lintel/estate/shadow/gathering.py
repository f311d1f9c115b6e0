"""A log becomes sums by tool, team and month, in bounded memory; no line and no stranger's name is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import Count

from lintel.estate.shadow.formats import Format
from lintel.estate.shadow.guessing import listed
from lintel.estate.shadow.models import LogKind
from lintel.estate.shadow.naming import LONGEST, cleaned, is_software, label_of, registered
from lintel.estate.shadow.recognising import registry, targets
from lintel.people.models import User

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SMALLEST = 3  # people: a smaller team would show who it is
SMALL, UNKNOWN = "Small teams", "Team not known"
BATCH = 20_000
MEMORY = "512MB"
MOST_SCOPES = 50


@dataclass(frozen=True)
class Seen:
    """One team and month of one tool."""

    said: str
    team: str
    month: dt.date
    uses: int
    people: int
    amount: Decimal | None
    currency: str
    first_on: dt.date
    last_on: dt.date


@dataclass
class Gathered:
    """One tool of a file: how it is called there and how it was used; `people` are uses and last day by
    the number of a person."""

    key: str
    name: str = ""
    domains: dict[str, None] = field(default_factory=dict)
    apps: dict[str, None] = field(default_factory=dict)
    scopes: list[str] = field(default_factory=list)
    category: str = ""
    seen: list[Seen] = field(default_factory=list)
    people: dict[int, tuple[int, dt.date]] = field(default_factory=dict)


@dataclass(frozen=True)
class Summed:
    """A whole file: its tools by key, its lines, how many of them name a tool, and its span of time."""

    form: Format
    source: str
    tools: Mapping[str, Gathered]
    lines: int
    telling: int
    first_at: dt.datetime
    last_at: dt.datetime


def summed(form: Format, rows: Path, *, source: str, currency: str) -> Summed:
    """Sums the good rows of a file, a Parquet file, up."""
    import duckdb

    with duckdb.connect() as db:
        db.execute(f"set memory_limit = '{MEMORY}'")
        db.execute("set preserve_insertion_order = false")
        db.execute("set timezone = 'UTC'")
        db.execute("set temp_directory = ?", [str(rows.parent / "spill")])
        db.read_parquet(str(rows)).create_view("rows")
        asked = {"currency": currency} if "$currency" in form.lines else {}
        db.execute(f"create table lines as {form.lines}", asked)
        tools = _name(db, form)
        _know_people(db)
        telling = _sum(db, tools)
        _trace(db, tools)
        span = db.execute('select count(*), min("at"), max("at") from rows').fetchone()
    lines, first, last = span or (0, None, None)
    found = {key: one for key, one in tools.items() if one.seen}
    return Summed(form, source, found, lines, telling, first, last)


def _name(db: DuckDBPyConnection, form: Format) -> dict[str, Gathered]:
    """Makes the table `named`: to which tool the different ways of writing one lead."""
    known = _known() if form.kind != LogKind.SIGN_IN else None
    tools: dict[str, Gathered] = {}
    db.execute("create table named (app varchar, domain varchar, app_id varchar, category varchar, "
               "tool varchar)")  # fmt: skip
    found = db.cursor().execute(
        "select app, domain, app_id, category, list_distinct(list(scopes))[:50] from lines group by all"
    )
    while rows := found.fetchmany(BATCH):
        lines = []
        for app, domain, app_id, category, scopes in rows:
            tool = _tool(tools, form, known, (app, domain, app_id, category))
            if tool is not None:
                tool.scopes = sorted({*tool.scopes, *(one for one in scopes if one)})[:MOST_SCOPES]
                lines.append((app, domain, app_id, category, tool.key))
        _fill(db, "named", lines)
    return tools


def _tool(
    tools: dict[str, Gathered], form: Format, known: frozenset[str] | None, said: tuple[str, str, str, str]
) -> Gathered | None:
    app, host, app_id, category = said
    domain = registered(host)
    key = _key(app, domain)
    if not key or (known is not None and not ({key, domain} & known or is_software(category))):
        return None
    tool = tools.setdefault(key, Gathered(key))
    shown = listed(key, [domain])
    tool.name = tool.name or (shown.name if shown else _title(app, key, form))
    tool.category = tool.category or category
    if domain:
        tool.domains[domain] = None
    if app_id:
        tool.apps[app_id[:200]] = None
    return tool


def _key(app: str, domain: str) -> str:
    """The cleaned name; of “VENDOR *TOOL” the part that is a well-known tool, and so of a domain."""
    known = listed("", [domain]) if not app else None
    key = cleaned(app) if app else cleaned(known.name if known else label_of(domain))
    behind = cleaned(app.partition("*")[2]) if "*" in app else ""
    return behind if listed(behind) and not listed(key) else key


def _title(app: str, key: str, form: Format) -> str:
    """What a sign-in calls it stays; what a card calls it has been through too many hands."""
    return app[:LONGEST] if app and form.kind == LogKind.SIGN_IN else key.title()


def _known() -> frozenset[str]:
    """Cleaned names and domains by which a line speaks of a tool, whatever its category says."""
    from lintel.estate.shadow.guessing import catalogue

    by_name, by_domain = catalogue()
    places, tools = targets(), registry()
    aliases = {text for _, text in tools.by_alias}
    return frozenset(
        {*by_name, *by_domain, *places.names, *places.domains, *places.vendors, *tools.keys, *aliases} - {""}
    )


def _know_people(db: DuckDBPyConnection) -> None:
    """Makes the table `folk`: person and team of what a log calls somebody, by e-mail or by full name."""
    sizes = dict(
        User.objects.active().exclude(team=None).values_list("team").annotate(count=Count("pk")).order_by()
    )
    emails: dict[str, tuple[int, str]] = {}
    names: dict[str, tuple[int, str] | None] = {}
    people = User.objects.active().select_related("team").only("email", "name", "team__name")
    for person in people.iterator(chunk_size=2_000):
        team = person.team
        small = team is not None and sizes.get(team.pk, 0) < SMALLEST
        facts = (person.pk, UNKNOWN if team is None else SMALL if small else team.name)
        emails[person.email.casefold()] = facts
        name = person.name.casefold()
        names[name] = None if name in names else facts  # of two people of one name nobody is meant
    db.execute("create table folk (person varchar, id bigint, team varchar)")
    said = db.cursor().execute("select distinct person from lines where person <> ''")
    while rows := said.fetchmany(BATCH):
        known = ((one, emails.get(one.casefold()) or names.get(one.casefold())) for (one,) in rows)
        _fill(db, "folk", [(one, *facts) for one, facts in known if facts])


def _fill(db: DuckDBPyConnection, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Adds rows to a table at once."""
    import pyarrow as pa

    if rows:
        names = db.table(table).columns
        columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
        db.from_arrow(pa.table(columns)).insert_into(table)


_JOINED = """
from lines l
join named n on n.app = l.app and n.domain = l.domain and n.app_id = l.app_id and n.category = l.category
left join folk f on f.person = l.person
"""
_SUMS = f"""
select n.tool, min(case when l.app <> '' then l.app else l.domain end),
       coalesce(f.team, nullif(l.department, ''), '{UNKNOWN}'),
       date_trunc('month', l."at")::date, sum(l.uses)::bigint, count(distinct nullif(l.person, '')),
       sum(l.amount), l.currency, min(l."at")::date, max(l."at")::date, count(*)
{_JOINED}
group by all
order by 1, 4, 3, 8
"""
_TRACES = f"""
select n.tool, f.id, sum(l.uses)::bigint, max(l."at")::date
{_JOINED}
where f.id is not null group by n.tool, f.id order by n.tool, f.id
"""


def _rows(db: DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    found = db.execute(query)
    while rows := found.fetchmany(BATCH):
        yield from rows


def _sum(db: DuckDBPyConnection, tools: Mapping[str, Gathered]) -> int:
    telling = 0
    for key, said, team, month, uses, people, amount, currency, first, last, lines in _rows(db, _SUMS):
        tools[key].seen.append(
            Seen(said[:200], team[:120], month, uses, people, amount, currency[:3], first, last)
        )
        telling += lines
    return telling


def _trace(db: DuckDBPyConnection, tools: Mapping[str, Gathered]) -> None:
    for key, person, uses, last in _rows(db, _TRACES):
        tools[key].people[person] = (uses, last)
