"""One text for one content."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintel.audit.canonical import canonical, content_hash

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdef", max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(plain)
def test_reading_and_writing_again_gives_the_same_text(content: object) -> None:
    assert canonical(json.loads(canonical(content))) == canonical(content)


@given(st.dictionaries(st.text("abcxyz", max_size=4), plain, max_size=6))
def test_the_order_of_keys_does_not_matter(content: dict[str, object]) -> None:
    assert content_hash(dict(reversed(content.items()))) == content_hash(content)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2), st.integers(0, 6))
def test_a_decimals_trailing_zeros_do_not_matter(amount: Decimal, zeros: int) -> None:
    assert canonical(amount) == canonical(Decimal(f"{amount:f}" + "0" * zeros))


def test_a_moment_has_one_text_whatever_its_zone() -> None:
    moment = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
    assert canonical(moment) == canonical(moment.astimezone(dt.timezone(dt.timedelta(hours=5))))


@pytest.mark.parametrize("value", [1.5, dt.datetime(2026, 5, 1), object()])  # noqa: DTZ001 - a naive one is the point
def test_what_has_no_single_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical({"value": value})
