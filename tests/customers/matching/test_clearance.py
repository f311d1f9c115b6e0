"""Who sees customers by name: for a reason, for some time, given by somebody else."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from lintel.audit.models import Entry
from lintel.customers.matching.access import may_see_identified
from lintel.customers.matching.actions import clearance, look
from lintel.customers.matching.masking import masked
from lintel.customers.matching.models import Clearance
from lintel.ui.problems import Denied, Problem
from tests.cast import Cast


def days(count: int = 30) -> dict[str, dt.date]:
    today = timezone.now().date()
    return {"starts": today, "ends": today + dt.timedelta(days=count)}


def test_nobody_sees_customers_by_name_without_a_clearance(cast: Cast) -> None:
    assert not may_see_identified(cast.mara)
    clearance.give(cast.mara, reason="Complaints", **days(), by=cast.ivo)
    assert may_see_identified(cast.mara)


def test_nobody_clears_themself_and_members_clear_nobody(cast: Cast) -> None:
    with pytest.raises(Denied, match="themself"):
        clearance.give(cast.mara, reason="Curious", **days(), by=cast.mara)
    with pytest.raises(Denied, match="two offices"):
        clearance.give(cast.nele, reason="Curious", **days(), by=cast.tomas)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"reason": " "}, "reason"), (days(400), "ends"), ({"ends": dt.date(2020, 1, 1)}, "ends")],
)
def test_a_clearance_says_what_is_wrong_with_it(cast: Cast, change: dict[str, object], field: str) -> None:
    with pytest.raises(Problem) as refused:
        clearance.give(cast.nele, **{"reason": "Complaints", **days(), **change}, by=cast.mara)
    assert refused.value.field == field
    assert refused.value.way_out


def test_days_do_not_overlap_and_strangers_get_none(cast: Cast) -> None:
    clearance.give(cast.nele, reason="Complaints", **days(), by=cast.mara)
    with pytest.raises(Problem, match="already"):
        clearance.give(cast.nele, reason="More", **days(), by=cast.ivo)
    with pytest.raises(Problem, match="no role"):
        clearance.give(cast.sam, reason="Complaints", **days(), by=cast.mara)


def test_it_ends_at_once_and_once(cast: Cast) -> None:
    given = clearance.give(cast.nele, reason="Complaints", **days(), by=cast.mara)
    with pytest.raises(Denied):
        clearance.end(given, by=cast.tomas)
    clearance.end(given, by=cast.nele)
    assert not may_see_identified(cast.nele)
    with pytest.raises(Problem, match="already"):
        clearance.end(given, by=cast.mara)
    assert Clearance.objects.get().state == "ended"


def test_every_look_is_in_the_ledger_and_says_how(cast: Cast) -> None:
    customer = uuid.uuid4()
    look.see(customer, what="profile", by=cast.nele)
    clearance.give(cast.nele, reason="Complaints", **days(), by=cast.mara)
    seen = look.see(customer, what="profile", by=cast.nele)
    bodies = [entry.body for entry in Entry.objects.about(seen)]
    assert ['"masked"' in bodies[0], '"by name"' in bodies[1]] == [True, True]
    with pytest.raises(Denied):
        look.see(customer, what="profile", by=cast.sam)


def test_a_search_is_in_the_ledger_without_its_words(cast: Cast) -> None:
    with pytest.raises(Denied):
        look.search("email", found=0, by=cast.nele)
    clearance.give(cast.nele, reason="Complaints", **days(), by=cast.mara)
    look.search("email", found=3, by=cast.nele)
    assert Entry.objects.latest("seq").action == "customer.searched"


@pytest.mark.parametrize(
    ("attribute", "value", "shown"),
    [
        ("full_name", "Mara Lindqvist", "M••• L•••"),
        ("email", "mara@post.example", "m•••@•••.example"),
        ("email", "no address", "•••"),
        ("phone", "+49 40 123 4541", "••• 41"),
        ("birth_date", "1981-04-02", "1981"),
        ("birth_date", "02.04.1981", "1981"),
        ("postcode", "20095", "20•••"),
        ("city", "Hamburg", "Hamburg"),
        ("identifier", "W000123", "•••"),
        ("email", None, ""),
    ],
)
def test_masks(attribute: str, value: str | None, shown: str) -> None:
    assert masked(attribute, value) == shown
