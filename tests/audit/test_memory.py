"""What is found once holds until somebody writes, and no longer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lintel.audit.memory import remembered, remembered_of
from lintel.people.actions import team
from lintel.people.models import Team
from lintel.ui.lists import count, keys
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_count_is_asked_for_once_and_anew_after_a_write(cast: Cast) -> None:
    team.create(name="Data", side="it", by=cast.ada)
    before = remembered_of(Team.objects.all(), count)
    with CaptureQueriesContext(connection) as asked:
        assert remembered_of(Team.objects.all(), count) == before
    assert len(asked) == 1, "only whether somebody has written"
    team.create(name="Platform", side="it", by=cast.ada)
    assert remembered_of(Team.objects.all(), count) == before + 1


def test_different_questions_have_different_answers(cast: Cast) -> None:
    made = team.create(name="Data", side="it", by=cast.ada)
    assert remembered_of(Team.objects.filter(name="Data"), count) == 1
    assert remembered_of(Team.objects.filter(name="Data"), keys) == (made.pk,)
    assert remembered_of(Team.objects.filter(name="Nobody"), keys) == ()
    assert remembered_of(Team.objects.none(), count) == 0


def test_nothing_is_remembered_before_the_first_entry() -> None:
    answers = iter((1, 2))
    assert [remembered("question", lambda: next(answers)) for _ in range(2)] == [1, 2]
