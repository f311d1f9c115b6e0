"""The orders of web shop, app and shops, one row for each line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa

from .behaviour import Story
from .columns import chosen, decimals, iso, numbered, write_csv
from .purchases import APP, GUEST, SHOP, STATUS

FIRST = 2_000_000
PLACES = ("web", "app", "store", "web")  # as purchases counts them
UNREADABLE = ("0000-00-00", "31.06.2026", "yesterday", "2026-13-01T10:00:00Z")
CUT = (
    "B-2999901,1,2026-10-0\n"
    "B-2999902,1,2026-10-02T10:15:00Z,K-100200,,web,Bottle 1 l,Cooking,1,24.90,EUR,open,,?,?\n"
    "B-29999\n"
)


def write(path: Path, story: Story) -> Path:
    """Writes all lines; twelve or so with an unreadable date, some amounts with a comma, three cut off."""
    made, chance = story.orders, story.chance
    order = made.order
    place, buyer = made.place[order], made.buyer[order]
    online, shop, guest = place <= APP, place == SHOP, place == GUEST
    numbers = [*story.accounts.ids, *made.cards]
    at = np.where(online, buyer, np.where(shop, len(story.accounts.ids) + buyer, -1))
    emails = [*story.accounts.emails, *made.guests]
    told = online & (chance.random(len(made.place)) < 0.9)[order]
    write_to = np.where(guest, len(story.accounts.ids) + buyer, np.where(told, buyer, -1))
    dates = iso(story.season.stamps(made.second).astype("datetime64[s]")).take(pa.array(order)).to_pylist()
    amounts = decimals(made.amount).to_pylist()
    for row in chance.choice(len(dates), max(3, round(12 * story.scale)), replace=False).tolist():
        dates[row] = UNREADABLE[row % len(UNREADABLE)]
    for row in chance.choice(len(dates), max(3, round(25 * story.scale)), replace=False).tolist():
        amounts[row] = amounts[row].replace(".", ",")
    back = chosen(_days(story), made.returned)
    table = pa.table({
        "Order ID": numbered("B-", FIRST + order),
        "Line": made.line,
        "Ordered at": dates,
        "Customer number": chosen(numbers, at),
        "Customer email": chosen(emails, write_to),
        "Channel": chosen(PLACES, place),
        "Item": chosen(story.goods.names, made.item),
        "Category": chosen(story.goods.categories, made.item),
        "Quantity": made.quantity,
        "Amount": amounts,
        "Currency": chosen(("EUR", "DKK"), made.danish[order].astype(np.int64)),
        "Status": chosen(STATUS, made.status),
        "Returned on": back,
    })  # fmt: skip
    return write_csv(path, table, after=CUT)


def _days(story: Story) -> list[str]:
    first = np.datetime64(story.season.first)
    return np.datetime_as_string(first + np.arange(len(story.season.months))).tolist()
