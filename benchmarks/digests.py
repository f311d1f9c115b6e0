"""A thousand people's digests, made and composed, beside the plainest mail one could send instead.

    python -m benchmarks.digests [people] [things]

Prints seconds for all of them and the ratio to a loop that renders and sends the same number of fixed mails
over the same backend, in the same process.
"""

import datetime as dt
import os
import sys
import tempfile
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lintel.config.settings")
_HELD = tempfile.TemporaryDirectory()
os.environ["LINTEL_DATA_DIR"] = _HELD.name
PLAIN = "Hello {{ name }},\n\nnothing is said here.\n"


def furnish(people: int, things: int) -> None:
    """A house of so many members with so many goals, requests, comments and updates of this week."""
    from django.core.management import call_command

    from lintel.digests.news.actions import announcement, status_update
    from lintel.goals.objectives.actions import goal
    from lintel.goals.objectives.wording import Content, Owners, Result
    from lintel.people.actions import comment
    from lintel.people.models import Role, User
    from tests.cast import make_cast
    from tests.goals.makers import LEADS

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    cast = make_cast()
    User.objects.bulk_create(
        User(name=f"Person {n}", email=f"person.{n}@example.org", role=Role.MEMBER,
             side="it" if n % 2 else "marketing")
        for n in range(people)
    )  # fmt: skip
    today = dt.datetime.now(dt.UTC).date()
    week, results = (
        dt.timedelta(days=7),
        (Result(LEADS.name, LEADS.metric, LEADS.target, baseline=LEADS.baseline),),
    )
    for number in range(things):
        words = Content(
            title=f"Goal {number}", why="", starts_on=today, ends_on=today + week, results=results
        )
        row = goal.draft(words, Owners(cast.nele, cast.tomas), by=cast.nele)
        goal.offer(row, by=cast.nele, step=row.step)
        comment.write(row, text="I see it the same way.", by=cast.tomas)
        status_update.write(row, health="on_track", text="Well.", by=cast.tomas)
    for number in range(5):
        announcement.publish(title=f"News {number}", text="Short.", audience="company", by=cast.mara)


def digests() -> tuple[int, int, float, float]:
    """Make and send everybody's; the day is tomorrow, so that today stands in it."""
    from django.urls import reverse
    from django.utils import timezone

    from lintel.digests.weekly import work
    from lintel.digests.weekly.actions import preference

    now = timezone.now() + dt.timedelta(days=1)
    preference.open_missing(now=timezone.now(), by=None)
    reverse("news:news")  # a worker has read the addresses long before
    started, busy = time.perf_counter(), time.process_time()
    made, sent, failed = work.make_and_send(now, everybody=True)
    assert not failed
    return made, sent, time.perf_counter() - started, time.process_time() - busy


def plain(count: int) -> float:
    """The same number of mails that say nothing."""
    from django.core.mail import EmailMultiAlternatives, get_connection
    from django.template import engines

    template = engines["django"].from_string(PLAIN)
    started = time.perf_counter()
    with get_connection() as connection:
        for number in range(count):
            body = template.render({"name": f"Person {number}"})
            mail = EmailMultiAlternatives("Nothing", body, None, [f"person.{number}@example.org"])
            mail.attach_alternative(f"<p>{body}</p>", "text/html")
            connection.send_messages([mail])
    return time.perf_counter() - started


def main() -> None:
    """Print what it took."""
    import django

    people, things = (int(one) for one in [*sys.argv[1:], "1000", "60"][:2])
    django.setup()
    furnish(people, things)
    made, sent, seconds, busy = digests()
    bare = plain(sent)
    print(f"{made} digests made, {sent} mails sent in {seconds:.1f} s, {busy:.1f} s on the processor")
    print(f"{sent} plain mails in {bare:.1f} s; ratio {seconds / bare:.0f}")


if __name__ == "__main__":
    main()
