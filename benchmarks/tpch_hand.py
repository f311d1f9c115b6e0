"""The questions of `tpch`, as somebody who knows the data writes them in SQL."""

from __future__ import annotations

_REVENUE = "sum(l_extendedprice * (1 - l_discount))"

WRITTEN = {
    "TPC-H 1": f"""
        select l_returnflag, l_linestatus, sum(l_quantity), sum(l_extendedprice), {_REVENUE},
            sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)), avg(l_quantity), avg(l_extendedprice),
            avg(l_discount), count(*)
        from tpch.lineitem where l_shipdate <= date '1998-09-02' group by 1, 2 order by 1, 2""",
    "TPC-H 3": f"""
        select l_orderkey, o_orderdate, o_shippriority, {_REVENUE} as revenue
        from tpch.customer, tpch.orders, tpch.lineitem
        where c_mktsegment = 'BUILDING' and c_custkey = o_custkey and l_orderkey = o_orderkey
            and o_orderdate < date '1995-03-15' and l_shipdate > date '1995-03-15'
        group by 1, 2, 3 order by revenue desc, o_orderdate, l_orderkey limit 10""",
    "TPC-H 4": """
        select o_orderpriority, count(*) from tpch.orders
        where o_orderdate >= date '1993-07-01' and o_orderdate < date '1993-10-01' and exists (
            select 1 from tpch.lineitem where l_orderkey = o_orderkey and l_commitdate < l_receiptdate)
        group by 1 order by 1""",
    "TPC-H 5": f"""
        select n_name, {_REVENUE} as revenue
        from tpch.customer, tpch.orders, tpch.lineitem, tpch.supplier, tpch.nation, tpch.region
        where c_custkey = o_custkey and l_orderkey = o_orderkey and l_suppkey = s_suppkey
            and c_nationkey = s_nationkey and s_nationkey = n_nationkey and n_regionkey = r_regionkey
            and r_name = 'ASIA' and o_orderdate >= date '1994-01-01' and o_orderdate < date '1995-01-01'
        group by 1 order by revenue desc""",
    "TPC-H 6": """
        select sum(l_extendedprice * l_discount) from tpch.lineitem
        where l_shipdate >= date '1994-01-01' and l_shipdate < date '1995-01-01'
            and l_discount between 0.05 and 0.07 and l_quantity < 24""",
    "TPC-H 7": f"""
        select n1.n_name, n2.n_name, date_trunc('year', l_shipdate), {_REVENUE}
        from tpch.supplier, tpch.lineitem, tpch.orders, tpch.customer, tpch.nation n1, tpch.nation n2
        where s_suppkey = l_suppkey and o_orderkey = l_orderkey and c_custkey = o_custkey
            and s_nationkey = n1.n_nationkey and c_nationkey = n2.n_nationkey
            and ((n1.n_name = 'FRANCE' and n2.n_name = 'GERMANY')
                or (n1.n_name = 'GERMANY' and n2.n_name = 'FRANCE'))
            and l_shipdate between date '1995-01-01' and date '1996-12-31'
        group by 1, 2, 3 order by 1, 2, 3""",
    "TPC-H 8": """
        select o_year, sum(case when nation = 'BRAZIL' then volume else 0 end) / sum(volume) from (
            select date_trunc('year', o_orderdate) as o_year, l_extendedprice * (1 - l_discount) as volume,
                n2.n_name as nation
            from tpch.part, tpch.supplier, tpch.lineitem, tpch.orders, tpch.customer, tpch.nation n1,
                tpch.nation n2, tpch.region
            where p_partkey = l_partkey and s_suppkey = l_suppkey and l_orderkey = o_orderkey
                and o_custkey = c_custkey and c_nationkey = n1.n_nationkey and n1.n_regionkey = r_regionkey
                and r_name = 'AMERICA' and s_nationkey = n2.n_nationkey
                and o_orderdate between date '1995-01-01' and date '1996-12-31'
                and p_type = 'ECONOMY ANODIZED STEEL') group by 1 order by 1""",
    "TPC-H 9": """
        select n_name, date_trunc('year', o_orderdate) as o_year,
            sum(l_extendedprice * (1 - l_discount) - ps_supplycost * l_quantity)
        from tpch.part, tpch.supplier, tpch.lineitem, tpch.partsupp, tpch.orders, tpch.nation
        where s_suppkey = l_suppkey and ps_suppkey = l_suppkey and ps_partkey = l_partkey
            and p_partkey = l_partkey and o_orderkey = l_orderkey and s_nationkey = n_nationkey
            and p_name like '%green%' group by 1, 2 order by 1, 2 desc""",
    "TPC-H 10": f"""
        select c_custkey, c_name, c_acctbal, c_phone, n_name, c_address, c_comment, {_REVENUE} as revenue
        from tpch.customer, tpch.orders, tpch.lineitem, tpch.nation
        where c_custkey = o_custkey and l_orderkey = o_orderkey and o_orderdate >= date '1993-10-01'
            and o_orderdate < date '1994-01-01' and l_returnflag = 'R' and c_nationkey = n_nationkey
        group by all order by revenue desc, c_custkey limit 20""",
    "TPC-H 12": """
        select l_shipmode,
            sum(case when o_orderpriority in ('1-URGENT', '2-HIGH') then 1 else 0 end),
            sum(case when o_orderpriority not in ('1-URGENT', '2-HIGH') then 1 else 0 end)
        from tpch.orders, tpch.lineitem
        where o_orderkey = l_orderkey and l_shipmode in ('MAIL', 'SHIP') and l_commitdate < l_receiptdate
            and l_shipdate < l_commitdate and l_receiptdate >= date '1994-01-01'
            and l_receiptdate < date '1995-01-01' group by 1 order by 1""",
    "TPC-H 14": f"""
        select 100.0 * sum(case when p_type like 'PROMO%' then l_extendedprice * (1 - l_discount) else 0 end)
            / {_REVENUE}
        from tpch.lineitem, tpch.part where l_partkey = p_partkey and l_shipdate >= date '1995-09-01'
            and l_shipdate < date '1995-10-01'""",
    "TPC-H 15": f"""
        with revenue as (select l_suppkey as supplier_no, {_REVENUE} as total from tpch.lineitem
            where l_shipdate >= date '1996-01-01' and l_shipdate < date '1996-04-01' group by 1)
        select s_suppkey, s_name, s_address, s_phone, total from tpch.supplier, revenue
        where s_suppkey = supplier_no and total = (select max(total) from revenue)""",
    "TPC-H 16": """
        select p_brand, p_type, p_size, count(distinct ps_suppkey) as n from tpch.partsupp, tpch.part
        where p_partkey = ps_partkey and p_brand <> 'Brand#45' and p_type not like 'MEDIUM POLISHED%'
            and p_size in (49, 14, 23, 45, 19, 3, 36, 9) and ps_suppkey not in (
                select s_suppkey from tpch.supplier where s_comment like '%Customer%Complaints%')
        group by 1, 2, 3 order by n desc, 1, 2, 3""",
    "TPC-H 19": f"""
        select {_REVENUE} from tpch.lineitem, tpch.part
        where p_partkey = l_partkey and l_shipmode in ('AIR', 'AIR REG')
            and l_shipinstruct = 'DELIVER IN PERSON'
            and ((p_brand = 'Brand#12' and p_container in ('SM CASE', 'SM BOX', 'SM PACK', 'SM PKG')
                    and l_quantity between 1 and 11 and p_size between 1 and 5)
                or (p_brand = 'Brand#23' and p_container in ('MED BAG', 'MED BOX', 'MED PKG', 'MED PACK')
                    and l_quantity between 10 and 20 and p_size between 1 and 10)
                or (p_brand = 'Brand#34' and p_container in ('LG CASE', 'LG BOX', 'LG PACK', 'LG PKG')
                    and l_quantity between 20 and 30 and p_size between 1 and 15))""",
    "ratio over two facts": """
        with o as (select c_mktsegment as s, date_trunc('year', o_orderdate) as y, sum(o_totalprice) as value
                from tpch.orders join tpch.customer on o_custkey = c_custkey
                where o_orderdate between date '1993-01-01' and date '1997-12-31' group by 1, 2),
            l as (select c_mktsegment as s, date_trunc('year', l_shipdate) as y, count(*) as lines
                from tpch.lineitem join tpch.orders on l_orderkey = o_orderkey
                    join tpch.customer on o_custkey = c_custkey
                where l_shipdate between date '1993-01-01' and date '1997-12-31' group by 1, 2)
        select coalesce(o.s, l.s), coalesce(o.y, l.y), value, lines, value / lines
        from o full join l on o.s is not distinct from l.s and o.y is not distinct from l.y order by 1, 2""",
}
