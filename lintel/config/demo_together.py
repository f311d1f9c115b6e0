"""What belongs together in the example company: work, its systems, its customers, and what the data say."""

from collections.abc import Iterator

from django.db.models import Model

from lintel.config.demo_goals import of
from lintel.config.story import asked, told, who
from lintel.customers.segments.models import Segment
from lintel.estate.inventory.models import Element
from lintel.estate.stress.actions import dependence
from lintel.goals.objectives.ties import TIES as OF_GOALS
from lintel.insight.asking.models import Question
from lintel.intake.ties import ABOUT, SHOWS
from lintel.intake.ties import TIES as OF_REQUESTS
from lintel.people.actions import tie
from lintel.people.belonging import Tie
from lintel.portfolio.proposals.ties import TIES as OF_PROPOSALS

REQUESTS = {
    "Pictures from Bildkammer": ("pictures", "t-shop"),
    "Points balance": ("points", "news", "t-mail"),
}
PROPOSALS = {
    "Reminders for abandoned carts": ("news", "hub", "t-mail"),
    "Consent proof in one place": ("consent", "banner"),
    "Server-side tagging": ("tags", "t-shop"),
    "Prices and stock in adverts": ("feeds", "ads", "stock-api"),
    "Points in real time": ("points", "till", "t-card"),
    "Pictures with a licence": ("pictures", "pim"),
    "Single sign-on": ("auth",),
}
FIGURES = {  # saved question: the goal and the proposal that it says something about
    "Visits that end with an order": ("G-18", "Reminders for abandoned carts"),
    "What we pay for, by channel": ("G-15", "Prices and stock in adverts"),
    "Seats that somebody uses": ("G-17", "Single sign-on"),
}
CUSTOMERS = {"Reminders for abandoned carts": "Spent 500 euros", "Points in real time": "At home in shop"}


def prepare() -> Iterator[str]:
    """Say what the work stands on and what the figures say something about; nothing without an estate."""
    if not Element.objects.exists():
        return
    work: list[tuple[Model, tuple[str, ...]]] = [(asked(title), keys) for title, keys in REQUESTS.items()]
    work += [(told(title), keys) for title, keys in PROPOSALS.items()]
    for thing, keys in work:
        for element in Element.objects.filter(key__in=keys):
            dependence.say(element, thing, by=who("tomas.okafor"))
    for name, (goal, title) in FIGURES.items():
        if question := Question.objects.filter(title=name).first():
            for shown in (of(goal), told(title)):
                tie.say(_way(SHOWS, shown), question, shown, by=who("nele.vogt"))
    yield f"Belongs together: {len(work)} pieces of work and the systems that they stand on"


def customers() -> None:
    """Say which customers some work is about, once there are segments."""
    for title, words in CUSTOMERS.items():
        proposal, segment = told(title), Segment.objects.filter(name__startswith=words).first()
        if segment:
            tie.say(_way(ABOUT, proposal), proposal, segment, by=who("nele.vogt"))
    pictures, shop = asked("Pictures from Bildkammer"), Segment.objects.filter(name__startswith="At home")
    if found := shop.first():
        tie.say(_way(ABOUT, pictures), pictures, found, by=who("nele.vogt"))


def _way(kind: str, thing: Model) -> Tie:
    """The tie of this kind for a request, a proposal or a goal."""
    label = thing._meta.label_lower
    ties = (*OF_REQUESTS, *OF_PROPOSALS, *OF_GOALS)
    return next(one for one in ties if one.kind == kind and label in (one.start, one.end))
