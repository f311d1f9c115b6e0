"""The example company's estate: Tomas’s workbook and the tables beside it; owners are asked, some answer."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

from django.utils import timezone

from lintel.config.story import who
from lintel.estate.inventory.actions import extra_field, survey
from lintel.estate.inventory.models import Answer, Ask, Element, Survey
from lintel.imports.bringing import bring
from lintel.people.actions import comment

FILES = (  # what others name comes first
    ("estate-elements.xlsx", "estate-elements"), ("estate-relations.csv", "estate-relations"),
    ("estate-flows.csv", "estate-flows"), ("estate-contracts.csv", "estate-contracts"),
    ("estate-costs.csv", "estate-costs"), ("estate-seats.csv", "estate-seats"),
)  # fmt: skip
FIELDS: tuple[
    tuple[str, str, str, list[str], bool], ...
] = (  # short name, kind of value, what it is called, what may be chosen, whether it counts
    ("tier", "choice", "Tier", ["Gold", "Silver", "Base"], True),
    ("sign_in", "choice", "Sign-in", ["Single sign-on", "Own password", "Customer account", "None"], True),
    ("looked_through", "date", "Looked through on", [], False),
)
ANSWERS = (Answer.RIGHT,) * 7 + (Answer.CHANGED, Answer.NOT_MINE)
STALE = (  # nobody touched these for more than a year
    "crm-club", "db-old", "mail-b", "phone", "reviews", "dns", "layout", "people", "c-price", "c-publish",
    "c-advertise", "d-staff", "d-service",
)  # fmt: skip


def prepare(folder: Path) -> Iterator[str]:
    """Bring the estate in and ask its owners; nothing without the files."""
    if not (folder / FILES[0][0]).exists():
        return
    for place, (name, kind, label, choices, asked) in enumerate(FIELDS):
        values = {"label": label, "choices": choices, "asked": asked, "position": place}
        extra_field.add("system", name, kind, values, by=who("ivo.brandt"))
    for file, importer in FILES:
        batch = bring(folder / file, importer, by=who("ada.petrova"))
        yield f"{file}: {batch.summary}"
    _long_ago()
    asked_of = _survey()
    _talk()
    yield f"Estate: {Element.objects.count()} entries; {asked_of} questions wait for an owner’s word"


def _survey() -> int:
    """Half of what was asked is answered."""
    today = timezone.localdate()
    made = survey.open_survey(
        "Is it still right? Autumn", "Please look at what you own before the budget is planned: its owners, "
        "its dates, and what it stands on.", today + dt.timedelta(days=11), ["system", "touchpoint"],
        day=today, by=who("tomas.okafor"),
    )  # fmt: skip
    dice = random.Random(11)  # noqa: S311  # a story, not a secret
    asks = list(Ask.objects.filter(survey=made).select_related("person", "element").order_by("pk"))
    cast = ("mara.lindqvist", "ivo.brandt", "nele.vogt", "tomas.okafor")  # they find something to do
    for ask in dice.sample(asks, len(asks) // 2):
        if ask.person.email.split("@")[0] not in cast:
            ask.element.refresh_from_db()
            said = dice.choice(ANSWERS)
            survey.answer(ask, said, version=ask.element.version, by=ask.person)
    Survey.objects.filter(pk=made.pk).update(created_at=timezone.now() - dt.timedelta(days=9))
    return Ask.objects.filter(survey=made, answered_at=None).count()


def _long_ago() -> None:
    """The example's entries were written over the years; a real file is of the day on which it comes in."""
    now = timezone.now()
    for number, element in enumerate(Element.objects.order_by("pk")):
        days = 420 + 7 * number % 90 if element.key in STALE else 3 + 11 * number % 150
        Element.objects.filter(pk=element.pk).update(changed_at=now - dt.timedelta(days=days))


def _talk() -> None:
    desk, layout = Element.objects.get(key="pictures"), Element.objects.get(key="layout")
    comment.write(
        desk, by=who("nele.vogt"),
        text="Eighty seats, and twenty-seven people this quarter. Notice ends soon. @Ingrid Solheim?",
    )  # fmt: skip
    comment.write(
        layout, by=who("kofi.asante"), text="Two contracts by two cards. Nobody asked for sign-in, either."
    )
