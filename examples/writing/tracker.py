"""IT's issues as a tracker would know them: who, when, in which state. Chance decides what no word says."""

import datetime as dt
import random
from dataclasses import dataclass, field, replace

from . import days, words
from .people import Person, everybody

EPIC, SERVICE = "Epic", "Service Request"
FIRST_NUMBER = {"MTX": 212, "WEB": 640}
CATEGORIES = {
    "Backlog": "To Do",
    "To Do": "To Do",
    "Waiting for support": "To Do",
    "In Progress": "In Progress",
    "In Review": "In Progress",
    "Blocked": "In Progress",
    "Done": "Done",
    "Resolved": "Done",
}
# How far an epic is decides how far its stories can be.
STATES = {
    "done": (["Done"], [1]),
    "running": (["Done", "In Progress", "In Review", "Blocked", "To Do", "Backlog"], [40, 14, 7, 4, 20, 15]),
    "next": (["In Progress", "To Do", "Backlog"], [6, 34, 60]),
    "discussed": (["Done", "In Review", "In Progress"], [5, 1, 1]),
    "asked": (["Waiting for support", "In Progress", "Resolved"], [5, 3, 3]),
}
AGES = {"done": (340, 150), "running": (230, 6), "next": (95, 4), "asked": (46, 1)}
PRIORITIES = (["Highest", "High", "Medium", "Low"], [1, 5, 12, 4])
BUG_PRIORITIES = (["Highest", "High", "Medium", "Low"], [4, 9, 7, 1])
POINTS = ([1, 2, 3, 5, 8, 13], [3, 6, 9, 9, 5, 2])
UNBORN = dt.datetime.combine(dt.date.min, dt.time())  # before _live has decided
EXTRA_LABELS = ("needs-marketing", "quick-win", "tech-debt", "customer-facing", "black-week")


@dataclass(frozen=True)
class Issue:
    """One issue; `words` are comments as (author, text), `said` the moments at which they were written."""

    project: str
    kind: str
    title: str
    text: str
    reporter: Person
    phase: str
    team: tuple[Person, ...] = ()
    goal: str = ""
    epic: "Issue | None" = None
    words: tuple[tuple[Person, str], ...] = ()
    key: str = ""
    id: int = 0
    status: str = ""
    priority: str = ""
    points: int = 0
    assignee: Person | None = None
    labels: tuple[str, ...] = ()
    created: dt.datetime = UNBORN
    updated: dt.datetime = UNBORN
    resolved: dt.datetime | None = None
    due: dt.date | None = None
    said: tuple[dt.datetime, ...] = field(default=())

    @property
    def category(self) -> str:
        """Jira's three words for every state."""
        return CATEGORIES[self.status]


def issues(today: dt.date, chance: random.Random) -> list[Issue]:
    """All issues, newest first within MTX and then within WEB."""
    found: list[Issue] = []
    for title, body in words.blocks("jira.txt", "=="):
        found.extend(_asked(body) if title == "Requests" else _epic(title, body))
    lived: list[Issue] = []
    epics: dict[str, Issue] = {}
    for issue in found:
        parent = epics[issue.epic.title] if issue.epic else None
        alive = _live(replace(issue, epic=parent), today, chance)
        if alive.kind == EPIC:
            epics[alive.title] = alive
        lived.append(alive)
    return _numbered(lived, chance)


def _epic(heading: str, body: list[str]) -> list[Issue]:
    people = everybody()
    project, title, phase, team, goal = words.parts(heading)
    crew = tuple(people[name] for name in words.parts(team, ","))
    epic = Issue(project, EPIC, title, body[0], crew[0], phase, crew, goal)
    children = []
    for line, text, said in _entries(body[1:]):
        kind, summary = words.parts(line, at_most=2)
        children.append(Issue(project, kind, summary, text, crew[0], phase, crew, goal, epic, said))
    return [epic, *children]


def _asked(body: list[str]) -> list[Issue]:
    people = everybody()
    desk = tuple(people[name] for name in ("Grace Mensah", "Kofi Asante", "Pauline Mercier", "Viktor Nagy"))
    found = []
    for line, text, said in _entries(body):
        name, project, summary = words.parts(line, at_most=3)
        found.append(Issue(project, SERVICE, summary, text, people[name], "asked", desk, words=said))
    return found


