"""A blueprint in every state, what is sent to its addresses, and many of everything."""

import datetime as dt
from typing import Any

from django.db.models import Model

from lintel.audit.signatures import hash_of
from lintel.estate.blueprint.models import Amendment, Plateau, Version, VersionState
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.blueprint.makers import make_amendment, make_plateau, offered, plan, sign

Body = dict[str, Any]
LISTS = {"blueprint:plateaus": "", "blueprint:amendments": "", "blueprint:versions": ""}
API_LISTS = {
    "list_plateaus": "", "list_planned_changes": "plateau", "list_amendments": "",
    "list_blueprint_versions": "",
}  # fmt: skip
QUERY = {"blueprint:new-change": {"kind": "retire"}, "blueprint:amendment-change": {"kind": "retire"}}
SUGGESTED, FOR_A_SUGGESTION = "change of an amendment", "plateau of an amendment"


def things(cast: Cast, made: dict[str, Model]) -> dict[str, Model]:
    """A plateau that was reached, with a signed change to carry out; one to come; a suggestion of Nele’s; a
    second version that Mara has signed."""
    reached = make_plateau(cast, "As it stands", -30)
    due = plan(cast, reached, "adjust", element=made["estate card"].pk, criticality=2)
    sign(offered(cast), cast.mara, cast.ivo)
    later = make_plateau(cast)
    planned = plan(cast, later, "add", kind="system", name="Bank’s own")
    suggestion = make_amendment(cast, later, "retire", element=made["estate card"].pk)
    return {
        "plateau": later, "reached plateau": reached, "empty plateau": make_plateau(cast, "A pause", 300),
        "planned change": planned, "signed change": due, "amendment": suggestion,
        SUGGESTED: suggestion.changes.get(), FOR_A_SUGGESTION: suggestion,  # type: ignore[attr-defined]
        "blueprint version": sign(offered(cast), cast.mara),
    }  # fmt: skip


def args(name: str, s: Any) -> tuple[Any, ...] | None:
    """What leads to a part of a suggestion."""
    if name == SUGGESTED:
        return (s["amendment"].pk, s[name].pk)
    return (s["amendment"].pk, s["plateau"].pk) if name == FOR_A_SUGGESTION else None


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the pages."""
    amendment = {"version": s["amendment"].version}
    return {
        "blueprint:new-plateau": {"name": "A step", "day": "2031-01-01"},
        "blueprint:edit-plateau": {"name": "Renamed", "day": f"{s['plateau'].day}", "version": 1},
        "blueprint:new-change": {"element": s["estate pay"].pk},
        "blueprint:new-amendment": {"title": "Another", "reason": "It is simpler."},
        "blueprint:amendment-change": {"element": s["estate pay"].pk},
        "blueprint:acceptance": amendment,
        "blueprint:refusal": {**amendment, "reason": "We need both."},
        "blueprint:amendment-withdrawal": amendment,
        "blueprint:new-version": {"note": "One more"},
        "blueprint:signature": {"content_hash": _hash(s)},
    }


def json(s: Any) -> dict[str, Body]:
    """What is sent to the API."""
    retired = {"kind": "retire", "facts": {"element": s["estate pay"].pk}}
    amendment = {"version": s["amendment"].version}
    return {
        "create_plateau": {"name": "A step", "day": "2031-01-01"},
        "change_plateau": {"name": "Renamed", "version": 1},
        "plan_change": retired,
        "create_amendment": {"title": "Another", "reason": "It is simpler."},
        "suggest_change": {**retired, "plateau_id": s["plateau"].pk},
        "accept_amendment": amendment,
        "decline_amendment": {**amendment, "reason": "We need both."},
        "withdraw_amendment": amendment,
        "offer_blueprint_version": {"note": "One more"},
        "sign_blueprint_version": {"content_hash": _hash(s)},
    }


def _hash(s: Any) -> str:
    return hash_of(Version.objects.get(pk=s["blueprint version"].pk))


def fill(reader: User, numbers: range) -> None:
    """Many plateaus, each on a day of its own, suggestions, and versions that were set aside."""
    first = dt.date(1990, 1, 1)
    Plateau.objects.bulk_create(
        [Plateau(name=f"Plateau {n}", day=first + dt.timedelta(days=n)) for n in numbers], batch_size=500
    )
    Amendment.objects.bulk_create(
        [Amendment(title=f"Idea {n}", reason="So.", side="it", made_by=reader) for n in numbers],
        batch_size=500,
    )
    facts: Body = {"body": {"plateaus": []}, "body_hash": "0" * 64, "state": VersionState.SET_ASIDE}
    Version.objects.bulk_create(
        [Version(number=1000 + n, awaits="", made_by=reader, **facts) for n in numbers], batch_size=500
    )
