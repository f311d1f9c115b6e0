"""What people say to each other about the things of the house. A team stands for any such thing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from lintel.audit import ledger
from lintel.audit.models import Entry
from lintel.people import mentions
from lintel.people.actions import comment
from lintel.people.models import Comment, Mention, Team, User, Watch
from lintel.ui.problems import Denied, Missing, Problem
from tests.cast import Cast, make_user

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def thing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Team:
    """Something that may be discussed and that Sam may not see."""
    monkeypatch.setattr(Team, "commentable", True, raising=False)
    return Team.objects.get(name="Architecture")


def url(thing: Team) -> str:
    """Where its thread is."""
    return f"/comments/people.team/{thing.pk}/"


class TestWriting:
    """Writing, changing, removing."""

    def test_a_comment_stands_on_the_page_and_in_the_history_and_the_author_follows(
        self, cast: Cast, thing: Team, as_: SignIn
    ) -> None:
        browser = as_(cast.nele)
        answer = browser.post(url(thing), {"text": "Shall we **start**?"})
        said = Comment.objects.get()
        assert answer["Location"].endswith(f"#comment-{said.pk}")
        assert "<strong>start</strong>" in browser.get(url(thing)).content.decode()
        assert ledger.history(thing)[0].sentence == "commented"
        assert ledger.history(thing)[0].detail == {"text": "Shall we **start**?"}
        assert [watch.person for watch in Watch.objects.on(thing)] == [cast.nele]

    @pytest.mark.parametrize("name", ["finn", "sam", "ada"])
    def test_who_does_not_take_part_does_not_comment(
        self, cast: Cast, thing: Team, as_: SignIn, name: str
    ) -> None:
        answer = as_(getattr(cast, name)).post(url(thing), {"text": "Hello"})
        assert answer.status_code == (404 if name == "sam" else 403)
        assert not Comment.objects.exists()

    @pytest.mark.parametrize("text", ["", "   \n", "\x00", "x" * 10_001])
    def test_nothing_and_too_much_are_no_comment(self, cast: Cast, thing: Team, text: str) -> None:
        with pytest.raises(Problem) as refusal:
            comment.write(thing, text=text, by=cast.nele)
        assert refusal.value.field == "text"

    @pytest.mark.parametrize(
        "evil",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            '</script><svg onload="alert(1)">',
            "![x](https://evil.example/pixel.png)",
        ],
    )
    def test_text_stays_text(self, cast: Cast, thing: Team, as_: SignIn, evil: str) -> None:
        comment.write(thing, text=evil, by=cast.nele)
        thread = (
            as_(cast.mara).get(url(thing)).content.decode().partition("<article")[2].partition("</article")[0]
        )
        for sign in ("<script", "<img", 'href="javascript', "<svg onload"):
            assert sign not in thread

    def test_a_name_in_the_picker_cannot_end_its_data_block(
        self, cast: Cast, thing: Team, as_: SignIn
    ) -> None:
        make_user("</script><b>Eve", email="eve@example.org", role="member", side="it")
        assert "</script><b>" not in as_(cast.mara).get(url(thing)).content.decode()

    def test_only_the_author_edits(self, cast: Cast, thing: Team, as_: SignIn) -> None:
        said = comment.write(thing, text="First", by=cast.nele)
        assert as_(cast.tomas).post(f"/comments/{said.pk}/edit/", {"text": "Mine"}).status_code == 403
        assert as_(cast.nele).post(f"/comments/{said.pk}/edit/", {"text": "Second"}).status_code == 302
        said.refresh_from_db()
        assert (said.text, said.edited_at is not None) == ("Second", True)
        with pytest.raises(Denied):
            comment.edit(said, text="Third", by=cast.ada)

    def test_author_and_administrators_remove_and_the_text_is_gone(
        self, cast: Cast, thing: Team, as_: SignIn
    ) -> None:
        said = comment.write(thing, text="Careless words", by=cast.nele)
        assert as_(cast.tomas).post(f"/comments/{said.pk}/removal/").status_code == 403
        assert as_(cast.ada).post(f"/comments/{said.pk}/removal/").status_code == 302
        page = as_(cast.mara).get(url(thing)).content.decode()
        assert "This comment was removed." in page
        assert "Careless" not in page
        with pytest.raises(Problem):
            comment.remove(said, by=cast.nele)


class TestSeeing:
    """Whoever may see the thing may see what is said about it, and nobody else."""

    def test_invisible_unknown_and_undiscussable_things_look_alike(
        self, cast: Cast, thing: Team, as_: SignIn
    ) -> None:
        said = comment.write(thing, text="Between us", by=cast.nele)
        sam, mara = as_(cast.sam), as_(cast.mara)
        assert sam.get(url(thing)).status_code == 404
        assert sam.get(f"/comments/{said.pk}/").status_code == 404
        assert sam.post(f"/comments/{said.pk}/edit/", {"text": "x"}).status_code == 404
        for path in (
            "people.team/999999",
            "people.user/1",
            "no.such/1",
            "nonsense/1",
            f"people.team/{'9' * 40}",
        ):
            assert mara.get(f"/comments/{path}/").status_code == 404
            assert mara.post(f"/watches/{path}/").status_code == 404
        with pytest.raises(Missing):
            comment.write(thing, text="x", by=cast.sam)

    def test_the_permalink_leads_to_the_thing(self, cast: Cast, thing: Team, as_: SignIn) -> None:
        said = comment.write(thing, text="Here", by=cast.nele)
        answer = as_(cast.mara).get(f"/comments/{said.pk}/")
        assert answer["Location"] == f"{thing.get_absolute_url()}#comment-{said.pk}"

    def test_as_many_queries_for_a_long_thread_as_for_a_short_one(self, cast: Cast, thing: Team) -> None:
        page = Template("{% load people %}{% comments thing %}{% watch thing %}")
        request = RequestFactory().get("/")
        request.user = cast.nele

        def queries() -> int:
            with CaptureQueriesContext(connection) as counted:
                page.render(Context({"request": request, "thing": thing}))
            return len(counted)

        comment.write(thing, text="One", by=cast.nele)
        few = queries()
        Comment.objects.bulk_create(
            Comment(object_type="people.team", object_id=str(thing.pk), author=cast.tomas, text=f"No. {n}")
            for n in range(80)
        )
        assert queries() == few == 2

    def test_htmx_gets_the_thread_alone(self, cast: Cast, thing: Team, as_: SignIn) -> None:
        answer = as_(cast.nele).post(url(thing), {"text": "Quick"}, headers={"hx-request": "true"})
        page = answer.content.decode()
        assert page.lstrip().startswith('<section id="comments"')
        assert "Quick" in page


class TestNaming:
    """@mentions."""

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("@Tomas.Okafor look", ["tomas"]),
            ("@Tomas Okafor look", ["tomas"]),
            ("Hello @tomas.okafor, and @Mara.Lindqvist!", ["tomas", "mara"]),
            ("@Tomas.Okafor's idea", ["tomas"]),
            ("(@tomas.okafor.)", ["tomas"]),
            ("@tomas.okafor @Tomas.Okafor", ["tomas"]),
            ("write to tomas.okafor@example.org or @media print", []),
        ],
    )
    def test_who_is_meant(self, cast: Cast, text: str, names: list[str]) -> None:
        assert mentions.named_in(text) == [getattr(cast, name) for name in names]

    def test_people_of_one_name_are_told_apart_by_their_address(self, cast: Cast) -> None:
        other = make_user("Tomas Okafor", email="okafor2@example.org")
        with pytest.raises(Problem, match="2 people are called Tomas Okafor"):
            mentions.named_in("@Tomas Okafor")
        assert mentions.named_in("@okafor2") == mentions.named_in("@okafor2@example.org.") == [other]
        assert mentions.named_in("@tomas.okafor") == [cast.tomas]

    def test_the_named_hear_of_it_until_they_have_seen_it(self, cast: Cast, thing: Team, as_: SignIn) -> None:
        comment.write(thing, text="What do you think, @Tomas.Okafor?", by=cast.nele)
        waiting = Mention.objects.waiting_for(cast.tomas)
        assert waiting.count() == 1
        tomas = as_(cast.tomas)
        assert "What do you think" in tomas.get("/mentions/").content.decode()
        as_(cast.mara).post("/mentions/", {"mention": waiting.get().pk})
        assert waiting.count() == 1, "nobody sees for somebody else"
        tomas.post("/mentions/", {"mention": waiting.get().pk})
        assert waiting.count() == 0
        assert "What do you think" in tomas.get("/mentions/?show=all").content.decode()

    def test_nobody_is_named_on_what_they_may_not_see(self, cast: Cast, thing: Team, as_: SignIn) -> None:
        answer = as_(cast.nele).post(url(thing), {"text": "@Sam.Reyes, look"})
        assert answer.status_code == 422
        assert "Sam Reyes may not see this" in answer.content.decode()
        assert not Comment.objects.exists()

    def test_what_became_invisible_no_longer_shows_its_words(
        self, cast: Cast, thing: Team, as_: SignIn
    ) -> None:
        comment.write(thing, text="Secret plan, @Ana.Sousa", by=cast.nele)
        User.objects.filter(pk=cast.ana.pk).update(role="none")
        page = as_(cast.ana).get("/mentions/").content.decode()
        assert "Secret plan" not in page
        assert "no longer yours to see" in page

    def test_who_is_no_longer_named_no_longer_hears_of_it(self, cast: Cast, thing: Team) -> None:
        said = comment.write(thing, text="@Tomas.Okafor", by=cast.nele)
        comment.edit(said, text="@Mara.Lindqvist", by=cast.nele)
        assert [mention.person for mention in Mention.objects.all()] == [cast.mara]


def test_following_and_no_longer(cast: Cast, thing: Team, as_: SignIn) -> None:
    browser: Any = as_(cast.tomas)
    path = f"/watches/people.team/{thing.pk}/"
    assert browser.get(path).status_code == 405
    for _ in range(2):
        browser.post(path, {"follow": "yes"})
    assert Watch.objects.on(thing).count() == 1
    fragment = browser.post(path, {"follow": "no"}, headers={"hx-request": "true"}).content.decode()
    assert "Follow" in fragment
    assert not Watch.objects.exists()
    assert Entry.objects.about(thing).filter(action="watch.ended").exists()


class TestLongThreads:
    """A thing's page shows the newest comments; the older ones are one link away."""

    @pytest.fixture
    def long(self, cast: Cast, thing: Team) -> list[Comment]:
        """Twelve comments, oldest first."""
        return [comment.write(thing, text=f"No. {n} of it", by=cast.nele) for n in range(1, 13)]

    def test_the_page_shows_the_newest_and_leads_to_all(
        self, cast: Cast, thing: Team, long: list[Comment], as_: SignIn
    ) -> None:
        request = RequestFactory().get("/")
        request.user = cast.tomas
        source = "{% load people %}{% comments thing %}"
        page = Template(source).render(Context({"request": request, "thing": thing}))
        assert "No. 12 of it" in page
        assert "No. 2 of it" not in page
        assert f'<a href="{url(thing)}">Show all 12 comments</a>' in page
        whole = as_(cast.tomas).get(url(thing)).content.decode()
        assert whole.index("No. 1 of it") < whole.index("No. 12 of it")
        assert "Show all" not in whole

    def test_a_permalink_leads_to_where_the_comment_stands(
        self, cast: Cast, thing: Team, long: list[Comment], as_: SignIn
    ) -> None:
        browser = as_(cast.tomas)
        first, last = (browser.get(row.get_absolute_url())["Location"] for row in (long[0], long[-1]))
        assert first == f"{url(thing)}#comment-{long[0].pk}"
        assert last == f"{thing.get_absolute_url()}#comment-{long[-1].pk}"


def test_the_picker_asks_for_the_names_it_offers(cast: Cast, as_: SignIn) -> None:
    found = as_(cast.nele).get("/people/names/").json()
    assert {"name": "Tomas Okafor", "handle": "Tomas.Okafor"} in found
    assert "Sam Reyes" not in {person["name"] for person in found}, "who has no role cannot look"
    assert as_(cast.finn).get("/people/names/").status_code == 403
