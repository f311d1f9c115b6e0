"""Words said over time, with their table."""

from lintel.customers.consent.answers import Overview
from lintel.customers.consent.models import Word
from lintel.ui.charts import Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
LABELS = [str(word.label) for word in Word]


def words_over_time(found: Overview) -> Figure:
    """How often each word was said in each of the last 24 months (UTC)."""
    points = [
        {"month": f"{month}-01", "word": str(Word(word).label), "times": times}
        for month, word, times in found.months
    ]
    spec = {
        "$schema": SCHEMA,
        "data": {"values": points},
        "mark": {"type": "line", "point": True, "tooltip": True},
        "encoding": {
            "x": {
                "field": "month",
                "type": "temporal",
                "timeUnit": "utcyearmonth",
                "title": None,
                "axis": {"format": "%b %Y", "labelAngle": 0, "labelOverlap": True},
            },
            "y": {
                "field": "times",
                "type": "quantitative",
                "title": "words",
                "scale": {"zero": True},
                "axis": {"tickMinStep": 1},
            },
            "color": {
                "field": "word",
                "type": "nominal",
                "title": "Word",
                "scale": {"domain": LABELS, "range": ["#4b7f52", "#9a7b1e", "#a8475d"]},
            },
            "shape": {"field": "word", "type": "nominal", "title": "Word", "scale": {"domain": LABELS}},
        },
    }
    times = {(month, word): count for month, word, count in found.months}
    rows = [
        (month, *(times.get((month, word.value), 0) for word in Word))
        for month in sorted({month for month, _, _ in found.months})
    ]
    note = "Every word of every source and of Lintel itself, by the month in which it was said (UTC)."
    return Figure("What customers said, by month", spec, ["Month", *LABELS], rows, note)
