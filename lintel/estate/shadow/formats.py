"""The logs that can be read: their columns, and what one line says of a tool as SQL over the view `rows`.

Every format gives the columns `at`, `app`, `domain`, `app_id`, `person`, `department`, `category`, `scopes`,
`uses`, `amount` and `currency`; a line without `app` and `domain` says nothing of a tool.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lintel.estate.shadow.models import LogKind
from lintel.imports.contract import Field


@dataclass(frozen=True)
class Format:
    """One kind of file; `usual` is what the log is called when nobody says otherwise."""

    slug: str
    title: str
    noun: str
    description: str
    kind: LogKind
    fields: tuple[Field, ...]
    said: Mapping[str, str]  # SQL by column of a line
    usual: str
    marks: frozenset[str] = frozenset()
    key: tuple[str, ...] = ("event_id",)
    where: str = "true"

    @property
    def lines(self) -> str:
        """SQL: one row for each line that may name a tool."""
        columns = ", ".join(f'{sql} as "{name}"' for name, sql in {**NOTHING, **self.said}.items())
        return f"select {columns} from rows where {self.where}"  # noqa: S608  # words of this file only


NOTHING: Mapping[str, str] = {
    "at": '"at"', "app": "''", "domain": "''", "app_id": "''", "person": "''", "department": "''",
    "category": "''", "scopes": "''", "uses": "1", "amount": "null::decimal(18, 2)", "currency": "''",
}  # fmt: skip


def _aliased(name: str, label: str, *aliases: str, **more: Any) -> Field:
    return Field(name, label, aliases=aliases, **more)


def _text(name: str) -> str:
    return f"coalesce(trim({name}), '')"


# Okta names what was used among several targets; a list comes as its objects with bars between.
_TARGETS = """json_transform('[' || replace(target, '} | {', '},{') || ']',
 '[{"id":"VARCHAR","type":"VARCHAR","displayName":"VARCHAR"}]')"""
_TARGET = f"""case when target like '%AppInstance%'
 and json_valid('[' || replace(target, '}} | {{', '}},{{') || ']')
 then list_filter({_TARGETS}, one -> one.type = 'AppInstance')[1] end"""
_FAILED = (
    r"""regexp_matches(lower(coalesce("result", '')), """
    r"""'^(fail|den|error|interrupt|block|abandon|unknown|[1-9][0-9]*$)')"""
)
# Being given a tool by an administrator is not using it.
_USED = (
    r"""regexp_matches(lower(coalesce("kind", 'sso')), """
    r"""'sso|sign.?in|log.?in|authenticat|consent|token|grant')"""
)

SIGN_INS = Format(
    "shadow-sign-ins", "Sign-ins of any provider", "sign-in",
    "Who signed in to which tool: lines become sums by tool, team and month.",
    LogKind.SIGN_IN,
    (
        _aliased("event_id", "Id", "uuid", "request id", "id", "event id"),
        _aliased("at", "When", "published", "date utc", "time", "timestamp", "signed in at",
                 "properties.createdDateTime", "created date time", kind="datetime", required=True),
        _aliased("app", "Tool", "application", "app", "app name", "application name", "target0.displayName",
                 "properties.appDisplayName", "app display name", "client name"),
        _aliased("app_id", "Id of the tool", "application id", "app id", "client id", "properties.appId",
                 "target0.id"),
        _aliased("person", "Who", "actor.alternateId", "username", "user principal name", "email",
                 "properties.userPrincipalName", "actor.alternate id"),
        _aliased("kind", "Event", "event type", "category", "event"),
        _aliased("result", "Result", "outcome.result", "status", "result type", "outcome"),
        _aliased("target", "Targets"),
        _aliased("scopes", "Permissions", "scope", "oauth scopes", "granted scopes"),
        _aliased("domain", "Web address", "app domain", "url", "host"),
    ),
    {
        "app": f"coalesce(nullif(trim(app), ''), trim(({_TARGET}).displayName), '')",
        "app_id": f"coalesce(nullif(trim(app_id), ''), ({_TARGET}).id, '')",
        "domain": _text("lower(domain)"), "person": _text("lower(person)"), "scopes": _text("scopes"),
    },
    "Sign-ins", where=f"not {_FAILED} and {_USED}",
)  # fmt: skip
OKTA = replace(
    SIGN_INS, slug="shadow-okta", title="Okta System Log", usual="Okta",
    description="Okta’s System Log as JSON, JSON lines or CSV: sums by tool, team and month.",
    marks=frozenset({"uuid", "published", "event type"}),
)  # fmt: skip
ENTRA = replace(
    SIGN_INS, slug="shadow-entra", title="Entra sign-ins (portal)", usual="Entra",
    description="The CSV of sign-ins that the Entra portal gives.",
    marks=frozenset({"date utc", "request id", "application", "application id"}),
)  # fmt: skip
ENTRA_MONITOR = replace(
    SIGN_INS, slug="shadow-entra-monitor", title="Entra sign-ins (Azure Monitor)", usual="Entra",
    description="Sign-ins as Azure Monitor writes them, as JSON lines.",
    marks=frozenset({"result type", "properties.appDisplayName"}),
    fields=tuple(one for one in SIGN_INS.fields if one.name != "kind"),
    where=f"not {_FAILED}",
)  # fmt: skip

EXPENSES = Format(
    "shadow-expenses", "Expenses of cards and reports", "expense",
    "What was paid to whom: software by its category, and whatever is known as a tool.",
    LogKind.EXPENSE,
    (
        _aliased("event_id", "Id", "external id", "transaction id", "expense id"),
        _aliased("at", "When", "transaction date", "posted date", "posted on", "expense date",
                 "report entry transaction date", kind="datetime", required=True),
        _aliased("merchant", "Paid to", "merchant name", "merchant", "vendor name", "payee",
                 "report entry vendor name", required=True),
        _aliased("amount", "Amount", "journal amount", "billed amount", "amount usd", "total",
                 kind="decimal", required=True),
        _aliased("currency", "Currency", "currency code", "reimbursement currency"),
        _aliased("person", "Who", "user", "cardholder name", "employee", "employee id", "email",
                 "cardholder"),
        _aliased("department", "Department", "ramp department", "cost center", "team"),
        _aliased("category", "Category", "ramp category", "brex category", "expense type",
                 "report entry expense type name"),
    ),
    {
        "app": _text("merchant"), "person": _text("lower(person)"), "department": _text("department"),
        "category": _text("category"), "amount": "amount::decimal(18, 2)",
        "currency": "coalesce(nullif(upper(trim(currency)), ''), $currency)",
    },
    "Expenses",
)  # fmt: skip
RAMP = replace(
    EXPENSES, slug="shadow-ramp", title="Ramp transactions", usual="Ramp",
    description="Ramp’s export of transactions.", marks=frozenset({"ramp category", "merchant name"}),
)  # fmt: skip
BREX = replace(
    EXPENSES, slug="shadow-brex", title="Brex expenses", usual="Brex",
    description="Brex’s export of expenses.", marks=frozenset({"brex category", "merchant name"}),
)  # fmt: skip
CONCUR = replace(
    EXPENSES, slug="shadow-concur", title="Concur report entries", usual="Concur",
    description="Report entries as SAP Concur extracts them.",
    marks=frozenset({"report entry vendor name", "report entry transaction date"}), key=(),
)  # fmt: skip

NETWORK = Format(
    "shadow-network", "Addresses that were visited (DNS, proxy)", "line",
    "Which web addresses were asked for: only those of tools known by name or address are kept.",
    LogKind.NETWORK,
    (
        _aliased("event_id", "Id", "event id"),
        _aliased("at", "When", "time", "timestamp", "query time", "date", "datetime", kind="datetime",
                 required=True),
        _aliased("domain", "Web address", "host", "hostname", "query name", "query", "destination", "url",
                 "domain name", "fqdn", required=True),
        _aliased("person", "Who", "user", "client user", "source user", "client"),
        _aliased("uses", "How often", "count", "hits", "requests", kind="int"),
    ),
    {
        "domain": _text("lower(domain)"), "person": _text("lower(person)"),
        "uses": "greatest(coalesce(uses, 1), 0)",
    },
    "Network",
)  # fmt: skip
FORMATS = (SIGN_INS, OKTA, ENTRA, ENTRA_MONITOR, EXPENSES, RAMP, BREX, CONCUR, NETWORK)

SOURCE = Field(
    "source", "Which log", required=True,
    help="Its name, such as “Okta”. Files of one log may not overlap in time; another log has another name.",
)  # fmt: skip
CURRENCY = Field(
    "currency", "Currency", default="EUR", help="Where a line says none: three letters, such as EUR."
)
