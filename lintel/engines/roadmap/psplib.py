"""PSPLIB's project files, single-mode (.sm) and multi-mode (.mm): Kolisch, Sprecher (1997)."""

from __future__ import annotations

import re

from lintel.engines.roadmap.problem import (
    Budget,
    Cost,
    Demand,
    Estimate,
    Item,
    Mode,
    Precedence,
    Problem,
    Role,
)
from lintel.engines.roadmap.problems import Refused


def psplib(text: str, name: str = "psplib") -> Problem:
    """A makespan problem: renewable resources are roles, nonrenewable ones budgets over the horizon.

    The dummy jobs at both ends are left out; a period is a unit of time, as many as the file's horizon.
    """
    sections = _sections(text, name)
    horizon = int(_after(text, r"horizon\s*:\s*(\d+)", name, "horizon"))
    renewable = int(_after(text, r"- renewable\s*:\s*(\d+)", name, "renewable"))
    nonrenewable = int(_after(text, r"- nonrenewable\s*:\s*(\d+)", name, "nonrenewable"))
    modes = _modes(sections["REQUESTS/DURATIONS"], renewable, name)
    amounts = _numbers(sections["RESOURCEAVAILABILITIES"][-1], name)
    if len(amounts) != renewable + nonrenewable:
        raise Refused(f"{name}, RESOURCEAVAILABILITIES", "Some are missing.", "Take the whole file.")
    real = {job for job, ways in modes.items() if any(mode.duration for mode in ways)}
    ties = []
    for line in sections["PRECEDENCE RELATIONS"]:
        job, _, _, *after = _numbers(line, name)
        ties += [Precedence(str(job), str(one)) for one in after if job in real and one in real]
    return Problem(
        periods=tuple(str(period) for period in range(1, horizon + 1)),
        items=tuple(Item(str(job), tuple(ways)) for job, ways in modes.items() if job in real),
        roles=tuple(
            Role(f"R{i + 1}", (float(amount),) * horizon) for i, amount in enumerate(amounts[:renewable])
        ),
        budgets=tuple(Budget(f"N{i + 1}", (float(amount),)) for i, amount in enumerate(amounts[renewable:])),
        precedences=tuple(ties),
        objective="makespan",
        name=name,
    )


def _modes(lines: list[str], renewable: int, name: str) -> dict[int, list[Mode]]:
    found: dict[int, list[Mode]] = {}
    job = 0
    for line in lines:
        numbers = _numbers(line, name)
        if len(line) - len(line.lstrip()) < 6 or not found:  # later modes of a job leave its number out
            job, *numbers = numbers
        mode, duration, *requests = numbers
        exactly = [(Estimate(float(one), float(one), float(one)),) for one in requests[:renewable]]
        found.setdefault(job, []).append(
            Mode(
                str(mode),
                duration,
                tuple(
                    Demand(f"R{i + 1}", one * duration)
                    for i, one in enumerate(exactly)
                    if requests[i] and duration
                ),
                tuple(
                    Cost(f"N{i + 1}", (float(one),) + (0.0,) * (duration - 1))
                    for i, one in enumerate(requests[renewable:])
                    if one and duration
                ),
            )
        )
    return found


def _sections(text: str, name: str) -> dict[str, list[str]]:
    """The lines of numbers under each heading."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        stripped = line.strip()
        if re.fullmatch(r"[A-Z][A-Z /]+:", stripped):
            heading = stripped.rstrip(":")
            found[heading] = []
        elif heading and stripped and stripped[0].isdigit():
            found[heading].append(line)
    for needed in ("PRECEDENCE RELATIONS", "REQUESTS/DURATIONS", "RESOURCEAVAILABILITIES"):
        if not found.get(needed):
            raise Refused(name, f"There is no section “{needed}”.", "Take a file of PSPLIB (.sm or .mm).")
    return found


def _after(text: str, pattern: str, name: str, what: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise Refused(name, f"The line “{what}” is missing.", "Take a file of PSPLIB (.sm or .mm).")
    return match.group(1)


def _numbers(line: str, name: str) -> list[int]:
    try:
        return [int(word) for word in line.split()]
    except ValueError as error:
        raise Refused(f"{name}: “{line.strip()}”", "Not all are numbers.", "Take the whole file.") from error
