"""The example company's charter: a reworded vision, expectations in every state, concerns, a disparity.

Every step is a real action at a moment of the past weeks, so that silence has its age.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.charter.concerns.actions import concern
from lintel.charter.concerns.models import Concern
from lintel.charter.expectations.actions import fulfilling, offering, replying
from lintel.charter.expectations.models import Expectation
from lintel.charter.expectations.wording import Content
from lintel.charter.fuel.actions import disparity
from lintel.charter.vision.actions import vision
from lintel.config.story import who
from lintel.people.actions import comment

MARA, IVO, NELE, TOMAS, LENA = "mara.lindqvist", "ivo.brandt", "nele.vogt", "tomas.okafor", "lena.ito"

KNOWN = (
    "Fjellfern knows each guest once, on the web, in the app and in every shop, and speaks to them only as "
    "far as they have agreed. "
)
FIRST = KNOWN + (
    "Whoever plans a campaign finds its data the same day, and whoever runs the systems sleeps at night."
)
SECOND = KNOWN + (
    "Whoever plans a campaign finds its data within the hour, tries something new every week, and whoever "
    "runs the systems sleeps at night."
)


@dataclass(frozen=True)
class Told:
    """An expectation of the story: who says it, when, and its words."""

    by: str
    days_ago: int
    title: str
    details: str
    condition: str
    due_in: int
    metric: str = ""
    comparison: str = ""
    target: str = ""


DATA_BY_NINE = Told(
    MARA, 70,
    "Campaign data of yesterday is there at nine",
    "We move money between channels in the morning. Until noon we move it blind.",
    "At nine o’clock every campaign report shows the whole of the day before.", 20,
)  # fmt: skip
CONTENT_SHOP = Told(
    NELE, 66,
    "A landing page needs no ticket",
    "Seasons do not wait for a sprint. We know how to write a page; we cannot publish one.",
    "A member of marketing publishes a page from a template, without anybody of IT.", -6,
)  # fmt: skip
TELL_BEFORE = Told(
    IVO, 58,
    "Every campaign that doubles the traffic is announced ten days before",
    "The last three we learned about from the alarms.",
    "The calendar names day, expected visits and a person to call.", 300,
)  # fmt: skip
NO_SHADOW = Told(
    IVO, 41,
    "No tool that holds guest data is bought without IT",
    "Four tools hold names and addresses of guests that nobody backs up or could erase.",
    "Before a contract is signed, Architecture has seen it.", 90,
)  # fmt: skip
TRY_A_TOOL = Told(
    NELE, 33,
    "A new marketing tool can be tried within a week",
    "By the time a tool is looked at, the season that it was for is over.",
    "From the question to the first campaign in the tool it takes five working days.", 45,
)  # fmt: skip
ONE_PERSON = Told(
    TOMAS, 26,
    "Marketing names one person who decides what a segment means",
    "Three teams send us three definitions of “active guest”, and all three are urgent.",
    "Each segment has one name under it, and that person answers within two days.", 30,
)  # fmt: skip
CONSENT = Told(
    IVO, 23,
    "Newsletters do not drive people out",
    "Who takes their consent back is lost to all of us, and every complaint lands on our desk.",
    "", 60, "withdrawal_rate", "at_most", "0.03",
)  # fmt: skip
DELIVERY = Told(
    MARA, 47,
    "A question to the support desk is answered within a day",
    "A question that waits over the weekend is a campaign that waits a week.",
    "", 75, "answer_hours", "at_most", "24",
)  # fmt: skip
FAST_PAGES = Told(
    MARA, 19,
    "The shop is quick enough on a phone to be bought in",
    "Every second more costs one order in fourteen.",
    "The five most visited pages open in two seconds on a middling phone.", 80,
    "conversion_rate", "at_least", "0.02",
)  # fmt: skip
COOKIE = Told(
    NELE, 12,
    "Tracking pixels are added the day they are asked for",
    "Each day without one is a day that we cannot bill the partner.",
    "Asked before noon, live the same evening.", 40,
)  # fmt: skip
ROADMAP = Told(
    TOMAS, 9,
    "Marketing’s calendar for the next season is known eight weeks before",
    "We can only reserve people for what we know of.",
    "The calendar stands in one place, with budget and expected visits.", 55,
)  # fmt: skip


def tell() -> None:
    """The vision, the expectations, the concerns, and what became of one clash."""
    _vision()
    _agreed()
    _disputed()
    _silent()
    _concerns()
    draft(Told(NELE, 2, "Pictures come with their licence", "", "", 30))
    disparity.fuel(
        named(TRY_A_TOOL), named(NO_SHADOW),
        title="A sandbox in which marketing tries tools with invented guests",
        clash="Marketing expects a tool within a week; IT expects that no guest data leaves unseen. "
        "Worth keeping: the week, and that no real guest is in it.",
        partner=who(IVO), by=who(MARA), now=before(5),
    )  # fmt: skip


def before(days: int) -> dt.datetime:
    """So many days ago."""
    return timezone.now() - dt.timedelta(days=days)


def content(told: Told, **changes: str) -> Content:
    """Its wording, or the wording with other texts."""
    due = timezone.localdate() + dt.timedelta(days=told.due_in)
    texts = {"title": told.title, "details": told.details, "condition": told.condition} | changes
    target = Decimal(told.target) if told.metric else None
    return Content(**texts, metric=told.metric, comparison=told.comparison, target=target, due_on=due)


def draft(told: Told) -> Expectation:
    """Written down on its day."""
    return offering.draft(content(told), by=who(told.by), now=before(told.days_ago))


def offered(told: Told) -> Expectation:
    """Said to the other side on its day."""
    row = draft(told)
    return offering.offer(row, by=who(told.by), step=row.step, now=before(told.days_ago))


def named(told: Told) -> Expectation:
    """As it stands now."""
    return Expectation.objects.get(title=told.title)


def accept(row: Expectation, by: str, days_ago: int, text: str = "") -> Expectation:
    """Accepted as it is worded."""
    return replying.accept(
        row, by=who(by), step=row.step, content_hash=hash_of(row), text=text, now=before(days_ago)
    )


def _vision() -> None:
    row = vision.write(by=who(MARA), text=FIRST, version=0, why="Written on the hut weekend.", now=before(95))
    for name, day in ((MARA, 94), (IVO, 92)):
        vision.sign(row, by=who(name), content_hash=hash_of(row), now=before(day))
    row = vision.write(
        by=who(MARA), text=SECOND, version=1, why="The same day is too late by now.", now=before(8)
    )
    vision.sign(row, by=who(MARA), content_hash=hash_of(row), now=before(8))
    comment.write(
        row,
        text="“Within the hour” is another system than we have. @Mara Lindqvist, which data?",
        by=who(IVO),
    )


def _agreed() -> None:
    """Countered and agreed, kept, late, declared complete, and bound to metrics."""
    row = offered(DATA_BY_NINE)
    row = offering.counter(
        row, content(DATA_BY_NINE, title="Campaign data of yesterday is there at ten"), by=who(IVO),
        step=row.step, text="Two partners deliver at half past eight; ten we can promise.", now=before(64),
    )  # fmt: skip
    row = accept(row, MARA, 60, "Ten is fine; then we meet at half past ten.")
    row = fulfilling.declare(
        row, by=who(IVO), step=row.step, text="Since the first of the month.", now=before(18)
    )
    fulfilling.say_missing(
        row, by=who(MARA), step=row.step, text="On Mondays Sunday is missing.", now=before(14)
    )
    row = accept(offered(TELL_BEFORE), MARA, 55)
    row = fulfilling.declare(row, by=who(MARA), step=row.step, text="All of autumn is in it.", now=before(21))
    fulfilling.satisfy(row, by=who(IVO), step=row.step, text="No alarm since.", now=before(19))
    accept(offered(CONTENT_SHOP), IVO, 50, "With the templates of the new editor.")
    replying.hand_over(named(CONTENT_SHOP), by=who(IVO), performer=who(TOMAS))
    row = accept(offered(DELIVERY), IVO, 40)
    fulfilling.declare(row, by=who(IVO), step=row.step, text="Two people more since Monday.", now=before(4))
    accept(offered(CONSENT), MARA, 20)


def _disputed() -> None:
    """Declined on both sides, and a counter-offer that waits."""
    row = offered(TRY_A_TOOL)
    replying.decline(
        row, by=who(IVO), step=row.step, now=before(29),
        text="In five days nobody can say where the data of our guests would lie.",
    )  # fmt: skip
    row = offered(NO_SHADOW)
    replying.decline(
        row, by=who(MARA), step=row.step, now=before(36),
        text="Then we would still wait for the tool that we need this season.",
    )  # fmt: skip
    comment.write(
        named(TRY_A_TOOL), text="Half of this and half of “no tool without IT” would be a plan.", by=who(LENA)
    )
    row = offered(ONE_PERSON)
    replying.hand_over(row, by=who(MARA), performer=who(NELE))
    offering.counter(
        row, content(ONE_PERSON, condition="Each segment has one name under it; she answers within a week."),
        by=who(NELE), step=row.step, text="Two days we cannot keep in the season.", now=before(15),
    )  # fmt: skip


def _silent() -> None:
    """Not answered: one with a promise that was not kept, one plain, one fresh."""
    row = offered(FAST_PAGES)
    replying.promise(
        row,
        by=who(IVO),
        step=row.step,
        answer_by=(before(6)).date(),
        text="We measure first.",
        now=before(17),
    )
    offered(COOKIE)
    offered(ROADMAP)


def _concerns() -> None:
    doors = _stated(
        IVO, 50, "access_risk", "Every new tool opens another door",
        "Each tool with guest data brings accounts that nobody closes when somebody leaves.",
    )  # fmt: skip
    _played(doors, NELE, 45, "They fear that tools cost too much.")
    concern.correct(
        doors,
        by=who(IVO),
        step=doors.step,
        text="It is not the money: it is who can still get in.",
        now=before(43),
    )
    _played(
        doors, NELE, 38, "Whoever has left the company may still see our guests, in tools IT does not know."
    )
    concern.confirm(doors, by=who(IVO), step=doors.step, now=before(37))
    concern.answer(doors, named(NO_SHADOW), by=who(IVO))
    season = _stated(
        MARA, 30, "growth", "A season that is missed does not come back",
        "If a tool is ready in March, winter is over, and the year with it.",
    )  # fmt: skip
    _played(season, TOMAS, 11, "A late yes is worth as little to you as a no.")
    concern.answer(season, named(TRY_A_TOOL), by=who(NELE))
    _stated(
        NELE, 16, "customer_experience", "Guests are asked the same thing in every shop",
        "They give us their size, their consent and their address three times, and hear nothing of it.",
    )  # fmt: skip
    nights = _stated(
        TOMAS, 20, "resilience", "A sale takes the tills down with the shop",
        "Shop and tills ask one stock service. When a campaign hits it, nobody can pay in the valley either.",
    )  # fmt: skip
    _played(nights, MARA, 13, "Our sale can stop people from paying in the shops.")
    concern.confirm(nights, by=who(IVO), step=nights.step, now=before(12))
    concern.answer(nights, named(TELL_BEFORE), by=who(TOMAS))


def _stated(by: str, days_ago: int, kind: str, title: str, text: str) -> Concern:
    return concern.state(kind=kind, title=title, text=text, by=who(by), now=before(days_ago))


def _played(row: Concern, by: str, days_ago: int, text: str) -> None:
    concern.play_back(row, text=text, by=who(by), step=row.step, now=before(days_ago))
