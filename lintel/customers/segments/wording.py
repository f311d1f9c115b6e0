"""A definition as a sentence that both sides read the same way."""

from __future__ import annotations

from collections.abc import Sequence

from lintel.customers.segments.definition import (
    Attribute,
    Behaviour,
    Condition,
    Consent,
    Group,
    Number,
    Seen,
    Source,
    Spent,
)
from lintel.ui.formats import date_text, money_text

NAMES = {
    "country": "country",
    "region": "region",
    "city": "city",
    "postcode": "postcode",
    "language": "language",
    "company": "company",
    "job_title": "job title",
}
DID = {
    "visit": "visited",
    "view": "looked at something",
    "cart": "put something into the cart",
    "order": "ordered",
    "return": "returned something",
    "email": "reacted to an e-mail",
    "support": "asked support",
    "identify": "said who they are",
}
CHANNELS = {"email": "e-mail", "sms": "text message", "phone": "phone", "post": "post"}
_MOST_NAMED = 4


def sentence(group: Group) -> str:
    """Such as “People in NO who ordered at least twice in the last 90 days.”"""
    if not group.parts:
        return "All people."
    if group.match == "none":
        return f"All people but those who {_joined([_part(part) for part in group.parts], 'or')}."
    places = [part for part in group.parts if _is_place(part)] if group.match == "all" else []
    others = [_part(part) for part in group.parts if part not in places]
    where = "".join(f" in {_named(part.values)}" for part in places if isinstance(part, Attribute))
    return f"People{where}{' who ' if others else ''}{_joined(others, _by(group))}."


def _is_place(part: Condition | Group) -> bool:
    return isinstance(part, Attribute) and part.name in {"country", "city", "region"} and part.test == "is"


def _by(group: Group) -> str:
    return "and" if group.match == "all" else "or"


def _part(part: Condition | Group) -> str:
    if isinstance(part, Group):
        if not part.parts:
            return "are anybody"
        inner = _joined([_part(each) for each in part.parts], "or" if part.match == "none" else _by(part))
        return f"do not belong to those who ({inner})" if part.match == "none" else f"({inner})"
    match part:
        case Attribute():
            return _attribute(part)
        case Number():
            return _number(part)
        case Source():
            return f"are {'' if part.test == 'any' else 'not '}known from {_named(part.values)}"
        case Seen():
            which = "first seen" if part.name == "first_seen" else "last seen"
            if part.name == "last_seen" and not part.within and not part.last:
                return f"were not seen {_period(part)}"
            return f"were {'' if part.within else 'not '}{which} {_period(part)}"
        case Behaviour():
            return _behaviour(part)
        case Spent():
            return f"spent at least {money_text(part.amount, part.currency)}{_when(part)}"
        case Consent():
            may = "may" if part.may else "may not"
            return f"{may} be contacted by {CHANNELS.get(part.channel, part.channel)} for “{part.purpose}”"


def _attribute(part: Attribute) -> str:
    name, values = NAMES[part.name], _named(part.values)
    return {
        "is": f"have the {name} {values}",
        "is_not": f"do not have the {name} {values}",
        "begins": f"have a {name} that begins with {values}",
        "contains": f"have a {name} that contains {values}",
        "known": f"have a known {name}",
        "unknown": f"have no known {name}",
    }[part.test]


def _number(part: Number) -> str:
    bounds = (
        [f"{part.low} or {'more' if part.name == 'records' else 'later'}"] if part.low is not None else []
    )
    if part.high is not None:
        bounds.append(f"{part.high} or {'fewer' if part.name == 'records' else 'earlier'}")
    if part.low is not None and part.high is not None:
        bounds = [f"{part.low} to {part.high}" if part.low != part.high else str(part.low)]
    return f"have {bounds[0]} records" if part.name == "records" else f"were born in {bounds[0]}"


def _behaviour(part: Behaviour) -> str:
    verb = DID.get(part.event, f"did “{part.event}”") if part.event else "did anything"
    words = [verb]
    if part.name:
        words.append(f"(“{part.name}”)")
    if part.channel:
        words.append(f"through {CHANNELS.get(part.channel, part.channel)}")
    if part.campaign:
        words.append(f"from the campaign “{part.campaign}”")
    what, when = " ".join(words), _when(part)
    if part.did:
        often = {1: "", 2: " at least twice"}.get(part.times, f" at least {part.times} times")
        return f"{what}{often}{when}"
    if part.times > 1:
        return f"{what} fewer than {part.times} times{when}"
    return f"have not {what.replace('did ', 'done ', 1)}{when}" if when else f"never {what}"


def _when(part: Behaviour | Spent) -> str:
    return f" {_period(part)}" if part.days or part.first or part.last else ""


def _period(part: Behaviour | Spent | Seen) -> str:
    if part.days:
        return "in the last day" if part.days == 1 else f"in the last {part.days} days"
    if part.first and part.last:
        return f"from {date_text(part.first)} to {date_text(part.last)}"
    return (
        f"since {date_text(part.first)}"
        if part.first
        else f"until {date_text(part.last)}"
        if part.last
        else ""
    )


def _named(values: Sequence[str]) -> str:
    """The values, shortened where they are many."""
    shown = [f"“{value}”" for value in values[:_MOST_NAMED]]
    more = len(values) - len(shown)
    return _joined([*shown, f"{more} others"] if more else shown, "or")


def _joined(words: Sequence[str], by: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {by} {words[-1]}"
