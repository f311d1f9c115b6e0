"""What the other tests of the room stand on."""

from pathlib import Path

from lintel.warehouse import reading
from tests.customers.makers import MARIT, make_people


def test_every_record_is_one_customer_with_a_golden_record(warehouse: Path) -> None:
    make_people()
    names = ("customers.records", "customers.members", "customers.golden")
    with reading.connect(*names) as connection:
        held = connection.execute(
            "select customer_id, count(*), any_value(g.records) from customers.records r "
            "join customers.members using (source, source_record_id) join customers.golden g "
            "using (customer_id) group by all order by all"
        ).fetchall()
    assert held[0] == (MARIT, 2, 2)
    assert [count for _, count, _ in held] == [2, 1, 1, 1]
