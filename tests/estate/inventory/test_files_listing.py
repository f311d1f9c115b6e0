"""Several values in one cell come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintel.estate.inventory.exchange import listing
from lintel.ui.problems import Problem

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12).map(str.strip)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@given(st.lists(TEXT.filter(bool)))
def test_lists(values: list[str]) -> None:
    assert listing.parted(listing.joined(values)) == values


@given(st.dictionaries(NAMES, TEXT))
def test_named_values(values: dict[str, str]) -> None:
    assert listing.read(listing.written(values)) == values


def test_what_people_write() -> None:
    assert listing.parted(" Orders ;Contact data;; ") == ["Orders", "Contact data"]
    assert listing.read('tier = gold; "note=a; b"; empty=') == {"tier": "gold", "note": "a; b", "empty": ""}
    for text in ("gold", "=gold", "a=1; a=2"):
        with pytest.raises(Problem):
            listing.read(text)
