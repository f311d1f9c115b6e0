"""Templates of the example company: what its proposals of one kind usually have to say."""

from typing import Any

from lintel.portfolio.proposals.actions import template

Document = dict[str, Any]


def tell() -> None:
    """Keep the templates."""
    for name, purpose, document in TEMPLATES:
        template.write(document, {"name": name, "purpose": purpose}, by=None)


def _must(text: str, criteria: str, kind: str = "checklist") -> Document:
    return {"text": text, "criteria": criteria, "criteria_kind": kind}


TEMPLATES: list[tuple[str, str, Document]] = [
    (
        "New tool",
        "A tool that is not there yet is bought or built.",
        {
            "problem": "… cannot do … today. One notices it by …; it costs … a month.",
            "outcome": "… do … themselves within …, without asking …",
            "access_impact": "Who signs in, by which account, and who takes the access away again.",
            "data_impact": "Which data of customers it holds, in which region, for how long, who deletes it.",
            "requirements": [
                _must(
                    "People sign in with their account of the house.",
                    "No password of its own.\nWho leaves loses it.",
                ),
                _must("What it holds can be taken out again.", "One full export was read by somebody else."),
                _must(
                    "Consent is asked before anything is sent.",
                    "Given a customer without consent\nWhen a message is sent\nThen they are left out",
                    "scenario",
                ),
            ],
        },
    ),
    (
        "Integration",
        "Two systems shall know the same.",
        {
            "problem": "… is typed from … into … by hand. It is … late, and … of … records differ.",
            "outcome": "What changes in … is in … within …",
            "access_impact": "Which technical account reads what, and who owns it.",
            "data_impact": "Which fields move in which direction, and which side is right when they differ.",
            "requirements": [
                _must("A change arrives in time.", "95 of 100 within the hour.\nThe rest is on a list."),
                _must(
                    "Nothing is lost when one of the two is down.",
                    "Given the receiver is down\nWhen it comes back\nThen everything since then arrives once",
                    "scenario",
                ),
                _must(
                    "Somebody notices when it stands still.", "An alarm goes to a named team within an hour."
                ),
            ],
        },
    ),
    (
        "Retire a system",
        "Something is switched off, and what it did is done elsewhere or no more.",
        {
            "problem": "… costs … a year and is used by …; … does the same.",
            "outcome": "… is off by …, nobody misses it, and its contract is ended.",
            "access_impact": "All accounts are closed; who keeps the archive's.",
            "data_impact": "What is moved, archived until when, or deleted, and who confirms it.",
            "requirements": [
                _must(
                    "Everybody who uses it knows where to go.",
                    "Each team was told.\nEach named what follows.",
                ),
                _must("No link or feed points to it any more.", "Its log shows no call for 30 days."),
                _must("The contract is ended in time.", "The notice is acknowledged."),
            ],
        },
    ),
    (
        "Tracking change",
        "What is measured on site or in the shop changes.",
        {
            "problem": "… cannot be told apart today, so … is decided by guessing.",
            "outcome": "… is measured from … on, and the old series is bridged.",
            "access_impact": "Who may change tags, and who looks before they go live.",
            "data_impact": "Which event holds what, for which purpose of consent, and for how long.",
            "requirements": [
                _must(
                    "Without consent nothing is measured.",
                    "Given a visitor who refused\nWhen the page is used\nThen no event leaves the browser",
                    "scenario",
                ),
                _must("Old and new run side by side.", "Two weeks of both.\nThe difference is explained."),
                _must("The metric's definition says what changed.", "Both offices signed the new version."),
            ],
        },
    ),
]
