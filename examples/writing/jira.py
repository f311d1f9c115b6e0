"""IT's tracker export: 56 columns, some of them several times, dates as Jira writes them, and its dirt."""

import datetime as dt
import random
from pathlib import Path

from . import days, tables
from .people import everybody
from .tracker import EPIC, SERVICE, Issue, issues

HEADERS = (
    *("Summary", "Issue key", "Issue id", "Issue Type", "Status"),
    *("Project key", "Project name", "Project type", "Project lead", "Project lead id"),
    *("Priority", "Resolution", "Assignee", "Assignee Id"),
    *("Reporter", "Reporter Id", "Creator", "Creator Id"),
    *("Created", "Updated", "Last Viewed", "Resolved", "Due date", "Votes"),
    *("Labels", "Labels", "Labels", "Description", "Environment"),
    *("Watchers", "Watchers", "Watchers", "Watchers Id", "Watchers Id", "Watchers Id"),
    *("Original estimate", "Remaining Estimate", "Time Spent", "Work Ratio", "Security Level"),
    *("Custom field (Development)", "Custom field (Rank)", "Sprint", "Sprint"),
    *("Custom field (Start date)", "Custom field (Story Points)", "Custom field (Story point estimate)"),
    *("Custom field (Team)", "Parent", "Parent key", "Parent summary"),
    *("Comment", "Comment", "Comment", "Status Category", "Status Category Changed"),
)
PROJECTS = {
    "MTX": ("Marketing technology", "Signe Madsen", "Platform", days.ENGLISH),
    "WEB": ("Web shop", "Camilla Østergaard", "Shop", days.GERMAN),
}
SPRINT, FIRST_SPRINT = dt.timedelta(days=14), dt.date(2025, 1, 6)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def write(path: Path, today: dt.date, chance: random.Random) -> None:
    """Two exports pasted into one file: MTX by an English profile, WEB by a German one."""
    rows = [_row(issue, chance) for issue in issues(today, chance)]
    _spoil(rows)
    tables.write_csv(path, [list(HEADERS), *rows], end="\n")


def _row(issue: Issue, chance: random.Random) -> list[str]:
    name, lead, _, months = PROJECTS[issue.project]
    people = everybody()
    watchers = list(dict.fromkeys([issue.reporter, *(person for person, _ in issue.words)]))[:3]
    changed = issue.created if issue.category == "To Do" else issue.updated
    return [
        *(issue.title, issue.key, str(issue.id), issue.kind, issue.status, issue.project, name, "software"),
        *(lead, people[lead].account, issue.priority, "Done" if issue.resolved else ""),
        *((issue.assignee.name, issue.assignee.account) if issue.assignee else ("", "")),
        *(2 * [issue.reporter.name, issue.reporter.account]),
        *(days.jira(issue.created, months), days.jira(issue.updated, months), ""),
        days.jira(issue.resolved, months) if issue.resolved else "",
        days.jira(dt.datetime.combine(issue.due, dt.time()), months) if issue.due else "",
        str(chance.choice([0, 0, 0, 1, 2, 4]) if issue.kind == SERVICE else 0),
        *_padded(list(issue.labels), 3),
        *(issue.text, ""),
        *_padded([person.name for person in watchers], 3),
        *_padded([person.account for person in watchers], 3),
        *_effort(issue, chance),
        *("", "{}" if issue.category == "To Do" else "{pullrequest={state=MERGED, count=1}}"),
        _rank(issue, chance),
        *_padded(_sprints(issue), 2),
        *_planning(issue),
        *((str(issue.epic.id), issue.epic.key, issue.epic.title) if issue.epic else ("", "", "")),
        *_comments(issue, months),
        *(issue.category, days.jira(changed, months)),
    ]


def _padded(values: list[str], width: int) -> list[str]:
    return [*values, *[""] * width][:width]


def _effort(issue: Issue, chance: random.Random) -> list[str]:
    """Seconds, as the export has them; only tasks are estimated in hours."""
    if issue.kind != "Task" or chance.random() < 0.5:
        return ["", "", "", ""]
    estimate = 3600 * chance.choice([4, 8, 16, 24])
    spent = estimate * chance.choice([75, 100, 125]) // 100 if issue.resolved else 0
    return [str(estimate), str(max(0, estimate - spent)), str(spent or ""), f"{100 * spent // estimate}%"]


def _rank(issue: Issue, chance: random.Random) -> str:
    digits = "".join(DIGITS[issue.id // 36**place % 36] for place in (3, 2, 1, 0))
    return f"0|i{digits}{chance.choice('fnv')}:"


def _sprints(issue: Issue) -> list[str]:
    """The sprint in which work began and, if it went on, the one in which it ended."""
    if issue.kind in (EPIC, SERVICE) or issue.category == "To Do":
        return []
    last = (issue.updated.date() - FIRST_SPRINT) // SPRINT
    first = max((issue.created.date() - FIRST_SPRINT) // SPRINT, last - 1)
    return [f"{issue.project} Sprint {number}" for number in dict.fromkeys([first, last])]


def _planning(issue: Issue) -> list[str]:
    """Start date, story points, their twin in the newer kind of project, team."""
    _, _, team, months = PROJECTS[issue.project]
    day = dt.datetime.combine(issue.created.date(), dt.time())
    started = days.jira(day, months) if issue.category == "In Progress" else ""
    return [started, f"{issue.points}.0" if issue.points else "", "", team]


def _comments(issue: Issue, months: tuple[str, ...]) -> list[str]:
    written = [
        f"{days.jira(moment, months)};{author.account};{text}"
        for moment, (author, text) in zip(issue.said, issue.words, strict=True)
    ]
    return _padded(written, 3)


def _spoil(rows: list[list[str]]) -> None:
    """The dirt that README.md lists: dates, summaries, a key twice, a row cut off, stray blanks."""
    created, due, key = HEADERS.index("Created"), HEADERS.index("Due date"), HEADERS.index("Issue key")
    plain = [row for row in rows if row[HEADERS.index("Issue Type")] == "Task"]
    rows.append(_copy(plain[4], "MTX-9001", "Tidy the old exports", {created: "00/Jan/00 12:00 AM"}))
    rows.append(_copy(plain[9], "MTX-9002", "Talk with the newsletter vendor", {due: "31/Feb/27 9:00 AM"}))
    rows.append(_copy(plain[-6], "WEB-9003", "Picture on the error page", {due: "when there is time"}))
    rows.append(_copy(plain[7], "MTX-9004", "", {}))
    rows.append(_copy(plain[-9], "WEB-9005", "   ", {}))
    twice = plain[12].copy()
    twice[HEADERS.index("Status")] = "Backlog"
    rows.append(twice)
    rows.append(_copy(plain[-12], "WEB-9006", "Sizes of the old catalogue pictures", {})[: created + 2])
    for row in (plain[2], plain[-3]):
        row[0], row[key] = f" {row[0]}  ", f"{row[key]} "


def _copy(row: list[str], key: str, summary: str, changes: dict[int, str]) -> list[str]:
    """A row like another one, under a key of its own and without its story."""
    emptied = ("Description", "Comment", "Parent", "Parent key", "Parent summary")
    copy = ["" if header in emptied else value for header, value in zip(HEADERS, row, strict=True)]
    copy[0], copy[1], copy[2] = summary, key, str(90_000 + int(key.partition("-")[2]))
    for place, value in changes.items():
        copy[place] = value
    return copy
