"""A dossier with three options, made by the same actions that people use."""

from decimal import Decimal
from typing import Any

from lintel.audit.signatures import hash_of
from lintel.estate.inventory.models import Element, Kind
from lintel.estate.purchases.actions import judging, option, purchase
from lintel.estate.purchases.dossier import LISTS, loaded
from lintel.estate.purchases.models import COUNTED, Criterion, Option, Purchase
from lintel.estate.purchases.questionnaire import QUESTIONS
from lintel.estate.purchases.rules import Said
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.inventory.makers import make_element


def make_purchase(cast: Cast, title: str = "A newsletter tool", **values: Any) -> Purchase:
    """An empty dossier with an owner on each side."""
    facts = {"need": "Ours ends.", "marketing_owner": cast.nele, "it_owner": cast.tomas, "years": 3}
    return purchase.open_purchase({"title": title, **facts, **values}, by=cast.nele)


def make_option(cast: Cast, row: Purchase, name: str, kind: str = "buy", **said: Any) -> Option:
    """An option; lists go by their names."""
    lists: dict[str, list[Element]] = {key: said.pop(key) for key in LISTS if key in said}
    return option.add(row, {"name": name, "kind": kind, **said}, lists, by=cast.tomas)


def make_criterion(cast: Cast, row: Purchase, name: str, measure: str = "levels", **said: Any) -> Criterion:
    """A criterion."""
    return judging.add(row, {"name": name, "measure": measure, **said}, by=cast.nele)


def make_dossier(
    cast: Cast, title: str = "A newsletter tool", suffix: str = ""
) -> tuple[Purchase, dict[str, Option]]:
    """A dossier in which nothing is missing: two to buy, and leaving it as it is; Mailwright is proposed.
    `suffix` goes behind the names of what it touches, so that there can be several."""
    row = make_purchase(cast, title)
    capability = make_element(cast, f"Send a newsletter{suffix}", Kind.CAPABILITY)
    old = make_element(cast, f"Old mailer{suffix}")
    data = make_element(cast, f"Addresses{suffix}", Kind.DATA)
    touches: dict[str, Any] = {"serves": [capability], "replaces": [old], "holds": [data]}
    way_out: dict[str, Any] = {"exit_how": "All as CSV.", "exit_months": 2, "exit_cost": Decimal(1000)}
    options = {
        "wright": make_option(
            cast, row, f"Mailwright{suffix}", vendor_name="Wright & Co", **touches, **way_out
        ),
        "pigeon": make_option(cast, row, "Pigeonhole", vendor_name="Pigeon Ltd", **touches, **way_out),
        "keep": make_option(cast, row, "Leave it", kind="keep"),
    }
    make_criterion(cast, row, "Easy to use")
    make_criterion(
        cast, row, "Messages an hour", "number", unit="a hour", worst=Decimal(0), best=Decimal(1000)
    )
    make_criterion(cast, row, "Cost", "cost", worst=Decimal(100_000), best=Decimal(0))
    make_criterion(cast, row, "Risk", "risk")
    fill_in(cast, row, options)
    reasons = {options["pigeon"].pk: "Too slow.", options["keep"].pk: "It ends in May."}
    purchase.choose(row, options["wright"], reasons, by=cast.nele)
    return fresh(row), options


def fill_in(cast: Cast, row: Purchase, options: dict[str, Option]) -> None:
    """Weights of both sides, scores, costs and answers about risk."""
    criteria = {one.name: one for one in row.criteria.all()}
    for office, person, points in (
        ("marketing", cast.nele, (60, 20, 10, 10)),
        ("it", cast.tomas, (10, 20, 30, 40)),
    ):
        given = {one.pk: value for one, value in zip(criteria.values(), points, strict=True)}
        judging.weigh(row, given, office=office, by=person)
    for name, ease, speed in (("wright", 5, 800), ("pigeon", 3, 500), ("keep", 2, 300)):
        values = iter((ease, speed))
        said = {
            one.pk: Said(number := Decimal(next(values)), number, "Tried it for a week.")
            for one in criteria.values()
            if one.measure not in COUNTED
        }
        judging.score(options[name], said, by=cast.nele)
    for name, cost in (("wright", 9000), ("pigeon", 6000)):
        for year in (1, 2, 3):
            option.note_cost(
                options[name],
                year=year,
                kind="licence",
                amount=Decimal(cost),
                high=Decimal(cost * 2),
                by=cast.tomas,
            )
        replies = {one.slug: ("yes" if name == "wright" else "partly", "") for one in QUESTIONS}
        judging.answer_risks(options[name], replies, by=cast.tomas)


def fresh(row: Purchase) -> Purchase:
    """The dossier as it is now, with everything in it."""
    return loaded(row)


def offered(cast: Cast) -> tuple[Purchase, dict[str, Option]]:
    """A dossier that lies before the offices."""
    row, options = make_dossier(cast)
    purchase.offer(row, by=cast.nele)
    return fresh(row), options


def sign(row: Purchase, *signers: User) -> Purchase:
    """Put these people's keys to the dossier as it is."""
    for signer in signers:
        purchase.sign(row, by=signer, content_hash=hash_of(fresh(row)))
    return fresh(row)
