"""The questions worth asking a person first: those whose answer changes most."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

BAND = 6.0  # bits around the threshold within which a pair is a question
LONGEST = 1_000


def queue(
    connection: DuckDBPyConnection, weighed: str, assigned: str, decided: str, threshold: float
) -> pa.Table:
    """Pairs near the threshold, best first: (record_l, record_r, weight, together, changes, value).

    `changes` is the number of pairs of records that another answer would join or part (the product of the
    sizes when the two are apart), `value` that number times the doubt (4p(1 − p), with p measured from the
    threshold). One question for two customers is enough; what people have decided is not asked again.
    """
    return connection.execute(
        f"""
        with near as (
            select w.rid_l, w.rid_r, w.weight / 1000.0 as weight, a.customer_id as customer_l, b.customer_id
            as customer_r, a.record as record_l, b.record as record_r, 1 / (1 + pow(2, {threshold!r} -
            w.weight / 1000.0)) as p from {weighed} w join {assigned} a on a.rid = w.rid_l join {assigned} b
            on b.rid = w.rid_r where w.weight between {(threshold - BAND) * 1000} and {
            (threshold + BAND) * 1000
        }),
        sizes as (select customer_id as customer, count(*) as size from {assigned} group by all),
        valued as (
            select least(record_l, record_r) as record_l, greatest(record_l, record_r) as record_r, weight,
                   customer_l = customer_r as together,
                   case when customer_l = customer_r then greatest(s.size - 1, 1) else s.size * t.size end as
                   changes, least(customer_l, customer_r) as one, greatest(customer_l, customer_r) as two, p
            from near join sizes s on s.customer = customer_l join sizes t on t.customer = customer_r)
        select record_l, record_r, weight, together, changes, changes * 4 * p * (1 - p) as value
        from valued anti join {decided} d using (record_l, record_r)
        qualify row_number() over (
            partition by one, two order by 4 * p * (1 - p) desc, record_l, record_r) = 1
        order by value desc, record_l, record_r limit {LONGEST}
        """
    ).to_arrow_table()
