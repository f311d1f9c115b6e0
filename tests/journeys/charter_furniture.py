"""The charter in a house of the cast: one thing in every state that a page can show."""

from lintel.audit.signatures import hash_of
from lintel.charter.concerns.actions import concern
from lintel.charter.expectations.actions import offering, replying
from lintel.charter.fuel.actions import disparity
from lintel.charter.vision.actions import vision
from lintel.people.models import User
from tests.charter.makers import (
    make_accepted,
    make_concern,
    make_declared,
    make_offered,
    make_vision,
    measurable,
    words,
)


def charter(mara: User, ivo: User, nele: User, tomas: User) -> None:
    """A vision that was reworded, expectations in every state, concerns in two rounds, and fuel."""
    row = make_vision(mara)
    vision.sign(row, by=mara, content_hash=hash_of(row))
    make_vision(nele, "One quick platform on which every customer is one customer.")
    ours = make_offered(mara, days_ago=12, title="A landing page needs no ticket")
    theirs = make_offered(ivo, title="No tool that holds guest data without IT")
    replying.decline(theirs, by=mara, step=theirs.step, text="We would wait for months.")
    make_accepted(mara, ivo, content=measurable(title="Reports by nine"))
    make_declared(ivo, mara, title="Campaigns are announced")
    offering.draft(words(title="Not said yet"), by=mara)
    countered = make_offered(mara, title="Stock counts agree")
    changed = words(title="Stock counts agree each night")
    offering.counter(countered, changed, by=ivo, step=countered.step, text="By day they cannot.")
    worry = make_concern(ivo)
    concern.play_back(worry, text="They fear the cost.", by=nele, step=worry.step)
    concern.correct(worry, text="It is who gets in.", by=ivo, step=worry.step)
    seasons = make_concern(mara, title="Seasons do not wait")
    concern.play_back(seasons, text="Late is no.", by=tomas, step=seasons.step)
    texts = {"title": "A sandbox for tools", "clash": "Speed here, safety there."}
    disparity.fuel(ours, theirs, **texts, partner=ivo, by=mara)
