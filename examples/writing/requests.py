"""What each side asked of the other: marketing's own spreadsheet and IT's list."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from . import days, sheet, tables, words
from .people import Person, everybody

GOALS = {
    "carts": "Win back one in five abandoned carts",
    "consent": "Consent above 72 % in all four countries",
    "loyalty": "Members buy 3.2 times a year",
    "five days": "A campaign is live in five working days",
    "licence": "Every picture online has a licence",
    "peak": "A peak season without a dark hour",
    "returns": "Know what a campaign returned within a week",
    "b2b": "Six million from business customers",
    "price": "One name and one price everywhere",
    "denmark": "Denmark breaks even by summer",
}
TO_IT = {
    "data": "Campaign data",
    "integration": "Integration",
    "access": "Access",
    "content": "Website or content change",
    "web": "Website or content change",
    "reporting": "Report or metric",
    "tool": "New tool",
}
TO_MARKETING = {
    "test": "Testing partner",
    "consent": "Consent wording or data correction",
    "data": "Consent wording or data correction",
    "content": "Consent wording or data correction",
    "plan": "Requirements and priorities",
    "tool": "Requirements and priorities",
}
ANSWERS = {"yes": "Yes", "yes if": "Yes, if", "later": "Later", "another way": "Another way"}
REASONS = {
    "budget": "Budget",
    "capacity": "Capacity",
    "security or privacy": "Security or privacy",
    "architecture fit": "Fit with the architecture",
    "duplicate of something we have": "We have something like it",
    "law": "Law",
    "value unclear": "Value unclear",
}
ALTERNATIVES = {
    "reuse": "Reuse what we have",
    "smaller first step": "A smaller first step",
    "do it yourself": "Do it yourself, within guardrails",
    "buy": "Buy it",
    "wait until": "Wait until",
}
REPLIES = {
    "accepted": "Accepted",
    "later": "Later",
    "counter-offer": "Counter-offer",
    "escalated": "Escalated",
}
ANSWERERS = {
    "Campaign data": "Lena Ito",
    "Integration": "Signe Madsen",
    "Access": "Kofi Asante",
    "Website or content change": "Camilla Østergaard",
    "Report or metric": "Rahul Deshpande",
    "New tool": "Fatima Zahra Bennani",
    "Testing partner": "Miriam Adler",
    "Consent wording or data correction": "Nele Vogt",
    "Requirements and priorities": "Emil Roth",
}
ANSWER_FIELDS = (
    *("answer", "reason", "explanation", "conditions", "revisit"),
    *("way", "instead", "cost", "currency", "ready"),
    *("answered", "answerer", "reply"),
)


@dataclass
class Request:
    """One request with its answer, if there is one; `answer` maps the names of ANSWER_FIELDS to values."""

    title: str
    text: str
    kind: str
    asker: Person
    goal: str
    created: dt.date
    earliest: dt.date
    latest: dt.date
    answer: dict[str, str | int | dt.date] = field(default_factory=dict)


def read(name: str, kinds: dict[str, str], today: dt.date) -> list[Request]:
    """The requests of a text, oldest first."""
    people = everybody()
    found = []
    for title, body in words.blocks(name, "#"):
        kind, asker, goal, created, window = words.parts(body[0].removeprefix("@ "))
        earliest, latest = (days.ahead(today, int(weeks)) for weeks in window.split("-"))
        request = Request(
            *(title, body[1], kinds[kind], people[asker], GOALS[goal]),
            *(days.ago(today, int(created)), earliest, latest),
        )
        for line in body[2:]:
            request.answer |= _answer(line, today)
        if request.answer:
            request.answer |= _given(request, today)
        found.append(request)
    return sorted(found, key=lambda request: request.created)


def _answer(line: str, today: dt.date) -> dict[str, str | int | dt.date]:
    mark, rest = line.split(" ", 1)
    kind, said = words.parts(rest, at_most=2)
    if mark == "+":
        what, cost, weeks = (part.strip() for part in said.rsplit(";", 2))
        ready = days.ahead(today, int(weeks))
        chosen = ALTERNATIVES[kind]
        return {"way": chosen, "instead": what, "cost": int(cost), "currency": "EUR", "ready": ready}
    if mark == "<":
        return {"status": REPLIES[kind], "reply": said}
    status = "Accepted" if kind == "yes" else "Answered"
    answer: dict[str, str | int | dt.date] = {"answer": ANSWERS[kind], "status": status}
    if kind == "another way":
        reason, explanation = words.parts(said, at_most=2)
        return answer | {"reason": REASONS[reason], "explanation": explanation}
    if kind == "later":
        weeks, explanation = words.parts(said, at_most=2)
        return answer | {"revisit": days.ahead(today, int(weeks)), "explanation": explanation}
    return answer | {"conditions" if kind == "yes if" else "explanation": said}


def _given(request: Request, today: dt.date) -> dict[str, str | int | dt.date]:
    """When and by whom it was answered: after two to ten days, as good as chance and the same each time."""
    day = days.workday(request.created + dt.timedelta(days=2 + len(request.title) % 9))
    answerer = everybody()[ANSWERERS[request.kind]]
    return {"answered": min(max(day, request.created), today), "answerer": answerer.email}


def write_marketing(path: Path, today: dt.date) -> None:
    """Marketing operations' own list, kept in a spreadsheet for two years."""
    sheet.write(path, read("marketing_requests.txt", TO_IT, today), today)


IT_HEADERS = (
    *("Key", "Title", "Description", "Request type", "Asked office", "Requested by", "Goal served"),
    *("Created", "Needed from", "Needed until", "Status"),
    *("Answer", "Reason", "Explanation", "Conditions", "Revisit on"),
    *("Alternative kind", "Alternative", "Cost", "Currency", "Ready by"),
    *("Answered on", "Answered by", "Reply"),
)


def write_it(path: Path, today: dt.date) -> None:
    """The list that IT's delivery manager exported from a queue: commas, ISO dates, two small stains."""
    rows = [list(IT_HEADERS)]
    for number, request in enumerate(read("it_requests.txt", TO_MARKETING, today), 1):
        answer = [str(request.answer.get(name, "")) for name in ANSWER_FIELDS]
        rows.append(
            [
                *(f"ITM-{200 + number}", request.title, request.text, request.kind, "Marketing"),
                *(request.asker.email, request.goal, str(request.created)),
                *(str(request.earliest), str(request.latest), request.answer.get("status", "Open"), *answer),
            ]
        )
    rows[3][5] = f" {rows[3][5].upper()} "
    left = rows[8].copy()
    left[0], left[5] = "ITM-190", "harald.vik@fjellfern.example"
    left[1] = "Agree on a format for the yearly list of sponsored mountain huts"
    left[2] = "Asked by a colleague who left in summer; nobody knows whether it is still needed."
    left[10:] = ["Open", *[""] * len(ANSWER_FIELDS)]
    rows.insert(1, left)
    tables.write_csv(path, rows)
