"""Found tools and savings in a house of the cast: in a log, named, waiting for a key, decided."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from lintel.estate.inventory.models import Element
from lintel.people.models import User
from tests.cast import Cast
from tests.estate.shadow.makers import (
    brought,
    decided,
    make_amnesty,
    make_clearance,
    make_outcome,
    make_tool,
    okta_line,
    put_key,
    write_lines,
)
from tests.estate.spending import makers as spending


@dataclass(frozen=True)
class _Deciders:
    """Those of the cast who name, propose and decide here."""

    mara: User
    ivo: User
    nele: User
    tomas: User


def tools(mara: User, ivo: User, nele: User, tomas: User, ada: User) -> None:
    """A log, an amnesty with a tool named in it, one that waits for Mara, one that is tried."""
    people: Cast = cast(Any, _Deciders(mara, ivo, nele, tomas))
    lines = [okta_line(n, "Pinboardly", "nele.vogt@example.org") for n in range(9)]
    lines.append(okta_line(10, "Shopkeeping", "tomas.okafor@example.org"))
    with tempfile.TemporaryDirectory() as folder:
        brought(write_lines(Path(folder), lines), "shadow-okta", ada)
    make_amnesty(people)
    make_tool(people, "Memora", address="https://memora.example", data_kind="customers")
    put_key(make_outcome(people, make_tool(people, "Clipwerk")), ivo)
    decided(people, make_tool(people, "Zebra Notes"), "sandbox")
    make_clearance(people)
    _savings(people)


def _savings(people: Cast) -> None:
    pay, shop = (Element.objects.get(name=name) for name in ("Payline", "Shopkeeper"))
    spending.pay(pay, {5: 300, 4: 310, 3: 180, 2: 175, 1: 181})
    spending.pay(shop, {3: 900, 2: 940, 1: 910})
    spending.put_key(spending.make_saving(people, pay, title="One payment service less"), people.ivo)
    spending.decide(people, spending.make_saving(people, pay, title="A smaller plan for payments"))
