"""The lessons that a new house begins with, in our own words; all of them can be changed or put away."""

from typing import NamedTuple


class Given(NamedTuple):
    """A lesson as it is given."""

    title: str
    words: tuple[str, ...]
    example: str
    text: str


LESSONS: tuple[Given, ...] = (
    Given(
        "Ask in three parts",
        ("how", "start", "question", "ask", "help", "first"),
        "orders by country last 12 weeks",
        "A question has up to three parts: **what** (a metric), **by what** (a split) and **when** (a "
        "period). Write them in this order, in plain words. Whatever you leave out is filled in and "
        "shown, so that you can correct it.",
    ),
    Given(
        "Say when",
        ("period", "when", "quarter", "month", "week", "year", "since", "yesterday", "date", "last", "days"),
        "revenue last quarter",
        "Periods that always work: *last quarter*, *last 12 weeks*, *Q3 2026*, *since 1 March*, *all "
        "time*. *Last month* is the whole month before this one, not the last thirty days; for those "
        "say *last 30 days*. A saved question keeps the words, so *last quarter* moves on with time.",
    ),
    Given(
        "Split without counting twice",
        ("split", "by", "per", "each", "group", "breakdown", "dimension", "cannot be split", "twice"),
        "revenue by country",
        "Not every metric can be split by every field. One order has many lines: splitting orders by "
        "product would count the order once for each line. Where that would happen, the question is "
        "refused and says which splits are safe. Take one of those, or ask for a metric that counts "
        "lines.",
    ),
    Given(
        "Narrow it down",
        ("filter", "only", "where", "without", "excluding", "in", "not", "except"),
        "orders in Norway excluding store",
        "Name a value and the right field is found: *in Norway*, *excluding store*. If a word fits "
        "several fields you are asked which one. Rows in which the field is empty stay in when you "
        "exclude a value; say *known* to leave them out.",
    ),
    Given(
        "Compare with before",
        ("compare", "versus", "vs", "before", "growth", "change", "trend", "than", "yoy", "previous"),
        "revenue by month this year vs year before",
        "Add *vs year before* or *vs period before*. Months are compared with months and weekdays with "
        "weekdays. A change of a small number looks large: look at both numbers before the percentage.",
    ),
    Given(
        "Why a figure is withheld",
        ("withheld", "small", "group", "hidden", "few", "privacy", "empty cell"),
        "",
        "Figures that stand for fewer customers than your smallest group are not shown, and with them "
        "one more, so that nobody can work them out from the total. Ask for a longer period or fewer "
        "splits. The number that counts for you stands under [What you can see](/insight/guards/).",
    ),
    Given(
        "Why a field is not open to you",
        ("denied", "access", "permission", "not open", "policy", "email", "name", "address", "customer"),
        "",
        "Both offices sign who may see what, and for which purpose. [What you can see](/insight/guards/) "
        "shows the policies that apply to you. If your work needs more, press **Ask for access**: it becomes "
        "a request with a date by which you get an answer, and a no comes with another way.",
    ),
    Given(
        "A share is not an average of shares",
        ("rate", "ratio", "share", "average", "percent", "conversion", "mean"),
        "conversion rate by channel",
        "A rate over several channels is the sum of the upper numbers divided by the sum of the lower "
        "ones. The average of the channels’ rates is another number, and usually the wrong one: small "
        "channels would weigh as much as large ones.",
    ),
    Given(
        "Stock and flow",
        ("stock", "balance", "subscribers", "active", "end of month", "inventory", "level", "total"),
        "",
        "Orders add up over days; the number of subscribers does not. For such a level, a month shows "
        "its last day, not the sum of its days. If a total looks thirty times too large, a level was "
        "added up.",
    ),
    Given(
        "Agreed and not agreed",
        ("draft", "agreed", "signed", "definition", "metric", "mark", "disputed", "version"),
        "",
        "A metric is agreed when both offices signed its definition. Others carry a mark wherever they "
        "appear: use them to explore, not to decide. Open the definition to see who has not signed yet,"
        " or to say what is wrong with it.",
    ),
    Given(
        "When a word is not known",
        ("unknown", "not known", "synonym", "missing", "no such", "there is no"),
        "",
        "Begin to type and choose from what appears: that is everything that can be asked about. If the"
        " word you use every day is missing, press **Not what you were looking for** and say what you "
        "need. Words that several people miss become new metrics or synonyms.",
    ),
    Given(
        "Season, holiday, outage",
        ("season", "holiday", "christmas", "peak", "drop", "event", "outage", "why", "campaign"),
        "",
        "Before you explain a bend, look at the marks on the chart: campaigns, releases, outages and "
        "holidays stand on their days. Under [Market context](/insight/context/) a series can be "
        "shown without its season and beside the market, which often bends at the same time.",
    ),
)
