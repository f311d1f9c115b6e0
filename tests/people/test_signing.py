"""Two keys, whichever room asks: what is put, what is refused in which words, what is taken back."""

import datetime as dt

import pytest
from django.utils import timezone

from lintel.audit.models import Signature
from lintel.audit.sides import Office
from lintel.audit.signatures import hash_of, keys_of, record
from lintel.digests.book.models import Edition
from lintel.people.access import Key
from lintel.people.models import User
from lintel.people.signing import Signed, key_for, put_key, take_back
from lintel.ui.problems import Denied, Problem, Stale
from tests.cast import Cast

FOR = "sign"


def make_edition(cast: Cast) -> Edition:
    """Something that can be signed."""
    return Edition.objects.create(number=1, day=timezone.localdate(), body={}, taken_by=cast.nele)


def put(row: Edition, by: User, key: Key | None = None, *, owners: bool = False, read: str = "") -> Signed:
    """This person's key to what stands there."""
    return put_key(
        row, FOR, key or key_for(by), by=by, content_hash=read or hash_of(row), what="this edition",
        owners=owners,
    )  # fmt: skip


def test_two_keys_of_two_people_are_complete(cast: Cast) -> None:
    row = make_edition(cast)
    first = put(row, cast.mara)
    assert (first.keys.complete, first.keys.awaits) == (False, "it")
    second = put(row, cast.lena)  # for Ivo, these days
    assert (second.keys.complete, second.keys.awaits) == (True, "")
    assert second.signature.on_behalf_of == cast.ivo
    assert second.keys.pair == (first.signature, second.signature)


def test_who_holds_no_key_is_told_how_to_get_one(cast: Cast) -> None:
    with pytest.raises(Denied, match="Only the two offices publish a plan") as refused:
        key_for(cast.nele, "publish a plan")
    assert "delegate" in refused.value.way_out
    in_a_month = timezone.now().date() + dt.timedelta(days=30)
    with pytest.raises(Denied):
        key_for(cast.lena, day=in_a_month)


def test_a_side_signs_once_and_nobody_for_both(cast: Cast) -> None:
    row = make_edition(cast)
    put(row, cast.lena)
    for one in (cast.lena, cast.ivo):
        with pytest.raises(Problem, match="Lena Ito has signed for the IT office already") as refused:
            put(row, one)
        assert refused.value.way_out == "It now waits for the Marketing office."
    with pytest.raises(Denied, match="You have signed for the IT office already; nobody signs for both"):
        put(row, cast.lena, Key(Office.MARKETING, cast.mara))  # as after a move to the other side


def test_what_was_not_read_is_not_signed(cast: Cast) -> None:
    row = make_edition(cast)
    read = hash_of(row)
    row.version += 1
    with pytest.raises(Stale, match="This edition changed since you read it"):
        put(row, cast.mara, read=read)


def test_a_lost_race_is_told_and_leaves_the_transaction_whole(cast: Cast) -> None:
    row = make_edition(cast)
    record(row, purpose=FOR, office=Office.IT, signer=cast.ivo, on_behalf_of=None, at=timezone.now())
    row.body = {"said": "by somebody else in this very moment"}  # so that the key above is not seen
    with pytest.raises(Stale, match="signed for the IT office at the same moment"):
        put(row, cast.lena)
    assert Signature.objects.on(row).count() == 1


def test_owners_agree_for_their_sides(cast: Cast) -> None:
    row = make_edition(cast)
    put(row, cast.tomas, Key(Office.IT, None), owners=True)
    with pytest.raises(Problem, match="Tomas Okafor has agreed for IT already"):
        put(row, cast.tomas, Key(Office.IT, None), owners=True)
    with pytest.raises(Denied, match="You have agreed for IT already; nobody agrees for both"):
        put(row, cast.tomas, Key(Office.MARKETING, None), owners=True)


def test_a_key_is_taken_back_while_it_stands_alone(cast: Cast) -> None:
    row = make_edition(cast)
    with pytest.raises(Problem, match="The IT office has not signed this edition"):
        take_back(row, FOR, key_for(cast.ivo), what="this edition", instead="Keep another one.")
    put(row, cast.ivo)
    take_back(row, FOR, key_for(cast.lena), what="this edition", instead="Keep another one.")
    row.refresh_from_db()
    assert (row.version, row.awaits, keys_of(row, FOR).awaits) == (2, "both", "both")
    put(row, cast.ivo)
    put(row, cast.mara)
    with pytest.raises(Problem, match="Both offices have signed this edition") as refused:
        take_back(row, FOR, key_for(cast.mara), what="this edition", instead="Keep another one.")
    assert refused.value.way_out == "Keep another one."