def _entries(body: list[str]) -> list[tuple[str, str, tuple[tuple[Person, str], ...]]]:
    """Unindented lines with the indented text and comments below them."""
    people = everybody()
    found: list[tuple[str, list[str], list[tuple[Person, str]]]] = []
    for line in body:
        if not line.startswith(" "):
            found.append((line, [], []))
        elif line.strip().startswith(">"):
            author, text = words.parts(line.strip(" >"), ":", at_most=2)
            found[-1][2].append((people[author], text))
        else:
            found[-1][1].append(line.strip())
    return [(line, "\n".join(text), tuple(said)) for line, text, said in found]


def _live(issue: Issue, today: dt.date, chance: random.Random) -> Issue:
    """The issue with its state, its moments and whatever else happened to it."""
    oldest, newest = AGES[issue.phase]
    age = oldest + 20 if issue.kind == EPIC else chance.randint(newest, oldest)
    created = _moment(days.ago(today, age), chance)
    status = _status(issue, chance)
    last = _moment(days.ago(today, chance.randint(0, max(0, age - 1))), chance)
    updated = max(created + dt.timedelta(minutes=chance.randint(3, 240)), last)
    span = updated - created
    said = tuple(created + span * (place + 1) / (len(issue.words) + 1) for place in range(len(issue.words)))
    done = CATEGORIES[status] == "Done"
    idle = status in ("Backlog", "Waiting for support")
    return replace(
        issue,
        status=status,
        created=created,
        updated=updated,
        said=tuple(moment.replace(second=0, microsecond=0) for moment in said),
        resolved=updated if done else None,
        due=None if done or chance.random() < 0.75 else _due(issue, today, chance),
        assignee=None if idle and chance.random() < 0.8 else chance.choice(issue.team),
        reporter=issue.reporter if issue.kind in (EPIC, SERVICE) else chance.choice(issue.team),
        priority=chance.choices(*(BUG_PRIORITIES if issue.kind == "Bug" else PRIORITIES))[0],
        points=0 if issue.kind in (EPIC, SERVICE) or chance.random() < 0.12 else chance.choices(*POINTS)[0],
        labels=_labels(issue, chance),
    )


def _status(issue: Issue, chance: random.Random) -> str:
    if issue.kind == EPIC:
        return {"done": "Done", "running": "In Progress", "next": "To Do"}[issue.phase]
    discussed = issue.words and issue.phase == "running"
    return chance.choices(*STATES["discussed" if discussed else issue.phase])[0]


def _due(issue: Issue, today: dt.date, chance: random.Random) -> dt.date:
    """Whoever asks the service desk needs it soon."""
    return days.ahead(today, chance.randint(0, 2) if issue.kind == SERVICE else chance.randint(1, 12))


def _labels(issue: Issue, chance: random.Random) -> tuple[str, ...]:
    goal = [f"goal-{issue.goal.replace(' ', '-')}"] if issue.goal else ["from-marketing"]
    return tuple(goal + chance.sample(EXTRA_LABELS, chance.choice([0, 0, 0, 1, 1, 2])))


def _moment(day: dt.date, chance: random.Random) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(chance.randint(8, 17), chance.randint(0, 59)))


def _numbered(lived: list[Issue], chance: random.Random) -> list[Issue]:
    """Keys in the order in which issues were made, with the gaps that deleted ones leave."""
    keys: dict[tuple[str, str], tuple[str, int]] = {}
    numbers = dict(FIRST_NUMBER)
    for issue in sorted(lived, key=lambda issue: issue.created):
        numbers[issue.project] += chance.choice([1, 1, 1, 2, 3])
        identity = 10_000 + 10 * numbers[issue.project] + len(keys)
        keys[issue.project, issue.title] = f"{issue.project}-{numbers[issue.project]}", identity
    keyed = []
    for issue in lived:
        key, identity = keys[issue.project, issue.title]
        epic = issue.epic
        if epic:
            epic = replace(epic, key=keys[epic.project, epic.title][0], id=keys[epic.project, epic.title][1])
        keyed.append(replace(issue, key=key, id=identity, epic=epic))
    return sorted(keyed, key=lambda issue: (issue.project, -int(issue.key.partition("-")[2])))
