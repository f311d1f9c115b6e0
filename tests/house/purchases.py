"""Dossiers in their states, what is sent to their addresses, and many of them."""

from typing import Any

from django.db.models import Model

from lintel.audit.signatures import hash_of
from lintel.estate.purchases.actions import purchase
from lintel.estate.purchases.models import Option, Purchase
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.purchases.makers import fresh, make_dossier, make_purchase, sign

Body = dict[str, Any]
LISTS = {"purchases:purchases": "", "purchases:rejected": ""}
API_LISTS = {"list_purchases": "", "list_rejected_options": ""}


def things(cast: Cast) -> dict[str, Model]:
    """One in which nothing is missing, one before the offices, one that marketing signed, one dropped, one
    decided."""
    ready, options = make_dossier(cast)
    found: dict[str, Model] = {"purchase": ready, "option of a purchase": options["pigeon"]}
    found["cost of an option"] = options["pigeon"].costs.earliest("pk")
    found["cost of a purchase"] = found["cost of an option"]
    found["criterion of a purchase"] = ready.criteria.earliest("pk")
    for name, signers in (
        ("offered purchase", ()), ("purchase signed by marketing", (cast.mara,)),
        ("decided purchase", (cast.mara, cast.ivo)),
    ):  # fmt: skip
        row, _ = make_dossier(cast, title=name.capitalize(), suffix=f" {name}")
        purchase.offer(row, by=cast.nele)
        found[name] = sign(fresh(row), *signers)
    dropped = make_purchase(cast, "Dropped before")
    found["dropped purchase"] = purchase.drop(dropped, "No money.", by=cast.nele)
    return found | {"thread of a purchase": ready}


def args(name: str, s: Any) -> tuple[Any, ...] | None:
    """What leads to a cost: the option and the cost."""
    return (s["option of a purchase"].pk, s[name].pk) if name == "cost of an option" else None


def _facts(title: str) -> Body:
    return {"title": title, "need": "It breaks.", "currency": "EUR", "years": 3}


def forms(s: Any) -> dict[str, Body]:
    """What is sent to the pages."""
    row, made = s["purchase"], s["option of a purchase"]
    criteria = list(row.criteria.all())
    return {
        "purchases:new": _facts("Something else"),
        "purchases:edit": _facts("Another title") | {"version": row.version},
        "purchases:choice": {"chosen": made.pk, f"why_{made.pk}": ""},
        "purchases:dropping": {"why": "No money."},
        "purchases:signature": {"content_hash": hash_of(fresh(s["offered purchase"]))},
        "purchases:entry": {"live_from": "2027-03-01"},
        "purchases:new-option": {"name": "A third one", "kind": "build"},
        "purchases:edit-option": {"name": "Pigeonhole", "kind": "buy", "version": row.version},
        "purchases:costs": {"year": 1, "kind": "run", "amount": "12.50"},
        "purchases:scores": {f"low_{criteria[0].pk}": "4", f"evidence_{criteria[0].pk}": "Seen."},
        "purchases:risks": {"reply_export": "yes"},
        "purchases:new-criterion": {"name": "Looks", "measure": "levels"},
        "purchases:criterion": {"name": "Easy", "measure": "levels"},
        "purchases:weights": {f"points_{one.pk}": 10 for one in criteria},
    }


def json(s: Any) -> dict[str, Body]:
    """What is sent to the API."""
    row, criterion = s["purchase"], s["criterion of a purchase"].pk
    signed = {"content_hash": hash_of(fresh(s["offered purchase"]))}
    return {
        "open_purchase": {"title": "Something else"},
        "change_purchase": {"title": "Another title", "version": row.version},
        "choose_purchase_option": {"option_id": s["option of a purchase"].pk},
        "sign_purchase": signed,
        "drop_purchase": {"why": "No money."},
        "enter_purchase": {"live_from": "2027-03-01"},
        "add_purchase_option": {"name": "A third one", "kind": "build"},
        "change_purchase_option": {"what": "It sends."},
        "note_purchase_cost": {"year": 1, "kind": "run", "amount": "12.50"},
        "score_purchase_option": {"scores": [{"criterion_id": criterion, "low": "4", "evidence": "Seen."}]},
        "answer_purchase_risks": {"replies": [{"question": "export", "reply": "yes"}]},
        "add_purchase_criterion": {"name": "Looks"},
        "change_purchase_criterion": {"name": "Easy"},
        "weigh_purchase": {"points": [{"criterion_id": criterion, "points": 10}]},
    }


def fill(reader: User, numbers: range) -> None:
    """Many dropped dossiers with an option each."""
    rows = Purchase.objects.bulk_create(
        [
            Purchase(title=f"Purchase {n}", state="dropped", dropped_why="No money.", marketing_owner=reader)
            for n in numbers
        ],
        batch_size=500,
    )
    Option.objects.bulk_create(
        [Option(purchase=row, name=f"Option {row.pk}", kind="buy") for row in rows], batch_size=500
    )
