"""What the command line makes, sends and says."""

import json
from typing import Any

import pytest
from django.core import mail
from typer.testing import CliRunner

from lintel.digests.commands import app, news
from lintel.digests.news.models import Announcement, StatusUpdate
from lintel.digests.weekly.models import Digest, Preference
from tests.cast import Cast
from tests.digests.makers import make_announcement, make_preference
from tests.digests.test_decisions import WHY, make_answered
from tests.goals.makers import make_owned


def run(command: Any, *words: str) -> Any:
    """What a command prints, as JSON."""
    found = CliRunner().invoke(command, [*words, "--json"], catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return json.loads(found.output)


def test_a_dry_run_writes_and_sends_nothing(cast: Cast) -> None:
    make_announcement(cast.mara, "company")
    make_preference(cast.nele, frequency="weekly")
    before = Preference.objects.get().next_at
    found = run(app, "send", "--week", "--dry-run")
    assert [(one["person"], one["sends"]) for one in found] == [("Nele Vogt", False)]
    assert not Digest.objects.exists()
    assert Preference.objects.get().next_at == before
    assert mail.outbox == []
    made = run(app, "send", "--week")
    assert made["failed"] == 0
    assert Digest.objects.filter(person=cast.nele).exists()


def test_a_digest_is_read_and_set_on_the_command_line(cast: Cast) -> None:
    make_answered(cast)
    shown = run(app, "show", "--as", cast.finn.email, "--scope", "company")
    assert shown["decided"] == 2
    assert any(line.startswith("Decided:") for line in shown["lines"])
    run(app, "preferences", "--as", cast.nele.email, "--frequency", "daily", "--hour", "9")
    assert Preference.objects.get(person=cast.nele).hour == 9


def test_news_are_told_and_read_on_the_command_line(cast: Cast) -> None:
    goal = make_owned(cast.nele, cast.tomas)
    words = ("--title", "New hours", "--text", "From Monday on.")
    run(news, "announce", "--as", cast.mara.email, *words)
    assert Announcement.objects.get().audience == "company"
    run(news, "say", f"objectives.goal:{goal.pk}", "at_risk", "Late.", "--as", cast.nele.email)
    assert StatusUpdate.objects.get().text == "Late."
    assert [one["title"] for one in run(news, "list", "--as", cast.finn.email)] == ["New hours"]


@pytest.mark.parametrize(("kind", "count"), [("answer", 1), ("signature", 0)])
def test_decisions_are_read_on_the_command_line(cast: Cast, kind: str, count: int) -> None:
    make_answered(cast)
    found = run(news, "decisions", "--as", cast.finn.email, "--kind", kind)
    assert len(found) == count
    assert all(one["why"] == WHY for one in found)
