"""What an option does to data: flows that begin, end and move; new vendors; borders."""

from typing import Any

import pytest
from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.estate.inventory.actions import flow, relation
from lintel.estate.inventory.models import Element, Relation
from lintel.estate.inventory.standing import standing_on
from lintel.estate.purchases.actions import option, purchase
from lintel.estate.purchases.effect import data_effect_of, inserted
from lintel.estate.purchases.flowing import DataEffect
from lintel.estate.purchases.models import Option
from tests.cast import Cast
from tests.estate.inventory.makers import make_element, make_flow, make_shop
from tests.estate.purchases.makers import make_option, make_purchase, offered, sign
from tests.estate.stress.test_stress import SignIn, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(cast: Cast) -> dict[str, Element]:
    """The shop sends orders to Payline; both run in Frankfurt; Payline reports back."""
    made = make_shop(cast)
    relation.join(made["pay"], "runs_in", made["region"], by=cast.tomas)
    make_flow(cast, made)
    made["report"] = make_element(cast, "Reports", "data")
    facts = {"name": "Reports of the day", "source": made["pay"], "target": made["shop"]}
    flow.create(facts, [made["report"]], by=cast.tomas)
    return made


def effect_of(made: Option) -> DataEffect:
    """As the option's page finds it."""
    return data_effect_of(standing_on(timezone.localdate()), Option.objects.get(pk=made.pk))


def in_words(found: DataEffect) -> list[tuple[str, str, str, str]]:
    """Each flow: what happens to it, and between whom."""
    return [(one.what, one.name, one.source, one.target) for one in found.flows]


def test_flows_move_with_the_data_that_is_held_and_the_others_end(
    cast: Cast, shop: dict[str, Element]
) -> None:
    made = make_option(
        cast, make_purchase(cast), "Banker", vendor_name="Bank AG", replaces=[shop["pay"]],
        holds=[shop["personal"]],
    )  # fmt: skip
    found = effect_of(made)
    assert in_words(found) == [
        ("ends", "Reports of the day", "Payline", "Shopkeeper"),
        ("moves", "Orders to pay", "Shopkeeper", "Banker"),
    ]
    assert found.flows[1].note == "Today at Payline."
    assert [(one.name, one.says) for one in found.moves] == [
        ("Personal data", "would be with Bank AG, which has none of it today")
    ]
    after = inserted(standing_on(timezone.localdate()), made)
    assert [(one.source, one.target) for one in after.streams] == [(shop["shop"].pk, -made.pk)]


def test_a_border_is_named_once_it_is_said_where_the_option_runs(
    cast: Cast, shop: dict[str, Element], as_: SignIn
) -> None:
    oregon = make_element(cast, "Oregon", "region")
    row = make_purchase(cast)
    said: dict[str, Any] = {"replaces": [shop["pay"]], "holds": [shop["personal"]]}
    made = make_option(cast, row, "Banker", vendor_name="Bank AG", **said)
    page = text_of(as_(cast.finn).get(made.get_absolute_url()))
    assert "Nobody said where" in page
    option.edit(made, {}, {"runs_in": [oregon]}, by=cast.tomas)
    found = effect_of(made)
    moved = next(one for one in found.flows if one.what == "moves")
    assert moved.note == "Today at Payline. It crosses the border from Frankfurt to Oregon."
    assert [one.says for one in found.moves if one.border] == [
        "would lie in Oregon, where none of it lies today"
    ]
    page = text_of(as_(cast.finn).get(made.get_absolute_url()))
    assert "Across a border: “Personal data” would lie in Oregon" in page


def test_what_it_needs_and_holds_alike_has_to_flow(cast: Cast, shop: dict[str, Element]) -> None:
    made = make_option(
        cast, make_purchase(cast), "Lens", needs=[shop["shop"], shop["card"]], holds=[shop["personal"]]
    )
    found = effect_of(made)
    assert in_words(found) == [("begins", "Personal data", "Shopkeeper", "Lens")]
    assert found.flows[0].note == "It needs Shopkeeper, and both hold it."


def test_leaving_it_as_it_is_moves_no_data(cast: Cast, shop: dict[str, Element]) -> None:
    assert not effect_of(make_option(cast, make_purchase(cast), "Leave it", kind="keep"))


def test_program_and_command_line_say_the_same(
    cast: Cast, shop: dict[str, Element], as_: SignIn, capsys: pytest.CaptureFixture[str]
) -> None:
    from lintel.estate.purchases.commands import effect

    made = make_option(
        cast, make_purchase(cast), "Banker", vendor_name="Bank AG", replaces=[shop["pay"]],
        holds=[shop["personal"]],
    )  # fmt: skip
    found = as_(cast.finn).get(f"/api/v1/purchases/options/{made.pk}/effect").json()
    assert [one["what"] for one in found["flows"]] == ["ends", "moves"]
    assert found["moves"][0]["name"] == "Personal data"
    effect(made.pk, person=cast.finn.email, as_json=False)
    assert "moves   Orders to pay: Shopkeeper → Banker  Today at Payline." in capsys.readouterr().out
    assert as_(cast.sam).get(f"/api/v1/purchases/options/{made.pk}/effect").status_code == 404


def test_where_it_runs_is_signed_with_it_and_entered(cast: Cast) -> None:
    row, options = offered(cast)
    before = hash_of(row)
    region = make_element(cast, "Dublin", "region")
    purchase.take_back(row, by=cast.nele)
    option.edit(options["wright"], {}, {"runs_in": [region]}, by=cast.tomas)
    row.refresh_from_db()
    purchase.offer(row, by=cast.nele)
    row = sign(row, cast.mara, cast.ivo)
    assert hash_of(row) != before
    made = option.carry_out(row, live_from=timezone.localdate(), by=cast.tomas)
    assert Relation.objects.filter(source=made, kind="runs_in", target=region).exists()
