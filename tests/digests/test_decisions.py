"""The decision log says who decided what and why, to those who may see what it is about."""

from collections.abc import Callable

from django.test import Client

from lintel.audit.naming import SENTENCES
from lintel.audit.sealing import shred
from lintel.digests.news import decisions
from lintel.digests.news.places import readable_types
from lintel.intake.actions import answer, reply
from lintel.intake.actions.answer import Words
from lintel.people.models import User
from tests.cast import Cast
from tests.goals.makers import make_owned
from tests.intake.makers import make_request
from tests.portfolio.proposals.making import make_approved

As = Callable[[User], Client]
WHY = "If the shop pays for the second line."


def make_answered(cast: Cast) -> None:
    """Nele asks, Tomas says yes under a condition, Nele accepts."""
    asked = make_request(cast.nele)
    answer.give(asked, Words("yes_if", conditions=WHY), by=cast.tomas, version=asked.version)
    asked.refresh_from_db()
    reply.accept(asked, by=cast.nele, version=asked.version, text="Agreed: we pay.")


def test_every_deciding_action_and_type_is_known() -> None:
    assert set(decisions.KIND_OF) - set(SENTENCES) == set()
    assert set(decisions.TYPES) - set(readable_types()) == set()


def test_each_kind_stands_with_its_reason(cast: Cast, as_: As) -> None:
    make_answered(cast)
    make_approved(cast, title="One shop")
    make_owned(cast.nele, cast.tomas)
    found = decisions.shown(decisions.visible(cast.finn), cast.finn)
    assert {one.action for one in found} >= {
        "request.answered", "answer.accepted", "proposal.signed", "goal.accepted",
    }  # fmt: skip
    whys = {one.action: one.why for one in found}
    assert whys["request.answered"] == WHY
    assert whys["answer.accepted"] == "Agreed: we pay."
    page = as_(cast.finn).get("/decisions/").content.decode()
    assert WHY in page
    assert "One shop" in page


def test_it_filters_and_goes_into_a_file(cast: Cast, as_: As) -> None:
    make_answered(cast)
    make_approved(cast, title="One shop")
    only = as_(cast.mara).get("/decisions/?kind=answer").content.decode()
    assert WHY in only
    assert "One shop" not in only
    file = as_(cast.mara).get("/decisions/?kind=answer&export=csv")
    text = b"".join(file).decode() if file.streaming else file.content.decode()
    assert WHY in text
    assert text.count("\n") == 2


def test_a_stranger_and_erased_words_say_nothing(cast: Cast, as_: As) -> None:
    make_answered(cast)
    assert WHY not in as_(cast.sam).get("/decisions/").content.decode()
    assert as_(cast.sam).get("/api/v1/decisions").json()["items"] == []
    shred(cast.tomas)
    page = as_(cast.mara).get("/decisions/").content.decode()
    assert WHY not in page
    assert "(erased)" in page


def test_the_api_gives_the_same(cast: Cast, as_: As) -> None:
    make_answered(cast)
    items = as_(cast.finn).get("/api/v1/decisions?kind=answer").json()["items"]
    assert [(one["action"], one["why"]) for one in items] == [("request.answered", WHY)]
