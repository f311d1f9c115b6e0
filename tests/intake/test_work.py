"""What is agreed becomes work, through the port that the room above fills."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from lintel.audit.models import Link
from lintel.intake import ports
from lintel.intake.actions import answer, reply
from lintel.intake.models import Alternative, Request, State
from lintel.intake.wording import Words
from lintel.people.models import Team, User
from tests.cast import Cast
from tests.intake.makers import make_refused, make_request


@pytest.fixture
def made() -> Iterator[list[Any]]:
    """A maker that makes teams: any row will do as work."""
    calls: list[Any] = []

    def make(request: Request, alternative: Alternative | None, by: User) -> Team:
        calls.append((request, alternative, by))
        if len(calls) > 1:
            raise RuntimeError("the second one fails")
        return Team.objects.create(name=f"Work from {request.pk}", side="it")

    before = list(ports._makers)
    ports.register_work(make)
    yield calls
    ports._makers[:] = before


def test_an_accepted_alternative_becomes_work(cast: Cast, made: list[Any]) -> None:
    asked = make_refused(cast)
    assert not made
    chosen = asked.alternatives.get()
    reply.accept(asked, by=cast.nele, version=asked.version, alternative=chosen)
    assert made == [(asked, chosen, cast.nele)]
    work = Team.objects.get(name=f"Work from {asked.pk}")
    assert {link.to_type for link in Link.objects.from_thing(work, "origin")} == {
        "intake.request",
        "intake.alternative",
    }
    assert ports.work_from(asked, cast.nele) == [work]


def test_a_yes_becomes_work_and_fails_whole(cast: Cast, made: list[Any]) -> None:
    first = make_request(cast.nele)
    answer.give(first, Words("yes"), by=cast.tomas, version=first.version)
    assert len(made) == 1
    second = make_request(cast.nele, title="Another thing")
    with pytest.raises(RuntimeError):
        answer.give(second, Words("yes"), by=cast.tomas, version=second.version)
    second.refresh_from_db()
    assert second.state == State.ASKED
    assert not second.answers.exists()


def test_the_proposal_stands_on_the_page(cast: Cast, as_: Callable[[User], Client]) -> None:
    asked = make_request(cast.nele)
    answer.give(asked, Words("yes"), by=cast.tomas, version=asked.version)
    page = as_(cast.nele).get(f"/requests/{asked.pk}/").content.decode()
    assert "What became of it" in page
    assert "/proposals/" in page
