"""Renewals and last days of notice, as a file that calendars read."""

import datetime as dt
from collections.abc import Iterable

from lintel.estate.inventory.models import Contract

AHEAD = dt.timedelta(days=14)  # a calendar reminds so long before the last day of notice


def renewals(contracts: Iterable[Contract], *, base: str, now: dt.datetime) -> bytes:
    """An iCalendar with two events a contract: the last day of notice, with a reminder, and its end.

    `base` is the address of this house, such as “https://lintel.example”, for links back.
    """
    from icalendar import Alarm, Calendar, Event

    found = Calendar()
    found.add("prodid", "-//Lintel//Renewals//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Contract renewals")
    for contract in contracts:
        notice = contract.notice_by
        days = [("notice", notice, "Last day of notice")] if notice else []
        if contract.ends_on:
            days.append(("end", contract.ends_on, "Renews" if contract.renews else "Ends"))
        for slug, day, words in days:
            event = Event()
            event.add("uid", f"contract-{contract.pk}-{slug}@lintel")
            event.add("dtstamp", now)
            event.add("dtstart", day)
            event.add("summary", f"{words}: {contract.title} ({contract.vendor.name})")
            event.add("url", base + contract.get_absolute_url())
            event.add("transp", "TRANSPARENT")
            if slug == "notice":
                alarm = Alarm()
                alarm.add("action", "DISPLAY")
                alarm.add("description", f"{words} for {contract.title}")
                alarm.add("trigger", -AHEAD)
                event.add_component(alarm)
            found.add_component(event)
    made: bytes = found.to_ical()
    return made
