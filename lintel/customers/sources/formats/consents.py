"""What people said about being contacted: consent lists, and addresses never to be written to."""

from lintel.customers.sources.formats.model import PEOPLE, WHOLE, Flaw, Format, address, aliased, number, text
from lintel.customers.sources.models import SourceKind
from lintel.imports.contract import Field

_GRANTED = ("granted", "subscribed", "opted in", "opt-in", "opt in", "optin", "yes", "true", "1", "active",
            "confirmed", "consented", "given", "allow", "allowed", "ja")  # fmt: skip
_WITHDRAWN = ("withdrawn", "unsubscribed", "opted out", "opt-out", "opt out", "optout", "no", "false", "0",
              "revoked", "denied", "declined", "objected", "inactive", "nein")  # fmt: skip
_SUPPRESSED = ("suppressed", "blocked", "blacklisted", "bounced", "hard bounce", "bounce", "complaint",
               "complained", "spam", "spam complaint", "never contact", "do not contact",
               "erased")  # fmt: skip
WORDS = {
    **dict.fromkeys(_GRANTED, "granted"),
    **dict.fromkeys(_WITHDRAWN, "withdrawn"),
    **dict.fromkeys(_SUPPRESSED, "suppressed"),
}
CHANNELS = {
    **dict.fromkeys(("email", "e-mail", "mail", "newsletter"), "email"),
    **dict.fromkeys(("phone", "telephone", "call", "telefon"), "phone"),
    **dict.fromkeys(("sms", "text", "text message", "whatsapp"), "sms"),
    **dict.fromkeys(("post", "letter", "direct mail", "postal"), "post"),
    **dict.fromkeys(("any", "all", "every channel"), "any"),
}
_WHO = (
    aliased("email", "E-mail", "email address", "e mail", "address", contents="email"),
    aliased("phone", "Phone", "phone number", "telephone", "mobile"),
    aliased("record_id", "Record id", "customer id", "contact id", "subject id"),
)
_ABOUT = (
    aliased("purpose", "Purpose", "list", "list name", "topic", "audience", "consent purpose"),
    aliased("channel", "Channel", "medium", kind="choice", choices=CHANNELS),
)
_WHERE = aliased("origin", "Where it was said", "source", "form", "page", "reason", "signup source")
_TIMES = ("timestamp", "time", "date", "changed at", "consent date", "updated at", "added", "added at",
          "created at", "suppressed at", "opt in time", "since")  # fmt: skip
FLAWS = (
    Flaw(
        f"coalesce({text('email')}, {text('phone')}, {text('record_id')}) is null", "",
        "It says of nobody: there is no e-mail, phone or record id.",
    ),
    Flaw('"at" > $soon', "at", "It lies in the future. Correct the time."),
    Flaw(
        f"{text('email')} is not null and not regexp_matches(email, '^[^@[:space:]]+@[^@[:space:]]+$')",
        "email", "This is no e-mail address. Correct it.",
    ),
)  # fmt: skip


def _normal(word: str, channel: str, at: str, purpose: str = text("purpose")) -> str:
    """One row per word and moment; of contradictions in the same moment the strictest stays."""
    return f"""
with words as (
    select row_in_file, case when {text("email")} is not null then 'email'
                             when {text("phone")} is not null then 'phone' else 'record' end as identity_kind,
           coalesce({address("email")}, {text("phone")}, $people || ':' || {number("record_id")}) as identity,
           coalesce(lower({purpose}), nullif($purpose, ''), 'any') as purpose,
           {channel} as channel, {word} as word, {at} as "at", {text("origin")} as origin
    from rows
)
select $source as source, * exclude (row_in_file), $load as load from words
where word is not null
qualify row_number() over (
    partition by identity_kind, identity, purpose, channel, "at"
    order by list_position(['suppressed', 'withdrawn', 'granted'], word), row_in_file) = 1
"""


_SAID = {"purpose": "purpose", "people": "people"}
PURPOSE = Field(
    "purpose", "Purpose", help="For rows that name none, such as “newsletter”. Empty: any purpose."
)
LIST = Format(
    "customer-consents", "Consent list", "word",
    "Who allowed what, or took it back: one row for each word with its time.",
    SourceKind.CONSENTS,
    (
        *_WHO, *_ABOUT,
        aliased("word", "Word", "status", "consent", "state", "opt in status", "subscription status",
                "consent status", kind="choice", choices=WORDS, required=True),
        aliased("at", "When", *_TIMES, kind="datetime", required=True),
        _WHERE,
    ),
    _normal("word", "coalesce(channel, 'email')", '"at"'),
    flaws=FLAWS, options=(PURPOSE, PEOPLE, WHOLE), said=_SAID,
)  # fmt: skip
_EVER = "timestamptz '1970-01-01 00:00:00+00'"
SUPPRESSIONS = Format(
    "customer-suppressions", "Suppression list", "suppression",
    "Addresses that must never be contacted again, whatever any other list says.",
    SourceKind.CONSENTS,
    (*_WHO, *_ABOUT, aliased("at", "When", *_TIMES, kind="datetime"), _WHERE),
    # A suppression without a time holds since ever, so that loading the list again changes nothing.
    _normal("'suppressed'", "coalesce(channel, 'any')", f'coalesce("at", {_EVER})'),
    usual="Suppressions", marks=frozenset({"suppressed at"}),
    flaws=FLAWS, options=(PURPOSE, PEOPLE, WHOLE), said=_SAID,
)  # fmt: skip
# A CRM's mark is no consent where it is not set: only those who opted out say something.
OPT_OUTS = Format(
    "customer-opt-outs", "Opt-outs of a CRM", "opt-out",
    "Contacts with a mark for who wants no more e-mail, as Salesforce and HubSpot export them.",
    SourceKind.CONSENTS,
    (
        *_WHO,
        aliased("opted_out", "Opted out", "has opted out of email", "email opt out", "opt out",
                "unsubscribed from all email", "do not email", kind="bool", required=True),
        aliased("at", "When", "system modstamp", "last modified date", *_TIMES,
                kind="datetime", required=True),
        _WHERE,
    ),
    _normal("case when opted_out then 'withdrawn' end", "'email'", '"at"', "null::varchar"),
    flaws=FLAWS, options=(PURPOSE, PEOPLE, WHOLE), said=_SAID,
)  # fmt: skip
FORMATS = (LIST, SUPPRESSIONS, OPT_OUTS)
