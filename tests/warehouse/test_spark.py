"""The same tables in Spark."""

import pyarrow as pa
import pytest

from lintel.warehouse import reading, writing
from lintel.warehouse.actions import snapshot


@pytest.mark.spark
@pytest.mark.django_db
def test_a_dataset_opens_in_spark(colours: str) -> None:
    from lintel.engines.matching import spark

    table = pa.table({"name": ["red", "blue"], "number": [1, 2]})
    snapshot.publish([writing.of_table(colours, table)], by=None)
    session = spark.session()
    assert session.read.parquet(*reading.addresses(colours)).count() == 2
