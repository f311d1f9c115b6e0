"""The example company's stress tests: what is said about its systems, three storms, and a building code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.config.story import who
from lintel.estate.inventory.models import Element
from lintel.estate.stress import meter, ports, work
from lintel.estate.stress.actions import building_code, dependence, resilience, scenario, trial, worth
from lintel.estate.stress.changing import Change, Swap
from lintel.estate.stress.models import BuildingCode, Scenario, Trial
from lintel.estate.stress.wording import rule_values
from lintel.people.actions import comment

MEASURED = {  # by the monitoring, over the last quarter
    "shop": "99.93", "checkout": "99.95", "pay": "99.97", "app": "99.9", "stock-api": "99.8",
    "queue": "99.98", "consent": "99.95", "confirm": "99.9", "track": "99.6", "returns": "99.7",
    "wms": "99.4", "erp": "99.5", "db-erp": "99.9", "db-shop": "99.97", "dwh": "99.2", "pipes": "98.5",
    "mdm": "99.3", "tags": "99.8", "files": "99.95", "labels": "99.6", "watch": "99.9", "mail-b": "98.9",
    "cms": "99.7", "shop-search": "99.5", "net": "99.95", "till": "99.7", "db-old": "97.5", "board": "99.4",
}  # fmt: skip
PROMISED = {  # what the contracts say
    "adyen-eu": "99.95", "klarna-pay": "99.9", "search": "99.99", "cdn": "99.99", "crm": "99.9",
    "hub": "99.5",
    "news": "99.5", "mail-a": "99.9", "sms": "99.95", "cdp": "99.9", "banner": "99.9", "points": "99.5",
    "vouchers": "99.5", "analytics": "99.9", "ads": "99.9", "feeds": "99.0", "market": "99.5", "desk": "99.8",
    "chat": "99.8", "dhl-api": "99.0", "postnl-api": "99.0", "auth": "99.99", "pim": "99.5", "jira": "99.9",
    "pictures": "99.0", "reviews": "99.0",
}  # fmt: skip
HOURS = {"phone": ("2200", "6"), "crm-club": ("700", "30"), "dns": ("20000", "1")}  # Matthias's estimate
PLACES = {"fra": ("26000", "3"), "dub": ("20000", "4"), "ham": ("4400", "8"), "us": ("18000", "3")}
BEARS = {  # requests an hour, from the load test before last Christmas
    "shop": 60000, "checkout": 24000, "pay": 3600, "search": 60000, "auth": 40000, "app": 26000,
    "points": 9000,
    "stock-api": 60000, "cdp": 180000, "consent": 2000, "desk": 1300, "cms": 30000,
}  # fmt: skip
WORTH = {  # revenue and customers in an hour as usual
    "t-shop": (8200, 1450), "t-app": (2600, 520), "t-store": (11400, 900), "t-market": (740, 60),
    "t-mail": (900, 0), "t-ads": (1500, 240), "t-phone": (0, 45), "t-chat": (0, 30), "t-returns": (0, 55),
    "t-card": (0, 310),
}  # fmt: skip
ONE_IS_ENOUGH = (
    "c-order", "c-pay", "c-find", "c-publish", "c-confirm", "c-recognise", "c-segment", "c-send",
    "c-advertise", "c-serve", "c-loyal", "c-stock", "c-return", "c-deliver", "c-learn", "c-price",
)  # fmt: skip
GOES_ON = {  # while these work, a touchpoint keeps so much although the rest of what serves it is out
    "t-shop": (70, ("shop", "checkout", "c-order")), "t-store": (60, ("till",)),
    "t-app": (55, ("app", "c-order")),
    "t-phone": (50, ("phone",)),
}  # fmt: skip
ESSENTIAL = (
    "shop", "checkout", "pay", "adyen-eu", "confirm", "consent", "auth", "people", "watch", "net", "dns",
    "erp", "db-erp", "db-shop", "queue",
)  # fmt: skip


def prepare() -> Iterator[str]:
    """Facts, storms with their results, and a code of which one rule fails; nothing without an estate."""
    elements = {one.key: one for one in Element.objects.exclude(key="")}
    if "t-shop" not in elements:
        return
    said = _facts(elements)
    hanging = _hanging(elements)
    _worth(elements)
    storms = _scenarios(elements)
    _tests(elements, storms)
    _code(elements, storms)
    last = work.inspect(by=None)
    failing = last.verdicts.filter(verdict="fails").count()
    yield (
        f"Stress tests: {said} entries have facts, {hanging} things stand on them; "
        f"{failing} of {last.verdicts.count()} rules fail"
    )


def _facts(elements: dict[str, Element]) -> int:
    by = who("tomas.okafor")
    values: dict[str, dict[str, Any]] = {}
    for key, up in MEASURED.items():
        values[key] = {"availability": Decimal(up), "over": "quarter", "source": "measured"}
    for key, up in PROMISED.items():
        values.setdefault(key, {})["promised"] = Decimal(up)
    for key, (fails, back) in (HOURS | PLACES).items():
        values[key] = {"mttf": Decimal(fails), "mttr": Decimal(back), "source": "estimate"}
    for key, bears in BEARS.items():
        values.setdefault(key, {})["capacity"] = Decimal(bears)
    for key in ESSENTIAL:
        values.setdefault(key, {})["essential"] = True
    for key in ONE_IS_ENOUGH:
        values.setdefault(key, {})["enough"] = {"serves": 1}
    month = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    for key, (revenue, customers) in WORTH.items():
        values.setdefault(key, {}).update(
            revenue=Decimal(revenue) if revenue else None,
            customers=Decimal(customers) if customers else None,
            worth_source="Orders and visits of the last whole month, by hour", worth_on=month,
        )  # fmt: skip
    for key, (keeps, needs) in GOES_ON.items():
        numbers = [elements[one].pk for one in needs if one in elements]
        values.setdefault(key, {})["degraded"] = [{"keeps": keeps, "while": numbers}]
    known = {key: facts for key, facts in values.items() if key in elements}
    for key, facts in known.items():
        resilience.write(elements[key], facts, version=0, by=by)
    return len(known)


def _hanging(elements: dict[str, Element]) -> int:
    """What of the rooms above stands on the estate: the first goals, work and campaigns that are offered."""
    nele = who("nele.vogt")
    wanted = {"Goal": ("t-shop", "t-mail"), "Proposal": ("shop", "t-shop"), "Campaign": ("t-shop", "t-ads")}
    said = 0
    for noun, keys in wanted.items():
        offered = [ref for ref, name in ports.choices(nele) if name.startswith(f"{noun}: ")]
        for reference, key in zip(offered, keys, strict=False):
            if key in elements:
                dependence.say(elements[key], ports.find(reference, nele), by=nele)
                said += 1
    return said


def _worth(elements: dict[str, Element]) -> None:
    """One hour is measured; a day of the stores is of too few people, and nobody counts the app’s visits."""
    known = dict(meter.choices().metrics)
    for key, measure, metric, part in (
        ("t-ads", "customers", "visits", meter.Part("channels.channel", "search")),
        ("t-store", "revenue", "revenue", meter.Part("order_lines.sold_in", "store")),
        ("t-app", "customers", "visits", meter.Part("channels.channel", "App")),
    ):
        if metric in known and key in elements:
            worth.bind(elements[key], measure, metric=metric, part=part, by=who("tomas.okafor"))


def _scenarios(elements: dict[str, Element]) -> dict[str, Scenario]:
    ivo, mara = who("ivo.brandt"), who("mara.lindqvist")
    made = {
        "Hamburg is dark": scenario.create(
            {"title": "Hamburg is dark",
             "why": "Our own rooms have one power line. In 2023 it was cut for six hours."},
            out=[elements["ham"]], by=ivo,
        ),
        "Week of the winter sale": scenario.create(
            {"title": "Week of the winter sale", "surge": Decimal("2.5"),
             "why": "Last year the shop bore twice the usual traffic. This year there is a television spot."},
            by=mara,
        ),
        "A tenth of the budget goes": scenario.create(
            {"title": "A tenth of the budget goes", "saving": Decimal(10),
             "why": "Finance asks every second year."},
            by=ivo,
        ),
        "Marketing automation is broken into": scenario.create(
            {"title": "Marketing automation is broken into",
             "why": "It is the tool that most agencies have an account of."},
            broken_into=[elements["hub"]], by=mara,
        ),
    }  # fmt: skip
    return {one.title: one for one in made.values()}


def _tests(elements: dict[str, Element], storms: dict[str, Scenario]) -> None:
    today, ivo, mara = timezone.localdate(), who("ivo.brandt"), who("mara.lindqvist")
    stand_in = Change(substitutes=(Swap(elements["erp"].pk, name="ERP, second site"),))
    orders: list[tuple[str, Any, Any]] = [
        ("Hamburg is dark", ivo, None), ("Week of the winter sale", mara, None),
        ("A tenth of the budget goes", ivo, None), ("Marketing automation is broken into", mara, None),
        ("Hamburg is dark", ivo, stand_in),
    ]  # fmt: skip
    for title, by, change in orders:
        row = trial.order(storms[title], day=today, by=by, change=change)
        work.take(Trial.objects.get(pk=row.pk), by=by)
    comment.write(
        Trial.objects.earliest("pk"), by=mara,
        text="One power line, and this much an hour? Then let us see what a second site would save.",
    )  # fmt: skip


def _code(elements: dict[str, Element], storms: dict[str, Scenario]) -> None:
    break_in = storms["Marketing automation is broken into"]
    rules: list[dict[str, Any]] = [
        rule_values("survives", element=elements["t-phone"], any_of="vendor"),
        rule_values("survives", element=elements["t-shop"], any_of="region"),
        rule_values("availability", element=elements["t-store"], limit=Decimal(98)),
        rule_values("loss", limit=Decimal(1000), scenario=storms["A tenth of the budget goes"]),
        rule_values("unreached", data=elements["d-payment"], scenario=break_in),
    ]
    for rule in rules:
        seen = BuildingCode.objects.open()
        building_code.add_rule(rule, seen=seen.version if seen else 0, by=who("tomas.okafor"))
    for name in ("mara.lindqvist", "ivo.brandt"):
        code = BuildingCode.objects.open()
        if code is not None:
            building_code.sign(code, by=who(name), content_hash=hash_of(code))
